"""The key schema of the waiting room, written once. `PROTOCOL.md` knows nothing of it.

Every key of a shop holds the hash tag `{shop}`, so all keys that one script touches live in one slot of a Redis
Cluster, and every key is passed to the scripts in KEYS.

| key | type | holds |
|---|---|---|
| `tickets` | hash | buyer id → ticket (JSON, `tickets.Ticket`) |
| `agents` | hash | agent id → agent (JSON, `tickets.Agent`) |
| `waiting:L:P` | sorted set | buyer ids in line for language L and purpose P by place (ms); each ticket in one set |
| `waiting:*:P` | sorted set | the same for tickets that take any language by now |
| `idle:L:P`, `idle:*:P` | sorted set | agent ids by idle-since (ms); entries may be stale and are dropped when met |
| `duty:L:P`, `duty:*:P` | set | agents on duty (available, offered, busy, wrapping up) who can serve the lane |
| `lanes` | set | the `L:P` that have ever had a ticket, for the sweep |
| `leases` | sorted set | `buyer:ID` and `agent:ID` by lease end (ms) |
| `deadlines` | sorted set | consultation ids of open offers by deadline (ms) |
| `relaxing` | sorted set | buyer ids by the moment (ms) from which any language will do |
| `handling` | string | moving average of how long a consultation takes (ms) |
| `consultation:ID` | string | the consultation (JSON, `consultation.Consultation`), kept an hour after its end |

A second camera knows no shop when it comes, so its invitation lies outside:

| key | type | holds |
|---|---|---|
| `vc:camera:SUM` | string | an invitation's shop and consultation (JSON), while it is good; SUM: SHA-256 of its token |
| `vc:camera:SUM:by` | string | the page that has used it, and its camera (JSON) |
"""

from typing import Final

ANY_LANGUAGE: Final = "*"
SHOPS: Final = "vc:shops"
"""Set of the shops that ever had a ticket or an agent: what the sweeper walks."""


def camera_invitation(token_sum: str) -> str:
    """What a second camera's token (its SHA-256) is an invitation to."""
    return f"vc:camera:{token_sum}"


def camera_claim(token_sum: str) -> str:
    """Which page has used a second camera's token."""
    return f"vc:camera:{token_sum}:by"


class Keys:
    """The keys of one shop."""

    def __init__(self, shop: str) -> None:
        self.prefix = f"vc:{{{shop}}}:"
        self.tickets = self.prefix + "tickets"
        self.agents = self.prefix + "agents"
        self.lanes = self.prefix + "lanes"
        self.leases = self.prefix + "leases"
        self.deadlines = self.prefix + "deadlines"
        self.relaxing = self.prefix + "relaxing"
        self.handling = self.prefix + "handling"

    def consultation(self, consultation_id: str) -> str:
        """The record of one consultation."""
        return f"{self.prefix}consultation:{consultation_id}"

    def waiting(self, language: str, purpose: str) -> str:
        """Tickets in line in one lane."""
        return f"{self.prefix}waiting:{language}:{purpose}"

    def idle(self, language: str, purpose: str) -> str:
        """Agents ready to be rung in one lane."""
        return f"{self.prefix}idle:{language}:{purpose}"

    def duty(self, language: str, purpose: str) -> str:
        """Agents on duty for one lane."""
        return f"{self.prefix}duty:{language}:{purpose}"

    def channel(self, client: str) -> str:
        """Pub/sub channel of one client (`buyer:ID`, `agent:ID`)."""
        return f"{self.prefix}to:{client}"
