"""A shop's agents and supervisors, and the two ways in which they prove who they are."""

import asyncio
import hashlib
import secrets
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

import argon2
import msgspec
from msgspec import Meta
from sqlalchemy import delete, select, update

from server.clock import Clock, unix_ms
from server.config import Config
from server.database import Database, insert
from server.errors import AlreadyExists, LinkExpired, SignInFailed, UnknownStaff, UnknownTimeZone
from server.shop.models import ShopRow, SignInLinkRow, StaffRow
from signaling.errors import UnknownShop
from signaling.messages import Id, LanguageTag, Purpose

MAX_PASSWORD_CHARACTERS = 256
"""argon2 reads the whole password: an endless one would be work for nothing."""

_HASHER: Final = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""What OWASP's password storage cheat sheet asks of argon2id at least (memory in KiB). Not more, because the same cores
serve consultations: guessing is held off by the rate limit, and the hash has to withstand a stolen database only."""


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """An agent or supervisor. Supervisors may do all that agents may, and see the monitor.

    `categories` are the kinds of product he knows; empty means every kind.
    """

    id: Id
    shop: str
    username: Annotated[str, Meta(min_length=1, max_length=200)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    role: Literal["agent", "supervisor"] = "agent"
    languages: tuple[LanguageTag, ...] = ("en",)
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    categories: tuple[str, ...] = ()
    time_zone: Annotated[str, Meta(max_length=64)] = "UTC"


class StaffDirectory:
    """Finds staff, and signs them in."""

    def __init__(
        self,
        db: Database,
        config: Config,
        *,
        now_ms: Clock = unix_ms,
        hasher: argon2.PasswordHasher = _HASHER,
    ) -> None:
        self._db = db
        self._config = config
        self._now_ms = now_ms
        self._hasher = hasher
        # Verified for user names that do not exist: they cost as much time as those that do.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))
        # argon2 takes a core and 19 MiB per password; a flood of tries must not take the machine.
        self._verifying = asyncio.Semaphore(2)

    async def staff(self, shop: str, staff_id: str) -> Staff:
        """Return one member of the shop's staff. Raises UnknownStaff."""
        async with self._db.reading() as session:
            row = await session.get(StaffRow, (shop, staff_id))
        if row is None:
            raise UnknownStaff(f"the shop {shop!r} has nobody called {staff_id!r}")
        return _staff(row)

    async def sign_in(self, username: str, password: str, shop: str | None = None) -> Staff:
        """Return who has this user name and password; `shop` is needed only where two shops share a user name.

        Takes the same time for unknown user names. Raises SignInFailed.
        """
        query = select(StaffRow).where(StaffRow.username == username)
        if shop is not None:
            query = query.where(StaffRow.shop == shop)
        async with self._db.reading() as session:
            rows = (await session.scalars(query.limit(2))).all()
        row = rows[0] if len(rows) == 1 else None
        known = row.password_hash if row else None
        good = len(password) <= MAX_PASSWORD_CHARACTERS and await self._verify(known or self._nobody, password)
        if row is None or known is None or not good:
            raise SignInFailed("user name or password is wrong")
        if self._hasher.check_needs_rehash(known):
            await self.set_password(row.shop, row.id, password)
        return _staff(row)

    async def sign_in_with_link(self, token: str) -> Staff:
        """Return whom the one-time link is for, and use it up. Raises LinkExpired."""
        # One statement takes the link away: of two that come at once, one finds it.
        use = (
            delete(SignInLinkRow)
            .where(SignInLinkRow.token_hash == _hash(token))
            .returning(SignInLinkRow.shop, SignInLinkRow.staff_id, SignInLinkRow.expires_ms)
        )
        async with self._db.session() as session:
            link = (await session.execute(use)).one_or_none()
        if link is None or link.expires_ms <= self._now_ms():
            raise LinkExpired("the link was used before or is too old: ask for a new one")
        return await self.staff(link.shop, link.staff_id)

    async def add_staff(self, staff: Staff, password: str | None = None) -> None:
        """Add a member of staff; without a password only one-time links sign him in.

        Raises UnknownShop, UnknownTimeZone, AlreadyExists.
        """
        try:
            ZoneInfo(staff.time_zone)
        except (KeyError, ValueError, OSError):
            raise UnknownTimeZone(
                f"there is no time zone {staff.time_zone!r}; write for example Asia/Shanghai"
            ) from None
        values = {**msgspec.to_builtins(staff), "password_hash": password and await self._hash_password(password)}
        async with self._db.session() as session:
            if await session.get(ShopRow, staff.shop) is None:
                raise UnknownShop(f"there is no shop {staff.shop!r}")
            added = await session.scalar(
                insert(session, StaffRow).values(values).on_conflict_do_nothing().returning(StaffRow.id)
            )
        if added is None:
            raise AlreadyExists(f"the shop {staff.shop!r} has a {staff.id!r} or a user name {staff.username!r} already")

    async def set_password(self, shop: str, staff_id: str, password: str) -> None:
        """Give a member of staff a new password. Raises UnknownStaff."""
        hashed = await self._hash_password(password)
        change = update(StaffRow).where(StaffRow.shop == shop, StaffRow.id == staff_id).values(password_hash=hashed)
        async with self._db.session() as session:
            changed = await session.scalar(change.returning(StaffRow.id))
        if changed is None:
            raise UnknownStaff(f"the shop {shop!r} has nobody called {staff_id!r}")

    async def create_link(self, staff: Staff, ttl_s: int = 3600) -> str:
        """Return the token of a one-time link that signs `staff` in for the next `ttl_s` seconds."""
        token = secrets.token_urlsafe(24)
        async with self._db.session() as session:
            await session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_ms <= self._now_ms()))
            session.add(
                SignInLinkRow(
                    token_hash=_hash(token),
                    shop=staff.shop,
                    staff_id=staff.id,
                    expires_ms=self._now_ms() + ttl_s * 1000,
                )
            )
        return token

    def link_url(self, token: str) -> str:
        """Address of the agent console that signs in with the token. It stands in the fragment: never in a log."""
        return f"{self._config.public_url}/agent#link={token}"

    async def _verify(self, hashed: str, password: str) -> bool:
        async with self._verifying:
            try:
                return await asyncio.to_thread(self._hasher.verify, hashed, password)
            except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
                return False

    async def _hash_password(self, password: str) -> str:
        async with self._verifying:
            return await asyncio.to_thread(self._hasher.hash, password)


def _hash(token: str) -> str:
    # The token has 192 random bits: it cannot be guessed, so a plain hash protects it.
    return hashlib.sha256(token.encode()).hexdigest()


def _staff(row: StaffRow) -> Staff:
    return msgspec.convert({name: getattr(row, name) for name in Staff.__struct_fields__}, Staff)
