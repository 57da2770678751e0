"""The way from the consultation to the shop's cart, at the buyer's page."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import paused_page, run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = "{ CartLink } from ../buyer/cart-link.js"

MAKE = """
  window.asked = [];
  window.told = [];
  window.embed = argument ? Object.assign(new EventTarget(), {
    askCart: (wish, item) => window.asked.push([wish, item.id]),
  }) : null;
  window.link = new CartLink({
    embed: window.embed,
    deliver: ({ consultation, id, status }) => window.told.push([consultation, id, status]),
    changed: () => {},
  });
"""


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """A page whose clock the test moves, with a link to a shop that answers when the test says so."""
    page = await paused_page(people, site)
    await run(page, IMPORTS, MAKE, True)
    return page


async def state(page: Page, *items: tuple[str, str], of: str = "active") -> None:
    """A state of the server arrives."""
    cart = [{"id": item, "sku": "boots", "title": "Boots", "status": status} for item, status in items]
    await page.evaluate("view => window.link.take(view)", {"id": "c-1", "state": of, "cart": cart})


async def shop_answers(page: Page, status: str, wish: str = "add-to-cart") -> None:
    detail = {"wish": wish, "id": "k1", "status": status}
    await page.evaluate("detail => embed.dispatchEvent(new CustomEvent('cart-answer', { detail }))", detail)


async def read(page: Page, name: str) -> Any:
    return await page.evaluate(f"window.{name}")


async def test_what_is_asked_is_handed_to_the_shop_once_and_its_answer_to_the_server(page: Page) -> None:
    await state(page, ("k1", "asked"))
    await state(page, ("k1", "asked"))
    assert await read(page, "asked") == [["add-to-cart", "k1"]]
    await shop_answers(page, "added")
    assert await read(page, "told") == [["c-1", "k1", "added"]]


async def test_what_was_answered_before_this_page_came_is_left_alone(page: Page) -> None:
    await state(page, ("k0", "added"), ("k1", "asked"), ("k2", "out-of-stock"))
    assert await read(page, "asked") == [["add-to-cart", "k1"]]


async def test_a_shop_that_does_not_answer_in_time_is_none_and_is_believed_later(page: Page) -> None:
    await state(page, ("k1", "asked"))
    await page.clock.run_for(9_900)
    assert await read(page, "told") == []
    await page.clock.run_for(200)
    assert await read(page, "told") == [["c-1", "k1", "no-shop"]]
    await state(page, ("k1", "no-shop"))
    await shop_answers(page, "added")
    assert await read(page, "told") == [["c-1", "k1", "no-shop"], ["c-1", "k1", "added"]]


async def test_a_consultation_outside_a_shops_page_says_so_at_once(people: People, site: Site) -> None:
    page = await paused_page(people, site)
    await run(page, IMPORTS, MAKE, False)
    await state(page, ("k1", "asked"))
    assert await read(page, "told") == [["c-1", "k1", "no-shop"]]


async def test_after_the_end_nothing_more_is_put_in(page: Page) -> None:
    await state(page, ("k1", "asked"), of="ended")
    assert await read(page, "asked") == []


async def test_the_buyer_takes_an_item_out_again(page: Page) -> None:
    await state(page, ("k1", "added"))
    await page.evaluate("link.remove({ id: 'k1' })")
    assert await read(page, "asked") == [["remove-from-cart", "k1"]]
    assert await page.evaluate("[...link.removing]") == ["k1"]
    await shop_answers(page, "removed", "remove-from-cart")
    assert await read(page, "told") == [["c-1", "k1", "removed"]]
    assert await page.evaluate("[link.removing.size, link.stuck.size]") == [0, 0]


@pytest.mark.parametrize("answer", ["refused", "no-shop", None])
async def test_what_the_shop_does_not_take_out_the_buyer_is_told_of(page: Page, answer: str | None) -> None:
    await state(page, ("k1", "added"))
    await page.evaluate("link.remove({ id: 'k1' })")
    if answer:
        await shop_answers(page, answer, "remove-from-cart")
    else:
        await page.clock.run_for(10_100)
    assert await read(page, "told") == []
    assert await page.evaluate("[link.removing.size, [...link.stuck]]") == [0, ["k1"]]


async def test_answers_that_are_none_and_answers_about_other_items_are_left_alone(page: Page) -> None:
    await state(page, ("k1", "asked"))
    for answer in ("asked", "removed", "sold"):
        await shop_answers(page, answer)
    await state(page, ("k2", "asked"))
    await shop_answers(page, "added")
    assert await read(page, "told") == []
