"""The course of a consultation: what is known at a moment, and what happened in words."""

import re
from typing import Any, get_args

import msgspec
import pytest
from playwright.async_api import Page

from server.monitor import views
from signaling.consultation import EndReason
from signaling.messages import TimelineEvent
from tests.static.modules import run
from tests.static.test_locales import LOCALES, messages
from tests.support.simulated_timeline import timeline

pytestmark = pytest.mark.browser

SERIES = "{ courseOf, summed, windowAt, withGaps } from ../monitor/timeline-series.js"


def kinds() -> list[str]:
    """Every kind of event that a page may report, by its type."""
    annotated = get_args(TimelineEvent.__annotations__["kind"])
    found = re.fullmatch(r"\^\((.*)\)\$", annotated[1].pattern)
    assert found is not None
    return found[1].split("|")


async def test_times_are_counted_from_the_beginning(bench: Page) -> None:
    argument = msgspec.to_builtins(timeline("simulated", 1_000_000))
    script = """const { to_buyer, events, rangeMs } = courseOf(argument);
      return [to_buyer[0].at_ms, to_buyer[1].at_ms, events[0].at_ms, rangeMs];"""
    assert await run(bench, SERIES, script, argument) == [0, 2000, -6200, [-7000, 312_000]]


async def test_a_consultation_without_windows_still_has_its_length(bench: Page) -> None:
    empty = msgspec.structs.replace(timeline("simulated", 1_000_000), to_buyer=[], to_agent=[], events=[])
    assert await run(bench, SERIES, "return courseOf(argument).rangeMs;", msgspec.to_builtins(empty)) == [0, 300_000]


async def test_no_line_is_drawn_over_a_time_of_which_nothing_is_known(bench: Page) -> None:
    script = "return withGaps(argument).map(({ atMs, window }) => [atMs, window !== null]);"
    windows = [{"at_ms": 0}, {"at_ms": 2000}, {"at_ms": 30_000}]
    assert await run(bench, SERIES, script, windows) == [[0, True], [2000, True], [2001, False], [30_000, True]]


async def test_at_a_moment_the_newest_window_until_then_is_known(bench: Page) -> None:
    script = "return [1999, 2000, 3999].map((ms) => windowAt(argument, ms).at_ms);"
    assert await run(bench, SERIES, script, [{"at_ms": 0}, {"at_ms": 2000}, {"at_ms": 4000}]) == [0, 2000, 2000]


async def test_before_the_first_window_and_long_after_the_last_nothing_is_known(bench: Page) -> None:
    script = "return [windowAt(argument, -1), windowAt(argument, 20_000)];"
    assert await run(bench, SERIES, script, [{"at_ms": 0}]) == [None, None]


async def test_the_sum_of_windows_counts_the_missing_as_not_within(bench: Page) -> None:
    argument = msgspec.to_builtins(timeline("simulated", 0).to_buyer)
    found = await run(bench, SERIES, "return summed(argument);", argument)
    assert 0.9 < found["withinShare"] < 1
    assert found["missingShare"] == pytest.approx(4 / 150)
    assert (found["freezes"], found["frozenMs"]) == (2, 1280)


async def told(bench: Page, kind: str, reason: str = "", **values: float) -> Any:
    event = {"at_ms": 0, "by": "agent", "kind": kind, "reason": reason, "values": values}
    return await run(bench, "{ eventText } from ../monitor/timeline-events.js", "return eventText(argument);", event)


async def test_an_event_is_told_with_its_reason_and_numbers(monitor_bench: Page) -> None:
    text = await told(monitor_bench, "governor", "standing-queue", ceiling_kbps=419.7, queue_ms=61)
    assert text == "A queue of 61 ms stayed on the link: the picture may take 420 kbit/s now."


async def test_a_reason_that_the_page_does_not_know_is_told_by_its_kind(monitor_bench: Page) -> None:
    text = await told(monitor_bench, "governor", "something-new", ceiling_kbps=3)
    assert text == "The governor changed how the picture is sent."


async def test_a_reason_whose_numbers_are_not_there_is_told_by_its_kind(monitor_bench: Page) -> None:
    assert await told(monitor_bench, "governor", "queue") == "The governor changed how the picture is sent."


async def test_a_kind_that_the_page_does_not_know_is_told_all_the_same(monitor_bench: Page) -> None:
    text = await told(monitor_bench, "moon-phase", "full")
    assert "moon" not in text
    assert text.endswith(".")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_of_event_has_a_text(locale: str) -> None:
    own = ["offered", "accepted", "first-frame", "ended", "rated"]
    texts = messages(locale, "timeline.ftl")
    assert [kind for kind in [*kinds(), *own] if f"timeline-{kind}" not in texts] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_end_has_a_text(locale: str) -> None:
    texts = messages(locale, "timeline.ftl")
    assert [reason for reason in EndReason if f"timeline-ended-{reason}" not in texts] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_everybody_who_can_report_something_has_a_name(locale: str) -> None:
    whom = get_args(msgspec.structs.fields(views.TimelineEntry)[1].type)
    assert set(whom) == {"buyer", "agent", "service"}
    assert [by for by in whom if f"monitor-by-whom-{by}" not in messages(locale, "monitor.ftl")] == []
