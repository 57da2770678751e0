"""Staff sign in, stay signed in by a cookie, and sign out for good."""

import secrets
import time
from typing import Annotated, Final

import jwt
import msgspec
from aiohttp import web
from msgspec import Meta
from sqlalchemy import delete, select

from server.errors import InvalidBody, UnknownStaff
from server.rest import json_response, read_body
from server.security import client_address
from server.services import SERVICES, Services
from server.shop import Staff
from server.shop.models import StaffSessionRow
from signaling.errors import NotSignedIn, NotSupervisor

COOKIE: Final = "consult_session"
AUDIENCE: Final = "video-consult/staff"
LIFETIME_S: Final = 12 * 3600
"""A working day: nobody is signed out in the middle of one, and a forgotten browser is after it."""

TRIES_PER_MINUTE: Final = 5
"""Of one user name from one address."""
TRIES_PER_MINUTE_AND_ADDRESS: Final = 30


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """User name and password, or the token of a one-time link. `shop` tells shops with the same user name apart."""

    username: Annotated[str, Meta(max_length=200)] | None = None
    password: Annotated[str, Meta(max_length=1000)] | None = None
    shop: Annotated[str, Meta(max_length=64)] | None = None
    link: Annotated[str, Meta(max_length=200)] | None = None


class ShopName(msgspec.Struct, frozen=True, kw_only=True):
    """The shop that a member of staff works for."""

    id: str
    name: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in."""

    id: str
    name: str
    username: str
    role: str
    languages: tuple[str, ...]
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    time_zone: str
    shop: ShopName


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of the session resource."""
    return [
        web.post("/api/v1/session", sign_in),
        web.get("/api/v1/session", show_session),
        web.delete("/api/v1/session", sign_out),
    ]


async def staff_of(request: web.Request) -> Staff:
    """Who sends the request, by its cookie. Raises NotSignedIn."""
    services = request.app[SERVICES]
    session_id = _session_id(request)
    query = select(StaffSessionRow.shop, StaffSessionRow.staff_id).where(
        StaffSessionRow.id == session_id, StaffSessionRow.expires_ms > int(time.time() * 1000)
    )
    async with services.db.reading() as session:
        row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotSignedIn("the session has ended: sign in again")
    try:
        return await services.staff.staff(row.shop, row.staff_id)
    except UnknownStaff:
        raise NotSignedIn("this account is no more") from None


async def require_supervisor(request: web.Request) -> Staff:
    """Who sends the request, if a supervisor. Raises NotSignedIn, NotSupervisor."""
    staff = await staff_of(request)
    if staff.role != "supervisor":
        raise NotSupervisor("this is for supervisors")
    return staff


async def sign_in(request: web.Request) -> web.Response:
    """Sign in and set the cookie."""
    services = request.app[SERVICES]
    body = await read_body(request, SignIn)
    address = client_address(request)
    await services.limiter.hit("sign-in-address", address, TRIES_PER_MINUTE_AND_ADDRESS, 60)
    if body.link is not None:
        staff = await services.staff.sign_in_with_link(body.link)
    elif body.username is not None and body.password is not None:
        await services.limiter.hit("sign-in", f"{body.username}\n{address}", TRIES_PER_MINUTE, 60)
        staff = await services.staff.sign_in(body.username, body.password, body.shop)
    else:
        raise InvalidBody("either username and password or link is needed")

    response = json_response(await _signed_in(services, staff))
    response.set_cookie(
        COOKIE,
        await _open_session(services, staff),
        max_age=LIFETIME_S,
        httponly=True,
        samesite="Lax",
        secure=services.config.https,
        path="/",
    )
    return response


async def show_session(request: web.Request) -> web.Response:
    """Say who is signed in."""
    return json_response(await _signed_in(request.app[SERVICES], await staff_of(request)))


async def sign_out(request: web.Request) -> web.Response:
    """End the session, so that a copy of the cookie is worth nothing either."""
    services = request.app[SERVICES]
    try:
        session_id = _session_id(request)
    except NotSignedIn:
        session_id = ""
    async with services.db.session() as session:
        await session.execute(delete(StaffSessionRow).where(StaffSessionRow.id == session_id))
    response = web.Response(status=204)
    response.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=services.config.https)
    return response


def _session_id(request: web.Request) -> str:
    try:
        claims = jwt.decode(
            request.cookies.get(COOKIE, ""),
            request.app[SERVICES].config.secret_key,
            algorithms=["HS256"],
            audience=AUDIENCE,
            options={"require": ["exp", "aud", "sid"]},
        )
        return str(claims["sid"])
    except (jwt.InvalidTokenError, ValueError):
        raise NotSignedIn("sign in first") from None


async def _open_session(services: Services, staff: Staff) -> str:
    now_s = int(time.time())
    row = StaffSessionRow(
        id=secrets.token_urlsafe(24),
        shop=staff.shop,
        staff_id=staff.id,
        created_ms=now_s * 1000,
        expires_ms=(now_s + LIFETIME_S) * 1000,
    )
    async with services.db.session() as session:
        await session.execute(delete(StaffSessionRow).where(StaffSessionRow.expires_ms <= now_s * 1000))
        session.add(row)
    claims = {"aud": AUDIENCE, "sid": row.id, "iat": now_s, "exp": now_s + LIFETIME_S}
    return jwt.encode(claims, services.config.secret_key, algorithm="HS256")


async def _signed_in(services: Services, staff: Staff) -> SignedIn:
    shop = await services.catalogue.shop(staff.shop)
    return SignedIn(
        id=staff.id,
        name=staff.name,
        username=staff.username,
        role=staff.role,
        languages=staff.languages,
        purposes=staff.purposes,
        categories=staff.categories,
        time_zone=staff.time_zone,
        shop=ShopName(id=shop.id, name=shop.name),
    )
