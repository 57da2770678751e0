"""A buyer tries the line before the consultation, and while waiting."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import PHONE, Buyer
from tests.support.chromium import People
from tests.support.node import free_port, make_config, run_node
from tests.support.turn import SECRET, coturn

pytestmark = pytest.mark.browser


async def tries_line(buyer: Buyer) -> None:
    """Ask for the test and wait for a verdict: which one depends on how busy this machine is."""
    await buyer.at("line-test").click()
    await expect(buyer.page.locator("[data-testid=line-check][data-ms]")).to_be_visible()


async def test_a_buyer_hears_how_good_the_line_is(a_buyer: Enter) -> None:
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await tries_line(buyer)
    check = buyer.at("line-check")
    await expect(check).to_have_attribute("data-relay", "none")
    await expect(check).to_contain_text("ms")
    await expect(buyer.at("line-test")).to_have_text("Again")


async def test_the_line_can_be_tried_while_waiting(a_buyer: Enter) -> None:
    buyer: Buyer = await a_buyer(locale="zh-CN")
    await buyer.arrive()
    await buyer.joins()
    await buyer.waits()
    await tries_line(buyer)
    await expect(buyer.at("line-test")).to_have_text("重测")


async def test_a_test_that_is_left_alone_ends(a_buyer: Enter) -> None:
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.at("line-test").click()
    await buyer.joins()
    await buyer.waits()
    assert await buyer.page.evaluate("window.peerConnections.every((pc) => pc.connectionState === 'closed')")


@pytest.mark.turn
async def test_the_relay_is_tried_from_the_buyers_own_device(people: People, tmp_path: Path) -> None:
    phone = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
    async with coturn(tmp_path) as port:
        urls = (f"turn:127.0.0.1:{port}",)
        async with run_node(make_config(tmp_path / "a", turn_urls=urls, turn_secret=SECRET)) as node:
            buyer = await Buyer.enter(people, node, **phone)
            await buyer.arrive()
            await tries_line(buyer)
            await expect(buyer.at("line-check")).to_have_attribute("data-relay", "reached")


@pytest.mark.turn
async def test_a_service_whose_relay_is_down_says_so_in_time(people: People, tmp_path: Path) -> None:
    urls = (f"turn:127.0.0.1:{free_port()}",)
    async with run_node(make_config(tmp_path, turn_urls=urls, turn_secret=SECRET)) as node:
        buyer = await Buyer.enter(people, node)
        await buyer.arrive()
        await buyer.at("line-test").click()
        await expect(buyer.at("line-check")).to_have_attribute("data-state", "failed")
