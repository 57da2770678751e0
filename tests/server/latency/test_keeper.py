"""Minutes become hours and days by addition, nothing is forgotten, and what is old is deleted."""

from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from server.database import Database
from server.latency import DAY_MS, HOUR_MS, MINUTE_MS, merged
from server.latency.archive import cover
from server.latency.keeper import STALE_MS
from server.records import Records
from signaling.messages import Role
from tests.server.latency.conftest import HISTORY_DAYS, TIMELINE_DAYS, LatencyNode, MakeNode, begin, window
from tests.support.redis import Clock


async def test_minutes_of_all_nodes_become_hours_and_days(
    make_node: MakeNode, db: Database, shop: str, clock: Clock
) -> None:
    east, west = make_node(), make_node()
    await begin(east, db, shop, clock)
    for number in range(20):
        clock.advance(280_000)
        east.recorder.report(shop, "c1", Role.BUYER, window(within_ms=1500, late_ms=500))
        west.recorder.report(shop, "c1", Role.BUYER, window(latency_ms=700, within_ms=0, late_ms=2000))
        west.recorder.report(shop, "c1", Role.AGENT, window(latency_ms=90))
        await east.recorder.flush()
        await west.recorder.flush()
        if number % 3 == 1:
            await east.keeper.roll_up(shop)
    await west.keeper.roll_up(shop)

    whole = (0, clock.ms + 1)
    minutes = (await east.archive.history(shop, "minute", *whole)).values()
    hours = (await east.archive.history(shop, "hour", *whole)).values()
    days = (await east.archive.history(shop, "day", *whole)).values()
    total = merged(days)
    assert total == merged(hours) == merged(minutes)
    assert (sum(total.buckets), total.within_ms, total.late_ms) == (20 * 120, 20 * 1500, 20 * 2500)
    assert (len(minutes), len(hours)) == (21, 2)
    assert total.consultations == 1
    for from_ms, to_ms in ((clock.ms - HOUR_MS, clock.ms + 1), (clock.ms - 90 * MINUTE_MS, clock.ms - 7 * MINUTE_MS)):
        direct = await east.archive.history(shop, "minute", from_ms, to_ms)
        assert await east.archive.total(shop, from_ms, to_ms) == merged(direct.values())


async def test_rolling_up_again_changes_nothing(make_node: MakeNode, db: Database, shop: str, clock: Clock) -> None:
    east, west = make_node(), make_node()
    await begin(east, db, shop, clock)
    east.recorder.report(shop, "c1", Role.BUYER, window())
    await east.recorder.flush()
    for node in (east, west, east):
        await node.keeper.roll_up(shop)
    clock.advance(10 * MINUTE_MS)
    for node in (east, west, east):
        await node.keeper.roll_up(shop)
    (day,) = (await east.archive.history(shop, "day", 0, clock.ms)).values()
    assert sum(day.buckets) == 60
    assert await east.recorder.store.open_minutes(shop) == []


@given(st.integers(0, 3 * HOUR_MS // MINUTE_MS), st.integers(0, 5 * HOUR_MS // MINUTE_MS))
def test_a_stretch_is_covered_without_gap_or_overlap(begin_minute: int, length: int) -> None:
    from_ms, to_ms = begin_minute * MINUTE_MS, (begin_minute + length) * MINUTE_MS
    pieces = [piece for piece in cover(from_ms, to_ms) if piece[1] < piece[2]]
    moments = [from_ms, *(edge for _, begin_ms, end_ms in pieces for edge in (begin_ms, end_ms)), to_ms]
    assert moments == sorted(moments)
    assert sum(end_ms - begin_ms for _, begin_ms, end_ms in pieces) == to_ms - from_ms
    assert all(begin_ms % HOUR_MS == end_ms % HOUR_MS == 0 for step, begin_ms, end_ms in pieces if step == "hour")


async def test_a_consultation_whose_node_died_before_its_end_is_taken_off_and_kept(
    make_node: MakeNode, redis: "Redis", db: Database, shop: str, clock: Clock
) -> None:
    dead, alive = make_node(), make_node()
    await begin(dead, db, shop, clock)
    dead.recorder.report(shop, "c1", Role.BUYER, window())
    await dead.recorder.flush()

    await alive.keeper.mend(shop)
    assert await alive.recorder.store.live(shop, "c1") is not None
    clock.advance(STALE_MS + 1)
    await alive.keeper.mend(shop)  # the waiting room knows of no such consultation (any more)

    assert await alive.recorder.store.live(shop, "c1") is None
    assert (await Records(db).consultation(shop, "c1")).within_share == 1
    assert await alive.archive.timeline("c1") is not None


async def test_figures_that_arrive_after_the_end_do_not_stay(
    node: LatencyNode, db: Database, shop: str, clock: Clock
) -> None:
    await begin(node, db, shop, clock)
    await node.recorder.ended(shop, "c1", clock.ms, "buyer_ended")
    node.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    await node.recorder.flush()
    assert (await node.recorder.store.live_hashes(shop)).to_buyer != {}
    await node.keeper.mend(shop)
    hashes = await node.recorder.store.live_hashes(shop)
    assert (hashes.live, hashes.to_buyer, hashes.browser) == ({}, {}, {})


async def test_what_is_older_than_the_days_allowed_is_deleted(
    node: LatencyNode, db: Database, shop: str, clock: Clock
) -> None:
    await begin(node, db, shop, clock)
    node.recorder.report(shop, "c1", Role.BUYER, window())
    await node.recorder.flush()
    await node.keeper.roll_up(shop)
    await node.recorder.ended(shop, "c1", clock.ms, "buyer_ended")

    async def kept() -> tuple[bool, int, int, int]:
        whole = (0, clock.ms + 1)
        return (
            await node.archive.timeline("c1") is not None,
            len(await node.archive.history(shop, "minute", *whole)),
            len(await node.archive.history(shop, "hour", *whole)),
            len(await node.archive.contributions(shop, *whole)),
        )

    clock.advance(TIMELINE_DAYS * DAY_MS)
    await node.keeper.delete_old()
    assert await kept() == (True, 1, 1, 1)
    clock.advance(1)
    await node.keeper.delete_old()
    assert await kept() == (False, 0, 1, 1)
    clock.advance((HISTORY_DAYS - TIMELINE_DAYS) * DAY_MS + HOUR_MS)
    await node.keeper.delete_old()
    assert await kept() == (False, 0, 0, 0)
    assert (await Records(db).consultation(shop, "c1")).stars is None  # the record itself stays
