"""A download beside the call: TCP from the agent's host to the buyer's, as fast as the link lets it."""

import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from tests.lab.beside import Counts
from tests.lab.emulator import inside
from tests.lab.network import AGENT, AGENT_ADDRESS, BUYER

CONGESTION_CONTROL: Final = b"cubic"
"""The commonest of the internet's servers (RFC 9438), whatever this machine's own is."""

PORT: Final = 8090
BLOCK: Final = bytes(64 * 1024)
COUNT_EVERY_MS: Final = 200.0

ON_THE_LINK: Final = 1500 / 1448
"""A full packet to its payload: 20 bytes of IPv4, 20 of TCP, 12 of its timestamps."""


@asynccontextmanager
async def download() -> AsyncIterator[Counts]:
    """Download for as long as the context lasts; what has come through is counted meanwhile."""
    # A socket stays in the host in which it was made.
    with inside(AGENT):
        listening = socket.create_server((AGENT_ADDRESS, PORT))
    with inside(BUYER):
        taking = socket.socket()
    counts: Counts = [(_now_ms(), 0.0)]
    with listening, taking:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, CONGESTION_CONTROL)
        listening.setblocking(False)
        taking.setblocking(False)
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(_pour(listening)), tasks.create_task(_take(taking, counts))]
            yield counts
            for task in running:
                task.cancel()


async def _pour(listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    pouring, _ = await loop.sock_accept(listening)
    with pouring:
        # Closed at once, whatever is still under way: it would outlive its host.
        pouring.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        while True:
            await loop.sock_sendall(pouring, BLOCK)


async def _take(taking: socket.socket, counts: Counts) -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_connect(taking, (AGENT_ADDRESS, PORT))
    taken = 0
    while block := await loop.sock_recv(taking, len(BLOCK)):
        taken += len(block)
        if _now_ms() - counts[-1][0] >= COUNT_EVERY_MS:
            counts.append((_now_ms(), taken * ON_THE_LINK))


def _now_ms() -> float:
    return time.time() * 1000
