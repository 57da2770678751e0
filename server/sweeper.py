"""The node's clock work: leases kept, due things done, Redis' health watched and told."""

import asyncio
import time
from collections.abc import Awaitable
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.config import Config
from server.hub import RENEWALS_PER_LEASE, Hub
from server.matchmaker import Matchmaker
from server.redis import ping
from signaling.errors import ConsultError
from signaling.messages import ServiceStatus
from signaling.waiting_room import shops

log = structlog.get_logger()

SWEEP_S: Final = 0.5
MEND_EVERY: Final = 4
"""Sweeps between two that also look for what a dead node left half done."""


class Sweeper:
    """Runs as one task a node. No node is special: all sweep, and each step is taken by whoever is first."""

    def __init__(self, config: Config, redis: "Redis", hub: Hub, matchmaker: Matchmaker) -> None:
        self._config = config
        self._redis = redis
        self._hub = hub
        self._matchmaker = matchmaker
        self._rounds = 0
        self._healthy_since: float | None = None
        self._told_available = True
        self._renewed = float("-inf")

    @property
    def available(self) -> bool:
        """Whether the last round reached Redis."""
        return self._healthy_since is not None

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(SWEEP_S)

    async def round(self) -> None:
        """One round. An outage of Redis is told to the clients and waited for."""
        self._rounds += 1
        try:
            await self._renew()
            if self._healthy_since is None:
                self._healthy_since = time.monotonic()
            await self._tell_available()
            # While Redis was away (or this node), nobody could renew: a lease may be believed to have ended only
            # after every client has had a whole lease's time to say that it is still there.
            leases = time.monotonic() - self._healthy_since > self._config.lease_s
            mend = self._rounds % MEND_EVERY == 0
            for shop in await shops(self._redis):
                await self._guarded(self._matchmaker.sweep(shop, leases=leases, mend=mend), shop=shop)
            for member in self._hub:
                await self._guarded(member.tick(), shop=member.shop)
        except (RedisError, OSError) as error:
            self._healthy_since = None
            if self._told_available:
                self._told_available = False
                log.warning("redis_lost", error=str(error))
                for member in self._hub:
                    member.connection.send(ServiceStatus(available=False))
        except Exception:
            log.exception("sweep_failed")  # a later round may succeed; without rounds nobody is paired any more

    async def _guarded(self, step: Awaitable[None], *, shop: str) -> None:
        """Take one step. Its trouble is logged and must not keep the other shops and clients from theirs.

        Raises `RedisError`, `OSError`: an outage concerns all of them.
        """
        try:
            await step
        except (RedisError, OSError):
            raise
        except ConsultError as error:
            log.warning("sweep_step_refused", shop=shop, code=error.code, error=str(error))
        except Exception:
            log.exception("sweep_step_failed", shop=shop)

    async def _renew(self) -> None:
        now = time.monotonic()
        if now - self._renewed < self._config.lease_s / RENEWALS_PER_LEASE and self._healthy_since is not None:
            return
        await ping(self._redis)
        for shop, clients in self._hub.clients().items():
            await self._matchmaker.room(shop).renew(clients)
        self._renewed = now

    async def _tell_available(self) -> None:
        if not self._told_available:
            self._told_available = True
            log.info("redis_back")
            for member in self._hub:
                member.connection.send(ServiceStatus(available=True))
                await member.refresh(None, None)
