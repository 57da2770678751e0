"""Tables of latency: history rolled up, timelines of ended consultations, and what each contributed to its route."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class LatencyHistoryRow(Base):
    """One minute, hour or day (UTC) of a shop's pictures towards buyers."""

    __tablename__ = "latency_history"
    __table_args__ = (Index("ix_latency_history_step_at", "step", "at_ms"),)

    shop: Mapped[str] = mapped_column(String(64), primary_key=True)
    step: Mapped[str] = mapped_column(String(6), primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    within_ms: Mapped[int] = mapped_column(BigInteger)
    late_ms: Mapped[int] = mapped_column(BigInteger)
    missing_ms: Mapped[int] = mapped_column(BigInteger)
    sums: Mapped[bytes] = mapped_column(LargeBinary)
    """`Sums` (JSON). The milliseconds stand beside it for the error budget, which needs nothing else."""


class TimelineRow(Base):
    """The timeline of an ended consultation, and what was known of its two ends."""

    __tablename__ = "consultation_timelines"
    __table_args__ = (Index("ix_consultation_timelines_saved", "saved_ms"),)

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    saved_ms: Mapped[int] = mapped_column(BigInteger)
    buyer_country: Mapped[str] = mapped_column(String(2))
    agent_region: Mapped[str] = mapped_column(String(64))
    """The agent's IANA time zone."""
    buyer_browser: Mapped[str] = mapped_column(String(40))
    agent_browser: Mapped[str] = mapped_column(String(40))
    floor_ms: Mapped[int | None]
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    """Rows (`rows.py`) as a JSON array, compressed (zlib)."""


class RouteRow(Base):
    """What one consultation contributed in one hour by one path and codec. Groups are added up from these."""

    __tablename__ = "consultation_routes"
    __table_args__ = (Index("ix_consultation_routes_shop_hour", "shop", "hour_ms"),)

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    hour_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    path: Mapped[str] = mapped_column(String(10), primary_key=True)
    codec: Mapped[str] = mapped_column(String(20), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2))
    region: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str] = mapped_column(String(40))
    floor_ms: Mapped[int | None]
    sums: Mapped[bytes] = mapped_column(LargeBinary)
