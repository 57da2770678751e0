"""What 500 live consultations cost the monitor's page in Chromium, with an update a second.

The consultations are simulated; the page, the messages and the browser are real. Every update tells new figures of half
of the consultations, as reports each 2 s do. A task is long when more than 50 ms pass in it (Long Tasks API): on a busy
machine also by waiting for a core. The CPU time of the page's main thread leaves that out (`Performance.getMetrics` in
thread ticks); it is the sum of all tasks until the next update, not of one frame.
"""

import asyncio

from playwright.async_api import Page, expect

from tests.bench.figures import Figure
from tests.support.chromium import People, launched
from tests.support.simulated_monitor import SimulatedMonitor

LIVE = 500
UPDATES = 20
RUNS = 3

_WATCH_TASKS = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: "longtask" });
}"""


async def measure() -> list[Figure]:
    """Open the page anew for every run."""
    long_tasks: list[float] = []
    longest: list[float] = []
    spent: list[float] = []
    scripts: list[float] = []
    rows: list[float] = []
    async with launched() as browser:
        for _ in range(RUNS):
            people = People(browser)
            async with SimulatedMonitor(live=LIVE) as monitor:
                page = await people.page(viewport={"width": 1440, "height": 900})
                await page.goto(monitor.url)
                await expect(page.get_by_test_id("routes")).to_be_visible()
                durations, cpu = await _updated(page, monitor)
                long_tasks.append(len(durations))
                longest.append(max(durations, default=0))
                spent.append(cpu["TaskDuration"])
                scripts.append(cpu["ScriptDuration"])
                rows.append(await page.locator("[data-consultation]").count())
                await people.leave()
    setting = f"{LIVE} simulated consultations, {UPDATES} updates"
    return [
        Figure(f"long tasks ({setting})", "", long_tasks, "0"),
        Figure("longest task above 50 ms, 0 when there was none", "ms", longest, "≤ 50 ms"),
        Figure("CPU time of the main thread an update, all tasks", "ms", spent),
        Figure("of which scripts", "ms", scripts),
        Figure("rows in the page", "", rows),
    ]


async def _updated(page: Page, monitor: SimulatedMonitor) -> tuple[list[float], dict[str, float]]:
    """Durations (ms) of the long tasks while the updates come, and CPU times (ms) an update by the browser's names."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})

    async def spent_s() -> dict[str, float]:
        return {m["name"]: m["value"] for m in (await session.send("Performance.getMetrics"))["metrics"]}

    await page.evaluate(_WATCH_TASKS)
    before = await spent_s()
    ids = [entry.id for entry in monitor.live]
    for number in range(UPDATES):
        await monitor.update_figures(ids[number % 2 :: 2])
        await asyncio.sleep(1)
    after = await spent_s()
    tasks: list[float] = await page.evaluate("window.longTasks")
    return tasks, {name: 1000 * (after[name] - before[name]) / UPDATES for name in after}
