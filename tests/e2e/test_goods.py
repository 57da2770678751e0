"""Goods in the consultation, from a shop's page on another site: shown, put into its cart, and taken out again."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, FrameLocator, Page, expect

from server.redis import open_redis
from tests.e2e.people import DESKTOP, PHONE, Agent
from tests.support.chromium import People
from tests.support.node import Node, buyer_token, free_port, make_config, run_node

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>Shop</title>
<script>
window.cart = new Map();
window.onVideoConsultReady = (consult) => {{
  consult.on("add-to-cart", async ({{ id, sku, variant, quantity }}) => {{
    if (variant === "sage-44") return {{ status: "out-of-stock" }};
    cart.set(id, {{ sku, variant, quantity }});
    return {{ status: "added" }};
  }});
  consult.on("remove-from-cart", ({{ id }}) => ({{ status: cart.delete(id) ? "removed" : "refused" }}));
}};
</script>
<script async src="{service}/embed.js" data-shop="demo" data-consult-token="{token}"></script>
<button data-consult-product="dress-linen-midi">See it live</button></html>"""


@dataclass
class Shop:
    """A shop's page on an origin of its own, and the node that its consultations are at."""

    url: str
    node: Node


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    port = free_port()
    origin = f"http://localhost:{port}"
    async with open_redis(None, tmp_path) as client:
        redis_url = f"unix://{client.connection_pool.connection_kwargs['path']}"
        # The demo shop is seeded with the service's origins: with this one, its site may embed consultations.
        async with run_node(make_config(tmp_path, redis_url, allowed_origins=(origin,))) as node:
            token = await buyer_token(node, "bea")

            async def page(_request: web.Request) -> web.Response:
                return web.Response(text=PAGE.format(service=node.url, token=token), content_type="text/html")

            app = web.Application()
            app.router.add_get("/", page)
            runner = web.AppRunner(app, shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield Shop(f"{origin}/", node)
            await runner.cleanup()


async def in_consultation(chromium: Browser, crowd: Callable[[Browser], People], shop: Shop) -> tuple[Page, Agent]:
    """The shop's page, in whose panel a buyer is in consultation with an agent."""
    agent = await Agent.enter(crowd(chromium), shop.node, viewport=DESKTOP)
    await agent.signs_in("mei")
    await agent.goes_available()
    page = await crowd(chromium).page(viewport=PHONE, locale="en-GB")
    await page.goto(shop.url)
    await page.get_by_role("button", name="See it live").click()
    await the_panel(page).get_by_test_id("start").click()
    await agent.is_rung()
    await agent.accepts()
    await expect(the_panel(page).get_by_test_id("end")).to_be_visible()
    return page, agent


def the_panel(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


async def put(agent: Agent, variant: str) -> None:
    await agent.at(f"variant-{variant}").click()
    await agent.at("put").click()


async def test_the_agent_puts_a_variant_into_the_shops_cart_and_the_buyer_takes_it_out_again(
    chromium: Browser, crowd: Callable[[Browser], People], shop: Shop
) -> None:
    page, agent = await in_consultation(chromium, crowd, shop)
    note = the_panel(page).get_by_test_id("goods-note")
    await agent.at("tool-goods").click()
    await put(agent, "sage-38")
    await expect(note).to_contain_text("Mei Lin put into your cart: Linen midi dress, size 38, sage")
    await expect(agent.at("cart-dress-linen-midi")).to_have_attribute("data-status", "added")
    assert await page.evaluate("[...cart.values()]") == [
        {"sku": "dress-linen-midi", "variant": "sage-38", "quantity": 1}
    ]

    await the_panel(page).get_by_test_id("note-remove").click()
    await expect(note).to_contain_text("No longer in your cart")
    await expect(agent.at("cart-dress-linen-midi")).to_have_attribute("data-status", "removed")
    assert await page.evaluate("cart.size") == 0


async def test_what_the_shop_has_sold_out_the_agent_reads_and_nothing_is_put_in(
    chromium: Browser, crowd: Callable[[Browser], People], shop: Shop
) -> None:
    page, agent = await in_consultation(chromium, crowd, shop)
    await agent.at("tool-goods").click()
    await put(agent, "sage-44")
    await expect(agent.at("cart-dress-linen-midi")).to_have_attribute("data-status", "out-of-stock")
    await expect(the_panel(page).get_by_test_id("goods-note")).to_contain_text("it is sold out")
    assert await page.evaluate("cart.size") == 0


async def test_the_buyer_sees_another_product_that_the_agent_shows_also_after_a_reload(
    chromium: Browser, crowd: Callable[[Browser], People], shop: Shop
) -> None:
    page, agent = await in_consultation(chromium, crowd, shop)
    await agent.at("tool-goods").click()
    await agent.at("goods-another").click()
    await agent.at("goods-search").fill("trail")
    await agent.at("show-shoes-trail-runner").click()
    for _ in range(2):
        note = the_panel(page).get_by_test_id("goods-note")
        await expect(note).to_contain_text("Mei Lin shows you: Trail running shoes")
        await note.get_by_role("button", name="Look").click()
        card = the_panel(page).get_by_test_id("goods-card")
        await expect(card).to_have_attribute("data-sku", "shoes-trail-runner")
        await expect(card).to_contain_text("9 left")
        await page.reload()
