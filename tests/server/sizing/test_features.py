"""No row is described by its own outcome, by one of its own day, or by a later one."""

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from server.sizing.learning.features import features
from server.sizing.learning.rows import Rows, read_rows
from tests.support.simulated_rentals import simulated_rentals

ROWS = 240

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Each example describes a whole shop twice."""


@cache
def crowded() -> Rows:
    """Rows of a few people, items and days, so that most have a past and share their day with others."""
    rows = read_rows(simulated_rentals(ROWS).encode().splitlines())
    assert len(rows) == ROWS
    return replace(rows, user=rows.user % 20, item=rows.item % 6, day=rows.day[0] + (rows.day - rows.day[0]) // 40)


def described(rows: Rows, known: NDArray[np.bool_] | None = None) -> NDArray[np.float32]:
    return features(rows, np.ones(len(rows), bool) if known is None else known)[1]


def with_outcome(rows: Rows, row: int, shift: int) -> Rows:
    outcome = rows.outcome.copy()
    outcome[row] = (outcome[row] + shift) % 3
    return replace(rows, outcome=outcome)


@few
@given(st.integers(0, ROWS - 1), st.integers(1, 2))
def test_an_outcome_changes_nothing_of_its_own_day_or_before(row: int, shift: int) -> None:
    rows = crowded()
    until = rows.day <= rows.day[row]
    np.testing.assert_array_equal(described(rows)[until], described(with_outcome(rows, row, shift))[until])


def test_an_outcome_does_change_what_is_known_of_its_user_and_item_later() -> None:
    rows = crowded()
    row = 0
    before, after = described(rows), described(with_outcome(rows, row, 1))
    later = (rows.day > rows.day[row]) & (rows.item == rows.item[row])
    assert later.any()
    assert (before[later] != after[later]).any(axis=1).all()


@few
@given(st.integers(ROWS // 2, ROWS - 1), st.integers(1, 2))
def test_an_outcome_that_is_not_known_is_never_looked_at(row: int, shift: int) -> None:
    rows, known = crowded(), np.arange(ROWS) < ROWS // 2
    np.testing.assert_array_equal(described(rows, known), described(with_outcome(rows, row, shift), known))


@few
@given(st.integers(1, ROWS - 1))
def test_what_comes_later_changes_nothing(rows_kept: int) -> None:
    rows = crowded()
    whole_days = int(np.searchsorted(rows.day, rows.day[rows_kept]))
    cut = Rows(*(getattr(rows, name)[: max(1, whole_days)] for name in Rows.__slots__))
    np.testing.assert_allclose(described(cut), described(rows)[: len(cut)], rtol=1e-5, atol=1e-5)


def test_rates_lean_on_the_wider_group_until_there_are_rows_of_their_own() -> None:
    rows = crowded()
    names, matrix = features(rows, np.ones(len(rows), bool))
    item, count = matrix[:, names.index("item_small")], matrix[:, names.index("item_rows")]
    assert count.min() == 0
    small = rows.outcome == 0
    for row in range(ROWS):
        earlier = (rows.day < rows.day[row]) & (rows.item == rows.item[row])
        assert count[row] == earlier.sum()
        own = small[earlier].mean() if earlier.any() else item[row]
        # Eight rows' worth of the category; the rest is the item's own.
        leaned = (item[row] * (count[row] + 8) - own * count[row]) / 8
        assert -1e-4 <= leaned <= 0.6


def test_unknown_sizes_bodies_users_and_items_are_described_all_the_same() -> None:
    rows = crowded()
    bare = replace(
        rows,
        size=np.full(ROWS, np.nan),
        body=np.full_like(rows.body, np.nan),
        user=np.arange(ROWS),
        item=np.arange(ROWS),
    )
    assert not np.isinf(described(bare)).any()
