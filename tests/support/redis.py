"""A real Redis for the tests: one private server a run, an own shop for each test."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from redis.asyncio import Redis

from server.redis import open_redis
from signaling.waiting_room import WaitingRoom

_shops = count()


class Clock:
    """A clock that the test moves."""

    def __init__(self, now_ms: int = 1_800_000_000_000) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        return self.ms

    def advance(self, ms: int) -> None:
        self.ms += ms


@pytest.fixture(scope="session")
async def redis(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Redis"]:
    folder: Path = tmp_path_factory.mktemp("redis")
    async with open_redis(None, folder) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop() -> str:
    return f"shop{next(_shops)}"


@pytest.fixture
def room(redis: "Redis", shop: str, clock: Clock) -> WaitingRoom:
    return WaitingRoom(redis, shop, clock.now_ms)
