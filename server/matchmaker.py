"""Carries out what the waiting room and the consultation's state machine decide, and tells the people concerned.

Every step is committed in Redis first (one script, whole or not at all) and told afterwards. A node that dies in
between leaves a consistent waiting room; the others' sweep and the clients' reconnects bring the rest up to date.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from redis.asyncio import Redis

from server.camera import camera_client
from server.config import Config
from server.hub import Hub
from server.latency import EntryRow, LatencyRecorder
from server.probe import PROBE_SHOP
from server.records import ConsultationRecord, Records
from server.redis import SharedClock
from server.shop import Catalogue
from signaling.consultation import (
    AgentFate,
    Consultation,
    DeadlinePassed,
    EndReason,
    Event,
    Lost,
    State,
    TicketFate,
    advance,
)
from signaling.errors import ConsultationEnded, NotYourConsultation, ServiceUnavailable
from signaling.messages import Role
from signaling.tickets import Agent, Ticket
from signaling.waiting_room import WaitingRoom

log = structlog.get_logger()

MAX_CONFLICTS: Final = 20
"""Steps on one consultation are few and short; so many lost races in a row mean a defect, not contention."""

BUYER_NOTICES: Final = {
    EndReason.MISSED: "offer-missed",
    EndReason.DECLINED: "offer-missed",
    EndReason.AGENT_UNREACHABLE: "offer-missed",
    EndReason.AGENT_LOST: "agent-lost",
    EndReason.BUYER_LOST: "lapsed",
}
AGENT_NOTICES: Final = {
    EndReason.MISSED: "offer-missed",
    EndReason.ABANDONED: "offer-withdrawn",
    EndReason.BUYER_ENDED: "buyer-left",
    EndReason.BUYER_LOST: "buyer-left",
}


class Matchmaker:
    """Pairs buyers with agents and leads consultations from offer to end. Any node may act on any consultation."""

    def __init__(
        self,
        config: Config,
        redis: "Redis",
        clock: SharedClock,
        hub: Hub,
        catalogue: Catalogue,
        records: Records,
        recorder: LatencyRecorder,
        *,
        ended: Callable[[str, Consultation], Awaitable[None]],
    ) -> None:
        self._config = config
        self._redis = redis
        self._clock = clock
        self._hub = hub
        self._catalogue = catalogue
        self._records = records
        self._recorder = recorder
        self._ended = ended
        """Told of the shop and its consultation once that has ended and is recorded."""
        self._rooms: dict[str, WaitingRoom] = {}
        self._writes: dict[str, asyncio.Task[None]] = {}

    def room(self, shop: str) -> WaitingRoom:
        """The waiting room of a shop."""
        if shop not in self._rooms:
            self._rooms[shop] = WaitingRoom(
                self._redis,
                shop,
                self._clock.now_ms,
                lease_ms=self._config.lease_s * 1000,
                offer_deadline_ms=self._config.offer_deadline_s * 1000,
                relax_after_ms=self._config.relax_after_s * 1000,
                returning_boost_ms=self._config.returning_boost_s * 1000,
            )
        return self._rooms[shop]

    async def seek_agent(self, shop: str, ticket: Ticket) -> None:
        """Look for an agent for a waiting ticket; both are rung when there is one."""
        await self._ring(shop, await self.room(shop).seek_agent(ticket, _new_id()))

    async def seek_ticket(self, shop: str, agent: Agent) -> None:
        """Look for a ticket for an idle agent; both are rung when there is one."""
        await self._ring(shop, await self.room(shop).seek_ticket(agent, _new_id()))

    async def _ring(self, shop: str, consultation: Consultation | None) -> None:
        if consultation is not None:
            log.info("offered", shop=shop, consultation=consultation.id)
            await self._tell(shop, consultation)

    async def _tell(self, shop: str, consultation: Consultation) -> None:
        reason = consultation.end_reason
        buyer, agent = consultation.client_of(Role.BUYER), consultation.client_of(Role.AGENT)
        await self._hub.refresh(shop, buyer, consultation.id, BUYER_NOTICES.get(reason) if reason else None)
        await self._hub.refresh(shop, agent, consultation.id, AGENT_NOTICES.get(reason) if reason else None)

    async def consultation_of(self, shop: str, client: str, consultation_id: str) -> tuple[Consultation, Role]:
        """The consultation and the client's role in it.

        Raises `ConsultationEnded` when it is no longer known, `NotYourConsultation` when the client is not in it.
        """
        consultation = await self.room(shop).consultation(consultation_id)
        if consultation is None:
            raise ConsultationEnded("no such consultation, or it ended long ago")
        role = consultation.role_of(client)
        if role is None:
            raise NotYourConsultation("the consultation is between two other people")
        return consultation, role

    async def apply(self, shop: str, consultation_id: str, event: Event) -> Consultation | None:
        """Let an event happen to a consultation: decide, commit, tell both sides, look for the next pairing.

        Returns the consultation as it now stands, None when there is none of this id. Raises what `advance` raises.
        """
        room = self.room(shop)
        for _ in range(MAX_CONFLICTS):
            consultation = await room.consultation(consultation_id)
            if consultation is None:
                return None
            step = advance(consultation, event, self._clock.now_ms())
            if step is None:
                return consultation
            answer = await room.settle(consultation, step)
            if answer == "renewed":
                return consultation
            if answer == "done":
                await self._after(shop, consultation, step.consultation, step.ticket, step.agent)
                return step.consultation
        raise ServiceUnavailable("the consultation is changing too quickly; try again")

    async def _after(
        self, shop: str, before: Consultation, now: Consultation, ticket: TicketFate, agent: AgentFate
    ) -> None:
        if before.state is not State.ACTIVE and now.state is State.ACTIVE:
            log.info("accepted", shop=shop, consultation=now.id)
            if shop != PROBE_SHOP:  # what software says to software is nobody's history
                await self._open_record(shop, now)
        if before.state is State.ACTIVE and now.state is State.ENDED:
            log.info("ended", shop=shop, consultation=now.id, reason=now.end_reason)
            if shop != PROBE_SHOP:
                self.keep(now.id, lambda: self._close_record(shop, now))
                self.keep(now.id, lambda: self._ended(shop, now))
        if before.state is now.state is State.ACTIVE:
            self._note_lines(shop, before, now)
        await self._tell(shop, now)
        for camera in {before.camera, now.camera} - {None}:
            await self._hub.refresh(shop, camera_client(str(camera)), now.id)
        room = self.room(shop)
        if ticket in (TicketFate.REQUEUE, TicketFate.PASS_ON):
            waiting = await room.ticket(now.buyer)
            if waiting is not None:
                await self.seek_agent(shop, waiting)
        if agent is AgentFate.AVAILABLE:
            idle = await room.agent(now.agent)
            if idle is not None:
                await self.seek_ticket(shop, idle)

    def _note_lines(self, shop: str, before: Consultation, now: Consultation) -> None:
        """Put on the timeline whose line to the service was lost, or is back."""
        for role in Role:
            if before.connected(role) is not now.connected(role):
                kind = "connected" if now.connected(role) else "reconnecting"
                entry = EntryRow(at_ms=self._clock.now_ms(), by=role, kind=kind, reason="socket")
                self._recorder.happened(shop, now.id, entry)

    async def _open_record(self, shop: str, consultation: Consultation) -> None:
        product = await self._catalogue.product(shop, consultation.product)
        record = ConsultationRecord(
            id=consultation.id,
            shop=shop,
            buyer_id=consultation.buyer,
            buyer_country=consultation.buyer_country,
            agent_id=consultation.agent,
            agent_name=consultation.agent_name,
            sku=consultation.product,
            product_title=product.title,
            purpose=consultation.purpose,
            language=consultation.language,
            language_differs=consultation.language_differs,
            joined_ms=consultation.joined_ms,
            accepted_ms=consultation.accepted_ms or 0,
        )
        agent = await self.room(shop).agent(consultation.agent)
        await self._recorder.started(shop, consultation, product.title, agent.time_zone if agent else "")
        self.keep(record.id, lambda: self._records.save_accepted(record))

    async def _close_record(self, shop: str, consultation: Consultation) -> None:
        ended_ms, reason = consultation.ended_ms or 0, consultation.end_reason or EndReason.AGENT_LOST
        await self._records.save_ended(consultation.id, ended_ms, reason)
        await self._recorder.ended(shop, consultation.id, ended_ms, reason)

    def keep(self, consultation_id: str, write: Callable[[], Awaitable[None]]) -> None:
        """Keep something in the records without making the two people wait for the database.

        Retried until it is kept; what is kept of one consultation is kept in the order of the calls.
        """
        previous = self._writes.get(consultation_id)

        async def in_order() -> None:
            if previous is not None:
                await asyncio.wait([previous])
            delay_s = 0.2
            while True:
                try:
                    return await write()
                except Exception as error:  # whatever it was, the record is still owed
                    log.exception("record_not_kept", consultation=consultation_id, error=str(error), retry_s=delay_s)
                    await asyncio.sleep(delay_s)
                    delay_s = min(30.0, delay_s * 2)

        task = asyncio.create_task(in_order(), name=f"record {consultation_id}")
        self._writes[consultation_id] = task
        task.add_done_callback(lambda done: self._kept(consultation_id, done))

    def _kept(self, consultation_id: str, done: asyncio.Task[None]) -> None:
        if self._writes.get(consultation_id) is done:
            del self._writes[consultation_id]

    async def flush(self, timeout_s: float) -> None:
        """Wait until every record is kept; after `timeout_s` say how many were not."""
        if self._writes:
            _, owed = await asyncio.wait(self._writes.values(), timeout=timeout_s)
            if owed:
                log.error("records_lost", count=len(owed))
            for task in owed:
                task.cancel()

    # --- what time brings -------------------------------------------------------------------------------------------

    async def sweep(self, shop: str, *, leases: bool, mend: bool) -> None:
        """Act on what has become due in a shop. Any number of nodes may do this at once.

        `leases`: whether ended leases may be believed (not right after an outage, when nobody could renew).
        `mend`: also look for an agent for the heads of all lanes, in case a node died between two steps.
        """
        room = self.room(shop)
        due = await room.due()
        for consultation_id in due.deadlines:
            if await self.apply(shop, consultation_id, DeadlinePassed()) is None:
                await room.forget_deadline(consultation_id)
        for buyer in due.relaxing:
            relaxed = await room.relax(buyer)
            if relaxed is not None:
                await self.seek_agent(shop, relaxed)
        if leases:
            for buyer in due.buyers:
                await self._buyer_lapsed(shop, buyer)
            for agent in due.agents:
                await self._agent_lapsed(shop, agent)
        if mend:
            for buyer in await room.heads():
                ticket = await room.ticket(buyer)
                if ticket is not None:
                    await self.seek_agent(shop, ticket)

    async def _buyer_lapsed(self, shop: str, buyer: str) -> None:
        room = self.room(shop)
        if await room.leave(buyer, if_lapsed=True) == "taken":
            ticket = await room.ticket(buyer)
            if ticket is not None and ticket.consultation is not None:
                await self.apply(shop, ticket.consultation, Lost(Role.BUYER))

    async def _agent_lapsed(self, shop: str, agent: str) -> None:
        room = self.room(shop)
        if await room.away(agent, gone=True, if_lapsed=True) == "taken":
            record = await room.agent(agent)
            if record is not None and record.consultation is not None:
                await self.apply(shop, record.consultation, Lost(Role.AGENT))


def _new_id() -> str:
    return secrets.token_urlsafe(12)
