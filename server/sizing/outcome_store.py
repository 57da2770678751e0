"""Stores what became of sizes, and keeps at hand what each shop's outcomes say of how its products run."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, cast

import msgspec
import structlog
from sqlalchemy import case, func, select

from server.database import Database, insert
from server.sizing.models import SizeOutcomeRow
from server.sizing.outcome_table import TakenOutcome, ToldOutcome
from server.sizing.outcomes import RunningSmall, SizeOutcome

log = structlog.get_logger()

NEWEST: Final = 20_000
"""So many outcomes of a shop count: they say enough of what it sells today, and bound the time that learning takes."""
KEPT_S: Final = 300.0
"""How long a node goes by what it has learned; what it is told itself counts sooner."""
REST: Final = 20
"""After learning, a node does not learn of the same shop for so many times as long, however much it is told."""

_OUTCOMES: Final[Mapping[ToldOutcome, SizeOutcome]] = {
    "kept": SizeOutcome.FIT,
    "too-small": SizeOutcome.SMALL,
    "too-big": SizeOutcome.LARGE,
}


class ProductCounts(NamedTuple):
    """What became of a product's sizes. `category` is as it was told with one of them."""

    sku: str
    category: str
    counts: dict[ToldOutcome, int]


class _Learned(NamedTuple):
    """`running` is None where there is no outcome."""

    running: RunningSmall | None
    rests_until_s: float
    kept_until_s: float


class Outcomes:
    """The outcomes of every shop. `close` it before the database."""

    def __init__(self, db: Database, *, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._monotonic_s = monotonic_s
        self._learned: dict[str, _Learned] = {}
        self._changed: set[str] = set()
        self._learning: dict[str, asyncio.Task[RunningSmall | None]] = {}
        # Learning is Python alone: two threads of it would only take turns, and hold up the event loop twice as often.
        self._turn = asyncio.Lock()

    async def close(self) -> None:
        """Learn no more."""
        tasks = list(self._learning.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def take(self, shop: str, outcomes: Sequence[TakenOutcome]) -> int:
        """Store them, each in the place of an earlier one of its id; returns how many were new.

        Raises DatabaseUnavailable; none is stored then.
        """
        if not outcomes:
            return 0
        # In one order: of two who tell the same at once, each could otherwise hold a row that the other waits for.
        rows = [{"shop": shop, **msgspec.structs.asdict(outcome)} for outcome in sorted(outcomes, key=lambda o: o.id)]
        known = (
            select(func.count())
            .select_from(SizeOutcomeRow)
            .where(SizeOutcomeRow.shop == shop, SizeOutcomeRow.id.in_([outcome.id for outcome in outcomes]))
        )
        async with self._db.session() as session:
            replaced = await session.scalar(known) or 0
            statement = insert(session, SizeOutcomeRow)
            columns = {name: statement.excluded[name] for name in rows[0] if name not in ("shop", "id")}
            await session.execute(statement.on_conflict_do_update(index_elements=["shop", "id"], set_=columns), rows)
        self._changed.add(shop)
        return len(outcomes) - replaced

    async def counts(self, shop: str, sku: str) -> dict[ToldOutcome, int]:
        """How many outcomes of each kind there are of a product. Raises DatabaseUnavailable."""
        query = (
            select(SizeOutcomeRow.outcome, func.count())
            .where(SizeOutcomeRow.shop == shop, SizeOutcomeRow.sku == sku)
            .group_by(SizeOutcomeRow.outcome)
        )
        async with self._db.reading() as session:
            found = dict((await session.execute(query)).all())
        return {outcome: found.get(outcome, 0) for outcome in _OUTCOMES}

    async def products(self, shop: str, limit: int) -> list[ProductCounts]:
        """The products of which there are outcomes, those that came back most for their size first; at most `limit`.

        Raises DatabaseUnavailable.
        """
        row = SizeOutcomeRow
        kinds = [func.sum(case((row.outcome == outcome, 1), else_=0)).label(outcome) for outcome in _OUTCOMES]
        returned = func.sum(case((row.outcome == "kept", 0), else_=1))
        query = (
            select(row.sku, func.max(row.category), *kinds)
            .where(row.shop == shop)
            .group_by(row.sku)
            .order_by(returned.desc(), row.sku)
            .limit(limit)
        )
        async with self._db.reading() as session:
            return [
                ProductCounts(sku, category, dict(zip(_OUTCOMES, counts, strict=True)))
                for sku, category, *counts in await session.execute(query)
            ]

    async def running(self, shop: str) -> RunningSmall | None:
        """How the shop's products run by its newest outcomes; None without any.

        Once something has been learned nobody waits: the older answer is given while a newer one is made. Raises
        DatabaseUnavailable.
        """
        learned = self._learned.get(shop)
        if learned is None:
            # Shared with others who ask: one who goes away must not end it for them.
            return await asyncio.shield(self._learn_soon(shop))
        now_s = self._monotonic_s()
        if now_s >= learned.kept_until_s or (shop in self._changed and now_s >= learned.rests_until_s):
            self._learn_soon(shop)
        return learned.running

    def _learn_soon(self, shop: str) -> asyncio.Task[RunningSmall | None]:
        task = self._learning.get(shop)
        if task is None:
            task = self._learning[shop] = asyncio.create_task(self._learn(shop), name=f"outcomes of {shop}")
            task.add_done_callback(partial(self._ended, shop))
        return task

    def _ended(self, shop: str, task: asyncio.Task[RunningSmall | None]) -> None:
        del self._learning[shop]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._changed.add(shop)
            log.error("outcomes_not_learned", shop=shop, exc_info=error)

    async def _learn(self, shop: str) -> RunningSmall | None:
        newest = (
            select(SizeOutcomeRow.sku, SizeOutcomeRow.category, SizeOutcomeRow.outcome)
            .where(SizeOutcomeRow.shop == shop)
            .order_by(SizeOutcomeRow.happened_ms.desc(), SizeOutcomeRow.id)
            .limit(NEWEST)
            .subquery()
        )
        of = newest.c
        query = select(of.sku, of.category, of.outcome, func.count()).group_by(of.sku, of.category, of.outcome)
        async with self._turn:
            began_s = self._monotonic_s()
            # Before reading: what is told from now on may not be in it.
            self._changed.discard(shop)
            async with self._db.reading() as session:
                counts = [
                    (sku, category, _OUTCOMES[cast(ToldOutcome, outcome)], count)
                    for sku, category, outcome, count in await session.execute(query)
                ]
            running = await asyncio.to_thread(RunningSmall.from_counts, counts) if counts else None
        now_s = self._monotonic_s()
        self._learned[shop] = _Learned(running, now_s + REST * (now_s - began_s), now_s + KEPT_S)
        return running
