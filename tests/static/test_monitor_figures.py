"""Slots, merged figures and heat maps: sums are added, what is missing is never good."""

from typing import Any

import msgspec
import pytest
from playwright.async_api import Page

from signaling.messages import LatencyMinute, Stage, Stages
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS
from tests.static.modules import run
from tests.support import simulated_latency as simulated

pytestmark = pytest.mark.browser

EDGES = list(HISTOGRAM_EDGES_MS)
MINUTE_MS = 60_000
NOW_MS = 1_795_600_800_000 + 1234


def a_minute(at_ms: int = 0, **fields: Any) -> LatencyMinute:
    known: dict[str, Any] = {"buckets": [], "within_ms": 0, "late_ms": 0, "missing_ms": 0, "stages": Stages()}
    return LatencyMinute(minute_ms=at_ms, **{**known, **fields})


def frames(**at: int) -> list[int]:
    """Buckets with so many frames that took up to `_<edge>` ms, or `more`."""
    counts = [0] * (len(EDGES) + 1)
    for name, count in at.items():
        counts[-1 if name == "more" else EDGES.index(int(name[1:]))] = count
    return counts


async def merged(bench: Page, *minutes: LatencyMinute) -> Any:
    argument = {"minutes": msgspec.to_builtins(minutes), "edges": EDGES}
    script = "return merge(argument.minutes.map(ofMinute), argument.edges);"
    return await run(bench, "{ merge, ofMinute } from ../monitor/figures.js", script, argument)


async def test_what_could_not_be_measured_counts_as_due_and_not_as_within(bench: Page) -> None:
    found = await merged(bench, a_minute(within_ms=700, late_ms=100, missing_ms=200))
    assert (found["share"], found["missing"], found["dueMs"]) == (0.7, 0.2, 1000)


async def test_a_time_in_which_nothing_was_due_has_no_figures(bench: Page) -> None:
    found = await merged(bench, a_minute())
    assert (found["share"], found["missing"], found["p50"], found["stages"]["network"]) == (None, None, None, None)


async def test_percentiles_come_from_the_merged_histogram(bench: Page) -> None:
    # One hundred frames at 340 to 400 ms, and one above: its minute's own p50 must not weigh as much.
    found = await merged(bench, a_minute(buckets=frames(_400=100)), a_minute(buckets=frames(_2000=1)))
    assert 340 < found["p50"] < 400


async def test_means_of_stages_are_weighed_by_frames(bench: Page) -> None:
    busy = Stages(network=Stage(sum_ms=9000, frames=90))
    idle = Stages(network=Stage(sum_ms=1000, frames=1))
    found = await merged(bench, a_minute(stages=busy), a_minute(stages=idle))
    assert found["stages"]["network"] == pytest.approx(10_000 / 91)


async def test_a_point_of_the_history_has_the_sums_of_its_figures(bench: Page) -> None:
    point = simulated.point(NOW_MS // MINUTE_MS * MINUTE_MS, MINUTE_MS * 60)
    script = "return ofPoint(argument);"
    found = await run(bench, "{ ofPoint } from ../monitor/figures.js", script, msgspec.to_builtins(point))
    due_ms = found["within_ms"] + found["late_ms"] + found["missing_ms"]
    assert due_ms == pytest.approx(point.figures.due_s * 1000)
    assert found["within_ms"] / due_ms == pytest.approx(point.figures.within_share)


async def slots(bench: Page, name: str, starts: list[int]) -> Any:
    script = """const { name, starts, now } = argument;
      return slotsOf(starts.map((at_ms) => ({ at_ms })), now, RANGES[name]).map(({ startMs, stretches }) =>
        [startMs, stretches.length]);"""
    argument = {"name": name, "starts": starts, "now": NOW_MS}
    return await run(bench, "{ RANGES, slotsOf } from ../monitor/ranges.js", script, argument)


async def test_the_newest_slot_is_the_one_that_has_begun(bench: Page) -> None:
    found = await slots(bench, "hour", [])
    assert len(found) == 60
    assert found[-1][0] == NOW_MS // MINUTE_MS * MINUTE_MS


async def test_steps_are_gathered_in_the_slot_they_fall_into(bench: Page) -> None:
    begin = NOW_MS // (10 * MINUTE_MS) * 10 * MINUTE_MS
    found = await slots(bench, "day", [begin - 1, begin, begin + MINUTE_MS])
    assert [count for _, count in found[-3:]] == [0, 1, 2]


async def test_what_is_older_than_the_range_is_left_out(bench: Page) -> None:
    found = await slots(bench, "month", [NOW_MS - 40 * 86_400_000])
    assert sum(count for _, count in found) == 0


async def heat(bench: Page, *columns: LatencyMinute) -> Any:
    script = """const slots = argument.minutes.map((minute) => ({ startMs: 0, stretches: [ofMinute(minute)] }));
      return { columns: heatOf(slots, argument.count), shades: SHADES };"""
    argument = {"minutes": msgspec.to_builtins(columns), "count": len(EDGES) + 1}
    imports = "{ heatOf, SHADES } from ../monitor/heat.js\n{ ofMinute } from ../monitor/figures.js"
    return await run(bench, imports, script, argument)


async def test_one_late_frame_among_a_million_has_a_shade(bench: Page) -> None:
    found = await heat(bench, a_minute(buckets=frames(_200=1_000_000, _1120=1)))
    shades = found["columns"][0]["shades"]
    assert shades[EDGES.index(1120)] >= 1
    assert shades[EDGES.index(200)] == found["shades"]
    assert shades[EDGES.index(400)] == 0


async def test_shades_are_of_the_whole_map_not_of_a_column(bench: Page) -> None:
    found = await heat(bench, a_minute(buckets=frames(_200=100_000)), a_minute(buckets=frames(_200=3)))
    assert found["columns"][0]["shades"][EDGES.index(200)] > found["columns"][1]["shades"][EDGES.index(200)]


async def test_a_column_tells_its_share_that_could_not_be_measured(bench: Page) -> None:
    found = await heat(bench, a_minute(within_ms=300, missing_ms=700), a_minute())
    assert [column["missing"] for column in found["columns"]] == [0.7, 0]


async def test_frames_are_counted_within_good_within_the_target_and_above(bench: Page) -> None:
    minute = a_minute(buckets=frames(_20=1, _400=2, _460=4, _600=8, _700=16, more=32))
    script = """const stretches = [ofMinute(argument.minute)];
      return countsOf(stretches, argument.edges, argument.limits);"""
    argument = {
        "minute": msgspec.to_builtins(minute),
        "edges": EDGES,
        "limits": {"good_ms": GOOD_MS, "target_ms": TARGET_MS},
    }
    imports = "{ countsOf } from ../monitor/heat.js\n{ ofMinute } from ../monitor/figures.js"
    assert await run(bench, imports, script, argument) == {"good": 3, "fair": 12, "late": 48}
