"""The node's ends of line tests: each sends back what comes over a data channel, for some seconds.

Data channels alone cost a thousandth of a core each, so they live in the node's own process; media would not. Nothing
that comes is looked at or kept.
"""

import asyncio
import math
from typing import Any, Final

import structlog
from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCSessionDescription,
)

from server.echo.offer import clean_offer
from signaling.errors import RateLimited, ServiceUnavailable
from signaling.messages import IceServer

log = structlog.get_logger()

MOST_PEERS: Final = 20
"""Line tests at a time on this node."""

LIFE_S: Final = 15.0
"""A test takes three seconds; who has not connected by then is given up."""

ANSWER_WITHIN_S: Final = 5.0
"""A TURN server that is there answers within one."""

MOST_MESSAGES: Final = 200
MOST_BYTES: Final = 1200
"""Of one message: a packet. Longer ones are not sent back, nor are those past `MOST_MESSAGES`."""


class EchoPeers:
    """The line tests of this node."""

    def __init__(self, *, most: int = MOST_PEERS, life_s: float = LIFE_S) -> None:
        self._most = most
        self._life_s = life_s
        self._lives: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._lives)

    async def answer(self, sdp: str, server: IceServer | None) -> str:
        """Answer an offer of a data channel; the answer holds all candidates.

        With a TURN `server`, this end is reached over it alone: the node's own addresses stay its own, no port has to
        be opened for it, and the TURN server's rules say where packets may go. Without one, this end sends only to who
        has found it first, so that a stranger cannot make it send anywhere.

        Raises InvalidDescription, RateLimited, ServiceUnavailable when the TURN server gives no address.
        """
        offer = clean_offer(sdp, candidates=server is not None)
        if len(self._lives) >= self._most:
            raise RateLimited("too many line tests at the moment", retry_after_s=math.ceil(self._life_s))
        pc = RTCPeerConnection(_configuration(server))
        life = asyncio.create_task(self._live(pc), name="echo")
        self._lives.add(life)
        life.add_done_callback(self._lives.discard)
        try:
            return await _answer(pc, offer)
        except BaseException:
            life.cancel()
            raise

    async def close(self) -> None:
        """End all tests."""
        for life in self._lives:
            life.cancel()
        if self._lives:
            await asyncio.wait(self._lives)

    async def _live(self, pc: RTCPeerConnection) -> None:
        ended = asyncio.Event()

        def state_changed() -> None:
            if pc.connectionState in ("failed", "closed"):
                ended.set()

        pc.on("datachannel", _send_back)
        pc.on("connectionstatechange", state_changed)
        try:
            async with asyncio.timeout(self._life_s):
                await ended.wait()
        except TimeoutError:
            pass  # its time is over, connected or not
        finally:
            await pc.close()


async def _answer(pc: RTCPeerConnection, offer: str) -> str:
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            await pc.setRemoteDescription(RTCSessionDescription(sdp=offer, type="offer"))
            await pc.setLocalDescription(await pc.createAnswer())
    except TimeoutError:
        raise ServiceUnavailable("the TURN server does not answer") from None
    sdp = str(pc.localDescription.sdp)
    if "a=candidate:" not in sdp:
        raise ServiceUnavailable("this node has no address to be reached at, or its TURN server gives none")
    return sdp


def _send_back(channel: RTCDataChannel) -> None:
    left = MOST_MESSAGES

    def echo(message: Any) -> None:
        nonlocal left
        if left > 0 and len(message) <= MOST_BYTES and channel.readyState == "open":
            left -= 1
            channel.send(message)

    channel.on("message", echo)


def _configuration(server: IceServer | None) -> RTCConfiguration:
    if server is None:
        return RTCConfiguration(iceServers=[])  # none: the library's default is a public one
    turn = RTCIceServer(urls=server.urls, username=server.username, credential=server.credential)
    return RTCConfiguration(iceServers=[turn], iceTransportPolicy=RTCIceTransportPolicy.RELAY)
