"""What buyer and agent have in common: being in a consultation."""

import time

import structlog

from server.camera import camera_client
from server.connection import Connection
from server.ice import ice_servers
from server.probe import PROBE_SHOP
from server.roles.pings import pong
from server.services import Services
from server.summary import summary_path
from signaling.consultation import (
    Accepted,
    CameraRemoved,
    ConnectionChanged,
    Consultation,
    Declined,
    Event,
    Finished,
    MediaChanged,
    PeerRestart,
    State,
)
from signaling.errors import (
    ConsultationEnded,
    InvalidMessage,
    NotYourConsultation,
    RateLimited,
    ServiceUnavailable,
)
from signaling.messages import (
    Accept,
    CameraSignal,
    Chat,
    ClientMessage,
    ConsultationView,
    Decline,
    End,
    LatencyReport,
    PeerCandidate,
    PeerDescription,
    Ping,
    ProductView,
    RelayedCameraSignal,
    RelayedCandidate,
    RelayedDescription,
    RelayedRestartIce,
    RemoveCamera,
    ReportEvent,
    RestartIce,
    RestartPeer,
    Role,
    SendChat,
    SetMedia,
)

log = structlog.get_logger()

LATE_REPORT_MS = 30_000
"""The last window of a consultation is measured before its end and arrives after it."""

TRUSTED_S = 10
"""A reporter that was found in its consultation is not looked up again for so long: most messages are reports."""

EVENTS_PER_MINUTE = 60
WINDOWS_PER_S = 1
WINDOWS_BURST = 60
"""Of one connection. Pages send one every 2 s; each is kept, so that they must not be without number."""


