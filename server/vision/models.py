"""Tables of what was measured on pictures."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class GarmentMeasureRow(Base):
    """A length of the garment of a consultation, the newest of its name."""

    __tablename__ = "garment_measures"

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    cm: Mapped[float]
    error_cm: Mapped[float]
    still_id: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(10))
    measured_ms: Mapped[int] = mapped_column(BigInteger)


class ColourCorrectionRow(Base):
    """How the agent's picture of a consultation is corrected. No row: not at all."""

    __tablename__ = "colour_corrections"

    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    correction: Mapped[dict[str, Any]]
    corrected_ms: Mapped[int] = mapped_column(BigInteger)


class ColourCardRow(Base):
    """A shop's printed colour card as it was measured: 24 patches in CIELAB (D50). No row: as it was meant."""

    __tablename__ = "colour_cards"

    shop: Mapped[str] = mapped_column(String(64), primary_key=True)
    lab: Mapped[list[list[float]]] = mapped_column(JSON)
    saved_ms: Mapped[int] = mapped_column(BigInteger)
