"""Keeps stills for their time: a row of SQL each, and a file of the same name below the data directory."""

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError

from server.clock import Clock
from server.database import Database
from server.errors import DatabaseUnavailable, TooManyStills, UnknownConsultation, UnknownStill
from server.hub import Hub
from server.stills.images import clean_image
from server.stills.models import StillRow
from server.stills.participants import RoomConsultation
from signaling.messages import Role, StillAdded, StillKind, StillRemoved, StillView

log = structlog.get_logger()

MAX_STILLS: Final = 60
"""Of one consultation. A long one has a dozen; each may be megabytes."""

ROUND_S: Final = 600
"""Between two looks for stills that are too old: days are what they are kept for."""

BATCH: Final = 100
"""So many old stills are removed at a time, so that nobody waits for the database meanwhile."""

_DAY_MS: Final = 86_400_000


class Stills:
    """The stills of every shop's consultations. `folder` must be the same for all nodes."""

    def __init__(self, db: Database, folder: Path, hub: Hub, now_ms: Clock, *, kept_days: int) -> None:
        self._db = db
        self._folder = folder
        self._hub = hub
        self._now_ms = now_ms
        self._kept_ms = kept_days * _DAY_MS
        self._one = asyncio.Semaphore(1)
        """Decoding takes a core and hundreds of megabytes: one at a time."""

    async def add(
        self, consultation: RoomConsultation, by: Role, kind: StillKind, label: str, image: bytes
    ) -> StillView:
        """Clean and keep an image, and tell both sides of it.

        Raises ImageTooLarge, UnsupportedImage, TooManyPixels, CorruptImage, TooManyStills, UnknownConsultation.
        """
        async with self._one:
            clean = await asyncio.to_thread(clean_image, image)
        row = StillRow(
            id=secrets.token_hex(16),
            consultation_id=consultation.id,
            shop=consultation.shop,
            kind=kind,
            by=by.value,
            label=_storable(label),
            width=clean.width,
            height=clean.height,
            sha256=hashlib.sha256(clean.jpeg).hexdigest(),
            created_ms=self._now_ms(),
        )
        count = select(func.count()).where(StillRow.consultation_id == consultation.id)
        try:
            async with self._db.session() as session:
                if (await session.scalar(count) or 0) >= MAX_STILLS:
                    raise TooManyStills(f"a consultation has room for {MAX_STILLS} stills")
                session.add(row)
                await session.flush()
                # Before the row is there for good: a row without its file would be a broken picture for ever.
                await asyncio.to_thread(self._write, row.id, clean.jpeg)
        except IntegrityError:
            raise UnknownConsultation(f"no consultation {consultation.id!r} was accepted") from None
        return await self._tell(consultation, _view(row))

    async def list(self, shop: str, consultation_id: str) -> list[StillView]:
        """The stills of a consultation, oldest first."""
        query = (
            select(StillRow)
            .where(StillRow.shop == shop, StillRow.consultation_id == consultation_id)
            .order_by(StillRow.created_ms, StillRow.id)
        )
        async with self._db.reading() as session:
            return [_view(row) for row in await session.scalars(query)]

    async def image(self, shop: str, consultation_id: str, still_id: str) -> bytes:
        """The still's JPEG. Raises UnknownStill."""
        async with self._db.reading() as session:
            row = await session.scalar(_one_of(shop, consultation_id, still_id))
        if row is None:
            raise UnknownStill(f"the consultation has no still {still_id!r}")
        try:
            return await asyncio.to_thread(self._file(row.id).read_bytes)
        except FileNotFoundError:
            raise UnknownStill("the image of this still is not kept any more") from None

    async def relabel(self, consultation: RoomConsultation, still_id: str, label: str) -> StillView:
        """Give a still another label, and tell both sides of it. Raises UnknownStill."""
        async with self._db.session() as session:
            row = await session.scalar(_one_of(consultation.shop, consultation.id, still_id))
            if row is None:
                raise UnknownStill(f"the consultation has no still {still_id!r}")
            row.label = _storable(label)
        return await self._tell(consultation, _view(row))

    async def erase(self, shop: str, consultation_id: str, still_id: str, clients: Sequence[str]) -> None:
        """Remove a still for good, and tell `clients`, who may have it on their screens. Raises UnknownStill."""
        async with self._db.reading() as session:
            row = await session.scalar(_one_of(shop, consultation_id, still_id))
        if row is None:
            raise UnknownStill(f"the consultation has no still {still_id!r}")
        await self._remove([row.id])
        for client in clients:
            await self._hub.send(shop, client, StillRemoved(consultation=consultation_id, still=still_id))

    async def run(self) -> None:
        """Remove what is too old, until cancelled; on any number of nodes."""
        while True:
            await asyncio.sleep(ROUND_S)
            try:
                await self.delete_old()
            except (DatabaseUnavailable, OSError) as error:
                log.warning("old_stills_not_removed", error=str(error))
            except Exception:
                log.exception("still_round_failed")  # a later round may succeed

    async def delete_old(self) -> None:
        """Remove all stills that have been kept for their time. Raises DatabaseUnavailable, OSError."""
        old = select(StillRow.id).where(StillRow.created_ms < self._now_ms() - self._kept_ms).limit(BATCH)
        while True:
            async with self._db.reading() as session:
                ids = (await session.scalars(old)).all()
            if not ids:
                return
            await self._remove(ids)
            log.info("old_stills_removed", count=len(ids))

    async def _remove(self, ids: Sequence[str]) -> None:
        # The files first: a row without its file is found and removed by the next try, a file without its row never.
        await asyncio.to_thread(self._unlink, ids)
        async with self._db.session() as session:
            await session.execute(delete(StillRow).where(StillRow.id.in_(ids)))

    async def _tell(self, consultation: RoomConsultation, still: StillView) -> StillView:
        message = StillAdded(consultation=consultation.id, still=still)
        for client in (f"buyer:{consultation.buyer}", f"agent:{consultation.agent}"):
            await self._hub.send(consultation.shop, client, message)
        return still

    def _write(self, still_id: str, jpeg: bytes) -> None:
        file = self._file(still_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".part")
        half.write_bytes(jpeg)
        half.replace(file)

    def _unlink(self, ids: Sequence[str]) -> None:
        for still_id in ids:
            self._file(still_id).unlink(missing_ok=True)

    def _file(self, still_id: str) -> Path:
        return self._folder / still_id[:2] / f"{still_id}.jpg"


def _one_of(shop: str, consultation_id: str, still_id: str) -> Select[StillRow]:
    return select(StillRow).where(
        StillRow.id == still_id, StillRow.consultation_id == consultation_id, StillRow.shop == shop
    )


def _view(row: StillRow) -> StillView:
    return StillView(
        id=row.id,
        kind=row.kind,
        by=Role(row.by),
        label=row.label,
        width=row.width,
        height=row.height,
        sha256=row.sha256,
        created_ms=row.created_ms,
    )


def _storable(text: str) -> str:
    """Without NUL, which PostgreSQL cannot store."""
    return text.replace("\x00", "").strip()
