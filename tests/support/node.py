"""Real nodes in the test's process, and clients that speak the wire protocol to them."""

import asyncio
import contextlib
import os
import random
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from aiohttp import web
from sqlalchemy import make_url

from server.app import make_app, open_services
from server.auth import COOKIE
from server.config import Config
from server.database import prepare
from server.services import Services
from server.shop import demo, issue_buyer_token
from signaling.messages import (
    SUBPROTOCOL,
    AgentHello,
    AgentState,
    BuyerHello,
    BuyerState,
    ClientMessage,
    MonitorHello,
    ServerMessage,
    Welcome,
    decode_server_message,
    encode,
)
from tests.support.pages import made_pages
from tests.support.sqlite import make_database

WAIT_S = 15
"""Longest wait for something that must happen: a test that needs it is failing."""

PASSWORDS = {"mei": "a-password-for-mei", "tom": "a-password-for-tom"}

M = TypeVar("M")


# Ports under those that a system gives to whoever asks for any: nobody else takes one between its choice and its use.
# Every worker of a run has its own.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_ports = cycle(random.Random().sample(range(20_000 + _worker, 32_000, 8), 1500))


def free_port() -> int:
    """A TCP port that nobody listens on at the moment."""
    while True:
        port = next(_ports)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Node:
    """One running node."""

    services: Services
    runner: web.AppRunner
    clients: "list[Client]" = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.services.config.public_url

    async def stop(self) -> None:
        """Stop as on SIGTERM."""
        await self.runner.cleanup()


def make_config(data_dir: Path, redis_url: str | None = None, **settings: Any) -> Config:
    """A demo configuration on a free port."""
    port = settings.pop("port", None) or free_port()
    known: dict[str, Any] = {
        "public_url": f"http://127.0.0.1:{port}",
        "port": port,
        "secret_key": "a secret key for tests, of 32 characters or more",
        "database_url": f"sqlite+aiosqlite:///{data_dir / 'consult.sqlite3'}",
        "data_dir": data_dir,
        "redis_url": redis_url,
        "demo": True,
        # All nodes of a test are on one machine, and so on one clock.
        "clock_error_ms": 1.0,
    }
    return Config(**{**known, **settings})


@contextlib.asynccontextmanager
async def run_node(config: Config, *, seed: bool = True) -> AsyncIterator[Node]:
    """A node that serves while the context lasts; `seed` makes the demo shop and its agents' passwords first."""
    if config.database_url.startswith("sqlite"):
        await make_database(Path(make_url(config.database_url).database or ""))
    else:
        await prepare(config.database_url)
    async with open_services(config) as services:
        if seed:
            await demo.seed_demo(services.db, config, PASSWORDS)
        runner = web.AppRunner(make_app(services, made_pages()), access_log=None, shutdown_timeout=2)
        await runner.setup()
        await web.TCPSite(runner, config.host, config.port).start()
        node = Node(services, runner)
        try:
            yield node
        finally:
            for client in node.clients:
                await client.close()
            await runner.cleanup()


class Client:
    """One WebSocket to a node, with everything that came over it."""

    def __init__(self, http: aiohttp.ClientSession, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._http = http
        self.ws = ws
        self.seen: list[ServerMessage] = []
        self._new = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for frame in self.ws:
            self.seen.append(decode_server_message(frame.data))
            self._new.set()
        self._new.set()

    async def send(self, message: ClientMessage) -> None:
        await self.ws.send_str(encode(message))

    async def until(self, kind: type[M], predicate: Callable[[M], object] = lambda message: True) -> M:
        """The next message of this kind that fulfils the predicate, those already seen included; it is used up."""
        async with asyncio.timeout(WAIT_S):
            while True:
                for index, message in enumerate(self.seen):
                    if isinstance(message, kind) and predicate(message):
                        del self.seen[: index + 1]
                        return message
                if self._reader.done():
                    raise AssertionError(f"closed with {self.ws.close_code} before {kind.__name__}; seen {self.seen}")
                self._new.clear()
                await self._new.wait()

    async def closed(self) -> int | None:
        """Wait until the node has closed the socket; its close code."""
        await asyncio.wait_for(self._reader, WAIT_S)
        return self.ws.close_code

    async def close(self) -> None:
        """Close in order."""
        await self.ws.close()
        await asyncio.wait([self._reader])
        await self._http.close()

    def kill(self) -> None:
        """Drop the TCP connection as a killed browser does."""
        self._transport().abort()

    def stop_reading(self) -> None:
        """Take nothing more from the node, as a page that hangs."""
        self._reader.cancel()
        self._transport().pause_reading()

    def _transport(self) -> asyncio.Transport:
        connection = self.ws._response.connection
        assert connection is not None
        assert isinstance(connection.transport, asyncio.Transport)
        return connection.transport

    async def buyer(self, phase: str) -> BuyerState:
        """Wait for a buyer's state of this phase."""
        return await self.until(BuyerState, lambda state: state.phase == phase)

    async def agent(self, status: str) -> AgentState:
        """Wait for an agent's state of this status."""
        return await self.until(AgentState, lambda state: state.status == status)


async def open_socket(
    node: Node,
    *,
    cookie: str | None = None,
    origin: str | None = None,
    subprotocol: str = SUBPROTOCOL,
    address: str = "192.0.2.1",
) -> Client:
    """Open a WebSocket as a page of the node would; `address` counts only where 127.0.0.1 is a trusted proxy."""
    cookies = {COOKIE: cookie} if cookie else None
    http = aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True))
    try:
        ws = await http.ws_connect(
            f"{node.url}/ws",
            origin=node.url if origin is None else origin,
            protocols=[subprotocol],
            headers={"X-Forwarded-For": address},
        )
    except BaseException:
        await http.close()
        raise
    client = Client(http, ws)
    node.clients.append(client)
    return client


async def buyer_token(node: Node, buyer: str, **claims: Any) -> str:
    """A token as the demo shop's server would sign it."""
    return issue_buyer_token(await node.services.catalogue.shop("demo"), buyer, **claims)


async def connect_buyer(
    node: Node, buyer: str = "bea", tab: str = "tab-1", address: str = "192.0.2.1", **claims: Any
) -> Client:
    """A buyer who has been welcomed."""
    client = await open_socket(node, address=address)
    await client.send(BuyerHello(tab=tab, token=await buyer_token(node, buyer, **claims)))
    await client.until(Welcome)
    return client


async def sign_in(node: Node, username: str) -> str:
    """Sign a demo agent in with his password; the session cookie."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        body = {"username": username, "password": PASSWORDS[username]}
        async with http.post(f"{node.url}/api/v1/session", json=body, headers={"Origin": node.url}) as response:
            assert response.status == 200, await response.text()
            return response.cookies[COOKIE].value


async def connect_agent(node: Node, agent: str = "mei", tab: str = "tab-1", cookie: str | None = None) -> Client:
    """An agent who has been welcomed."""
    client = await open_socket(node, cookie=cookie or await sign_in(node, agent))
    await client.send(AgentHello(tab=tab))
    await client.until(Welcome)
    return client


async def connect_monitor(node: Node, staff: str = "mei") -> Client:
    """A monitor page that has been welcomed."""
    client = await open_socket(node, cookie=await sign_in(node, staff))
    await client.send(MonitorHello(tab="tab-1"))
    await client.until(Welcome)
    return client
