"""Simulated figures for the monitor: days of latency, live consultations, one course of a consultation in trouble.

Nothing here was measured. The same seed gives the same figures.
"""

import math
import random
from typing import Any, Final

from server.monitor import views
from server.records.history import HistoryItem
from signaling.messages import (
    AlertNote,
    BurnAlert,
    BurnRate,
    ErrorBudget,
    LatencyMinute,
    LiveConsultation,
    LiveFigures,
    Outcome,
    ProbeResult,
    Purpose,
    Stage,
    Stages,
)
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
STEP_MS: Final[dict[views.Step, int]] = {"minute": MINUTE_MS, "hour": HOUR_MS, "day": DAY_MS}

_PRODUCTS: Final = ("Linen midi dress", "Trail runner", "Hand blender", "Rain jacket", "Walnut cutting board")
_AGENTS: Final = ("Mei Lin", "Tom Becker", "Ana Souza", "Li Wei", "Putri Ayu", "Joana Prado")
_COUNTRIES: Final = ("BR", "ID", "DE", "US", "FR", "GB", "JP", "MX", "ES", "TH")
_BROWSERS: Final = ("Chrome 142", "Safari 19", "Firefox 145", "Edge 142")
_FLOORS_MS: Final = {"BR": 163, "ID": 91, "DE": 120, "US": 132, "FR": 123, "GB": 122, "JP": 86, "MX": 146, "ES": 129}


def buckets(frames: int, median_ms: float, spread: float) -> list[int]:
    """Frames of a log-normal latency, by the edges of the histogram; `spread` is the deviation of its logarithm."""

    def below(ms: float) -> float:
        return 0.5 * (1 + math.erf(math.log(ms / median_ms) / (spread * math.sqrt(2))))

    shares = [below(edge) for edge in HISTOGRAM_EDGES_MS]
    counts = [round(frames * (upper - lower)) for lower, upper in zip([0.0, *shares], shares, strict=False)]
    return [*counts, 0]


def _within(counts: list[int]) -> float:
    return sum(counts[: HISTOGRAM_EDGES_MS.index(TARGET_MS) + 1]) / max(1, sum(counts))


def _quantile(counts: list[int], share: float) -> float | None:
    rank, below = share * sum(counts), 0
    for edge, frames in zip(HISTOGRAM_EDGES_MS, counts, strict=False):
        below += frames
        if frames and below >= rank:
            return float(edge)
    return None if not sum(counts) else float(HISTOGRAM_EDGES_MS[-1])


def stages(frames: int, median_ms: float) -> Stages:
    """Sums of stages whose means add up to about the median."""
    parts = (0.12, 0.55, 0.24, 0.09)
    spent = [Stage(sum_ms=frames * median_ms * part, frames=frames) for part in parts]
    return Stages(capture_encode=spent[0], network=spent[1], jitter_buffer=spent[2], decode_render=spent[3])


