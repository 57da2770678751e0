"""Percentiles out of histograms."""

import pytest

from server.records.percentiles import percentile_ms
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS

BUCKETS = len(HISTOGRAM_EDGES_MS) + 1


def histogram(**counts: int) -> list[int]:
    """Counts by upper edge: `e600=3`; `over` for the last bucket."""
    buckets = [0] * BUCKETS
    for name, count in counts.items():
        buckets[-1 if name == "over" else HISTOGRAM_EDGES_MS.index(int(name[1:]))] = count
    return buckets


def test_without_frames_there_is_no_percentile() -> None:
    assert percentile_ms(histogram(), 0.5) is None
    assert percentile_ms([], 0.5) is None


@pytest.mark.parametrize(("share", "expected"), [(0.0, 30), (0.5, 35), (0.95, 39.5), (1.0, 40)])
def test_frames_are_spread_evenly_over_their_bucket(share: float, expected: float) -> None:
    assert percentile_ms(histogram(e40=100), share) == pytest.approx(expected)


def test_the_first_bucket_begins_at_nothing() -> None:
    assert percentile_ms(histogram(e20=10), 0.5) == pytest.approx(10)


def test_a_percentile_lies_in_the_bucket_that_holds_it() -> None:
    mixed = histogram(e200=90, e600=10)
    assert percentile_ms(mixed, 0.5) == pytest.approx(160 + 40 * 50 / 90)
    assert percentile_ms(mixed, 0.95) == pytest.approx(530 + 70 * 0.5)


def test_frames_at_exactly_the_target_do_not_count_as_later() -> None:
    assert percentile_ms(histogram(e600=1), 1.0) == TARGET_MS


def test_beyond_the_last_edge_only_the_edge_is_stated() -> None:
    assert percentile_ms(histogram(over=5), 0.5) == HISTOGRAM_EDGES_MS[-1]
