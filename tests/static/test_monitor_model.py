"""The monitor's state after an update: what changed, and nothing else."""

from typing import Any

import msgspec
import pytest
from playwright.async_api import Page

from signaling.messages import (
    LiveChange,
    LiveConsultation,
    LiveFigures,
    MonitorState,
    MonitorUpdate,
    Purpose,
)
from tests.static.modules import run
from tests.support import simulated_latency as simulated

pytestmark = pytest.mark.browser

NOW_MS = 1_795_600_800_000


def figures(newest_ms: int) -> LiveFigures:
    return LiveFigures(reported_ms=NOW_MS, kind="measured", newest_ms=newest_ms)


def live(identifier: str, **fields: Any) -> LiveConsultation:
    known: dict[str, Any] = {
        "purpose": Purpose.SHOWING, "product_title": "Dress", "agent_name": "Mei", "language": "en",
        "started_ms": NOW_MS,
    }  # fmt: skip
    return LiveConsultation(id=identifier, **{**known, **fields})


async def after(bench: Page, state: MonitorState, script: str, **changes: Any) -> Any:
    """What script returns, with the `state`, the `update` and the state `next` after it in reach."""
    update = MonitorUpdate(now_ms=NOW_MS + 1000, waiting=2, agents_on_duty=3, **changes)
    prepared = "const { state, update } = argument; const next = applied(state, update);"
    argument = msgspec.to_builtins({"state": state, "update": update})
    return await run(bench, "{ applied } from ../monitor/monitor-model.js", prepared + script, argument)


def state(*entries: LiveConsultation, **fields: Any) -> MonitorState:
    return MonitorState(
        now_ms=NOW_MS, live=list(entries), minutes=simulated.minutes(NOW_MS), waiting=0, agents_on_duty=0, **fields
    )


async def test_new_figures_replace_only_the_direction_they_name(monitor_bench: Page) -> None:
    before = state(live("c-1", to_buyer=figures(200), to_agent=figures(300)))
    script = "return [next.live[0].to_buyer.newest_ms, next.live[0].to_agent.newest_ms, next.live[0].agent_name];"
    changed = await after(monitor_bench, before, script, figures=[LiveChange(id="c-1", to_agent=figures(310))])
    assert changed == [200, 310, "Mei"]


async def test_figures_of_an_unknown_consultation_are_dropped(monitor_bench: Page) -> None:
    change = LiveChange(id="c-9", to_buyer=figures(200))
    assert await after(monitor_bench, state(live("c-1")), "return next.live.length;", figures=[change]) == 1


async def test_an_entry_replaces_the_one_of_its_id_or_is_new(monitor_bench: Page) -> None:
    script = "return next.live.map(({ id, agent_name }) => [id, agent_name]);"
    entries = [live("c-1", agent_name="Tom"), live("c-2")]
    assert await after(monitor_bench, state(live("c-1")), script, live=entries) == [["c-1", "Tom"], ["c-2", "Mei"]]


async def test_what_is_gone_is_taken_off(monitor_bench: Page) -> None:
    ids = await after(
        monitor_bench, state(live("c-1"), live("c-2")), "return next.live.map(({ id }) => id);", gone=["c-1"]
    )
    assert ids == ["c-2"]


async def test_what_has_not_changed_stays_the_same_object(monitor_bench: Page) -> None:
    before = state(live("c-1"), live("c-2"), budget=simulated.budget(), alerts=[simulated.alert(NOW_MS)])
    script = """return [next.live[0] === state.live[0], next.live[1] === state.live[1], next.minutes === state.minutes,
      next.budget === state.budget, next.alerts === state.alerts];"""
    changed = await after(monitor_bench, before, script, figures=[LiveChange(id="c-2", to_buyer=figures(200))])
    assert changed == [True, False, True, True, True]


async def test_a_list_that_is_set_is_whole_even_when_it_is_empty(monitor_bench: Page) -> None:
    before = state(alerts=[simulated.alert(NOW_MS)], probes=simulated.probes(NOW_MS))
    script = "return [next.alerts.length, next.probes.length];"
    assert await after(monitor_bench, before, script, alerts=[]) == [0, 3]


async def test_minutes_are_replaced_and_those_older_than_an_hour_dropped(monitor_bench: Page) -> None:
    newest = simulated.minute(NOW_MS // 60_000 * 60_000)
    changed = msgspec.structs.replace(newest, freezes=77)
    later = simulated.minute(newest.minute_ms + 60_000)
    before = state()
    update = MonitorUpdate(now_ms=later.minute_ms, waiting=0, agents_on_duty=0, minutes=[later, changed])
    script = """const { minutes } = applied(argument.state, argument.update);
      return [minutes.length, minutes.at(-1).minute_ms, minutes.at(-2).freezes, minutes[0].minute_ms];"""
    imports = "{ applied } from ../monitor/monitor-model.js"
    found = await run(monitor_bench, imports, script, msgspec.to_builtins({"state": before, "update": update}))
    assert found == [61, later.minute_ms, 77, later.minute_ms - 3_600_000]


async def test_counts_and_clock_are_always_new(monitor_bench: Page) -> None:
    script = "return [next.now_ms - state.now_ms, next.waiting, next.agents_on_duty];"
    assert await after(monitor_bench, state(), script) == [1000, 2, 3]
