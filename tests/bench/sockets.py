"""Memory of an idle buyer's connection beside aiohttp's bare socket, and the time from join to offered.

Each node is a process of its own, so that the clients' memory and work are not counted.
"""

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import psutil
from aiohttp import web

from signaling.messages import (
    SUBPROTOCOL,
    AgentState,
    Available,
    BuyerHello,
    Join,
    Leave,
    Purpose,
    Welcome,
    decode_server_message,
    encode,
)
from tests.bench.figures import Figure, percentile
from tests.support.node import Client, buyer_token, connect_agent, connect_buyer, free_port, make_config, run_node

SPAWN = multiprocessing.get_context("spawn")

IDLE = 1_000
MEMORY_RUNS = 3
OFFERS = 100
OFFER_RUNS = 3


def _serve_bare(port: int, ready: Any) -> None:
    """aiohttp's WebSocket alone: the yardstick."""

    async def handler(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(protocols=[SUBPROTOCOL], heartbeat=10, compress=False)
        await ws.prepare(request)
        async for _ in ws:
            pass
        return ws

    async def main() -> None:
        app = web.Application()
        app.router.add_get("/ws", handler)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        ready.set()
        await asyncio.Event().wait()

    _run_with_uvloop(main)


def _serve_node(port: int, folder: str, ready: Any, tokens: Any) -> None:
    """A whole node; hands out buyers' tokens."""

    async def main() -> None:
        async with run_node(make_config(Path(folder), port=port)) as node:
            for number in range(IDLE):
                tokens.put(await buyer_token(node, f"idle{number}"))
            ready.set()
            await asyncio.Event().wait()

    _run_with_uvloop(main)


def _run_with_uvloop(main: Callable[[], Any]) -> None:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


async def measure() -> list[Figure]:
    """Bare and whole in turns."""
    bare, whole = [], []
    for _ in range(MEMORY_RUNS):
        bare.append(await _bare_kib())
        whole.append(await _node_kib())
    over = [ours - theirs for ours, theirs in zip(whole, bare, strict=True)]
    return [
        Figure(f"memory of an idle connection, {IDLE:,} buyers", "KiB", whole),
        Figure(f"the same, aiohttp's bare socket, {IDLE:,} sockets", "KiB", bare),
        Figure("the difference", "KiB", over, "≤ 20 KB"),
        *await _join_to_offered(),
    ]


async def _bare_kib() -> float:
    port = free_port()
    ready = SPAWN.Event()
    async with (
        _process(_serve_bare, (port, ready), ready) as process,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
    ):
        return await _growth_kib(process, http, port, [None] * IDLE)


async def _node_kib() -> float:
    port = free_port()
    ready, tokens = SPAWN.Event(), SPAWN.Queue()
    with TemporaryDirectory() as folder:
        async with _process(_serve_node, (port, folder, ready, tokens), ready) as process:
            hellos = [encode(BuyerHello(tab="t", token=tokens.get())) for _ in range(IDLE)]
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
                return await _growth_kib(process, http, port, list(hellos))


async def _growth_kib(
    process: psutil.Process, http: aiohttp.ClientSession, port: int, hellos: list[str | None]
) -> float:
    """Growth of the process's unique memory per connection, the first ones left out: they warm the process up."""
    sockets: list[aiohttp.ClientWebSocketResponse] = []

    async def open_one(hello: str | None) -> None:
        ws = await http.ws_connect(
            f"http://127.0.0.1:{port}/ws", origin=f"http://127.0.0.1:{port}", protocols=[SUBPROTOCOL]
        )
        sockets.append(ws)
        if hello is not None:
            await ws.send_str(hello)
            while not isinstance(decode_server_message((await ws.receive()).data), Welcome):
                pass

    warm_up = IDLE // 10
    for hello in hellos[:warm_up]:
        await open_one(hello)
    before = process.memory_full_info().uss
    for hello in hellos[warm_up:]:
        await open_one(hello)
    after = process.memory_full_info().uss
    for ws in sockets:
        await ws.close()
    return (after - before) / (IDLE - warm_up) / 1024


@contextlib.asynccontextmanager
async def _process(target: Any, arguments: Any, ready: Any) -> AsyncIterator[psutil.Process]:
    child = SPAWN.Process(target=target, args=arguments)
    child.start()
    try:
        await asyncio.to_thread(ready.wait, 60)
        assert child.pid is not None
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        await asyncio.to_thread(child.join)


async def _join_to_offered() -> list[Figure]:
    medians, tails = [], []
    with TemporaryDirectory() as folder:
        # As behind a proxy, so that each run's buyers have an address of their own: joins are limited by address.
        async with run_node(make_config(Path(folder), trusted_proxies=("127.0.0.1",))) as node:
            agent = await connect_agent(node)
            await agent.send(Available())
            await agent.agent("available")
            for run in range(OFFER_RUNS):
                address = f"198.51.100.{run}"
                buyers = [await connect_buyer(node, f"r{run}b{n}", address=address) for n in range(OFFERS)]
                times = [await _one_offer(buyer, agent) for buyer in buyers]
                medians.append(percentile(times, 0.5))
                tails.append(percentile(times, 0.99))
    return [
        Figure("join → the agent's page has the offer, median of a run", "ms", medians),
        Figure("join → the agent's page has the offer, p99 of a run", "ms", tails),
    ]


async def _one_offer(buyer: Client, agent: Client) -> float:
    before = time.perf_counter()
    await buyer.send(Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="en"))
    await agent.until(AgentState, lambda state: state.offer is not None)
    elapsed_ms = (time.perf_counter() - before) * 1000
    await buyer.send(Leave())
    await agent.agent("available")
    return elapsed_ms
