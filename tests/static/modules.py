"""Runs a piece of script against the modules of the pages, for what needs a browser but no server."""

import asyncio
from typing import Any

from playwright.async_api import Page

from tests.static.site import WAIT_S, Site
from tests.support.chromium import People

# A page of the service loads its modules under its release; under another address they would be other modules.
_RELEASE = """const release = document
  .querySelector('link[rel=modulepreload][href*="/static/"]')
  ?.getAttribute('href').replace(/\\/static\\/.*/, '') ?? '';
"""


async def run(page: Page, imports: str, script: str, argument: Any = None) -> Any:
    """Return what the body of an async function gives, with `imports` as `{ a, b } from path` lines in reach."""
    lines = []
    for line in imports.strip().splitlines():
        names, path = line.split(" from ")
        lines.append(f"const {names} = await import(`${{release}}/static/modules/{path.strip()}`);")
    return await page.evaluate("async (argument) => {\n" + _RELEASE + "\n".join(lines) + script + "\n}", argument)


async def paused_page(people: People, site: Site) -> Page:
    """An empty page in English, one second after its time began, whose clock the test moves."""
    page = await people.page(locale="en-GB")
    await page.clock.install(time=0)
    await page.goto(site.url)
    await page.clock.pause_at(1000)
    return page


async def until(page: Page, condition: str) -> None:
    """Wait until the script gives something true."""
    async with asyncio.timeout(WAIT_S):
        while not await page.evaluate(condition):  # noqa: ASYNC110 - it is the page that changes
            await asyncio.sleep(0.02)
