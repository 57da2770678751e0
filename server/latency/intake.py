"""Takes latency windows and events into memory, and writes them to Redis once a second.

A window costs no round trip: it becomes a row of its timeline, is added to its minute, and is the newest of its
direction. `flush` writes the rows, this process's part of each minute, and the newest figures. What Redis did not take
stays here and is written with the next flush. A stopping node flushes; a killed one loses what came in its last second.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import structlog
from redis.asyncio import Redis

from server.latency.histogram import Sums, bucket_of
from server.latency.rows import EntryRow, Row, WindowRow, figures, pack, read, window_row
from server.latency.store import (
    MINUTES_KEPT_S,
    TIMELINE_KEPT_S,
    LatencyStore,
    direction_of,
    key,
    minute_of,
)
from signaling.messages import LatencyWindow, Role

log = structlog.get_logger()

FORGOTTEN_AFTER_MS: Final = 60_000
"""A consultation of which nothing came for so long is forgotten here; it may go on at another node."""

MOVED_AFTER_MS: Final = 10_000
"""A side that sent nothing for so long may have been at another node meanwhile: what it sent there is read."""

RENEWED_EVERY_MS: Final = 3_600_000
"""How often the life of a timeline in Redis is prolonged."""

MAX_PENDING: Final = 2_000
"""Rows held of one consultation while Redis is away: half an hour of both sides. Older ones are given up."""


@dataclass
class _Seen:
    """One direction of a consultation: sums from its beginning, and the newest window."""

    within_ms: int = 0
    due_ms: int = 0
    freezes: int = 0
    newest: WindowRow | None = None
    changed: bool = False
    complete: bool = False
    """Whether the sums hold what came to other nodes; it is read before they are first told."""

    def add(self, row: WindowRow) -> None:
        self.within_ms += row.within_ms
        self.due_ms += row.due_ms
        self.freezes += row.freezes

    @property
    def within_share(self) -> float | None:
        return round(self.within_ms / self.due_ms, 4) if self.due_ms else None


@dataclass
class _Course:
    """One consultation as far as this node has heard of it."""

    shop: str
    id: str
    touched_ms: int
    pending: list[bytes] = field(default_factory=list)
    seen: dict[Role, _Seen] = field(default_factory=lambda: {role: _Seen() for role in Role})
    browsers: dict[Role, str] = field(default_factory=dict)
    told: set[Role] = field(default_factory=set)
    """Whose browser is written."""
    complaints: int = 0
    connected: bool = False
    renewed_ms: int = 0


class Intake:
    """This process's memory of what came in and is not yet written."""

    def __init__(self, redis: "Redis", now_ms: Callable[[], int]) -> None:
        self._redis = redis
        self._store = LatencyStore(redis)
        self._now_ms = now_ms
        self._writer = secrets.token_hex(6)
        self._courses: dict[tuple[str, str], _Course] = {}
        self._minutes: dict[tuple[str, int], Sums] = {}
        self._changed_minutes: set[tuple[str, int]] = set()
        self._flushing = asyncio.Lock()

    def window(self, shop: str, consultation_id: str, reporter: Role, window: LatencyWindow, browser: str) -> None:
        """Take in a window that has just arrived."""
        now = self._now_ms()
        course = self._course(shop, consultation_id, now)
        self._note_browser(course, reporter, browser)
        seen = course.seen[reporter]
        if seen.newest and now - seen.newest.at_ms > MOVED_AFTER_MS and not course.pending:
            seen = course.seen[reporter] = _Seen(newest=seen.newest)
        # A window's place in its timeline is its moment: no two of one side may share it.
        at_ms = max(now, seen.newest.at_ms + 1) if seen.newest else now
        row = window_row(at_ms, reporter, window)
        self._append(course, row)
        seen.add(row)
        seen.newest = row
        seen.changed = True
        if reporter is Role.BUYER:
            self._minute(shop, now).add(row)

    def entry(self, shop: str, consultation_id: str, row: EntryRow) -> None:
        """Take in something that happened."""
        course = self._course(shop, consultation_id, self._now_ms())
        if row.kind == "complaint":
            course.complaints += 1
        self._append(course, row)

    def begun(self, shop: str) -> None:
        """A consultation was accepted."""
        self._minute(shop, self._now_ms()).consultations += 1

    def connected(self, shop: str, consultation_id: str, elapsed_ms: float, browser: str) -> bool:
        """The buyer's page connected; only the first time counts, and False is returned for another."""
        course = self._course(shop, consultation_id, self._now_ms())
        self._note_browser(course, Role.BUYER, browser)
        if course.connected:
            return False
        course.connected = True
        self._minute(shop, self._now_ms()).connect[bucket_of(elapsed_ms)] += 1
        return True

    def first_frame(self, shop: str, elapsed_ms: float) -> None:
        """The first picture came, so long after the accept."""
        self._minute(shop, self._now_ms()).first_frame[bucket_of(elapsed_ms)] += 1

    def _course(self, shop: str, consultation_id: str, now: int) -> _Course:
        found = self._courses.get((shop, consultation_id))
        if found is None:
            found = self._courses[shop, consultation_id] = _Course(shop, consultation_id, now)
        found.touched_ms = now
        return found

    @staticmethod
    def _note_browser(course: _Course, role: Role, browser: str) -> None:
        if browser:
            course.browsers.setdefault(role, browser)

    @staticmethod
    def _append(course: _Course, row: Row) -> None:
        course.pending.append(pack(row))
        if len(course.pending) > MAX_PENDING:
            log.warning("timeline_row_given_up", consultation=course.id)
            del course.pending[0]

    def _minute(self, shop: str, now: int) -> Sums:
        name = (shop, minute_of(now))
        self._changed_minutes.add(name)
        return self._minutes.setdefault(name, Sums())

    # --- out --------------------------------------------------------------------------------------------------------

    async def flush(self) -> None:
        """Write what is new. Raises `RedisError`, and then keeps it."""
        async with self._flushing:
            self._forget_old()
            courses = [course for course in self._courses.values() if course.pending]
            for course in courses:
                await self._complete(course)
            minutes = list(self._changed_minutes)
            if not courses and not minutes:
                return
            pipeline: Any = self._redis.pipeline(transaction=False)
            for course in courses:
                self._write_course(pipeline, course)
            for (shop, name), mapping in _changes(courses).items():
                pipeline.hset(key(shop, name), mapping=mapping)
            for minute in minutes:
                self._write_minute(pipeline, *minute)
            written = [_Written(course) for course in courses]
            rows = _rows(courses)
            # What comes in while Redis is written to is a change again.
            self._changed_minutes.clear()
            try:
                for shop, appended in rows.items():
                    await self._store.append(shop, appended)
                await pipeline.execute()
            except BaseException:
                self._changed_minutes.update(minutes)
                raise
            for done in written:
                done.take_off()

    async def _complete(self, course: _Course) -> None:
        """Add what came of this consultation to other nodes, so that shares count from its beginning."""
        incomplete = {role for role, seen in course.seen.items() if seen.changed and not seen.complete}
        if not incomplete:
            return
        joined = await self._store.timeline(course.shop, course.id)
        for row in read(joined) if joined else ():
            if isinstance(row, WindowRow) and row.reporter in incomplete:
                course.seen[row.reporter].add(row)
            elif isinstance(row, EntryRow) and row.by == Role.BUYER and "setup_ms" in row.values:
                course.connected = True
        for role in incomplete:
            course.seen[role].complete = True

    def _write_course(self, pipeline: Any, course: _Course) -> None:
        now = self._now_ms()
        if now - course.renewed_ms > RENEWED_EVERY_MS:
            course.renewed_ms = now
            pipeline.expire(key(course.shop, f"timeline:{course.id}"), TIMELINE_KEPT_S)
        if course.complaints:
            pipeline.hincrby(key(course.shop, "complaints"), course.id, course.complaints)

    def _write_minute(self, pipeline: Any, shop: str, minute_ms: int) -> None:
        name = key(shop, f"minute:{minute_ms}")
        pipeline.hset(name, self._writer, msgspec.json.encode(self._minutes[shop, minute_ms]))
        pipeline.expire(name, MINUTES_KEPT_S)
        pipeline.zadd(key(shop, "minutes"), {str(minute_ms): minute_ms})

    def _forget_old(self) -> None:
        now = self._now_ms()
        for name, course in list(self._courses.items()):
            if not course.pending and now - course.touched_ms > FORGOTTEN_AFTER_MS:
                del self._courses[name]
        oldest = minute_of(now) - FORGOTTEN_AFTER_MS
        for minute in [minute for minute in self._minutes if minute[1] < oldest]:
            if minute not in self._changed_minutes:
                del self._minutes[minute]


