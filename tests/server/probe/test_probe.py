"""The probe as an operator runs it: a process of its own, against real nodes, over a real TURN server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server.probe import PROBE_SHOP, ProbeResult, open_probe_shop
from server.probe.shop import PROBE_BUYER, probe_secret
from signaling.messages import AgentHello, AgentState, Error
from tests.support.http import browser
from tests.support.node import WAIT_S, Node, connect_monitor, free_port, make_config, open_socket, run_node
from tests.support.turn import SECRET, coturn

WITHIN, PAST_TARGET, CANNOT_START, NO_CONNECTION = 0, 1, 2, 3
MEASURED = (WITHIN, PAST_TARGET)
"""Which of the two says how busy this machine is; that a status is the right one, `test_result.py` tests."""


async def run(url: str, *arguments: str, **environ: str) -> tuple[int, str, str]:
    """Run the probe; its status, output and errors."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "probe", "--node", url, "--seconds", "2", *arguments,
        env={**own, **environ}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode(), errors.decode()


def secret_of(node: Node) -> dict[str, str]:
    return {"CONSULT_PROBE_SECRET": probe_secret(node.services.config.secret_key)}


async def find(node: Node, *arguments: str) -> tuple[int, ProbeResult]:
    """Run the probe against the node; status and result."""
    status, output, errors = await run(node.url, "--json", *arguments, **secret_of(node))
    assert output, errors
    return status, msgspec.json.decode(output, type=ProbeResult)


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(WAIT_S):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.05)


def refusal(errors: str) -> str:
    assert errors.startswith("video-consult: ")
    assert errors.count("\n") == 1
    return errors


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        await open_probe_shop(node.services.db, node.services.config)
        yield node


def run_turn_node(tmp_path: Path, port: int, **settings: Any) -> AbstractAsyncContextManager[Node]:
    urls = (f"near=turn:127.0.0.1:{port}",)
    tmp_path.mkdir(exist_ok=True)
    return run_node(make_config(tmp_path, turn_urls=urls, turn_secret=SECRET, **settings))


async def test_a_sound_node_is_measured(node: Node) -> None:
    status, found = await find(node)

    assert found.error_code is None
    assert status == (WITHIN if found.within_target else PAST_TARGET)
    assert (found.path, found.region) == ("direct", "")
    assert found.samples == sum(found.buckets) > 10
    assert found.p50_ms is not None
    assert found.bound_ms is not None
    assert 0 < found.p50_ms <= (found.p95_ms or 0) <= (found.max_ms or 0)
    assert found.bound_ms > 0
    steps = found.stages
    assert set(steps) == {"sign_in", "welcome", "offered", "connected", "accepted", "first_frame"}
    seen_ms = max(steps["accepted"], steps["first_frame"])
    assert found.setup_ms == pytest.approx(steps["offered"] + steps["connected"] + seen_ms, abs=0.1)


async def test_a_line_for_people_says_the_figures_and_the_verdict(node: Node) -> None:
    status, output, _ = await run(node.url, **secret_of(node))
    assert output.count("\n") == 1
    assert output.startswith("direct: p50 ")
    assert output.endswith("within the target\n" if status == WITHIN else "PAST the target\n")


@pytest.mark.slow
async def test_one_probe_after_the_other_finds_the_node_as_it_was(node: Node) -> None:
    assert [(await find(node))[1].error_code for _ in range(2)] == [None, None]
    room = node.services.matchmaker.room(PROBE_SHOP)
    assert await room.ticket(PROBE_BUYER) is None
    assert await room.census() == (0, 0)


async def test_a_probe_leaves_no_trace_in_what_is_said_of_people(node: Node) -> None:
    watching = await connect_monitor(node)
    await find(node)

    assert (await node.services.records.history(PROBE_SHOP)).items == []
    assert (await node.services.records.history("demo")).items == []
    assert all(not getattr(message, "live", []) for message in watching.seen)
    async with browser(node) as api:
        figures = await (await api("GET", "/metrics")).text()
    assert "consult_live_consultations 0.0" in figures
    assert "consult_agents_on_duty 0.0" in figures


async def test_two_at_once_are_one_and_a_clear_word_to_the_other(node: Node) -> None:
    first, second = await asyncio.gather(*(run(node.url, **secret_of(node)) for _ in range(2)))

    taken, refused = sorted([first[0], second[0]])
    assert (taken in MEASURED, refused) == (True, CANNOT_START)
    assert "another probe is running" in refusal(first[2] + second[2])


