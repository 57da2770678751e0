"""The bus between nodes, over a real Redis."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from signaling.bus import Bus

WAIT_S = 10


@pytest.fixture
async def bus(redis: "Redis") -> AsyncIterator[Bus]:
    bus = Bus(redis)
    running = asyncio.create_task(bus.run())
    yield bus
    assert not running.done()
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    await bus.close()


async def test_a_text_reaches_the_node_that_holds_the_client(bus: Bus, shop: str) -> None:
    arrived: asyncio.Queue[str] = asyncio.Queue()
    await bus.subscribe(shop, arrived.put)
    assert await bus.publish(shop, "hello")
    assert await asyncio.wait_for(arrived.get(), WAIT_S) == "hello"
    assert not await bus.publish(f"{shop}-nobody", "hello")


async def test_what_redis_says_of_itself_does_not_end_the_bus(bus: Bus, shop: str) -> None:
    arrived: asyncio.Queue[str] = asyncio.Queue()
    await bus.subscribe(shop, arrived.put)
    await bus._pubsub.ping()  # answered by a message without a channel
    await bus.publish(shop, "still here")
    assert await asyncio.wait_for(arrived.get(), WAIT_S) == "still here"


async def test_clients_come_and_go_while_the_bus_is_reading(bus: Bus, redis: "Redis", shop: str) -> None:
    # With a health check, redis-py reads in `subscribe` what `run` waits for.
    assert redis.connection_pool.connection_kwargs["health_check_interval"] == 0
    arrived: asyncio.Queue[str] = asyncio.Queue()
    for number in range(50):
        await bus.subscribe(f"{shop}:{number}", arrived.put)
        await bus.publish(f"{shop}:{number}", str(number))
        assert await asyncio.wait_for(arrived.get(), WAIT_S) == str(number)
        await bus.unsubscribe(f"{shop}:{number}", arrived.put)
