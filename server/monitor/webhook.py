"""Webhooks: signed as Standard Webhooks prescribes, tried again until they are taken, each try by one node alone."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final

import aiohttp
import msgspec
import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.config import Config, webhook_key
from server.database import Database
from server.monitor.models import DeliveryRow

log = structlog.get_logger()

TIMEOUT_S: Final = 10
CLAIMED_MS: Final = 60_000
"""A node that died in a try leaves it to the others after this time."""

FIRST_RETRY_MS: Final = 5_000
LONGEST_RETRY_MS: Final = 600_000
MAX_TRIES: Final = 15
"""With the times above nearly two hours; an alert is worth nothing after that."""


def sign(key: bytes, webhook_id: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The headers of a webhook (Standard Webhooks 1.0.0): HMAC-SHA256 over `id.timestamp.body`."""
    signed = b".".join((webhook_id.encode(), str(timestamp_s).encode(), body))
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": webhook_id, "webhook-timestamp": str(timestamp_s), "webhook-signature": f"v1,{digest}"}


def retry_after_ms(tries: int) -> int:
    """How long to wait after so many failed tries: twice as long each time."""
    return int(min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1)))


def enqueue(session: AsyncSession, webhook_id: str, payload: Mapping[str, Any], now_ms: int) -> None:
    """Have a webhook sent, if the transaction it belongs to is committed. Its id stays the same over all tries."""
    row = DeliveryRow(
        id=webhook_id,
        payload=msgspec.json.encode(payload).decode(),
        created_ms=now_ms,
        next_try_ms=now_ms,
        tries=0,
        state="due",
    )
    session.add(row)


class Deliverer:
    """Sends what is due to the configured address; without one, nothing is ever sent."""

    def __init__(self, db: Database, config: Config, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._url = config.alert_webhook_url
        self._key = webhook_key(config.alert_webhook_secret) if config.alert_webhook_secret else b""
        self._now_ms = now_ms

    @property
    def configured(self) -> bool:
        """Whether there is an address to send to."""
        return self._url is not None

    async def deliver_due(self) -> None:
        """Try everything that is due, oldest first. Raises `DatabaseUnavailable`."""
        if self._url is None:
            return
        due = (DeliveryRow.state == "due", DeliveryRow.next_try_ms <= self._now_ms())
        async with self._db.reading() as session:
            rows = (await session.scalars(select(DeliveryRow).where(*due).order_by(DeliveryRow.created_ms))).all()
        for row in rows:
            if await self._claim(row):
                await self._settle(row, await self._send(self._url, row))

    async def _claim(self, row: DeliveryRow) -> bool:
        """Take this try; False when another node was faster."""
        change = (
            update(DeliveryRow)
            .where(DeliveryRow.id == row.id, DeliveryRow.state == "due", DeliveryRow.next_try_ms == row.next_try_ms)
            .values(next_try_ms=self._now_ms() + CLAIMED_MS, tries=DeliveryRow.tries + 1)
            .returning(DeliveryRow.tries)
        )
        async with self._db.session() as session:
            tries = await session.scalar(change)
        if tries is not None:
            row.tries = tries
        return tries is not None

    async def _send(self, url: str, row: DeliveryRow) -> bool:
        body = row.payload.encode()
        headers = {"Content-Type": "application/json", **sign(self._key, row.id, self._now_ms() // 1000, body)}
        try:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                # A redirect could lead inside.
                http.post(url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                if response.ok and response.status < 300:
                    return True
                log.warning("webhook_refused", webhook=row.id, status=response.status, tries=row.tries)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("webhook_failed", webhook=row.id, error=type(error).__name__, tries=row.tries)
        return False

    async def _settle(self, row: DeliveryRow, sent: bool) -> None:
        if sent:
            values: dict[str, Any] = {"state": "sent"}
        elif row.tries >= MAX_TRIES:
            log.error("webhook_given_up", webhook=row.id)
            values = {"state": "given_up"}
        else:
            values = {"next_try_ms": self._now_ms() + retry_after_ms(row.tries)}
        async with self._db.session() as session:
            await session.execute(update(DeliveryRow).where(DeliveryRow.id == row.id).values(values))
