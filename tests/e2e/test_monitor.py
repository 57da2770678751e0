"""The monitor in a real browser, fed with simulated consultations: worst first, no more touched than changed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, expect

from signaling.messages import LiveFigures
from signaling.target import TARGET_MS
from tests.e2e.people import DESKTOP, PHONE, until
from tests.e2e.test_pages import violations
from tests.static.modules import run
from tests.support import simulated_latency as simulated
from tests.support.chromium import People
from tests.support.simulated_monitor import SimulatedMonitor

pytestmark = pytest.mark.browser

LIVE = 500
ROWS = 20
"""Most rows of a page of the table."""

Watch = Callable[..., Awaitable[Page]]

# Collects the consultations whose rows something was changed in from now on.
_OBSERVE_ROWS = """() => {
  window.touched = new Set();
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const node = target instanceof Element ? target : target.parentElement;
      window.touched.add(node.closest("tr")?.dataset.consultation ?? (addedNodes.length ? "a row" : "the table"));
    }
  }).observe(document.querySelector("[data-testid=live-table] tbody"),
    { subtree: true, childList: true, characterData: true, attributes: true });
}"""
# Notes every drawing from now on: of a row by its first cell, of a chart by its canvas, which is cleared for it.
_NOTE_DRAWINGS = """
  window.drawn = [];
  const { cell } = COLUMNS[0];
  COLUMNS[0].cell = (row) => { window.drawn.push(row.live.id); return cell(row); };
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    window.drawn.push(this.canvas.closest("latency-chart, heat-map").localName);
    clearRect.apply(this, area);
  };
