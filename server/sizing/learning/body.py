"""The size that people of a body keep, learned from those before them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from server.sizing.learning.past import Floats, Ints
from server.sizing.learning.rows import BODY, OUTCOMES, Rows
from server.sizing.outcomes import SizeOutcome

FIT: Final = OUTCOMES.index(SizeOutcome.FIT)

_REFIT_DAYS: Final = 30
# Rough middle and spread of adults, in the order of `BODY`: they only bring the columns to one scale.
_MIDDLE: Final = np.array([165.0, 62.0, 90.0, 86.0, 34.0])
_SPREAD: Final = np.array([7.0, 12.0, 6.0, 5.0, 8.0])
_FURTHEST: Final = 5.0
_RIDGE: Final = 1.0
# A category keeps to what holds for all until about this many rows speak for another line.
_CATEGORY_RIDGE: Final = 50.0


def expected_size(rows: Rows, known: NDArray[np.bool_]) -> Floats:
    """Size that the row's body would be expected to keep in its category; unknown bodies get the usual size.

    A ridge regression of the sizes that did fit on body, refitted every `_REFIT_DAYS` on all days before, and for each
    category a second one drawn towards the first. Outcomes of rows that are not `known` are not looked at.
    """
    design = _design(rows.body)
    width = design.shape[1]
    learned = known & (rows.outcome == FIT) & ~np.isnan(rows.size)
    squares, products = np.zeros((width, width)), np.zeros(width)
    categories = int(rows.category.max()) + 1
    category_squares = np.zeros((categories, width, width))
    category_products = np.zeros((categories, width))
    expected = np.zeros(len(rows))
    period = (rows.day - rows.day[0]) // _REFIT_DAYS
    for begin, end in stretches(period):
        overall = np.linalg.solve(squares + _RIDGE * np.eye(width), products)
        here = np.arange(begin, end)
        for category in np.unique(rows.category[begin:end]):
            own = np.linalg.solve(
                category_squares[category] + _CATEGORY_RIDGE * np.eye(width),
                category_products[category] + _CATEGORY_RIDGE * overall,
            )
            members = here[rows.category[begin:end] == category]
            expected[members] = design[members] @ own
            members = members[learned[members]]
            category_squares[category] += design[members].T @ design[members]
            category_products[category] += design[members].T @ rows.size[members]
        taught = here[learned[begin:end]]
        squares += design[taught].T @ design[taught]
        products += design[taught].T @ rows.size[taught]
    return expected


def stretches(value: Ints) -> list[tuple[int, int]]:
    """Begin and end of each run of equal values."""
    begins = [0, *(np.flatnonzero(np.diff(value)) + 1).tolist()]
    return list(zip(begins, [*begins[1:], len(value)], strict=True))


def _design(body: Floats) -> Floats:
    missing = np.isnan(body)
    scaled = np.where(missing, 0.0, np.clip((body - _MIDDLE) / _SPREAD, -_FURTHEST, _FURTHEST))
    height, weight = scaled[:, BODY.index("height_cm")], scaled[:, BODY.index("weight_kg")]
    return np.column_stack([np.ones(len(body)), scaled, weight**2, weight * height, missing[:, 1:3]])
