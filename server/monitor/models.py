"""Tables of alerts and synthetic consultations."""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class BurnAlertRow(Base):
    """One time that a rule fired for a shop. `open` is 1 while it does and NULL afterwards: so it is open once."""

    __tablename__ = "burn_alerts"
    __table_args__ = (
        UniqueConstraint("shop", "rule", "open"),
        Index("ix_burn_alerts_shop_since", "shop", "since_ms"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(20))
    open: Mapped[int | None]
    severity: Mapped[str] = mapped_column(String(10))
    threshold: Mapped[float]
    since_ms: Mapped[int] = mapped_column(BigInteger)
    resolved_ms: Mapped[int | None] = mapped_column(BigInteger)
    long: Mapped[dict[str, Any]]
    short: Mapped[dict[str, Any]]
    """`BurnRate`s as they were last seen."""
    announced: Mapped[bool]
    """Whether a webhook told of it: then another tells when it is resolved."""
    acknowledged_by: Mapped[str | None] = mapped_column(String(200))
    acknowledged_ms: Mapped[int | None] = mapped_column(BigInteger)
    acknowledged_reason: Mapped[str | None] = mapped_column(String(200))


class SilenceRow(Base):
    """A rule whose webhooks are not sent until a moment."""

    __tablename__ = "alert_silences"

    shop: Mapped[str] = mapped_column(String(64), primary_key=True)
    rule: Mapped[str] = mapped_column(String(20), primary_key=True)
    by: Mapped[str] = mapped_column(String(200))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    until_ms: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(200))


class ProbeRow(Base):
    """The result of one synthetic consultation."""

    __tablename__ = "probe_results"
    __table_args__ = (Index("ix_probe_results_at", "at_ms"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    region: Mapped[str] = mapped_column(String(40))
    path: Mapped[str] = mapped_column(String(10))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    within_target: Mapped[bool]
    setup_ms: Mapped[float | None]
    p50_ms: Mapped[float | None]
    p95_ms: Mapped[float | None]
    bound_ms: Mapped[float | None]
    error: Mapped[str | None] = mapped_column(String(200))
