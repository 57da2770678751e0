"""Latency windows added up: buckets, seconds and stages merge by addition, and nothing is ever averaged."""

from collections.abc import Iterator, Mapping
from typing import Final

from signaling.messages import LatencyMinute, LatencyWindow, Stage, Stages
from signaling.target import HISTOGRAM_EDGES_MS

BUCKETS: Final = len(HISTOGRAM_EDGES_MS) + 1
STAGES: Final = ("capture_encode", "network", "jitter_buffer", "decode_render")


def fields(window: LatencyWindow) -> Iterator[tuple[str, float]]:
    """(name, amount) of all that a window adds to a sum kept as a Redis hash; zeros are left out.

    Names: `b0`…`bN` buckets, `within`, `late`, `missing` (ms), `STAGE:sum` (ms) and `STAGE:frames`, and of the error
    bound `bound:sum` (ms) and `bound:frames`.
    """
    for index, count in enumerate(window.buckets):
        if count:
            yield f"b{index}", count
    for name in ("within", "late", "missing"):
        amount_ms = getattr(window, f"{name}_ms")
        if amount_ms:
            yield name, amount_ms
    for name in STAGES:
        stage: Stage = getattr(window.stages, name)
        if stage.frames:
            yield f"{name}:sum", stage.sum_ms
            yield f"{name}:frames", stage.frames
    frames = sum(window.buckets)
    if frames and window.bound_ms is not None:
        yield "bound:sum", window.bound_ms * frames
        yield "bound:frames", frames


def total(minute_ms: int, sums: Mapping[bytes, bytes]) -> LatencyMinute:
    """Read a hash of sums made of `fields` back."""
    amounts = {name.decode(): float(amount) for name, amount in sums.items()}
    return LatencyMinute(
        minute_ms=minute_ms,
        buckets=[int(amounts.get(f"b{index}", 0)) for index in range(BUCKETS)],
        within_ms=amounts.get("within", 0.0),
        late_ms=amounts.get("late", 0.0),
        missing_ms=amounts.get("missing", 0.0),
        stages=Stages(
            **{
                name: Stage(sum_ms=amounts.get(f"{name}:sum", 0.0), frames=int(amounts.get(f"{name}:frames", 0)))
                for name in STAGES
            }
        ),
    )


def typical_bound_ms(sums: Mapping[bytes, bytes]) -> float | None:
    """Error bound (±) of the frames in a hash of sums on average; None when there are none, or one had no bound.

    Each window counts with its widest bound, so the mean of the latencies is at most this far from the truth.
    """
    frames = sum(int(float(sums.get(b"b%d" % index, 0))) for index in range(BUCKETS))
    bounded = int(float(sums.get(b"bound:frames", 0)))
    return float(sums[b"bound:sum"]) / frames if frames and bounded == frames else None
