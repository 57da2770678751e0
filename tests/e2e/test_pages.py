"""Every page: accessible, in Chinese, on a phone, through the embed script of a foreign shop."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import PHONE, Agent, Buyer, Person, until
from tests.e2e.test_consultation import in_consultation
from tests.support.chromium import People
from tests.support.node import Node, buyer_token, free_port, make_config, run_node

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
_AXE_RUN = "async (only) => (await axe.run(document, {runOnly: only, resultTypes: ['violations']})).violations"

# Colours of the other scheme come at once. Waiting for transitions would never end in a page that is not drawn.
_STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(page: Page) -> list[str]:
    """What axe-core has against the page as it stands, light and dark, one line each."""
    # The view has come: between two of them there is no heading for a moment.
    await expect(page.locator("h1").first).to_be_attached()
    # Evaluated by the browser's debugger, which the page's Content-Security-Policy does not bind.
    await page.evaluate(AXE.read_text() + ";0")
    await page.evaluate(_STILL)
    found = await page.evaluate(_AXE_RUN, WCAG)
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    # The rest is the same in the dark.
    found += await page.evaluate(_AXE_RUN, ["color-contrast", "link-in-text-block"])
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


async def test_no_page_has_an_accessibility_violation(a_buyer: Enter, people: People) -> None:
    buyer: Buyer = await a_buyer(reduced_motion="reduce")
    await buyer.page.goto(buyer.node.url)
    await expect(buyer.page.get_by_text("Linen midi dress").first).to_be_visible()
    assert await violations(buyer.page) == []
    await buyer.arrive()
    await buyer.sees("start")
    assert await violations(buyer.page) == []
    await buyer.joins()
    await buyer.waits()
    assert await violations(buyer.page) == []

    agent = await Agent.enter(people, buyer.node, reduced_motion="reduce")
    await agent.page.goto(f"{buyer.node.url}/agent")
    await agent.sees("sign-in")
    assert await violations(agent.page) == []
    await agent.signs_in()
    await agent.sees("available")
    assert await violations(agent.page) == []
    await agent.goes_available()
    await agent.is_rung()
    assert await violations(agent.page) == []
    await agent.accepts()
    await buyer.is_in_consultation()
    await buyer.receives("frames", 5)
    assert await violations(buyer.page) == []
    assert await violations(agent.page) == []
    monitor = await agent.page.context.new_page()
    await monitor.goto(f"{buyer.node.url}/monitor")
    await expect(monitor.get_by_test_id("live-consultations")).to_have_attribute("data-count", "1")
    assert await violations(monitor) == []
    await buyer.at("end").click()
    await buyer.sees("rating")
    await agent.sees("outcome")
    assert await violations(buyer.page) == []
    assert await violations(agent.page) == []


async def test_the_buyers_page_fits_a_phone(a_buyer: Enter, an_agent: Enter) -> None:
    buyer, _ = await in_consultation(a_buyer, an_agent)
    await buyer.receives("frames", 5)
    for test_id in ("remote-video", "latency", "mic", "camera", "end"):
        box = await buyer.at(test_id).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["y"] + box["height"] <= PHONE["height"]
        if test_id in ("mic", "camera", "end"):
            assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, 2.5.8
    overflow = await buyer.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


async def test_the_agents_controls_stand_in_one_row_of_a_phone_above_what_comes_and_goes(
    a_buyer: Enter, an_agent: Enter
) -> None:
    _, agent = await in_consultation(a_buyer, partial(an_agent, viewport=PHONE))
    boxes = [await agent.at(control).bounding_box() for control in ("mic", "camera", "switch-camera", "devices", "end")]
    assert len({box and box["y"] for box in boxes}) == 1
    for box in boxes:
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, 2.5.8
    note = await agent.at("governor-note").bounding_box()
    assert note is not None
    assert boxes[0] is not None
    assert note["y"] >= boxes[0]["y"] + boxes[0]["height"]


async def test_a_chinese_browser_gets_chinese_pages_and_a_chinese_speaking_agent(
    a_buyer: Enter, an_agent: Enter
) -> None:
    await an_agent("tom")
    mei: Agent = await an_agent("mei")
    buyer: Buyer = await a_buyer(locale="zh-CN")
    await buyer.arrive()
    await expect(buyer.page.locator("html")).to_have_attribute("lang", "zh-CN")
    await expect(buyer.at("start")).to_contain_text("看")
    await buyer.at("start").click()
    await mei.is_rung()
    await mei.accepts()
    await buyer.is_in_consultation()


@pytest.fixture
async def foreign_shop(tmp_path: Path) -> AsyncIterator[tuple[str, Node]]:
    """A shop's page of another origin, with a strict policy of its own, that embeds a node."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    async with run_node(make_config(tmp_path, allowed_origins=(origin,))) as node:

        async def page(_: web.Request) -> web.Response:
            token = await buyer_token(node, "foreign")
            return web.Response(
                text=f"""<!doctype html><html lang="en"><title>Foreign shop</title>
                <script src="/hook.js"></script>
                <script async src="{node.url}/embed.js" data-shop="demo" data-consult-token="{token}"></script>
                <h1>Foreign shop</h1><button data-consult-product="dress-linen-midi">See it live</button></html>""",
                content_type="text/html",
                headers={
                    "Content-Security-Policy": f"default-src 'none'; script-src 'self' {node.url}; "
                    f"frame-src {node.url}; style-src 'none'"
                },
            )

        async def hook(_: web.Request) -> web.Response:
            script = "window.seen = []; window.onVideoConsultReady = (api) => { window.seen.push('hook');\n"
            script += (
                "for (const name of ['opened', 'waiting', 'closed']) api.on(name, () => window.seen.push(name)); };"
            )
            return web.Response(text=script, content_type="text/javascript")

        app = web.Application()
        app.add_routes([web.get("/", page), web.get("/hook.js", hook)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield origin, node
        await runner.cleanup()


async def test_a_foreign_shop_embeds_the_consultation(people: People, foreign_shop: tuple[str, Node]) -> None:
    origin, node = foreign_shop
    person = await Person.enter(people, node)
    await person.page.goto(origin)
    await person.page.get_by_role("button", name="See it live").click()
    frame = person.page.frame_locator("iframe")
    await frame.get_by_test_id("start").click()
    await expect(frame.get_by_test_id("queue-position")).to_be_visible()
    await until(person.page, "window.seen.includes('waiting')")
    assert await person.page.evaluate("window.seen.slice(0, 2)") == ["hook", "opened"]
    assert await person.page.evaluate("window.dataLayer.length") > 0
