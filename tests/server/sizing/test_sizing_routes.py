"""Size advice and size charts over HTTP; on a running node."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from server.sizing.models import BuyerMeasurementsRow
from tests.support.http import Api, browser
from tests.support.node import Node, buyer_token, make_config, run_node

DRESS = "/api/v1/shops/demo/products/dress-linen-midi"
ADVICE = f"{DRESS}/size-advice"
CHARTS = "/api/v1/size-charts"
CSV = "size,chest_least,chest_most\nA,80,86\nB,86,92\n"


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    await node.services.redis.flushdb()
    async with browser(node) as api:
        yield api


@pytest.fixture
async def supervisor(node: Node) -> AsyncIterator[Api]:
    async with browser(node, "mei") as api:
        yield api


async def answer(api: Api, method: str, path: str, body: Any = None, **options: Any) -> Any:
    response = await api(method, path, body, **options)
    assert response.status == 200, await response.text()
    return await response.json()


async def kept_rows(node: Node) -> int:
    async with node.services.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(BuyerMeasurementsRow)) or 0


async def test_the_guide_says_what_to_measure_and_which_sizes_can_be_named(api: Api) -> None:
    guide = await answer(api, "GET", f"{DRESS}/size-guide")
    assert (guide["garment"], guide["group"], guide["scope"]) == ("dress", "women", "product")
    assert [dimension["name"] for dimension in guide["dimensions"]] == ["chest", "waist", "hip", "height"]
    systems = {system["system"]: system for system in guide["systems"]["women"]}
    assert set(systems) == {"EU", "FR", "IT", "UK", "US", "JP", "INT", "CN"}
    assert "BS 3666" in systems["UK"]["source"]
    assert guide["unknown_systems"] == {"women": []}


async def test_measures_give_a_size_with_its_reasons(api: Api) -> None:
    body = await answer(api, "POST", ADVICE, {"body": {"chest": 88, "waist": 72, "hip": 96}})
    assert body["advice"]["size"] == "38"
    assert body["advice"]["probability"] > 0.5
    assert body["sentences"][0] == "A chest or bust girth of 88 cm is in size 38 (86 to 90 cm)."
    assert body["kept"] is False


async def test_inches_do_as_well(api: Api) -> None:
    body = await answer(api, "POST", ADVICE, {"body": {"chest": 34.65}, "unit": "in"})
    assert body["advice"]["size"] == "38"


async def test_a_size_worn_elsewhere_does_as_well_and_its_body_is_shown(api: Api) -> None:
    body = await answer(api, "POST", ADVICE, {"known": [{"system": "CN", "size": "165/88A"}]})
    assert body["advice"]["size"] == "38"
    assert body["known"][0]["body_cm"] == {"chest": [86, 90], "waist": [70, 74], "height": [162.5, 167.5]}
    assert "GB/T 1335.2" in body["known"][0]["source"]


async def test_the_wrong_unit_is_asked_about_by_field(api: Api) -> None:
    response = await api("POST", ADVICE, {"body": {"chest": 90}, "unit": "in"})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "measurements-refused")
    assert problem["errors"] == [
        {
            "where": "chest",
            "code": "wrong-unit",
            "detail": "90 in cannot be a chest or bust girth: is it 90 cm?",
            "values": {"value": 90, "unit": "in", "likely": "cm"},
        }
    ]


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (ADVICE, {}, (422, "measurements-missing")),
        (ADVICE, {"body": {"chest": "wide"}}, (400, "invalid-body")),
        (ADVICE, {"body": {"chest": 88}, "consent": True}, (400, "invalid-body")),
        (ADVICE, {"body": {"chest": 88}, "consent": True, "token": "x"}, (401, "token-invalid")),
        ("/api/v1/shops/demo/products/blender-hand-600/size-advice", {"body": {}}, (404, "no-size-chart")),
        ("/api/v1/shops/demo/products/none/size-advice", {"body": {}}, (404, "unknown-product")),
    ],
)
async def test_what_cannot_be_advised_on_is_said(api: Api, path: str, body: Any, expected: tuple[int, str]) -> None:
    assert await api.code("POST", path, body) == expected


async def test_a_size_that_does_not_exist_is_refused_with_the_nearest(api: Api) -> None:
    response = await api("POST", ADVICE, {"known": [{"system": "UK", "size": "13"}]})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "unknown-size")
    assert problem["errors"][0]["values"]["nearest"] == "12 or 14"


async def test_advice_is_rate_limited(api: Api) -> None:
    statuses = {(await api("POST", ADVICE, {"body": {"chest": 88}})).status for _ in range(70)}
    assert statuses == {200, 429}


async def test_nothing_is_kept_without_consent(api: Api, node: Node) -> None:
    token = await buyer_token(node, "quiet")
    await answer(api, "POST", ADVICE, {"body": {"chest": 88}, "token": token})
    assert await answer(api, "POST", "/api/v1/measurements", {"token": token}) == {"kept": None}


async def test_what_is_kept_with_consent_is_shown_to_the_buyer_alone_and_erased_at_his_word(
    api: Api, node: Node
) -> None:
    before = await kept_rows(node)
    token, other = await buyer_token(node, "measured"), await buyer_token(node, "other")
    wish = {"body": {"chest": 34.5}, "unit": "in", "known": [{"system": "UK", "size": "uk 12"}], "fit": "loose"}
    assert (await answer(api, "POST", ADVICE, {**wish, "consent": True, "token": token}))["kept"] is True
    kept = (await answer(api, "POST", "/api/v1/measurements", {"token": token}))["kept"]
    assert kept["body_cm"] == {"chest": pytest.approx(87.63)}
    assert kept["known"] == [{"system": "UK", "size": "12"}]
    assert kept["fit"] == "loose"
    assert kept["consented_ms"] > 0
    assert (await answer(api, "POST", "/api/v1/measurements", {"token": other})) == {"kept": None}
    assert await kept_rows(node) == before + 1
    assert (await api("POST", "/api/v1/measurements/erasure", {"token": token})).status == 204
    assert await kept_rows(node) == before
    assert (await api("POST", "/api/v1/measurements/erasure", {"token": token})).status == 204


async def test_a_conversion_goes_by_the_body(api: Api) -> None:
    path = "/api/v1/size-conversion?group=women&garment=dress&system=UK&size=12"
    body = await answer(api, "GET", path)
    assert body["known"]["body_cm"] == {"chest": [86, 90], "hip": [91, 95]}
    assert body["matches"]["EU"][0]["size"] == "38"
    assert body["matches"]["EU"][0]["body_cm"]["chest"] == [86, 90]
    assert "UK" not in body["matches"]


async def test_a_supervisor_stores_a_chart_and_it_counts(supervisor: Api, api: Api) -> None:
    options = {"data": CSV, "headers": {"Content-Type": "text/csv"}}
    stored = await answer(supervisor, "PUT", f"{CHARTS}/product/dress-linen-midi/csv?system=INT&group=women", **options)
    assert stored["updated_by"] == "mei"
    guide = await answer(api, "GET", f"{DRESS}/size-guide")
    assert [row["size"] for row in guide["chart"]["rows"]] == ["A", "B"]
    exported = await supervisor("GET", f"{CHARTS}/product/dress-linen-midi/csv")
    assert (exported.content_type, await exported.text()) == ("text/csv", CSV)
    assert [item["key"] for item in (await answer(supervisor, "GET", CHARTS))["items"]] == ["dress-linen-midi"]
    assert (await supervisor("DELETE", f"{CHARTS}/product/dress-linen-midi")).status == 204
    assert await supervisor.code("DELETE", f"{CHARTS}/product/dress-linen-midi") == (404, "no-size-chart")
    guide = await answer(api, "GET", f"{DRESS}/size-guide")
    assert guide["chart"]["rows"][0]["size"] == "34"


async def test_a_products_chart_comes_before_its_brands_and_that_before_its_categorys(
    node: Node, supervisor: Api
) -> None:
    services = node.services
    product = await services.catalogue.product("demo", "blender-hand-600")
    branded = replace(product, brand="Acme")
    for scope, key in (("category", "kitchen"), ("brand", "Acme"), ("product", "blender-hand-600")):
        chart = {"system": scope, "dimensions": ["chest"], "rows": [{"size": "M", "body_cm": {"chest": [90, 98]}}]}
        await answer(supervisor, "PUT", f"{CHARTS}/{scope}/{key}", chart)
        in_use = await services.size_charts.of(branded)
        assert (in_use.scope, in_use.chart.system) == (scope, scope)
    for scope, key in (("category", "kitchen"), ("brand", "Acme"), ("product", "blender-hand-600")):
        assert (await supervisor("DELETE", f"{CHARTS}/{scope}/{key}")).status == 204


async def test_a_table_with_errors_is_refused_row_by_row_and_changes_nothing(supervisor: Api) -> None:
    text = "size,chest\n36,82-86\n38,84-90\n40,35-37\n"
    response = await supervisor(
        "PUT", f"{CHARTS}/category/dresses/csv?system=EU&group=women", data=text, headers={"Content-Type": "text/csv"}
    )
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "size-chart-refused")
    assert [(error["where"], error["code"]) for error in problem["errors"]] == [
        ("row 2", "overlap"),
        ("row 3", "wrong-unit"),
        ("row 3", "order"),
    ]
    assert await supervisor.code("GET", f"{CHARTS}/category/dresses") == (404, "no-size-chart")


@pytest.mark.parametrize(
    ("staff", "expected"), [(None, (401, "not-signed-in")), ("tom", (403, "not-supervisor"))], ids=["nobody", "agent"]
)
async def test_charts_are_changed_by_supervisors_alone(
    node: Node, staff: str | None, expected: tuple[int, str]
) -> None:
    async with browser(node, staff) as api:
        chart = {"system": "EU", "dimensions": ["chest"], "rows": [{"size": "M", "body_cm": {"chest": [90, 98]}}]}
        assert await api.code("PUT", f"{CHARTS}/category/dresses", chart) == expected
        assert await api.code("DELETE", f"{CHARTS}/category/dresses") == expected


async def test_charts_are_of_products_brands_and_categories_only(supervisor: Api) -> None:
    assert await supervisor.code("GET", f"{CHARTS}/planet/mars") == (400, "invalid-request")
