"""One probe at a time on all nodes together: the reserved agent is one person, and two would take turns being him."""

from typing import Final

from redis.asyncio import Redis

from server.errors import ProbeRunning
from server.probe.shop import PROBE_SHOP

KEPT_S: Final = 120
"""Longer than a probe lasts; after the death of its node the next one waits this long at most."""

_KEY: Final = f"vc:{{{PROBE_SHOP}}}:probing"

_LEAVE: Final = """
-- KEYS[1]  string: tab of the probe that is in      ARGV[1]  tab of the one that leaves
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
"""


class ProbeGate:
    """Who may come in as the reserved agent."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._leave = redis.register_script(_LEAVE)

    async def enter(self, tab: str) -> None:
        """Come in. Raises ProbeRunning while another one is in, `RedisError`."""
        if not await self._redis.set(_KEY, tab, nx=True, ex=KEPT_S):
            left_s = max(await self._redis.ttl(_KEY), 1)
            raise ProbeRunning(f"another probe is running; it is over within {left_s} s")

    async def leave(self, tab: str) -> None:
        """Make room, unless another one has come in since. Raises `RedisError`."""
        await self._leave(keys=[_KEY], args=[tab])
