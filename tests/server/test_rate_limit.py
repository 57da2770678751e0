"""Limits that hold over all nodes, on a real Redis."""

import asyncio

import pytest
from redis.asyncio import Redis

from server.rate_limit import RateLimiter
from signaling.errors import RateLimited, ServiceUnavailable


async def refused(limiter: RateLimiter, key: str, limit: int, window_s: float) -> int:
    with pytest.raises(RateLimited) as refusal:
        await limiter.hit("test", key, limit, window_s)
    return refusal.value.retry_after_s


async def test_the_limit_may_be_used_up_at_once_and_no_more(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    for _ in range(3):
        await limiter.hit("test", shop, 3, 60)
    # The next one is due when a third of the window has gone by; the tries themselves took a moment.
    assert 19 <= await refused(limiter, shop, 3, 60) <= 20


async def test_keys_and_scopes_do_not_share_a_limit(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    await limiter.hit("test", f"{shop}a", 1, 60)
    await limiter.hit("test", f"{shop}b", 1, 60)
    await limiter.hit("other", f"{shop}a", 1, 60)
    await refused(limiter, f"{shop}a", 1, 60)


async def test_two_nodes_share_a_limit(redis: "Redis", shop: str) -> None:
    await RateLimiter(redis).hit("test", shop, 1, 60)
    await refused(RateLimiter(redis), shop, 1, 60)


async def test_of_many_tries_at_once_exactly_the_limit_passes(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    results = await asyncio.gather(*(limiter.hit("test", shop, 5, 3600) for _ in range(20)), return_exceptions=True)
    assert sum(result is None for result in results) == 5


async def test_a_refused_try_costs_nothing(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    await limiter.hit("test", shop, 1, 60)
    waits = [await refused(limiter, shop, 1, 60) for _ in range(20)]
    assert waits == sorted(waits, reverse=True)


async def test_tries_come_back_one_by_one(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    await limiter.hit("test", shop, 2, 0.2)
    await limiter.hit("test", shop, 2, 0.2)

    async def allowed() -> bool:
        try:
            await limiter.hit("test", shop, 2, 0.2)
        except RateLimited:
            return False
        return True

    async with asyncio.timeout(10):
        while not await allowed():
            pass


async def test_redis_forgets_what_is_over(redis: "Redis", shop: str) -> None:
    limiter = RateLimiter(redis)
    before = set(await redis.keys("vc:limit:*"))
    await limiter.hit("test", shop, 10, 60)
    (key,) = set(await redis.keys("vc:limit:*")) - before
    assert shop.encode() not in key  # keys hold addresses and user names, which Redis need not know
    assert 5_000 <= await redis.pttl(key) <= 6_001


async def test_without_redis_nothing_is_allowed() -> None:
    nowhere = Redis.from_url("unix:///nowhere/redis.sock")
    with pytest.raises(ServiceUnavailable):
        await RateLimiter(nowhere).hit("test", "key", 1, 60)
    await nowhere.aclose()
