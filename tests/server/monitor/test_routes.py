"""The monitor over HTTP, on a real node with a real consultation."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server.auth import COOKIE
from server.latency import HOUR_MS, Sums
from signaling.messages import (
    Accept,
    AgentState,
    Available,
    End,
    Error,
    Join,
    LatencyReport,
    ProbeResult,
    Purpose,
    Rate,
    ReportEvent,
    Saved,
    TimelineEvent,
)
from tests.server.latency.conftest import window
from tests.support.node import Client, Node, connect_agent, connect_buyer, make_config, run_node, sign_in


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as running:
        yield running


@pytest.fixture
async def http(node: Node) -> AsyncIterator[aiohttp.ClientSession]:
    """A supervisor's browser."""
    cookies = {COOKIE: await sign_in(node, "mei")}
    async with aiohttp.ClientSession(
        base_url=node.url, cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Origin": node.url}
    ) as session:
        yield session


async def get(http: aiohttp.ClientSession, path: str, status: int = 200) -> Any:
    async with http.get(f"/api/v1/monitor/{path}") as response:
        assert response.status == status, await response.text()
        return await response.json()


async def consult(node: Node) -> tuple[Client, Client, str]:
    selling = await connect_agent(node)
    await selling.send(Available())
    await selling.agent("available")
    buying = await connect_buyer(node)
    join = Join(
        product="dress-linen-midi",
        purpose=Purpose.SHOWING,
        language="en",
        country="BR",
        time_zone="America/Sao_Paulo",
    )
    await buying.send(join)
    offered = await selling.until(AgentState, lambda state: state.offer is not None)
    assert offered.offer is not None
    identifier = offered.offer.consultation.id
    connected = TimelineEvent(kind="connected", values={"setup_ms": 250})
    await buying.send(ReportEvent(consultation=identifier, event=connected))
    await selling.send(Accept(consultation=identifier))
    await buying.buyer("active")
    return buying, selling, identifier


async def test_a_consultation_can_be_replayed_while_it_is_live_and_after_its_end(
    node: Node, http: aiohttp.ClientSession
) -> None:
    buying, selling, identifier = await consult(node)
    await buying.send(LatencyReport(consultation=identifier, window=window()))
    complaint = TimelineEvent(kind="complaint", reason="picture", age_ms=100)
    await selling.send(ReportEvent(consultation=identifier, event=complaint))
    await selling.send(End(consultation="no-such"))
    await selling.until(Error)  # by now the event before it is taken in

    live = await get(http, f"consultations/{identifier}")
    assert live["ended_ms"] is None
    assert live["agent_region"] == "Asia/Shanghai"
    (seen,) = live["to_buyer"]
    assert (seen["newest_ms"], seen["bound_ms"], seen["network_ms"], seen["loss_share"]) == (199, 12, 100, 0.01)
    assert {event["kind"] for event in live["events"]} == {"connected", "offered", "accepted", "complaint"}

    await buying.send(End(consultation=identifier))
    await buying.buyer("ended")
    await buying.send(Rate(consultation=identifier, stars=1, comment="it froze"))
    await buying.until(Saved)
    await node.services.matchmaker.flush(10)

    ended = await get(http, f"consultations/{identifier}")
    assert ended["kept"]
    assert (ended["end_reason"], ended["stars"], ended["comment"]) == ("buyer_ended", 1, "it froze")
    assert ended["to_buyer"] == live["to_buyer"]
    kinds = [(event["by"], event["kind"]) for event in ended["events"]]
    assert ("agent", "complaint") in kinds
    assert ("service", "ended") in kinds
    assert ("buyer", "rated") in kinds
    assert [event["at_ms"] for event in ended["events"]] == sorted(event["at_ms"] for event in ended["events"])


async def test_history_overview_and_routes_tell_of_what_was(node: Node, http: aiohttp.ClientSession) -> None:
    buying, _selling, identifier = await consult(node)
    await buying.send(LatencyReport(consultation=identifier, window=window(within_ms=1500, late_ms=500)))
    await buying.send(End(consultation=identifier))
    await buying.buyer("ended")
    await node.services.matchmaker.flush(10)
    await node.services.keeper.roll_up("demo")

    overview = await get(http, "overview")
    for span in ("today", "last_hour", "last_5_minutes"):
        assert (overview[span]["frames"], overview[span]["within_share"]) == (60, 0.75)
    assert overview["budget"]["due_s"] == 2

    history = await get(http, "history?step=minute")
    assert sum(point["figures"]["frames"] for point in history["points"]) == history["total"]["figures"]["frames"] == 60
    assert history["total"]["connect"]["n"] == 1
    assert history["total"]["consultations"] == 1
    assert 160 <= history["total"]["figures"]["p50_ms"] <= 200

    (route,) = (await get(http, "routes"))["items"]
    assert (route["country"], route["region"], route["consultations"]) == ("BR", "Asia/Shanghai", 1)
    assert route["over_floor"] == pytest.approx(route["figures"]["p50_ms"] / route["floor_ms"])
    (path,) = (await get(http, "routes?by=path"))["items"]
    assert (path["path"], path["country"], path["figures"]["due_s"]) == ("direct", None, 2)


