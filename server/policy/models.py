"""Table of the shops' rules for returns."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class ReturnRuleRow(Base):
    """One rule of a shop. An empty `category` or `country` means all: a part of a primary key cannot be NULL."""

    __tablename__ = "return_rules"

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    category: Mapped[str] = mapped_column(String(100), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    window_days: Mapped[int]
    who_pays: Mapped[str] = mapped_column(String(10))
    exclusions: Mapped[list[str]]
    condition: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    """Place in the shop's own order, which decides nothing."""
