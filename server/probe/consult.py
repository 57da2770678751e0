"""One synthetic consultation: a buyer and an agent, both software, through the public front door."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable
from typing import Final

import msgspec
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

from server.probe.camera import ClockCamera
from server.probe.clock_picture import TICKS_PER_MS, read
from server.probe.errors import NodeUnreachable, NoPicture, NoRelay, NotOffered, ProbeFailed
from server.probe.front_door import FrontDoor, Line, Relayed
from server.probe.measure import Seen, Watch, percentile
from server.probe.peer import Peer
from server.probe.result import DIRECT, RELAY, ProbeResult
from server.probe.shop import PROBE_AGENT, PROBE_BUYER, PROBE_LANGUAGE, PROBE_PURPOSE, PROBE_SHOP, PROBE_SKU
from server.shop import Shop, issue_buyer_token
from signaling.messages import (
    Accept,
    AgentHello,
    AgentState,
    Available,
    Away,
    BuyerHello,
    BuyerState,
    ConsultationView,
    IceServer,
    Join,
    Leave,
    MediaState,
    SetMedia,
)

OFFER_WITHIN_S: Final = 10
CONNECT_WITHIN_S: Final = 15
"""Less than the deadline of an offer; ICE over a path of 600 ms each way takes about six."""
PICTURE_WITHIN_S: Final = 10
RELEASE_WITHIN_S: Final = 5

FREE_PHASES: Final = ("idle", "ended")
"""In these a buyer has no place in line and is in no consultation."""

Clock = Callable[[], float]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be probed. `region` matters with `relay` only; None takes the node's first."""

    node: str
    secret: str
    relay: bool = False
    region: str | None = None
    watch_s: float = 8.0

    def __repr__(self) -> str:
        return f"Order({self.node!r})"  # without the secret: a repr ends up in logs


def steady_clock() -> Clock:
    """Unix time in ms that no correction of the machine's clock moves while it is measured with."""
    offset_ms = (time.time() - time.monotonic()) * 1000
    return lambda: time.monotonic() * 1000 + offset_ms


async def probe(order: Order, now_ms: Clock) -> ProbeResult:
    """Have a consultation and say what was found. Raises ProbeFailed."""
    try:
        return await _probe(order, now_ms)
    except TimeoutError as error:
        raise NodeUnreachable("the node did not answer in time") from error


async def _probe(order: Order, now_ms: Clock) -> ProbeResult:
    stages = Stages(now_ms)
    async with FrontDoor(order.node) as door:
        await door.sign_in(PROBE_SHOP, PROBE_AGENT, order.secret)
        stages.reached("sign_in")
        async with _Side.open(door, AgentHello(tab=_tab())) as agent, _Side.open(door, _hello(order)) as buyer:
            await _tidy(agent.line, buyer.line)
            stages.reached("welcome")
            try:
                return await _consult(order, agent, buyer, stages, now_ms)
            finally:
                await _leave(agent.line, buyer.line)


class Stages:
    """How long each step took, ms: see `ProbeResult.stages`."""

    def __init__(self, now_ms: Clock) -> None:
        self._now_ms = now_ms
        self._last_ms = now_ms()
        self.ms: dict[str, float] = {}

    def reached(self, name: str) -> None:
        """The step ends now, and the next one begins."""
        now_ms = self._now_ms()
        self.ms[name] = round(now_ms - self._last_ms, 1)
        self._last_ms = now_ms


class _Side:
    """The buyer's or the agent's end: a line, and the peer once there is a consultation."""

    def __init__(self) -> None:
        self.line: Line
        self.peer: Peer | None = None
        self._early: list[Relayed] = []

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, door: FrontDoor, hello: BuyerHello | AgentHello) -> AsyncIterator["_Side"]:
        side = cls()
        async with door.line(hello, side._relayed) as side.line:
            try:
                yield side
            finally:
                if side.peer is not None:
                    await side.peer.close()

    def meet(self, view: ConsultationView, server: IceServer | None) -> Peer:
        self.peer = Peer(self.line, view, server)
        for message in self._early:
            self.peer.receive(message)
        return self.peer

    def _relayed(self, message: Relayed) -> None:
        if self.peer is None:
            self._early.append(message)
        else:
            self.peer.receive(message)


async def _consult(order: Order, agent: _Side, buyer: _Side, stages: Stages, now_ms: Clock) -> ProbeResult:
    selling, buying = await _pair(agent.line, buyer.line)
    server = _server(order, selling)
    stages.reached("offered")
    offering, answering = agent.meet(selling, server), buyer.meet(buying, _server(order, buying))
    await offering.offer()
    await asyncio.gather(offering.connected(CONNECT_WITHIN_S), answering.connected(CONNECT_WITHIN_S))
    stages.reached("connected")

    # Looking begins before the buyer hears of the accept: a frame that had to wait for that would seem late.
    watching = asyncio.create_task(_watch(answering, order.watch_s, now_ms))
    camera = ClockCamera(now_ms)
    try:
        accepted_ms = now_ms()
        await agent.line.send(Accept(consultation=selling.id))
        offering.send_video(camera)
        await agent.line.send(SetMedia(consultation=selling.id, media=MediaState(camera=True)))
        await buyer.line.until(BuyerState, lambda state: state.phase == "active")
        stages.reached("accepted")
        watch = await watching
    finally:
        watching.cancel()
        camera.stop()
    stages.ms["first_frame"] = round(watch.first_ms - accepted_ms, 1)
    return _result(server, stages, watch.seen(now_ms()), camera, now_ms)


