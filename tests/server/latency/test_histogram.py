"""Windows survive the way into Redis and back, and add up."""

from hypothesis import given
from hypothesis import strategies as st

from server.latency.histogram import BUCKETS, fields, total, typical_bound_ms
from signaling.messages import LatencyWindow, Stage, Stages
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS

counts = st.integers(0, 1000)
stage = st.builds(Stage, sum_ms=counts.map(float), frames=st.integers(1, 1000))
windows = st.builds(
    LatencyWindow,
    kind=st.just("measured"),
    buckets=st.lists(counts, min_size=BUCKETS, max_size=BUCKETS),
    within_ms=counts.map(float),
    late_ms=counts.map(float),
    missing_ms=counts.map(float),
    stages=st.builds(Stages, capture_encode=stage, network=stage, jitter_buffer=stage, decode_render=stage),
)


def added_up(added: list[LatencyWindow]) -> dict[bytes, bytes]:
    """The hash that Redis would hold after these windows."""
    kept: dict[bytes, bytes] = {}
    for window in added:
        for name, amount in fields(window):
            key = name.encode()
            kept[key] = repr(float(kept.get(key, b"0")) + amount).encode()
    return kept


@given(st.lists(windows, max_size=5))
def test_a_sum_of_windows_is_read_back_as_it_was_added(added: list[LatencyWindow]) -> None:
    read = total(60_000, added_up(added))

    assert read.buckets == [sum(column) for column in zip([0] * BUCKETS, *(w.buckets for w in added), strict=True)]
    assert read.within_ms == sum(window.within_ms for window in added)
    assert read.missing_ms == sum(window.missing_ms for window in added)
    assert read.stages.network.frames == sum(window.stages.network.frames for window in added)
    assert read.stages.decode_render.sum_ms == sum(window.stages.decode_render.sum_ms for window in added)


def a_window(frames: int, bound_ms: float | None) -> LatencyWindow:
    return LatencyWindow(kind="measured", buckets=[0] * 5 + [frames] + [0] * (BUCKETS - 6), bound_ms=bound_ms)


def test_the_bound_of_a_consultation_is_that_of_its_frames_on_average() -> None:
    sums = added_up([a_window(60, 10), a_window(20, 50), a_window(0, None)])
    assert typical_bound_ms(sums) == 20


def test_a_single_window_without_a_bound_leaves_the_consultation_without_one() -> None:
    assert typical_bound_ms(added_up([a_window(60, 10), a_window(1, None)])) is None
    assert typical_bound_ms(added_up([])) is None


def test_the_limits_people_are_told_of_are_edges() -> None:
    assert {GOOD_MS, TARGET_MS} <= set(HISTOGRAM_EDGES_MS)
    assert list(HISTOGRAM_EDGES_MS) == sorted(set(HISTOGRAM_EDGES_MS))
    assert TARGET_MS == 600
