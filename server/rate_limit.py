"""Rate limits that hold across all nodes."""

import hashlib
import math
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from signaling.errors import RateLimited, ServiceUnavailable

_HIT: Final = """
-- Counts one try under the generic cell rate algorithm: one number per key, exact at the window's edges.
-- KEYS[1]  string: the moment (Redis's clock, microseconds) at which the allowance is full again
-- ARGV[1]  tries allowed at once      ARGV[2]  time (microseconds) in which they come back
-- returns  0 when allowed, else microseconds until the next try is
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local window = tonumber(ARGV[2])
local each = window / tonumber(ARGV[1])
local full_at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + each
local wait = full_at - window - now
if wait > 0 then
  return math.ceil(wait)
end
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
return 0
"""


class RateLimiter:
    """Counts tries in Redis, so that going from node to node gains nothing."""

    def __init__(self, redis: "Redis") -> None:
        self._hit = redis.register_script(_HIT)

    async def hit(self, scope: str, key: str, limit: int, window_s: float) -> None:
        """Count one try of `key`: `limit` at once, coming back evenly over `window_s` seconds. A refused one is free.

        Raises RateLimited, and ServiceUnavailable when Redis does not answer.
        """
        # Hashed, because keys hold addresses and user names, and whoever tries chooses their length.
        name = f"vc:limit:{scope}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
        try:
            wait_us = int(await self._hit(keys=[name], args=[limit, round(window_s * 1_000_000)]))
        except (RedisError, OSError) as error:
            raise ServiceUnavailable("Redis does not answer: try again in a moment") from error
        if wait_us > 0:
            raise RateLimited("too many tries: wait a little", retry_after_s=math.ceil(wait_us / 1_000_000))
