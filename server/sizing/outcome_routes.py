"""What became of sizes over HTTP, for supervisors: told as JSON or CSV, and what it says of a product."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import require_supervisor
from server.errors import InvalidBody
from server.rest import CSV, JSON, json_response, read_query
from server.services import SERVICES, Services
from server.sizing.outcome_store import ProductCounts
from server.sizing.outcome_table import OutcomeRow, outcomes_of, skus_of
from server.sizing.outcomes import RunningSmall
from server.sizing.recommend import Way, runs_clearly
from server.table import Row, rows_of_csv, rows_of_json


class OutcomeList(msgspec.Struct, frozen=True, kw_only=True):
    """Outcomes of sizes that were taken; as text/csv, a table with a heading."""

    items: list[OutcomeRow]


class OutcomesTaken(msgspec.Struct, frozen=True, kw_only=True):
    """How many of them were new, and how many took the place of one with the same id."""

    new: int
    replaced: int


class ProductOffset(msgspec.Struct, frozen=True, kw_only=True):
    """How small a product runs, in sizes: positive runs small. `n` outcomes of its own count; as in `Offset`.

    `runs`: what buyers are told; null while the outcomes do not say it clearly enough.
    """

    mean_sizes: float
    standard_error: float
    n: int
    runs: Way | None


class ProductOutcomes(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a product's sizes, and what that says; `offset` is null while the shop has told no outcome.

    For a moment after outcomes were told the offset may be that of before.
    """

    sku: str
    category: str
    kept: int
    too_small: int
    too_big: int
    offset: ProductOffset | None


class OutcomesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Of how many products."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 100


class ProductOutcomesList(msgspec.Struct, frozen=True, kw_only=True):
    """Products of which there are outcomes, those that came back most for their size first."""

    items: list[ProductOutcomes]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of outcomes."""
    return [
        web.get("/api/v1/size-outcomes", list_outcomes),
        web.post("/api/v1/size-outcomes", take_outcomes),
        web.get("/api/v1/size-outcomes/{sku}", show_outcomes),
    ]


async def take_outcomes(request: web.Request) -> web.Response:
    """Tell, as JSON or as text/csv, what became of sizes: kept, too small or too big; all rows are taken, or none."""
    services = request.app[SERVICES]
    staff = await require_supervisor(request)
    rows = _rows(request.content_type, await request.read())
    categories = await services.catalogue.categories(staff.shop, skus_of(rows))
    outcomes = outcomes_of(rows, categories, services.clock.now_ms())
    new = await services.size_outcomes.take(staff.shop, outcomes)
    return json_response(OutcomesTaken(new=new, replaced=len(outcomes) - new))


async def list_outcomes(request: web.Request) -> web.Response:
    """Which of the shop's products run small or large."""
    services = request.app[SERVICES]
    staff = await require_supervisor(request)
    found = await services.size_outcomes.products(staff.shop, read_query(request, OutcomesQuery).limit)
    # A product that the shop sells no more has the category that it had.
    present = await services.catalogue.categories(staff.shop, [product.sku for product in found])
    running = await services.size_outcomes.running(staff.shop)
    products = [product._replace(category=present.get(product.sku, product.category)) for product in found]
    # Two hundred offsets take longer than the event loop may be held up.
    items = await asyncio.to_thread(lambda: [_outcomes(product, running) for product in products])
    return json_response(ProductOutcomesList(items=items))


async def show_outcomes(request: web.Request) -> web.Response:
    """What became of a product's sizes, and how small or large it runs."""
    services = request.app[SERVICES]
    staff = await require_supervisor(request)
    product = await services.catalogue.product(staff.shop, request.match_info["sku"])
    counts = await services.size_outcomes.counts(product.shop, product.sku)
    running = await services.size_outcomes.running(product.shop)
    return json_response(_outcomes(ProductCounts(product.sku, product.category, counts), running))


def _outcomes(product: ProductCounts, running: RunningSmall | None) -> ProductOutcomes:
    counts = product.counts
    offset = None if running is None else running.offset(product.sku, product.category)
    return ProductOutcomes(
        sku=product.sku,
        category=product.category,
        kept=counts["kept"],
        too_small=counts["too-small"],
        too_big=counts["too-big"],
        offset=None if offset is None else ProductOffset(**offset._asdict(), runs=runs_clearly(offset)),
    )


def _rows(content_type: str, body: bytes) -> Sequence[Row]:
    if content_type == JSON:
        return rows_of_json(body)
    if content_type == CSV:
        return rows_of_csv(body, OutcomeRow)
    raise InvalidBody(f"Content-Type has to be {JSON} or {CSV}")
