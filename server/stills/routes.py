"""Stills over HTTP, for the two people of the consultation they belong to; staff of the shop may erase them."""

from typing import Final

import msgspec
import structlog
from aiohttp import web

from server.auth import staff_of
from server.rest import json_response, read_body, read_query
from server.services import SERVICES, Services
from server.stills.images import read_image
from server.stills.participants import participant_of
from signaling.messages import StillKind, StillLabel, StillView

log = structlog.get_logger()

UPLOADS_PER_MINUTE: Final = 20
"""Of one side of one consultation; a refused image counts too, it costs as much to look at."""


class NewStill(msgspec.Struct, frozen=True, kw_only=True):
    """What the image in the body is."""

    kind: StillKind
    label: StillLabel = ""


class StillChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of a still."""

    label: StillLabel


class StillList(msgspec.Struct, frozen=True, kw_only=True):
    """The stills of a consultation, oldest first."""

    items: list[StillView]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of stills."""
    stills = "/api/v1/consultations/{consultation}/stills"
    return [
        web.get(stills, list_stills),
        web.post(stills, add_still),
        web.get(f"{stills}/{{still}}", show_still),
        web.patch(f"{stills}/{{still}}", change_still),
        web.delete(f"{stills}/{{still}}", erase_still),
    ]


async def list_stills(request: web.Request) -> web.Response:
    """The stills that are kept with a consultation."""
    consultation, _ = await participant_of(request)
    items = await request.app[SERVICES].stills.list(consultation.shop, consultation.id)
    return json_response(StillList(items=items))


async def add_still(request: web.Request) -> web.Response:
    """Keep an image (the body: JPEG, PNG or WebP, at most 16 MB and 50 megapixels) with a consultation."""
    services = request.app[SERVICES]
    consultation, role = await participant_of(request)
    query = read_query(request, NewStill)
    await services.limiter.hit("still", f"{consultation.id}\n{role}", UPLOADS_PER_MINUTE, 60)
    image = await read_image(request)
    return json_response(await services.stills.add(consultation, role, query.kind, query.label, image))


async def show_still(request: web.Request) -> web.Response:
    """The image of a still, as JPEG."""
    consultation, _ = await participant_of(request)
    stills = request.app[SERVICES].stills
    jpeg = await stills.image(consultation.shop, consultation.id, request.match_info["still"])
    # It never changes, and it is of nobody else's interest: proxies must not keep it.
    headers = {"Cache-Control": "private, max-age=3600, immutable"}
    return web.Response(body=jpeg, content_type="image/jpeg", headers=headers)


async def change_still(request: web.Request) -> web.Response:
    """Give a still another label."""
    consultation, _ = await participant_of(request)
    change = await read_body(request, StillChange)
    stills = request.app[SERVICES].stills
    return json_response(await stills.relabel(consultation, request.match_info["still"], change.label))


async def erase_still(request: web.Request) -> web.Response:
    """Erase a still for good, also long after the consultation's end; it disappears from both people's pages."""
    services = request.app[SERVICES]
    staff = await staff_of(request)
    consultation_id, still_id = request.match_info["consultation"], request.match_info["still"]
    # Known for as long as somebody may be in the room.
    consultation = await services.matchmaker.room(staff.shop).consultation(consultation_id)
    clients = [] if consultation is None else [f"buyer:{consultation.buyer}", f"agent:{consultation.agent}"]
    await services.stills.erase(staff.shop, consultation_id, still_id, clients)
    log.info("still_erased", shop=staff.shop, consultation=consultation_id, still=still_id, by=staff.id)
    return web.Response(status=204)
