"""Size charts over HTTP, for staff: read by all of them, changed by supervisors, as JSON and as CSV."""

from typing import Annotated, get_args

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import require_supervisor, staff_of
from server.errors import InvalidBody, InvalidRequest
from server.rest import CSV, csv_response, json_response, read_body, read_query
from server.services import SERVICES, Services
from server.shop import Garment, Group, SizeChart
from server.sizing.charts import CsvChart, chart_from_csv, chart_to_csv
from server.sizing.store import ChartEntry, Scope


class ChartList(msgspec.Struct, frozen=True, kw_only=True):
    """The shop's stored charts. What a product brings along from its own listing is not among them."""

    items: list[ChartEntry]


class CsvQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What a CSV table does not say of itself."""

    system: Annotated[str, Meta(min_length=1, max_length=10)]
    group: Group | None = None
    garment: Garment | None = None


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of size charts."""
    one = "/api/v1/size-charts/{scope}/{key}"
    return [
        web.get("/api/v1/size-charts", list_charts),
        web.get(one, show_chart),
        web.put(one, save_chart),
        web.delete(one, remove_chart),
        web.get(f"{one}/csv", export_chart),
        web.put(f"{one}/csv", import_chart),
    ]


async def list_charts(request: web.Request) -> web.Response:
    """The shop's size charts."""
    staff = await staff_of(request)
    return json_response(ChartList(items=await request.app[SERVICES].size_charts.entries(staff.shop)))


async def show_chart(request: web.Request) -> web.Response:
    """One size chart."""
    staff = await staff_of(request)
    return json_response(await request.app[SERVICES].size_charts.entry(staff.shop, *_place(request)))


async def save_chart(request: web.Request) -> web.Response:
    """Store a size chart for a product, a brand or a category."""
    staff = await require_supervisor(request)
    chart = await read_body(request, SizeChart)
    return json_response(await request.app[SERVICES].size_charts.save(staff, *_place(request), chart))


async def remove_chart(request: web.Request) -> web.Response:
    """Remove a size chart."""
    staff = await require_supervisor(request)
    await request.app[SERVICES].size_charts.remove(staff.shop, *_place(request))
    return web.Response(status=204)


async def export_chart(request: web.Request) -> web.Response:
    """One size chart as a CSV table."""
    staff = await staff_of(request)
    entry = await request.app[SERVICES].size_charts.entry(staff.shop, *_place(request))
    return csv_response(chart_to_csv(entry.chart), "size-chart.csv")


async def import_chart(request: web.Request) -> web.Response:
    """Store a size chart that comes as a CSV table."""
    staff = await require_supervisor(request)
    about = read_query(request, CsvQuery)
    if request.content_type != CSV:
        raise InvalidBody(f"Content-Type has to be {CSV}")
    try:
        text = (await request.read()).decode()
    except UnicodeDecodeError:
        raise InvalidBody("the table is not in UTF-8") from None
    if "\0" in text:
        raise InvalidBody("the table holds a NUL character")
    chart = chart_from_csv(text, CsvChart(system=about.system, group=about.group, garment=about.garment))
    return json_response(await request.app[SERVICES].size_charts.save(staff, *_place(request), chart))


def _place(request: web.Request) -> tuple[Scope, str]:
    scope, key = request.match_info["scope"], request.match_info["key"]
    scopes: dict[str, Scope] = {name: name for name in get_args(Scope)}
    if scope not in scopes:
        raise InvalidRequest(f"a chart is of a {', '.join(scopes)}; not of a {scope!r}")
    if not 1 <= len(key) <= 100 or "\0" in key:
        raise InvalidRequest("the name of a product, brand or category has 1 to 100 characters")
    return scopes[scope], key
