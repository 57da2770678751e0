"""The agent's camera set from the buyer's page, in two real browsers; Chromium's fake camera has a zoom and a focus."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent, Buyer, until
from tests.e2e.test_pages import violations
from tests.e2e.test_stills import opens

pytestmark = pytest.mark.browser

SETTINGS = "document.querySelector('[data-testid=local-video]').srcObject.getVideoTracks()[0].getSettings()"


async def allow_zoom(agent: Agent) -> None:
    """Give the agent's browser profile the permission to move the camera, which Playwright has no word for."""
    page = agent.page
    browser = page.context.browser
    assert browser is not None
    target = await (await page.context.new_cdp_session(page)).send("Target.getTargetInfo")
    permission = {"name": "camera", "panTiltZoom": True}
    profile = target["targetInfo"]["browserContextId"]
    session = await browser.new_browser_cdp_session()
    granted = {"permission": permission, "setting": "granted", "origin": agent.node.url, "browserContextId": profile}
    await session.send("Browser.setPermission", granted)


async def test_the_buyer_zooms_the_agents_camera_until_the_agent_keeps_it_to_himself(
    a_buyer: Enter, an_agent: Enter
) -> None:
    agent: Agent = await an_agent(available=False)
    await allow_zoom(agent)
    await agent.goes_available()
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.receives("frames", 10)
    await opens(buyer, "camera")
    await buyer.at("camera-zoom").press("End")
    await until(agent.page, f"() => {SETTINGS}.zoom === 400")
    assert await agent.page.evaluate(f"{SETTINGS}.width") == 1280
    await expect(agent.at("camera-note")).to_contain_text("The zoom of your camera was set")

    await opens(agent, "camera")
    await expect(agent.at("camera-zoom")).to_have_value("400")
    await agent.at("camera-focus").press("Home")
    await expect(buyer.at("camera-focus")).to_have_value("10")
    await agent.at("camera-keep").click()
    await expect(buyer.at("camera-zoom")).to_be_disabled()
    for person in (buyer, agent):
        assert await violations(person.page) == []

    await buyer.page.reload()
    await opens(buyer, "camera")
    await expect(buyer.at("camera-zoom")).to_have_value("400")
    await expect(buyer.at("camera-zoom")).to_be_disabled()
    await agent.at("camera-lock").uncheck()
    await expect(buyer.at("camera-zoom")).to_be_enabled()
