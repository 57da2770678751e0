"""Probes by the clock: every way, one node for all, and nothing that goes wrong ends it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisGone

from server.config import Config
from server.probe import ProbeGauges, ProbeResult, ProbeSchedule, open_probe_shop
from server.probe.schedule import ProbeProcess, Way, ways
from tests.support.node import WAIT_S, make_config, run_node

Run = Callable[[Way], Awaitable[ProbeResult]]

REGIONS: dict[str, Any] = {
    "turn_urls": ("eu=turn:eu.example", "asia=turn:asia.example", "eu=turns:eu.example"),
    "turn_secret": "s",
}


def result(way: Way, **found: Any) -> ProbeResult:
    fields: dict[str, Any] = {"path": way.path, "region": way.region, **found}
    return ProbeResult(at_ms=1_800_000_000_000, **fields)


async def good(way: Way) -> ProbeResult:
    return result(way, setup_ms=300.0, p50_ms=100.0, p95_ms=150.0, within_share=1.0, samples=100, bound_ms=5.0)


class Told:
    """A record that keeps what it was told, and can wait for so many."""

    def __init__(self) -> None:
        self.results: list[ProbeResult] = []
        self._more = asyncio.Event()

    async def __call__(self, found: ProbeResult) -> None:
        self.results.append(found)
        self._more.set()

    async def until(self, count: int) -> list[ProbeResult]:
        async with asyncio.timeout(WAIT_S):
            while len(self.results) < count:
                self._more.clear()
                await self._more.wait()
        return self.results


@pytest.fixture(autouse=True)
async def fresh(redis: "Redis") -> None:
    await redis.flushdb()


@asynccontextmanager
async def running(schedule: ProbeSchedule) -> AsyncIterator[None]:
    task = asyncio.create_task(schedule.run())
    try:
        yield
    finally:
        # Asked again: `asyncio.wait_for`, which redis-py writes with, can swallow a cancellation (Python 3.11).
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=1)


def test_every_way_is_direct_and_each_region_once(tmp_path: Path) -> None:
    config = make_config(tmp_path, **REGIONS)
    assert [result(way).way for way in ways(config)] == ["direct", "relay eu", "relay asia"]
    relayed = msgspec.structs.replace(config, relay_only=True)
    assert [result(way).way for way in ways(relayed)] == ["relay eu", "relay asia"]
    assert [result(way).way for way in ways(make_config(tmp_path))] == ["direct"]


async def test_a_round_tells_every_record_of_every_way(tmp_path: Path, redis: "Redis") -> None:
    told, also = Told(), Told()
    schedule = ProbeSchedule(make_config(tmp_path, **REGIONS), redis, [told, also], run=good, pause_s=0)

    await schedule.round()

    assert [found.way for found in told.results] == ["direct", "relay eu", "relay asia"]
    assert also.results == told.results


async def test_a_record_that_fails_keeps_nothing_from_the_others(tmp_path: Path, redis: "Redis") -> None:
    async def broken(found: ProbeResult) -> None:
        raise LookupError("the table is gone")

    told = Told()
    await ProbeSchedule(make_config(tmp_path), redis, [broken, told], run=good, pause_s=0).round()

    assert len(told.results) == 1


async def test_a_probe_by_hand_in_between_is_no_finding(tmp_path: Path, redis: "Redis") -> None:
    async def refused(way: Way) -> ProbeResult:
        return result(way, error_code="probe-running", error="another probe is running")

    told = Told()
    await ProbeSchedule(make_config(tmp_path), redis, [told], run=refused, pause_s=0).round()

    assert told.results == []


async def test_of_two_nodes_one_takes_each_turn(tmp_path: Path, redis: "Redis") -> None:
    ran: dict[str, int] = {"east": 0, "west": 0}

    def counting(node: str) -> Run:
        async def run(way: Way) -> ProbeResult:
            ran[node] += 1
            return await good(way)

        return run

    told = Told()

    def schedule(node: str) -> ProbeSchedule:
        config = make_config(tmp_path, node_id=node)
        return ProbeSchedule(config, redis, [told], run=counting(node), every_s=1_000, pause_s=0)

    east, west = schedule("east"), schedule("west")
    turns = await asyncio.gather(*(node._takes_turn() for node in (east, west, east, west)))

    assert sorted(turns) == [False, False, False, True]


async def test_turns_come_again_and_are_shared(tmp_path: Path, redis: "Redis") -> None:
    told = Told()
    config = make_config(tmp_path)
    nodes = [ProbeSchedule(config, redis, [told], run=good, every_s=0.2, pause_s=0) for _ in range(2)]
    async with running(nodes[0]), running(nodes[1]):
        assert len(await told.until(3)) >= 3


class LostRedis:
    """A Redis that is away for the first looks."""

    def __init__(self, redis: "Redis", looks: int) -> None:
        self._redis = redis
        self.looks = looks

    async def set(self, *arguments: Any, **options: Any) -> Any:
        if self.looks > 0:
            self.looks -= 1
            raise RedisGone("gone")
        return await self._redis.set(*arguments, **options)


async def test_an_outage_of_redis_is_waited_out(tmp_path: Path, redis: "Redis") -> None:
    told, lost = Told(), LostRedis(redis, looks=3)
    schedule = ProbeSchedule(make_config(tmp_path), lost, [told], run=good, every_s=0.2, pause_s=0)  # type: ignore[arg-type]
    async with running(schedule):
        await told.until(1)
    assert lost.looks == 0


@pytest.mark.slow
async def test_a_node_probes_itself_in_a_process_of_its_own(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    async with run_node(config) as node:
        await open_probe_shop(node.services.db, config)
        told = Told()
        await ProbeSchedule(config, node.services.redis, [told], pause_s=0).round()

    (found,) = told.results
    assert (found.path, found.error_code) == ("direct", None)
    assert found.samples > 0


async def test_a_service_that_cannot_be_reached_is_a_finding(tmp_path: Path) -> None:
    found = await ProbeProcess(make_config(tmp_path))(Way(path="direct"))
    assert (found.error_code, found.within_target) == ("node-unreachable", False)


async def test_a_process_that_breaks_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.probe.schedule.sys.executable", "/bin/false")
    found = await ProbeProcess(make_config(tmp_path))(Way(path="relay", region="eu"))
    assert (found.error_code, found.way) == ("probe-crashed", "relay eu")
    assert "status 1" in (found.error or "")


def test_the_process_gets_no_secret_but_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_SECRET_KEY", "the node's own key")
    monkeypatch.setenv("CONSULT_DATABASE_URL", "postgresql://me:password@db/consult")
    config: Config = make_config(tmp_path)
    environ = ProbeProcess(config)._environ
    assert [name for name in environ if name.startswith("CONSULT_")] == ["CONSULT_PROBE_SECRET"]
    assert config.secret_key not in environ.values()


async def test_prometheus_is_told_the_newest_and_nothing_of_what_was_not_found() -> None:
    registry = CollectorRegistry()
    gauges = ProbeGauges(registry)
    await gauges.record(result(Way(path="direct"), error_code="not-connected", error="no way"))
    labels = {"path": "relay", "region": "eu"}

    await gauges.record(await good(Way(path="relay", region="eu")))

    assert registry.get_sample_value("consult_probe_up", labels) == 1
    assert registry.get_sample_value("consult_probe_latency_p95_seconds", labels) == 0.15
    assert registry.get_sample_value("consult_probe_within_target_ratio", labels) == 1
    assert registry.get_sample_value("consult_probe_within_target", labels) == 1

    await gauges.record(result(Way(path="relay", region="eu"), error_code="not-connected", error="no way"))

    assert registry.get_sample_value("consult_probe_up", labels) == 0
    assert registry.get_sample_value("consult_probe_within_target", labels) == 0
    assert registry.get_sample_value("consult_probe_latency_p95_seconds", labels) is None
