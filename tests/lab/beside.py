"""What else goes to the buyer beside the call, and how the two shared the link. Without I/O."""

import itertools
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

RTP_OVERHEAD: Final = 20 + 8 + 10
"""Bytes of each RTP packet that a browser does not count: IPv4, UDP, and the authentication tag of SRTP."""

FLOWS: Final = 2

Counts = list[tuple[float, float]]
"""(Unix ms, bytes on the link so far), in order."""


class Beside(Struct, frozen=True, kw_only=True):
    """The flow beside the call."""

    kind: str
    """As `Profile.beside`."""
    link_bps: float
    """What the two shared."""
    counts: Counts


class Share(Struct, frozen=True, kw_only=True):
    """What either flow got of the link. Rates are of whole IP packets."""

    call_kbps: float
    """Picture and sound."""
    beside_kbps: float
    fair_kbps: float
    """The link divided by the number of flows."""
    link_share: float
    """The call's rate as a share of the link's."""


def shared(beside: Beside, call: Counts, begin: float, end: float) -> Share:
    """How call and flow shared the link from `begin` to `end`, in Unix ms."""
    call_bps = rate_bps(call, begin, end)
    return Share(
        call_kbps=call_bps / 1000,
        beside_kbps=rate_bps(beside.counts, begin, end) / 1000,
        fair_kbps=beside.link_bps / FLOWS / 1000,
        link_share=call_bps / beside.link_bps,
    )


def call_counts(statistics: Iterable[dict[str, Any]]) -> Counts:
    """Picture and sound that a buyer's page received, from `seen.statistics` of `observer.js`."""
    counts = []
    for entry in statistics:
        received = [entry[kind] for kind in ("in_video", "in_audio") if kind in entry]
        # Before the first packet there is no entry for its kind, and nothing to count.
        size = sum(
            s["bytesReceived"] + s["headerBytesReceived"] + s["packetsReceived"] * RTP_OVERHEAD for s in received
        )
        counts.append((entry["atMs"], float(size)))
    return counts


def rate_bps(counts: Counts, begin: float, end: float) -> float:
    """Mean rate from `begin` to `end`, in Unix ms. A flow that has stopped goes on to count, with nothing."""

    def until(ms: float) -> float:
        return max((size for at, size in counts if at <= ms), default=0.0)

    return (until(end) - until(begin)) * 8000 / (end - begin)


def rates(counts: Counts, started_ms: float) -> list[tuple[float, float]]:
    """(seconds since `started_ms`, kbit/s since the count before), for a plot."""
    return [
        ((at - started_ms) / 1000, (size - before) * 8 / (at - since))
        for (since, before), (at, size) in itertools.pairwise(counts)
        if at > since
    ]
