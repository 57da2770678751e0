"""A software participant's end of a consultation's peer connection: perfect negotiation as `PROTOCOL.md` has it.

aiortc gathers before it describes itself, so its candidates stand in the description and none trickle out; those of the
other side may trickle in. It knows no rollback and no ICE restart: the polite side never offers, which the protocol
leaves to it, and a generation above ours ends this peer's part.
"""

import asyncio
from typing import Any, Final

import structlog
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidAccessError, InvalidStateError
from aiortc.sdp import candidate_from_sdp

from server.probe.errors import NotConnected, RelayUnreachable
from server.probe.front_door import Line, Relayed
from signaling.messages import (
    Candidate,
    ConsultationView,
    Description,
    IceServer,
    PeerCandidate,
    PeerDescription,
    RelayedDescription,
)

log = structlog.get_logger()

MOST_QUEUED: Final = 64
"""Candidates that may come before the description they belong to."""

DEAD: Final = ("failed", "closed")


class Peer:
    """One end. Made from a client's view of the consultation and the line that it came over."""

    def __init__(self, line: Line, view: ConsultationView, server: IceServer | None) -> None:
        """`server`: the TURN server to go over and nothing else; None: directly, and nothing else."""
        self._line = line
        self._view = view
        self._inbox: asyncio.Queue[Relayed] = asyncio.Queue(MOST_QUEUED)
        self._early: list[Candidate] = []
        self._remote_video: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
        self._changed = asyncio.Event()
        self._has_channel = False
        self._relayed = server is not None
        self._pc = RTCPeerConnection(_configuration(server))
        self._pc.on("track", self._track_came)
        self._pc.on("connectionstatechange", self._changed.set)
        self._taker = asyncio.create_task(self._take_all())

    def receive(self, message: Relayed) -> None:
        """Take what the other side sent. Of another consultation or generation it is dropped, as past the queue."""
        if (message.consultation, message.generation) == (self._view.id, self._view.generation):
            try:
                self._inbox.put_nowait(message)
            except asyncio.QueueFull:
                log.warning("peer_flooded", consultation=self._view.id)

    async def offer(self) -> None:
        """Begin, as the impolite side does when it is rung. Raises RelayUnreachable."""
        self._pc.addTransceiver("audio", direction="sendrecv")
        self._pc.addTransceiver("video", direction="sendrecv")
        self._add_channel()
        await self._pc.setLocalDescription(await self._pc.createOffer())
        if self._relayed and " typ relay" not in self._pc.localDescription.sdp:
            raise RelayUnreachable("the TURN server does not answer, or refuses")
        await self._send_description()

    async def connected(self, within_s: float) -> None:
        """Wait until media can flow. Raises NotConnected."""
        try:
            async with asyncio.timeout(within_s):
                while self._pc.connectionState != "connected":
                    if self._pc.connectionState in DEAD:
                        raise NotConnected("the two peers found no way to each other")
                    if self._taker.done():
                        raise NotConnected(
                            "the other side's description could not be used"
                        ) from self._taker.exception()
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            state = self._pc.iceConnectionState
            raise NotConnected(f"no connection within {within_s:g} s (ICE {state})") from None

    def send_video(self, track: MediaStreamTrack) -> None:
        """Attach the camera; needs no negotiation."""
        for transceiver in self._pc.getTransceivers():
            if transceiver.kind == "video":
                transceiver.sender.replaceTrack(track)

    async def video(self) -> MediaStreamTrack:
        """The other side's picture."""
        return await self._remote_video

    async def close(self) -> None:
        """Free everything; idempotent."""
        self._taker.cancel()
        await asyncio.wait([self._taker])
        await self._pc.close()

    def _track_came(self, track: MediaStreamTrack) -> None:
        if track.kind == "video" and not self._remote_video.done():
            self._remote_video.set_result(track)

    async def _take_all(self) -> None:
        """Take messages one after the other: each may have to wait for the network."""
        try:
            while True:
                message = await self._inbox.get()
                if isinstance(message, RelayedDescription):
                    await self._take_description(message.description)
                else:
                    await self._take_candidate(message.candidate)
        finally:
            self._changed.set()

    async def _take_description(self, description: Description) -> None:
        if description.type == "answer" and self._pc.signalingState != "have-local-offer":
            return  # the same answer again, sent once more after a reconnect
        await self._pc.setRemoteDescription(RTCSessionDescription(sdp=description.sdp, type=description.type))
        if description.type == "offer":
            for transceiver in self._pc.getTransceivers():
                transceiver.direction = "sendrecv"
            self._add_channel()
            await self._pc.setLocalDescription(await self._pc.createAnswer())
            await self._send_description()
        early, self._early = self._early, []
        for candidate in early:
            await self._take_candidate(candidate)

    async def _take_candidate(self, candidate: Candidate) -> None:
        if self._pc.remoteDescription is None:
            self._early.append(candidate)
            return
        try:
            await self._pc.addIceCandidate(_parsed(candidate))
        except (ValueError, AssertionError, IndexError, InvalidAccessError, InvalidStateError) as error:
            log.warning("candidate_refused", error=str(error))  # the good ones may do

    def _add_channel(self) -> None:
        """The channel that both sides make; what it would carry, two peers on one clock need not ask each other.

        After the transceivers: aiortc would give an earlier one a transport of its own, which never connects.
        """
        if not self._has_channel:
            self._has_channel = True
            self._pc.createDataChannel("measurements", negotiated=True, id=0, ordered=False, maxRetransmits=0)

    async def _send_description(self) -> None:
        local = self._pc.localDescription
        of, generation = self._view.id, self._view.generation
        description = Description(type=local.type, sdp=local.sdp)
        await self._line.send(PeerDescription(consultation=of, generation=generation, description=description))
        end = Candidate(candidate="")
        await self._line.send(PeerCandidate(consultation=of, generation=generation, candidate=end))


def _configuration(server: IceServer | None) -> RTCConfiguration:
    # No server means none: aiortc's default is a public one, which costs seconds where there is no internet.
    servers, policy = [], RTCIceTransportPolicy.ALL
    if server is not None:
        servers = [RTCIceServer(urls=server.urls, username=server.username, credential=server.credential)]
        policy = RTCIceTransportPolicy.RELAY
    # One transport for everything: with the default each kind of media would gather, and allocate, for itself.
    return RTCConfiguration(iceServers=servers, iceTransportPolicy=policy, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


def _parsed(candidate: Candidate) -> Any:
    """As aiortc wants it; None ends the candidates. Raises ValueError, AssertionError, IndexError for a bad one."""
    if candidate.candidate == "":
        return None
    parsed = candidate_from_sdp(candidate.candidate.removeprefix("candidate:"))
    parsed.sdpMid = candidate.sdpMid
    parsed.sdpMLineIndex = candidate.sdpMLineIndex
    return parsed
