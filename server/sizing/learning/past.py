"""What was known before a day: sums, means and last values over earlier rows that share a key.

Rows come ordered by day. Those of one day are not ordered in time, so none of them sees another, nor itself. Every
function is one sort and one running sum, whatever the number of keys.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE: Final = -1
_GRID: Final = 2.0**20


@dataclass(frozen=True, slots=True)
class Past:
    """For each row the earlier rows of the same key: a stretch of the rows in the order `order`."""

    order: Ints
    """Rows sorted by key, then by day."""
    begin: Ints
    """By row: where the key's rows begin in `order`."""
    end: Ints
    """By row: where those of its own day begin. Rows from `begin` up to here are strictly earlier."""

    @classmethod
    def of(cls, key: Ints, day: Ints) -> "Past":
        """Of rows with these keys; `day` must not fall."""
        order = np.argsort(key, kind="stable")
        keys, days = key[order], day[order]
        place = np.arange(len(key))
        new_key = np.ones(len(key), bool)
        new_key[1:] = keys[1:] != keys[:-1]
        new_day = new_key.copy()
        new_day[1:] |= days[1:] != days[:-1]
        begin, end = np.empty_like(place), np.empty_like(place)
        begin[order] = np.maximum.accumulate(np.where(new_key, place, 0))
        end[order] = np.maximum.accumulate(np.where(new_day, place, 0))
        return cls(order, begin, end)

    def sums(self, values: ArrayLike) -> Floats:
        """Sum over the earlier rows, for each row and, where `values` has columns, each column.

        Values count to a millionth, up to a sum of 2³³: so far adding is exact. Otherwise the rounding of the running
        sum would carry a trace of the other keys' rows.
        """
        amounts = np.round(np.asarray(values, np.float64)[self.order] * _GRID) / _GRID
        running = np.zeros((len(amounts) + 1, *amounts.shape[1:]))
        np.cumsum(amounts, axis=0, out=running[1:])
        return np.asarray(running[self.end] - running[self.begin], np.float64)

    def last(self, known: NDArray[np.bool_]) -> Ints:
        """The latest earlier row for which `known` holds; `NONE` where there is none.

        Of several on one day it is the last one in the order of the rows.
        """
        place = np.arange(len(self.order))
        latest = np.maximum.accumulate(np.where(known[self.order], place, NONE))
        found = np.where(self.end > self.begin, latest[self.end - 1], NONE)
        return np.where(found >= self.begin, self.order[found], NONE)
