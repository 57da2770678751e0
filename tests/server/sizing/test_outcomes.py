"""How small a garment runs, out of what was kept and what came back."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sizing import RunningSmall, SizeOutcome

SMALL, FIT, LARGE = SizeOutcome
COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def outcomes_of(item: str, category: str, small: int, fit: int, large: int) -> list[tuple[str, str, SizeOutcome]]:
    return [(item, category, SMALL)] * small + [(item, category, FIT)] * fit + [(item, category, LARGE)] * large


def test_a_shop_without_outcomes_takes_everything_to_be_true_to_size_and_says_how_unsure_it_is() -> None:
    offset = RunningSmall.from_outcomes([]).offset("dress-1", "dresses")
    assert offset.mean_sizes == pytest.approx(0)
    assert offset.standard_error > 0.5
    assert offset.n == 0


def test_what_was_mostly_too_small_runs_small_and_what_was_mostly_too_big_runs_large() -> None:
    shop = RunningSmall.from_outcomes(
        outcomes_of("tight", "dresses", 15, 15, 0)
        + outcomes_of("true", "dresses", 3, 24, 3)
        + outcomes_of("wide", "dresses", 0, 15, 15)
    )
    tight, true, wide = (shop.offset(item, "dresses") for item in ("tight", "true", "wide"))
    assert tight.mean_sizes - 2 * tight.standard_error > 0 > wide.mean_sizes + 2 * wide.standard_error
    assert abs(true.mean_sizes) < true.standard_error
    assert (tight.n, true.n, wide.n) == (30, 30, 30)


def test_an_unknown_item_is_like_its_category_and_less_certain() -> None:
    outcomes = [o for i in range(20) for o in outcomes_of(f"coat-{i}", "coats", 6, 6, 0)]
    outcomes += [o for i in range(20) for o in outcomes_of(f"shirt-{i}", "shirts", 1, 10, 1)]
    shop = RunningSmall.from_outcomes(outcomes)
    coat, known, shirt, hat = (
        shop.offset(*of) for of in (("new", "coats"), ("coat-0", "coats"), ("new", "shirts"), ("new", "hats"))
    )
    assert coat.mean_sizes > 0.5 > abs(shirt.mean_sizes)
    assert shirt.mean_sizes < hat.mean_sizes < coat.mean_sizes
    assert known.standard_error < coat.standard_error < hat.standard_error


@given(COUNTS, COUNTS)
def test_an_items_offset_lies_between_what_its_category_does_and_what_its_own_outcomes_say(
    counts: tuple[int, int, int], others: tuple[int, int, int]
) -> None:
    shop = RunningSmall.from_outcomes(outcomes_of("a", "c", *counts) + outcomes_of("b", "c", *others))
    offset = shop.offset("a", "c")
    assert math.isfinite(offset.mean_sizes)
    assert 0 < offset.standard_error <= shop.offset("unheard-of", "c").standard_error
    assert offset.n == sum(counts)


@given(COUNTS)
def test_swapping_small_and_large_turns_the_answer_round(counts: tuple[int, int, int]) -> None:
    small, fit, large = counts
    one = RunningSmall.from_outcomes(outcomes_of("a", "c", small, fit, large)).offset("a", "c")
    other = RunningSmall.from_outcomes(outcomes_of("a", "c", large, fit, small)).offset("a", "c")
    assert one.mean_sizes == pytest.approx(-other.mean_sizes, abs=1e-6)
    assert one.standard_error == pytest.approx(other.standard_error)


@given(
    st.permutations(outcomes_of("a", "c", 2, 5, 1) + outcomes_of("b", "c", 0, 3, 3) + outcomes_of("d", "e", 1, 1, 0))
)
def test_the_order_of_outcomes_changes_nothing(outcomes: list[tuple[str, str, SizeOutcome]]) -> None:
    shop, again = RunningSmall.from_outcomes(sorted(outcomes)), RunningSmall.from_outcomes(outcomes)
    assert [shop.offset(*of) for of in (("a", "c"), ("b", "c"), ("f", "g"))] == [
        again.offset(*of) for of in (("a", "c"), ("b", "c"), ("f", "g"))
    ]


def test_one_return_moves_an_item_less_than_ten_of_ten() -> None:
    background = [o for i in range(30) for o in outcomes_of(f"x-{i}", "dresses", 1, 8, 1)]
    means = [
        RunningSmall.from_outcomes(background + outcomes_of("new", "dresses", returned, 0, 0))
        .offset("new", "dresses")
        .mean_sizes
        for returned in (0, 1, 3, 10)
    ]
    assert means == sorted(means)
    assert means[1] < 0.5 * means[3]


def test_the_stated_error_covers_the_truth_of_simulated_shops() -> None:
    draw = random.Random(4)
    outcomes, truth = [], {}
    for category in ("dresses", "coats", "shirts", "trousers"):
        centre = draw.gauss(0.2, 0.3)
        for number in range(60):
            key = (f"{category}-{number}", category)
            truth[key] = draw.gauss(centre, 0.5)
            for _ in range(int(draw.expovariate(1 / 10))):
                off = draw.gauss(truth[key], 0.9)
                outcomes.append((*key, SMALL if off > 1 else LARGE if off < -1 else FIT))
    shop = RunningSmall.from_outcomes(outcomes)
    offsets = {key: shop.offset(*key) for key in truth}
    within = [abs(offset.mean_sizes - truth[key]) < 1.96 * offset.standard_error for key, offset in offsets.items()]
    assert 0.9 <= sum(within) / len(within) <= 0.99
    shrunk = math.fsum((offset.mean_sizes - truth[key]) ** 2 for key, offset in offsets.items())
    alone = math.fsum(mean**2 for mean in truth.values())
    assert shrunk < 0.6 * alone
