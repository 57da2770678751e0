"""Keeps latency from Redis to the database: minutes rolled up to hours and days, ends finished, old things deleted.

Every node runs this; whoever is first does the round for all. Each step replaces what it makes as a whole, so a round
that is done twice, or half, does no harm.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Final

import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.errors import DatabaseUnavailable, UnknownConsultation
from server.latency.archive import DAY_MS, HOUR_MS
from server.latency.histogram import merged
from server.latency.recorder import LatencyRecorder
from server.latency.store import DIRECTIONS, MINUTE_MS, LiveHashes, minute_of
from signaling.messages import LiveConsultation, LiveFigures
from signaling.waiting_room import WaitingRoom, shops

log = structlog.get_logger()

FLUSH_S: Final = 1.0
ROUND_S: Final = 10
DELETE_EVERY: Final = 360
"""Rounds between two deletions of what has become old: about an hour."""

SETTLED_MS: Final = 3 * MINUTE_MS
"""A minute that ended so long ago gets no more parts, unless a node could not write for longer."""

STALE_MS: Final = 30_000
"""A live consultation that has reported nothing for so long is looked up: its node may have died before its end."""

LOCK: Final = "vc:latency:round"


class LatencyKeeper:
    """The node's clock work for latency."""

    def __init__(
        self,
        redis: "Redis",
        recorder: LatencyRecorder,
        room: Callable[[str], WaitingRoom],
        now_ms: Callable[[], int],
        *,
        timeline_days: int,
        history_days: int,
    ) -> None:
        self._redis = redis
        self._recorder = recorder
        self._room = room
        self._now_ms = now_ms
        self._timeline_days = timeline_days
        self._history_days = history_days
        self._rounds = 0

    async def run(self) -> None:
        """Flush and keep until cancelled."""
        next_round = time.monotonic() + ROUND_S
        while True:
            await asyncio.sleep(FLUSH_S)
            try:
                await self._recorder.flush()
                if time.monotonic() >= next_round:
                    next_round = time.monotonic() + ROUND_S
                    await self._round_if_first()
            except (RedisError, OSError, DatabaseUnavailable) as error:
                log.warning("latency_not_kept", error=str(error))
            except Exception:
                log.exception("latency_round_failed")  # a later round may succeed; without rounds nothing is kept

    async def stop(self) -> None:
        """Write what came in, so that a stopping node loses nothing."""
        try:
            await self._recorder.flush()
        except (RedisError, OSError) as error:
            log.exception("latency_lost", error=str(error))

    async def _round_if_first(self) -> None:
        if await self._redis.set(LOCK, "1", nx=True, px=ROUND_S * 1000 - 1000):
            await self.round()

    async def round(self) -> None:
        """One round over all shops."""
        for shop in await shops(self._redis):
            try:
                await self.mend(shop)
                await self._recorder.finish(shop)
                await self.roll_up(shop)
            except (RedisError, OSError, DatabaseUnavailable):
                raise
            except Exception:
                log.exception("latency_of_shop_not_kept", shop=shop)  # the others must not wait for it
        if self._rounds % DELETE_EVERY == 0:
            await self.delete_old()
        self._rounds += 1

    async def roll_up(self, shop: str) -> None:
        """Write minutes that have changed, and the hours and days that they belong to."""
        store, archive = self._recorder.store, self._recorder.archive
        minutes = await store.minutes(shop, await store.open_minutes(shop))
        await archive.save_history(shop, "minute", minutes)
        hours = {minute // HOUR_MS * HOUR_MS for minute in minutes}
        for hour in hours:
            parts = await archive.history(shop, "minute", hour, hour + HOUR_MS)
            await archive.save_history(shop, "hour", {hour: merged(parts.values())})
        for day in {hour // DAY_MS * DAY_MS for hour in hours}:
            parts = await archive.history(shop, "hour", day, day + DAY_MS)
            await archive.save_history(shop, "day", {day: merged(parts.values())})
        await store.close_minutes(shop, minute_of(self._now_ms() - SETTLED_MS))

    async def mend(self, shop: str) -> None:
        """Take consultations off the live list that ended while their node could not say so."""
        hashes = await self._recorder.store.live_hashes(shop)
        await self._recorder.store.drop_orphans(shop, hashes)
        for identifier, packed in hashes.live.items():
            entry = msgspec.json.decode(packed, type=LiveConsultation)
            if self._now_ms() - _reported_ms(entry, hashes, identifier) <= STALE_MS:
                continue
            consultation = await self._room(shop).consultation(entry.id)
            if consultation is None or consultation.ended_ms is not None:
                ended_ms = consultation.ended_ms if consultation and consultation.ended_ms else self._now_ms()
                reason = consultation.end_reason if consultation and consultation.end_reason else "agent_lost"
                with contextlib.suppress(UnknownConsultation):  # its beginning was never recorded
                    await self._recorder.ended(shop, entry.id, ended_ms, reason)
                await self._recorder.store.forget_live(shop, entry.id)

    async def delete_old(self) -> None:
        """Delete what is older than the settings allow."""
        now = self._now_ms()
        await self._recorder.archive.delete_old(
            timelines_before_ms=now - self._timeline_days * DAY_MS,
            history_before_ms=now - self._history_days * DAY_MS,
        )


def _reported_ms(entry: LiveConsultation, hashes: LiveHashes, identifier: bytes) -> int:
    windows = [getattr(hashes, direction).get(identifier) for direction in DIRECTIONS]
    reported = [msgspec.json.decode(packed, type=LiveFigures).reported_ms for packed in windows if packed]
    return max(reported, default=entry.started_ms)
