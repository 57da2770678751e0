"""The line test: a data channel that gives back what it gets, to buyers, for a while, and not to too many."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from server.echo.peers import MOST_BYTES, MOST_MESSAGES, EchoPeers
from server.errors import InvalidDescription
from signaling.errors import RateLimited, ServiceUnavailable
from signaling.messages import BuyerHello, IceServer, Welcome
from tests.server.echo.test_offer import CHROME
from tests.support.http import Api, browser
from tests.support.node import WAIT_S, Node, buyer_token, free_port, make_config, open_socket, run_node

ECHO = "/api/v1/echo"
SERVERS = "/api/v1/echo/servers"


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    await node.services.redis.flushdb()
    async with browser(node) as api:
        yield api


class Line:
    """A buyer's end, as a browser makes it."""

    def __init__(self) -> None:
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channel = self.pc.createDataChannel("echo", ordered=False, maxRetransmits=0)
        self.came: asyncio.Queue[Any] = asyncio.Queue()
        self.opened = asyncio.Event()
        self.closed = asyncio.Event()
        self.channel.on("open", self.opened.set)
        self.channel.on("message", self.came.put_nowait)
        self.channel.on("close", self.closed.set)

    async def offer(self) -> str:
        await self.pc.setLocalDescription(await self.pc.createOffer())
        return str(self.pc.localDescription.sdp)

    async def take(self, answer: str) -> None:
        await self.pc.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
        await asyncio.wait_for(self.opened.wait(), WAIT_S)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    line = Line()
    yield line
    await line.pc.close()


async def test_what_is_sent_comes_back(node: Node, api: Api, line: Line) -> None:
    body = {"token": await buyer_token(node, "bea"), "offer": await line.offer()}
    response = await api("POST", ECHO, body)
    assert response.status == 200, await response.text()
    await line.take((await response.json())["answer"])

    for message in ("ping 1", b"\x00" * MOST_BYTES):
        line.channel.send(message)
        assert await asyncio.wait_for(line.came.get(), WAIT_S) == message


async def test_no_more_is_sent_back_than_a_test_needs(line: Line) -> None:
    peers = EchoPeers()
    await line.take(await peers.answer(await line.offer(), None))

    line.channel.send(b"x" * (MOST_BYTES + 1))
    for number in range(MOST_MESSAGES + 20):
        line.channel.send(str(number))
        await asyncio.sleep(0)
    got = [await asyncio.wait_for(line.came.get(), WAIT_S) for _ in range(MOST_MESSAGES)]
    line.channel.send("one more")

    assert all(len(message) <= MOST_BYTES for message in got)
    await peers.close()
    assert line.came.empty()


async def test_the_resume_token_of_a_page_is_enough(node: Node, api: Api, line: Line) -> None:
    page = await open_socket(node)
    await page.send(BuyerHello(tab="t", token=await buyer_token(node, "bea")))
    resume = (await page.until(Welcome)).resume
    assert (await api("POST", ECHO, {"resume": resume, "offer": await line.offer()})).status == 200


async def test_strangers_get_nothing(node: Node, api: Api) -> None:
    assert await api.code("POST", ECHO, {"offer": CHROME}) == (400, "invalid-body")
    assert await api.code("POST", ECHO, {"token": "abc", "offer": CHROME}) == (401, "token-invalid")
    assert await api.code("POST", SERVERS, {"resume": "abc"}) == (401, "token-invalid")
    elsewhere = {"Origin": "https://evil.example"}
    body = {"token": await buyer_token(node, "bea"), "offer": CHROME}
    assert await api.code("POST", ECHO, body, headers=elsewhere) == (403, "origin-refused")


async def test_a_buyer_who_asks_too_often_has_to_wait(node: Node, api: Api) -> None:
    body = {"token": await buyer_token(node, "bea")}
    for _ in range(12):
        assert (await api("POST", SERVERS, body)).status == 200
    assert await api.code("POST", SERVERS, body) == (429, "rate-limited")
    another = {"token": await buyer_token(node, "ben")}
    assert (await api("POST", SERVERS, another)).status == 200


