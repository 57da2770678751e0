"""The log of webhooks over HTTP, for the shop's supervisors."""

from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import require_supervisor
from server.rest import json_response, read_query
from server.services import SERVICES, Services
from server.webhooks.log import Delivery, DeliveryLog, DeliveryState


class DeliveryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which webhooks: of one state, and from before a moment (the `created_ms` of the last one seen)."""

    state: DeliveryState | None = None
    before_ms: Annotated[int, Meta(ge=0, le=10**14)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class DeliveryList(msgspec.Struct, frozen=True, kw_only=True):
    """Webhooks, newest first."""

    items: list[Delivery]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of the log."""
    return [
        web.get("/api/v1/webhook-deliveries", list_deliveries),
        web.post("/api/v1/webhook-deliveries/{id}/replay", replay_delivery),
    ]


async def list_deliveries(request: web.Request) -> web.Response:
    """Webhooks of the shop with their tries, newest first."""
    staff = await require_supervisor(request)
    query = read_query(request, DeliveryQuery)
    items = await _log(request).newest(staff.shop, state=query.state, before_ms=query.before_ms, limit=query.limit)
    return json_response(DeliveryList(items=items))


async def replay_delivery(request: web.Request) -> web.Response:
    """Send a webhook again, under its old id."""
    staff = await require_supervisor(request)
    return json_response(await _log(request).replay(staff.shop, request.match_info["id"]))


def _log(request: web.Request) -> DeliveryLog:
    services = request.app[SERVICES]
    return DeliveryLog(services.db, services.clock.now_ms)