@pytest.mark.slow
async def test_a_probe_that_was_killed_is_tidied_up_by_the_next(node: Node) -> None:
    environ = {**os.environ, **secret_of(node)}
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "probe", "--node", node.url, "--seconds", "60", env=environ
    )
    room = node.services.matchmaker.room(PROBE_SHOP)

    async def busy() -> bool:
        agent = await room.agent("probe")
        return agent is not None and agent.status == "busy"

    async def left() -> bool:
        return not await node.services.redis.exists(f"vc:{{{PROBE_SHOP}}}:probing")

    await eventually(busy)
    killed.kill()
    await killed.wait()
    await eventually(left)

    assert (await find(node))[1].error_code is None


@pytest.mark.turn
async def test_over_the_relay_alone(tmp_path: Path) -> None:
    async with coturn(tmp_path) as port, run_turn_node(tmp_path, port) as node:
        await open_probe_shop(node.services.db, node.services.config)
        status, found = await find(node, "--relay")
        elsewhere = await run(node.url, "--region", "far", **secret_of(node))

    assert status in MEASURED
    assert (found.path, found.region) == ("relay", "near")
    assert elsewhere[0] == CANNOT_START
    assert "no TURN server in the region 'far'" in refusal(elsewhere[2])


@pytest.mark.turn
async def test_a_node_that_allows_relays_alone_is_probed_over_one(tmp_path: Path) -> None:
    async with coturn(tmp_path) as port, run_turn_node(tmp_path, port, relay_only=True) as node:
        await open_probe_shop(node.services.db, node.services.config)
        assert (await find(node))[1].path == "relay"


@pytest.mark.slow
async def test_a_turn_server_that_is_down_is_no_connection(tmp_path: Path) -> None:
    async with run_turn_node(tmp_path, free_port()) as node:
        await open_probe_shop(node.services.db, node.services.config)
        status, found = await find(node, "--relay")

    assert (status, found.error_code, found.path, found.p50_ms) == (NO_CONNECTION, "relay-unreachable", "relay", None)


async def test_a_node_that_is_down_is_no_connection() -> None:
    status, _, errors = await run(f"http://127.0.0.1:{free_port()}", CONSULT_PROBE_SECRET="s" * 32)
    assert status == NO_CONNECTION
    assert "cannot be reached" in refusal(errors)


@pytest.mark.parametrize("url", ["consult.example.com", "ftp://a.example", "https://a.example/path"])
async def test_what_is_no_address_is_said_so(url: str) -> None:
    status, _, errors = await run(url, CONSULT_PROBE_SECRET="s" * 32)
    assert status == CANNOT_START
    assert "no address of a node" in refusal(errors)


async def test_a_wrong_secret_is_refused(node: Node) -> None:
    status, output, _ = await run(node.url, "--json", CONSULT_PROBE_SECRET="s" * 32)
    assert status == CANNOT_START
    assert msgspec.json.decode(output, type=ProbeResult).error_code == "sign-in-failed"


async def test_without_a_secret_it_is_said_where_to_get_one(tmp_path: Path) -> None:
    status, _, errors = await run("http://127.0.0.1:1", CONSULT_DATA_DIR=str(tmp_path))
    assert status == CANNOT_START
    assert "video-consult probe init" in refusal(errors)
    assert os.listdir(tmp_path) == []


async def test_on_the_demos_machine_its_data_directory_is_enough(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("the demo's own key, kept in its data directory")
    config = make_config(tmp_path, secret_key="the demo's own key, kept in its data directory")
    async with run_node(config) as node:
        await open_probe_shop(node.services.db, config)
        status, _, errors = await run(node.url, CONSULT_DATA_DIR=str(tmp_path))
    assert status in MEASURED, errors


async def test_a_node_with_another_key_takes_the_new_secret(node: Node, tmp_path: Path) -> None:
    config = msgspec.structs.replace(node.services.config, secret_key="another key of thirty-two characters, or more")
    old = secret_of(node)
    await open_probe_shop(node.services.db, config)

    status, output, _ = await run(node.url, "--json", **old)

    assert status == CANNOT_START
    assert msgspec.json.decode(output, type=ProbeResult).error_code == "sign-in-failed"


async def test_the_gate_refuses_a_second_agent_before_the_first_is_put_out(node: Node) -> None:
    async with browser(node) as api:
        secret = secret_of(node)["CONSULT_PROBE_SECRET"]
        body = {"shop": PROBE_SHOP, "username": "probe", "password": secret}
        await api("POST", "/api/v1/session", body)
        cookie = api.cookie("consult_session")
    first, second = await open_socket(node, cookie=cookie), await open_socket(node, cookie=cookie)
    await first.send(AgentHello(tab="one"))
    await first.until(AgentState)
    await second.send(AgentHello(tab="two"))

    assert (await second.until(Error)).code == "probe-running"
    assert await second.closed() == 4002
    assert not first.ws.closed
