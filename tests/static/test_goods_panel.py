"""The product in the room, with what the agent can do about it, and the buyer's note of what was done."""

from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ GoodsPanel } from ../room/goods-panel.js
{ RoomTools } from ../room/room-tools.js
{ GoodsNote } from ../room/goods-note.js"""

SHOW_PANEL = """
  await loadLocale("common", "room-goods");
  window.delivered = [];
  window.view = { id: "c-1", product: argument.product };
  window.consultation = Object.assign(new EventTarget(), {
    shop: "acme",
    deliver: (message) => delivered.push(message),
  });
  window.panel = new GoodsPanel();
  window.panel.room = { role: argument.role, consultation, get view() { return window.view; } };
  document.body.append(window.panel);
  await window.panel.updateComplete;
"""

SHOW_NOTE = """
  await loadLocale("common", "room-goods");
  window.note = new GoodsNote();
  window.asked = [];
  window.note.addEventListener("cart-remove", ({ detail }) => asked.push(detail.item.id));
  document.body.append(window.note);
"""

BOOTS: dict[str, Any] = {"sku": "boots", "title": "Boots", "category": "shoes", "price": "90 €", "sizes": ["41", "42"]}
VARIANTS = [
    {"id": "brown-41", "size": "41", "colour": "brown", "price": None, "stock": 0},
    {"id": "brown-42", "size": "42", "colour": "brown", "price": "95 €", "stock": 1},
    {"id": "black-42", "size": "42", "colour": "black", "price": None, "stock": None},
]
SHOES = {**BOOTS, "sku": "shoes", "title": "Shoes"}
ITEM = {"id": "k1", "sku": "boots", "title": "Boots", "size": "42", "colour": "brown"}


async def panel(people: People, site: Site, role: str) -> Page:
    async def serve(route: Route) -> None:
        found = {"items": [BOOTS, SHOES] if "text=&" in f"{route.request.url}&" else [SHOES]}
        details = {**BOOTS, "description": "Warm.", "images": [], "size_chart": None, "variants": VARIANTS}
        await route.fulfill(json=found if "/api/v1/products" in route.request.url else {"product": details})

    page = await people.page(locale="en-GB")
    await page.route("**/api/v1/**", serve)
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW_PANEL, {"role": role, "product": BOOTS})
    return page


async def test_both_read_variants_with_what_is_left_of_them(people: People, site: Site) -> None:
    for role in ("buyer", "agent"):
        card = (await panel(people, site, role)).get_by_test_id("goods-card")
        await expect(card).to_contain_text("90 €")
        await expect(card.locator(".variant")).to_have_text([r"41 sold out", r"42 95 € 1 left", "42"])


async def test_the_agent_puts_the_chosen_variant_in_by_keys_alone(people: People, site: Site) -> None:
    page = await panel(people, site, "agent")
    await page.get_by_role("radio", name="42 95 € 1 left").focus()
    await page.keyboard.press("Space")
    await page.get_by_label("Quantity").fill("2")
    await page.keyboard.press("Enter")
    (message,) = await page.evaluate("delivered")
    assert message.pop("id")
    expected = {"consultation": "c-1", "sku": "boots", "variant": "brown-42", "quantity": 2}
    assert message == {"type": "add-to-cart", **expected}


async def test_nothing_is_put_in_before_a_variant_is_chosen(people: People, site: Site) -> None:
    page = await panel(people, site, "agent")
    await expect(page.get_by_role("radio")).to_have_count(3)
    await page.get_by_test_id("put").click()
    await expect(page.get_by_role("radio").first).to_be_focused()
    assert await page.evaluate("delivered") == []


async def test_the_agent_finds_another_product_and_shows_it(people: People, site: Site) -> None:
    page = await panel(people, site, "agent")
    await page.get_by_test_id("goods-another").click()
    await expect(page.get_by_test_id("show-boots")).to_be_disabled()
    await page.get_by_test_id("goods-search").fill("sho")
    await expect(page.get_by_test_id("show-boots")).to_have_count(0)
    await page.get_by_test_id("show-shoes").click()
    assert await page.evaluate("delivered") == [{"type": "show-product", "consultation": "c-1", "sku": "shoes"}]


async def test_the_buyer_can_neither_show_nor_put_in(people: People, site: Site) -> None:
    page = await panel(people, site, "buyer")
    await expect(page.get_by_test_id("goods-card")).to_be_visible()
    for test_id in ("put", "goods-another"):
        await expect(page.get_by_test_id(test_id)).to_have_count(0)
    await expect(page.get_by_role("radio")).to_have_count(0)


async def test_a_new_view_is_followed(people: People, site: Site) -> None:
    page = await panel(people, site, "agent")
    await page.evaluate(
        """([shown, item]) => {
          view = { ...view, shown, cart: [{ ...item, status: 'out-of-stock' }] };
          consultation.dispatchEvent(new Event('view'));
        }""",
        [SHOES, ITEM],
    )
    await expect(page.get_by_test_id("goods-card")).to_have_attribute("data-sku", "shoes")
    await expect(page.get_by_test_id("cart-boots")).to_contain_text(
        "Boots, size 42, brown The shop says it is sold out."
    )


@pytest.fixture
async def note(people: People, site: Site) -> Page:
    page = await people.page(locale="en-GB")
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW_NOTE)
    return page


async def tell(page: Page, **view: Any) -> None:
    await page.evaluate("view => { note.view = view; return note.updateComplete; }", {"peer_name": "Mei", **view})


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("asked", "Mei is putting into your cart: Boots, size 42, brown"),
        ("added", "Mei put into your cart: Boots, size 42, brown"),
        ("out-of-stock", "Mei wanted to put this into your cart, but it is sold out: Boots, size 42, brown"),
        ("no-shop", "Mei recommends: Boots, size 42, brown."),
        ("removed", "No longer in your cart: Boots, size 42, brown"),
    ],
)
async def test_the_buyer_reads_who_did_what_in_a_live_region(note: Page, status: str, words: str) -> None:
    await expect(note.get_by_role("status")).to_be_empty()
    await tell(note, cart=[{**ITEM, "status": status}])
    await expect(note.get_by_role("status")).to_contain_text(words)


async def test_the_buyer_takes_out_what_was_put_in(note: Page) -> None:
    await tell(note, cart=[{**ITEM, "status": "added"}])
    await note.get_by_test_id("note-remove").click()
    assert await note.evaluate("asked") == ["k1"]
    await note.evaluate("note.stuck = new Set(['k1'])")
    await expect(note.get_by_role("status")).to_contain_text("The shop did not take it out of your cart.")


async def test_what_was_read_is_gone_and_news_come_again(note: Page) -> None:
    await tell(note, cart=[{**ITEM, "status": "added"}], shown=SHOES)
    for _ in range(2):
        await note.get_by_role("button", name="OK").first.click()
    await expect(note.get_by_role("status")).to_be_empty()
    await tell(note, cart=[{**ITEM, "status": "removed"}], shown=SHOES)
    await expect(note.get_by_role("status")).to_contain_text("No longer in your cart")
