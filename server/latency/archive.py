"""Latency in the database. Every write replaces what it is about as a whole, so it may be repeated by any node."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import delete, select

from server.database import Database, insert
from server.latency.histogram import Sums, merged
from server.latency.models import LatencyHistoryRow, RouteRow, TimelineRow
from server.latency.rows import EntryRow, Row, WindowRow, pack, read
from signaling.messages import Role

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS

Step = Literal["minute", "hour", "day"]
STEP_MS: Final[dict[Step, int]] = {"minute": 60_000, "hour": HOUR_MS, "day": DAY_MS}


class Ends(Struct, frozen=True, kw_only=True):
    """What is known of a consultation's two ends besides its record."""

    agent_region: str = ""
    buyer_browser: str = ""
    agent_browser: str = ""
    floor_ms: int | None = None
    buyer_country: str = ""


class Moment(Struct, frozen=True, kw_only=True):
    """Milliseconds that were due in the stretch of `length_ms` from `at_ms` on."""

    at_ms: int
    length_ms: int
    within_ms: int
    late_ms: int
    missing_ms: int


class Contribution(Struct, frozen=True, kw_only=True):
    """One `RouteRow`, read back."""

    consultation_id: str
    country: str
    region: str
    path: str
    browser: str
    codec: str
    floor_ms: int | None
    sums: Sums


