"""Takes the pages' latency windows in and keeps the sums: by consultation, by minute, and what is live right now.

Redis keys of a shop, all under `vc:{shop}:latency:` (amounts as in `histogram.fields`):

| key | type | holds |
|---|---|---|
| `live` | hash | consultation id → `LiveConsultation` (JSON) without its windows |
| `to_buyer`, `to_agent` | hash | consultation id → newest window (JSON) of the picture in that direction |
| `sum:ID:DIRECTION` | hash | sums over one consultation, kept a day |
| `minute:MS` | hash | sums over all pictures to buyers in one minute, kept 26 hours |
"""

from collections.abc import Callable
from typing import Any, Final, cast

import msgspec
from msgspec import Struct
from redis.asyncio import Redis

from server.latency.histogram import BUCKETS, fields, total, typical_bound_ms
from server.latency.metrics import Metrics
from server.records import Records
from signaling.consultation import Consultation
from signaling.errors import InvalidMessage
from signaling.messages import LatencyMinute, LatencyWindow, LiveConsultation, MonitorState, Role
from signaling.waiting_room import WaitingRoom

MINUTE_MS: Final = 60_000
MINUTES_SHOWN: Final = 60
MINUTES_KEPT_S: Final = 26 * 3600
SUMS_KEPT_S: Final = 24 * 3600
STALE_MS: Final = 30_000
"""A live consultation that has reported nothing for so long is looked up: its node may have died before its end."""

MONITOR_CACHE_MS: Final = 900
"""All monitors of a shop on this node share one reading of Redis within this time."""


class _Window(Struct, frozen=True):
    reported_ms: int
    window: LatencyWindow


def direction_of(reporter: Role) -> str:
    """Direction of the picture that this role sees."""
    return f"to_{reporter}"


