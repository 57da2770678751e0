"""Latency in Redis: what is live, its timelines, and the minutes that are not yet in the database.

All keys of a shop stand under `vc:{shop}:latency:`:

| key | type | holds |
|---|---|---|
| `live` | hash | consultation id → `LiveConsultation` (JSON), without what the hashes below hold |
| `to_buyer`, `to_agent` | hash | consultation id → `LiveFigures` (JSON) of the newest window in that direction |
| `browser` | hash | consultation id and role (`ID:buyer`) → browser |
| `complaints` | hash | consultation id → number |
| `timeline:ID` | list | rows (JSON, `rows.py`); kept a day, and a quarter of an hour once they are in the database |
| `ending` | sorted set | consultation ids by the end (ms), until nothing more is expected of them |
| `minute:MS` | hash | writer → `Sums` (JSON) of what it took in, in this minute; kept 26 hours |
| `minutes` | sorted set | minutes (ms) that have yet to be rolled up into the database |

A writer (one node's process) replaces its part of a minute as a whole, so a repeated write counts once.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import msgspec
from msgspec import Struct
from redis.asyncio import Redis

from server.latency.histogram import Sums, merged
from server.latency.rows import join
from signaling.messages import LiveConsultation, Role

MINUTE_MS: Final = 60_000
MINUTES_KEPT_S: Final = 26 * 3600
TIMELINE_KEPT_S: Final = 24 * 3600
SAVED_TIMELINE_KEPT_S: Final = 15 * 60

DIRECTIONS: Final = ("to_buyer", "to_agent")

APPENDED_AT_ONCE: Final = 5_000
"""Most rows of one command: it keeps Redis for some milliseconds, and Redis takes no million arguments."""

_APPEND: Final = Path(__file__).with_name("append.lua").read_text()

Hash = Mapping[bytes, bytes]


def direction_of(reporter: Role) -> str:
    """Direction of the picture that this role sees."""
    return f"to_{reporter}"


def minute_of(at_ms: int) -> int:
    """The beginning of the minute that a moment lies in."""
    return at_ms // MINUTE_MS * MINUTE_MS


class LiveHashes(Struct, frozen=True, kw_only=True):
    """Everything that is live in a shop, as Redis holds it: so that what has not changed need not be decoded."""

    live: Hash
    to_buyer: Hash
    to_agent: Hash
    browser: Hash
    complaints: Hash


class LatencyStore:
    """Reads and writes the keys above. Every method raises `RedisError`."""

    def __init__(self, redis: "Redis") -> None:
        self.redis = redis
        self._append = redis.register_script(_APPEND)

    # --- what is live -------------------------------------------------------------------------------------------------

    async def put_live(self, shop: str, entry: LiveConsultation) -> None:
        """Put an entry on the live list, or replace it."""
        await cast(Any, self.redis.hset(key(shop, "live"), entry.id, msgspec.json.encode(entry)))

    async def live(self, shop: str, consultation_id: str) -> LiveConsultation | None:
        """The entry of a live consultation, without figures."""
        packed = await cast(Any, self.redis.hget(key(shop, "live"), consultation_id))
        return msgspec.json.decode(packed, type=LiveConsultation) if packed else None

    async def live_hashes(self, shop: str) -> LiveHashes:
        """All that is live."""
        pipeline = self.redis.pipeline(transaction=False)
        for name in LiveHashes.__struct_fields__:
            pipeline.hgetall(key(shop, name))
        return LiveHashes(**dict(zip(LiveHashes.__struct_fields__, await pipeline.execute(), strict=True)))

    async def browsers(self, shop: str, consultation_id: str) -> dict[Role, str]:
        """The browsers of both sides, "" where one is not known."""
        names = [f"{consultation_id}:{role}" for role in Role]
        found = await cast(Any, self.redis.hmget(key(shop, "browser"), names))
        return {role: (name or b"").decode() for role, name in zip(Role, found, strict=True)}

    async def count_live(self, shop: str) -> int:
        """Number of consultations going on in a shop."""
        return int(await cast(Any, self.redis.hlen(key(shop, "live"))))

    async def forget_live(self, shop: str, consultation_id: str) -> None:
        """Take a consultation off the live list."""
        pipeline = self.redis.pipeline(transaction=False)
        for name in ("live", *DIRECTIONS, "complaints"):
            pipeline.hdel(key(shop, name), consultation_id)
        pipeline.hdel(key(shop, "browser"), *(f"{consultation_id}:{role}" for role in Role))
        await pipeline.execute()

    async def drop_orphans(self, shop: str, hashes: LiveHashes) -> None:
        """Forget figures of consultations that are not on the live list: windows that arrived after the end."""
        pipeline = self.redis.pipeline(transaction=False)
        for name in (*DIRECTIONS, "complaints", "browser"):
            of_hash: Hash = getattr(hashes, name)
            orphans = [field for field in of_hash if field.split(b":")[0] not in hashes.live]
            if orphans:
                pipeline.hdel(key(shop, name), *orphans)
        if len(pipeline):
            await pipeline.execute()

    # --- timelines ----------------------------------------------------------------------------------------------------

    async def timeline(self, shop: str, consultation_id: str) -> bytes | None:
        """All rows as one JSON array; None when there are none (any more)."""
        rows = await cast(Any, self.redis.lrange(key(shop, f"timeline:{consultation_id}"), 0, -1))
        return join(rows) if rows else None

    async def append(self, shop: str, rows: Sequence[tuple[str, bytes]]) -> None:
        """Append rows, each with the consultation that it is of: hundreds a second, so not a command each."""
        for first in range(0, len(rows), APPENDED_AT_ONCE):
            some = rows[first : first + APPENDED_AT_ONCE]
            timelines = [key(shop, f"timeline:{consultation_id}") for consultation_id, _ in some]
            await self._append(keys=timelines, args=[row for _, row in some])

    async def append_if_kept(self, shop: str, consultation_id: str, row: bytes) -> None:
        """Add a row to a timeline that is still here."""
        await cast(Any, self.redis.rpushx(key(shop, f"timeline:{consultation_id}"), row))  # type: ignore[arg-type]

    async def mark_ending(self, shop: str, consultation_id: str, ended_ms: int) -> None:
        """Have a consultation's rows saved again when nothing more is expected."""
        await self.redis.zadd(key(shop, "ending"), {consultation_id: ended_ms})

    async def ended_before(self, shop: str, moment_ms: int) -> list[str]:
        """Consultations that ended before a moment and whose last save is still due."""
        found = cast(list[bytes], await self.redis.zrangebyscore(key(shop, "ending"), 0, moment_ms))
        return [identifier.decode() for identifier in found]

    async def finish(self, shop: str, consultation_id: str) -> None:
        """The rows are in the database for good."""
        pipeline = self.redis.pipeline(transaction=False)
        pipeline.zrem(key(shop, "ending"), consultation_id)
        pipeline.expire(key(shop, f"timeline:{consultation_id}"), SAVED_TIMELINE_KEPT_S)
        await pipeline.execute()

    # --- minutes ------------------------------------------------------------------------------------------------------

    async def minutes(self, shop: str, moments: Iterable[int]) -> dict[int, Sums]:
        """The sums of these minutes, by their beginning."""
        wanted = list(moments)
        pipeline = self.redis.pipeline(transaction=False)
        for minute_ms in wanted:
            pipeline.hgetall(key(shop, f"minute:{minute_ms}"))
        found = await pipeline.execute() if wanted else []
        return {
            minute_ms: merged(msgspec.json.decode(part, type=Sums) for part in parts.values())
            for minute_ms, parts in zip(wanted, found, strict=True)
        }

    async def open_minutes(self, shop: str) -> list[int]:
        """Minutes that have yet to be rolled up, oldest first."""
        return [int(minute) for minute in cast(list[bytes], await self.redis.zrange(key(shop, "minutes"), 0, -1))]

    async def close_minutes(self, shop: str, before_ms: int) -> None:
        """Minutes that began before a moment are rolled up."""
        await self.redis.zremrangebyscore(key(shop, "minutes"), 0, f"({before_ms}")


def key(shop: str, name: str) -> str:
    """The full name of a key of a shop."""
    return f"vc:{{{shop}}}:latency:{name}"
