"""Two nodes' recorders over one Redis and one database, without HTTP."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis

from server.database import Database
from server.latency import Archive, LatencyKeeper, LatencyRecorder, Metrics
from server.records import ConsultationRecord, Records
from signaling.consultation import Consultation, State
from signaling.messages import LatencyWindow, Purpose, Stage, Stages
from signaling.target import HISTOGRAM_EDGES_MS
from signaling.waiting_room import WaitingRoom
from tests.support.redis import Clock

TIMELINE_DAYS = 30
HISTORY_DAYS = 400


@dataclass
class LatencyNode:
    """What a node does with latency."""

    recorder: LatencyRecorder
    keeper: LatencyKeeper
    archive: Archive


MakeNode = Callable[[], LatencyNode]


@pytest.fixture
def make_node(redis: "Redis", db: Database, room: WaitingRoom, clock: Clock) -> MakeNode:
    def make() -> LatencyNode:
        archive = Archive(db)
        recorder = LatencyRecorder(redis, Records(db), archive, Metrics(), clock.now_ms)
        keeper = LatencyKeeper(
            redis,
            recorder,
            lambda _shop: room,
            clock.now_ms,
            timeline_days=TIMELINE_DAYS,
            history_days=HISTORY_DAYS,
        )
        return LatencyNode(recorder, keeper, archive)

    return make


@pytest.fixture
def node(make_node: MakeNode) -> LatencyNode:
    return make_node()


def consultation(clock: Clock, identifier: str = "c1") -> Consultation:
    """A consultation that an agent in Shanghai has just accepted."""
    return Consultation(
        id=identifier,
        buyer=f"buyer-{identifier}",
        agent="mei",
        agent_name="Mei Lin",
        product="coat",
        purpose=Purpose.SHOWING,
        language="pt-BR",
        buyer_country="BR",
        buyer_time_zone="America/Sao_Paulo",
        place_ms=clock.ms - 9_000,
        joined_ms=clock.ms - 9_000,
        offered_ms=clock.ms - 3_000,
        accepted_ms=clock.ms,
        deadline_ms=clock.ms + 17_000,
        state=State.ACTIVE,
        version=2,
        generation=1,
    )


async def begin(node: LatencyNode, db: Database, shop: str, clock: Clock, identifier: str = "c1") -> Consultation:
    """Let a consultation be accepted, and recorded."""
    begun = consultation(clock, identifier)
    await Records(db).save_accepted(
        ConsultationRecord(
            id=begun.id,
            shop=shop,
            buyer_id=begun.buyer,
            agent_id=begun.agent,
            agent_name=begun.agent_name,
            sku=begun.product,
            product_title="Linen coat",
            purpose=begun.purpose,
            language=begun.language,
            joined_ms=begun.joined_ms,
            accepted_ms=begun.accepted_ms or 0,
            buyer_country=begun.buyer_country,
        )
    )
    await node.recorder.started(shop, begun, "Linen coat", "Asia/Shanghai")
    return begun


def window(frames: int = 60, *, latency_ms: int = 200, within_ms: int = 2000, late_ms: int = 0) -> LatencyWindow:
    """A window whose frames are all as late as this edge of the histogram."""
    buckets = [0] * (len(HISTOGRAM_EDGES_MS) + 1)
    buckets[HISTOGRAM_EDGES_MS.index(latency_ms)] = frames
    return LatencyWindow(
        kind="measured",
        buckets=buckets,
        within_ms=within_ms,
        late_ms=late_ms,
        newest_ms=latency_ms - 1,
        bound_ms=12,
        stages=Stages(network=Stage(sum_ms=frames * 100.0, frames=frames)),
        path="direct",
        codec="VP8",
        rtt_ms=120,
        packets_lost=1,
        packets_received=99,
        width=640,
        height=480,
        frames_per_second=30,
        bitrate_bps=780_000,
        freezes=1,
        frozen_ms=240,
    )
