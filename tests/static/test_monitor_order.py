"""Which consultation wants a look first, what is found, and what is alarming at this moment."""

from typing import Any

import msgspec
import pytest
from playwright.async_api import Page

from signaling.messages import LiveConsultation, LiveFigures, MonitorState, Purpose
from signaling.target import GOOD_MS, TARGET_MS
from tests.static.modules import run

pytestmark = pytest.mark.browser

NOW_MS = 1_795_600_800_000
LIMITS = {"target_ms": TARGET_MS, "good_ms": GOOD_MS}


def live(identifier: str, newest_ms: int | None = 200, *, kind: str = "measured", **fields: Any) -> LiveConsultation:
    seen = LiveFigures(reported_ms=NOW_MS, kind=kind, newest_ms=newest_ms, within_share=fields.pop("within", 1.0))
    known: dict[str, Any] = {
        "purpose": Purpose.SHOWING, "product_title": "Linen dress", "agent_name": "Mei", "language": "pt",
        "started_ms": NOW_MS - 60_000, "to_buyer": seen,
    }  # fmt: skip
    return LiveConsultation(id=identifier, **{**known, **fields})


async def ordered(bench: Page, key: str, descending: bool, *entries: LiveConsultation) -> Any:
    script = f"""const {{ live, now, limits }} = argument;
      return sorted(live, (each) => {key}, {str(descending).lower()}).map(({{ id }}) => id);"""
    argument = {"live": msgspec.to_builtins(entries), "now": NOW_MS, "limits": LIMITS}
    return await run(bench, "{ badness, sorted } from ../monitor/live-order.js", script, argument)


WORST = "badness(each, now, limits)"


async def test_the_worst_is_late_then_unmeasured_then_often_late_before(monitor_bench: Page) -> None:
    entries = [
        live("good"),
        live("was-late", within=0.4),
        live("unmeasured", None, kind="missing"),
        live("late", TARGET_MS + 1),
    ]
    assert await ordered(monitor_bench, WORST, True, *entries) == ["late", "unmeasured", "was-late", "good"]


async def test_a_consultation_that_was_always_late_does_not_stand_before_one_that_is_late_now(
    monitor_bench: Page,
) -> None:
    entries = [live("was-late", within=0), live("unmeasured", None, kind="missing"), live("late", 900)]
    assert await ordered(monitor_bench, WORST, True, *entries) == ["late", "unmeasured", "was-late"]


async def test_a_picture_towards_the_agent_that_is_late_counts_as_well(monitor_bench: Page) -> None:
    behind = LiveFigures(reported_ms=NOW_MS, kind="measured", newest_ms=900)
    assert await ordered(monitor_bench, WORST, True, live("good"), live("late", to_agent=behind)) == ["late", "good"]


@pytest.mark.parametrize("descending", [True, False])
async def test_what_is_unknown_goes_last_whichever_way_the_others_run(monitor_bench: Page, descending: bool) -> None:
    entries = [live("unknown", None), live("low", 100), live("high", 300)]
    ids = await ordered(monitor_bench, "each.to_buyer.newest_ms ?? null", descending, *entries)
    assert ids == (["high", "low", "unknown"] if descending else ["low", "high", "unknown"])


async def test_an_order_that_is_being_read_is_held_and_what_is_new_comes_after_it(monitor_bench: Page) -> None:
    script = "return held(argument, ['c', 'a', 'gone']).map(({ id }) => id);"
    entries = msgspec.to_builtins([live("a"), live("new"), live("c")])
    assert await run(monitor_bench, "{ held } from ../monitor/live-order.js", script, entries) == ["c", "a", "new"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("", True), ("mei dress", True), ("BRAZIL", True), ("portuguese", True), ("safari", True), ("mei shoes", False)],
)
async def test_every_word_of_a_query_must_be_found(monitor_bench: Page, query: str, found: bool) -> None:
    entry = msgspec.to_builtins(live("a", buyer_country="BR", browser="Safari 19"))
    script = "return matches(argument.entry, argument.query);"
    argument = {"entry": entry, "query": query}
    assert await run(monitor_bench, "{ matches } from ../monitor/live-order.js", script, argument) is found


async def alerts(bench: Page, *entries: LiveConsultation, **fields: Any) -> Any:
    known: dict[str, Any] = {"now_ms": NOW_MS, "minutes": [], "waiting": 0, "agents_on_duty": 1}
    state = MonitorState(live=list(entries), **{**known, **fields})
    script = """const { state, welcome } = argument;
      const found = alertsOf({ state, welcome, online: true, available: true });
      return found.map(({ code, args }) => [code, args.count ?? 1]);"""
    argument = {"state": msgspec.to_builtins(state), "welcome": LIMITS}
    return await run(bench, "{ alertsOf } from ../monitor/alerts.js", script, argument)


async def test_a_few_late_consultations_are_named_one_by_one(monitor_bench: Page) -> None:
    assert await alerts(monitor_bench, live("a", 700), live("b", 800), live("c")) == [["late", 1], ["late", 1]]


async def test_many_late_consultations_are_one_alert_that_counts_them(monitor_bench: Page) -> None:
    assert await alerts(monitor_bench, *(live(f"c-{n}", 700) for n in range(40))) == [["late-many", 40]]


async def test_a_consultation_that_reports_nothing_any_more_is_unmeasured(monitor_bench: Page) -> None:
    silent = LiveFigures(reported_ms=NOW_MS - 8000, kind="measured", newest_ms=200)
    assert await alerts(monitor_bench, live("a", to_buyer=silent)) == [["unmeasured", 1]]


async def test_one_that_has_just_begun_may_still_be_unmeasured(monitor_bench: Page) -> None:
    assert await alerts(monitor_bench, live("a", None, kind="missing", started_ms=NOW_MS - 3000)) == []


async def test_buyers_who_wait_for_nobody_are_alarming(monitor_bench: Page) -> None:
    assert await alerts(monitor_bench, waiting=2, agents_on_duty=0) == [["nobody", 2]]


async def routes(bench: Page, by: str, descending: bool) -> Any:
    figures = {"due_s": 0, "within_share": None, "missing_share": None, "p95_ms": None, "freezes": 0}
    items = [
        {"country": country, "region": "Asia/Shanghai", "consultations": n, "over_floor": over,
         "figures": {**figures, "p50_ms": p50}}
        for country, n, over, p50 in (("BR", 3, 1.7, 280), ("DE", 9, None, 190), ("ID", 1, 2.4, None))
    ]  # fmt: skip
    script = """const { items, by, descending } = argument;
      return ordered(items, "route", { by, descending }).map(({ country }) => country);"""
    argument = {"items": items, "by": by, "descending": descending}
    return await run(bench, "{ ordered } from ../monitor/route-order.js", script, argument)


async def test_routes_are_sorted_by_any_column(monitor_bench: Page) -> None:
    assert await routes(monitor_bench, "n", True) == ["DE", "BR", "ID"]
    assert await routes(monitor_bench, "over-floor", True) == ["ID", "BR", "DE"]
    assert await routes(monitor_bench, "p50", False) == ["DE", "BR", "ID"]
    assert await routes(monitor_bench, "name", False) == ["BR", "DE", "ID"]


async def test_a_route_is_told_by_its_two_ends(monitor_bench: Page) -> None:
    script = "return [routeName(argument, 'route'), routeName({ ...argument, region: null }, 'route')];"
    item = {"country": "BR", "region": "America/Sao_Paulo"}
    names = await run(monitor_bench, "{ routeName } from ../monitor/route-order.js", script, item)
    assert names == ["Brazil → Sao Paulo", "Brazil → Unknown"]