"""
_NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_ROW_IDS = "[...document.querySelectorAll('[data-consultation]')].map((row) => row.dataset.consultation)"


@pytest.fixture
async def service() -> AsyncIterator[SimulatedMonitor]:
    async with SimulatedMonitor(live=LIVE) as monitor:
        yield monitor


@pytest.fixture
def watch(people: People, service: SimulatedMonitor) -> Watch:
    """Opens the monitor, or one consultation in it, at a desk unless said otherwise."""

    async def open_page(consultation: str | None = None, **context: Any) -> Page:
        defaults = {"locale": "en-GB", "viewport": DESKTOP, "reduced_motion": "reduce", "timezone_id": "UTC"}
        page = await people.page(**{**defaults, **context})
        await page.goto(service.url + (f"?consultation={consultation}" if consultation else ""))
        shown = page.get_by_test_id("replay" if consultation else "live-consultations")
        await expect(shown).to_be_visible()
        return page

    return open_page


async def row_ids(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(_ROW_IDS)
    return found


def late(now_ms: int, ms: int = 1900) -> LiveFigures:
    return LiveFigures(reported_ms=now_ms, kind="measured", newest_ms=ms, bound_ms=20, within_share=0.1)


async def test_five_hundred_live_consultations_are_counted_and_the_worst_stand_first(
    watch: Watch, service: SimulatedMonitor
) -> None:
    service.live[321] = msgspec.structs.replace(service.live[321], to_buyer=late(service.now_ms))
    page = await watch()
    await expect(page.get_by_test_id("live-consultations")).to_have_attribute("data-count", str(LIVE))
    ids = await row_ids(page)
    assert len(ids) == ROWS
    assert ids[0] == "simulated-321"
    shown = [service.live[int(identifier.removeprefix("simulated-"))] for identifier in ids]
    newest = [max(seen.newest_ms or 0 for seen in (entry.to_buyer, entry.to_agent) if seen) for entry in shown]
    assert min(newest) > TARGET_MS, "there are more late ones than a page holds"


async def test_an_update_touches_only_the_rows_that_changed(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    await page.locator("[data-testid=live-table] tbody tr").first.hover()
    ids = await row_ids(page)
    await page.evaluate(_OBSERVE_ROWS)
    await service.update_figures([ids[3], ids[7], "simulated-499"])
    await until(page, "(now) => document.querySelector('live-table').state.now_ms === now", service.now_ms)
    await until(page, "window.touched.size > 0")
    touched = set(await page.evaluate("[...window.touched]"))
    assert touched <= {ids[3], ids[7]}
    assert await row_ids(page) == ids


async def test_an_update_without_news_touches_no_row(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    await page.evaluate(_OBSERVE_ROWS)
    await service.update()
    await until(page, "(now) => document.querySelector('live-table').state.now_ms === now", service.now_ms)
    await page.evaluate("document.querySelector('live-table').updateComplete")
    assert await page.evaluate("[...window.touched]") == []


async def test_no_row_and_no_chart_is_drawn_again_that_shows_the_same(watch: Watch, service: SimulatedMonitor) -> None:
    begun_ms = service.now_ms - 90_000  # no row's duration comes to its next minute here
    service.live = [msgspec.structs.replace(entry, started_ms=begun_ms) for entry in service.live]
    page = await watch()
    await page.locator("[data-consultation]").first.hover()
    ids = await row_ids(page)
    await run(page, "{ COLUMNS } from ../monitor/live-cells.js", _NOTE_DRAWINGS)

    async def drawn() -> list[str]:
        await until(page, "(now) => document.querySelector('live-table').state.now_ms === now", service.now_ms)
        await page.evaluate(_NEXT_FRAME)
        found: list[str] = await page.evaluate("window.drawn.splice(0)")
        return sorted(found)

    await service.update_figures([ids[3], "simulated-499"])
    assert await drawn() == [ids[3]]
    service.now_ms += 4000
    await service.update_figures([ids[7]])
    assert await drawn() == sorted([ids[7], "latency-chart", "heat-map"])
    service.now_ms += 9000
    await service.update()
    assert not {"latency-chart", "heat-map"} & set(await drawn())


async def test_a_row_that_moves_is_moved_and_not_made_anew(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    fifth = (await row_ids(page))[5]
    await page.evaluate("(id) => { window.kept = document.querySelector(`[data-consultation='${id}']`); }", fifth)
    entry = service.live[int(fifth.removeprefix("simulated-"))]
    worse = late(service.now_ms, 9000)
    await service.update(live=[msgspec.structs.replace(entry, to_buyer=worse, to_agent=None)])
    await expect(page.locator("[data-consultation]").first).to_have_attribute("data-consultation", fifth)
    assert await page.evaluate("window.kept === document.querySelector('[data-consultation]')")


async def test_rows_keep_their_places_while_somebody_points_at_them(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    rows = page.locator("[data-consultation]")
    await rows.nth(2).hover()
    ids = await row_ids(page)
    entry = service.live[int(ids[9].removeprefix("simulated-"))]
    await service.update(live=[msgspec.structs.replace(entry, to_buyer=late(service.now_ms, 9000))])
    await expect(rows.nth(9)).to_contain_text("9,000 ms")
    assert await row_ids(page) == ids
    await page.mouse.move(5, 5)
    await expect(rows.first).to_have_attribute("data-consultation", ids[9])


async def test_the_table_is_filtered_sorted_and_turned(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    japan = sum(entry.buyer_country == "JP" for entry in service.live)
    await page.get_by_test_id("live-filter").fill("japan")
    await expect(page.get_by_test_id("live-found")).to_have_attribute("data-count", str(japan))
    await page.get_by_test_id("live-filter").fill("")
    await page.locator("[data-sort=duration]").click()
    await expect(page.locator("th", has=page.locator("[data-sort=duration]"))).to_have_attribute(
        "aria-sort", "descending"
    )
    oldest = [entry.id for entry in sorted(service.live, key=lambda entry: entry.started_ms)]
    assert await row_ids(page) == oldest[:ROWS]
    await page.get_by_test_id("page-after").click()
    await expect(page.get_by_test_id("page")).to_have_attribute("data-page", "1")
    assert await row_ids(page) == oldest[ROWS : 2 * ROWS]
    await page.get_by_test_id("worst-first").click()
    await expect(page.get_by_test_id("worst-first")).to_have_count(0)


async def test_consultations_come_and_go(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    ids = await row_ids(page)
    fresh = msgspec.structs.replace(
        simulated.live(1, service.now_ms)[0], id="fresh", to_buyer=late(service.now_ms, 9000)
    )
    await service.update(live=[fresh], gone=ids[:2])
    await expect(page.get_by_test_id("live-consultations")).to_have_attribute("data-count", str(LIVE - 1))
    await expect(page.locator("[data-consultation]").first).to_have_attribute("data-consultation", "fresh")
    assert not set(ids[:2]) & set(await row_ids(page))


async def test_an_alert_is_acknowledged_and_silenced_with_a_reason(watch: Watch, service: SimulatedMonitor) -> None:
    service.alerts = [simulated.alert(service.now_ms)]
    page = await watch()
    alert = page.locator("[data-alert=fast-burn]")
    await alert.get_by_test_id("acknowledge").click()
    await expect(alert.get_by_test_id("alert-reason")).to_be_focused()
    await alert.get_by_test_id("alert-reason").fill("the carrier knows")
    await alert.get_by_test_id("alert-save").click()
    await expect(alert.locator("[data-note=acknowledged]")).to_contain_text("the carrier knows")
    await alert.get_by_test_id("silence").click()
    await alert.get_by_test_id("alert-reason").fill("until the repair")
    await alert.get_by_test_id("silence-for").select_option(index=1)
    await alert.get_by_test_id("alert-save").click()
    await expect(alert.locator("[data-note=silenced]")).to_contain_text("until the repair")
    assert service.alerts[0].silenced is not None
    assert service.alerts[0].silenced.until_ms == service.alerts[0].silenced.at_ms + 4 * 3_600_000
    await alert.get_by_test_id("unsilence").click()
    await expect(alert.locator("[data-note=silenced]")).to_have_count(0)
    await page.get_by_test_id("past-alerts").locator("summary").click()
    await expect(page.get_by_test_id("past-alerts").locator("li")).to_have_count(1)


async def test_the_budget_tells_what_is_left_and_how_fast_it_goes(watch: Watch, service: SimulatedMonitor) -> None:
    service.budget = simulated.budget(left_share=-0.2)
    page = await watch()
    await expect(page.get_by_test_id("budget")).to_contain_text("Overspent by 20%")
    await expect(page.locator("[data-window='3600']")).to_have_attribute("data-rate", "1.4")
    await service.update(budget=simulated.budget(left_share=0.5))
    await expect(page.get_by_test_id("budget")).to_have_attribute("data-left", "0.5")


async def test_what_is_missing_is_shown_as_missing(watch: Watch, service: SimulatedMonitor) -> None:
    service.minutes, service.live = [], [msgspec.structs.replace(service.live[11], to_agent=None)]
    page = await watch()
    for name in ("p50", "p95", "p99"):
        await expect(page.get_by_test_id(name)).to_have_attribute("data-ms", "")
        await expect(page.get_by_test_id(name)).to_have_text("—")
    await expect(page.get_by_test_id("within-target")).to_have_attribute("data-share", "")
    await expect(page.get_by_test_id("latency-chart")).to_have_attribute("data-slots", "0")
    await expect(page.get_by_test_id("freezes")).to_have_attribute("data-count", "")
    await expect(page.locator("[data-consultation] .badge--good")).to_have_count(0)
    await expect(page.locator("[data-alert=unmeasured]")).to_have_count(1)


async def test_one_looks_back_on_a_day_and_a_month(watch: Watch, service: SimulatedMonitor) -> None:
    page = await watch()
    await page.locator("[name=range][value=day]").check()
    await expect(page.get_by_test_id("latency-chart")).not_to_have_attribute("data-slots", "60")
    await page.locator("[name=range][value=month]").check()
    await until(
        page, "document.querySelector('heat-map').slots.filter(({ stretches }) => stretches.length > 1).length > 100"
    )
    steps = [path for path in service.asked if "/history?" in path]
    assert [("step=hour" in path) for path in steps] == [False, False, True]
    await page.get_by_test_id("routes-by").select_option("codec")
    await expect(page.get_by_test_id("routes").locator("tbody tr")).to_have_count(4)
    await page.locator("[data-sort=name]").click()
    await expect(page.get_by_test_id("routes").locator("tbody th").first).to_have_text("VP9")
    await expect(page.get_by_test_id("routes").get_by_text("40%")).to_be_visible()


async def test_a_probe_is_shown_as_synthetic_with_what_it_found(watch: Watch) -> None:
    page = await watch()
    probes = page.get_by_test_id("probes")
    assert await probes.locator("li").evaluate_all("items => items.map((item) => item.dataset.state)") == [
        "within", "late", "failed",
    ]  # fmt: skip
    await expect(page.get_by_text("Synthetic")).to_be_visible()


async def test_a_past_consultation_leads_to_its_timeline(watch: Watch) -> None:
    page = await watch()
    await page.get_by_test_id("timeline-link").first.click()
    await expect(page.get_by_test_id("replay")).to_be_visible()
    assert page.url.endswith("/monitor?consultation=simulated-past-1")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Mei Lin")


def quantity(page: Page, chart: str, name: str) -> Any:
    return page.locator(f"[data-chart={chart}] [data-quantity={name}] .timeline__value")


async def test_a_moment_shows_what_was_so_then_in_every_chart(watch: Watch) -> None:
    page = await watch("simulated")
    slider = page.get_by_test_id("replay-slider")
    await slider.fill(str(7000 + 60_000))
    await expect(quantity(page, "resolution", "size")).to_have_text("1280×720")
    await page.locator("[data-kind=complaint]").click()
    await expect(page.get_by_test_id("replay")).to_have_attribute("data-ms", "97000")
    await expect(quantity(page, "resolution", "size")).to_have_text("320×180")
    await expect(page.locator("[aria-current=true]")).to_have_attribute("data-kind", "complaint")
    await slider.fill(str(7000 + 200_000))
    await expect(quantity(page, "latency", "newest")).to_have_text("Not measured")
    moments = await page.locator(".timeline__moment").evaluate_all("lines => lines.map((line) => line.style.translate)")
    assert len(moments) == 6
    assert len(set(moments)) == 1


async def test_a_replay_is_played_faster_and_paused_by_the_keyboard(watch: Watch) -> None:
    page = await watch("simulated")
    await page.get_by_test_id("replay-play").focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_test_id("replay")).to_have_attribute("data-ms", "1000")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.get_by_test_id("replay-play").focus()
    await page.keyboard.press("Space")
    await until(page, "Number(document.querySelector('[data-testid=replay]').dataset.ms) > 20000")
    await page.keyboard.press("Space")
    await expect(page.get_by_test_id("replay")).to_have_attribute("data-playing", "false")
    stopped = await page.get_by_test_id("replay").get_attribute("data-ms")
    await page.evaluate(_NEXT_FRAME)
    assert await page.get_by_test_id("replay").get_attribute("data-ms") == stopped


async def test_a_place_pressed_in_a_chart_is_the_moment(watch: Watch) -> None:
    page = await watch("simulated")
    plot = page.locator("[data-chart=latency] .u-over")
    box = await plot.bounding_box()
    assert box is not None
    await plot.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    ms = float(await page.get_by_test_id("replay").get_attribute("data-ms") or "nan")
    assert ms == pytest.approx((312_000 - 7000) / 2, abs=2000)


async def test_who_said_that_it_was_bad_stands_above_all(watch: Watch) -> None:
    page = await watch("simulated")
    complaints = page.get_by_test_id("complaints")
    await expect(complaints).to_contain_text("Said that it was bad")
    await expect(complaints).to_contain_text("Gave 2 stars out of 5")
    await expect(page.get_by_test_id("events").locator("li")).to_have_count(18)
    await page.locator("[name=direction][value=to_agent]").check()
    await expect(page.locator("consultation-facts")).to_contain_text("Within target")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
async def test_the_monitor_is_accessible_and_fits(watch: Watch, service: SimulatedMonitor, viewport: Any) -> None:
    service.alerts = [simulated.alert(service.now_ms)]
    # Rows are alike.
    del service.live[6:]
    for consultation in (None, "simulated"):
        page = await watch(consultation, viewport=viewport)
        if consultation is None:
            await expect(page.get_by_test_id("routes")).to_be_visible()
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        await page.close()


async def test_the_monitor_speaks_chinese_without_a_missing_text(watch: Watch, people: People) -> None:
    page = await watch(locale="zh-CN")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    await page.reload()
    await expect(page.get_by_test_id("routes")).to_be_visible()
    await page.goto(f"{page.url}?consultation=simulated")
    await expect(page.get_by_test_id("events")).to_contain_text("码率上限")
    assert [text for text in told if text.startswith("i18n:")] == []
