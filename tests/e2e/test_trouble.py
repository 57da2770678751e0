"""What breaks in life: reloads, closed tabs, killed browsers, killed and restarted servers, dead links."""

import signal
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import PHONE, Agent, Buyer
from tests.e2e.test_consultation import in_consultation
from tests.support.chromium import People
from tests.support.node import Node, buyer_token
from tests.support.process import NodeProcess, node_process

# Three browsers and a node that starts: beside other pages on two cores they miss their deadlines.
pytestmark = pytest.mark.browser


async def test_a_reload_in_line_keeps_the_place(a_buyer: Enter) -> None:
    first: Buyer = await a_buyer()
    second: Buyer = await a_buyer()
    for buyer in (first, second):
        await buyer.arrive()
        await buyer.joins()
        await buyer.waits()
    await expect(second.at("queue-position")).to_contain_text("2")

    await first.page.reload()

    await first.waits()
    await expect(first.at("queue-position")).to_contain_text("1")
    await expect(second.at("queue-position")).to_contain_text("2")


async def test_closing_the_tab_leaves_the_line(a_buyer: Enter) -> None:
    first: Buyer = await a_buyer()
    second: Buyer = await a_buyer()
    for buyer in (first, second):
        await buyer.arrive()
        await buyer.joins()
        await buyer.waits()
    await expect(second.at("queue-position")).to_contain_text("2")
    await first.page.close()
    await expect(second.at("queue-position")).to_contain_text("1")


async def test_a_reload_in_the_consultation_brings_the_picture_back(a_buyer: Enter, an_agent: Enter) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.receives("frames", 10)
    await buyer.says("before the reload")
    await agent.reads("before the reload")

    await buyer.page.reload()

    await buyer.is_in_consultation()
    await buyer.receives("frames", 10)
    await buyer.reads("before the reload")
    await agent.page.reload()
    await agent.sees("end")
    await buyer.receives("frames", 10)


async def test_an_agents_killed_tab_puts_the_buyer_back_to_the_head_of_the_line(
    a_buyer: Enter, an_agent: Enter
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    behind: Buyer = await a_buyer()
    await behind.arrive()
    await behind.joins()
    await behind.waits()

    await agent.page.close()

    await buyer.waits()
    await expect(buyer.at("queue-position")).to_contain_text("1")
    await expect(behind.at("queue-position")).to_contain_text("2")
    next_agent: Agent = await an_agent("tom")
    await next_agent.is_rung()
    await next_agent.accepts()
    await buyer.is_in_consultation()
    await buyer.receives("frames", 5)


async def test_a_second_tab_takes_over_and_the_first_is_told(a_buyer: Enter) -> None:
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins()
    await buyer.waits()
    second = Buyer(await buyer.page.context.new_page(), buyer.node)
    await second.arrive()
    await second.waits()
    await buyer.sees("superseded")
    await expect(second.at("queue-position")).to_contain_text("1")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_media_goes_on_while_the_server_is_restarted_and_the_pages_resume(
    tmp_path: Path, people: People, how: signal.Signals
) -> None:
    async with node_process(tmp_path) as process:
        agent, buyer = await meet(people, process)
        seen = await buyer.receives("frames", 10)
        await process.stop(how)
        # Nobody serves now; the picture does not care.
        seen = await buyer.receives("frames", seen["frames"] + 60)

        await process.start()

        await buyer.says("are you still there?")
        await agent.reads("are you still there?")
        after = await buyer.receives("frames", seen["frames"] + 10)
        assert after["connections"] == 1


async def meet(people: People, process: NodeProcess) -> tuple[Agent, Buyer]:
    """An agent, signed in with the printed link, and a buyer in consultation at one server process."""
    agent = await Agent.enter(people, process)
    buyer = await Buyer.enter(people, process, viewport=PHONE)
    await agent.page.goto(process.sign_in_link)
    await agent.goes_available()
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.is_in_consultation()
    return agent, buyer


async def test_a_used_sign_in_link_says_so(people: People, tmp_path: Path) -> None:
    async with node_process(tmp_path) as process:
        first = await Agent.enter(people, process)
        await first.page.goto(process.sign_in_link)
        await first.sees("available")
        second = await Agent.enter(people, process)
        await second.page.goto(process.sign_in_link)
        await second.sees("sign-in-problem")


@pytest.mark.parametrize(
    ("query", "said"),
    [("product=no-such-thing", "product"), ("product=dress-linen-midi&shop=no-such-shop", "shop"), ("", "link")],
)
async def test_a_dead_link_says_what_is_wrong(a_buyer: Enter, nodes: tuple[Node, Node], query: str, said: str) -> None:
    buyer: Buyer = await a_buyer()
    await buyer.page.goto(f"{nodes[0].url}/consult?{query}")
    await buyer.sees("failure")
    await expect(buyer.at("failure")).to_contain_text(said)


async def test_an_expired_link_says_so(a_buyer: Enter, nodes: tuple[Node, Node]) -> None:
    buyer: Buyer = await a_buyer()
    token = await buyer_token(nodes[0], "late", ttl_s=-3600)
    await buyer.page.goto(f"{nodes[0].url}/consult?product=dress-linen-midi#token={token}")
    await buyer.sees("failure")
    await expect(buyer.at("failure")).to_contain_text("expired")
    assert token not in buyer.page.url


async def test_refused_devices_are_explained_and_hold_nothing_up(a_buyer: Enter, refusing_chromium: Browser) -> None:
    buyer: Buyer = await a_buyer(refusing_chromium)
    await buyer.arrive()
    await buyer.at("check-microphone").click()
    await expect(buyer.page.get_by_text("microphone").first).to_be_visible()
    await buyer.joins()
    await buyer.waits()
