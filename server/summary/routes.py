"""Summaries over HTTP: for whoever has the link, and by mail to the buyer who asks for it."""

from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import Meta

from server.errors import UnknownSummary
from server.rest import json_response, read_body
from server.security import client_address
from server.services import SERVICES, Services
from server.summary.document import Summary
from server.summary.links import consultation_of, expires_s
from server.summary.texts import text

MAILS_PER_SUMMARY = 3
MAILS_PER_ADDRESS = 20
HOUR_S = 3600


class SummaryPage(msgspec.Struct, frozen=True, kw_only=True):
    """A summary as its page shows it. `mail`: it can be sent."""

    summary: Summary
    expires_ms: int
    mail: bool


class MailWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the buyer wants the link, and in which language. The address is used for this one mail and not kept."""

    address: Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$")]
    consent: Literal["given"]
    locale: Annotated[str, Meta(max_length=35)] = "en"


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of summaries."""
    return [
        web.get("/api/v1/summaries/{token}", show_summary),
        web.get("/api/v1/summaries/{token}/stills/{still}", show_summary_still),
        web.post("/api/v1/summaries/{token}/mail", mail_summary),
    ]


async def show_summary(request: web.Request) -> web.Response:
    """The summary that the link opens."""
    services = request.app[SERVICES]
    summary = await _summary(request)
    expires_ms = expires_s(services.config, summary.ended_ms) * 1000
    return json_response(SummaryPage(summary=summary, expires_ms=expires_ms, mail=services.mailer.offered))


async def show_summary_still(request: web.Request) -> web.Response:
    """A still of the summary, as a JPEG."""
    summary, still_id = await _summary(request), request.match_info["still"]
    image = request.app[SERVICES].summaries.parts.image
    if image is None or still_id not in {still.id for still in summary.stills}:
        raise UnknownSummary("the summary has no such still")
    body = await image(summary.shop, summary.consultation, still_id)
    headers = {"Cache-Control": "private, max-age=3600"}
    return web.Response(body=body, content_type="image/jpeg", headers=headers)


async def mail_summary(request: web.Request) -> web.Response:
    """Send the link by mail, once, to an address that is not kept."""
    services = request.app[SERVICES]
    summary = await _summary(request)
    wish = await read_body(request, MailWish)
    await services.limiter.hit("summary-mail", summary.consultation, MAILS_PER_SUMMARY, HOUR_S)
    await services.limiter.hit("summary-mail-address", client_address(request), MAILS_PER_ADDRESS, HOUR_S)
    about = {
        "shop": summary.shop_name,
        "agent": summary.agent_name,
        "product": summary.product.title,
        "url": services.summaries.url(summary),
        "days": str(services.config.summary_days),
    }
    subject, body = (text(wish.locale, message, about) for message in ("mail-subject", "mail-text"))
    await services.mailer.send(wish.address, subject, body)
    return web.Response(status=204)


async def _summary(request: web.Request) -> Summary:
    services = request.app[SERVICES]
    return await services.summaries.summary(consultation_of(services.config, request.match_info["token"]))
