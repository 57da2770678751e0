"""Return policies and rules over HTTP, on a running node."""

from collections.abc import AsyncIterator

import pytest

from server.policy.table import csv_of
from server.shop.demo import RETURN_RULES, seed_demo
from tests.support.http import Api, browser
from tests.support.node import Node, make_config, run_node

DRESS = "/api/v1/shops/demo/products/dress-linen-midi/return-policy"
RULES = "/api/v1/return-rules"
ONE = {
    "category": None,
    "country": None,
    "window_days": 5,
    "who_pays": "buyer",
    "exclusions": ["reduced"],
    "condition": "unused",
}


@pytest.fixture
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def supervisor(node: Node) -> AsyncIterator[Api]:
    async with browser(node, "mei") as api:
        yield api


async def test_everybody_may_read_what_holds_for_a_product_in_a_country(node: Node) -> None:
    async with browser(node) as api:
        france = await (await api("GET", f"{DRESS}?country=FR&delivered=2026-11-25")).json()
        assert (france["window_days"], france["who_pays"], france["last_day"]) == (30, "shop", "2026-12-25")
        assert (france["category"], france["country"], france["stated"]) == ("dresses", "FR", "category-and-country")
        assert france["statutory"]["source"].startswith("Directive 2011/83/EU")
        brazil = await (await api("GET", f"{DRESS}?country=BR")).json()
        assert (brazil["who_pays"], brazil["raised"], brazil["last_day"]) == ("shop", ["who_pays", "exclusions"], None)
        nowhere = await (await api("GET", DRESS)).json()
        assert (nowhere["country"], nowhere["window_days"], nowhere["statutory"]) == (None, 30, None)


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        (f"{DRESS}?country=brazil", (400, "invalid-request")),
        (f"{DRESS}?country=BR&delivered=tomorrow", (400, "invalid-request")),
        (DRESS.replace("dress-linen-midi", "x"), (404, "unknown-product")),
        (DRESS.replace("demo", "nobody"), (404, "unknown-shop")),
    ],
)
async def test_what_cannot_be_asked_is_named(node: Node, path: str, refusal: tuple[int, str]) -> None:
    async with browser(node) as api:
        assert await api.code("GET", path) == refusal


async def test_a_supervisor_puts_other_rules_and_they_hold_at_once(supervisor: Api) -> None:
    answer = await (await supervisor("PUT", RULES, {"items": [ONE]})).json()
    assert answer == {"items": [ONE]}
    assert await (await supervisor("GET", RULES)).json() == answer
    policy = await (await supervisor("GET", f"{DRESS}?country=US")).json()
    assert (policy["window_days"], policy["exclusions"]) == (5, ["reduced"])


async def test_rules_go_out_and_in_as_a_spreadsheet(supervisor: Api) -> None:
    sheet = await supervisor("GET", f"{RULES}?format=csv")
    assert sheet.content_type == "text/csv"
    text = await sheet.text()
    assert text == csv_of(RETURN_RULES)
    changed = text.replace("dresses,EU,30", "dresses,EU,45")
    answer = await supervisor("PUT", RULES, data=changed.encode(), headers={"Content-Type": "text/csv"})
    assert [rule["window_days"] for rule in (await answer.json())["items"]] == [14, 30, 45, 30]


async def test_a_wrong_cell_is_named_by_row_and_nothing_is_taken(supervisor: Api) -> None:
    response = await supervisor("PUT", RULES, {"items": [ONE, {**ONE, "country": "DE", "who_pays": "nobody"}]})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "invalid-rows")
    (fault,) = problem["errors"]
    assert (fault["where"], fault["code"]) == ("row 2", "cell-invalid")
    assert fault["values"] == {"row": 2, "column": "who_pays", "value": "nobody"}
    assert len((await (await supervisor("GET", RULES)).json())["items"]) == len(RETURN_RULES)


async def test_a_body_of_another_kind_is_refused(supervisor: Api) -> None:
    assert await supervisor.code("PUT", RULES, {"rules": []}) == (400, "invalid-body")
    plain = {"Content-Type": "text/plain"}
    assert await supervisor.code("PUT", RULES, data=b"x", headers=plain) == (400, "invalid-body")


async def test_agents_read_the_rules_and_only_supervisors_change_them(node: Node) -> None:
    async with browser(node, "tom") as agent:
        assert len((await (await agent("GET", RULES)).json())["items"]) == len(RETURN_RULES)
        assert await agent.code("PUT", RULES, {"items": []}) == (403, "not-supervisor")
    async with browser(node) as stranger:
        assert await stranger.code("GET", RULES) == (401, "not-signed-in")


async def test_making_the_demo_again_keeps_the_rules_that_are_there(node: Node, supervisor: Api) -> None:
    await supervisor("PUT", RULES, {"items": [ONE]})
    await seed_demo(node.services.db, node.services.config)
    assert len((await (await supervisor("GET", RULES)).json())["items"]) == 1
