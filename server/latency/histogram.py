"""Latency added up: buckets, seconds, stages and counts merge by addition, and nothing is ever averaged.

All amounts are whole numbers (milliseconds, frames, counts), so that the order of adding changes nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field

from server.latency.rows import STAGES, WindowRow
from signaling.messages import LatencyMinute, Stage, Stages
from signaling.target import HISTOGRAM_EDGES_MS

BUCKETS: Final = len(HISTOGRAM_EDGES_MS) + 1


def bucket_of(latency_ms: float) -> int:
    """Index of the bucket that counts this latency; edges are inclusive."""
    return bisect_left(HISTOGRAM_EDGES_MS, latency_ms)


def _empty() -> list[int]:
    return [0] * BUCKETS


class Sums(Struct, kw_only=True, omit_defaults=True):
    """What a stretch of time, or a consultation, comes to so far. `connect` and `first_frame` are histograms too."""

    buckets: list[int] = field(default_factory=_empty)
    within_ms: int = 0
    late_ms: int = 0
    missing_ms: int = 0
    stage_ms: list[int] = field(default_factory=lambda: [0] * len(STAGES))
    stage_frames: list[int] = field(default_factory=lambda: [0] * len(STAGES))
    bound_ms: int = 0
    """Error bounds (±) summed over the `bound_frames` frames that had one."""
    bound_frames: int = 0
    freezes: int = 0
    frozen_ms: int = 0
    consultations: int = 0
    """Begun in this stretch."""
    connect: list[int] = field(default_factory=_empty)
    first_frame: list[int] = field(default_factory=_empty)

    @property
    def due_ms(self) -> int:
        """Time in which a picture was due; what could not be measured was due all the same."""
        return self.within_ms + self.late_ms + self.missing_ms

    @property
    def typical_bound_ms(self) -> float | None:
        """Error bound (±) of the frames on average; None when there are none, or one had no bound.

        Each window counts with its widest bound, so the mean of the latencies is at most this far from the truth.
        """
        frames = sum(self.buckets)
        return self.bound_ms / frames if frames and self.bound_frames == frames else None

    def add(self, row: WindowRow) -> None:
        """Add one window."""
        frames = 0
        for index, count in enumerate(row.counts, row.first_bucket):
            self.buckets[index] += count
            frames += count
        self.within_ms += row.within_ms
        self.late_ms += row.late_ms
        self.missing_ms += row.missing_ms
        for index, (sum_ms, of_frames) in enumerate(zip(row.stages[::2], row.stages[1::2], strict=True)):
            self.stage_ms[index] += sum_ms
            self.stage_frames[index] += of_frames
        if frames and row.bound_ms is not None:
            self.bound_ms += row.bound_ms * frames
            self.bound_frames += frames
        self.freezes += row.freezes
        self.frozen_ms += row.frozen_ms

    def merge(self, other: "Sums") -> None:
        """Add what `other` holds."""
        for name in self.__struct_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, list):
                for index, amount in enumerate(theirs):
                    mine[index] += amount
            else:
                setattr(self, name, mine + theirs)

    def stages(self) -> Stages:
        """The stages as messages carry them."""
        pairs = zip(STAGES, self.stage_ms, self.stage_frames, strict=True)
        return Stages(**{name: Stage(sum_ms=sum_ms, frames=frames) for name, sum_ms, frames in pairs})

    def minute(self, minute_ms: int) -> LatencyMinute:
        """These sums as one minute of the live stream."""
        return LatencyMinute(
            minute_ms=minute_ms,
            buckets=self.buckets,
            within_ms=self.within_ms,
            late_ms=self.late_ms,
            missing_ms=self.missing_ms,
            stages=self.stages(),
            freezes=self.freezes,
            frozen_ms=self.frozen_ms,
        )


def merged(parts: Iterable[Sums]) -> Sums:
    """All parts added up, in new sums."""
    total = Sums()
    for part in parts:
        total.merge(part)
    return total
