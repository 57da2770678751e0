"""The monitor over HTTP: history, routes, timelines, alerts and probes, for the shop's supervisors."""

from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import require_supervisor
from server.monitor.views import Grouping, ProbeList, Step
from server.rest import json_response, read_body, read_query
from server.services import SERVICES, Services

Moment = Annotated[int, Meta(ge=0, le=10**14)]


class HistoryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which history: `from_ms` and `to_ms` default to the last 24 hours."""

    from_ms: Moment | None = None
    to_ms: Moment | None = None
    step: Step = "hour"


class RouteQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which consultations, and what they are grouped by; the last 7 days unless said otherwise."""

    from_ms: Moment | None = None
    to_ms: Moment | None = None
    by: Grouping = "route"


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that somebody works on it; all monitors show who."""

    reason: Annotated[str, Meta(max_length=200)] = ""


class Silence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keeps the rule's webhooks from being sent until a moment, whether it fires or not."""

    until_ms: Moment
    reason: Annotated[str, Meta(min_length=1, max_length=200)]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of the monitor."""
    return [
        web.get("/api/v1/monitor/overview", show_overview),
        web.get("/api/v1/monitor/history", show_history),
        web.get("/api/v1/monitor/routes", list_routes),
        web.get("/api/v1/monitor/consultations/{id}", show_timeline),
        web.get("/api/v1/monitor/probes", list_probes),
        web.get("/api/v1/monitor/alerts", list_alerts),
        web.post("/api/v1/monitor/alerts/{id}/acknowledgement", acknowledge_alert),
        web.post("/api/v1/monitor/alerts/{id}/silence", silence_alert),
        web.delete("/api/v1/monitor/alerts/{id}/silence", unsilence_alert),
    ]


async def show_overview(request: web.Request) -> web.Response:
    """Share within target and percentiles of today, the last hour and the last 5 minutes."""
    staff = await require_supervisor(request)
    return json_response(await request.app[SERVICES].monitor.overview(staff.shop, staff.time_zone))


async def show_history(request: web.Request) -> web.Response:
    """Latency over time, by minutes, hours or days."""
    staff = await require_supervisor(request)
    query = read_query(request, HistoryQuery)
    monitor = request.app[SERVICES].monitor
    return json_response(await monitor.history(staff.shop, query.step, query.from_ms, query.to_ms))


async def list_routes(request: web.Request) -> web.Response:
    """Latency by route, country, region, path, browser or codec."""
    staff = await require_supervisor(request)
    query = read_query(request, RouteQuery)
    monitor = request.app[SERVICES].monitor
    return json_response(await monitor.routes(staff.shop, query.by, query.from_ms, query.to_ms))


async def show_timeline(request: web.Request) -> web.Response:
    """The whole course of one consultation, live or ended."""
    staff = await require_supervisor(request)
    return json_response(await request.app[SERVICES].monitor.timeline(staff.shop, request.match_info["id"]))


async def list_probes(request: web.Request) -> web.Response:
    """Synthetic consultations of the last day."""
    await require_supervisor(request)
    return json_response(ProbeList(items=await request.app[SERVICES].monitor.probes.last_day()))


async def list_alerts(request: web.Request) -> web.Response:
    """The error budget and its alerts."""
    staff = await require_supervisor(request)
    return json_response(await request.app[SERVICES].monitor.alerts.listing(staff.shop))


async def acknowledge_alert(request: web.Request) -> web.Response:
    """Say that somebody works on a firing alert."""
    staff = await require_supervisor(request)
    body = await read_body(request, Acknowledgement)
    alerts = request.app[SERVICES].monitor.alerts
    return json_response(await alerts.acknowledge(staff.shop, request.match_info["id"], staff.name, body.reason))


async def silence_alert(request: web.Request) -> web.Response:
    """Silence an alert until a moment."""
    staff = await require_supervisor(request)
    body = await read_body(request, Silence)
    alerts = request.app[SERVICES].monitor.alerts
    await alerts.silence(staff.shop, request.match_info["id"], staff.name, body.reason, body.until_ms)
    return json_response(await alerts.listing(staff.shop))


async def unsilence_alert(request: web.Request) -> web.Response:
    """Take a silence back."""
    staff = await require_supervisor(request)
    alerts = request.app[SERVICES].monitor.alerts
    await alerts.unsilence(staff.shop, request.match_info["id"])
    return json_response(await alerts.listing(staff.shop))
