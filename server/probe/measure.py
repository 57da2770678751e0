"""Latencies of frames into what a probe says of them. No clock inside: all times are given, ms on one clock."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec

from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS

FREEZE_SLACK_MS: Final = 150
"""W3C: the picture froze when a frame was shown for max(3 × the average, the average + 150 ms) or longer."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of a picture."""

    min_ms: float
    p50_ms: float
    p95_ms: float
    max_ms: float
    within_share: float
    samples: int
    buckets: tuple[int, ...]
    freezes: int
    frozen_ms: float


class Watch:
    """Takes frames in the order in which they are seen."""

    def __init__(self) -> None:
        self._drawn_ms: list[float] = []
        self._seen_ms: list[float] = []

    def __len__(self) -> int:
        return len(self._seen_ms)

    @property
    def first_ms(self) -> float:
        """When the first frame was seen. Raises IndexError when there was none."""
        return self._seen_ms[0]

    def frame(self, drawn_ms: float, seen_ms: float) -> bool:
        """A readable frame was handed out. False for one that was counted already, or is older than the newest."""
        if self._drawn_ms and drawn_ms <= self._drawn_ms[-1]:
            return False
        self._drawn_ms.append(drawn_ms)
        self._seen_ms.append(seen_ms)
        return True

    def seen(self, until_ms: float) -> Seen:
        """What was seen from the first frame until this moment. Raises ValueError when it was nothing."""
        if not self._seen_ms:
            raise ValueError("no frame was seen")
        pairs = list(zip(self._drawn_ms, self._seen_ms, strict=True))
        latencies = sorted(seen - drawn for drawn, seen in pairs)
        ends = [*self._seen_ms[1:], max(until_ms, self._seen_ms[-1])]
        within_ms = sum(
            min(max(drawn + TARGET_MS - seen, 0.0), end - seen) for (drawn, seen), end in zip(pairs, ends, strict=True)
        )
        watched_ms = ends[-1] - self._seen_ms[0]
        freezes = _freezes([end - seen for seen, end in zip(self._seen_ms, ends, strict=True)])
        return Seen(
            min_ms=latencies[0],
            p50_ms=percentile(latencies, 0.50),
            p95_ms=percentile(latencies, 0.95),
            max_ms=latencies[-1],
            within_share=within_ms / watched_ms if watched_ms else float(latencies[-1] <= TARGET_MS),
            samples=len(latencies),
            buckets=_histogram(latencies),
            freezes=len(freezes),
            frozen_ms=sum(freezes),
        )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest of the ordered values that at least this share of them does not exceed (nearest rank)."""
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def _freezes(shown_ms: Sequence[float]) -> list[float]:
    average = sum(shown_ms) / len(shown_ms)
    return [shown for shown in shown_ms if shown >= max(3 * average, average + FREEZE_SLACK_MS)]


def _histogram(latencies: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * (len(HISTOGRAM_EDGES_MS) + 1)
    for latency in latencies:
        counts[bisect_left(HISTOGRAM_EDGES_MS, latency)] += 1
    return tuple(counts)
