"""Results of synthetic consultations: shown apart from people's, and never part of their figures."""

from collections.abc import Callable
from typing import Final

import msgspec
from sqlalchemy import delete, select

from server.database import Database
from server.latency import DAY_MS
from server.monitor.models import ProbeRow
from server.probe import ProbeResult as ProbeFinding
from signaling.messages import ProbeResult

MAX_ERROR_CHARACTERS: Final = 200


class Probes:
    """Keeps them. Every method raises `DatabaseUnavailable`."""

    def __init__(self, db: Database, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._now_ms = now_ms

    async def record_probe(self, result: ProbeResult) -> None:
        """Keep the result of one synthetic consultation."""
        values = msgspec.structs.asdict(result)
        if result.error is not None:
            values["error"] = result.error[:MAX_ERROR_CHARACTERS]
        async with self._db.session() as session:
            session.add(ProbeRow(**values))

    async def record_finding(self, found: ProbeFinding) -> None:
        """Keep what this node's own schedule found."""
        await self.record_probe(
            ProbeResult(
                region=found.region,
                path=found.path,
                at_ms=found.at_ms,
                within_target=found.within_target,
                setup_ms=found.setup_ms,
                p50_ms=found.p50_ms,
                p95_ms=found.p95_ms,
                bound_ms=found.bound_ms,
                error=found.error_code,
            )
        )

    async def last_day(self) -> list[ProbeResult]:
        """Results of the last day, newest first."""
        query = select(ProbeRow).where(ProbeRow.at_ms > self._now_ms() - DAY_MS)
        async with self._db.reading() as session:
            rows = await session.scalars(query.order_by(ProbeRow.at_ms.desc(), ProbeRow.id.desc()))
            return [ProbeResult(**{name: getattr(row, name) for name in ProbeResult.__struct_fields__}) for row in rows]

    async def newest(self) -> list[ProbeResult]:
        """The newest result of the last day by each region and path."""
        newest: dict[tuple[str, str], ProbeResult] = {}
        for result in await self.last_day():
            newest.setdefault((result.region, result.path), result)
        return [newest[way] for way in sorted(newest)]

    async def delete_old(self, before_ms: int) -> None:
        """Delete what is older."""
        async with self._db.session() as session:
            await session.execute(delete(ProbeRow).where(ProbeRow.at_ms < before_ms))
