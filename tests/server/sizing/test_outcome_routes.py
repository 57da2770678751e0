"""What became of sizes over HTTP, from the shop's table to the advice; on a running node."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.http import Api, browser
from tests.support.node import Node, make_config, run_node

OUTCOMES = "/api/v1/size-outcomes"
SKU = "dress-linen-midi"
ONE = {"id": "A-1", "sku": SKU, "outcome": "kept", "size": "38", "date": "2025-11-25"}


@pytest.fixture
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def supervisor(node: Node) -> AsyncIterator[Api]:
    async with browser(node, "mei") as api:
        yield api


async def answer(api: Api, method: str, path: str, body: Any = None, **options: Any) -> Any:
    response = await api(method, path, body, **options)
    assert response.status == 200, await response.text()
    return await response.json()


async def learned(api: Api) -> Any:
    """What is said of the dress, once its outcomes were learned from."""
    async with asyncio.timeout(10):
        while True:
            shown = await answer(api, "GET", f"{OUTCOMES}/{SKU}")
            if shown["offset"] is not None:
                return shown
            await asyncio.sleep(0.02)


async def test_a_product_that_came_back_too_small_says_so(supervisor: Api) -> None:
    wish = {"body": {"chest": 89, "waist": 73, "hip": 97}}
    advice = f"/api/v1/shops/demo/products/{SKU}/size-advice"
    assert (await answer(supervisor, "POST", advice, wish))["advice"]["size"] == "38"
    before = await answer(supervisor, "GET", f"{OUTCOMES}/{SKU}")
    counts = {"kept": 0, "too_small": 0, "too_big": 0}
    assert before == {"sku": SKU, "category": "dresses", **counts, "offset": None}
    items = [{**ONE, "id": f"A-{n}", "outcome": "kept" if n % 2 else "too-small"} for n in range(120)]
    assert await answer(supervisor, "POST", OUTCOMES, {"items": items}) == {"new": 120, "replaced": 0}
    after = await learned(supervisor)
    offset = after["offset"]
    assert (after["kept"], after["too_small"], after["too_big"], offset["n"]) == (60, 60, 0, 120)
    assert offset["mean_sizes"] > 0.3 > offset["standard_error"] > 0
    advised = await answer(supervisor, "POST", advice, wish)
    assert advised["advice"]["size"] == "40"
    assert any("runs small" in sentence for sentence in advised["sentences"])


async def test_the_shop_sees_which_of_its_products_run_small(supervisor: Api) -> None:
    assert await answer(supervisor, "GET", OUTCOMES) == {"items": []}
    small = [{**ONE, "id": f"A-{n}", "outcome": "kept" if n % 2 else "too-small"} for n in range(120)]
    shoes = [{"id": f"B-{n}", "sku": "shoes-trail-runner", "outcome": "kept"} for n in range(3)]
    await answer(supervisor, "POST", OUTCOMES, {"items": [*shoes, *small]})
    await learned(supervisor)
    first, second = (await answer(supervisor, "GET", OUTCOMES))["items"]
    assert first == await answer(supervisor, "GET", f"{OUTCOMES}/{SKU}")
    assert (first["sku"], first["too_small"], first["offset"]["runs"]) == (SKU, 60, "small")
    assert (second["sku"], second["kept"], second["offset"]["runs"]) == ("shoes-trail-runner", 3, None)
    assert (await answer(supervisor, "GET", f"{OUTCOMES}?limit=1"))["items"] == [first]


async def test_outcomes_come_as_a_spreadsheet_too_and_again_without_harm(supervisor: Api) -> None:
    table = {"data": f"id,sku,outcome\nA-1,{SKU},too-big\nA-2,{SKU},kept\n", "headers": {"Content-Type": "text/csv"}}
    assert await answer(supervisor, "POST", OUTCOMES, **table) == {"new": 2, "replaced": 0}
    assert await answer(supervisor, "POST", OUTCOMES, **table) == {"new": 0, "replaced": 2}
    shown = await answer(supervisor, "GET", f"{OUTCOMES}/{SKU}")
    assert (shown["kept"], shown["too_small"], shown["too_big"]) == (1, 0, 1)


async def test_a_wrong_row_is_named_and_nothing_is_taken(supervisor: Api) -> None:
    response = await supervisor("POST", OUTCOMES, {"items": [ONE, {**ONE, "id": "A-2", "sku": "unheard-of"}]})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "invalid-rows")
    (fault,) = problem["errors"]
    assert (fault["where"], fault["code"]) == ("row 2", "unknown-sku")
    assert fault["values"] == {"row": 2, "column": "sku", "value": "unheard-of"}
    assert (await answer(supervisor, "GET", f"{OUTCOMES}/{SKU}"))["kept"] == 0


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/json", "[]"), ("text/plain", "id,sku,outcome\n"), ("text/csv", b"\xff\xfe")],
)
async def test_a_body_of_another_kind_is_refused(supervisor: Api, content_type: str, body: Any) -> None:
    headers = {"Content-Type": content_type}
    assert await supervisor.code("POST", OUTCOMES, data=body, headers=headers) == (400, "invalid-body")


async def test_a_product_that_is_unknown_has_no_outcomes(supervisor: Api) -> None:
    assert await supervisor.code("GET", f"{OUTCOMES}/unheard-of") == (404, "unknown-product")


@pytest.mark.parametrize(
    ("staff", "refusal"), [(None, (401, "not-signed-in")), ("tom", (403, "not-supervisor"))], ids=["nobody", "agent"]
)
async def test_outcomes_are_for_supervisors_alone(node: Node, staff: str | None, refusal: tuple[int, str]) -> None:
    async with browser(node, staff) as api:
        assert await api.code("POST", OUTCOMES, {"items": [ONE]}) == refusal
        assert await api.code("GET", OUTCOMES) == refusal
        assert await api.code("GET", f"{OUTCOMES}/{SKU}") == refusal
