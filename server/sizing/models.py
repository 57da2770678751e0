"""Tables of size charts, of measurements that buyers let the shop keep, and of what was advised and became of it."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class SizeChartRow(Base):
    """One chart: of a product (`key` is its SKU), a brand or a category."""

    __tablename__ = "size_charts"

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    chart: Mapped[dict[str, Any]]
    updated_ms: Mapped[int] = mapped_column(BigInteger)
    updated_by: Mapped[str] = mapped_column(String(64))
    """Id of the member of staff."""


class BuyerMeasurementsRow(Base):
    """What a buyer measures, kept because he agreed at `consented_ms`, until he has it erased."""

    __tablename__ = "buyer_measurements"

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    buyer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    body_cm: Mapped[dict[str, Any]]
    known: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    fit: Mapped[str] = mapped_column(String(10))
    consented_ms: Mapped[int] = mapped_column(BigInteger)


class SizeOutcomeRow(Base):
    """What became of one garment that somebody took home; nothing says who. `id` is the shop's own, of an order's line.

    `category` is the product's when the shop told of it.
    """

    __tablename__ = "size_outcomes"
    __table_args__ = (
        Index("ix_size_outcomes_shop_happened", "shop", "happened_ms"),
        Index("ix_size_outcomes_shop_sku", "shop", "sku"),
    )

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sku: Mapped[str] = mapped_column(String(64))
    category: Mapped[str] = mapped_column(String(100))
    size: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(10))
    """kept | too-small | too-big"""
    happened_ms: Mapped[int] = mapped_column(BigInteger)


class ConsultationAdviceRow(Base):
    """The size that was last advised in a consultation, and why, without the wearer's measures."""

    __tablename__ = "consultation_advice"

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    size: Mapped[str] = mapped_column(Text)
    runner_up: Mapped[str | None] = mapped_column(Text)
    probability: Mapped[float]
    group: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    advised_ms: Mapped[int] = mapped_column(BigInteger)
