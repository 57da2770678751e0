"""The agent's phone as a second camera, in real browsers: beside the first, large or small, and gone again."""

from collections.abc import Callable

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import PHONE, Agent, Buyer, Person, until
from tests.e2e.test_consultation import in_consultation
from tests.e2e.test_pages import violations
from tests.support.chromium import People
from tests.support.node import Node

pytestmark = pytest.mark.browser

_FRAMES = "name => document.querySelector(`[data-testid=${name}]`)?.getVideoPlaybackQuality().totalVideoFrames ?? 0"


async def shows_on(person: Person, video: str) -> None:
    """Wait until some more frames have come to this video."""
    before = await person.page.evaluate(_FRAMES, video)
    await until(person.page, f"([name, before]) => ({_FRAMES})(name) > before + 5", [video, before])


async def with_phone(agent: Agent, crowd: Callable[[Browser], People], chromium: Browser, node: Node) -> Person:
    """The agent's phone, which has scanned the code and shows."""
    await agent.at("tool-second-camera").click()
    await agent.at("invite").click()
    url = await agent.at("qr").get_attribute("data-url")
    assert url is not None
    phone = await Person.enter(crowd(chromium), node, viewport=PHONE, is_mobile=True, has_touch=True)
    await phone.page.goto(url)
    assert await violations(phone.page) == []
    await phone.at("begin").click()
    return phone


async def test_both_see_both_cameras_make_either_large_and_the_agent_takes_it_out(
    a_buyer: Enter, an_agent: Enter, crowd: Callable[[Browser], People], chromium: Browser, nodes: tuple[Node, Node]
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    phone = await with_phone(agent, crowd, chromium, nodes[0])
    for person in (buyer, agent):
        await shows_on(person, "second-video")
    await shows_on(buyer, "remote-video")
    await expect(phone.at("status")).to_contain_text("The buyer and the desk see this picture")
    assert "#" not in phone.page.url

    stage = buyer.page.locator(".stage")
    await expect(stage).to_have_attribute("data-second", "small")
    await buyer.at("exchange").click()
    await expect(stage).to_have_attribute("data-second", "large")
    for video in ("second-video", "remote-video"):
        await shows_on(buyer, video)
    # How late it is, as soon as the browser has compared the clocks.
    await expect(buyer.page.locator("[data-testid=second-note][data-ms]")).to_contain_text("ms ±")
    for page in (buyer.page, agent.page, phone.page):
        assert await violations(page) == []
    # What is large is frozen.
    await buyer.at("tool-freeze").click()
    await buyer.at("freeze-now").click()
    await agent.sees("board")
    await buyer.page.keyboard.press("Alt+X")
    await expect(stage).to_have_attribute("data-second", "small")

    await phone.page.reload()
    await expect(phone.at("status")).to_contain_text("The buyer and the desk see this picture")
    await shows_on(buyer, "second-video")

    await agent.at("tool-second-camera").click()
    await agent.at("remove-camera").click()
    await expect(phone.at("camera")).to_have_attribute("data-phase", "removed")
    await expect(buyer.at("second-video")).to_have_count(0)
    await shows_on(buyer, "remote-video")


async def test_a_second_camera_outlives_the_buyers_reload_and_is_let_go_at_the_end(
    a_buyer: Enter, an_agent: Enter, crowd: Callable[[Browser], People], chromium: Browser, nodes: tuple[Node, Node]
) -> None:
    buyer: Buyer
    buyer, agent = await in_consultation(a_buyer, an_agent)
    phone = await with_phone(agent, crowd, chromium, nodes[0])
    await shows_on(buyer, "second-video")
    await buyer.page.reload()
    await shows_on(buyer, "second-video")
    # As after a change of the phone's network.
    remote = "() => /ice-ufrag:(.*)/.exec(peerConnections.at(-1).currentRemoteDescription.sdp)[1]"
    before = await phone.page.evaluate(remote)
    await phone.page.evaluate("peerConnections.at(-1).restartIce()")
    await until(phone.page, f"before => ({remote})() !== before", before)
    await shows_on(buyer, "second-video")

    await agent.at("end").click()
    await expect(phone.at("camera")).to_have_attribute("data-phase", "ended")
    await expect(phone.at("camera-video")).to_have_count(0)
    await expect(phone.at("camera")).to_contain_text("The camera is off")
