"""A simulated consultation for the monitor: a link that loses its rate for a while, and what was done about it.

Nothing here was measured. The same id gives the same course.
"""

import random
from typing import Any, Final

from server.monitor import views
from signaling.messages import Purpose
from signaling.target import TARGET_MS

WINDOW_MS: Final = 2000
_LENGTH_S: Final = 300
_TROUBLE_S: Final = range(84, 150)
"""When the link has a sixth of its rate; the first seconds of it are late, until the ceiling is down."""


def _window(at_ms: int, second: int, rng: random.Random, scale: float) -> views.TimelineWindow:
    trouble = second in _TROUBLE_S
    queue = 620 * max(0.0, 1 - (second - _TROUBLE_S.start) / 16) if trouble else 0.0
    relayed = second >= 104
    newest = (215 - 35 * relayed + rng.uniform(-14, 22) + queue) * scale
    late = newest > TARGET_MS
    unmeasured = 196 <= second < 204
    small = _TROUBLE_S.start + 6 <= second < _TROUBLE_S.stop + 10
    known: dict[str, Any] = {
        "newest_ms": None if unmeasured else round(newest),
        "p50_ms": None if unmeasured else newest * 0.97,
        "p95_ms": None if unmeasured else newest * 1.18,
        "bound_ms": None if unmeasured else round(18 + 26 * (second < 12) + rng.uniform(0, 6)),
        "capture_encode_ms": None if unmeasured else newest * 0.12,
        "network_ms": None if unmeasured else newest * 0.5,
        "jitter_buffer_ms": None if unmeasured else newest * 0.27,
        "decode_render_ms": None if unmeasured else newest * 0.08,
    }
    return views.TimelineWindow(
        at_ms=at_ms,
        kind="missing" if unmeasured else "measured",
        within_ms=0 if unmeasured or late else WINDOW_MS,
        late_ms=WINDOW_MS if late and not unmeasured else 0,
        missing_ms=WINDOW_MS if unmeasured else 0,
        path="relay" if relayed else "direct",
        codec="VP8",
        rtt_ms=round(172 - 30 * relayed + rng.uniform(-8, 12) + queue * 0.7),
        loss_share=round(max(0.0, rng.gauss(0.003, 0.004) + (0.03 if 86 <= second < 100 else 0)), 4),
        width=320 if small else 1280,
        height=180 if small else 720,
        frames_per_second=15 if small else 30,
        bitrate_bps=round((310_000 if trouble else 1_450_000) * rng.uniform(0.9, 1.08)),
        freezes=1 if second in (86, 90) else 0,
        frozen_ms=640 if second in (86, 90) else 0,
        mouth_to_ear_ms=round(190 + rng.uniform(-10, 14) + queue * 0.6),
        concealed_share=0.02 if 86 <= second < 96 else 0.001,
        **known,
    )


_EVENTS: Final[tuple[tuple[float, str, str, str, dict[str, float]], ...]] = (
    (-6.2, "service", "offered", "", {}),
    (-0.1, "agent", "accepted", "", {}),
    (-4.9, "buyer", "connected", "", {"setup_ms": 412}),
    (0.1, "buyer", "first-frame", "", {"elapsed_ms": 96}),
    (31, "agent", "camera-switched", "", {}),
    (85.1, "agent", "governor", "queue", {"queue_ms": 160, "pause_ms": 420, "ceiling_kbps": 380}),
    (85.6, "agent", "governor", "standing-queue", {"ceiling_kbps": 420, "queue_ms": 61}),
    (90.4, "agent", "governor", "picture", {"lines": 480, "frames_per_second": 15}),
    (97, "buyer", "complaint", "", {}),
    (103.2, "buyer", "ice-restart", "", {}),
    (104.5, "buyer", "route", "relay-faster", {"from_ms": 176, "to_ms": 142}),
    (152.6, "agent", "governor", "probe", {"ceiling_kbps": 900}),
    (160.1, "agent", "governor", "picture", {"lines": 480, "frames_per_second": 30}),
    (196.2, "buyer", "reconnecting", "socket", {}),
    (203.8, "buyer", "connected", "socket", {}),
    (221, "agent", "governor", "something-new", {}),
    (300, "service", "ended", "buyer_ended", {}),
    (312, "buyer", "rated", "", {"stars": 2}),
)


def timeline(consultation: str, started_ms: int) -> views.Timeline:
    """The whole course of a consultation that has ended."""
    rng = random.Random(consultation)
    steps = range(0, _LENGTH_S, WINDOW_MS // 1000)
    at = [started_ms + second * 1000 for second in steps]
    return views.Timeline(
        id=consultation,
        purpose=Purpose.SHOWING,
        product_title="Linen midi dress",
        agent_name="Mei Lin",
        language="pt-BR",
        buyer_country="BR",
        agent_region="Asia/Shanghai",
        buyer_browser="Chrome 142",
        agent_browser="Firefox 145",
        floor_ms=163,
        started_ms=started_ms,
        ended_ms=started_ms + _LENGTH_S * 1000,
        end_reason="buyer_ended",
        stars=2,
        comment="A imagem parou no meio",
        kept=True,
        to_buyer=[_window(ms, second, rng, 1.0) for ms, second in zip(at, steps, strict=True)],
        to_agent=[_window(ms, second, rng, 0.8) for ms, second in zip(at, steps, strict=True)],
        events=sorted(
            (
                views.TimelineEntry(at_ms=round(started_ms + s * 1000), by=by, kind=kind, reason=reason, values=values)  # type: ignore[arg-type]
                for s, by, kind, reason, values in _EVENTS
            ),
            key=lambda entry: entry.at_ms,
        ),
    )
