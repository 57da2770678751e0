"""What the console lists: past consultations in pages, and callback requests."""

import base64
import binascii
from collections.abc import Sequence

import msgspec

from server.errors import InvalidRequest
from server.records.models import CallbackRow, ConsultationRow, LatencyRow
from signaling.messages import Outcome, Purpose


class HistoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """One past (or running) consultation. Latency is that of the pictures towards the buyer."""

    id: str
    started_ms: int
    ended_ms: int | None
    purpose: Purpose
    sku: str
    product_title: str
    language: str
    buyer_country: str | None
    agent_name: str
    end_reason: str | None
    outcome: Outcome | None
    size_advised: str | None
    note: str | None
    stars: int | None
    comment: str | None
    accept_to_first_frame_ms: float | None
    p50_ms: float | None
    p95_ms: float | None
    bound_ms: float | None
    """Error bound (±) of the frames' latencies on average; None when not every frame had one."""
    within_share: float | None
    """Share (0 to 1) of the time in which a picture was due and the newest one was within the target."""


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the history; `next_cursor` is None on the last."""

    items: list[HistoryItem]
    next_cursor: str | None


class CallbackItem(msgspec.Struct, frozen=True, kw_only=True):
    """A buyer's callback request: the moment asked for, and the time zone he named it in."""

    id: str
    at_ms: int
    time_zone: str
    contact: str
    note: str | None
    language: str
    purpose: Purpose
    sku: str
    product_title: str
    created_ms: int
    status: str


def history_page(rows: Sequence[tuple[ConsultationRow, LatencyRow | None]], limit: int) -> HistoryPage:
    """Make a page of at most `limit` items; `rows` holds one more when there is a next page."""
    shown = rows[:limit]
    more = len(rows) > limit
    return HistoryPage(
        items=[_item(consultation, latency) for consultation, latency in shown],
        next_cursor=_encode_cursor(shown[-1][0]) if more else None,
    )


def callback_item(row: CallbackRow) -> CallbackItem:
    """Make the listed form of a stored callback request."""
    return msgspec.convert({name: getattr(row, name) for name in CallbackItem.__struct_fields__}, CallbackItem)


def decode_cursor(cursor: str) -> tuple[int, str]:
    """Return (accepted_ms, id) of the last consultation shown. Raises InvalidRequest."""
    try:
        accepted_ms, consultation_id = base64.urlsafe_b64decode(cursor).decode().split(":", 1)
        return int(accepted_ms) & 0x7FFF_FFFF_FFFF_FFFF, consultation_id.replace("\x00", "")
    except (binascii.Error, ValueError):
        raise InvalidRequest("cursor: not one that this service gave out") from None


def _encode_cursor(row: ConsultationRow) -> str:
    return base64.urlsafe_b64encode(f"{row.accepted_ms}:{row.id}".encode()).decode()


def _item(row: ConsultationRow, latency: LatencyRow | None) -> HistoryItem:
    due_ms = latency.within_ms + latency.late_ms + latency.missing_ms if latency else 0
    return HistoryItem(
        id=row.id,
        started_ms=row.accepted_ms,
        ended_ms=row.ended_ms,
        purpose=Purpose(row.purpose),
        sku=row.sku,
        product_title=row.product_title,
        language=row.language,
        buyer_country=row.buyer_country,
        agent_name=row.agent_name,
        end_reason=row.end_reason,
        outcome=Outcome(row.outcome) if row.outcome else None,
        size_advised=row.size_advised,
        note=row.note,
        stars=row.stars,
        comment=row.comment,
        accept_to_first_frame_ms=row.first_frame_ms,
        p50_ms=latency.p50_ms if latency else None,
        p95_ms=latency.p95_ms if latency else None,
        bound_ms=latency.bound_ms if latency else None,
        within_share=latency.within_ms / due_ms if latency and due_ms else None,
    )
