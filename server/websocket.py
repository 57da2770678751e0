"""`/ws`: from the upgrade request to a role, and the life of the connection."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Final

import structlog
from aiohttp import WSCloseCode, web
from redis.exceptions import RedisError

from server import connection as sockets
from server.auth import staff_of
from server.connection import Connection
from server.roles.agent import AgentRole
from server.roles.buyer import BuyerRole
from server.roles.camera import CameraRole
from server.roles.monitor import MonitorRole
from server.roles.probe_agent import agent_role
from server.security import origin_allowed
from server.services import SERVICES, Services
from server.shop import Buyer, issue_resume_token, verify_buyer_token, verify_resume_token
from signaling.errors import ConsultError, HelloRequired, NotSupervisor, ServiceUnavailable, TokenInvalid
from signaling.messages import (
    SUBPROTOCOL,
    AgentHello,
    BuyerHello,
    CameraHello,
    ClientMessage,
    MonitorHello,
    Role,
    ShopView,
    Welcome,
)
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS

log = structlog.get_logger()

HELLO_WITHIN_S: Final = 10

CAMERAS_PER_MINUTE_AND_ADDRESS: Final = 60
"""Whole shops share an address; a phone on a poor line says hello again and again."""

AnyRole = BuyerRole | AgentRole | MonitorRole | CameraRole


async def websocket(request: web.Request) -> web.StreamResponse:
    """Serve one client until its socket closes.

    Refused before the upgrade: 403 for a page of another origin, 400 without our subprotocol, 503 while stopping.
    """
    services = request.app[SERVICES]
    if not origin_allowed(request):
        raise web.HTTPForbidden(text="this origin may not open a WebSocket here")
    offered = request.headers.get("Sec-WebSocket-Protocol", "")
    if SUBPROTOCOL not in [name.strip() for name in offered.split(",")]:
        raise web.HTTPBadRequest(text=f"the WebSocket subprotocol must be {SUBPROTOCOL}")
    if services.hub.draining:
        raise web.HTTPServiceUnavailable(text="this node is stopping")
    async with sockets.accept(request) as connection:
        messages = connection.messages()
        try:
            role = await _welcome(request, services, connection, await _first(messages))
        except ConsultError as error:
            connection.send_error(error, of="hello")
            code = WSCloseCode.TRY_AGAIN_LATER if error.status == ServiceUnavailable.status else None
            connection.close(code or sockets.CLOSE_REFUSED, error.code)
        except StopAsyncIteration:
            pass  # closed without a word
        else:
            await _serve(services, role, messages)
        return connection.response


async def _first(messages: AsyncIterator[ClientMessage]) -> ClientMessage:
    try:
        return await asyncio.wait_for(anext(messages), HELLO_WITHIN_S)
    except TimeoutError:
        raise HelloRequired(f"the first frame must be a hello within {HELLO_WITHIN_S} s") from None


async def _welcome(request: web.Request, services: Services, connection: Connection, hello: ClientMessage) -> AnyRole:
    try:
        match hello:
            case BuyerHello():
                buyer = await _buyer_of(services, hello)
                resume = issue_resume_token(services.config, buyer)
                shop = await services.catalogue.shop(buyer.shop)
                _send_welcome(services, connection, Role.BUYER, buyer.id, buyer.name or "", shop.view(), resume)
                return BuyerRole(services, connection, buyer, hello.tab)
            case AgentHello() | MonitorHello():
                staff = await staff_of(request)
                shop = await services.catalogue.shop(staff.shop)
                monitors = isinstance(hello, MonitorHello)
                if monitors and staff.role != "supervisor":
                    raise NotSupervisor("the monitor is for supervisors")
                kind = "monitor" if monitors else Role.AGENT
                role = MonitorRole if monitors else await agent_role(services, staff, hello.tab)
                _send_welcome(services, connection, kind, staff.id, staff.name, shop.view(), None)
                return role(services, connection, staff, hello.tab)
            case CameraHello(token=token, tab=tab):
                await services.limiter.hit("camera-hello", connection.peer, CAMERAS_PER_MINUTE_AND_ADDRESS, 60)
                camera = await CameraRole.join(services, connection, token, tab)
                shop = await services.catalogue.shop(camera.shop)
                _send_welcome(services, connection, "camera", camera.client, "", shop.view(), None)
                return camera
            case _:
                raise HelloRequired("the first frame must be a hello")
    except RedisError as error:
        raise ServiceUnavailable("the waiting room cannot be reached") from error


async def _buyer_of(services: Services, hello: BuyerHello) -> Buyer:
    if hello.resume is not None:
        return verify_resume_token(services.config, hello.resume)
    if hello.token is not None:
        return await verify_buyer_token(hello.token, services.catalogue)
    raise TokenInvalid("a buyer's hello needs a token")


def _send_welcome(
    services: Services, connection: Connection, role: str, client: str, name: str, shop: ShopView, resume: str | None
) -> None:
    connection.send(
        Welcome(
            role=role,
            client=client,
            name=name,
            shop=shop,
            target_ms=TARGET_MS,
            good_ms=GOOD_MS,
            histogram_edges_ms=list(HISTOGRAM_EDGES_MS),
            lease_ms=services.config.lease_s * 1000,
            now_ms=services.clock.now_ms(),
            governor=services.config.governor,
            resume=resume,
        )
    )


async def _serve(services: Services, role: AnyRole, messages: AsyncIterator[ClientMessage]) -> None:
    connection = role.connection
    try:
        await _guard(connection, None, services.hub.enter(role))
        await _guard(connection, None, role.came())
        async for message in messages:
            await _guard(connection, _type_of(message), role.handle(message))
    finally:
        # Redis may be away, and with it the chance to tell the other side; the lease runs out by itself.
        await _guard(connection, None, services.hub.leave(role))
        await _guard(connection, None, role.went())


async def _guard(connection: Connection, of: str | None, work: Awaitable[None]) -> None:
    """Do one piece of a client's work; what is refused or breaks is told to this client and ends nothing else."""
    try:
        await work
    except ConsultError as error:
        if not isinstance(error, ServiceUnavailable):
            log.info("refused", of=of, code=error.code)
        connection.send_error(error, of)
    except RedisError as error:
        log.warning("redis_failed", of=of, error=str(error))
        connection.send_error(ServiceUnavailable("the waiting room cannot be reached"), of)
    except Exception:
        log.exception("message_failed", of=of)
        connection.send_error(ConsultError("internal error"), of)


def _type_of(message: ClientMessage) -> str:
    tag = type(message).__struct_config__.tag
    return str(tag)