@pytest.mark.parametrize("query", ["from_ms=5&to_ms=5", "step=minute&from_ms=0", "step=week", "from_ms=-1"])
async def test_a_history_that_cannot_be_is_refused(http: aiohttp.ClientSession, query: str) -> None:
    assert (await get(http, f"history?{query}", 400))["code"] == "invalid-request"


async def test_probes_are_shown_apart(node: Node, http: aiohttp.ClientSession) -> None:
    now = node.services.clock.now_ms()
    probes = node.services.monitor.probes
    for back, region in ((2000, "eu-1"), (1000, "eu-1"), (0, "us-1")):
        await probes.record_probe(
            ProbeResult(region=region, path="relay", at_ms=now - back, within_target=back > 0, error="e" * 300)
        )
    items = (await get(http, "probes"))["items"]
    assert [(item["region"], len(item["error"])) for item in items] == [("us-1", 200), ("eu-1", 200), ("eu-1", 200)]
    assert [(item.region, item.at_ms) for item in await probes.newest()] == [("eu-1", now - 1000), ("us-1", now)]
    assert (await get(http, "overview"))["today"]["frames"] == 0


async def test_an_alert_is_acknowledged_and_silenced_over_http(node: Node, http: aiohttp.ClientSession) -> None:
    now = node.services.clock.now_ms()
    for step, length in (("minute", 60_000), ("hour", HOUR_MS), ("day", 24 * HOUR_MS)):
        at_ms = now // length * length
        await node.services.recorder.archive.save_history("demo", step, {at_ms: Sums(late_ms=120_000)})  # type: ignore[arg-type]
    await node.services.monitor.alerts.evaluate_all()
    listing = await get(http, "alerts")
    assert "fast-burn" in {alert["id"] for alert in listing["firing"]}

    path = "/api/v1/monitor/alerts/fast-burn"
    async with http.post(f"{path}/acknowledgement", json={"reason": "looking"}) as response:
        assert (await response.json())["acknowledged"]["by"] == "Mei Lin"
    body = {"until_ms": now + HOUR_MS, "reason": "carrier works"}
    async with http.post(f"{path}/silence", json=body) as response:
        assert (await response.json())["firing"][0]["silenced"]["reason"] == "carrier works"
    async with http.delete(f"{path}/silence") as response:
        assert "silenced" not in (await response.json())["firing"][0]
    async with http.post("/api/v1/monitor/alerts/no-such/silence", json=body) as response:
        assert (response.status, (await response.json())["code"]) == (404, "unknown-alert")


@pytest.mark.parametrize("path", ["overview", "history", "routes", "probes", "alerts", "consultations/c1"])
async def test_the_monitor_is_for_supervisors(node: Node, path: str) -> None:
    cookies = {COOKIE: await sign_in(node, "tom")}
    async with (
        aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True)) as agent,
        agent.get(f"{node.url}/api/v1/monitor/{path}") as response,
    ):
        assert (response.status, (await response.json())["code"]) == (403, "not-supervisor")


async def test_an_unknown_consultation_is_not_found(http: aiohttp.ClientSession) -> None:
    assert (await get(http, "consultations/no-such", 404))["code"] == "unknown-consultation"


async def test_events_are_taken_from_who_is_in_the_consultation_and_not_too_many(node: Node) -> None:
    buying, _selling, identifier = await consult(node)
    stranger = await connect_buyer(node, "mallory")
    message = ReportEvent(consultation=identifier, event=TimelineEvent(kind="complaint"))
    await stranger.send(message)
    assert (await stranger.until(Error)).code == "not-your-consultation"
    for _ in range(61):
        await buying.send(message)
    assert (await buying.until(Error)).code == "rate-limited"
    for _ in range(70):
        await buying.send(LatencyReport(consultation=identifier, window=window()))
    refused = await buying.until(Error, lambda error: error.of == "latency-report")
    assert refused.code == "rate-limited"
