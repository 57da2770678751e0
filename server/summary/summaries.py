"""Keeps summaries: written when a consultation ends, completed and told to the shop when the agent has wrapped up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.config import Config
from server.database import Database, insert
from server.errors import DatabaseUnavailable, UnknownSummary
from server.records import HistoryItem, Records
from server.shop import Catalogue
from server.summary.document import Summary, build
from server.summary.links import DAY_S, summary_path
from server.summary.models import SummaryRow
from server.summary.parts import About, Parts
from server.webhooks import enqueue
from signaling.consultation import Consultation

log = structlog.get_logger()

ROUND_S: Final = 15
WRAP_UP_MS: Final = 10 * 60_000
"""An agent who has not wrapped up within this will not: the shop is told without his word."""

EVENT: Final = "consultation.summary"


class Summaries:
    """The summaries of all shops. Every method raises `DatabaseUnavailable`."""

    def __init__(
        self,
        db: Database,
        config: Config,
        catalogue: Catalogue,
        records: Records,
        parts: Parts,
        now_ms: Callable[[], int],
    ) -> None:
        self._db = db
        self._config = config
        self._catalogue = catalogue
        self._records = records
        self.parts = parts
        self._now_ms = now_ms

    async def run(self) -> None:
        """Tell shops of what nobody has wrapped up, and delete what is old, until cancelled; on any number of nodes."""
        while True:
            await asyncio.sleep(ROUND_S)
            try:
                await self.tell_due()
                await self.delete_old()
            except DatabaseUnavailable as error:
                log.warning("summaries_not_told", error=str(error))
            except Exception:
                log.exception("summary_round_failed")  # a later round may succeed

    async def keep(self, shop_id: str, ended: Consultation) -> None:
        """Write the summary of a consultation that has just ended; a repeat changes nothing."""
        shop = await self._catalogue.shop(shop_id)
        record = await self._records.consultation(shop_id, ended.id)
        skus = [ended.product, *(sku for sku in ended.shown if sku != ended.product)]
        products = [await self._catalogue.product(shop_id, sku) for sku in skus]
        about = About(
            shop=shop_id,
            consultation=ended.id,
            sku=ended.product,
            category=products[0].category,
            buyer_country=ended.buyer_country,
        )
        chat = await self._records.chat(ended.id)
        summary = build(shop, ended, record, products, chat, await self.parts.gather(about))
        values = {
            "consultation_id": ended.id,
            "shop": shop_id,
            "document": _packed(summary),
            "ended_ms": summary.ended_ms,
            "told": False,
        }
        async with self._db.session() as session:
            await session.execute(insert(session, SummaryRow).values(values).on_conflict_do_nothing())

    async def tell(self, shop_id: str, consultation_id: str) -> None:
        """Complete a summary with the agent's wrap-up, and have the shop told of it; once.

        What is not kept yet is told later, by `tell_due`; a wrap-up corrected afterwards changes the summary alone.
        """
        shop = await self._catalogue.shop(shop_id)
        record = await self._records.consultation(shop_id, consultation_id)
        async with self._db.session() as session:
            row = await session.get(SummaryRow, consultation_id, with_for_update=True)
            if row is None or row.shop != shop_id:
                return
            summary = msgspec.structs.replace(_unpacked(row.document), size_advised=record.size_advised)
            row.document = _packed(summary)
            first = await session.scalar(
                update(SummaryRow)
                .where(SummaryRow.consultation_id == consultation_id, SummaryRow.told.is_(False))
                .values(told=True)
                .returning(SummaryRow.consultation_id)
            )
            if first is not None and shop.webhook is not None:
                await self._announce(session, summary, record)

    async def tell_due(self) -> None:
        """Tell shops of consultations that nobody has wrapped up in time."""
        late = (SummaryRow.told.is_(False), SummaryRow.ended_ms <= self._now_ms() - WRAP_UP_MS)
        async with self._db.reading() as session:
            due = (await session.execute(select(SummaryRow.shop, SummaryRow.consultation_id).where(*late))).all()
        for shop_id, consultation_id in due:
            await self.tell(shop_id, consultation_id)

    async def delete_old(self) -> None:
        """Delete what no link opens any more."""
        old_ms = self._now_ms() - self._config.summary_days * DAY_S * 1000
        async with self._db.session() as session:
            await session.execute(delete(SummaryRow).where(SummaryRow.told.is_(True), SummaryRow.ended_ms < old_ms))

    async def summary(self, consultation_id: str) -> Summary:
        """The summary of a consultation, less stills that are gone since.

        Raises `UnknownSummary` when there is none, or not yet.
        """
        async with self._db.reading() as session:
            document = await session.scalar(
                select(SummaryRow.document).where(SummaryRow.consultation_id == consultation_id)
            )
        if document is None:
            raise UnknownSummary(f"there is no summary of {consultation_id!r}")
        summary = _unpacked(document)
        if self.parts.stills is None or not summary.stills:
            return summary
        about = About(
            shop=summary.shop,
            consultation=summary.consultation,
            sku=summary.product.sku,
            category=summary.product.category,
            buyer_country=None,
        )
        kept = {still.id for still in await self.parts.stills(about)}
        return msgspec.structs.replace(summary, stills=[still for still in summary.stills if still.id in kept])

    def url(self, summary: Summary) -> str:
        """Where the summary is read."""
        return self._config.public_url + summary_path(self._config, summary.consultation, summary.ended_ms)

    async def _announce(self, session: AsyncSession, summary: Summary, record: HistoryItem) -> None:
        now = self._now_ms()
        data: dict[str, Any] = {
            "outcome": record.outcome,
            "end_reason": record.end_reason,
            "url": self.url(summary),
            "summary": msgspec.to_builtins(summary),
        }
        moment = datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds")
        payload = {"type": EVENT, "timestamp": moment, "data": data}
        webhook_id = f"{summary.consultation}-summary"
        await enqueue(session, webhook_id, payload, now, shop=summary.shop, receiver="shop")


def _packed(summary: Summary) -> str:
    return msgspec.json.encode(summary).decode()


def _unpacked(document: str) -> Summary:
    return msgspec.json.decode(document, type=Summary)
