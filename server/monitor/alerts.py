"""The alerts of the error budget: kept in the database, so that all nodes agree and one of them tells."""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.database import Database, insert
from server.errors import InvalidBody, UnknownAlert
from server.latency import DAY_MS, HOUR_MS, Archive, Moment
from server.monitor.budget import RULES, WINDOW_DAYS, Verdict, budget, judge
from server.monitor.models import BurnAlertRow, SilenceRow
from server.monitor.views import AlertList
from server.probe import PROBE_SHOP
from server.webhooks import delete_old, enqueue
from signaling.messages import AlertNote, BurnAlert, BurnRate, ErrorBudget

FINE_MS: Final = 7 * HOUR_MS
"""How far back minutes are looked at: the windows that are longer need hours only."""

PAST_SHOWN: Final = 50
LONGEST_SILENCE_MS: Final = 30 * DAY_MS


class Alerts:
    """Judges shops and keeps what fires. Every method raises `DatabaseUnavailable`."""

    def __init__(
        self, db: Database, archive: Archive, objective: float, now_ms: Callable[[], int], *, announce: bool
    ) -> None:
        self._db = db
        self._archive = archive
        self._objective = objective
        self._now_ms = now_ms
        self._announce = announce
        """Whether webhooks are sent at all."""

    async def evaluate_all(self) -> None:
        """Judge every shop that has had consultations lately."""
        for shop in await self._shops():
            await self.evaluate(shop)

    async def evaluate(self, shop: str) -> None:
        """Judge a shop, keep what has begun to fire or no longer does, and have that told once."""
        moments = await self._moments(shop)
        async with self._db.session() as session:
            firing = {row.rule: row for row in await session.scalars(self._open(shop).with_for_update())}
            verdicts = judge(moments, frozenset(firing), self._now_ms(), self._objective)
            for verdict in verdicts:
                row = firing.get(verdict.rule.id)
                if verdict.fires and row is None:
                    await self._begin(session, shop, verdict)
                elif row is not None:
                    row.long, row.short = msgspec.to_builtins(verdict.long), msgspec.to_builtins(verdict.short)
                    if not verdict.fires:
                        await self._resolve(session, row)

    async def _begin(self, session: AsyncSession, shop: str, verdict: Verdict) -> None:
        now = self._now_ms()
        silence = await session.get(SilenceRow, (shop, verdict.rule.id))
        announced = self._announce and not (silence and silence.until_ms > now)
        values: dict[str, Any] = {
            "id": secrets.token_urlsafe(12),
            "shop": shop,
            "rule": verdict.rule.id,
            "open": 1,
            "severity": verdict.rule.severity,
            "threshold": verdict.rule.threshold,
            "since_ms": now,
            "long": msgspec.to_builtins(verdict.long),
            "short": msgspec.to_builtins(verdict.short),
            "announced": announced,
        }
        statement = insert(session, BurnAlertRow).values(values).on_conflict_do_nothing()
        begun = await session.scalar(statement.returning(BurnAlertRow.id))
        if begun is not None and announced:  # else another node was faster
            await self._tell(session, f"{begun}-firing", "alert.firing", values)

    async def _resolve(self, session: AsyncSession, row: BurnAlertRow) -> None:
        now = self._now_ms()
        row.open, row.resolved_ms = None, now
        if row.announced:
            values = {name: getattr(row, name) for name in _TOLD}
            await self._tell(session, f"{row.id}-resolved", "alert.resolved", values)

    async def _tell(self, session: AsyncSession, webhook_id: str, kind: str, alert: dict[str, Any]) -> None:
        now = self._now_ms()
        told = payload(kind, alert, now)
        await enqueue(session, webhook_id, told, now, shop=alert["shop"], receiver="operator")

    # --- what people do about it ------------------------------------------------------------------------------------

    async def acknowledge(self, shop: str, rule: str, by: str, reason: str) -> BurnAlert:
        """Say that somebody works on a firing alert. Raises `UnknownAlert` when it does not fire."""
        change = (
            update(BurnAlertRow)
            .where(BurnAlertRow.shop == shop, BurnAlertRow.rule == rule, BurnAlertRow.open == 1)
            .values(acknowledged_by=by, acknowledged_ms=self._now_ms(), acknowledged_reason=reason)
            .returning(BurnAlertRow)
        )
        async with self._db.session() as session:
            row = (await session.scalars(change)).one_or_none()
            if row is None:
                raise UnknownAlert(f"no alert {rule!r} fires")
            silences = {each.rule: each for each in await session.scalars(self._silences(shop))}
            return _view(row, silences.get(rule))

    async def silence(self, shop: str, rule: str, by: str, reason: str, until_ms: int) -> None:
        """Send no webhook for this rule until a moment. Raises `UnknownAlert`, `InvalidBody`."""
        _require_rule(rule)
        now = self._now_ms()
        if not now < until_ms <= now + LONGEST_SILENCE_MS:
            raise InvalidBody("until_ms: a moment within the next 30 days")
        values = {"by": by, "at_ms": now, "until_ms": until_ms, "reason": reason}
        async with self._db.session() as session:
            statement = insert(session, SilenceRow).values(shop=shop, rule=rule, **values)
            await session.execute(statement.on_conflict_do_update(index_elements=["shop", "rule"], set_=values))

    async def unsilence(self, shop: str, rule: str) -> None:
        """Take a silence back. Raises `UnknownAlert`."""
        _require_rule(rule)
        async with self._db.session() as session:
            await session.execute(delete(SilenceRow).where(SilenceRow.shop == shop, SilenceRow.rule == rule))

    # --- reading ----------------------------------------------------------------------------------------------------

    async def budget(self, shop: str) -> ErrorBudget:
        """What is left of a shop's budget."""
        return budget(await self._moments(shop), self._now_ms(), self._objective)

    async def least_left(self) -> float | None:
        """What is left of the budget in the shop that has least; None when nothing was due in any."""
        left = [(await self.budget(shop)).left_share for shop in await self._shops()]
        return min((share for share in left if share is not None), default=None)

    async def firing(self, shop: str) -> list[BurnAlert]:
        """What fires now, the most urgent first."""
        async with self._db.reading() as session:
            rows = list(await session.scalars(self._open(shop)))
            silences = {row.rule: row for row in await session.scalars(self._silences(shop))}
        order = [rule.id for rule in RULES]
        return [_view(row, silences.get(row.rule)) for row in sorted(rows, key=lambda row: order.index(row.rule))]

    async def listing(self, shop: str) -> AlertList:
        """The budget, what fires, and what has fired lately."""
        query = (
            select(BurnAlertRow)
            .where(BurnAlertRow.shop == shop, BurnAlertRow.open.is_(None))
            .order_by(BurnAlertRow.since_ms.desc())
            .limit(PAST_SHOWN)
        )
        async with self._db.reading() as session:
            past = [_view(row, None) for row in await session.scalars(query)]
        return AlertList(budget=await self.budget(shop), firing=await self.firing(shop), past=past)

    async def delete_old(self, before_ms: int) -> None:
        """Delete what was resolved, and what was sent, before a moment."""
        async with self._db.session() as session:
            await session.execute(delete(BurnAlertRow).where(BurnAlertRow.resolved_ms < before_ms))
            await delete_old(session, before_ms)

    async def _shops(self) -> list[str]:
        found = await self._archive.shops(self._now_ms() - (WINDOW_DAYS + 1) * DAY_MS)
        return [shop for shop in found if shop != PROBE_SHOP]

    async def _moments(self, shop: str) -> Sequence[Moment]:
        now = self._now_ms()
        fine_ms = (now - FINE_MS) // HOUR_MS * HOUR_MS
        hours = await self._archive.due(shop, "hour", now - WINDOW_DAYS * DAY_MS, fine_ms)
        return [*hours, *await self._archive.due(shop, "minute", fine_ms, now + 1)]

    @staticmethod
    def _open(shop: str) -> Any:
        return select(BurnAlertRow).where(BurnAlertRow.shop == shop, BurnAlertRow.open == 1)

    def _silences(self, shop: str) -> Any:
        return select(SilenceRow).where(SilenceRow.shop == shop, SilenceRow.until_ms > self._now_ms())


