"""What other parts of the service put into a summary, each by a function of its own."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import structlog

from server.policy import Policy
from server.summary.document import Advice, Gathered, Measurement, Still

log = structlog.get_logger()

T = TypeVar("T")


@dataclass(frozen=True)
class About:
    """Which consultation is asked about."""

    shop: str
    consultation: str
    sku: str
    category: str
    buyer_country: str | None


@dataclass(frozen=True)
class Parts:
    """One function for each part; what is not there gives nothing. `image` returns a still as a JPEG."""

    advice: Callable[[About], Awaitable[Advice | None]] | None = None
    policy: Callable[[About], Awaitable[Policy | None]] | None = None
    measurements: Callable[[About], Awaitable[Sequence[Measurement]]] | None = None
    stills: Callable[[About], Awaitable[Sequence[Still]]] | None = None
    image: Callable[[str, str, str], Awaitable[bytes]] | None = None
    """Of shop, consultation and still. Raises `NotFound`."""

    async def gather(self, about: About) -> Gathered:
        """Ask them all. A part that fails is logged and left out: the others are still worth having."""
        return Gathered(
            advice=await _part("advice", self.advice, about),
            policy=await _part("policy", self.policy, about),
            measurements=await _part("measurements", self.measurements, about) or (),
            stills=await _part("stills", self.stills, about) or (),
        )


async def _part(name: str, ask: Callable[[About], Awaitable[T]] | None, about: About) -> T | None:
    if ask is None:
        return None
    try:
        return await ask(about)
    except Exception:
        log.exception("summary_part_failed", part=name, consultation=about.consultation)
        return None
