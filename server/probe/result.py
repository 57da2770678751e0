"""What a probe finds: the one thing that the probe, its schedule, the records and the monitor all know."""

from typing import Final, Literal

import msgspec

from signaling.target import TARGET_MS

DIRECT: Final = "direct"
RELAY: Final = "relay"

WITHIN_SHARE: Final = 0.95
"""A freeze makes no frame late, only time: so much of it has to be within the target too."""


class ProbeResult(msgspec.Struct, frozen=True, kw_only=True):
    """One synthetic consultation over one way. What was not reached is None; `error_code` then says why."""

    at_ms: int
    """When it ended, Unix ms on the probing machine's clock."""
    path: Literal["direct", "relay"]
    region: str = ""
    """Label of the TURN region it went through; empty on the direct path, and where the URLs carry no label."""
    setup_ms: float | None = None
    """From the buyer's *join* until he has heard of the accept and has his first decoded frame, the agent accepting as
    soon as both are connected."""
    min_ms: float | None = None
    """What the way itself takes: queues, losses and busy machines only add to it."""
    p50_ms: float | None = None
    p95_ms: float | None = None
    max_ms: float | None = None
    """Latency: shutter of a synthetic camera to decoded frame. The refresh of a screen would come on top."""
    within_share: float | None = None
    """Share (0 to 1) of the watched time in which the newest frame was at most the target old."""
    samples: int = 0
    """Frames whose latency was read."""
    bound_ms: float | None = None
    """The latencies are true to ± this."""
    stages: dict[str, float] = {}
    """Set-up by step, ms: sign_in, welcome, offered and connected, one after the other; then accepted (until the buyer
    hears of it) and first_frame, both counted from the agent's accept."""
    buckets: tuple[int, ...] = ()
    """The latencies by the edges of `signaling.target`, so that results merge by addition."""
    freezes: int = 0
    frozen_ms: float = 0
    error_code: str | None = None
    """Stable code of what went wrong; None when a latency was measured, good or bad."""
    error: str | None = None
    """The same for developers, one line."""

    @property
    def within_target(self) -> bool:
        """Whether a consultation would have been within the target: 95 % of the frames, and 95 % of the time."""
        return (
            self.p95_ms is not None
            and self.p95_ms <= TARGET_MS
            and self.within_share is not None
            and self.within_share >= WITHIN_SHARE
        )

    @property
    def way(self) -> str:
        """A name for people: `direct`, `relay`, or `relay eu`."""
        return f"{self.path} {self.region}".strip()
