"""When the spending of the error budget calls somebody, decided without I/O."""

import pytest

from server.latency import DAY_MS, HOUR_MS, MINUTE_MS, Moment
from server.monitor.budget import Verdict, budget, burn_rate, judge

NOW_MS = 1_800_000_000_000 // HOUR_MS * HOUR_MS
OBJECTIVE = 0.99
NONE = frozenset[str]()


def minutes(lost_share: float, *, back: int, until: int = 0, due_ms: int = MINUTE_MS) -> list[Moment]:
    """A moment for each of the minutes from `back` to `until` minutes ago, with this share of it late."""
    late_ms = round(due_ms * lost_share)
    return [
        Moment(
            at_ms=NOW_MS - number * MINUTE_MS,
            length_ms=MINUTE_MS,
            within_ms=due_ms - late_ms,
            late_ms=late_ms,
            missing_ms=0,
        )
        for number in range(back, until, -1)
    ]


def verdicts(moments: list[Moment], firing: frozenset[str] = NONE) -> dict[str, Verdict]:
    return {verdict.rule.id: verdict for verdict in judge(moments, firing, NOW_MS, OBJECTIVE)}


def firing(moments: list[Moment], before: frozenset[str] = NONE) -> set[str]:
    return {name for name, verdict in verdicts(moments, before).items() if verdict.fires}


@pytest.mark.parametrize(
    ("rule", "burn", "back"), [("fast-burn", 14.4, 60), ("slow-burn", 6, 360), ("steady-burn", 1, 72 * 60)]
)
def test_a_rule_fires_at_its_threshold_and_not_just_below(rule: str, burn: float, back: int) -> None:
    assert rule in firing(minutes(burn / 100, back=back))
    assert rule not in firing(minutes((burn - 0.1) / 100, back=back))


def test_a_burn_that_is_over_calls_nobody_although_the_hour_was_bad() -> None:
    moments = [*minutes(0.5, back=60, until=6), *minutes(0, back=6)]
    verdict = verdicts(moments)["fast-burn"]
    assert verdict.long.rate is not None
    assert verdict.long.rate >= 14.4
    assert not verdict.fires


def test_five_bad_minutes_of_a_good_hour_call_nobody() -> None:
    moments = [*minutes(0, back=60, until=5), *minutes(0.5, back=5)]
    assert "fast-burn" not in firing(moments)


def test_missing_seconds_are_due_and_not_within() -> None:
    lost = [
        Moment(at_ms=moment.at_ms, length_ms=MINUTE_MS, within_ms=0, late_ms=0, missing_ms=MINUTE_MS)
        for moment in minutes(0, back=60)
    ]
    assert "fast-burn" in firing(lost)
    of_lost = budget(lost, NOW_MS, OBJECTIVE)
    assert (of_lost.due_s, of_lost.within_s, of_lost.missing_s) == (3600, 0, 3600)


def test_less_than_a_minute_of_pictures_calls_nobody_and_takes_no_call_back() -> None:
    thin = minutes(1, back=60, due_ms=9_000)
    assert verdicts(thin)["fast-burn"].short.due_s < 60
    assert "fast-burn" not in firing(thin)
    assert "fast-burn" in firing(thin, frozenset({"fast-burn"}))


def test_a_call_is_taken_back_once_the_short_window_is_good_again() -> None:
    moments = [*minutes(0.5, back=60, until=6), *minutes(0, back=6)]
    assert "fast-burn" not in firing(moments, frozenset({"fast-burn"}))


def test_a_call_is_taken_back_when_nothing_was_due_for_the_long_window() -> None:
    assert firing([], frozenset({"fast-burn", "slow-burn", "steady-burn"})) == set()


def test_nothing_due_is_no_rate_rather_than_a_good_one() -> None:
    assert burn_rate([], 300, NOW_MS, OBJECTIVE).rate is None
    assert budget([], NOW_MS, OBJECTIVE).left_share is None


def test_only_what_overlaps_a_window_counts_for_it() -> None:
    moments = [*minutes(1, back=120, until=61), *minutes(0, back=60)]
    assert burn_rate(moments, 3600, NOW_MS, OBJECTIVE).rate == 0
    assert burn_rate(moments, 7200, NOW_MS, OBJECTIVE).due_s > 3600


def test_the_budget_is_what_the_objective_leaves_of_thirty_days() -> None:
    half_spent = minutes(0.005, back=60)
    older = Moment(at_ms=NOW_MS - 31 * DAY_MS, length_ms=HOUR_MS, within_ms=0, late_ms=HOUR_MS, missing_ms=0)
    of_month = budget([older, *half_spent], NOW_MS, OBJECTIVE)
    assert of_month.left_share == pytest.approx(0.5)
    assert of_month.due_s == 3600
    assert budget(minutes(0.02, back=60), NOW_MS, OBJECTIVE).left_share == pytest.approx(-1)
