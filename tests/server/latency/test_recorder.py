"""A consultation's latency from the accept to the record, on both databases and over two nodes."""

from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from server.database import Database
from server.latency import EntryRow, WindowRow
from server.latency.recorder import LAST_WINDOW_MS
from server.records import Records
from signaling.errors import InvalidMessage
from signaling.messages import LatencyWindow, Role, TimelineEvent
from tests.server.latency.conftest import LatencyNode, MakeNode, begin, window
from tests.support.redis import Clock


async def entries(node: LatencyNode, shop: str) -> list[EntryRow]:
    found = await node.recorder.timeline(shop, "c1")
    assert found is not None
    return [row for row in found[1] if isinstance(row, EntryRow)]


async def seen(node: LatencyNode, shop: str) -> list[WindowRow]:
    found = await node.recorder.timeline(shop, "c1")
    assert found is not None
    return [row for row in found[1] if isinstance(row, WindowRow)]


async def test_windows_of_both_sides_on_two_nodes_make_one_timeline(
    make_node: MakeNode, db: Database, shop: str, clock: Clock
) -> None:
    east, west = make_node(), make_node()
    await begin(east, db, shop, clock)
    for _ in range(3):
        clock.advance(2000)
        east.recorder.report(shop, "c1", Role.AGENT, window(latency_ms=160), "Firefox 145")
        west.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    await east.recorder.flush()
    await west.recorder.flush()

    rows = await seen(east, shop)
    assert [row.reporter for row in rows].count(Role.BUYER) == 3
    assert [row.reporter for row in rows].count(Role.AGENT) == 3
    assert {row.loss_share for row in rows} == {0.01}
    assert [entry.kind for entry in await entries(west, shop)] == ["offered", "accepted"]


async def test_the_timeline_survives_the_end_with_the_ends_of_the_route(
    node: LatencyNode, redis: "Redis", db: Database, shop: str, clock: Clock
) -> None:
    begun = await begin(node, db, shop, clock)
    clock.advance(2000)
    node.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    await node.recorder.first_frame(shop, "c1", 96)
    clock.advance(1000)
    await node.recorder.ended(shop, "c1", clock.ms, "buyer_ended")
    clock.advance(LAST_WINDOW_MS + 1)
    await node.recorder.finish(shop)
    await redis.delete(f"vc:{{{shop}}}:latency:timeline:c1")

    found = await node.recorder.timeline(shop, "c1")

    assert found is not None
    ends, rows = found
    assert ends is not None
    assert (ends.buyer_country, ends.agent_region, ends.buyer_browser) == ("BR", "Asia/Shanghai", "Chrome 142")
    assert ends.floor_ms is not None
    assert [(row.kind, row.at_ms) for row in rows if isinstance(row, EntryRow)] == [
        ("offered", begun.offered_ms),
        ("accepted", begun.accepted_ms),
        ("first-frame", (begun.accepted_ms or 0) + 96),
        ("ended", clock.ms - LAST_WINDOW_MS - 1),
    ]
    item = await Records(db).consultation(shop, "c1")
    assert item.within_share == 1
    assert item.bound_ms == 12
    assert await node.recorder.store.live(shop, "c1") is None


async def test_a_window_that_comes_after_the_end_is_kept_too(
    node: LatencyNode, db: Database, shop: str, clock: Clock
) -> None:
    await begin(node, db, shop, clock)
    node.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    await node.recorder.ended(shop, "c1", clock.ms, "agent_ended")
    assert (await Records(db).consultation(shop, "c1")).within_share == 1

    clock.advance(3000)
    node.recorder.report(shop, "c1", Role.BUYER, window(within_ms=0, late_ms=2000, latency_ms=820), "Chrome 142")
    await node.recorder.flush()
    await node.recorder.finish(shop)
    assert (await Records(db).consultation(shop, "c1")).within_share == 1  # not finished yet
    clock.advance(LAST_WINDOW_MS)
    await node.recorder.finish(shop)

    assert (await Records(db).consultation(shop, "c1")).within_share == 0.5
    found = await node.archive.timeline("c1")
    assert found is not None
    assert found[0].agent_region == "Asia/Shanghai"
    assert len([row for row in found[1] if isinstance(row, WindowRow)]) == 2


async def test_the_end_may_be_told_twice(node: LatencyNode, db: Database, shop: str, clock: Clock) -> None:
    await begin(node, db, shop, clock)
    node.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    for _ in range(2):
        await node.recorder.ended(shop, "c1", clock.ms, "agent_ended")
    assert [entry.kind for entry in await entries(node, shop)].count("ended") == 1
    assert len(await node.archive.contributions(shop, 0, clock.ms + 1)) == 1


