from typing import Any

import pytest
from playwright.async_api import Page

from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS
from tests.static.modules import run

pytestmark = pytest.mark.browser

EDGES = list(HISTOGRAM_EDGES_MS)


async def histogram(bench: Page, script: str) -> Any:
    """Run script with an empty `histogram` in reach; `edges` are the service's own."""
    made = "const edges = argument; const histogram = new Histogram(edges);"
    return await run(bench, "{ Histogram } from latency/histogram.js", made + script, EDGES)


async def test_a_frame_exactly_at_the_target_counts_as_within(bench: Page) -> None:
    script = f"histogram.record({TARGET_MS}); return histogram.buckets.indexOf(1);"
    assert await histogram(bench, script) == EDGES.index(TARGET_MS)


async def test_a_frame_just_above_the_target_does_not(bench: Page) -> None:
    script = f"histogram.record({TARGET_MS}.001); return histogram.buckets.indexOf(1);"
    assert await histogram(bench, script) == EDGES.index(TARGET_MS) + 1


async def test_each_edge_is_counted_in_the_bucket_it_closes(bench: Page) -> None:
    buckets = await histogram(bench, "edges.forEach((edge) => histogram.record(edge)); return histogram.buckets;")
    assert buckets == [1] * len(EDGES) + [0]


async def test_what_is_above_the_last_edge_is_counted_in_one_more_bucket(bench: Page) -> None:
    buckets = await histogram(bench, "histogram.record(1e9); return histogram.buckets;")
    assert buckets == [0] * len(EDGES) + [1]


async def test_histograms_merge_by_addition(bench: Page) -> None:
    script = """
      const other = new Histogram(edges);
      histogram.record(10); other.record(10); other.record(600);
      histogram.merge(other.buckets, other.sumMs);
      return [histogram.buckets[0], histogram.count, histogram.sumMs];
    """
    assert await histogram(bench, script) == [2, 3, 620]


async def test_more_buckets_than_edges_allow_are_refused(bench: Page) -> None:
    script = "try { histogram.merge(new Array(99).fill(0)); } catch (error) { return error.name; }"
    assert await histogram(bench, script) == "RangeError"


async def test_a_percentile_is_interpolated_within_its_bucket(bench: Page) -> None:
    # Ten frames between 340 and 400 ms: the 5th of them stands half way.
    script = "for (let i = 0; i < 10; i++) histogram.record(350); return histogram.percentile(0.5);"
    assert await histogram(bench, script) == 370


async def test_a_percentile_of_nothing_is_unknown(bench: Page) -> None:
    assert await histogram(bench, "return histogram.percentile(0.95);") is None


async def test_a_percentile_beyond_the_last_edge_is_that_edge(bench: Page) -> None:
    assert await histogram(bench, "histogram.record(1e6); return histogram.percentile(0.99);") == EDGES[-1]
