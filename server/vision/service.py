"""Measures and corrects for consultations: keeps what was found, and tells both sides of it."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from server.clock import Clock
from server.database import Database, insert
from server.errors import PictureUnusable, UnknownConsultation
from server.hub import Hub
from server.stills import RoomConsultation, Stills, clean_image
from server.vision.models import ColourCardRow, ColourCorrectionRow, GarmentMeasureRow
from server.vision.views import Lab, Length, StillCorrection, Taps
from signaling.messages import (
    ColourCorrected,
    ColourCorrection,
    GarmentMeasure,
    GarmentMeasured,
    Role,
    ServerMessage,
)

T = TypeVar("T")


class Vision:
    """What pictures tell, for every shop's consultations."""

    def __init__(self, db: Database, stills: Stills, hub: Hub, now_ms: Clock) -> None:
        self._db = db
        self._stills = stills
        self._hub = hub
        self._now_ms = now_ms
        self._one = asyncio.Semaphore(1)
        """Reading a picture takes a core for up to a second: one at a time."""

    async def print(self, make: Callable[[], bytes]) -> bytes:
        """Make a document to print."""
        return await self._apart(make)

    async def measure(self, consultation: RoomConsultation, by: Role, still_id: str, taps: Taps) -> Length:
        """The length between two points of a still; one with a name is kept, and both sides are told of it.

        Raises UnknownStill, PictureUnusable, UnknownConsultation.
        """
        jpeg = await self._stills.image(consultation.shop, consultation.id, still_id)

        def read() -> Length:
            from server.vision import reading

            return reading.measure(jpeg, taps)

        length = await self._apart(read)
        if taps.name is not None:
            measure = GarmentMeasure(
                name=taps.name,
                cm=length.cm,
                error_cm=length.error_cm,
                still=still_id,
                by=by,
                measured_ms=self._now_ms(),
            )
            await self._keep_measure(consultation, measure)
        return length

    async def measures(self, consultation_id: str) -> list[GarmentMeasure]:
        """What was measured of a consultation's garment, by name."""
        query = (
            select(GarmentMeasureRow)
            .where(GarmentMeasureRow.consultation_id == consultation_id)
            .order_by(GarmentMeasureRow.name)
        )
        async with self._db.reading() as session:
            rows = (await session.scalars(query)).all()
        return [
            GarmentMeasure(
                name=row.name,
                cm=row.cm,
                error_cm=row.error_cm,
                still=row.still_id,
                by=Role(row.by),
                measured_ms=row.measured_ms,
            )
            for row in rows
        ]

    async def correct_by_still(self, consultation: RoomConsultation, still_id: str) -> ColourCorrection:
        """Correct the agent's picture by the colour card on a still. Raises UnknownStill, PictureUnusable."""
        return await self._correct(consultation, await self._stills.image(consultation.shop, consultation.id, still_id))

    async def correct_by_frame(self, consultation: RoomConsultation, image: bytes) -> ColourCorrection:
        """Correct the agent's picture by the colour card on a frame that is not kept.

        Raises UnsupportedImage, ImageTooLarge, TooManyPixels, CorruptImage, PictureUnusable, UnknownConsultation.
        """
        clean = await self._apart(lambda: clean_image(image))
        return await self._correct(consultation, clean.jpeg)

    async def still_correction(self, consultation: RoomConsultation, still_id: str) -> StillCorrection:
        """How the colours of a still are put right: by the card on it, else as the agent's picture is at present.

        Raises UnknownStill; PictureUnusable where the picture is not corrected either.
        """
        jpeg = await self._stills.image(consultation.shop, consultation.id, still_id)
        try:
            return StillCorrection(correction=await self._read(consultation.shop, jpeg), read_on="still")
        except PictureUnusable:
            present = await self.correction(consultation)
            if present is None:
                raise
            return StillCorrection(correction=present, read_on="picture")

    async def correction(self, consultation: RoomConsultation) -> ColourCorrection | None:
        """How the agent's picture is corrected."""
        async with self._db.reading() as session:
            row = await session.get(ColourCorrectionRow, consultation.id)
        return None if row is None else msgspec.convert(row.correction, ColourCorrection)

    async def show_as_it_comes(self, consultation: RoomConsultation) -> None:
        """Correct the agent's picture no more."""
        async with self._db.session() as session:
            await session.execute(
                delete(ColourCorrectionRow).where(ColourCorrectionRow.consultation_id == consultation.id)
            )
        await self._tell(consultation, ColourCorrected(consultation=consultation.id, correction=None))

    async def card(self, shop: str) -> list[Lab] | None:
        """The shop's colour card as it was measured (24 x 3, CIELAB, D50); None where nobody has."""
        async with self._db.reading() as session:
            lab = await session.scalar(select(ColourCardRow.lab).where(ColourCardRow.shop == shop))
        return None if lab is None else msgspec.convert(lab, list[Lab])

    async def card_table(self, shop: str) -> str:
        """The shop's colour card as CSV: as it was measured, or else as it was meant to be."""
        lab = await self.card(shop)

        def write() -> str:
            from server.vision import card_table

            return card_table.csv_of(card_table.as_meant() if lab is None else lab)

        return await self._apart(write)

    async def set_card(self, shop: str, measured: list[Lab] | bytes | None) -> list[Lab] | None:
        """Take the shop's colour card for what was measured (CSV, if bytes); None: for what it was meant to be.

        Returns what is kept. Raises InvalidBody, InvalidRows.
        """

        def read() -> list[Lab] | None:
            from server.vision import card_table

            if isinstance(measured, bytes):
                return card_table.lab_of_csv(measured)
            return None if measured is None else card_table.checked(measured)

        lab = await self._apart(read)
        async with self._db.session() as session:
            await session.execute(delete(ColourCardRow).where(ColourCardRow.shop == shop))
            if lab is not None:
                session.add(ColourCardRow(shop=shop, lab=[list(patch) for patch in lab], saved_ms=self._now_ms()))
        return lab

    async def _read(self, shop: str, jpeg: bytes) -> ColourCorrection:
        lab = await self.card(shop)

        def read() -> ColourCorrection:
            from server.vision import reading

            return reading.correct(jpeg, lab)

        return await self._apart(read)

    async def _correct(self, consultation: RoomConsultation, jpeg: bytes) -> ColourCorrection:
        correction = await self._read(consultation.shop, jpeg)
        values = {"correction": msgspec.to_builtins(correction), "corrected_ms": self._now_ms()}
        await self._keep(ColourCorrectionRow, {"consultation_id": consultation.id}, values)
        await self._tell(consultation, ColourCorrected(consultation=consultation.id, correction=correction))
        return correction

    async def _keep_measure(self, consultation: RoomConsultation, measure: GarmentMeasure) -> None:
        key = {"consultation_id": consultation.id, "name": measure.name}
        values = {
            "cm": measure.cm,
            "error_cm": measure.error_cm,
            "still_id": measure.still,
            "by": measure.by.value,
            "measured_ms": measure.measured_ms,
        }
        await self._keep(GarmentMeasureRow, key, values)
        await self._tell(consultation, GarmentMeasured(consultation=consultation.id, measure=measure))

    async def _keep(
        self, table: type[GarmentMeasureRow | ColourCorrectionRow], key: dict[str, str], values: dict[str, Any]
    ) -> None:
        """Write the row of this key, or write it anew. Raises UnknownConsultation."""
        try:
            async with self._db.session() as session:
                statement = insert(session, table).values(**key, **values)
                await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
        except IntegrityError:
            raise UnknownConsultation(f"no consultation {key['consultation_id']!r} was accepted") from None

    async def _tell(self, consultation: RoomConsultation, message: ServerMessage) -> None:
        for client in (f"buyer:{consultation.buyer}", f"agent:{consultation.agent}"):
            await self._hub.send(consultation.shop, client, message)

    async def _apart(self, work: Callable[[], T]) -> T:
        """Run what takes a core outside the event loop, one after the other."""
        async with self._one:
            return await asyncio.to_thread(work)
