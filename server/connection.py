"""One WebSocket: handshake, frames in, messages out. What the messages mean is the roles' business."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator
from typing import Final

import msgspec
import structlog
from aiohttp import WSCloseCode, WSMsgType, web

from server.latency import browser_of
from server.security import client_address
from signaling.errors import BadFrame, ConsultError, FrameError, InvalidMessage, NotText, RateLimited, UnknownType
from signaling.messages import (
    MAX_FRAME_BYTES,
    SUBPROTOCOL,
    ClientMessage,
    Error,
    ServerMessage,
    decode_client_message,
    encode,
)

log = structlog.get_logger()

CLOSE_SUPERSEDED: Final = 4001
CLOSE_REFUSED: Final = 4002
CLOSE_TOO_SLOW: Final = 4003

HEARTBEAT_S: Final = 10
"""A socket that answers no ping for half of this is closed; its client's lease then decides."""

MAX_QUEUED: Final = 256
"""Messages held for a client that reads slowly; past that its socket is closed, nobody else is held up."""

FRAMES_PER_S: Final = 50
FRAMES_BURST: Final = 200
"""Allowance of one socket. Trickled candidates come in bursts; nothing a page does comes near the lasting rate."""


class Connection:
    """One accepted WebSocket with its bounded outgoing queue."""

    def __init__(self, ws: web.WebSocketResponse, peer: str, browser: str) -> None:
        self.id = secrets.token_urlsafe(9)
        self.peer = peer
        """Address of the client, for rate limits; never logged."""
        self.browser = browser
        """Name and major version, of the User-Agent of the upgrade request."""
        self.response = ws
        self._queue: asyncio.Queue[str] = asyncio.Queue(MAX_QUEUED)
        self._allowance = float(FRAMES_BURST)
        self._allowed_at = time.monotonic()
        self._closing: tuple[int, str] | None = None

    def send(self, message: ServerMessage) -> None:
        """Queue a message for the client."""
        self.send_frame(encode(message))

    def send_frame(self, frame: str) -> None:
        """Queue an encoded message. A client that reads too slowly is closed with 4003 and comes back for a state."""
        if self._closing is not None:
            return
        try:
            self._queue.put_nowait(frame)
        except asyncio.QueueFull:
            self.close(CLOSE_TOO_SLOW, "reads too slowly")

    def send_error(self, error: ConsultError, of: str | None = None) -> None:
        """Tell the client what was refused and why."""
        retry_after_s = error.retry_after_s if isinstance(error, RateLimited) else None
        self.send(Error(code=error.code, detail=str(error), of=of, retry_after_s=retry_after_s))

    def close(self, code: int, reason: str) -> None:
        """Close the socket once what is queued has been sent. The first call decides the code."""
        if self._closing is None:
            self._closing = (code, reason)
            # Wakes the writer; a full queue keeps it awake anyway.
            with contextlib.suppress(asyncio.QueueFull):
                self._queue.put_nowait("")

    async def write(self) -> None:
        """Send what is queued until the connection is closed, then close the socket."""
        with contextlib.suppress(ConnectionError):  # the reader hears of it too and ends the connection
            while True:
                too_slow = self._closing is not None and self._closing[0] == CLOSE_TOO_SLOW
                if too_slow or (self._closing is not None and self._queue.empty()):
                    break
                frame = await self._queue.get()
                if frame:
                    await self.response.send_str(frame)
        code, reason = self._closing or (WSCloseCode.OK, "")
        await self.response.close(code=code, message=reason.encode())

    async def messages(self) -> AsyncIterator[ClientMessage]:
        """The client's messages. Frames that are none are answered with an error; some end the connection."""
        async for frame in self.response:
            if self._closing is not None:
                return
            if frame.type is WSMsgType.ERROR:
                return
            try:
                self._spend_allowance()
                if frame.type is not WSMsgType.TEXT:
                    raise NotText("frames must be text")
                message = _decode(frame.data)
            except ConsultError as error:
                self.send_error(error)
                if isinstance(error, FrameError) and error.close_code is not None:
                    self.close(error.close_code, error.code)
                    return
                if isinstance(error, RateLimited):
                    self.close(WSCloseCode.POLICY_VIOLATION, error.code)
                    return
                continue
            yield message

    def _spend_allowance(self) -> None:
        now = time.monotonic()
        self._allowance = min(FRAMES_BURST, self._allowance + (now - self._allowed_at) * FRAMES_PER_S) - 1
        self._allowed_at = now
        if self._allowance < 0:
            raise RateLimited("too many frames", retry_after_s=5)


def _decode(frame: str) -> ClientMessage:
    try:
        return decode_client_message(frame)
    except msgspec.ValidationError as error:
        text = str(error)
        if "Invalid value '" in text and text.endswith("$.type`"):
            raise UnknownType(text) from None
        if "missing required field `type`" in text or text.startswith("Expected `object`"):
            raise BadFrame(text) from None
        raise InvalidMessage(text) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadFrame(f"not JSON: {error}") from None


@contextlib.asynccontextmanager
async def accept(request: web.Request) -> AsyncIterator[Connection]:
    """Upgrade the request and keep its writer running while the context lasts; the socket is closed at its end."""
    ws = web.WebSocketResponse(
        protocols=[SUBPROTOCOL],
        heartbeat=HEARTBEAT_S,
        max_msg_size=MAX_FRAME_BYTES,
        compress=False,  # descriptions are small and rare; a compression context costs 256 KiB a socket
    )
    await ws.prepare(request)
    browser = browser_of(request.headers.get("User-Agent", ""))
    connection = Connection(ws, client_address(request), browser)
    writer = asyncio.create_task(connection.write(), name=f"write {connection.id}")
    try:
        yield connection
    finally:
        connection.close(WSCloseCode.OK, "")
        await writer
