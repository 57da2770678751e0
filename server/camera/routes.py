"""Inviting a second camera over HTTP."""

from typing import Final

import msgspec
from aiohttp import web

from server.rest import json_response
from server.services import SERVICES, Services
from server.stills import participant_of
from signaling.errors import ConsultationEnded, NotYourConsultation
from signaling.messages import Role

INVITATIONS_PER_MINUTE: Final = 20
"""For one consultation."""

_QUIET_ZONE: Final = 4
"""Modules of white around the code, as ISO/IEC 18004 wants them."""


class CameraInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation of a second camera: what to open on the phone, the same as a QR code, and until when."""

    url: str
    qr: str
    """An SVG as a data URI, black on white whatever the page's colours are."""
    expires_ms: int


def routes(_services: Services) -> list[web.RouteDef]:
    """The route of invitations."""
    return [web.post("/api/v1/consultations/{consultation}/camera", invite_camera)]


async def invite_camera(request: web.Request) -> web.Response:
    """Invite a phone as the second camera of the agent's consultation; its token is good once, for five minutes."""
    services = request.app[SERVICES]
    consultation, role = await participant_of(request)
    if role is not Role.AGENT:
        raise NotYourConsultation("the agent invites a second camera")
    if not consultation.active:
        raise ConsultationEnded("the consultation is over")
    await services.limiter.hit("camera", consultation.id, INVITATIONS_PER_MINUTE, 60)
    token, expires_ms = await services.cameras.issue(consultation.shop, consultation.id)
    # Behind the hash, which browsers send to nobody: it comes into no log of a proxy.
    url = f"{services.config.public_url.rstrip('/')}/camera#{token}"
    return json_response(CameraInvitation(url=url, qr=_qr(url), expires_ms=expires_ms))


def _qr(text: str) -> str:
    import segno

    return segno.make(text, micro=False, error="m").svg_data_uri(border=_QUIET_ZONE, dark="#000", light="#fff")
