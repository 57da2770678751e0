"""Tables of what is kept of consultations."""

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class ConsultationRow(Base):
    """One consultation that an agent accepted.

    It has no foreign key to shop, staff or product: what was said and advised stays true when a product is taken out
    of the catalogue or an agent leaves, hence also the copies of their names.
    """

    __tablename__ = "consultations"
    __table_args__ = (
        Index("ix_consultations_shop_accepted", "shop", "accepted_ms", "id"),
        Index("ix_consultations_shop_buyer", "shop", "buyer_id"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    buyer_id: Mapped[str] = mapped_column(String(64))
    buyer_country: Mapped[str | None] = mapped_column(String(2))
    agent_id: Mapped[str] = mapped_column(String(64))
    agent_name: Mapped[str] = mapped_column(String(200))
    sku: Mapped[str] = mapped_column(String(64))
    product_title: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(35))
    language_differs: Mapped[bool]
    joined_ms: Mapped[int] = mapped_column(BigInteger)
    accepted_ms: Mapped[int] = mapped_column(BigInteger)
    ended_ms: Mapped[int | None] = mapped_column(BigInteger)
    end_reason: Mapped[str | None] = mapped_column(String(40))
    first_frame_ms: Mapped[float | None]
    """From the agent's *accept* to the first frame on the buyer's screen."""
    first_frame_bound_ms: Mapped[float | None]
    outcome: Mapped[str | None] = mapped_column(String(40))
    size_advised: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    stars: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(Text)


class LatencyRow(Base):
    """End-to-end latency of one direction of a consultation: the merged histogram and the seconds counted."""

    __tablename__ = "consultation_latency"

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    direction: Mapped[str] = mapped_column(String(10), primary_key=True)
    buckets: Mapped[list[int]] = mapped_column(JSON)
    within_ms: Mapped[float]
    late_ms: Mapped[float]
    missing_ms: Mapped[float]
    p50_ms: Mapped[float | None]
    p95_ms: Mapped[float | None]
    bound_ms: Mapped[float | None]
    """Error bound (±) of the frames' latencies on average; None when not every frame had one."""


class ChatRow(Base):
    """One line of chat. `sequence` is the order in which lines were stored."""

    __tablename__ = "chat_lines"
    __table_args__ = (UniqueConstraint("consultation_id", "sender", "line_id"),)

    # SQLite numbers rows by itself only where the key is declared INTEGER.
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    sender: Mapped[str] = mapped_column(String(10))
    line_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    sent_ms: Mapped[int] = mapped_column(BigInteger)


class CallbackRow(Base):
    """A buyer's wish to be called back. `request_id` is the page's own id of it: the same request comes in once."""

    __tablename__ = "callbacks"
    __table_args__ = (
        UniqueConstraint("shop", "buyer_id", "request_id"),
        Index("ix_callbacks_shop_status_at", "shop", "status", "at_ms"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    buyer_id: Mapped[str] = mapped_column(String(64))
    request_id: Mapped[str] = mapped_column(String(64))
    sku: Mapped[str] = mapped_column(String(64))
    product_title: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(35))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    time_zone: Mapped[str] = mapped_column(String(64))
    contact: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(10))
