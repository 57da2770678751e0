"""What each kind of client may say and what it is told: buyer, agent, monitor."""
