"""What a probe makes of the frames that it saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.probe.measure import Watch, percentile
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS


def steady(latency_ms: float, count: int = 100, every_ms: float = 50) -> Watch:
    watch = Watch()
    for index in range(count):
        watch.frame(index * every_ms, index * every_ms + latency_ms)
    return watch


def test_a_steady_picture_is_as_late_as_each_of_its_frames() -> None:
    seen = steady(120).seen(100 * 50 + 120)

    assert (seen.min_ms, seen.p50_ms, seen.p95_ms, seen.max_ms, seen.samples) == (120, 120, 120, 120, 100)
    assert (seen.within_share, seen.freezes, seen.frozen_ms) == (1.0, 0, 0)
    assert seen.buckets[HISTOGRAM_EDGES_MS.index(130)] == sum(seen.buckets) == 100


def test_a_picture_that_is_late_is_late_all_the_time() -> None:
    seen = steady(TARGET_MS + 100).seen(100 * 50 + TARGET_MS + 100)
    assert (seen.p50_ms, seen.within_share) == (TARGET_MS + 100, 0.0)


def test_a_frame_that_is_the_target_old_is_within_until_it_grows_older() -> None:
    seen = steady(TARGET_MS - 20).seen(100 * 50 + TARGET_MS - 20)
    assert seen.within_share == pytest.approx(20 / 50)


def test_a_freeze_makes_no_frame_late_and_yet_counts() -> None:
    watch = steady(100, count=20)
    for index in range(60, 80):
        watch.frame(index * 50, index * 50 + 100)

    seen = watch.seen(80 * 50 + 100)

    gap_ms = 41 * 50
    assert (seen.p95_ms, seen.freezes, seen.frozen_ms) == (100, 1, gap_ms)
    assert seen.within_share == pytest.approx(1 - (gap_ms - (TARGET_MS - 100)) / (80 * 50))


def test_a_picture_that_stops_is_frozen_until_the_end() -> None:
    assert steady(100, count=20).seen(20_000).within_share < 0.1


def test_a_repeated_or_older_frame_is_not_counted_again() -> None:
    watch = Watch()
    assert [watch.frame(1000, 1100), watch.frame(1000, 1105), watch.frame(900, 1110)] == [True, False, False]
    assert len(watch) == 1


def test_nothing_seen_is_not_a_figure() -> None:
    with pytest.raises(ValueError, match="no frame"):
        Watch().seen(1000)


@given(st.lists(st.floats(0, 5000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    ordered = sorted(values)
    found = percentile(ordered, share)
    assert found in ordered
    assert sum(value <= found for value in ordered) >= share * len(ordered) - 1e-9
