"""What was sent and what came of it, for the shop it concerns."""

from collections import defaultdict
from collections.abc import Callable
from typing import Literal

import msgspec
from sqlalchemy import Select, select, update

from server.database import Database
from server.errors import UnknownDelivery
from server.webhooks.models import AttemptRow, DeliveryRow

DeliveryState = Literal["due", "sent", "given_up"]


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One try: the HTTP status of the answer, or why there was none."""

    at_ms: int
    took_ms: int
    status: int | None
    error: str | None


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One webhook with its tries, oldest first. `next_try_ms` is None when there will be no other."""

    id: str
    kind: str
    receiver: Literal["operator", "shop"]
    state: DeliveryState
    created_ms: int
    next_try_ms: int | None
    attempts: list[Attempt]


class DeliveryLog:
    """The webhooks of a shop. Every method raises `DatabaseUnavailable`."""

    def __init__(self, db: Database, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._now_ms = now_ms

    async def newest(
        self, shop: str, *, state: DeliveryState | None = None, before_ms: int | None = None, limit: int = 50
    ) -> list[Delivery]:
        """At most `limit` webhooks of the shop, newest first; of one state, and from before a moment, if given."""
        query = select(DeliveryRow).where(DeliveryRow.shop == shop)
        if state is not None:
            query = query.where(DeliveryRow.state == state)
        if before_ms is not None:
            query = query.where(DeliveryRow.created_ms < before_ms)
        return await self._read(query.order_by(DeliveryRow.created_ms.desc(), DeliveryRow.id.desc()).limit(limit))

    async def replay(self, shop: str, delivery_id: str) -> Delivery:
        """Send a webhook of the shop again, at once and under its old id. Raises `UnknownDelivery`."""
        change = (
            update(DeliveryRow)
            .where(DeliveryRow.id == delivery_id, DeliveryRow.shop == shop)
            .values(state="due", tries=0, next_try_ms=self._now_ms())
            .returning(DeliveryRow.id)
        )
        async with self._db.session() as session:
            found = await session.scalar(change)
        if found is None:
            raise UnknownDelivery(f"the shop {shop!r} has no webhook {delivery_id!r}")
        return (await self._read(select(DeliveryRow).where(DeliveryRow.id == delivery_id)))[0]

    async def _read(self, query: Select[DeliveryRow]) -> list[Delivery]:
        attempts: dict[str, list[Attempt]] = defaultdict(list)
        async with self._db.reading() as session:
            rows = (await session.scalars(query)).all()
            of_these = select(AttemptRow).where(AttemptRow.delivery_id.in_([row.id for row in rows]))
            for row in await session.scalars(of_these.order_by(AttemptRow.id)):
                attempt = Attempt(at_ms=row.at_ms, took_ms=row.took_ms, status=row.status, error=row.error)
                attempts[row.delivery_id].append(attempt)
        return [_view(row, attempts[row.id]) for row in rows]


def _view(row: DeliveryRow, attempts: list[Attempt]) -> Delivery:
    return msgspec.convert(
        {
            "id": row.id,
            "kind": row.kind,
            "receiver": row.receiver,
            "state": row.state,
            "created_ms": row.created_ms,
            "next_try_ms": row.next_try_ms if row.state == "due" else None,
            "attempts": attempts,
        },
        Delivery,
    )
