"""The answer to a ping."""

from server.services import Services
from signaling.messages import Pong


def pong(services: Services, sent_ms: float) -> Pong:
    """Answer a ping with the time, by the nodes' shared clock and by this node's own."""
    reading = services.node_clock()
    return Pong(
        sent_ms=sent_ms,
        server_ms=services.clock.now_ms(),
        node=services.config.node_id,
        clock_ms=reading.ms,
        clock_bound_ms=reading.bound_ms,
    )