class _Written:
    """What of a consultation a flush has written, so that just this is taken off once Redis has it."""

    def __init__(self, course: _Course) -> None:
        self._course = course
        self._rows = len(course.pending)
        self._complaints = course.complaints
        self._browsers = set(course.browsers)
        self._newest = [(seen, seen.newest) for seen in course.seen.values() if seen.changed]

    def take_off(self) -> None:
        """Redis has it."""
        del self._course.pending[: self._rows]
        self._course.complaints -= self._complaints
        self._course.told |= self._browsers
        for seen, row in self._newest:
            seen.changed = seen.newest is not row


def _rows(courses: list[_Course]) -> dict[str, list[tuple[str, bytes]]]:
    """Rows that are not yet written, each with its consultation: shop → rows."""
    rows: dict[str, list[tuple[str, bytes]]] = {}
    for course in courses:
        rows.setdefault(course.shop, []).extend((course.id, row) for row in course.pending)
    return rows


def _changes(courses: list[_Course]) -> dict[tuple[str, str], dict[str, bytes]]:
    """New figures and browsers: (shop, hash) → field → value."""
    hashes: dict[tuple[str, str], dict[str, bytes]] = {}
    for course in courses:
        for role, seen in course.seen.items():
            if seen.changed and seen.newest is not None:
                packed = msgspec.json.encode(figures(seen.newest, seen.within_share, seen.freezes))
                hashes.setdefault((course.shop, direction_of(role)), {})[course.id] = packed
        for role in course.browsers.keys() - course.told:
            hashes.setdefault((course.shop, "browser"), {})[f"{course.id}:{role}"] = course.browsers[role].encode()
    return hashes
