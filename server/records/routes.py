"""History and callback requests over HTTP, for the staff of the shop they belong to."""

from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import staff_of
from server.records.history import CallbackItem
from server.rest import json_response, read_body, read_query
from server.services import SERVICES, Services


class HistoryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of the history. `cursor` is the `next_cursor` of the page before."""

    cursor: Annotated[str, Meta(max_length=200)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class CallbackQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which callback requests; without `status` all."""

    status: Literal["open", "done"] | None = None


class CallbackChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a callback request."""

    status: Literal["open", "done"]


class CallbackList(msgspec.Struct, frozen=True, kw_only=True):
    """Callback requests by the moment asked for."""

    items: list[CallbackItem]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of consultations and callback requests."""
    return [
        web.get("/api/v1/consultations", list_consultations),
        web.get("/api/v1/callbacks", list_callbacks),
        web.patch("/api/v1/callbacks/{id}", change_callback),
    ]


async def list_consultations(request: web.Request) -> web.Response:
    """The shop's consultations, newest first."""
    staff = await staff_of(request)
    query = read_query(request, HistoryQuery)
    return json_response(await request.app[SERVICES].records.history(staff.shop, query.cursor, query.limit))


async def list_callbacks(request: web.Request) -> web.Response:
    """The shop's callback requests."""
    staff = await staff_of(request)
    query = read_query(request, CallbackQuery)
    items = await request.app[SERVICES].records.callbacks(staff.shop, query.status)
    return json_response(CallbackList(items=items))


async def change_callback(request: web.Request) -> web.Response:
    """Mark a callback request as open or done."""
    staff = await staff_of(request)
    change = await read_body(request, CallbackChange)
    records = request.app[SERVICES].records
    return json_response(await records.set_callback_status(staff.shop, request.match_info["id"], change.status))
