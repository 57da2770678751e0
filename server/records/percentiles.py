"""Percentiles of a latency histogram."""

from collections.abc import Sequence

from signaling.target import HISTOGRAM_EDGES_MS


def percentile_ms(buckets: Sequence[int], share: float) -> float | None:
    """Return the latency (ms) that `share` (0 to 1) of the frames did not exceed; None when there are no frames.

    Within a bucket frames are taken to be spread evenly. The last bucket has no upper edge: what falls there is
    given as its lower edge, the most that can be stated.
    """
    total = sum(buckets)
    if total == 0:
        return None
    rank, below = share * total, 0
    lower = 0.0
    for count, upper in zip(buckets, HISTOGRAM_EDGES_MS, strict=False):
        if count and below + count >= rank:
            return lower + (upper - lower) * max(rank - below, 0) / count
        below += count
        lower = float(upper)
    return lower
