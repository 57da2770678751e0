"""What supervisors see of latency beyond the live stream: history, routes, timelines, the error budget, alerts."""
