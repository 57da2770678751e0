"""The monitor put together: the live stream, history, timelines, alerts and probes."""

import asyncio
import math
from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.config import Config
from server.database import Database
from server.errors import DatabaseUnavailable, InvalidRequest
from server.latency import DAY_MS, HOUR_MS, MINUTE_MS, Ends, LatencyRecorder, Step, merged, minute_of
from server.monitor.alerts import Alerts
from server.monitor.board import Condition, LiveBoard
from server.monitor.figures import entries, figures, point, route_items, windows
from server.monitor.probes import Probes
from server.monitor.views import Grouping, History, Overview, RouteTable, Timeline
from server.records import Records
from signaling.messages import Role
from signaling.waiting_room import WaitingRoom

log = structlog.get_logger()

ROUND_S: Final = 15
DELETE_EVERY: Final = 240
"""Rounds between two deletions of what has become old: about an hour."""

LOCK: Final = "vc:monitor:round"

MAX_POINTS: Final = 3000
"""Of one history: two days of minutes, four months of hours."""


class Monitor:
    """What supervisors are told, and the node's clock work for it."""

    def __init__(
        self,
        config: Config,
        redis: "Redis",
        db: Database,
        records: Records,
        recorder: LatencyRecorder,
        room: Callable[[str], WaitingRoom],
        now_ms: Callable[[], int],
        *,
        announce: bool,
    ) -> None:
        self._config = config
        self._redis = redis
        self._records = records
        self._recorder = recorder
        self._archive = recorder.archive
        self._now_ms = now_ms
        self._rounds = 0
        self._left = math.nan
        self._left_ms = 0
        self.alerts = Alerts(db, self._archive, config.latency_objective, now_ms, announce=announce)
        self.probes = Probes(db, now_ms)
        self.board = LiveBoard(recorder.store, room, self._condition, now_ms)

    # --- clock work -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Judge until cancelled. Every node tries; whoever is first does the round for all."""
        while True:
            await asyncio.sleep(ROUND_S)
            try:
                if await self._redis.set(LOCK, "1", nx=True, px=ROUND_S * 1000 - 1000):
                    await self.round()
            except (RedisError, OSError, DatabaseUnavailable) as error:
                log.warning("alerts_not_judged", error=str(error))
            except Exception:
                log.exception("monitor_round_failed")  # a later round may succeed; without rounds nobody is called

    async def round(self) -> None:
        """One round: judge, and now and then delete what is old."""
        await self.alerts.evaluate_all()
        if self._rounds % DELETE_EVERY == 0:
            now = self._now_ms()
            await self.alerts.delete_old(now - self._config.history_days * DAY_MS)
            await self.probes.delete_old(now - self._config.timeline_days * DAY_MS)
        self._rounds += 1

    async def _condition(self, shop: str) -> Condition | None:
        try:
            return Condition(
                budget=await self.alerts.budget(shop),
                alerts=await self.alerts.firing(shop),
                probes=await self.probes.newest(),
            )
        except DatabaseUnavailable as error:
            log.warning("condition_not_read", error=str(error))
            return None  # the live figures go on without the database

    async def least_left(self) -> float:
        """What is left of the error budget in the shop that has least, read once a minute; NaN while unknown."""
        now = self._now_ms()
        if now - self._left_ms >= MINUTE_MS:
            self._left_ms = now
            try:
                left = await self.alerts.least_left()
                self._left = math.nan if left is None else left
            except DatabaseUnavailable:
                self._left = math.nan
        return self._left

    # --- over time --------------------------------------------------------------------------------------------------

    async def overview(self, shop: str, time_zone: str) -> Overview:
        """Today, the last hour and the last 5 minutes."""
        now = self._now_ms()
        midnight = datetime.fromtimestamp(now / 1000, ZoneInfo(time_zone)).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        begins = {
            "today": round(midnight.timestamp() * 1000),
            "last_hour": minute_of(now - HOUR_MS),
            "last_5_minutes": minute_of(now - 5 * MINUTE_MS),
        }
        spans = {name: figures(await self._archive.total(shop, begin, now + 1)) for name, begin in begins.items()}
        return Overview(now_ms=now, time_zone=time_zone, budget=await self.alerts.budget(shop), **spans)

    async def history(self, shop: str, step: Step, from_ms: int | None, to_ms: int | None) -> History:
        """The points of a stretch; the last day by default. Raises `InvalidRequest`."""
        begin, end = self._stretch(from_ms, to_ms, DAY_MS)
        length = {"minute": MINUTE_MS, "hour": HOUR_MS, "day": DAY_MS}[step]
        if (end - begin) / length > MAX_POINTS:
            raise InvalidRequest(f"from_ms: more than {MAX_POINTS} points; take a longer step")
        found = await self._archive.history(shop, step, begin // length * length, end)
        points = [point(at_ms, sums) for at_ms, sums in found.items()]
        return History(step=step, from_ms=begin, to_ms=end, points=points, total=point(begin, merged(found.values())))

    async def routes(self, shop: str, by: Grouping, from_ms: int | None, to_ms: int | None) -> RouteTable:
        """Consultations by what they have in common; those of the last week by default. Raises `InvalidRequest`."""
        begin, end = self._stretch(from_ms, to_ms, 7 * DAY_MS)
        found = await self._archive.contributions(shop, begin // HOUR_MS * HOUR_MS, end)
        return RouteTable(by=by, from_ms=begin, to_ms=end, items=route_items(found, by))

    def _stretch(self, from_ms: int | None, to_ms: int | None, usual_ms: int) -> tuple[int, int]:
        end = self._now_ms() + 1 if to_ms is None else to_ms
        begin = end - usual_ms if from_ms is None else from_ms
        if begin >= end:
            raise InvalidRequest("from_ms: it has to be before to_ms")
        return begin, end

    # --- one consultation -------------------------------------------------------------------------------------------

    async def timeline(self, shop: str, consultation_id: str) -> Timeline:
        """The whole course of a consultation, live or ended. Raises `UnknownConsultation`."""
        record = await self._records.consultation(shop, consultation_id)
        found = await self._recorder.timeline(shop, consultation_id)
        ends, rows = found or (None, [])
        ends = ends or await self._recorder.live_ends(shop, consultation_id) or Ends()
        return Timeline(
            id=record.id,
            purpose=record.purpose,
            product_title=record.product_title,
            agent_name=record.agent_name,
            language=record.language,
            buyer_country=record.buyer_country,
            agent_region=ends.agent_region,
            buyer_browser=ends.buyer_browser,
            agent_browser=ends.agent_browser,
            floor_ms=ends.floor_ms,
            started_ms=record.started_ms,
            ended_ms=record.ended_ms,
            end_reason=record.end_reason,
            stars=record.stars,
            comment=record.comment,
            kept=found is not None,
            to_buyer=windows(rows, Role.BUYER),
            to_agent=windows(rows, Role.AGENT),
            events=entries(rows),
        )
