"""Products and the demo shop over HTTP; on a running node."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.pages import STATIC
from server.records import ConsultationRecord
from server.shop import verify_buyer_token
from server.shop.demo import AGENTS, BUYER_COOKIE, PRODUCTS, seed_demo, welcome_text
from signaling.messages import Purpose
from tests.support.http import Api, browser
from tests.support.node import Node, make_config, run_node

DRESS = "/api/v1/shops/demo/products/dress-linen-midi"
TOKEN = "/api/v1/demo/token"


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    async with browser(node) as api:
        yield api


async def test_a_product_is_shown_with_all_that_is_known_of_it(api: Api) -> None:
    body = await (await api("GET", DRESS)).json()
    assert body["shop"] == {"id": "demo", "name": "Lindenhof", "languages": ["en", "de", "zh"]}
    assert body["purposes"] == [purpose.value for purpose in Purpose]
    assert body["demo"] is True
    product = body["product"]
    assert product["sku"] == "dress-linen-midi"
    assert product["sizes"] == ["34", "36", "38", "40", "42", "44"]
    chart = product["size_chart"]
    assert chart["dimensions"] == ["chest", "waist", "hip", "height"]
    assert [row["size"] for row in chart["rows"]] == product["sizes"]
    assert chart["rows"][2]["body_cm"]["chest"] == [86, 90]


async def test_what_a_product_lacks_is_said_and_not_left_out(api: Api) -> None:
    body = await (await api("GET", "/api/v1/shops/demo/products/blender-hand-600")).json()
    assert body["product"]["size_chart"] is None
    assert body["product"]["sizes"] == []
    assert body["product"]["url"] is None
    assert body["purposes"] == ["showing", "usage", "inspection"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/shops/nobody/products/x", "unknown-shop"),
        ("/api/v1/shops/demo/products/x", "unknown-product"),
        ("/api/v1/shops/demo/products/%00", "unknown-product"),
        ("/api/v1/shops/demo/products/x'%20OR%201=1", "unknown-product"),
    ],
)
async def test_what_does_not_exist_is_named(api: Api, path: str, code: str) -> None:
    assert await api.code("GET", path) == (404, code)


async def test_the_demo_lists_its_products(api: Api) -> None:
    body = await (await api("GET", "/api/v1/demo/products")).json()
    assert [item["sku"] for item in body["items"]] == [product.sku for product in PRODUCTS]


async def test_the_shops_secret_is_in_no_answer(api: Api, node: Node) -> None:
    secret = (await node.services.catalogue.shop("demo")).secret
    for path in (DRESS, "/api/v1/demo/products"):
        assert secret not in await (await api("GET", path)).text()


async def test_the_demo_issues_tokens_for_the_same_buyer_at_every_visit(api: Api, node: Node) -> None:
    tokens = [await (await api("POST", TOKEN)).json() for _ in range(2)]
    buyers = [await verify_buyer_token(token["token"], node.services.catalogue) for token in tokens]
    assert buyers[0].id == buyers[1].id == api.cookie(BUYER_COOKIE)
    assert tokens[0]["expires_in_s"] == 900


async def test_another_browser_is_another_buyer(api: Api, node: Node) -> None:
    async with browser(node) as other:
        await api("POST", TOKEN)
        await other("POST", TOKEN)
        assert api.cookie(BUYER_COOKIE) != other.cookie(BUYER_COOKIE)


async def test_nobody_becomes_another_buyer_by_a_made_up_cookie(api: Api, node: Node) -> None:
    made_up = {"Cookie": f"{BUYER_COOKIE}=somebody-else"}
    token = (await (await api("POST", TOKEN, headers=made_up)).json())["token"]
    assert (await verify_buyer_token(token, node.services.catalogue)).id != "somebody-else"


async def test_a_demo_buyer_returns_after_the_first_consultation(api: Api, node: Node) -> None:
    async def returning() -> bool:
        token = (await (await api("POST", TOKEN)).json())["token"]
        return (await verify_buyer_token(token, node.services.catalogue)).returning

    assert not await returning()
    assert not await returning()
    buyer = api.cookie(BUYER_COOKIE)
    assert buyer is not None
    await node.services.records.save_accepted(
        ConsultationRecord(
            id="c1",
            shop="demo",
            buyer_id=buyer,
            agent_id="mei",
            agent_name="Mei Lin",
            sku="dress-linen-midi",
            product_title="Linen midi dress",
            purpose=Purpose.SHOWING,
            language="en",
            joined_ms=1,
            accepted_ms=2,
        )
    )
    assert await returning()


async def test_outside_the_demo_nobody_is_given_a_token(tmp_path: Path) -> None:
    config = make_config(tmp_path, demo=False)
    async with run_node(config) as node, browser(node) as api:
        assert await api.code("POST", TOKEN) == (404, "not-found")
        assert await api.code("GET", "/api/v1/demo/products") == (404, "not-found")
        assert await api.code("GET", "/") == (404, "not-found")
        assert (await (await api("GET", DRESS)).json())["demo"] is False


async def test_making_the_demo_again_keeps_what_is_there(node: Node) -> None:
    services = node.services
    secret = (await services.catalogue.shop("demo")).secret
    await seed_demo(services.db, services.config)
    assert [await services.staff.staff("demo", agent.id) for agent in AGENTS] == list(AGENTS)
    assert (await services.catalogue.shop("demo")).secret == secret
    assert len(await services.catalogue.products("demo")) == 3


async def test_the_demo_tells_where_to_go_and_signs_each_agent_in(node: Node) -> None:
    services = node.services
    text = await welcome_text(services.config, services.staff)
    links = [line.rsplit("#link=", 1) for line in text.splitlines() if "#link=" in line]
    assert [url.split()[-1] for url, _ in links] == [f"{node.url}/agent"] * 2
    signed_in = [await services.staff.sign_in_with_link(token) for _, token in links]
    assert [staff.id for staff in signed_in] == ["mei", "tom"]
    assert signed_in[0].role == "supervisor"
    assert f"{node.url}/\n" in text
    assert f"{node.url}/monitor\n" in text


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.sku)
def test_every_demo_product_has_its_picture(product: object) -> None:
    image = getattr(product, "image", None)
    assert isinstance(image, str)
    assert (STATIC.parent / image.lstrip("/")).is_file()
