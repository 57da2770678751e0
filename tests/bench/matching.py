"""Matches per second and their p99, with 100, 1,000 and 10,000 tickets waiting and 1,000 idle agents.

One match is one `seek_agent` or `seek_ticket` that finds a pair: the round trip from Python with the script in Redis.
The tickets that wait want a language that only agents outside the idle thousand speak, so they stay in line throughout.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from redis.asyncio import Redis

from server.redis import open_redis
from signaling.consultation import Finished, advance
from signaling.messages import Purpose, Role
from signaling.waiting_room import WaitingRoom
from tests.bench.figures import Figure, percentile

AGENTS = 1_000
LINES = (100, 1_000, 10_000)
MATCHES = 400
RUNS = 5


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


async def measure() -> list[Figure]:
    """Interleave the sizes, run after run, so that a noisy minute hits all of them."""
    from_ticket: dict[int, list[float]] = {size: [] for size in LINES}
    from_agent: dict[int, list[float]] = {size: [] for size in LINES}
    rates: dict[int, list[float]] = {size: [] for size in LINES}
    with TemporaryDirectory() as folder:
        async with open_redis(None, Path(folder)) as redis:
            rooms = {size: await _fill(redis, size) for size in LINES}
            for run in range(RUNS):
                for size, room in rooms.items():
                    buyer_side, agent_side = await _match(room, run)
                    from_ticket[size].append(percentile(buyer_side, 0.99))
                    from_agent[size].append(percentile(agent_side, 0.99))
                    rates[size].append(1000 * len(buyer_side) / sum(buyer_side))
    figures = []
    for size in LINES:
        setting = f"{AGENTS:,} idle agents, {size:,} waiting"
        figures.append(Figure(f"match p99, a ticket looks ({setting})", "ms", from_ticket[size], "≤ 10 ms"))
        figures.append(Figure(f"match p99, an agent looks ({setting})", "ms", from_agent[size], "≤ 10 ms"))
        figures.append(Figure(f"matches one after another ({setting})", "/s", rates[size]))
    return figures


async def _fill(redis: "Redis", size: int) -> WaitingRoom:
    room = WaitingRoom(redis, f"bench{size}", _now_ms, lease_ms=3_600_000, relax_after_ms=None)
    for number in range(size):
        await room.join(f"waiting{number}", product="p", purpose=Purpose.SHOWING, language="fr")
    for number in range(AGENTS):
        await room.available(f"idle{number}", name="n", languages=["en", "de"], purposes=list(Purpose))
    return room


async def _match(room: WaitingRoom, run: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each match looked for from either side; every pairing is undone before the next."""
    buyer_side, agent_side = [], []
    for number in range(MATCHES):
        identifier = f"r{run}n{number}"
        ticket = await room.join(identifier, product="p", purpose=Purpose.SIZING, language="en")
        before = time.perf_counter()
        consultation = await room.seek_agent(ticket, identifier)
        buyer_side.append((time.perf_counter() - before) * 1000)
        assert consultation is not None
        step = advance(consultation, Finished(Role.BUYER), _now_ms())
        assert step is not None
        await room.settle(consultation, step)

        agent = await room.available("french", name="n", languages=["fr"], purposes=list(Purpose))
        before = time.perf_counter()
        consultation = await room.seek_ticket(agent, f"{identifier}a")
        agent_side.append((time.perf_counter() - before) * 1000)
        assert consultation is not None
        step = advance(consultation, Finished(Role.BUYER), _now_ms())
        assert step is not None
        await room.settle(consultation, step)
        await room.away("french", gone=True)
        await room.join(consultation.buyer, product="p", purpose=Purpose.SHOWING, language="fr")
    return buyer_side, agent_side