class Archive:
    """Reads and writes the latency tables. Every method raises `DatabaseUnavailable`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # --- timelines and routes -----------------------------------------------------------------------------------------

    async def save_timeline(
        self, shop: str, consultation_id: str, rows: bytes, ends: Ends | None, saved_ms: int
    ) -> None:
        """Keep the rows (a JSON array) of a consultation and what it contributed to its routes.

        `ends` None leaves what is known of the ends as it was saved before.
        """
        async with self._db.session() as session:
            key = TimelineRow.consultation_id == consultation_id
            if ends is None:
                known = (await session.scalars(select(TimelineRow).where(key))).one_or_none()
                ends = _ends_of(known) if known else Ends()
            values = {
                **msgspec.structs.asdict(ends),
                "consultation_id": consultation_id,
                "saved_ms": saved_ms,
                "rows": zlib.compress(rows),
            }
            statement = insert(session, TimelineRow).values(values)
            changed = {name: value for name, value in values.items() if name != "consultation_id"}
            await session.execute(statement.on_conflict_do_update(index_elements=["consultation_id"], set_=changed))
            await session.execute(delete(RouteRow).where(RouteRow.consultation_id == consultation_id))
            contributions = _contributions(shop, consultation_id, read(rows), ends)
            if contributions:
                await session.execute(insert(session, RouteRow).values(contributions))

    async def add_to_timeline(self, consultation_id: str, entry: EntryRow) -> None:
        """Add something that happened after the end; nothing is done when the timeline is not kept (any more)."""
        async with self._db.session() as session:
            query = select(TimelineRow).where(TimelineRow.consultation_id == consultation_id).with_for_update()
            found = (await session.scalars(query)).one_or_none()
            if found is not None:
                rows = zlib.decompress(found.rows)
                separator = b"" if rows == b"[]" else b","
                found.rows = zlib.compress(rows[:-1] + separator + pack(entry) + b"]")

    async def timeline(self, consultation_id: str) -> tuple[Ends, list[Row]] | None:
        """The ends and rows of an ended consultation; None when they are not kept (any more)."""
        async with self._db.reading() as session:
            query = select(TimelineRow).where(TimelineRow.consultation_id == consultation_id)
            found = (await session.scalars(query)).one_or_none()
        return (_ends_of(found), read(zlib.decompress(found.rows))) if found else None

    async def contributions(self, shop: str, from_ms: int, to_ms: int) -> list[Contribution]:
        """What consultations contributed in the hours that begin in the given stretch."""
        columns = [getattr(RouteRow, name) for name in Contribution.__struct_fields__]
        query = select(*columns).where(RouteRow.shop == shop, RouteRow.hour_ms >= from_ms, RouteRow.hour_ms < to_ms)
        async with self._db.reading() as session:
            found = (await session.execute(query)).all()
        return [Contribution(**{**row._asdict(), "sums": msgspec.json.decode(row.sums, type=Sums)}) for row in found]

    # --- history ------------------------------------------------------------------------------------------------------

    async def save_history(self, shop: str, step: Step, sums: dict[int, Sums]) -> None:
        """Keep the sums of these minutes, hours or days in place of what was kept before."""
        if not sums:
            return
        values = [
            {
                "shop": shop,
                "step": step,
                "at_ms": at_ms,
                "within_ms": of_step.within_ms,
                "late_ms": of_step.late_ms,
                "missing_ms": of_step.missing_ms,
                "sums": msgspec.json.encode(of_step),
            }
            for at_ms, of_step in sums.items()
        ]
        async with self._db.session() as session:
            statement = insert(session, LatencyHistoryRow).values(values)
            changed = {name: statement.excluded[name] for name in ("within_ms", "late_ms", "missing_ms", "sums")}
            await session.execute(
                statement.on_conflict_do_update(index_elements=["shop", "step", "at_ms"], set_=changed)
            )

    async def history(self, shop: str, step: Step, from_ms: int, to_ms: int) -> dict[int, Sums]:
        """Sums by the beginning of each minute, hour or day that begins in the stretch and holds anything."""
        query = (
            select(LatencyHistoryRow.at_ms, LatencyHistoryRow.sums)
            .where(
                LatencyHistoryRow.shop == shop,
                LatencyHistoryRow.step == step,
                LatencyHistoryRow.at_ms >= from_ms,
                LatencyHistoryRow.at_ms < to_ms,
            )
            .order_by(LatencyHistoryRow.at_ms)
        )
        async with self._db.reading() as session:
            rows = (await session.execute(query)).all()
        return {row.at_ms: msgspec.json.decode(row.sums, type=Sums) for row in rows}

    async def total(self, shop: str, from_ms: int, to_ms: int) -> Sums:
        """Everything between two moments (to the minute): whole hours as such, and minutes at both ends."""
        parts: list[Sums] = []
        for step, begin_ms, end_ms in cover(from_ms, to_ms):
            parts += (await self.history(shop, step, begin_ms, end_ms)).values()
        return merged(parts)

    async def due(self, shop: str, step: Step, from_ms: int, to_ms: int) -> list[Moment]:
        """The milliseconds alone of what `history` returns."""
        row = LatencyHistoryRow
        query = select(row.at_ms, row.within_ms, row.late_ms, row.missing_ms).where(
            row.shop == shop, row.step == step, row.at_ms >= from_ms, row.at_ms < to_ms
        )
        async with self._db.reading() as session:
            found = (await session.execute(query.order_by(row.at_ms))).all()
        return [Moment(length_ms=STEP_MS[step], **each._asdict()) for each in found]

    async def shops(self, since_ms: int) -> list[str]:
        """Shops that have had anything since a moment."""
        query = select(LatencyHistoryRow.shop).where(
            LatencyHistoryRow.step == "day", LatencyHistoryRow.at_ms >= since_ms
        )
        async with self._db.reading() as session:
            return sorted(set(await session.scalars(query)))

    async def delete_old(self, *, timelines_before_ms: int, history_before_ms: int) -> None:
        """Delete what is older than it may be. Minutes go with the timelines: they are as fine."""
        history = delete(LatencyHistoryRow)
        async with self._db.session() as session:
            await session.execute(delete(TimelineRow).where(TimelineRow.saved_ms < timelines_before_ms))
            await session.execute(delete(RouteRow).where(RouteRow.hour_ms < history_before_ms))
            await session.execute(history.where(LatencyHistoryRow.at_ms < history_before_ms))
            await session.execute(
                history.where(LatencyHistoryRow.step == "minute", LatencyHistoryRow.at_ms < timelines_before_ms)
            )


def cover(from_ms: int, to_ms: int) -> Iterable[tuple[Step, int, int]]:
    """Divide a stretch into whole hours and the minutes before and after them."""
    first_hour = -(-from_ms // HOUR_MS) * HOUR_MS
    last_hour = to_ms // HOUR_MS * HOUR_MS
    if first_hour >= last_hour:
        return [("minute", from_ms, to_ms)]
    pieces: Sequence[tuple[Step, int, int]] = (
        ("minute", from_ms, first_hour),
        ("hour", first_hour, last_hour),
        ("minute", last_hour, to_ms),
    )
    return [piece for piece in pieces if piece[1] < piece[2]]


def _ends_of(row: TimelineRow) -> Ends:
    return Ends(**{name: getattr(row, name) for name in Ends.__struct_fields__})


def _contributions(shop: str, consultation_id: str, rows: list[Row], ends: Ends) -> list[dict[str, object]]:
    """The values of the `RouteRow`s of a consultation: of the pictures towards the buyer."""
    groups: dict[tuple[int, str, str], Sums] = {}
    for row in rows:
        if isinstance(row, WindowRow) and row.reporter is Role.BUYER and row.due_ms:
            group = (row.at_ms // HOUR_MS * HOUR_MS, row.path, row.codec)
            groups.setdefault(group, Sums()).add(row)
    return [
        {
            "consultation_id": consultation_id,
            "hour_ms": hour_ms,
            "path": path,
            "codec": codec,
            "shop": shop,
            "country": ends.buyer_country,
            "region": ends.agent_region,
            "browser": ends.buyer_browser,
            "floor_ms": ends.floor_ms,
            "sums": msgspec.json.encode(sums),
        }
        for (hour_ms, path, codec), sums in groups.items()
    ]