def _weather(at_ms: int) -> tuple[float, float, float, int]:
    """Median, spread, share not measured, and pictures at a moment: evenings are worse, and one hour was bad."""
    rng = random.Random(at_ms // MINUTE_MS)
    hour = at_ms / HOUR_MS % 24
    evening = math.exp(-(((hour - 13) / 2.5) ** 2))
    bad = 1.0 if at_ms // (10 * MINUTE_MS) % 19 == 7 else 0.0
    pictures = max(0, round(6 * math.exp(-(((hour - 11) / 5) ** 2)) + rng.uniform(-0.4, 1.2)))
    missing = rng.choice((0, 0, 0, 0.02, 0.06))
    return 190 + 110 * evening + 160 * bad + rng.uniform(-15, 15), 0.28 + 0.12 * evening + 0.15 * bad, missing, pictures


def minute(at_ms: int) -> LatencyMinute:
    """One minute of a shop's pictures towards buyers."""
    median, spread, missing, pictures = _weather(at_ms)
    pictures = max(1, pictures)
    counts = buckets(pictures * 1500, median, spread)
    due = pictures * 60_000.0
    seen = due * (1 - missing)
    freezes = round(pictures * spread)
    return LatencyMinute(
        minute_ms=at_ms,
        buckets=counts,
        within_ms=seen * _within(counts),
        late_ms=seen * (1 - _within(counts)),
        missing_ms=due * missing,
        stages=stages(sum(counts), median),
        freezes=freezes,
        frozen_ms=freezes * 310.0,
    )


def minutes(now_ms: int) -> list[LatencyMinute]:
    """The last hour."""
    newest = now_ms // MINUTE_MS * MINUTE_MS
    return [minute(newest - back * MINUTE_MS) for back in reversed(range(60))]


def figures(counts: list[int], due_s: float, missing: float, freezes: int) -> views.Figures:
    """What a histogram and its seconds come to."""
    return views.Figures(
        frames=sum(counts),
        due_s=due_s,
        within_share=_within(counts) * (1 - missing),
        missing_share=missing,
        p50_ms=_quantile(counts, 0.5),
        p95_ms=_quantile(counts, 0.95),
        p99_ms=_quantile(counts, 0.99),
        freezes=freezes,
        frozen_s=freezes * 0.31,
    )


def point(at_ms: int, step_ms: int) -> views.HistoryPoint:
    """One step of the history."""
    median, spread, missing, pictures = _weather(at_ms)
    due_s = pictures * step_ms / 1000
    counts = buckets(round(due_s * 25), median, spread)
    n = round(due_s / 300)
    return views.HistoryPoint(
        at_ms=at_ms,
        consultations=n,
        figures=figures(counts, due_s, missing, round(due_s / 100)),
        buckets=counts,
        stages=stages(sum(counts), median),
        connect=views.SetUpTimes(n=n, p50_ms=median * 1.4, p95_ms=median * 2.2),
        first_frame=views.SetUpTimes(n=n, p50_ms=median * 0.45, p95_ms=median * 0.9),
    )


def history(step: views.Step, from_ms: int, to_ms: int) -> views.History:
    """The points of a range; steps in which nothing was due are left out, as the service does."""
    step_ms = STEP_MS[step]
    first = from_ms // step_ms * step_ms
    points = [point(at, step_ms) for at in range(first, to_ms, step_ms)]
    total = point(to_ms, max(step_ms, to_ms - from_ms))
    return views.History(
        step=step, from_ms=from_ms, to_ms=to_ms, points=[p for p in points if p.figures.due_s], total=total
    )


def routes(by: views.Grouping, from_ms: int, to_ms: int) -> views.RouteTable:
    """Consultations by what they have in common; the last route has no floor, and hardly was measured."""
    rng = random.Random(by)
    known: dict[views.Grouping, list[dict[str, Any]]] = {
        "route": [{"country": c, "region": r} for c in _COUNTRIES[:6] for r in ("Asia/Shanghai", "Europe/Berlin")],
        "country": [{"country": c} for c in _COUNTRIES],
        "region": [{"region": r} for r in ("Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo")],
        "path": [{"path": p} for p in ("direct", "relay", "unknown")],
        "browser": [{"browser": b} for b in _BROWSERS],
        "codec": [{"codec": c} for c in ("VP8", "H264", "VP9", "AV1")],
    }
    items = []
    for index, group in enumerate(known[by]):
        median, n = rng.uniform(150, 420), rng.randint(3, 400)
        country = group.get("country")
        floor = float(_FLOORS_MS[country]) if country in _FLOORS_MS else None
        counts = buckets(n * 7000, median, rng.uniform(0.2, 0.4))
        seen = figures(counts, n * 290.0, 0.4 if index == len(known[by]) - 1 else 0.0, round(n * 1.4))
        over = seen.p50_ms / floor if floor and seen.p50_ms else None
        items.append(views.RouteItem(consultations=n, figures=seen, floor_ms=floor, over_floor=over, **group))
    items.sort(key=lambda item: -item.figures.due_s)
    return views.RouteTable(by=by, from_ms=from_ms, to_ms=to_ms, items=items)


def overview(now_ms: int, budget: ErrorBudget) -> views.Overview:
    """Today, the last hour, the last 5 minutes."""
    today = point(now_ms // DAY_MS * DAY_MS + 11 * HOUR_MS, DAY_MS).figures
    hour = point(now_ms, HOUR_MS).figures
    return views.Overview(
        now_ms=now_ms, time_zone="Asia/Shanghai", today=today, last_hour=hour, last_5_minutes=hour, budget=budget
    )


def budget(left_share: float = 0.62) -> ErrorBudget:
    """An error budget of which so much is left."""
    due_s = 1_900_000.0
    windows = ((300, 3.1), (1800, 1.9), (3600, 1.4), (21_600, 0.8), (259_200, 0.6))
    return ErrorBudget(
        objective=0.99,
        window_days=30,
        due_s=due_s,
        within_s=due_s * (1 - 0.01 * (1 - left_share)),
        missing_s=2600,
        left_share=left_share,
        burn=[BurnRate(window_s=window, due_s=window * 4.2, rate=rate) for window, rate in windows],
    )


def alert(now_ms: int, rule: str = "fast-burn", note: AlertNote | None = None) -> BurnAlert:
    """An alert that has fired for seven minutes."""
    return BurnAlert(
        id=rule,
        severity="ticket" if rule == "steady-burn" else "page",
        threshold=14.4,
        long=BurnRate(window_s=3600, due_s=420, rate=16.1),
        short=BurnRate(window_s=300, due_s=118, rate=21),
        since_ms=now_ms - 7 * MINUTE_MS,
        acknowledged=note,
    )


def probes(now_ms: int) -> list[ProbeResult]:
    """The newest synthetic consultations: good, late, failed."""
    return [
        ProbeResult(
            region="eu-1", path="relay", at_ms=now_ms - 4 * MINUTE_MS, within_target=True,
            setup_ms=640, p50_ms=210, p95_ms=240, bound_ms=12,
        ),
        ProbeResult(
            region="ap-1", path="direct", at_ms=now_ms - 3 * MINUTE_MS, within_target=False,
            setup_ms=1310, p50_ms=655, p95_ms=720, bound_ms=15,
        ),
        ProbeResult(
            region="sa-1", path="relay", at_ms=now_ms - 2 * MINUTE_MS, within_target=False,
            error="no relay candidate",
        ),
    ]  # fmt: skip


def live_figures(now_ms: int, rng: random.Random, kind: str = "measured") -> LiveFigures:
    """The newest window of a picture: mostly good, sometimes late."""
    if kind != "measured":
        return LiveFigures(reported_ms=now_ms, kind=kind)
    late = rng.random() < 0.04
    return LiveFigures(
        reported_ms=now_ms,
        kind=kind,
        newest_ms=round(rng.uniform(620, 1400) if late else rng.lognormvariate(math.log(230), 0.28)),
        bound_ms=rng.randint(4, 60),
        within_share=round(rng.uniform(0.6, 0.97) if late else 1 - rng.random() ** 4 * 0.05, 4),
        path=rng.choice(("direct", "direct", "relay")),
        codec=rng.choice(("VP8", "VP8", "H264", "VP9")),
        width=rng.choice((640, 1280)),
        height=rng.choice((480, 720)),
        frames_per_second=rng.choice((24, 30, 30)),
        bitrate_bps=rng.randint(300_000, 2_400_000),
        loss_share=round(rng.random() ** 3 * 0.05, 4),
        rtt_ms=rng.randint(20, 320),
        mouth_to_ear_ms=rng.randint(120, 420),
        freezes=rng.choice((0, 0, 0, 1, 3)),
    )


def live(count: int, now_ms: int, seed: int = 7) -> list[LiveConsultation]:
    """So many live consultations; each twentieth cannot be measured."""
    rng = random.Random(seed)
    entries = []
    for number in range(count):
        country = rng.choice(_COUNTRIES)
        kind = "missing" if number % 20 == 11 else "measured"
        entries.append(
            LiveConsultation(
                id=f"simulated-{number}",
                purpose=rng.choice(list(Purpose)),
                product_title=rng.choice(_PRODUCTS),
                agent_name=rng.choice(_AGENTS),
                language=rng.choice(("en", "pt-BR", "id", "zh", "de")),
                started_ms=now_ms - rng.randint(20_000, 25 * MINUTE_MS),
                buyer_country=country,
                agent_region=rng.choice(("Asia/Shanghai", "Europe/Berlin")),
                browser=rng.choice(_BROWSERS),
                floor_ms=_FLOORS_MS.get(country),
                first_frame_ms=float(rng.randint(60, 400)),
                complaints=1 if number % 31 == 5 else 0,
                to_buyer=live_figures(now_ms, rng, kind),
                to_agent=live_figures(now_ms, rng, rng.choice(("measured", "off"))),
            )
        )
    return entries


def past(now_ms: int) -> list[HistoryItem]:
    """Two consultations that have ended, one of them never measured."""
    known: dict[str, Any] = {
        "purpose": Purpose.SHOWING, "sku": "dress-linen-midi", "product_title": "Linen midi dress", "language": "pt-BR",
        "buyer_country": "BR", "agent_name": "Mei Lin", "end_reason": "buyer_ended", "outcome": Outcome.BOUGHT,
        "size_advised": "38", "note": None, "comment": None,
    }  # fmt: skip
    return [
        HistoryItem(
            id="simulated-past-1", started_ms=now_ms - HOUR_MS, ended_ms=now_ms - HOUR_MS + 300_000, stars=2,
            accept_to_first_frame_ms=96, p50_ms=214, p95_ms=640, bound_ms=24, within_share=0.94, **known,
        ),
        HistoryItem(
            id="simulated-past-2", started_ms=now_ms - 2 * HOUR_MS, ended_ms=now_ms - 2 * HOUR_MS + 90_000, stars=None,
            accept_to_first_frame_ms=None, p50_ms=None, p95_ms=None, bound_ms=None, within_share=None, **known,
        ),
    ]  # fmt: skip
