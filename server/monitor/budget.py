"""The objective as an error budget, and when its spending calls somebody. Decides without I/O: `now_ms` is given.

The objective is the share of due seconds within target; the budget is the rest. The burn rate is the share of seconds
not within target, divided by the budget: 1 spends just all of it in `WINDOW_DAYS`. Windows and thresholds are those of
the Site Reliability Workbook (Google, 2018, chapter 5, "multiwindow, multi-burn-rate alerts"): the long window says
that it matters, the short one that it still goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from server.latency import DAY_MS, HOUR_MS, Moment
from signaling.messages import BurnRate, ErrorBudget

WINDOW_DAYS: Final = 30
LEAST_DUE_S: Final = 60
"""Less than a minute of pictures in the short window proves nothing: nobody is called, and no call is taken back."""

_HOUR_S: Final = HOUR_MS // 1000


@dataclass(frozen=True)
class Rule:
    """One alert: it fires when both windows burn at `threshold` or faster."""

    id: str
    severity: Literal["page", "ticket"]
    threshold: float
    long_s: int
    short_s: int


RULES: Final = (
    Rule("fast-burn", "page", 14.4, _HOUR_S, 300),
    Rule("slow-burn", "page", 6, 6 * _HOUR_S, 1800),
    Rule("steady-burn", "ticket", 1, 72 * _HOUR_S, 6 * _HOUR_S),
)

BURN_WINDOWS_S: Final = (300, _HOUR_S, 6 * _HOUR_S, 72 * _HOUR_S)
"""What pages are shown of the present rates."""


@dataclass(frozen=True)
class Verdict:
    """What a rule says now."""

    rule: Rule
    long: BurnRate
    short: BurnRate
    fires: bool


def burn_rate(moments: Iterable[Moment], window_s: int, now_ms: int, objective: float) -> BurnRate:
    """How fast the budget was spent in the window that ends at `now_ms`; moments that overlap it count whole."""
    from_ms = now_ms - window_s * 1000
    inside = [moment for moment in moments if moment.at_ms + moment.length_ms > from_ms and moment.at_ms <= now_ms]
    due_ms = sum(moment.within_ms + moment.late_ms + moment.missing_ms for moment in inside)
    if not due_ms:
        return BurnRate(window_s=window_s, due_s=0)
    # Divided once, of whole milliseconds, so that a rate on the threshold is not lost to rounding.
    lost_ms = due_ms - sum(moment.within_ms for moment in inside)
    return BurnRate(window_s=window_s, due_s=due_ms / 1000, rate=round(lost_ms / (due_ms * (1 - objective)), 6))


def judge(
    moments: Sequence[Moment], firing: frozenset[str], now_ms: int, objective: float, rules: Sequence[Rule] = RULES
) -> list[Verdict]:
    """What every rule says, given which ones have been firing.

    A firing rule is taken back when the long window is below its threshold, or the short one is and rests on enough.
    """
    verdicts = []
    for rule in rules:
        long = burn_rate(moments, rule.long_s, now_ms, objective)
        short = burn_rate(moments, rule.short_s, now_ms, objective)
        burns = (long.rate or 0) >= rule.threshold
        proven = short.due_s >= LEAST_DUE_S
        goes_on = (short.rate or 0) >= rule.threshold
        fires = burns and (goes_on if proven else rule.id in firing)
        verdicts.append(Verdict(rule, long, short, fires))
    return verdicts


def budget(moments: Sequence[Moment], now_ms: int, objective: float) -> ErrorBudget:
    """What is left of the budget of the last `WINDOW_DAYS` days, and how fast it is being spent."""
    from_ms = now_ms - WINDOW_DAYS * DAY_MS
    inside = [moment for moment in moments if moment.at_ms + moment.length_ms > from_ms]
    within_ms = sum(moment.within_ms for moment in inside)
    missing_ms = sum(moment.missing_ms for moment in inside)
    due_ms = within_ms + missing_ms + sum(moment.late_ms for moment in inside)
    left = 1 - (due_ms - within_ms) / (due_ms * (1 - objective)) if due_ms else None
    return ErrorBudget(
        objective=objective,
        window_days=WINDOW_DAYS,
        due_s=due_ms / 1000,
        within_s=within_ms / 1000,
        missing_s=missing_ms / 1000,
        left_share=None if left is None else round(left, 6),
        burn=[burn_rate(moments, window_s, now_ms, objective) for window_s in BURN_WINDOWS_S],
    )
