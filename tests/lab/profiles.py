"""The networks of the lab, each way between the agent and the buyer.

Delays belong to the way between two hosts, everything else to the buyer's access link. `clean` to `asymmetric` are the
profiles that the product's figures are stated for; jitter in them is independent from packet to packet.
"""

from typing import Final

from msgspec import Struct

from tests.lab.links import LinkSpec


class Profile(Struct, frozen=True, kw_only=True):
    """One network. Delays are one way in ms."""

    name: str
    to_buyer: LinkSpec = LinkSpec()
    to_agent: LinkSpec = LinkSpec()
    to_buyer_ms: float = 0.0
    to_agent_ms: float = 0.0
    nodes: str = "middle"
    """`middle`: one node half way between the two; `near`: one beside the agent and one beside the buyer."""
    relay: bool = False
    """Media goes over coturn only."""
    relay_ms: float | None = None
    """Delay from either person to the relay; None: half the way."""
    move_at_s: float | None = None
    """When the buyer's address changes, after the start of the measurement."""
    beside: str = ""
    """What else goes to the buyer: `download` (TCP) or `still` (a close look, 12 megapixels) from the start of the
    measurement; `call`, plain WebRTC, and `camera`, the agent's second one, before it."""
    measure_s: float = 20.0

    @property
    def round_trip_ms(self) -> float:
        """Between the two people, with empty queues."""
        return self.to_buyer_ms + self.to_agent_ms


def _constant(bits_per_second: float) -> tuple[tuple[float, float], ...]:
    return ((0.0, bits_per_second),)


_EVENING: Final = LinkSpec(
    jitter_ms=40, loss=0.03, burst_packets=4, rate_bps=_constant(1e6), queue_ms=300
)  # fmt: skip
_CN_EU: Final = LinkSpec(jitter_ms=10, loss=0.005, rate_bps=_constant(3e6))
_STILL: Final = LinkSpec(rate_bps=_constant(3e6), queue_ms=250)
_STEP: Final = LinkSpec(rate_bps=((0, 3e6), (5, 5e5), (13, 3e6)), queue_ms=1000)

PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile(name="clean"),
        Profile(
            name="cable",
            to_buyer=LinkSpec(rate_bps=_constant(6e6)), to_agent=LinkSpec(rate_bps=_constant(1e6)),
            to_buyer_ms=2, to_agent_ms=2,
        ),
        Profile(
            name="cn-id-4g",
            to_buyer=LinkSpec(jitter_ms=20, loss=0.01, rate_bps=_constant(4e6)),
            to_agent=LinkSpec(jitter_ms=20, loss=0.01, rate_bps=_constant(1.5e6)),
            to_buyer_ms=45, to_agent_ms=45,
        ),
        Profile(name="cn-eu", to_buyer=_CN_EU, to_agent=_CN_EU, to_buyer_ms=125, to_agent_ms=125),
        Profile(name="cn-br-evening", to_buyer=_EVENING, to_agent=_EVENING, to_buyer_ms=175, to_agent_ms=175),
        Profile(
            name="3g-lossy",
            to_buyer=LinkSpec(loss=0.01, rate_bps=_constant(780e3)),
            to_agent=LinkSpec(loss=0.01, rate_bps=_constant(330e3)),
            to_buyer_ms=100, to_agent_ms=100,
        ),
        Profile(name="step", to_buyer=_STEP, to_agent=_STEP, to_buyer_ms=60, to_agent_ms=60),
        Profile(name="asymmetric", to_buyer_ms=200, to_agent_ms=35, nodes="near"),
        Profile(name="asymmetric-middle", to_buyer_ms=200, to_agent_ms=35),
        Profile(name="far-nodes", to_buyer_ms=250, to_agent_ms=250),
        Profile(
            name="wandering-jitter",
            to_buyer=LinkSpec(jitter_ms=15, jitter_memory_ms=100, rate_bps=_constant(3e6)),
            to_agent=LinkSpec(jitter_ms=15, jitter_memory_ms=100, rate_bps=_constant(3e6)),
            to_buyer_ms=80, to_agent_ms=80,
        ),
        Profile(name="relay", to_buyer_ms=60, to_agent_ms=60, relay=True),
        Profile(name="relay-detour", to_buyer_ms=180, to_agent_ms=180, relay_ms=40),
        Profile(
            name="blackout",
            to_buyer=LinkSpec(blackouts=((5, 9),), rate_bps=_constant(3e6)),
            to_agent=LinkSpec(blackouts=((5, 9),), rate_bps=_constant(3e6)),
            to_buyer_ms=60, to_agent_ms=60,
        ),
        Profile(name="moving", to_buyer_ms=60, to_agent_ms=60, move_at_s=5),
        Profile(
            name="beside-download", beside="download",
            to_buyer=LinkSpec(rate_bps=_constant(2e6), queue_ms=250), to_agent=LinkSpec(rate_bps=_constant(2e6)),
            to_buyer_ms=50, to_agent_ms=50,
        ),
        # Narrower than what two calls would take, or neither would have to give way.
        Profile(
            name="beside-call", beside="call",
            to_buyer=LinkSpec(rate_bps=_constant(1.2e6), queue_ms=250), to_agent=LinkSpec(rate_bps=_constant(2e6)),
            to_buyer_ms=50, to_agent_ms=50,
        ),
        Profile(
            name="beside-camera", beside="camera",
            to_buyer=LinkSpec(rate_bps=_constant(1.2e6), queue_ms=250), to_agent=LinkSpec(rate_bps=_constant(2e6)),
            to_buyer_ms=50, to_agent_ms=50,
        ),
        Profile(
            name="beside-still", beside="still", measure_s=40,
            to_buyer=_STILL, to_agent=_STILL, to_buyer_ms=125, to_agent_ms=125,
        ),
        Profile(
            name="beside-still-lossy", beside="still", measure_s=40,
            to_buyer=_CN_EU, to_agent=_CN_EU, to_buyer_ms=125, to_agent_ms=125,
        ),
    )
}  # fmt: skip
"""By name."""
