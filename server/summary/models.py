"""The table of summaries."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class SummaryRow(Base):
    """The summary of one consultation."""

    __tablename__ = "summaries"
    __table_args__ = (Index("ix_summaries_told_ended", "told", "ended_ms"),)

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    """`Summary` as JSON."""
    ended_ms: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[bool]
    """Whether the shop's webhook has been written: once, with the agent's wrap-up or without."""
