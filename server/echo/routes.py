"""The line test over HTTP: credentials to try the TURN servers with, and the answer to the buyer's offer."""

from typing import Annotated, Final

import msgspec
from aiohttp import web
from msgspec import Meta

from server.echo.offer import MOST_CHARACTERS
from server.errors import InvalidBody
from server.ice import ice_servers
from server.rest import json_response, read_body
from server.security import client_address
from server.services import SERVICES, Services
from server.shop import Buyer, verify_buyer_token, verify_resume_token
from signaling.messages import IceServer, Token

CREDENTIAL_S: Final = 60
"""A test is over in seconds; until then the credential has to do for an allocation, and for no more."""

TESTS_PER_MINUTE: Final = 6
TESTS_PER_MINUTE_AND_ADDRESS: Final = 60


class EchoBuyer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who tests: the token that the shop signed, or the `resume` token of a `welcome`."""

    token: Token | None = None
    resume: Token | None = None


class EchoOffer(EchoBuyer, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The buyer's offer of one data channel, with all candidates."""

    offer: Annotated[str, Meta(max_length=MOST_CHARACTERS)]


class EchoServers(msgspec.Struct, frozen=True, kw_only=True):
    """The TURN servers, as for a consultation, with a credential that lasts a minute."""

    ice_servers: list[IceServer]


class EchoAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The node's answer, with all candidates."""

    answer: str


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of the line test."""
    return [web.post("/api/v1/echo/servers", show_servers), web.post("/api/v1/echo", answer_echo)]


async def show_servers(request: web.Request) -> web.Response:
    """The TURN servers to test a line with."""
    buyer = await _buyer(request, await read_body(request, EchoBuyer))
    return json_response(EchoServers(ice_servers=_servers(request, f"echo:{buyer.id}")))


async def answer_echo(request: web.Request) -> web.Response:
    """Open an echo for some seconds: what comes over the data channel is sent back."""
    body = await read_body(request, EchoOffer)
    await _buyer(request, body)
    servers = _servers(request, "echo:node")
    answer = await request.app[SERVICES].echoes.answer(body.offer, servers[0] if servers else None)
    return json_response(EchoAnswer(answer=answer))


async def _buyer(request: web.Request, who: EchoBuyer) -> Buyer:
    """Who asks, if not too often. Raises TokenInvalid, TokenExpired, UnknownShop, InvalidBody, RateLimited."""
    services = request.app[SERVICES]
    address = client_address(request)
    # Each test asks twice: for the servers, and with the offer.
    await services.limiter.hit("echo-address", address, 2 * TESTS_PER_MINUTE_AND_ADDRESS, 60)
    if who.resume is not None:
        buyer = verify_resume_token(services.config, who.resume)
    elif who.token is not None:
        buyer = await verify_buyer_token(who.token, services.catalogue)
    else:
        raise InvalidBody("either token or resume is needed")
    await services.limiter.hit("echo", f"{buyer.shop}:{buyer.id}", 2 * TESTS_PER_MINUTE, 60)
    return buyer


def _servers(request: web.Request, client: str) -> list[IceServer]:
    services = request.app[SERVICES]
    return ice_servers(services.config, client, services.clock.now_ms() // 1000, ttl_s=CREDENTIAL_S)
