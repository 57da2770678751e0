"""The connection that stills have for themselves: real peer connections."""

import pytest
from playwright.async_api import Page

from tests.static.modules import until
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """A page with both sides in it, as `world`."""
    page = await people.page()
    await page.goto(site.url)
    script = "async () => { window.world = new (await import('/drivers/line-world.js')).LineWorld(); }"
    await page.evaluate(script)
    return page


@pytest.mark.parametrize("opener", ["agent", "buyer"])
async def test_either_side_opens_it_and_bytes_go_both_ways(page: Page, opener: str) -> None:
    assert not await page.evaluate("world.send('agent', 1)")
    await page.evaluate(f"world.sides.{opener}.line.open()")
    await until(page, "world.isOpen")
    assert await page.evaluate("world.send('agent', 1000) && world.send('buyer', 500)")
    await until(page, "world.received.buyer === 1000 && world.received.agent === 500")


async def test_both_may_open_it_at_once(page: Page) -> None:
    await page.evaluate("world.sides.agent.line.open(), world.sides.buyer.line.open()")
    await until(page, "world.isOpen")
    await page.evaluate("world.send('agent', 1000)")
    await until(page, "world.received.buyer === 1000")


@pytest.mark.parametrize("side", ["agent", "buyer"])
async def test_it_goes_on_over_an_ice_restart(page: Page, side: str) -> None:
    await page.evaluate("world.sides.agent.line.open()")
    await until(page, "world.isOpen")
    await page.evaluate(f"world.sides.{side}.line.restartIce()")
    await page.evaluate("world.send('agent', 1000)")
    await until(page, "world.received.buyer === 1000")


async def test_with_another_generation_it_is_opened_anew(page: Page) -> None:
    await page.evaluate("world.sides.agent.line.open()")
    await until(page, "world.isOpen")
    await page.evaluate("world.connect()")
    assert not await page.evaluate("world.send('agent', 1)")
    await page.evaluate("world.sides.buyer.line.open()")
    await until(page, "world.isOpen")
    await page.evaluate("world.send('agent', 1000)")
    await until(page, "world.received.buyer === 1000")
