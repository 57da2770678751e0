"""What 500 live consultations cost a node: taking their windows in, and telling a monitor of them.

Simulated seconds are run one after the other over a real Redis, and the process' own CPU is read: decoding each window
as it comes over the socket, keeping it, the flush each second, and the frame that a monitor gets. The sockets
themselves are left to the bench `server-cost`.
"""

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from server.app import spare_collector
from server.database import Database, upgrade
from server.latency import Archive, LatencyRecorder, Metrics
from server.monitor.board import Condition, LiveBoard
from server.records import Records
from server.redis import open_redis
from signaling.consultation import Consultation, State
from signaling.messages import LatencyReport, Purpose, Role, decode_client_message, encode
from signaling.waiting_room import WaitingRoom
from tests.bench.figures import Figure
from tests.bench.server_cost import WINDOW
from tests.support.redis import Clock

CONSULTATIONS = 500
SECONDS = 10
RUNS = 3
SHOP = "acme"


async def measure() -> list[Figure]:
    """Shares of one core, and what a monitor receives."""
    intake: list[float] = []
    watched: list[float] = []
    received: list[float] = []
    clock = Clock()
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}"
        await upgrade(url)
        db = await Database.open(url)
        async with open_redis(None, Path(folder)) as redis:
            recorder = LatencyRecorder(redis, Records(db), Archive(db), Metrics(), clock.now_ms)
            room = WaitingRoom(redis, SHOP, clock.now_ms)
            board = LiveBoard(recorder.store, lambda _: room, _no_condition, clock.now_ms)
            for number in range(CONSULTATIONS):
                await recorder.started(SHOP, _consultation(number, clock.ms), "Linen midi dress", "Asia/Shanghai")
            spare_collector()
            for _ in range(RUNS):
                intake.append(await _run(recorder, None, clock, received))
                watched.append(await _run(recorder, board, clock, received))
        await db.close()
    gc.unfreeze()
    return [
        Figure(f"taking in the windows of {CONSULTATIONS} consultations", "% of a core", intake),
        Figure("the same, and telling a monitor", "% of a core", watched, "< 5"),
        Figure("what the monitor receives", "kB/s", received),
    ]


async def _no_condition(_shop: str) -> Condition | None:
    return None


async def _run(recorder: LatencyRecorder, board: LiveBoard | None, clock: Clock, received: list[float]) -> float:
    """Simulate `SECONDS` and return the CPU they took as % of one core."""
    frames = [encode(LatencyReport(consultation=f"c{number}", window=WINDOW)) for number in range(CONSULTATIONS)]
    told, _ = await board.frame(SHOP, None) if board else (0, None)
    sent = 0
    began = time.process_time()
    for second in range(SECONDS):
        clock.advance(1000)
        for number in range(second % 2, CONSULTATIONS, 2):  # each side reports every 2 s
            for role in Role:
                message = decode_client_message(frames[number])
                assert isinstance(message, LatencyReport)
                recorder.report(SHOP, message.consultation, role, message.window, "Chrome 142")
        await recorder.flush()
        if board is not None:
            told, frame = await board.frame(SHOP, told)
            sent += len(frame or "")
    share = (time.process_time() - began) / SECONDS * 100
    if board is not None:
        received.append(sent / SECONDS / 1000)
    return share


def _consultation(number: int, now_ms: int) -> Consultation:
    return Consultation(
        id=f"c{number}",
        buyer=f"b{number}",
        agent=f"a{number}",
        agent_name=f"Agent {number}",
        product="dress-linen-midi",
        purpose=Purpose.SHOWING,
        language="en",
        buyer_country="BR",
        buyer_time_zone="America/Sao_Paulo",
        place_ms=now_ms,
        joined_ms=now_ms,
        offered_ms=now_ms,
        accepted_ms=now_ms,
        deadline_ms=now_ms,
        state=State.ACTIVE,
        version=2,
        generation=1,
    )
