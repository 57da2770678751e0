"""What became of sizes over HTTP, for supervisors: told as JSON or CSV, and what it says of a product."""

from collections.abc import Sequence

import msgspec
from aiohttp import web

from server.auth import require_supervisor
from server.errors import InvalidBody
from server.rest import CSV, JSON, json_response
from server.services import SERVICES, Services
from server.sizing.outcome_table import OutcomeRow, outcomes_of, skus_of
from server.table import Row, rows_of_csv, rows_of_json


class OutcomeList(msgspec.Struct, frozen=True, kw_only=True):
    """Outcomes of sizes that were taken; as text/csv, a table with a heading."""

    items: list[OutcomeRow]


class OutcomesTaken(msgspec.Struct, frozen=True, kw_only=True):
    """How many of them were new, and how many took the place of one with the same id."""

    new: int
    replaced: int


class ProductOffset(msgspec.Struct, frozen=True, kw_only=True):
    """How small a product runs, in sizes: positive runs small. `n` outcomes of its own count; as in `Offset`."""

    mean_sizes: float
    standard_error: float
    n: int


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


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of outcomes."""
    return [
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


async def show_outcomes(request: web.Request) -> web.Response:
    """What became of a product's sizes, and how small or large it runs."""
    services = request.app[SERVICES]
    staff = await require_supervisor(request)
    product = await services.catalogue.product(staff.shop, request.match_info["sku"])
    counts = await services.size_outcomes.counts(product.shop, product.sku)
    running = await services.size_outcomes.running(product.shop)
    offset = None if running is None else running.offset(product.sku, product.category)
    return json_response(
        ProductOutcomes(
            sku=product.sku,
            category=product.category,
            kept=counts["kept"],
            too_small=counts["too-small"],
            too_big=counts["too-big"],
            offset=None if offset is None else ProductOffset(**offset._asdict()),
        )
    )


def _rows(content_type: str, body: bytes) -> Sequence[Row]:
    if content_type == JSON:
        return rows_of_json(body)
    if content_type == CSV:
        return rows_of_csv(body, OutcomeRow)
    raise InvalidBody(f"Content-Type has to be {JSON} or {CSV}")
