"""Probes by the clock: of all nodes together one takes a turn, and tries every way that a consultation may go.

Each probe is a process of its own: it encodes and decodes, which must not hold up the node, nor be held up by it.
"""

import asyncio
import os
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.config import PREFIX, Config
from server.errors import ProbeRunning
from server.probe.command import SECRET_VARIABLE
from server.probe.result import DIRECT, RELAY, ProbeResult
from server.probe.shop import PROBE_SHOP, probe_secret

log = structlog.get_logger()

Record = Callable[[ProbeResult], Awaitable[None]]

WITHIN_S: Final = 90
"""A probe that takes longer hangs, and is ended."""

PAUSE_S: Final = 12
"""Between two probes of a round: each signs in, and five sign-ins a minute are allowed."""

JITTER: Final = 0.1
"""Share by which turns come earlier or later, so that nothing else that is periodic is met every time."""

LOOKS_PER_TURN: Final = 20
MOST_BETWEEN_LOOKS_S: Final = 15.0

_TURN: Final = f"vc:{{{PROBE_SHOP}}}:turn"
"""Redis key that is there while no node's turn has come."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How media is to go: directly, or over the TURN servers of one region ("" when they carry no label)."""

    path: str
    region: str = ""

    def arguments(self) -> list[str]:
        """What the probe's command has to be told."""
        if self.path == DIRECT:
            return []
        return ["--relay", *(["--region", self.region] if self.region else [])]


Run = Callable[[Way], Awaitable[ProbeResult]]


def ways(config: Config) -> list[Way]:
    """Every way that a consultation on these nodes may go."""
    direct = [] if config.relay_only else [Way(path=DIRECT)]
    return direct + [Way(path=RELAY, region=region) for region in config.turn_regions]


class ProbeSchedule:
    """This node's part in the probes of all. `records` are told each result."""

    def __init__(
        self,
        config: Config,
        redis: "Redis",
        records: Sequence[Record],
        *,
        run: Run | None = None,
        every_s: float | None = None,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._config = config
        self._redis = redis
        self._records = records
        self._run = run or ProbeProcess(config)
        self._every_s = config.probe_every_s if every_s is None else every_s
        self._pause_s = pause_s

    async def run(self) -> None:
        """Probe by the clock until cancelled."""
        between_s = min(self._every_s / LOOKS_PER_TURN, MOST_BETWEEN_LOOKS_S)
        while True:
            await asyncio.sleep(between_s * _jittered())
            try:
                if await self._takes_turn():
                    await self.round()
            except RedisError as error:
                log.warning("probe_turn_unknown", error=str(error))

    async def round(self) -> None:
        """Probe every way once, and tell what was found."""
        for index, way in enumerate(ways(self._config)):
            if index:
                await asyncio.sleep(self._pause_s)
            result = await self._run(way)
            if result.error_code == ProbeRunning.code:
                log.info("probe_left_out", way=result.way)  # somebody probes by hand: this is no finding
                continue
            _say(result)
            for record in self._records:
                await _recorded(record, result)

    async def _takes_turn(self) -> bool:
        """Whether it is time, and no other node was faster. Raises `RedisError`."""
        until_next_ms = round(self._every_s * 1000 * _jittered())
        return bool(await self._redis.set(_TURN, self._config.node_id, nx=True, px=until_next_ms))


class ProbeProcess:
    """Runs the probe's command against this service's public address."""

    def __init__(self, config: Config) -> None:
        self._url = config.public_url
        # The child is given the one secret that it needs, and none of the node's own.
        own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        self._environ = {**own, SECRET_VARIABLE: probe_secret(config.secret_key)}

    async def __call__(self, way: Way) -> ProbeResult:
        """Run it once. Whatever goes wrong with the process itself is a result too."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "server", "probe", "--json", "--node", self._url, *way.arguments(),
            env=self._environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(WITHIN_S):
                output, errors = await process.communicate()
        except TimeoutError:
            return _unfinished(way, f"the probe was not over within {WITHIN_S} s")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            return msgspec.json.decode(output, type=ProbeResult)
        except msgspec.DecodeError:
            last = errors.decode(errors="replace").strip().rpartition("\n")[2]
            return _unfinished(way, f"the probe ended with status {process.returncode}: {last}")


def _unfinished(way: Way, error: str) -> ProbeResult:
    fields: dict[str, Any] = {"path": way.path, "region": way.region, "error_code": "probe-crashed", "error": error}
    return ProbeResult(at_ms=round(time.time() * 1000), **fields)


def _say(result: ProbeResult) -> None:
    found = {"way": result.way, "p50_ms": result.p50_ms, "p95_ms": result.p95_ms, "setup_ms": result.setup_ms}
    if result.error_code is not None:
        log.error("probe_failed", way=result.way, code=result.error_code, error=result.error)
    elif not result.within_target:
        log.error("probe_past_target", within_share=result.within_share, **found)
    else:
        log.info("probe", **found)


async def _recorded(record: Record, result: ProbeResult) -> None:
    try:
        await record(result)
    except Exception:
        log.exception("probe_not_recorded", way=result.way)  # the next round is another chance; the schedule goes on


def _jittered() -> float:
    return random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads load, guards nothing