_TOLD: Final = ("shop", "rule", "severity", "threshold", "since_ms", "resolved_ms", "long", "short")


def payload(kind: str, alert: dict[str, Any], now_ms: int) -> dict[str, Any]:
    """The body of a webhook, in the shape that Standard Webhooks recommends."""
    moment = datetime.fromtimestamp(now_ms / 1000, UTC).isoformat(timespec="milliseconds")
    return {"type": kind, "timestamp": moment, "data": {name: alert.get(name) for name in _TOLD}}


def _require_rule(rule: str) -> None:
    if rule not in {known.id for known in RULES}:
        raise UnknownAlert(f"there is no rule {rule!r}")


def _view(row: BurnAlertRow, silence: SilenceRow | None) -> BurnAlert:
    acknowledged = None
    if row.acknowledged_by is not None and row.acknowledged_ms is not None:
        reason = row.acknowledged_reason or ""
        acknowledged = AlertNote(by=row.acknowledged_by, at_ms=row.acknowledged_ms, reason=reason)
    silenced = None
    if silence is not None:
        silenced = AlertNote(by=silence.by, at_ms=silence.at_ms, reason=silence.reason, until_ms=silence.until_ms)
    return BurnAlert(
        id=row.rule,
        severity=row.severity,
        threshold=row.threshold,
        long=msgspec.convert(row.long, BurnRate),
        short=msgspec.convert(row.short, BurnRate),
        since_ms=row.since_ms,
        resolved_ms=row.resolved_ms,
        acknowledged=acknowledged,
        silenced=silenced,
    )
