"""Redis goes away under running nodes and comes back: nobody is lost, nobody is paired twice."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.redis import _answers, _find_binary
from signaling.messages import (
    Available,
    BuyerState,
    Error,
    Join,
    Leave,
    Ping,
    Pong,
    Purpose,
    QueueStatus,
    ServiceStatus,
)
from tests.support.node import Node, connect_agent, connect_buyer, make_config, run_node


class OwnRedis:
    """A `redis-server` that the test may stop, freeze and start again with its data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "r.sock"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            _find_binary(), "--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder), "--save", "",
            "--appendonly", "yes", "--appendfsync", "always", stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        async with asyncio.timeout(10):
            while not await _answers(self.socket):  # noqa: ASYNC110 - another process tells nobody
                await asyncio.sleep(0.01)

    async def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        await self.process.wait()
        self.socket.unlink(missing_ok=True)


@pytest.fixture
async def own_redis(tmp_path: Path) -> AsyncIterator[OwnRedis]:
    own = OwnRedis(tmp_path)
    await own.start()
    yield own
    assert own.process is not None
    if own.process.returncode is None:
        own.process.send_signal(signal.SIGCONT)
        await own.kill()


@pytest.fixture
async def node(tmp_path: Path, own_redis: OwnRedis) -> AsyncIterator[Node]:
    config = make_config(tmp_path, f"unix://{own_redis.socket}", lease_s=3, reconnect_grace_s=2)
    async with run_node(config) as node:
        yield node


JOIN = Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="en")


async def test_pages_are_told_of_the_outage_and_the_line_survives_it(node: Node, own_redis: OwnRedis) -> None:
    waiting = await connect_buyer(node, "ann")
    await waiting.send(JOIN)
    await waiting.until(QueueStatus)

    await own_redis.kill()

    assert not (await waiting.until(ServiceStatus)).available
    await waiting.send(Leave())
    assert (await waiting.until(Error)).code == "service-unavailable"
    await waiting.send(Ping(sent_ms=1))
    await waiting.until(Pong)

    await own_redis.start()

    assert (await waiting.until(ServiceStatus)).available
    await waiting.buyer("waiting")
    assert (await waiting.until(QueueStatus)).position == 1
    agent = await connect_agent(node)
    await agent.send(Available())
    ringing = await waiting.buyer("ringing")
    offered = await agent.agent("offered")
    assert ringing.consultation is not None
    assert offered.offer is not None
    assert offered.offer.consultation.id == ringing.consultation.id


async def test_leases_that_nobody_could_renew_are_not_believed_to_have_ended(node: Node, own_redis: OwnRedis) -> None:
    waiting = await connect_buyer(node, "ann")
    await waiting.send(JOIN)
    await waiting.until(QueueStatus)

    await own_redis.kill()
    await waiting.until(ServiceStatus)
    # Longer than a lease: on its clock the ticket has lapsed by the time Redis is back.
    await asyncio.sleep(node.services.config.lease_s + 0.5)
    await own_redis.start()

    await waiting.until(ServiceStatus, lambda status: status.available)
    await waiting.buyer("waiting")
    await asyncio.sleep(node.services.config.lease_s + 1)
    assert not [state for state in waiting.seen if isinstance(state, BuyerState) and state.phase == "idle"]
    assert await node.services.matchmaker.room("demo").ticket("ann") is not None
