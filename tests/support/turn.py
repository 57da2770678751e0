"""A real coturn, and a slow way to it."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from tests.support.node import WAIT_S, free_port

SECRET = "a static auth secret for tests"

Address = tuple[str, int]


@contextlib.asynccontextmanager
async def coturn(folder: Path, address: str = "127.0.0.1") -> AsyncIterator[int]:
    """A TURN server on an address of this machine, its data and process id file kept in `folder`; its port."""
    program = shutil.which("turnserver")
    assert program is not None, "coturn is not installed"
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        program, "-n", "--use-auth-secret", f"--static-auth-secret={SECRET}", "--realm=test.example",
        f"--listening-port={port}", f"--listening-ip={address}", f"--relay-ip={address}", "--allow-loopback-peers",
        "--no-tls", "--no-dtls", "--no-cli", "--no-multicast-peers", "--log-file=stdout", "--simple-log",
        f"--pidfile={folder / 'turn.pid'}", f"--userdb={folder / 'turn.db'}",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _listening(process, address, port)
        yield port
    finally:
        process.kill()
        await process.wait()


async def _listening(process: asyncio.subprocess.Process, address: str, port: int) -> None:
    async with asyncio.timeout(WAIT_S):
        while True:
            assert process.returncode is None, f"coturn stopped with status {process.returncode}"
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(address, port)
                writer.close()
                return await writer.wait_closed()
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def slow_way(port: int, delay_s: float) -> AsyncIterator["SlowWay"]:
    """A UDP port of this machine from which everything takes `delay_s` to the other port, and as long back."""
    loop = asyncio.get_running_loop()
    _, way = await loop.create_datagram_endpoint(
        lambda: SlowWay(("127.0.0.1", port), delay_s), local_addr=("127.0.0.1", 0)
    )
    try:
        yield way
    finally:
        way.close()


class SlowWay(asyncio.DatagramProtocol):
    """The near end. Each sender gets a socket of its own at the far end, as at a NAT. Order is kept, nothing lost."""

    def __init__(self, target: Address, delay_s: float) -> None:
        self._target = target
        self._delay_s = delay_s
        self._near: asyncio.DatagramTransport | None = None
        self._far: dict[Address, asyncio.Future[asyncio.DatagramTransport]] = {}
        self._held_s: dict[str, list[float]] = {"there": [], "back": []}

    @property
    def port(self) -> int:
        assert self._near is not None
        return int(self._near.get_extra_info("sockname")[1])

    @property
    def least_held_ms(self) -> float:
        """The least time that packets were in fact held, there and back together: timers of a busy machine are late."""
        return 1000 * sum(min(held) for held in self._held_s.values())

    def connection_made(self, transport: Any) -> None:
        self._near = transport

    def datagram_received(self, data: bytes, sender: Any) -> None:
        if sender not in self._far:
            self._far[sender] = asyncio.ensure_future(self._open(sender))
        far = self._far[sender]
        self.hold("there", lambda: far.add_done_callback(lambda opened: opened.result().sendto(data)))

    def back(self, data: bytes, sender: Address) -> None:
        self.hold("back", lambda: self._deliver(data, sender))

    def hold(self, direction: str, release: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        came = loop.time()

        def over() -> None:
            self._held_s[direction].append(loop.time() - came)
            release()

        loop.call_later(self._delay_s, over)

    def close(self) -> None:
        for far in self._far.values():
            far.result().close()
        assert self._near is not None
        self._near.close()

    async def _open(self, sender: Address) -> asyncio.DatagramTransport:
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _FarEnd(self, sender), remote_addr=self._target
        )
        return transport

    def _deliver(self, data: bytes, sender: Address) -> None:
        assert self._near is not None
        if not self._near.is_closing():
            self._near.sendto(data, sender)


class _FarEnd(asyncio.DatagramProtocol):
    def __init__(self, way: SlowWay, sender: Address) -> None:
        self._way = way
        self._sender = sender

    def datagram_received(self, data: bytes, sender: Any) -> None:
        self._way.back(data, self._sender)
