"""Windows survive being stored as rows, and add up in whatever order and grouping."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.latency.histogram import BUCKETS, Sums, bucket_of, merged
from server.latency.rows import WindowRow, join, pack, read, window_row
from signaling.messages import LatencyWindow, Role, Stage, Stages
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS

few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A window is a large example: making one takes longer than adding it up."""

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
    bound_ms=st.none() | counts.map(float),
    freezes=counts,
    frozen_ms=counts.map(float),
)


def rows_of(added: list[LatencyWindow]) -> list[WindowRow]:
    """The windows, stored and read back."""
    packed = [pack(window_row(number, Role.BUYER, window)) for number, window in enumerate(added)]
    return [row for row in read(join(packed)) if isinstance(row, WindowRow)]


def added_up(added: list[LatencyWindow]) -> Sums:
    sums = Sums()
    for row in rows_of(added):
        sums.add(row)
    return sums


@few
@given(st.lists(windows, max_size=5))
def test_a_sum_of_windows_is_what_the_windows_were(added: list[LatencyWindow]) -> None:
    sums = added_up(added)

    assert sums.buckets == [sum(column) for column in zip([0] * BUCKETS, *(w.buckets for w in added), strict=True)]
    assert sums.within_ms == sum(window.within_ms for window in added)
    assert sums.due_ms == sum(window.within_ms + window.late_ms + window.missing_ms for window in added)
    assert sums.stages().network.frames == sum(window.stages.network.frames for window in added)
    assert sums.stages().decode_render.sum_ms == sum(window.stages.decode_render.sum_ms for window in added)
    assert sums.frozen_ms == sum(window.frozen_ms for window in added)


@few
@given(st.lists(st.lists(windows, max_size=3), max_size=4))
def test_sums_of_sums_are_the_sum_of_all(groups: list[list[LatencyWindow]]) -> None:
    assert merged(added_up(group) for group in groups) == added_up([window for group in groups for window in group])


def a_window(frames: int, bound_ms: float | None) -> LatencyWindow:
    return LatencyWindow(kind="measured", buckets=[0] * 5 + [frames] + [0] * (BUCKETS - 6), bound_ms=bound_ms)


def test_the_bound_of_a_consultation_is_that_of_its_frames_on_average() -> None:
    assert added_up([a_window(60, 10), a_window(20, 50), a_window(0, None)]).typical_bound_ms == 20


def test_a_single_window_without_a_bound_leaves_the_consultation_without_one() -> None:
    assert added_up([a_window(60, 10), a_window(1, None)]).typical_bound_ms is None
    assert added_up([]).typical_bound_ms is None


def test_a_row_that_was_written_twice_counts_once() -> None:
    row = pack(window_row(1, Role.BUYER, a_window(60, 10)))
    assert len(read(join([row, row]))) == 1


def test_edges_belong_to_the_bucket_below() -> None:
    assert bucket_of(TARGET_MS) == HISTOGRAM_EDGES_MS.index(TARGET_MS)
    assert bucket_of(TARGET_MS + 0.1) == HISTOGRAM_EDGES_MS.index(TARGET_MS) + 1
    assert bucket_of(1e9) == BUCKETS - 1


def test_the_limits_people_are_told_of_are_edges() -> None:
    assert {GOOD_MS, TARGET_MS} <= set(HISTOGRAM_EDGES_MS)
    assert list(HISTOGRAM_EDGES_MS) == sorted(set(HISTOGRAM_EDGES_MS))
    assert TARGET_MS == 600
