"""Stores and reads what is kept of consultations. All times are Unix milliseconds, UTC."""

import secrets
from collections.abc import Sequence
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from server.clock import Clock, unix_ms
from server.database import Database, insert
from server.errors import CallbackInPast, UnknownCallback, UnknownConsultation, UnknownTimeZone
from server.records.history import (
    CallbackItem,
    HistoryItem,
    HistoryPage,
    callback_item,
    decode_cursor,
    history_page,
)
from server.records.models import CallbackRow, ChatRow, ConsultationRow, LatencyRow
from server.records.percentiles import percentile_ms
from signaling.errors import NotYourConsultation
from signaling.messages import ChatLine, Outcome, Purpose, RequestCallback, Role

CALLBACK_TOLERANCE_MS = 60_000
"""A form takes a moment to fill in: "now" is still taken when it arrives this much later."""

_TO_BUYER = (LatencyRow.consultation_id == ConsultationRow.id) & (LatencyRow.direction == "to_buyer")

CallbackStatus = Literal["open", "done"]


class ConsultationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a consultation at the moment in which an agent accepts it."""

    id: str
    shop: str
    buyer_id: str
    agent_id: str
    agent_name: str
    sku: str
    product_title: str
    purpose: Purpose
    language: str
    joined_ms: int
    accepted_ms: int
    buyer_country: str | None = None
    language_differs: bool = False


class Records:
    """The history of consultations and the callback requests of every shop."""

    def __init__(self, db: Database, *, now_ms: Clock = unix_ms) -> None:
        self._db = db
        self._now_ms = now_ms

    # --- the course of a consultation ---------------------------------------------------------------------------

    async def save_accepted(self, record: ConsultationRecord) -> None:
        """Store a consultation that was just accepted; a repeat changes nothing."""
        async with self._db.session() as session:
            statement = insert(session, ConsultationRow).values(msgspec.to_builtins(record))
            await session.execute(statement.on_conflict_do_nothing())

    async def save_ended(self, consultation_id: str, ended_ms: int, end_reason: str) -> None:
        """Store when and why it ended; the first end wins. An unknown id changes nothing."""
        await self._change(
            consultation_id, ConsultationRow.ended_ms.is_(None), ended_ms=ended_ms, end_reason=end_reason
        )

    async def save_first_frame(self, consultation_id: str, elapsed_ms: float, bound_ms: float) -> None:
        """Store the time from accept to first frame, ± `bound_ms`; the first report wins."""
        await self._change(
            consultation_id,
            ConsultationRow.first_frame_ms.is_(None),
            first_frame_ms=elapsed_ms,
            first_frame_bound_ms=bound_ms,
        )

    async def save_latency(
        self,
        consultation_id: str,
        direction: str,
        buckets: Sequence[int],
        within_ms: float,
        late_ms: float,
        missing_ms: float,
        bound_ms: float | None = None,
    ) -> None:
        """Store the latency so far of one direction (to_buyer, to_agent), in place of what was stored before.

        `bound_ms` is the error bound (±) of the frames on average, None while it is not known of all of them.

        Raises UnknownConsultation.
        """
        values = {
            "buckets": list(buckets),
            "within_ms": within_ms,
            "late_ms": late_ms,
            "missing_ms": missing_ms,
            "p50_ms": percentile_ms(buckets, 0.50),
            "p95_ms": percentile_ms(buckets, 0.95),
            "bound_ms": bound_ms,
        }
        keys = {"consultation_id": consultation_id, "direction": direction}
        try:
            async with self._db.session() as session:
                statement = insert(session, LatencyRow).values({**keys, **values})
                await session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))
        except IntegrityError:
            raise UnknownConsultation(f"no consultation {consultation_id!r} was accepted") from None

    async def append_chat(
        self, shop: str, consultation_id: str, line_id: str, sender: Role, text: str, sent_ms: int
    ) -> ChatLine:
        """Store a line of chat and return it as stored; a repeat of the id by the same sender returns the first one.

        Raises NotYourConsultation when the shop has no such consultation.
        """
        key = (ChatRow.consultation_id == consultation_id, ChatRow.sender == sender, ChatRow.line_id == line_id)
        async with self._db.session() as session:
            of_shop = select(ConsultationRow.id).where(
                ConsultationRow.id == consultation_id, ConsultationRow.shop == shop
            )
            if await session.scalar(of_shop) is None:
                raise NotYourConsultation(f"the shop {shop!r} has no consultation {consultation_id!r}")
            values = {
                "consultation_id": consultation_id,
                "sender": sender.value,
                "line_id": line_id,
                "text": _storable(text),
                "sent_ms": sent_ms,
            }
            await session.execute(insert(session, ChatRow).values(values).on_conflict_do_nothing())
            return _chat_line((await session.scalars(select(ChatRow).where(*key))).one())

    async def chat(self, consultation_id: str) -> list[ChatLine]:
        """Every line of the consultation, in the order in which they were stored."""
        query = select(ChatRow).where(ChatRow.consultation_id == consultation_id).order_by(ChatRow.sequence)
        async with self._db.reading() as session:
            return [_chat_line(row) for row in await session.scalars(query)]

    # --- what people say of it afterwards -----------------------------------------------------------------------

    async def save_outcome(
        self,
        shop: str,
        consultation_id: str,
        agent_id: str,
        outcome: Outcome,
        size_advised: str | None = None,
        note: str | None = None,
    ) -> None:
        """Store the agent's wrap-up; saving again corrects it. Raises NotYourConsultation."""
        changed = await self._change(
            consultation_id,
            ConsultationRow.shop == shop,
            ConsultationRow.agent_id == agent_id,
            outcome=outcome.value,
            size_advised=_storable(size_advised),
            note=_storable(note),
        )
        if not changed:
            raise NotYourConsultation(f"{consultation_id!r} is no consultation of {agent_id!r}")

    async def save_rating(
        self, shop: str, consultation_id: str, buyer_id: str, stars: int, comment: str | None = None
    ) -> None:
        """Store the buyer's rating (1 to 5 stars); rating again corrects it. Raises NotYourConsultation."""
        changed = await self._change(
            consultation_id,
            ConsultationRow.shop == shop,
            ConsultationRow.buyer_id == buyer_id,
            stars=stars,
            comment=_storable(comment),
        )
        if not changed:
            raise NotYourConsultation(f"{consultation_id!r} is no consultation of {buyer_id!r}")

    async def history(self, shop: str, cursor: str | None = None, limit: int = 50) -> HistoryPage:
        """The shop's consultations, newest first, at most `limit`; `cursor` is the `next_cursor` of the page before.

        Raises InvalidRequest for a cursor that is not one.
        """
        query = (
            select(ConsultationRow, LatencyRow)
            .outerjoin(LatencyRow, _TO_BUYER)
            .where(ConsultationRow.shop == shop)
            .order_by(ConsultationRow.accepted_ms.desc(), ConsultationRow.id.desc())
            .limit(limit + 1)
        )
        if cursor is not None:
            accepted_ms, consultation_id = decode_cursor(cursor)
            query = query.where(
                (ConsultationRow.accepted_ms < accepted_ms)
                | ((ConsultationRow.accepted_ms == accepted_ms) & (ConsultationRow.id < consultation_id))
            )
        async with self._db.reading() as session:
            rows = [(row[0], row[1]) for row in await session.execute(query)]
        return history_page(rows, limit)

    async def consultation(self, shop: str, consultation_id: str) -> HistoryItem:
        """One consultation of the shop, running or past. Raises UnknownConsultation."""
        query = (
            select(ConsultationRow, LatencyRow)
            .outerjoin(LatencyRow, _TO_BUYER)
            .where(ConsultationRow.shop == shop, ConsultationRow.id == consultation_id)
        )
        async with self._db.reading() as session:
            row = (await session.execute(query)).one_or_none()
        if row is None:
            raise UnknownConsultation(f"the shop {shop!r} has no consultation {consultation_id!r}")
        return history_page([(row[0], row[1])], 1).items[0]

    async def has_consulted(self, shop: str, buyer_id: str) -> bool:
        """Whether the buyer has had a consultation with this shop."""
        query = select(ConsultationRow.id).where(ConsultationRow.shop == shop, ConsultationRow.buyer_id == buyer_id)
        async with self._db.reading() as session:
            return await session.scalar(query.limit(1)) is not None

    # --- callback requests --------------------------------------------------------------------------------------

    async def save_callback(self, shop: str, buyer_id: str, request: RequestCallback, *, product_title: str) -> None:
        """Store a callback request; a repeat of the same `request.id` by the same buyer changes nothing.

        Raises UnknownTimeZone, CallbackInPast.
        """
        _check_time_zone(request.time_zone)
        now_ms = self._now_ms()
        if request.at_ms < now_ms - CALLBACK_TOLERANCE_MS:
            raise CallbackInPast("the moment asked for has gone by: choose a later one")
        values = {
            "id": secrets.token_hex(8),
            "shop": shop,
            "buyer_id": buyer_id,
            "request_id": request.id,
            "sku": request.product,
            "product_title": product_title,
            "purpose": request.purpose.value,
            "language": request.language,
            "at_ms": request.at_ms,
            "time_zone": request.time_zone,
            "contact": _storable(request.contact),
            "note": _storable(request.note),
            "created_ms": now_ms,
            "status": "open",
        }
        async with self._db.session() as session:
            await session.execute(insert(session, CallbackRow).values(values).on_conflict_do_nothing())

    async def callbacks(self, shop: str, status: CallbackStatus | None = None) -> list[CallbackItem]:
        """The shop's callback requests by the moment asked for; at most 200."""
        query = select(CallbackRow).where(CallbackRow.shop == shop)
        if status is not None:
            query = query.where(CallbackRow.status == status)
        async with self._db.reading() as session:
            rows = await session.scalars(query.order_by(CallbackRow.at_ms, CallbackRow.id).limit(200))
            return [callback_item(row) for row in rows]

    async def set_callback_status(self, shop: str, callback_id: str, status: CallbackStatus) -> CallbackItem:
        """Mark a callback request as open or done, and return it. Raises UnknownCallback."""
        change = (
            update(CallbackRow)
            .where(CallbackRow.shop == shop, CallbackRow.id == callback_id)
            .values(status=status)
            .returning(CallbackRow)
        )
        async with self._db.session() as session:
            row = (await session.scalars(change)).one_or_none()
            if row is None:
                raise UnknownCallback(f"the shop {shop!r} has no callback request {callback_id!r}")
            return callback_item(row)

    async def _change(self, consultation_id: str, *conditions: Any, **values: Any) -> bool:
        change = update(ConsultationRow).where(ConsultationRow.id == consultation_id, *conditions).values(**values)
        async with self._db.session() as session:
            return await session.scalar(change.returning(ConsultationRow.id)) is not None


def _chat_line(row: ChatRow) -> ChatLine:
    return ChatLine(id=row.line_id, sender=Role(row.sender), text=row.text, sent_ms=row.sent_ms)


def _check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: the name of a directory of the database, such as "Europe"
        raise UnknownTimeZone(f"there is no time zone {name!r}") from None


def _storable(text: Any) -> Any:
    """Without NUL characters, which JSON can carry and PostgreSQL cannot store."""
    return text.replace("\x00", "") if text else text
