"""The agent's search over the products of his shop."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.shop import NewShop, Product
from tests.support.http import browser
from tests.support.node import Node, make_config, run_node


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        yield node


async def found(node: Node, query: str) -> list[str]:
    async with browser(node, "mei") as api:
        answer = await api("GET", f"/api/v1/products?{query}")
        assert answer.status == 200, await answer.text()
        return [item["sku"] for item in (await answer.json())["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["dress-linen-midi", "shoes-trail-runner", "blender-hand-600"]),
        ("limit=1", ["dress-linen-midi"]),
        ("text=TRAIL+shoes", ["shoes-trail-runner"]),
        ("text=kitchen", ["blender-hand-600"]),
        ("text=hand-600", ["blender-hand-600"]),
        ("text=linen+shoes", []),
        ("text=%25", []),
    ],
)
async def test_every_word_is_found_in_title_sku_or_category(node: Node, query: str, expected: list[str]) -> None:
    assert await found(node, query) == expected


async def test_another_shops_products_are_not_found(node: Node) -> None:
    catalogue = node.services.catalogue
    await catalogue.add_shop(NewShop(id="other", name="Other", languages=("en",), secret="s" * 32))
    await catalogue.save_products([Product(shop="other", sku="x", title="Linen of another shop", category="c")])
    assert await found(node, "text=linen") == ["dress-linen-midi"]


async def test_it_is_for_staff(node: Node) -> None:
    async with browser(node) as api:
        assert (await api("GET", "/api/v1/products")).status == 401
