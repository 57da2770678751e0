"""The browser, a place to serve pages from, and the stand-in relay."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.site import Site
from tests.support.chromium import People, chromium, people
from tests.support.simulated_monitor import SimulatedMonitor

__all__ = ["chromium", "people"]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Static files and a WebSocket that speaks as the server would."""
    async with Site() as site:
        yield site


@pytest.fixture(scope="module")
async def bench(chromium: Browser) -> AsyncIterator[Page]:
    """One empty page for the tests of a module that only compute: they share it."""
    people = People(chromium)
    async with Site() as site:
        page = await people.page()
        await page.goto(site.url)
        yield page
        await people.leave()


@pytest.fixture(scope="module")
async def monitor_bench(chromium: Browser) -> AsyncIterator[Page]:
    """The monitor's page, for the tests of a module that only compute with its scripts and texts: they share it."""
    people = People(chromium)
    async with SimulatedMonitor() as monitor:
        page = await people.page(locale="en-GB", timezone_id="UTC")
        await page.goto(monitor.url)
        await expect(page.get_by_test_id("live-consultations")).to_be_visible()
        yield page
        await people.leave()