class Participant:
    """One end of consultations, on this node. `client` is its name on the bus: `buyer:ID` or `agent:ID`."""

    role: Role

    def __init__(self, services: Services, connection: Connection, shop: str, name: str, tab: str) -> None:
        self.services = services
        self.connection = connection
        self.shop = shop
        self.name = name
        self.tab = tab
        self.client = f"{self.role}:{name}"
        self.superseded = False
        self.room = services.matchmaker.room(shop)
        self._reporting: tuple[str, float] = ("", 0.0)
        """The consultation last reported on, and until when (monotonic) this client is trusted to be in it."""
        self._windows = float(WINDOWS_BURST)
        self._windows_at = time.monotonic()

    # --- presence ---------------------------------------------------------------------------------------------------

    async def current(self) -> str | None:
        """Id of the consultation this client is in or ringing for, if any."""
        raise NotImplementedError

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Read this client's state and send it whole."""
        raise NotImplementedError

    async def came(self) -> None:
        """The socket is up: hold the lease, tell the other side, send the state."""
        await self.room.renew([self.client])
        await self._presence(connected=True)
        await self.refresh(None, None)

    async def went(self) -> None:
        """The socket is down. The lease is cut to the time a reload takes, unless this node is the one that goes."""
        if self.superseded or self.services.hub.draining:
            return
        await self.room.renew([self.client], for_ms=self.services.config.reconnect_grace_s * 1000)
        await self._presence(connected=False)

    async def _presence(self, *, connected: bool) -> None:
        consultation = await self.current()
        if consultation is not None:
            event = ConnectionChanged(self.role, connected)
            await self.services.matchmaker.apply(self.shop, consultation, event)

    # --- messages ---------------------------------------------------------------------------------------------------

    async def handle(self, message: ClientMessage) -> None:
        """Act on one message. Raises `ConsultError` for what is refused."""
        match message:
            case Ping(sent_ms=sent_ms):
                self.connection.send(pong(self.services, sent_ms))
            case PeerDescription(consultation=of, generation=generation, description=description):
                relayed = RelayedDescription(consultation=of, generation=generation, description=description)
                await self._relay(message, relayed)
            case PeerCandidate(consultation=of, generation=generation, candidate=candidate):
                await self._relay(
                    message, RelayedCandidate(consultation=of, generation=generation, candidate=candidate)
                )
            case RestartIce(consultation=of, generation=generation):
                await self._relay(message, RelayedRestartIce(consultation=of, generation=generation))
            case RestartPeer(consultation=of, generation=generation):
                await self.apply(of, PeerRestart(generation))
            case CameraSignal():
                await self._relay_to_camera(message)
            case RemoveCamera(consultation=of, camera=camera) if self.role is Role.AGENT:
                await self.apply(of, CameraRemoved(camera))
            case SetMedia(consultation=of, media=media):
                await self.apply(of, MediaChanged(self.role, media))
            case SendChat():
                await self._chat(message)
            case LatencyReport():
                await self._latency(message)
            case ReportEvent():
                await self._event(message)
            case End(consultation=of):
                await self.apply(of, Finished(self.role))
            case Accept(consultation=of) if self.role is Role.AGENT:
                await self.apply(of, Accepted())
            case Decline(consultation=of) if self.role is Role.AGENT:
                await self.apply(of, Declined())
            case _:
                raise InvalidMessage(f"not a message of the {self.role}")

    async def apply(self, consultation_id: str, event: Event) -> Consultation:
        """Let an event of this client happen to a consultation it is in. Raises `ConsultError`."""
        await self.services.matchmaker.consultation_of(self.shop, self.client, consultation_id)
        after = await self.services.matchmaker.apply(self.shop, consultation_id, event)
        if after is None:
            raise ConsultationEnded("no such consultation, or it ended long ago")
        return after

    async def _relay(
        self,
        message: PeerDescription | PeerCandidate | RestartIce,
        relayed: RelayedDescription | RelayedCandidate | RelayedRestartIce,
    ) -> None:
        try:
            consultation, role = await self.services.matchmaker.consultation_of(
                self.shop, self.client, message.consultation
            )
        except NotYourConsultation:
            log.warning("foreign_signaling_dropped", client=self.client, consultation=message.consultation)
            raise
        # Of another generation, or after the end: the sender will hear of that by its next state.
        if consultation.state is not State.ENDED and consultation.generation == message.generation:
            await self.services.hub.send(self.shop, consultation.client_of(role.other), relayed)

    async def _relay_to_camera(self, message: CameraSignal) -> None:
        consultation, role = await self.services.matchmaker.consultation_of(
            self.shop, self.client, message.consultation
        )
        # Of a camera that was removed, or after the end: the sender will hear of that by its next state.
        if consultation.state is not State.ACTIVE or consultation.camera != message.camera:
            return
        relayed = RelayedCameraSignal(
            consultation=message.consultation,
            camera=message.camera,
            link=message.link,
            of=role,
            description=message.description,
            candidate=message.candidate,
        )
        await self.services.hub.send(self.shop, camera_client(message.camera), relayed)

    async def _chat(self, message: SendChat) -> None:
        consultation, role = await self.services.matchmaker.consultation_of(
            self.shop, self.client, message.consultation
        )
        if consultation.state is State.OFFERED:
            raise InvalidMessage("the consultation has not begun")
        await self.services.limiter.hit("chat", f"{self.shop}:{self.client}", 30, 10)
        line = await self.services.records.append_chat(
            self.shop, message.consultation, message.id, role, message.text, self.services.clock.now_ms()
        )
        chat = Chat(consultation=message.consultation, line=line)
        self.connection.send(chat)
        await self.services.hub.send(self.shop, consultation.client_of(role.other), chat)

    async def _latency(self, message: LatencyReport) -> None:
        if self.shop == PROBE_SHOP:
            return  # the figures are people's
        self._spend_window()
        known, until = self._reporting
        if known != message.consultation or time.monotonic() > until:
            consultation = await self._reported_on(message.consultation)
            if consultation.state is State.OFFERED:
                raise InvalidMessage("the consultation has not begun")
            self._reporting = (message.consultation, time.monotonic() + TRUSTED_S)
        # A side reports on the picture it sees, so the direction is towards the reporter.
        self.services.recorder.report(
            self.shop, message.consultation, self.role, message.window, self.connection.browser
        )

    def _spend_window(self) -> None:
        now = time.monotonic()
        self._windows = min(WINDOWS_BURST, self._windows + (now - self._windows_at) * WINDOWS_PER_S)
        self._windows_at = now
        if self._windows < 1:
            raise RateLimited("too many windows", retry_after_s=5)
        self._windows -= 1

    async def _event(self, message: ReportEvent) -> None:
        await self.services.limiter.hit("event", f"{self.shop}:{self.client}", EVENTS_PER_MINUTE, 60)
        await self._reported_on(message.consultation)
        self.services.recorder.event(self.shop, message.consultation, self.role, message.event, self.connection.browser)

    async def _reported_on(self, consultation_id: str) -> Consultation:
        """The consultation, if this client may (still) report on it."""
        consultation, _ = await self.services.matchmaker.consultation_of(self.shop, self.client, consultation_id)
        now = self.services.clock.now_ms()
        if consultation.ended_ms is not None and now - consultation.ended_ms > LATE_REPORT_MS:
            raise ConsultationEnded("too late for this report")
        return consultation

    # --- views ------------------------------------------------------------------------------------------------------

    async def view(self, consultation: Consultation) -> ConsultationView:
        """The consultation as this side sees it."""
        other = self.role.other
        product = await self.services.catalogue.product(self.shop, consultation.product)
        shown = await self._shown(consultation)
        chat = []
        if consultation.accepted_ms is not None:
            try:
                chat = await self.services.records.chat(consultation.id)
            except ServiceUnavailable as error:
                # The consultation must go on without the database; pages keep the lines they have.
                log.warning("chat_not_read", consultation=consultation.id, error=str(error))
        return ConsultationView(
            id=consultation.id,
            state=consultation.state,
            version=consultation.version,
            generation=consultation.generation,
            polite=self.role is Role.BUYER,
            purpose=consultation.purpose,
            product=product.view(),
            language=consultation.language,
            peer_name=consultation.buyer_name if other is Role.BUYER else consultation.agent_name,
            peer_connected=consultation.connected(other),
            peer_media=consultation.media(other),
            ice_servers=ice_servers(self.services.config, self.client, self.services.clock.now_ms() // 1000),
            relay_only=self.services.config.relay_only,
            language_differs=consultation.language_differs,
            offered_ms=consultation.offered_ms,
            accepted_ms=consultation.accepted_ms,
            ended_ms=consultation.ended_ms,
            end_reason=consultation.end_reason,
            chat=chat,
            shown=shown,
            cart=list(consultation.cart),
            summary=self._summary(consultation),
            camera=consultation.camera,
        )

    def _summary(self, consultation: Consultation) -> str | None:
        if consultation.accepted_ms is None or consultation.ended_ms is None or self.shop == PROBE_SHOP:
            return None
        return summary_path(self.services.config, consultation.id, consultation.ended_ms)

    async def _shown(self, consultation: Consultation) -> ProductView | None:
        if not consultation.shown or consultation.shown[-1] == consultation.product:
            return None
        return (await self.services.catalogue.product(self.shop, consultation.shown[-1])).view()

    async def own(self, consultation_id: str | None) -> Consultation | None:
        """The consultation of this id if this client is in it; None for no id, an unknown one or another's."""
        if consultation_id is None:
            return None
        consultation = await self.room.consultation(consultation_id)
        if consultation is None or consultation.role_of(self.client) is None:
            return None
        return consultation