async def _pair(agent: Line, buyer: Line) -> tuple[ConsultationView, ConsultationView]:
    """Bring the two together; the consultation as either sees it. Raises NotOffered."""
    await agent.send(Available())
    await agent.until(AgentState, lambda state: state.status == "available")
    await buyer.send(Join(product=PROBE_SKU, purpose=PROBE_PURPOSE, language=PROBE_LANGUAGE))
    try:
        ringing = await buyer.until(BuyerState, lambda state: state.phase == "ringing", OFFER_WITHIN_S)
        offered = await agent.until(AgentState, lambda state: state.status == "offered", OFFER_WITHIN_S)
    except TimeoutError:
        raise NotOffered(f"the reserved agent was not rung within {OFFER_WITHIN_S} s") from None
    if (
        ringing.consultation is None
        or offered.offer is None
        or offered.offer.consultation.id != ringing.consultation.id
    ):
        raise NotOffered("the two were not offered to each other")
    return offered.offer.consultation, ringing.consultation


async def _tidy(agent: Line, buyer: Line) -> None:
    """End what a probe that was killed left behind: its ticket, its offer, its consultation."""
    standing = await buyer.until(BuyerState)
    if standing.phase not in FREE_PHASES:
        await buyer.send(Leave())
        await buyer.until(BuyerState, lambda state: state.phase in FREE_PHASES)
    await agent.until(AgentState, lambda state: state.status not in ("offered", "busy"))


async def _leave(agent: Line, buyer: Line) -> None:
    """Leave as people do, so that nothing has to run out; the node mends what cannot be said any more."""
    with contextlib.suppress(ProbeFailed, TimeoutError):
        await buyer.send(Leave())
        await buyer.until(BuyerState, lambda state: state.phase in FREE_PHASES, RELEASE_WITHIN_S)
    with contextlib.suppress(ProbeFailed, TimeoutError):
        await agent.send(Away())
        await agent.until(AgentState, lambda state: state.status == "away", RELEASE_WITHIN_S)


async def _watch(peer: Peer, watch_s: float, now_ms: Clock) -> Watch:
    """Look at the buyer's picture for so long from its first readable frame. Raises NoPicture."""
    watch = Watch()
    try:
        async with asyncio.timeout(PICTURE_WITHIN_S):
            track = await peer.video()
            while not len(watch):
                await _next_frame(track, watch, now_ms)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(watch_s):
                while True:
                    await _next_frame(track, watch, now_ms)
    except TimeoutError:
        raise NoPicture(f"no readable picture within {PICTURE_WITHIN_S} s after the agent accepted") from None
    except MediaStreamError:
        raise NoPicture("the picture broke off") from None
    return watch


async def _next_frame(track: MediaStreamTrack, watch: Watch, now_ms: Clock) -> None:
    frame = await track.recv()
    seen_ms = now_ms()
    drawn_ms = read(frame, seen_ms) if isinstance(frame, VideoFrame) else None
    if drawn_ms is not None:
        watch.frame(drawn_ms, seen_ms)


def _server(order: Order, view: ConsultationView) -> IceServer | None:
    """The TURN server to go over; None for the direct path. Raises NoRelay."""
    if not order.relay and not view.relay_only:
        return None
    for server in view.ice_servers:
        if order.region is None or (server.region or "") == order.region:
            return server
    where = f" in the region {order.region!r}" if order.region else ""
    raise NoRelay(f"the node names no TURN server{where}: see CONSULT_TURN_URLS")


def _result(server: IceServer | None, stages: Stages, seen: Seen, camera: ClockCamera, now_ms: Clock) -> ProbeResult:
    # A frame is handed out when its companion has come; the clock in it is drawn to a tenth of a millisecond.
    ringing_ms = stages.ms["offered"] + stages.ms["connected"]
    bound_ms = percentile(sorted(camera.companions_ms) or [0.0], 0.95) + 1 / TICKS_PER_MS
    return ProbeResult(
        at_ms=round(now_ms()),
        path=DIRECT if server is None else RELAY,
        region="" if server is None else server.region or "",
        setup_ms=round(ringing_ms + max(stages.ms["accepted"], stages.ms["first_frame"]), 1),
        stages=stages.ms,
        min_ms=round(seen.min_ms, 1),
        p50_ms=round(seen.p50_ms, 1),
        p95_ms=round(seen.p95_ms, 1),
        max_ms=round(seen.max_ms, 1),
        within_share=round(seen.within_share, 4),
        samples=seen.samples,
        bound_ms=round(bound_ms, 1),
        buckets=seen.buckets,
        freezes=seen.freezes,
        frozen_ms=round(seen.frozen_ms),
    )


def _hello(order: Order) -> BuyerHello:
    shop = Shop(id=PROBE_SHOP, name="", languages=(PROBE_LANGUAGE,), secret=order.secret)
    return BuyerHello(tab=_tab(), token=issue_buyer_token(shop, PROBE_BUYER))


def _tab() -> str:
    return f"probe-{secrets.token_hex(8)}"
