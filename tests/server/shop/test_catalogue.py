"""Shops and products, as they are stored and found again."""

import pytest

from server.database import Database
from server.errors import AlreadyExists
from server.shop import Catalogue, NewShop, Product, Shop, SizeChart, SizeRow
from server.shop.catalogue import CACHE_S
from signaling.errors import UnknownProduct, UnknownShop
from signaling.messages import Purpose

ACME = NewShop(
    id="acme", name="Acme", languages=("en", "de"), secret="s" * 32, allowed_origins=("https://acme.example",)
)
CHART = SizeChart(system="EU", dimensions=("chest",), rows=(SizeRow(size="38", body_cm={"chest": (86.0, 90.0)}),))
COAT = Product(
    shop="acme",
    sku="coat",
    title="Coat",
    category="coats",
    description="Warm.",
    price="10 €",
    image="/coat.png",
    images=("/coat.png", "/back.png"),
    url="https://acme.example/coat",
    sizes=("38",),
    size_chart=CHART,
    purposes=(Purpose.SIZING,),
)
HAT = Product(shop="acme", sku="hat", title="Hat", category="hats")


class Watch:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def catalogue(db: Database, watch: Watch) -> Catalogue:
    catalogue = Catalogue(db, monotonic_s=watch)
    await catalogue.add_shop(ACME)
    return catalogue


async def test_a_shop_is_found_as_it_was_added(catalogue: Catalogue) -> None:
    shop = await catalogue.shop("acme")
    assert shop == Shop(
        id="acme", name="Acme", languages=("en", "de"), secret="s" * 32, allowed_origins=("https://acme.example",)
    )
    assert await catalogue.shops() == ["acme"]


async def test_a_shop_that_nobody_opened_is_unknown(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownShop):
        await catalogue.shop("nobody")
    with pytest.raises(UnknownShop):
        await catalogue.product("nobody", "coat")
    with pytest.raises(UnknownShop):
        await catalogue.products("nobody")


async def test_a_name_that_no_database_could_hold_is_unknown(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownShop):
        await catalogue.shop("acme\0")
    with pytest.raises(UnknownProduct):
        await catalogue.product("acme", "coat\0")


async def test_a_shop_is_opened_once(catalogue: Catalogue) -> None:
    with pytest.raises(AlreadyExists):
        await catalogue.add_shop(NewShop(id="acme", name="Other", languages=("fr",), secret="t" * 32))
    assert (await catalogue.shop("acme")).name == "Acme"


async def test_a_product_is_found_as_it_was_saved(catalogue: Catalogue) -> None:
    await catalogue.save_products([COAT])
    assert await catalogue.product("acme", "coat") == COAT


async def test_a_product_of_another_shop_is_unknown(catalogue: Catalogue) -> None:
    await catalogue.add_shop(NewShop(id="other", name="Other", languages=("en",), secret="t" * 32))
    await catalogue.save_products([COAT])
    with pytest.raises(UnknownProduct):
        await catalogue.product("other", "coat")


async def test_products_are_listed_in_the_order_in_which_they_were_saved(catalogue: Catalogue) -> None:
    await catalogue.save_products([HAT, COAT])
    assert [product.sku for product in await catalogue.products("acme")] == ["hat", "coat"]


async def test_saving_a_product_again_replaces_it(catalogue: Catalogue) -> None:
    await catalogue.save_products([COAT])
    bare = Product(shop="acme", sku="coat", title="Bare coat", category="coats")
    await catalogue.save_products([bare])
    assert await catalogue.product("acme", "coat") == bare


async def test_products_of_an_unknown_shop_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownShop):
        await catalogue.save_products([Product(shop="nobody", sku="x", title="X", category="x")])


async def test_a_change_is_seen_by_other_nodes_after_the_cache_time(
    catalogue: Catalogue, db: Database, watch: Watch
) -> None:
    await catalogue.save_products([HAT])
    await catalogue.product("acme", "hat")
    elsewhere = Catalogue(db)
    await elsewhere.save_products([Product(shop="acme", sku="hat", title="New hat", category="hats")])
    watch.s = CACHE_S - 0.1
    assert (await catalogue.product("acme", "hat")).title == "Hat"
    watch.s = CACHE_S + 0.1
    assert (await catalogue.product("acme", "hat")).title == "New hat"


async def test_a_shop_never_shows_its_secret_by_accident(catalogue: Catalogue) -> None:
    assert "ssss" not in repr(await catalogue.shop("acme"))


async def test_a_product_shows_both_sides_what_they_may_see(catalogue: Catalogue) -> None:
    view = COAT.view()
    assert (view.sku, view.title, view.category, view.image) == ("coat", "Coat", "coats", "/coat.png")
    assert (view.price, view.url, view.sizes) == ("10 €", "https://acme.example/coat", ["38"])
