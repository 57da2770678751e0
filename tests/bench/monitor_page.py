"""What 500 live consultations cost the monitor's page in Chromium, with an update a second.

The consultations are simulated; the page, the messages and the browser are real. A frame is long when the browser takes
more than 50 ms for a task in it (Long Tasks API). Every update tells new figures of half of the consultations, as
reports each 2 s do.
"""

import asyncio
from typing import Any

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
# The page's own work for one update, from the message to what is drawn.
_WATCH_UPDATES = """() => {
  window.updateMs = [];
  const table = document.querySelector("live-table");
  const board = document.querySelector("monitor-board");
  const update = board.performUpdate;
  board.performUpdate = async function () {
    const before = performance.now();
    update.call(this);
    await table.updateComplete;
    window.updateMs.push(performance.now() - before);
  };
}"""


async def measure() -> list[Figure]:
    """Open the page anew for every run."""
    long_tasks: list[float] = []
    longest: list[float] = []
    updates: list[float] = []
    rows: list[float] = []
    async with launched() as browser:
        for _ in range(RUNS):
            people = People(browser)
            async with SimulatedMonitor(live=LIVE) as monitor:
                page = await people.page(viewport={"width": 1440, "height": 900})
                await page.goto(monitor.url)
                await expect(page.get_by_test_id("routes")).to_be_visible()
                durations, spent = await _updated(page, monitor)
                long_tasks.append(len(durations))
                longest.append(max(durations, default=0))
                updates.append(max(spent))
                rows.append(await page.locator("[data-consultation]").count())
                await people.leave()
    setting = f"{LIVE} simulated consultations, {UPDATES} updates"
    return [
        Figure(f"long tasks ({setting})", "", long_tasks, "0"),
        Figure("longest task above 50 ms, 0 when there was none", "ms", longest, "≤ 50 ms"),
        Figure("longest update, from message to changed rows", "ms", updates, "≤ 50 ms"),
        Figure("rows in the page", "", rows),
    ]


async def _updated(page: Page, monitor: SimulatedMonitor) -> tuple[list[float], list[float]]:
    """Durations (ms) of the long tasks, and of each update's own work, while the updates come."""
    await page.evaluate(_WATCH_TASKS)
    await page.evaluate(_WATCH_UPDATES)
    ids = [entry.id for entry in monitor.live]
    for number in range(UPDATES):
        await monitor.update_figures(ids[number % 2 :: 2])
        await asyncio.sleep(1)
    found: dict[str, Any] = await page.evaluate("({ tasks: window.longTasks, updates: window.updateMs })")
    return found["tasks"], found["updates"]
