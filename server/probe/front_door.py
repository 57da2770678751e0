"""A node's public front door, as browsers use it, for software participants: sign-in over HTTP, then the WebSocket."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Final, Self, TypeVar

import aiohttp
import msgspec
from yarl import URL

from server.probe.errors import NodeUnreachable, NotANode, Refused
from signaling.messages import (
    SUBPROTOCOL,
    AgentHello,
    BuyerHello,
    ClientMessage,
    Error,
    GoingAway,
    RelayedCandidate,
    RelayedDescription,
    ServerMessage,
    Welcome,
    decode_server_message,
    encode,
)

ANSWER_WITHIN_S: Final = 10
CONNECT_WITHIN_S: Final = 5

M = TypeVar("M")
Relayed = RelayedDescription | RelayedCandidate


class FrontDoor:
    """Requests to one node. A context: what was opened through it is closed with it."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        """Origin of the node; also sent as the Origin of every request, as a page of the node would."""
        # Unsafe: takes the session cookie of an address too, not only of a name.
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={"Origin": self.url},
            timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S, connect=CONNECT_WITHIN_S),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def sign_in(self, shop: str, username: str, password: str) -> None:
        """Sign a member of staff in; later agents' hellos are his. Raises ProbeFailed."""
        body = {"shop": shop, "username": username, "password": password}
        async with self._reaching(), self._http.post(f"{self.url}/api/v1/session", json=body) as response:
            if response.status != 200:
                raise await self._refusal(response)

    async def _refusal(self, response: aiohttp.ClientResponse) -> Refused | NotANode:
        if response.content_type != "application/problem+json":
            return NotANode(f"{self.url} answers with status {response.status}, but not as a node of this service does")
        problem = await response.json()
        return Refused(str(problem.get("code")), f"the node refuses: {problem.get('detail')}")

    @contextlib.asynccontextmanager
    async def line(self, hello: BuyerHello | AgentHello, relayed: Callable[[Relayed], None]) -> AsyncIterator["Line"]:
        """One client's WebSocket, welcomed. What the other side sends is given to `relayed`. Raises ProbeFailed."""
        async with self._reaching():
            ws = await self._http.ws_connect(
                URL(self.url.replace("http", "ws", 1)) / "ws",
                protocols=[SUBPROTOCOL],
                timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
            )
        line = Line(ws, relayed)
        try:
            await line.send(hello)
            await line.until(Welcome)
            yield line
        finally:
            await line.close()

    @contextlib.asynccontextmanager
    async def _reaching(self) -> AsyncIterator[None]:
        try:
            yield
        except aiohttp.WSServerHandshakeError as error:
            raise NotANode(f"{self.url}/ws opens no WebSocket: status {error.status}") from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise NotANode(
                f"{self.url} is no address of a node; write for example https://consult.example.com"
            ) from error
        except TimeoutError as error:
            raise NodeUnreachable(f"{self.url} does not answer") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NodeUnreachable(f"{self.url} cannot be reached: {error}") from error


class Line:
    """One client's WebSocket: what came and was not yet waited for, and a way to say something."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, relayed: Callable[[Relayed], None]) -> None:
        self._ws = ws
        self._relayed = relayed
        self._waiting: deque[ServerMessage] = deque(maxlen=64)
        self._came = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    async def send(self, message: ClientMessage) -> None:
        """Say something. Raises NodeUnreachable."""
        try:
            await self._ws.send_str(encode(message))
        except (ConnectionError, aiohttp.ClientError) as error:
            raise NodeUnreachable("the connection to the node was lost") from error

    async def until(
        self, kind: type[M], predicate: Callable[[M], object] = lambda message: True, within_s: float = ANSWER_WITHIN_S
    ) -> M:
        """The first message of this kind that fulfils the predicate; it and those before it are used up.

        Raises Refused when the node answers with an error instead, NodeUnreachable when the socket ends, TimeoutError.
        """
        async with asyncio.timeout(within_s):
            while True:
                while self._waiting:
                    message = self._waiting.popleft()
                    if isinstance(message, kind) and predicate(message):
                        return message
                    if isinstance(message, Error):
                        raise Refused(message.code, f"the node refuses: {message.detail}")
                    if isinstance(message, GoingAway):
                        raise NodeUnreachable("the node is stopping")
                if self._reader.done():
                    raise NodeUnreachable(f"the node closed the connection ({self._ws.close_code})")
                self._came.clear()
                await self._came.wait()

    async def close(self) -> None:
        """Close the socket in order."""
        await self._ws.close()
        await asyncio.wait([self._reader])

    async def _read(self) -> None:
        try:
            async for frame in self._ws:
                if frame.type is not aiohttp.WSMsgType.TEXT:
                    continue
                message = decode_server_message(frame.data)
                if isinstance(message, Relayed):
                    self._relayed(message)
                else:
                    self._waiting.append(message)
                    self._came.set()
        except msgspec.DecodeError as error:
            self._waiting.append(Error(code="unknown-type", detail=f"the node speaks another version: {error}"))
        finally:
            self._came.set()
