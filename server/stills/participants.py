"""Who asks for something in a consultation: its agent, by cookie, or its buyer, by his page's resume token."""

import msgspec
from aiohttp import web

from server.auth import staff_of
from server.services import SERVICES
from server.shop import verify_resume_token
from signaling.consultation import State
from signaling.errors import NotYourConsultation
from signaling.messages import Purpose, Role

_SCHEME = "Bearer "


class RoomConsultation(msgspec.Struct, frozen=True, kw_only=True):
    """A consultation whose room somebody is in: running, or ended less than an hour ago."""

    id: str
    shop: str
    product: str
    """Its SKU."""
    purpose: Purpose
    language: str
    buyer: str
    agent: str
    buyer_country: str | None
    active: bool


async def participant_of(request: web.Request) -> tuple[RoomConsultation, Role]:
    """The consultation that the path names as `{consultation}`, and which of its two people asks.

    Raises NotSignedIn, TokenInvalid, TokenExpired, and for everybody else NotYourConsultation, ConsultationEnded.
    """
    services = request.app[SERVICES]
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith(_SCHEME):
        buyer = verify_resume_token(services.config, authorization.removeprefix(_SCHEME))
        shop, client = buyer.shop, f"buyer:{buyer.id}"
    else:
        staff = await staff_of(request)
        shop, client = staff.shop, f"agent:{staff.id}"
    found, role = await services.matchmaker.consultation_of(shop, client, request.match_info["consultation"])
    if found.accepted_ms is None:
        raise NotYourConsultation("the agent has not accepted it")
    room = RoomConsultation(
        id=found.id,
        shop=shop,
        product=found.product,
        purpose=found.purpose,
        language=found.language,
        buyer=found.buyer,
        agent=found.agent,
        buyer_country=found.buyer_country,
        active=found.state is State.ACTIVE,
    )
    return room, role
