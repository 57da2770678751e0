"""History counted strictly before each row, held to a plain reading of every pair of rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from server.sizing.learning.past import NONE, Past

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(-3, 3)), max_size=40)
Ints = NDArray[np.int64]


def columns(rows: list[tuple[int, int, int]]) -> tuple[Ints, Ints, Ints]:
    table = np.array(sorted(rows, key=lambda row: row[1]), np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


@given(ROWS)
def test_sums_are_those_of_the_rows_of_the_same_key_on_earlier_days(rows: list[tuple[int, int, int]]) -> None:
    key, day, value = columns(rows)
    naive = [value[(key == k) & (day < d)].sum() for k, d in zip(key, day, strict=True)]
    past = Past.of(key, day)
    assert past.sums(value).tolist() == naive
    assert past.sums(np.column_stack([value, -value])).tolist() == [[total, -total] for total in naive]


@given(ROWS)
def test_the_last_known_row_is_the_latest_of_an_earlier_day(rows: list[tuple[int, int, int]]) -> None:
    key, day, value = columns(rows)
    known = value > 0
    naive = [max(np.flatnonzero((key == k) & (day < d) & known), default=NONE) for k, d in zip(key, day, strict=True)]
    assert Past.of(key, day).last(known).tolist() == naive
