"""The front door of `/ws`: who gets in, and what happens to frames that are no messages."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from server.connection import FRAMES_BURST, MAX_QUEUED
from server.shop import issue_buyer_token, issue_resume_token
from server.shop.buyer_tokens import Buyer
from signaling.messages import (
    MAX_CHAT_CHARACTERS,
    MAX_FRAME_BYTES,
    AgentHello,
    BuyerHello,
    Error,
    Join,
    Leave,
    MonitorHello,
    Ping,
    Pong,
    Purpose,
    Welcome,
)
from signaling.target import GOOD_MS, HISTOGRAM_EDGES_MS, TARGET_MS
from tests.support.node import (
    Client,
    Node,
    buyer_token,
    connect_buyer,
    make_config,
    open_socket,
    run_node,
    sign_in,
)


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


async def refused(node: Node, client: Client) -> str:
    """The error code of a hello that was refused for good."""
    error = await client.until(Error)
    assert await client.closed() == 4002
    return error.code


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_page_of_another_origin_is_refused_before_the_upgrade(node: Node, origin: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await open_socket(node, origin=origin)
    assert refusal.value.status == 403


async def test_a_client_without_an_origin_is_refused_before_the_upgrade(node: Node) -> None:
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await http.ws_connect(f"{node.url}/ws", protocols=["video-consult.v1"])
    assert refusal.value.status == 403


async def test_another_subprotocol_is_refused_before_the_upgrade(node: Node) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await open_socket(node, subprotocol="video-consult.v0")
    assert refusal.value.status == 400


async def test_a_welcome_carries_the_target_and_a_resume_token(node: Node) -> None:
    client = await open_socket(node)
    await client.send(BuyerHello(tab="t", token=await buyer_token(node, "bea")))
    welcome = await client.until(Welcome)
    assert (welcome.role, welcome.client, welcome.shop.id) == ("buyer", "bea", "demo")
    assert (welcome.target_ms, welcome.good_ms) == (TARGET_MS, GOOD_MS)
    assert tuple(welcome.histogram_edges_ms) == HISTOGRAM_EDGES_MS
    again = await open_socket(node)
    await again.send(BuyerHello(tab="t", resume=welcome.resume))
    assert (await again.until(Welcome)).client == "bea"


async def test_an_expired_token_is_refused_as_expired(node: Node) -> None:
    client = await open_socket(node)
    await client.send(BuyerHello(tab="t", token=await buyer_token(node, "bea", ttl_s=-60)))
    assert await refused(node, client) == "token-expired"


async def test_tokens_that_are_not_the_shops_are_refused(node: Node) -> None:
    shop = await node.services.catalogue.shop("demo")
    foreign = make_config(node.services.config.data_dir, secret_key="another secret of enough characters")
    stranger = Buyer(shop="demo", id="bea", name=None, country=None, language=None, returning=False)
    other_shop = type(shop)(**{name: getattr(shop, name) for name in shop.__struct_fields__} | {"secret": "x" * 40})
    for hello in (
        BuyerHello(tab="t", token="not.a.token"),
        BuyerHello(tab="t", token="eyJhbGciOiJub25lIn0.eyJpc3MiOiJkZW1vIiwic3ViIjoiYmVhIn0."),
        BuyerHello(tab="t", token=issue_buyer_token(other_shop, "bea")),
        BuyerHello(tab="t", resume=issue_resume_token(foreign, stranger)),
        BuyerHello(tab="t", resume=await buyer_token(node, "bea")),
        BuyerHello(tab="t"),
    ):
        client = await open_socket(node)
        await client.send(hello)
        assert await refused(node, client) == "token-invalid"


async def test_staff_pages_need_a_session_and_the_monitor_a_supervisor(node: Node) -> None:
    for hello in (AgentHello(tab="t"), MonitorHello(tab="t")):
        client = await open_socket(node)
        await client.send(hello)
        assert await refused(node, client) == "not-signed-in"
    client = await open_socket(node, cookie=await sign_in(node, "tom"))
    await client.send(MonitorHello(tab="t"))
    assert await refused(node, client) == "not-supervisor"


async def test_the_first_frame_must_be_a_hello(node: Node) -> None:
    client = await open_socket(node)
    await client.send(Ping(sent_ms=1))
    assert await refused(node, client) == "hello-required"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("hello", "bad-frame"),
        ("[1]", "bad-frame"),
        ('{"no": "type"}', "bad-frame"),
        ("[" * 20_000, "bad-frame"),
        ('{"type": "teleport"}', "unknown-type"),
        ('{"type": "leave", "now": true}', "invalid-message"),
        ('{"type": "join", "product": 7}', "invalid-message"),
        ('{"type": "accept", "consultation": "c1"}', "invalid-message"),
        ('{"type": "rate", "consultation": "c1", "stars": 6}', "invalid-message"),
        (json.dumps({"type": "send-chat", "consultation": "c", "id": "m", "text": "x" * (MAX_CHAT_CHARACTERS + 1)}),
         "invalid-message"),
        ('{"type": "end", "consultation": "unknown"}', "consultation-ended"),
        ('{"type": "join", "product": "no-such", "purpose": "sizing", "language": "en"}', "unknown-product"),
    ],
)  # fmt: skip
async def test_what_is_no_message_is_refused_and_the_connection_goes_on(node: Node, frame: str, code: str) -> None:
    client = await connect_buyer(node, "frames")
    await client.ws.send_str(frame)
    assert (await client.until(Error)).code == code
    await client.send(Ping(sent_ms=12.5))
    assert (await client.until(Pong)).sent_ms == 12.5


async def test_a_pong_tells_the_nodes_own_clock_and_whose_it_is(node: Node) -> None:
    client = await connect_buyer(node, "clock")
    before = time.time() * 1000
    await client.send(Ping(sent_ms=1))
    pong = await client.until(Pong)
    assert before - 0.001 <= pong.clock_ms <= time.time() * 1000
    assert pong.node == node.services.config.node_id


async def test_a_binary_frame_closes_with_1003(node: Node) -> None:
    client = await connect_buyer(node, "binary")
    await client.ws.send_bytes(b"\x00")
    assert (await client.until(Error)).code == "not-text"
    assert await client.closed() == 1003


async def test_an_oversized_frame_closes_with_1009(node: Node) -> None:
    client = await connect_buyer(node, "large")
    await client.ws.send_str("x" * (MAX_FRAME_BYTES + 1))
    assert await client.closed() == 1009


async def test_invalid_utf8_closes_with_1007(node: Node) -> None:
    client = await connect_buyer(node, "utf8")
    await client.ws.send_frame(b"\xff\xfe", aiohttp.WSMsgType.TEXT)
    assert await client.closed() == 1007


async def test_a_flood_of_frames_closes_with_1008(node: Node) -> None:
    client = await connect_buyer(node, "flood")
    for _ in range(FRAMES_BURST * 2):
        if client.ws.closed:
            break
        await client.ws.send_str('{"type": "ping", "sent_ms": 1}')
    assert (await client.until(Error)).code == "rate-limited"
    assert await client.closed() == 1008


async def test_joining_too_often_is_refused_with_a_time_to_wait(node: Node) -> None:
    client = await connect_buyer(node, "eager")
    join = Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="en")
    error = None
    for _ in range(40):
        await client.send(join)
    error = await client.until(Error)
    assert (error.code, error.of) == ("rate-limited", "join")
    assert error.retry_after_s
    await client.send(Leave())
    await client.buyer("idle")


async def test_a_client_that_stops_reading_is_closed_and_holds_up_nobody(node: Node) -> None:
    slow = await connect_buyer(node, "slow")
    member = next(member for member in node.services.hub if member.client == "buyer:slow")
    slow.stop_reading()
    frame = "x" * 60_000
    for _ in range(MAX_QUEUED * 4):
        member.connection.send_frame(frame)
        await asyncio.sleep(0)
    quick = await connect_buyer(node, "quick")
    await quick.send(Ping(sent_ms=1))
    await quick.until(Pong)
    assert member.connection._queue.full()
    assert member.connection._closing == (4003, "reads too slowly")
