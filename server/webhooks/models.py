"""Tables of webhooks and of every try to send one."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class DeliveryRow(Base):
    """A webhook that is to be sent. Whoever moves `next_try_ms` forward has the next try to himself."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_state_next", "state", "next_try_ms"),
        Index("ix_webhook_deliveries_shop_created", "shop", "created_ms"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    next_try_ms: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    """due | sent | given_up"""
    shop: Mapped[str] = mapped_column(String(64), server_default="")
    """Whose affair it is."""
    kind: Mapped[str] = mapped_column(String(60), server_default="")
    """The `type` in the payload."""
    receiver: Mapped[str] = mapped_column(String(10), server_default="operator")
    """operator (the address of the settings) | shop (the shop's own)"""


class AttemptRow(Base):
    """One try to send a webhook, for whoever has to find out why it does not arrive."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (Index("ix_webhook_attempts_delivery", "delivery_id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    delivery_id: Mapped[str] = mapped_column(ForeignKey("webhook_deliveries.id", ondelete="CASCADE"))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    took_ms: Mapped[int]
    status: Mapped[int | None]
    """HTTP status of the answer; None when there was none."""
    error: Mapped[str | None] = mapped_column(String(100))
    """Why there was no answer."""
