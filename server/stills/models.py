"""The table of stills; their images are files."""

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class StillRow(Base):
    """One still of a consultation."""

    __tablename__ = "stills"
    __table_args__ = (Index("ix_stills_consultation", "consultation_id", "created_ms"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    shop: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(80))
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    created_ms: Mapped[int] = mapped_column(BigInteger)
