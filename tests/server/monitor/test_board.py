"""The live stream: applying every update to the first state gives what a newcomer is shown."""

import msgspec
from redis.asyncio import Redis

from server.database import Database
from server.latency import Archive, LatencyRecorder, Metrics
from server.monitor.board import Condition, LiveBoard
from server.records import Records
from signaling.messages import (
    ErrorBudget,
    LiveConsultation,
    MonitorState,
    MonitorUpdate,
    Role,
    ServerMessage,
    TimelineEvent,
    decode_server_message,
)
from signaling.waiting_room import WaitingRoom
from tests.server.latency.conftest import consultation, window
from tests.support.redis import Clock

BUDGET = ErrorBudget(objective=0.99, window_days=30, due_s=100, within_s=99, missing_s=0, left_share=0)


class Watched:
    """A shop that a page watches as PROTOCOL.md says."""

    def __init__(self, redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock) -> None:
        self.recorder = LatencyRecorder(redis, Records(db), Archive(db), Metrics(), clock.now_ms)
        self.condition: Condition | None = Condition()
        self.board = LiveBoard(self.recorder.store, lambda _: room, self._condition, clock.now_ms)
        self.shop = shop
        self.clock = clock
        self.told: int | None = None
        self.page: MonitorState | None = None

    async def _condition(self, _shop: str) -> Condition | None:
        return self.condition

    async def second(self) -> ServerMessage | None:
        """Let a second pass; what the page is sent, applied to what it has."""
        self.clock.advance(1000)
        await self.recorder.flush()
        self.told, frame = await self.board.frame(self.shop, self.told)
        message = decode_server_message(frame) if frame else None
        if isinstance(message, MonitorState):
            self.page = message
        elif isinstance(message, MonitorUpdate):
            assert self.page is not None
            self.page = apply(self.page, message)
        return message

    async def newcomer(self) -> MonitorState:
        _, frame = await self.board.frame(self.shop, None)
        assert frame is not None
        message = decode_server_message(frame)
        assert isinstance(message, MonitorState)
        return message


def apply(page: MonitorState, update: MonitorUpdate) -> MonitorState:
    """What PROTOCOL.md tells a page to do."""
    live = {entry.id: entry for entry in page.live}
    live |= {entry.id: entry for entry in update.live}
    for change in update.figures:
        if change.id in live:
            new = {name: value for name in ("to_buyer", "to_agent") if (value := getattr(change, name))}
            live[change.id] = msgspec.structs.replace(live[change.id], **new)
    minutes = {minute.minute_ms: minute for minute in page.minutes}
    minutes |= {minute.minute_ms: minute for minute in update.minutes}
    return msgspec.structs.replace(
        page,
        now_ms=update.now_ms,
        waiting=update.waiting,
        agents_on_duty=update.agents_on_duty,
        live=sorted((live[name] for name in live.keys() - set(update.gone)), key=started),
        minutes=[minutes[moment] for moment in sorted(minutes)[-60:]],
        budget=update.budget or page.budget,
        alerts=page.alerts if update.alerts is None else update.alerts,
        probes=page.probes if update.probes is None else update.probes,
    )


def started(entry: LiveConsultation) -> int:
    return entry.started_ms


async def test_updates_add_up_to_what_a_newcomer_is_shown(
    redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock
) -> None:
    watched = Watched(redis, db, room, shop, clock)
    await watched.second()
    for number in range(8):
        begun = consultation(clock, f"c{number}")
        await watched.recorder.started(shop, begun, "Linen coat", "Asia/Shanghai")
        for earlier in range(number + 1):
            role = Role.BUYER if (number + earlier) % 2 else Role.AGENT
            watched.recorder.report(shop, f"c{earlier}", role, window(), f"Chrome {140 + earlier}")
        if number == 3:
            await watched.recorder.first_frame(shop, "c2", 96)
            watched.recorder.event(shop, "c1", Role.BUYER, TimelineEvent(kind="complaint"))
        if number == 5:
            await watched.recorder.store.forget_live(shop, "c0")
        if number == 6:
            clock.advance(61_000)
            watched.condition = Condition(budget=BUDGET)
        assert isinstance(await watched.second(), MonitorUpdate)
        assert watched.page == await watched.newcomer()

    page = watched.page
    assert page is not None
    shown = {entry.id: entry for entry in page.live}
    assert shown.keys() == {f"c{number}" for number in range(1, 8)}
    assert (shown["c2"].first_frame_ms, shown["c1"].complaints, shown["c1"].browser) == (96, 1, "Chrome 141")
    assert (page.budget, shown["c1"].agent_region) == (BUDGET, "Asia/Shanghai")
    assert shown["c1"].floor_ms is not None


async def test_only_what_has_changed_is_sent(
    redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock
) -> None:
    watched = Watched(redis, db, room, shop, clock)
    for number in range(3):
        await watched.recorder.started(shop, consultation(clock, f"c{number}"), "Linen coat", "Asia/Shanghai")
        watched.recorder.report(shop, f"c{number}", Role.BUYER, window(), "Chrome 142")
    assert isinstance(await watched.second(), MonitorState)

    quiet = await watched.second()
    assert isinstance(quiet, MonitorUpdate)
    assert (quiet.live, quiet.figures, quiet.gone, quiet.minutes, quiet.alerts) == ([], [], [], [], None)

    watched.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    update = await watched.second()
    assert isinstance(update, MonitorUpdate)
    assert [(change.id, change.to_agent) for change in update.figures] == [("c1", None)]
    assert (update.live, len(update.minutes)) == ([], 1)


async def test_a_shop_is_read_once_a_second_for_all_its_monitors(
    redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock
) -> None:
    watched = Watched(redis, db, room, shop, clock)
    await watched.second()
    told, frame = await watched.board.frame(shop, watched.told)
    assert (told, frame) == (watched.told, None)
    clock.advance(1000)
    one = await watched.board.frame(shop, watched.told)
    assert await watched.board.frame(shop, watched.told) == one


async def test_who_has_missed_an_update_gets_everything(
    redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock
) -> None:
    watched = Watched(redis, db, room, shop, clock)
    await watched.second()
    slow = watched.told
    await watched.second()
    await watched.second()
    _, frame = await watched.board.frame(shop, slow)
    assert frame is not None
    assert isinstance(decode_server_message(frame), MonitorState)


async def test_what_the_database_does_not_tell_stays_as_it_was(
    redis: "Redis", db: Database, room: WaitingRoom, shop: str, clock: Clock
) -> None:
    watched = Watched(redis, db, room, shop, clock)
    watched.condition = Condition(budget=BUDGET)
    await watched.second()
    watched.condition = None
    clock.advance(11_000)
    update = await watched.second()
    assert isinstance(update, MonitorUpdate)
    assert (update.budget, update.alerts, update.probes) == (None, None, None)
    assert (await watched.newcomer()).budget == BUDGET
