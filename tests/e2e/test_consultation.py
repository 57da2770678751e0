"""The whole story in real browsers, the buyer at one node and the agent at another."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent, Buyer
from tests.support.node import Node

pytestmark = pytest.mark.browser


async def in_consultation(a_buyer: Enter, an_agent: Enter) -> tuple[Buyer, Agent]:
    """A buyer and an agent who see each other's page in consultation."""
    agent: Agent = await an_agent()
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.is_in_consultation()
    return buyer, agent


async def test_a_buyer_and_an_agent_meet_see_and_hear_each_other(a_buyer: Enter, an_agent: Enter) -> None:
    agent: Agent = await an_agent()
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins(purpose="sizing")
    await agent.is_rung()
    await expect(agent.at("offer")).to_contain_text("Linen midi dress")
    # Connected while it rings, with nothing sent yet.
    await agent.connected()
    await buyer.connected()
    assert (await buyer.stats())["frames"] == 0

    await agent.accepts()

    await buyer.is_in_consultation()
    seen = await buyer.receives("frames", 30)
    await buyer.receives("energy")
    await buyer.receives("frames", seen["frames"])
    await buyer.at("mic").click()
    await agent.receives("energy")
    await buyer.at("camera").click()
    await agent.receives("frames", 10)
    await expect(buyer.at("local-video")).to_be_visible()

    await buyer.says("Is it lined?")
    await agent.reads("Is it lined?")
    await agent.says("Only the skirt.")
    await buyer.reads("Only the skirt.")

    for person in (buyer, agent):
        ms, bound_ms = await person.latency()
        assert ms > 0
        assert bound_ms >= 0


async def test_the_outcome_and_the_rating_are_kept_and_listed(
    a_buyer: Enter, an_agent: Enter, nodes: tuple[Node, Node]
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.receives("frames", 30)
    await buyer.latency()
    await buyer.at("end").click()
    await buyer.at("rating").locator("input[value='5']").check(force=True)
    await buyer.at("rating-send").click()
    await buyer.sees("rated")
    await agent.at("size-advised").select_option("38")
    await agent.wraps_up("bought")
    await expect(agent.at("available")).to_have_attribute("aria-pressed", "true")

    (item,) = (await nodes[0].services.records.history("demo")).items
    assert (item.outcome, item.size_advised, item.stars) == ("bought", "38", 5)
    assert item.accept_to_first_frame_ms is not None
    await agent.at("history").first.click()
    await expect(agent.page.get_by_text("Linen midi dress").first).to_be_visible()


async def test_a_declined_offer_rings_the_next_agent(a_buyer: Enter, an_agent: Enter) -> None:
    first: Agent = await an_agent("mei")
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins()
    await first.is_rung()
    second: Agent = await an_agent("tom")
    await first.at("decline").click()
    await second.is_rung()
    await expect(first.at("offer")).to_have_count(0)
    await second.accepts()
    await buyer.is_in_consultation()


async def test_a_buyer_without_camera_and_microphone_watches_and_types(
    a_buyer: Enter, an_agent: Enter, refusing_chromium: Browser
) -> None:
    agent: Agent = await an_agent()
    buyer: Buyer = await a_buyer(refusing_chromium)
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.is_in_consultation()
    await buyer.receives("frames", 10)
    await buyer.says("I can only type")
    await agent.reads("I can only type")
    for device in ("mic", "camera"):
        await buyer.at(device).click()
        await expect(buyer.page.get_by_text("The browser may not use the").first).to_be_visible()
        await expect(buyer.at(device)).to_have_attribute("aria-pressed", "false")
    await buyer.receives("frames", 40)


async def test_the_monitor_shows_the_consultation_and_its_latency(a_buyer: Enter, an_agent: Enter) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.latency()
    page = await agent.page.context.new_page()
    await page.goto(f"{agent.node.url}/monitor")
    await expect(page.get_by_test_id("live-consultations")).to_have_attribute("data-count", "1")
    for name in ("p50", "p95", "p99"):
        await expect(page.get_by_test_id(name)).to_have_attribute("data-ms", re.compile(r"^\d+"))
    await expect(page.get_by_test_id("latency-chart")).to_be_visible()
    await agent.at("end").click()
    await expect(page.get_by_test_id("live-consultations")).to_have_attribute("data-count", "0")


async def test_nobody_there_takes_a_callback_in_the_buyers_time_zone(
    a_buyer: Enter, an_agent: Enter, nodes: tuple[Node, Node]
) -> None:
    buyer: Buyer = await a_buyer(timezone_id="America/Sao_Paulo")
    await buyer.arrive()
    await buyer.joins()
    await buyer.waits()
    await buyer.at("callback").first.click()
    await buyer.at("callback-when").fill("2031-05-04T18:30")
    await buyer.at("callback-contact").fill("ana@example.com")
    await buyer.at("callback-send").click()
    await buyer.sees("callback-saved")

    (kept,) = await nodes[0].services.records.callbacks("demo")
    assert kept.time_zone == "America/Sao_Paulo"
    assert kept.at_ms == 1_935_696_600_000  # 18:30 in São Paulo, three hours behind UTC
    agent: Agent = await an_agent(available=False)
    await agent.at("callbacks").first.click()
    await expect(agent.page.get_by_text("ana@example.com")).to_be_visible()
