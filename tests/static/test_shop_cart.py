"""The demo shop's cart answers as any shop's would."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

SETUP = """
  sessionStorage.clear();
  const products = [{ sku: 'boots', variants: [{ id: 'brown-42', stock: 2 }, { id: 'black-42', stock: null }] }];
  const cart = new Cart(async () => products);
  const item = (id, variant, quantity = 1) => ({ id, sku: 'boots', title: 'Boots', variant, quantity });
"""


async def cart(bench: Page, script: str) -> Any:
    return await run(bench, "{ Cart } from ../shop/cart.js", SETUP + script)


async def test_it_takes_what_there_is_and_no_more(bench: Page) -> None:
    script = """
      const answers = [];
      for (const wish of [item('a', 'brown-42'), item('b', 'brown-42', 2), item('c', 'black-42', 9)])
        answers.push((await cart.add(wish)).status);
      return [answers, cart.count];
    """
    assert await cart(bench, script) == [["added", "out-of-stock", "added"], 10]


async def test_the_same_wish_is_taken_once(bench: Page) -> None:
    script = "const wish = item('a', 'brown-42', 2); await cart.add(wish); return [await cart.add(wish), cart.count];"
    assert await cart(bench, script) == [{"status": "added"}, 2]


async def test_what_the_shop_does_not_have_is_refused(bench: Page) -> None:
    assert await cart(bench, "return cart.add({ id: 'a', sku: 'hat', title: 'Hat' });") == {"status": "refused"}


async def test_what_is_taken_out_is_gone_also_after_a_reload(bench: Page) -> None:
    script = """
      await cart.add(item('a', 'brown-42'));
      await cart.add(item('b', 'black-42'));
      cart.remove('a');
      return new Cart(async () => products).items.map(({ id }) => id);
    """
    assert await cart(bench, script) == ["b"]
