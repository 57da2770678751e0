"""A tiny server for browser tests: the static modules, and a relay that stands in for the real server.

It keeps one consultation in memory and answers every wire message as the protocol says. Frames of the pages are decoded
strictly, so a message that the real server would refuse fails the test here as well.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import msgspec
from aiohttp import ClientConnectionResetError, WSMsgType, web

from server.modules import import_map
from signaling.messages import (
    SUBPROTOCOL,
    Accept,
    AgentHello,
    AgentState,
    BuyerHello,
    BuyerState,
    Chat,
    ChatLine,
    ClientMessage,
    ConsultationView,
    End,
    Error,
    MediaState,
    OfferView,
    PeerCandidate,
    PeerDescription,
    Ping,
    Pong,
    ProductView,
    Purpose,
    RelayedCandidate,
    RelayedDescription,
    RelayedRestartIce,
    RestartIce,
    RestartPeer,
    Role,
    SendChat,
    ServerMessage,
    SetMedia,
    ShopView,
    Welcome,
    decode_client_message,
    encode,
)
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS

ROOT: Final = Path(__file__).parent.parent.parent
WAIT_S: Final = 20
"""Longest wait for something that must happen: a test that needs it is failing."""

M = TypeVar("M")


def a_view(**changes: Any) -> ConsultationView:
    """Return a consultation as the agent sees it while it rings, with `changes`."""
    view = ConsultationView(
        id="c1",
        state="offered",
        version=1,
        generation=1,
        polite=False,
        purpose=Purpose.USAGE,
        product=ProductView(sku="blender", title="Blender", category="kitchen"),
        language="en",
        peer_name="Somebody",
        peer_connected=True,
        peer_media=MediaState(),
        ice_servers=[],
    )
    return msgspec.structs.replace(view, **changes)


class Site:
    """Serves on a free port while its context lasts.

    `heard` holds every message of the pages as (role, message); `swallow` decides which of them are lost on the way.
    """

    def __init__(self) -> None:
        self.heard: list[tuple[Role, ClientMessage]] = []
        self.swallow: Callable[[Role, ClientMessage], bool] = lambda _role, _message: False
        self.refuse_hello: Error | None = None
        """What hellos are answered with instead of `welcome`, followed by close code 4002."""
        self.url = ""
        self.node: dict[Role, str] = dict.fromkeys(Role, "node-1")
        """Which node each side's socket is said to end at."""
        self.clock_bound_ms: float | None = 1.0
        """How far these nodes' clocks are said to be from UTC."""
        self.clock_shift_ms: dict[Role, float] = dict.fromkeys(Role, 0.0)
        """How far each side's node really is from this machine's clock."""
        self._news = asyncio.Condition()
        self._view = a_view()
        self._media = {Role.BUYER: MediaState(), Role.AGENT: MediaState()}
        self._sockets: dict[Role, web.WebSocketResponse] = {}
        self._chat: list[ChatLine] = []
        self._errors: list[BaseException] = []

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get("/ws", self._websocket)
        app.router.add_static("/static", ROOT / "static")
        app.router.add_static("/vendor", ROOT / "node_modules")
        app.router.add_static("/support", ROOT / "tests" / "support")
        app.router.add_static("/drivers", ROOT / "tests" / "static")
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        server = web.TCPSite(self._runner, "127.0.0.1", 0)
        await server.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self._sockets.values()):
            await socket.close()
        await self._runner.cleanup()
        if error is None and self._errors:
            raise self._errors[0]

    @property
    def view(self) -> ConsultationView:
        """The consultation as the agent sees it."""
        return self._view

    def messages(self, kind: type[M], role: Role | None = None) -> list[M]:
        """Return all messages of one type so far, of one side or both."""
        return [m for sender, m in self.heard if isinstance(m, kind) and role in (None, sender)]

    async def hears(self, kind: type[M], role: Role | None = None, *, count: int = 1) -> M:
        """Wait for the `count`th message of a type and return it."""
        async with asyncio.timeout(WAIT_S), self._news:
            await self._news.wait_for(lambda: len(self.messages(kind, role)) >= count)
        return self.messages(kind, role)[count - 1]

    def preset(self, **changes: Any) -> None:
        """Change the consultation before anybody is told of it."""
        self._view = msgspec.structs.replace(self._view, **changes)

    async def hears_of(self, kind: type[M], role: Role, wanted: Callable[[M], bool]) -> M:
        """Wait for the first message of a type, from one side, that is `wanted`, and return it."""

        def found() -> list[M]:
            return [message for message in self.messages(kind, role) if wanted(message)]

        async with asyncio.timeout(WAIT_S), self._news:
            await self._news.wait_for(found)
        return found()[0]

    async def change(self, **changes: Any) -> None:
        """Change the consultation and tell both sides."""
        self._view = msgspec.structs.replace(self._view, version=self._view.version + 1, **changes)
        for role in list(self._sockets):
            await self._tell_state(role)

    async def say(self, role: Role, message: ServerMessage) -> None:
        """Send one message to one side."""
        await self._sockets[role].send_str(encode(message))

    async def hang_up(self, role: Role, code: int = 1012) -> None:
        """Close one side's socket."""
        await self._sockets.pop(role).close(code=code)

    async def _page(self, _request: web.Request) -> web.Response:
        imports = msgspec.json.encode({"imports": import_map(ROOT / "node_modules")}).decode()
        html = f"""<!doctype html><html lang="en"><title>test</title><link rel="icon" href="data:,">
          <script type="importmap">{imports}</script></html>"""
        return web.Response(text=html, content_type="text/html")

    async def _websocket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=[SUBPROTOCOL])
        await socket.prepare(request)
        role: Role | None = None
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            try:
                message = decode_client_message(frame.data)
                if isinstance(message, BuyerHello | AgentHello):
                    role = Role.BUYER if isinstance(message, BuyerHello) else Role.AGENT
                assert role is not None
                await self._note(role, message)
                if self.swallow(role, message):
                    continue
                await self.answer(role, message, socket)
            except ClientConnectionResetError:
                break  # the page has gone
            except Exception as error:
                self._errors.append(error)
                raise
        if role is not None and self._sockets.get(role) is socket:
            del self._sockets[role]
        return socket

    async def _note(self, role: Role, message: ClientMessage) -> None:
        async with self._news:
            self.heard.append((role, message))
            self._news.notify_all()

    async def answer(self, role: Role, message: ClientMessage, socket: web.WebSocketResponse | None = None) -> None:
        """Answer as a node does, a swallowed message too, late. `socket`: the role's own by default."""
        socket = socket or self._sockets[role]
        match message:
            case BuyerHello() | AgentHello():
                if self.refuse_hello is not None:
                    await socket.send_str(encode(self.refuse_hello))
                    await socket.close(code=4002)
                    return
                self._sockets[role] = socket
                await self.say(role, self._welcome(role))
                await self._tell_state(role)
            case Ping(sent_ms=sent_ms):
                clock_ms = time.time() * 1000 + self.clock_shift_ms[role]
                pong = Pong(
                    sent_ms=sent_ms,
                    server_ms=0,
                    node=self.node[role],
                    clock_ms=clock_ms,
                    clock_bound_ms=self.clock_bound_ms,
                )
                await socket.send_str(encode(pong))
            case PeerDescription(generation=generation, description=description):
                relayed = RelayedDescription(consultation="c1", generation=generation, description=description)
                await self._relay(role, generation, relayed)
            case PeerCandidate(generation=generation, candidate=candidate):
                candidate_message = RelayedCandidate(consultation="c1", generation=generation, candidate=candidate)
                await self._relay(role, generation, candidate_message)
            case RestartIce(generation=generation):
                await self._relay(role, generation, RelayedRestartIce(consultation="c1", generation=generation))
            case Accept():
                await self.change(state="active", accepted_ms=1)
            case RestartPeer(generation=generation):
                if generation == self._view.generation:
                    await self.change(generation=generation + 1)
            case SetMedia(media=media):
                self._media[role] = media
                await self.change()
            case SendChat(id=line_id, text=text):
                line = ChatLine(id=line_id, sender=role, text=text, sent_ms=len(self._chat))
                self._chat.append(line)
                for each in list(self._sockets):
                    await self.say(each, Chat(consultation="c1", line=line))
            case End():
                await self.change(state="ended", end_reason=f"{role}_ended")
            case _:
                pass

    async def _relay(self, sender: Role, generation: int, message: ServerMessage) -> None:
        if generation == self._view.generation and sender.other in self._sockets:
            await self.say(sender.other, message)

    async def _tell_state(self, role: Role) -> None:
        view = msgspec.structs.replace(
            self._view, polite=role is Role.BUYER, peer_media=self._media[role.other], chat=list(self._chat)
        )
        if role is Role.BUYER:
            phase = "ringing" if view.state == "offered" else view.state
            await self.say(role, BuyerState(phase=phase, consultation=view))
        elif view.state == "offered":
            offer = OfferView(consultation=view, deadline_ms=0, buyer_name="Somebody")
            await self.say(role, AgentState(status="offered", offer=offer))
        else:
            status = "busy" if view.state == "active" else "wrap_up"
            await self.say(role, AgentState(status=status, consultation=view))

    def _welcome(self, role: Role) -> Welcome:
        return Welcome(
            role=role,
            client=f"{role}:1",
            name="Somebody",
            shop=ShopView(id="demo", name="Demo"),
            target_ms=TARGET_MS,
            good_ms=GOOD_MS,
            histogram_edges_ms=list(HISTOGRAM_EDGES_MS),
            lease_ms=15000,
            now_ms=0,
            resume="resume-me" if role is Role.BUYER else None,
        )
