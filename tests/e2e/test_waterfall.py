"""How many round trips the pages take, with every request made to take its time."""

import asyncio

import pytest
from playwright.async_api import Page, Route

from tests.e2e.conftest import Enter
from tests.support.waterfall import REQUESTS, depth, files

pytestmark = pytest.mark.browser

EACH_TAKES_S = 0.3
"""Far more than the page needs between one answer and what it asks for next."""


async def _slow(page: Page) -> None:
    async def later(route: Route) -> None:
        await asyncio.sleep(EACH_TAKES_S)
        await route.continue_()

    await page.route("**/*", later)


async def test_a_buyers_page_takes_two_round_trips_for_its_files_and_none_for_what_it_is_about(a_buyer: Enter) -> None:
    buyer = await a_buyer(locale="zh-CN")
    await _slow(buyer.page)
    await buyer.arrive()
    await buyer.sees("start")
    requests = await buyer.page.evaluate(REQUESTS)
    assert depth(files(requests)) <= 2
    known = [each for each in requests if each["name"].endswith((".ftl", "/products/dress-linen-midi"))]
    # Both languages' texts and the offering, each once: the page uses what was fetched before its scripts ran.
    assert len(known) == len({each["name"] for each in known}) == 7
    assert depth([*files(requests), *known]) <= 2


async def test_an_agents_page_takes_two_round_trips_until_it_knows_who_is_signed_in(an_agent: Enter) -> None:
    agent = await an_agent(available=False)
    await agent.sees("available")
    await _slow(agent.page)
    await agent.page.reload()
    await agent.sees("available")
    requests = await agent.page.evaluate(REQUESTS)
    assert depth(files(requests)) <= 2
    known = [each for each in requests if each["name"].endswith((".ftl", "/api/v1/session"))]
    assert len(known) == len({each["name"] for each in known}) == 4
    assert depth([*files(requests), *known]) <= 2


async def test_the_connection_to_the_node_begins_before_the_scripts_that_use_it_are_there(a_buyer: Enter) -> None:
    buyer = await a_buyer()
    sockets: list[str] = []
    buyer.page.on("websocket", lambda socket: sockets.append(socket.url))
    release = asyncio.Event()

    async def held(route: Route) -> None:
        await release.wait()
        await route.continue_()

    await buyer.page.route("**/consult-page.js", held)
    async with buyer.page.expect_websocket():
        await buyer.page.goto(f"{buyer.node.url}/consult?product=dress-linen-midi", wait_until="commit")
    release.set()
    await buyer.joins()
    await buyer.waits()
    assert len(sockets) == 1