class LatencyRecorder:
    """This node's intake of latency windows."""

    def __init__(self, redis: "Redis", records: Records, metrics: Metrics, now_ms: Callable[[], int]) -> None:
        self._redis = redis
        self._records = records
        self._now_ms = now_ms
        self.metrics = metrics
        self._minutes: dict[str, dict[int, LatencyMinute]] = {}
        self._states: dict[str, MonitorState] = {}

    async def started(self, shop: str, consultation: Consultation, product_title: str) -> None:
        """A consultation was accepted: it is live from now on."""
        entry = LiveConsultation(
            id=consultation.id,
            purpose=consultation.purpose,
            product_title=product_title,
            agent_name=consultation.agent_name,
            buyer_country=consultation.buyer_country,
            language=consultation.language,
            started_ms=consultation.accepted_ms or self._now_ms(),
        )
        await self._put_live(shop, entry)

    async def first_frame(self, shop: str, consultation_id: str, elapsed_ms: float) -> None:
        """The agent's page measured the time from accept to the first frame at the buyer."""
        packed = await cast(Any, self._redis.hget(_key(shop, "live"), consultation_id))
        if packed is None:
            return
        entry = msgspec.json.decode(packed, type=LiveConsultation)
        if entry.first_frame_ms is None:  # reports are repeated after a reconnect
            self.metrics.first_frame.observe(elapsed_ms / 1000)
            await self._put_live(shop, msgspec.structs.replace(entry, first_frame_ms=elapsed_ms))

    async def _put_live(self, shop: str, entry: LiveConsultation) -> None:
        await cast(Any, self._redis.hset(_key(shop, "live"), entry.id, msgspec.json.encode(entry)))

    async def report(
        self, shop: str, consultation_id: str, reporter: Role, window: LatencyWindow, now_ms: int, *, ended: bool
    ) -> None:
        """Add a window. Raises `InvalidMessage` when its buckets are not those of `HISTOGRAM_EDGES_MS`."""
        if len(window.buckets) not in (0, BUCKETS):
            raise InvalidMessage(f"buckets must be {BUCKETS}: one per edge and one above the last")
        direction = direction_of(reporter)
        self.metrics.add(direction, window)
        sums = f"sum:{consultation_id}:{direction}"
        pipeline = self._redis.pipeline(transaction=False)
        for name, amount in fields(window):
            pipeline.hincrbyfloat(_key(shop, sums), name, amount)
        pipeline.expire(_key(shop, sums), SUMS_KEPT_S)
        if reporter is Role.BUYER:
            minute = _key(shop, f"minute:{now_ms // MINUTE_MS * MINUTE_MS}")
            for name, amount in fields(window):
                pipeline.hincrbyfloat(minute, name, amount)
            pipeline.expire(minute, MINUTES_KEPT_S)
        if not ended:
            newest = msgspec.json.encode(_Window(reported_ms=now_ms, window=window))
            pipeline.hset(_key(shop, direction), consultation_id, newest)
        await pipeline.execute()
        if ended:
            await self._save(shop, consultation_id, reporter)

    async def ended(self, shop: str, consultation_id: str) -> None:
        """A consultation is over: keep its sums in the records, and take it off the live list."""
        for role in Role:
            await self._save(shop, consultation_id, role)
        await self._forget(shop, consultation_id)

    async def _save(self, shop: str, consultation_id: str, reporter: Role) -> None:
        direction = direction_of(reporter)
        sums = await cast(Any, self._redis.hgetall(_key(shop, f"sum:{consultation_id}:{direction}")))
        if sums:
            kept = total(0, sums)
            await self._records.save_latency(
                consultation_id,
                direction,
                kept.buckets,
                kept.within_ms,
                kept.late_ms,
                kept.missing_ms,
                typical_bound_ms(sums),
            )

    async def _forget(self, shop: str, consultation_id: str) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        for name in ("live", *(direction_of(role) for role in Role)):
            pipeline.hdel(_key(shop, name), consultation_id)
        await pipeline.execute()

    async def count_live(self, shop: str) -> int:
        """Number of consultations going on in a shop."""
        return int(await cast(Any, self._redis.hlen(_key(shop, "live"))))

    # --- for the monitor --------------------------------------------------------------------------------------------

    async def monitor_state(self, shop: str, room: Callable[[str], WaitingRoom]) -> MonitorState:
        """What every monitor of the shop is shown, at most `MONITOR_CACHE_MS` old."""
        now = self._now_ms()
        cached = self._states.get(shop)
        if cached is not None and now - cached.now_ms < MONITOR_CACHE_MS:
            return cached
        waiting, on_duty = await room(shop).census()
        state = MonitorState(
            now_ms=now,
            live=await self._live(shop, room(shop), now),
            minutes=await self._last_hour(shop, now),
            waiting=waiting,
            agents_on_duty=on_duty,
        )
        self._states[shop] = state
        return state

    async def _live(self, shop: str, room: WaitingRoom, now: int) -> list[LiveConsultation]:
        pipeline = self._redis.pipeline(transaction=False)
        for name in ("live", "to_buyer", "to_agent"):
            pipeline.hgetall(_key(shop, name))
        entries, to_buyer, to_agent = await pipeline.execute()
        for identifier in entries:
            sums = _key(shop, f"sum:{identifier.decode()}:to_buyer")
            pipeline.hmget(sums, ["within", "late", "missing"])
        shares = await pipeline.execute() if entries else []
        live = []
        for (identifier, packed), amounts in zip(entries.items(), shares, strict=True):
            entry = msgspec.json.decode(packed, type=LiveConsultation)
            buyer, agent = _window(to_buyer.get(identifier)), _window(to_agent.get(identifier))
            reported = max((seen.reported_ms for seen in (buyer, agent) if seen), default=entry.started_ms)
            if now - reported > STALE_MS and await self._is_over(shop, room, entry.id):
                continue
            within, late, missing = (float(amount or 0) for amount in amounts)
            due = within + late + missing
            live.append(
                msgspec.structs.replace(
                    entry,
                    to_buyer=buyer.window if buyer else None,
                    to_agent=agent.window if agent else None,
                    within_share=within / due if due else None,
                    reported_ms=reported,
                )
            )
        return sorted(live, key=lambda entry: entry.started_ms)

    async def _is_over(self, shop: str, room: WaitingRoom, consultation_id: str) -> bool:
        consultation = await room.consultation(consultation_id)
        if consultation is not None and consultation.ended_ms is None:
            return False
        await self.ended(shop, consultation_id)
        return True

    async def _last_hour(self, shop: str, now: int) -> list[LatencyMinute]:
        known = self._minutes.setdefault(shop, {})
        newest = now // MINUTE_MS * MINUTE_MS
        shown = [newest - back * MINUTE_MS for back in reversed(range(MINUTES_SHOWN))]
        # A minute takes windows by their arrival, so those before the last one no longer change.
        unknown = [minute for minute in shown if minute not in known or minute >= newest - MINUTE_MS]
        pipeline = self._redis.pipeline(transaction=False)
        for minute in unknown:
            pipeline.hgetall(_key(shop, f"minute:{minute}"))
        for minute, sums in zip(unknown, await pipeline.execute(), strict=True):
            known[minute] = total(minute, sums)
        self._minutes[shop] = {minute: known[minute] for minute in shown}
        return [known[minute] for minute in shown]


def _key(shop: str, name: str) -> str:
    return f"vc:{{{shop}}}:latency:{name}"


def _window(packed: bytes | None) -> _Window | None:
    return msgspec.json.decode(packed, type=_Window) if packed else None