async def test_without_a_turn_server_there_is_none_to_try(node: Node, api: Api) -> None:
    response = await api("POST", SERVERS, {"token": await buyer_token(node, "bea")})
    assert await response.json() == {"ice_servers": []}


async def test_credentials_for_a_test_last_a_minute(tmp_path: Path) -> None:
    config = make_config(tmp_path, turn_urls=("eu=turn:turn-eu.example",), turn_secret="s3cret")
    async with run_node(config) as node, browser(node) as api:
        response = await api("POST", SERVERS, {"token": await buyer_token(node, "bea")})
        (server,) = (await response.json())["ice_servers"]
        now_s = node.services.clock.now_ms() / 1000
    assert (server["urls"], server["region"]) == (["turn:turn-eu.example"], "eu")
    expiry, _, client = server["username"].partition(":")
    assert 0 < int(expiry) - now_s <= 60
    assert client == "echo:bea"


async def test_garbage_is_refused_and_leaves_nothing(node: Node, api: Api) -> None:
    before = len(node.services.echoes)
    body = {"token": await buyer_token(node, "bea"), "offer": "v=0\r\nm=application"}
    assert await api.code("POST", ECHO, body) == (400, "invalid-description")
    assert len(node.services.echoes) == before


async def test_no_more_at_a_time_than_there_is_room_for() -> None:
    peers = EchoPeers(most=2)
    for _ in range(2):
        await peers.answer(CHROME, None)
    with pytest.raises(RateLimited) as refused:
        await peers.answer(CHROME, None)
    assert refused.value.retry_after_s > 0
    await peers.close()
    assert len(peers) == 0


async def test_a_test_ends_by_itself_connected_or_not(line: Line) -> None:
    peers = EchoPeers(life_s=0.2)
    await peers.answer(CHROME, None)
    lives = list(peers._lives)
    await asyncio.wait_for(asyncio.wait(lives), WAIT_S)
    assert len(peers) == 0

    lasting = EchoPeers(life_s=3)
    await line.take(await lasting.answer(await line.offer(), None))
    await asyncio.wait_for(asyncio.wait(list(lasting._lives)), WAIT_S)
    assert len(lasting) == 0


async def test_a_turn_server_that_is_down_is_not_waited_for() -> None:
    peers = EchoPeers()
    dead = IceServer(urls=[f"turn:127.0.0.1:{free_port()}"], username="1:x", credential="y")
    with pytest.raises(ServiceUnavailable):
        await peers.answer(CHROME, dead)
    await peers.close()


async def test_a_refused_offer_makes_no_peer() -> None:
    peers = EchoPeers()
    with pytest.raises(InvalidDescription):
        await peers.answer("garbage", None)
    assert len(peers) == 0


async def test_noise_on_its_ports_breaks_nothing(line: Line) -> None:
    broken: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: broken.append(context))
    try:
        peers = EchoPeers()
        answer = await peers.answer(await line.offer(), None)
        await line.take(answer)
        hosts = [words[4:6] for words in map(str.split, answer.split("\r\n")) if "typ" in words]
        assert hosts
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as noise:
            for address, port in hosts:
                if ":" not in address:
                    # Lengths and first bytes of STUN, DTLS and RTP, and nothing behind them.
                    for first in (0, 1, 20, 22, 63, 64, 128, 191, 255):
                        for length in (1, 12, 20, 100, 1200):
                            noise.sendto((bytes([first]) + os.urandom(length))[:length], (address, int(port)))
        line.channel.send("still there")
        assert await asyncio.wait_for(line.came.get(), WAIT_S) == "still there"
        await peers.close()
    finally:
        loop.set_exception_handler(None)
    assert broken == []
