"""Sends webhooks: signed as Standard Webhooks prescribes, tried again until taken, each try by one node alone."""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import structlog
from sqlalchemy import select, update

from server.config import Config, webhook_key
from server.database import Database
from server.errors import DatabaseUnavailable
from server.shop import Catalogue
from server.webhooks.models import AttemptRow, DeliveryRow
from signaling.errors import UnknownShop

log = structlog.get_logger()

ROUND_S: Final = 3
TIMEOUT_S: Final = 10
CLAIMED_MS: Final = 60_000
"""A node that died in a try leaves it to the others after this time."""

FIRST_RETRY_MS: Final = 5_000
LONGEST_RETRY_MS: Final = 600_000
MAX_TRIES: Final = 15
"""With the times above nearly two hours; afterwards it is sent again only when somebody asks for it."""


@dataclass(frozen=True)
class Address:
    """Where a webhook goes, and what it is signed with."""

    url: str
    key: bytes


@dataclass(frozen=True)
class Answer:
    """What came of one try: the HTTP status, or why there is none."""

    status: int | None = None
    error: str | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver has it now."""
        return self.status is not None and 200 <= self.status < 300


def sign(key: bytes, webhook_id: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The headers of a webhook (Standard Webhooks 1.0.0): HMAC-SHA256 over `id.timestamp.body`."""
    signed = b".".join((webhook_id.encode(), str(timestamp_s).encode(), body))
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": webhook_id, "webhook-timestamp": str(timestamp_s), "webhook-signature": f"v1,{digest}"}


def retry_after_ms(tries: int) -> int:
    """How long to wait after so many failed tries: twice as long each time."""
    return int(min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1)))


class Deliverer:
    """Sends what is due to the operator's address or to the shop's own."""

    def __init__(self, db: Database, config: Config, catalogue: Catalogue, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._catalogue = catalogue
        self._now_ms = now_ms
        self._operator: Address | None = None
        if config.alert_webhook_url and config.alert_webhook_secret:
            self._operator = Address(config.alert_webhook_url, webhook_key(config.alert_webhook_secret))

    @property
    def tells_operator(self) -> bool:
        """Whether the operator has named an address."""
        return self._operator is not None

    async def run(self) -> None:
        """Send until cancelled. All nodes do; each try is made by one."""
        while True:
            await asyncio.sleep(ROUND_S)
            try:
                await self.deliver_due()
            except DatabaseUnavailable as error:
                log.warning("webhooks_not_sent", error=str(error))
            except Exception:
                log.exception("webhook_round_failed")  # a later round may succeed

    async def deliver_due(self) -> None:
        """Try everything that is due, oldest first. Raises `DatabaseUnavailable`."""
        due = (DeliveryRow.state == "due", DeliveryRow.next_try_ms <= self._now_ms())
        async with self._db.reading() as session:
            rows = (await session.scalars(select(DeliveryRow).where(*due).order_by(DeliveryRow.created_ms))).all()
        for row in rows:
            if await self._claim(row):
                began_ms, began_s = self._now_ms(), time.monotonic()
                answer = await self._send(row)
                await self._settle(row, answer, began_ms, round((time.monotonic() - began_s) * 1000))

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

    async def _address(self, row: DeliveryRow) -> Address | None:
        if row.receiver == "operator":
            return self._operator
        try:
            webhook = (await self._catalogue.shop(row.shop)).webhook
        except UnknownShop:
            return None
        return Address(webhook.url, webhook_key(webhook.secret)) if webhook else None

    async def _send(self, row: DeliveryRow) -> Answer:
        address = await self._address(row)
        if address is None:
            return Answer(error="no address")
        body = row.payload.encode()
        headers = {"Content-Type": "application/json", **sign(address.key, row.id, self._now_ms() // 1000, body)}
        try:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                # A redirect could lead inside.
                http.post(address.url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                return Answer(status=response.status)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return Answer(error=type(error).__name__)

    async def _settle(self, row: DeliveryRow, answer: Answer, at_ms: int, took_ms: int) -> None:
        if answer.taken:
            values: dict[str, Any] = {"state": "sent"}
        elif row.tries >= MAX_TRIES:
            log.error("webhook_given_up", webhook=row.id)
            values = {"state": "given_up"}
        else:
            log.warning("webhook_refused", webhook=row.id, status=answer.status, error=answer.error, tries=row.tries)
            values = {"next_try_ms": self._now_ms() + retry_after_ms(row.tries)}
        attempt = AttemptRow(delivery_id=row.id, at_ms=at_ms, took_ms=took_ms, status=answer.status, error=answer.error)
        async with self._db.session() as session:
            await session.execute(update(DeliveryRow).where(DeliveryRow.id == row.id).values(values))
            session.add(attempt)
