"""Alerts: kept so that all nodes agree, told once, silenced and acknowledged by people."""

import asyncio
import importlib

import pytest
from sqlalchemy import select

from server.database import Database
from server.errors import InvalidBody, UnknownAlert
from server.latency import DAY_MS, MINUTE_MS, Archive, Sums
from server.monitor.alerts import Alerts
from server.webhooks.models import DeliveryRow
from tests.support.redis import Clock

importlib.import_module("server.records.models")  # the consultations that timelines belong to

OBJECTIVE = 0.99


@pytest.fixture
def alerts(db: Database, clock: Clock) -> Alerts:
    return Alerts(db, Archive(db), OBJECTIVE, clock.now_ms, announce=True)


async def fill(db: Database, clock: Clock, late_share: float, minutes: int = 60) -> None:
    """Give the last `minutes` minutes a minute of pictures each, of which this share was late."""
    late_ms = round(MINUTE_MS * late_share)
    sums = {
        clock.ms // MINUTE_MS * MINUTE_MS - back * MINUTE_MS: Sums(within_ms=MINUTE_MS - late_ms, late_ms=late_ms)
        for back in range(minutes + 1)
    }
    await Archive(db).save_history("acme", "minute", sums)
    await Archive(db).save_history("acme", "day", {clock.ms // DAY_MS * DAY_MS: Sums()})


async def told(db: Database) -> list[str]:
    """The kinds of all webhooks that were ever due, in order."""
    async with db.reading() as session:
        rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.created_ms))
        return [row.id.rsplit("-", 1)[1] for row in rows]


async def test_it_fires_at_the_threshold_and_is_resolved_when_it_is_good_again(
    db: Database, clock: Clock, alerts: Alerts
) -> None:
    await fill(db, clock, 0.143)
    await alerts.evaluate_all()
    assert "fast-burn" not in {alert.id for alert in await alerts.firing("acme")}

    await fill(db, clock, 0.144)
    await alerts.evaluate_all()
    fast = (await alerts.firing("acme"))[0]
    assert (fast.id, fast.severity, fast.threshold, fast.since_ms) == ("fast-burn", "page", 14.4, clock.ms)
    assert fast.long.rate == pytest.approx(14.4)

    clock.advance(10 * MINUTE_MS)
    await fill(db, clock, 0, minutes=400)
    await alerts.evaluate_all()
    listing = await alerts.listing("acme")
    assert listing.firing == []
    assert {alert.resolved_ms for alert in listing.past} == {clock.ms}


async def test_it_is_told_once_however_many_nodes_judge(db: Database, clock: Clock) -> None:
    await fill(db, clock, 0.2, minutes=400)
    nodes = [Alerts(db, Archive(db), OBJECTIVE, clock.now_ms, announce=True) for _ in range(3)]
    await asyncio.gather(*(node.evaluate("acme") for node in nodes))
    await asyncio.gather(*(node.evaluate("acme") for node in nodes))
    firing = {alert.id for alert in await nodes[0].firing("acme")}
    assert firing == {"fast-burn", "slow-burn", "steady-burn"}
    assert await told(db) == ["firing"] * 3

    clock.advance(10 * MINUTE_MS)
    await fill(db, clock, 0, minutes=400)
    await asyncio.gather(*(node.evaluate("acme") for node in nodes))
    assert await told(db) == ["firing"] * 3 + ["resolved"] * 3


async def test_it_fires_anew_after_it_was_resolved(db: Database, clock: Clock, alerts: Alerts) -> None:
    for late_share in (0.2, 0, 0.2):
        await fill(db, clock, late_share, minutes=70)
        await alerts.evaluate("acme")
        clock.advance(MINUTE_MS)
    assert "fast-burn" in {alert.id for alert in await alerts.firing("acme")}
    assert "fast-burn" in {alert.id for alert in (await alerts.listing("acme")).past}


async def test_an_acknowledgement_names_who_works_on_it(db: Database, clock: Clock, alerts: Alerts) -> None:
    with pytest.raises(UnknownAlert):
        await alerts.acknowledge("acme", "fast-burn", "Mei", "looking")
    await fill(db, clock, 0.2)
    await alerts.evaluate("acme")
    acknowledged = (await alerts.acknowledge("acme", "fast-burn", "Mei", "looking")).acknowledged
    assert acknowledged is not None
    assert (acknowledged.by, acknowledged.at_ms, acknowledged.reason) == ("Mei", clock.ms, "looking")
    assert (await alerts.firing("acme"))[0].acknowledged == acknowledged


async def test_a_silence_keeps_it_from_being_told_and_ends_by_itself(
    db: Database, clock: Clock, alerts: Alerts
) -> None:
    for rule in ("fast-burn", "slow-burn", "steady-burn"):
        await alerts.silence("acme", rule, "Mei", "carrier works", clock.ms + 30 * MINUTE_MS)
    await fill(db, clock, 0.2)
    await alerts.evaluate("acme")
    silenced = (await alerts.firing("acme"))[0].silenced
    assert silenced is not None
    assert (silenced.by, silenced.until_ms) == ("Mei", clock.ms + 30 * MINUTE_MS)

    clock.advance(31 * MINUTE_MS)
    assert (await alerts.firing("acme"))[0].silenced is None
    await fill(db, clock, 0, minutes=400)
    await alerts.evaluate("acme")
    assert await told(db) == []


async def test_a_silence_can_be_taken_back(db: Database, clock: Clock, alerts: Alerts) -> None:
    await alerts.silence("acme", "fast-burn", "Mei", "a test", clock.ms + MINUTE_MS)
    await alerts.unsilence("acme", "fast-burn")
    await fill(db, clock, 0.2)
    await alerts.evaluate("acme")
    assert "firing" in await told(db)


@pytest.mark.parametrize("ahead_ms", [0, -1, 31 * DAY_MS])
async def test_a_silence_is_for_a_moment_that_comes(clock: Clock, alerts: Alerts, ahead_ms: int) -> None:
    with pytest.raises(InvalidBody):
        await alerts.silence("acme", "fast-burn", "Mei", "a test", clock.ms + ahead_ms)
    with pytest.raises(UnknownAlert):
        await alerts.silence("acme", "no-such", "Mei", "a test", clock.ms + MINUTE_MS)


async def test_what_was_resolved_long_ago_is_deleted(db: Database, clock: Clock, alerts: Alerts) -> None:
    for late_share in (0.2, 0):
        await fill(db, clock, late_share, minutes=400)
        await alerts.evaluate("acme")
    await alerts.delete_old(clock.ms)
    assert (await alerts.listing("acme")).past != []
    await alerts.delete_old(clock.ms + 1)
    assert (await alerts.listing("acme")).past == []
    assert await told(db) == []
