"""What is to be sent: written in the transaction of what it tells of."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from server.database import insert
from server.webhooks.models import DeliveryRow

Receiver = Literal["operator", "shop"]


async def enqueue(
    session: AsyncSession, webhook_id: str, payload: Mapping[str, Any], now_ms: int, *, shop: str, receiver: Receiver
) -> None:
    """Have a webhook sent, if the transaction it belongs to is committed.

    Its id stays the same over all tries, and there is one of each id: a repeat changes nothing. `payload` has the shape
    that Standard Webhooks recommends: `type`, `timestamp`, `data`.
    """
    values = {
        "id": webhook_id,
        "payload": msgspec.json.encode(payload).decode(),
        "created_ms": now_ms,
        "next_try_ms": now_ms,
        "tries": 0,
        "state": "due",
        "shop": shop,
        "kind": payload["type"],
        "receiver": receiver,
    }
    await session.execute(insert(session, DeliveryRow).values(values).on_conflict_do_nothing())


async def delete_old(session: AsyncSession, before_ms: int) -> None:
    """Delete what was written before a moment, with its log."""
    await session.execute(delete(DeliveryRow).where(DeliveryRow.created_ms < before_ms))
