"""CPU that a node spends on a consultation-minute: two pages' messages without their media, which never passes it.

Simulated clients say what real pages say: a ping every 5 s, a latency window every 2 s from both sides, now and then a
line of chat. The node is a process of its own; its CPU and its private Redis' CPU are read from the kernel.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import psutil

from server.auth import COOKIE
from server.shop import Staff
from signaling.messages import (
    SUBPROTOCOL,
    Accept,
    AgentHello,
    AgentState,
    Available,
    BuyerHello,
    ClientMessage,
    Join,
    LatencyReport,
    LatencyWindow,
    Ping,
    Purpose,
    SendChat,
    Stage,
    Stages,
)
from signaling.target import HISTOGRAM_EDGES_MS
from tests.bench.figures import Figure
from tests.bench.sockets import SPAWN, _process, _run_with_uvloop
from tests.support.node import Client, buyer_token, free_port, make_config, run_node

CONSULTATIONS = 50
MEASURED_S = 20
RUNS = 3

WINDOW = LatencyWindow(
    kind="measured",
    buckets=[0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 20, 18, 6, 2] + [0] * (len(HISTOGRAM_EDGES_MS) - 14),
    sum_ms=14_000,
    within_ms=2000,
    newest_ms=230,
    bound_ms=80,
    stages=Stages(network=Stage(sum_ms=9000, frames=60)),
    path="direct",
    rtt_ms=160,
    packets_received=400,
    width=640,
    height=480,
    frames_per_second=30,
)


def _serve(port: int, folder: str, ready: Any, credentials: Any) -> None:
    async def main() -> None:
        async with run_node(make_config(Path(folder), port=port, trusted_proxies=("127.0.0.1",))) as node:
            for number in range(CONSULTATIONS):
                staff = Staff(
                    id=f"a{number}",
                    shop="demo",
                    username=f"a{number}",
                    name="Agent",
                    role="agent",
                    languages=("en",),
                    purposes=tuple(Purpose),
                    categories=(),
                    time_zone="UTC",
                )
                await node.services.staff.add_staff(staff)
                link = await node.services.staff.create_link(staff)
                credentials.put((await buyer_token(node, f"b{number}"), link))
            ready.set()
            await asyncio.Event().wait()

    _run_with_uvloop(main)


async def measure() -> list[Figure]:
    """CPU milliseconds per consultation-minute, and their share of one core."""
    node_ms, redis_ms = [], []
    for _ in range(RUNS):
        node, redis = await _once()
        node_ms.append(node)
        redis_ms.append(redis)
    return [
        Figure(f"node CPU per consultation-minute ({CONSULTATIONS} simulated at once)", "ms", node_ms),
        Figure("its private Redis' CPU per consultation-minute", "ms", redis_ms),
    ]


async def _once() -> tuple[float, float]:
    port = free_port()
    ready, credentials = SPAWN.Event(), SPAWN.Queue()
    with TemporaryDirectory() as folder:
        async with _process(_serve, (port, folder, ready, credentials), ready) as process:
            pairs = [await _pair(port, f"198.51.100.{n}", *credentials.get()) for n in range(CONSULTATIONS)]
            redis = process.children()[0]
            before = _cpu_s(process), _cpu_s(redis)
            async with asyncio.TaskGroup() as talking:
                for buyer, agent, consultation in pairs:
                    talking.create_task(_talk(buyer, consultation))
                    talking.create_task(_talk(agent, consultation))
            after = _cpu_s(process), _cpu_s(redis)
            for buyer, agent, _ in pairs:
                await buyer.close()
                await agent.close()
    minutes = CONSULTATIONS * MEASURED_S / 60
    return (after[0] - before[0]) * 1000 / minutes, (after[1] - before[1]) * 1000 / minutes


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _pair(port: int, address: str, token: str, link: str) -> tuple[Client, Client, str]:
    """Buyer and agent in a consultation; each pair comes from an address of its own, as sign-ins are limited by it."""
    url = f"http://127.0.0.1:{port}"
    headers = {"X-Forwarded-For": address}

    async def connect(hello: ClientMessage, cookie: str | None = None) -> Client:
        cookies = {COOKIE: cookie} if cookie else None
        http = aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True))
        client = Client(http, await http.ws_connect(f"{url}/ws", origin=url, protocols=[SUBPROTOCOL], headers=headers))
        await client.send(hello)
        return client

    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http,
        http.post(f"{url}/api/v1/session", json={"link": link}, headers={"Origin": url, **headers}) as response,
    ):
        cookie = response.cookies[COOKIE].value
    agent = await connect(AgentHello(tab="t"), cookie)
    await agent.send(Available())
    await agent.agent("available")
    buyer = await connect(BuyerHello(tab="t", token=token))
    await buyer.send(Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="en"))
    offered = await agent.until(AgentState, lambda state: state.offer is not None)
    assert offered.offer is not None
    consultation = offered.offer.consultation.id
    await agent.send(Accept(consultation=consultation))
    await buyer.buyer("active")
    return buyer, agent, consultation


async def _talk(client: Client, consultation: str) -> None:
    for second in range(MEASURED_S):
        if second % 2 == 0:
            await client.send(LatencyReport(consultation=consultation, window=WINDOW))
        if second % 5 == 0:
            await client.send(Ping(sent_ms=second))
        if second % 15 == 0:
            await client.send(SendChat(consultation=consultation, id=f"m{second}", text="and the seam, please"))
        await asyncio.sleep(1)
        client.seen.clear()
