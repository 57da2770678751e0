"""The story of a consultation over two nodes on one Redis, told by clients of the wire protocol."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.records import HistoryItem
from server.redis import open_redis
from signaling.messages import (
    Accept,
    Available,
    Away,
    Candidate,
    Chat,
    Decline,
    Description,
    End,
    Error,
    FirstFrame,
    GoingAway,
    Join,
    LatencyReport,
    LatencyWindow,
    Leave,
    MediaState,
    MonitorUpdate,
    Outcome,
    PeerCandidate,
    PeerDescription,
    Purpose,
    QueueStatus,
    Rate,
    RelayedCandidate,
    RelayedDescription,
    RelayedRestartIce,
    RequestCallback,
    RestartIce,
    RestartPeer,
    Role,
    Saved,
    SaveOutcome,
    SendChat,
    SetMedia,
    Superseded,
)
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS
from tests.support.node import (
    Client,
    Node,
    connect_agent,
    connect_buyer,
    connect_monitor,
    make_config,
    run_node,
    sign_in,
)

JOIN = Join(
    product="dress-linen-midi", purpose=Purpose.SHOWING, language="en-GB", country="BR", time_zone="America/Bahia"
)


@pytest.fixture
async def redis_url(tmp_path: Path) -> AsyncIterator[str]:
    async with open_redis(None, tmp_path) as client:
        yield f"unix://{client.connection_pool.connection_kwargs['path']}"


@pytest.fixture
async def nodes(tmp_path: Path, redis_url: str) -> AsyncIterator[tuple[Node, Node]]:
    """Two nodes on one Redis and one database; short leases so that a loss is soon believed."""
    settings: dict[str, Any] = {"lease_s": 2, "reconnect_grace_s": 1, "offer_deadline_s": 10, "relax_after_s": 1}
    async with (
        run_node(make_config(tmp_path, redis_url, **settings)) as east,
        run_node(make_config(tmp_path, redis_url, **settings), seed=False) as west,
    ):
        yield east, west


async def ring(nodes: tuple[Node, Node], agent: str = "mei", buyer: str = "bea") -> tuple[Client, Client, str]:
    """A buyer on one node rings an agent on the other: (buyer, agent, consultation id)."""
    east, west = nodes
    selling = await connect_agent(west, agent)
    await selling.send(Available())
    await selling.agent("available")
    buying = await connect_buyer(east, buyer)
    await buying.send(JOIN)
    ringing = await buying.buyer("ringing")
    assert ringing.consultation is not None
    return buying, selling, ringing.consultation.id


async def consult(nodes: tuple[Node, Node]) -> tuple[Client, Client, str]:
    """As `ring`, accepted."""
    buying, selling, consultation = await ring(nodes)
    await selling.send(Accept(consultation=consultation))
    await selling.agent("busy")
    await buying.buyer("active")
    return buying, selling, consultation


async def test_a_buyer_on_one_node_rings_an_agent_on_another(nodes: tuple[Node, Node]) -> None:
    _buying, selling, consultation = await ring(nodes)

    offered = await selling.agent("offered")

    assert offered.offer is not None
    offer = offered.offer
    assert offer.consultation.id == consultation
    assert offer.consultation.product.title == "Linen midi dress"
    assert (offer.buyer_country, offer.buyer_time_zone) == ("BR", "America/Bahia")
    assert not offer.consultation.polite
    assert offer.consultation.purpose is Purpose.SHOWING


async def test_both_sides_connect_while_it_rings(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await ring(nodes)
    description = Description(type="offer", sdp="v=0\r\n")
    candidate = Candidate(candidate="candidate:1 1 udp 1 192.0.2.1 5000 typ host", sdpMid="0", sdpMLineIndex=0)

    await selling.send(PeerDescription(consultation=consultation, generation=1, description=description))
    await buying.send(PeerCandidate(consultation=consultation, generation=1, candidate=candidate))

    assert (await buying.until(RelayedDescription)).description == description
    assert (await selling.until(RelayedCandidate)).candidate == candidate


async def test_a_buyers_wish_for_an_ice_restart_is_taken_to_the_agent(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await consult(nodes)
    await buying.send(RestartIce(consultation=consultation, generation=1))
    assert (await selling.until(RelayedRestartIce)).generation == 1


async def test_signaling_of_an_older_peer_connection_is_dropped(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await consult(nodes)
    await selling.send(RestartPeer(consultation=consultation, generation=1))
    state = await buying.buyer("active")
    assert state.consultation is not None
    assert state.consultation.generation == 2

    for generation, sdp in ((1, "old"), (2, "new")):
        description = Description(type="offer", sdp=sdp)
        await selling.send(PeerDescription(consultation=consultation, generation=generation, description=description))

    assert (await buying.until(RelayedDescription)).description.sdp == "new"


async def test_nobody_else_can_signal_or_end_a_consultation(nodes: tuple[Node, Node]) -> None:
    buying, _, consultation = await consult(nodes)
    stranger = await connect_buyer(nodes[1], "mallory")

    description = PeerDescription(consultation=consultation, generation=1, description=Description(type="offer"))
    for message in (description, End(consultation=consultation), SendChat(consultation=consultation, id="x", text="x")):
        await stranger.send(message)
        assert (await stranger.until(Error)).code == "not-your-consultation"

    await buying.send(SendChat(consultation=consultation, id="m1", text="still here"))
    assert (await buying.until(Chat)).line.text == "still here"


async def test_an_accepted_consultation_is_kept_with_all_that_came_of_it(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await consult(nodes)
    buckets = [0] * (len(HISTOGRAM_EDGES_MS) + 1)
    buckets[HISTOGRAM_EDGES_MS.index(200)] = 50
    buckets[HISTOGRAM_EDGES_MS.index(TARGET_MS)] = 10
    window = LatencyWindow(kind="measured", buckets=buckets, sum_ms=15_000, within_ms=1800, late_ms=200)

    await selling.send(FirstFrame(consultation=consultation, elapsed_ms=97, bound_ms=3))
    await buying.send(LatencyReport(consultation=consultation, window=window))
    await buying.send(SendChat(consultation=consultation, id="m1", text="Is it lined?"))
    assert (await selling.until(Chat)).line.sender is Role.BUYER
    await buying.send(End(consultation=consultation))
    await buying.buyer("ended")
    wrap_up = await selling.agent("wrap_up")
    assert wrap_up.notice == "buyer-left"
    outcome = SaveOutcome(
        consultation=consultation, outcome=Outcome.BOUGHT, size_advised="38", note="between two sizes"
    )
    await selling.send(outcome)
    assert (await selling.until(Saved)).what == "outcome"
    await buying.send(Rate(consultation=consultation, stars=5, comment="saw the seam"))
    assert (await buying.until(Saved)).what == "rating"
    await selling.agent("available")

    item = await history_item(nodes[0], lambda item: item.p50_ms is not None)
    assert (item.outcome, item.size_advised, item.stars, item.comment) == ("bought", "38", 5, "saw the seam")
    assert (item.end_reason, item.accept_to_first_frame_ms) == ("buyer_ended", 97)
    assert item.within_share == pytest.approx(0.9)
    assert item.p50_ms is not None
    assert 160 <= item.p50_ms <= 200


async def history_item(node: Node, ready: Any) -> HistoryItem:
    """The newest item of the history once it is `ready`; records are kept in the background."""
    async with asyncio.timeout(10):
        while True:
            page = await node.services.records.history("demo")
            if page.items and ready(page.items[0]):
                return page.items[0]
            await asyncio.sleep(0.02)


async def test_a_declined_offer_goes_to_the_next_agent(nodes: tuple[Node, Node]) -> None:
    _buying, first, consultation = await ring(nodes, "mei")
    second = await connect_agent(nodes[0], "tom")
    await second.send(Available())
    await second.agent("available")

    await first.send(Decline(consultation=consultation))

    offered = await second.agent("offered")
    assert offered.offer is not None
    assert offered.offer.consultation.id != consultation
    assert (await first.agent("available")).offer is None


async def test_going_away_while_it_rings_passes_the_offer_on(nodes: tuple[Node, Node]) -> None:
    buying, selling, _ = await ring(nodes)
    await selling.agent("offered")
    await selling.send(Away())
    assert (await selling.agent("away")).offer is None
    assert (await buying.buyer("waiting")).notice == "offer-missed"
    assert (await buying.until(QueueStatus)).agents == 0


async def test_an_agent_who_accepts_an_abandoned_ticket_is_told(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await ring(nodes)
    await selling.agent("offered")
    await buying.send(Leave())
    assert (await selling.agent("available")).notice == "offer-withdrawn"
    await selling.send(Accept(consultation=consultation))
    assert (await selling.until(Error)).code == "offer-gone"


async def test_an_unanswered_offer_ends_at_its_deadline(tmp_path: Path, redis_url: str) -> None:
    async with run_node(make_config(tmp_path, redis_url, offer_deadline_s=1)) as node:
        buying, selling, _ = await ring((node, node))
        await selling.agent("offered")
        missed = await selling.agent("away")
        assert missed.notice == "offer-missed"
        waiting = await buying.buyer("waiting")
        assert waiting.notice == "offer-missed"


async def test_place_in_line_changes_live(nodes: tuple[Node, Node]) -> None:
    first, second = [await connect_buyer(nodes[number], name) for number, name in enumerate(("ann", "bob"))]
    await first.send(JOIN)
    assert (await first.until(QueueStatus)).position == 1
    await second.send(JOIN)
    assert (await second.until(QueueStatus)).position == 2
    await first.send(Leave())
    assert (await second.until(QueueStatus)).position == 1


async def test_after_the_wait_an_agent_of_another_language_is_offered_and_both_are_told(
    nodes: tuple[Node, Node],
) -> None:
    selling = await connect_agent(nodes[1], "tom")
    await selling.send(Available())
    await selling.agent("available")
    buying = await connect_buyer(nodes[0])
    await buying.send(Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="zh-CN"))

    ringing = await buying.buyer("ringing")
    offered = await selling.agent("offered")

    assert ringing.consultation is not None
    assert ringing.consultation.language_differs
    assert offered.offer is not None
    assert offered.offer.consultation.language_differs


async def test_a_reload_in_line_keeps_the_place(nodes: tuple[Node, Node]) -> None:
    buying = await connect_buyer(nodes[0])
    await buying.send(JOIN)
    await buying.buyer("waiting")
    buying.kill()
    again = await connect_buyer(nodes[1])
    state = await again.buyer("waiting")
    assert state.product is not None
    assert (await again.until(QueueStatus)).position == 1


async def test_a_closed_tab_leaves_the_line(nodes: tuple[Node, Node]) -> None:
    watching = await connect_monitor(nodes[1])
    buying = await connect_buyer(nodes[0])
    await buying.send(JOIN)
    await buying.buyer("waiting")
    await watching.until(MonitorUpdate, lambda update: update.waiting == 1)
    await buying.close()
    await watching.until(MonitorUpdate, lambda update: update.waiting == 0)


async def test_of_two_tabs_the_second_takes_over_and_the_first_is_told(nodes: tuple[Node, Node]) -> None:
    first = await connect_buyer(nodes[0], tab="tab-1")
    await first.send(JOIN)
    await first.buyer("waiting")
    second = await connect_buyer(nodes[1], tab="tab-2")
    await first.until(Superseded)
    assert await first.closed() == 4001
    assert (await second.buyer("waiting")).purpose is Purpose.SHOWING
    await second.send(Leave())
    await second.buyer("idle")


async def test_a_killed_agent_gives_the_buyer_his_place_back(nodes: tuple[Node, Node]) -> None:
    buying, selling, _ = await consult(nodes)
    selling.kill()
    gone = await buying.buyer("active")
    assert gone.consultation is not None
    assert not gone.consultation.peer_connected
    waiting = await buying.buyer("waiting")
    assert waiting.notice == "agent-lost"
    assert (await buying.until(QueueStatus)).position == 1


async def test_an_agent_back_within_the_grace_goes_on(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await consult(nodes)
    cookie = await sign_in(nodes[0], "mei")
    selling.kill()
    back = await connect_agent(nodes[0], cookie=cookie)
    busy = await back.agent("busy")
    assert busy.consultation is not None
    assert busy.consultation.id == consultation
    await buying.send(SendChat(consultation=consultation, id="m1", text="there you are"))
    await back.until(Chat)


async def test_a_lost_buyer_leaves_the_agent_to_wrap_up(nodes: tuple[Node, Node]) -> None:
    buying, selling, _ = await consult(nodes)
    buying.kill()
    wrap_up = await selling.agent("wrap_up")
    assert wrap_up.notice == "buyer-left"
    assert wrap_up.consultation is not None
    assert wrap_up.consultation.end_reason == "buyer_lost"


async def test_a_stopping_node_drops_no_consultation(nodes: tuple[Node, Node]) -> None:
    buying, selling, consultation = await consult(nodes)
    east, west = nodes
    await east.stop()
    await buying.until(GoingAway)
    assert await buying.closed() == 1012
    back = await connect_buyer(west)
    state = await back.buyer("active")
    assert state.consultation is not None
    assert state.consultation.id == consultation
    assert state.consultation.peer_connected
    await selling.send(SetMedia(consultation=consultation, media=MediaState(camera=True, microphone=True)))
    seen = await back.buyer("active")
    assert seen.consultation is not None
    assert seen.consultation.peer_media.camera


async def test_a_repeated_line_of_chat_is_stored_once(nodes: tuple[Node, Node]) -> None:
    buying, _selling, consultation = await consult(nodes)
    for _ in range(2):
        await buying.send(SendChat(consultation=consultation, id="m1", text="hello"))
        await buying.until(Chat)
    assert len(await nodes[0].services.records.chat(consultation)) == 1


async def test_a_callback_is_kept_and_listed(nodes: tuple[Node, Node]) -> None:
    buying = await connect_buyer(nodes[0])
    at_ms = nodes[0].services.clock.now_ms() + 3_600_000
    request = RequestCallback(
        id="k1",
        product="dress-linen-midi",
        purpose=Purpose.SIZING,
        language="en",
        at_ms=at_ms,
        time_zone="America/Bahia",
        contact="ana@example.com",
    )
    await buying.send(request)
    assert (await buying.until(Saved)).id == "k1"
    kept = await nodes[1].services.records.callbacks("demo")
    assert [(item.at_ms, item.time_zone, item.contact) for item in kept] == [
        (at_ms, "America/Bahia", "ana@example.com")
    ]


async def test_the_monitor_shows_a_live_consultation_with_its_latency(nodes: tuple[Node, Node]) -> None:
    watching = await connect_monitor(nodes[1])
    buying, selling, consultation = await consult(nodes)
    buckets = [0] * (len(HISTOGRAM_EDGES_MS) + 1)
    buckets[3] = 60
    window = LatencyWindow(kind="measured", buckets=buckets, within_ms=2000, newest_ms=48, bound_ms=3, path="direct")
    await buying.send(LatencyReport(consultation=consultation, window=window))

    update = await watching.until(MonitorUpdate, lambda update: update.live and update.live[0].to_buyer)

    live = update.live[0]
    assert live.to_buyer is not None
    assert (live.id, live.to_buyer.newest_ms, live.to_buyer.path, live.to_buyer.within_share) == (
        consultation,
        48,
        "direct",
        1.0,
    )
    assert sum(sum(minute.buckets) for minute in update.minutes) == 60
    await selling.send(End(consultation=consultation))
    assert (await watching.until(MonitorUpdate, lambda update: update.gone)).gone == [consultation]