async def test_what_redis_did_not_take_is_written_with_the_next_flush_and_once(
    node: LatencyNode, redis: "Redis", db: Database, shop: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(node, db, shop, clock)
    clock.advance(2000)
    node.recorder.report(shop, "c1", Role.BUYER, window(), "Chrome 142")
    with monkeypatch.context() as broken:

        async def execute_and_lose_the_answer(pipeline: Any, *_: object, **__: object) -> None:
            await original(pipeline)
            raise RedisConnectionError("lost the answer")

        pipelines = type(redis.pipeline())
        original = pipelines.execute
        broken.setattr(pipelines, "execute", execute_and_lose_the_answer)
        with pytest.raises(RedisConnectionError):
            await node.recorder.flush()
    await node.recorder.flush()

    assert len(await seen(node, shop)) == 1
    minute = clock.ms // 60_000 * 60_000
    sums = (await node.recorder.store.minutes(shop, [minute]))[minute]
    assert (sum(sums.buckets), sums.within_ms, sums.consultations) == (60, 2000, 1)


async def test_the_share_counts_from_the_beginning_when_a_side_comes_to_another_node(
    make_node: MakeNode, db: Database, shop: str, clock: Clock
) -> None:
    east, west = make_node(), make_node()
    await begin(east, db, shop, clock)
    east.recorder.report(shop, "c1", Role.BUYER, window(within_ms=2000), "Chrome 142")
    await east.recorder.flush()
    clock.advance(2000)
    west.recorder.report(shop, "c1", Role.BUYER, window(within_ms=0, late_ms=2000), "Chrome 142")
    await west.recorder.flush()
    assert b'"within_share":0.5' in (await west.recorder.store.live_hashes(shop)).to_buyer[b"c1"]

    clock.advance(20_000)
    east.recorder.report(shop, "c1", Role.BUYER, window(within_ms=2000), "Chrome 142")
    await east.recorder.flush()
    assert b'"within_share":0.6667' in (await east.recorder.store.live_hashes(shop)).to_buyer[b"c1"]


async def test_a_complaint_and_a_bad_rating_name_who_says_that_it_was_bad(
    node: LatencyNode, db: Database, shop: str, clock: Clock
) -> None:
    await begin(node, db, shop, clock)
    event = TimelineEvent(kind="complaint", reason="picture", age_ms=500)
    node.recorder.event(shop, "c1", Role.AGENT, event)
    await node.recorder.flush()
    hashes = await node.recorder.store.live_hashes(shop)
    assert hashes.complaints == {b"c1": b"1"}

    await node.recorder.ended(shop, "c1", clock.ms, "buyer_ended")
    clock.advance(LAST_WINDOW_MS + 1)
    await node.recorder.rated(shop, "c1", 5)
    await node.recorder.rated(shop, "c1", 2)
    kept = await node.archive.timeline("c1")
    assert kept is not None
    said = [(row.by, row.kind, row.values) for row in kept[1] if isinstance(row, EntryRow)]
    assert ("agent", "complaint", {}) in said
    assert [each for each in said if each[1] == "rated"] == [("buyer", "rated", {"stars": 2})]

    await node.recorder.finish(shop)
    after = await node.archive.timeline("c1")
    assert after is not None
    assert [row.kind for row in after[1] if isinstance(row, EntryRow)].count("rated") == 1


async def test_the_time_to_connect_counts_once_and_only_the_buyers(
    node: LatencyNode, db: Database, shop: str, clock: Clock
) -> None:
    await begin(node, db, shop, clock)
    connected = TimelineEvent(kind="connected", values={"setup_ms": 310})
    for role in (Role.BUYER, Role.BUYER, Role.AGENT):
        node.recorder.event(shop, "c1", role, connected, "Chrome 142")
    await node.recorder.flush()
    minute = clock.ms // 60_000 * 60_000
    assert sum((await node.recorder.store.minutes(shop, [minute]))[minute].connect) == 1


@pytest.mark.parametrize("count", [1, 31, 33, 64])
async def test_windows_of_other_buckets_are_refused(node: LatencyNode, shop: str, count: int) -> None:
    with pytest.raises(InvalidMessage):
        node.recorder.report(shop, "c1", Role.BUYER, LatencyWindow(kind="measured", buckets=[1] * count))
