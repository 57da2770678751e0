"""Tables of shops, their products and their staff."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class ShopRow(Base):
    """One tenant."""

    __tablename__ = "shops"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    languages: Mapped[list[str]]
    secret: Mapped[str] = mapped_column(String(200))
    """Key of the shop's buyer tokens. Kept readable, because HMAC needs the key itself to verify."""
    allowed_origins: Mapped[list[str]]
    settings: Mapped[dict[str, Any]]
    created_ms: Mapped[int] = mapped_column(BigInteger)


class ProductRow(Base):
    """One product of a shop."""

    __tablename__ = "products"

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    sku: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    category: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text)
    price: Mapped[str | None] = mapped_column(String(60))
    image: Mapped[str | None] = mapped_column(String(2000))
    images: Mapped[list[str]]
    url: Mapped[str | None] = mapped_column(String(2000))
    sizes: Mapped[list[str]]
    size_chart: Mapped[dict[str, Any] | None]
    brand: Mapped[str | None] = mapped_column(String(100))
    purposes: Mapped[list[str]]
    variants: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    position: Mapped[int]
    """Place in the shop's listing."""


class StaffRow(Base):
    """An agent or supervisor of a shop."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("shop", "username"),)

    shop: Mapped[str] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(String(200), index=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """argon2id; None: signs in with one-time links only."""
    role: Mapped[str] = mapped_column(String(20))
    languages: Mapped[list[str]]
    purposes: Mapped[list[str]]
    categories: Mapped[list[str]]
    time_zone: Mapped[str] = mapped_column(String(64))


class SignInLinkRow(Base):
    """A one-time link. Only its hash is stored: who reads the database cannot sign in with it."""

    __tablename__ = "sign_in_links"
    __table_args__ = (ForeignKeyConstraint(["shop", "staff_id"], ["staff.shop", "staff.id"], ondelete="CASCADE"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    staff_id: Mapped[str] = mapped_column(String(64))
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class StaffSessionRow(Base):
    """A staff member signed in on one browser. Deleting the row ends it, whatever cookies are still about."""

    __tablename__ = "staff_sessions"
    __table_args__ = (ForeignKeyConstraint(["shop", "staff_id"], ["staff.shop", "staff.id"], ondelete="CASCADE"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop: Mapped[str] = mapped_column(String(64))
    staff_id: Mapped[str] = mapped_column(String(64))
    created_ms: Mapped[int] = mapped_column(BigInteger)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)
