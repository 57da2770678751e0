"""Outcomes to learn from, as a CSV file holds them: read whole, or refused with the line and the column."""

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from server.sizing.learning.errors import RowsUnusable
from server.sizing.outcomes import SizeOutcome

OUTCOMES: Final = tuple(SizeOutcome)
"""Their order is that of the classes of the model: small, fit, large."""

BODY: Final = ("height_cm", "weight_kg", "bust_cm", "underbust_cm", "age")
"""The columns that may be missing, in the order of `Rows.body`."""

_REQUIRED: Final = ("user_id", "item_id", "category", "size", "outcome", "date")

# A median outside of this is in another unit: no shop's customers are 66 cm tall, or weigh 137 kg, at the median.
_PLAUSIBLE_MEDIAN: Final = {
    "height_cm": (80, 220, "inches"),
    "weight_kg": (2, 110, "pounds"),
    "bust_cm": (45, 160, "inches"),
    "underbust_cm": (45, 160, "inches"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of outcomes, one row each, ordered by day; rows of one day keep the order of the file."""

    user: NDArray[np.int64]
    """Who wore it, numbered from 0; a row without a user has a number of its own."""
    item: NDArray[np.int64]
    """What was worn, numbered likewise."""
    category: NDArray[np.int64]
    """Numbered from 0; rows without a category share one."""
    size: NDArray[np.float64]
    """The label's number in whatever system the shop uses; NaN where unknown."""
    outcome: NDArray[np.int64]
    """Index in `OUTCOMES`."""
    day: NDArray[np.int64]
    """Days since 0001-01-01, never falling."""
    body: NDArray[np.float64]
    """(rows, `BODY`): centimetres, kilograms and years; NaN where unknown."""

    def __len__(self) -> int:
        return len(self.outcome)


def read_rows(lines: Iterable[bytes]) -> Rows:
    """Read the lines of a CSV file with a header, in UTF-8.

    Columns: `user_id, item_id, category, size, outcome, date`, and any of `BODY`, in any order; further ones are left
    alone. A cell may be empty, save outcome and date. Raises RowsUnusable, naming line and column.
    """
    table = csv.reader(_decoded(lines), strict=True)
    try:
        header = next(table, None)
        if header is None:
            raise RowsUnusable("the file is empty: its first line has to name the columns")
        columns = _columns([name.strip().lower() for name in header], table)
    except csv.Error as error:
        raise RowsUnusable(f"line {table.line_num}: this is no CSV ({error})") from None
    return _in_order(columns)


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            # Spreadsheets put a byte order mark before the first column's name.
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise RowsUnusable(f"line {number}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None


@dataclass(slots=True)
class _Columns:
    user: list[int]
    item: list[int]
    category: list[int]
    size: list[float]
    outcome: list[int]
    day: list[int]
    body: list[list[float]]


class _Table(Protocol):
    """The reader of the csv module."""

    @property
    def line_num(self) -> int:
        """Lines read so far; a quoted cell may hold several, so a row is where its last line is."""

    def __iter__(self) -> Iterator[list[str]]: ...


class _Numbers:
    """Numbers for names, in the order in which they turn up."""

    def __init__(self, *, share_empty: bool) -> None:
        self._of: dict[str, int] = {}
        self._share_empty = share_empty
        self._next = 0

    def __getitem__(self, name: str) -> int:
        if (number := self._of.get(name)) is not None:
            return number
        number, self._next = self._next, self._next + 1
        if name or self._share_empty:
            self._of[name] = number
        return number


def _columns(header: Sequence[str], table: _Table) -> _Columns:
    twice = {name for name in header if header.count(name) > 1} & {*_REQUIRED, *BODY}
    if twice:
        raise RowsUnusable(f"line 1: more than one column is called {', '.join(sorted(twice))}")
    if missing := [name for name in _REQUIRED if name not in header]:
        raise RowsUnusable(f"line 1: no column {', '.join(missing)}; needed are {', '.join(_REQUIRED)}")
    user_at, item_at, category_at, size_at, outcome_at, date_at = (header.index(name) for name in _REQUIRED)
    body_at = [(name, header.index(name)) if name in header else (name, -1) for name in BODY]
    users, items, categories = _Numbers(share_empty=False), _Numbers(share_empty=False), _Numbers(share_empty=True)
    codes = {outcome.value: index for index, outcome in enumerate(OUTCOMES)}
    read: _Columns = _Columns([], [], [], [], [], [], [])
    for cells in table:
        if not cells:
            continue
        if len(cells) != len(header):
            raise RowsUnusable(
                f"line {table.line_num}: {len(cells)} cells where the header names {len(header)} columns"
            )
        code = codes.get(cells[outcome_at].strip().lower())
        if code is None:
            raise RowsUnusable(
                f"line {table.line_num}, outcome: {cells[outcome_at]!r} is none of {', '.join(OUTCOMES)}"
            )
        day = _day(cells[date_at].strip())
        if day is None:
            raise RowsUnusable(f"line {table.line_num}, date: {cells[date_at]!r} is no date such as 2026-03-31")
        read.user.append(users[cells[user_at].strip()])
        read.item.append(items[cells[item_at].strip()])
        read.category.append(categories[cells[category_at].strip()])
        read.size.append(_number(cells[size_at], "size", table))
        read.outcome.append(code)
        read.day.append(day)
        read.body.append([math.nan if at < 0 else _number(cells[at], name, table, least=0) for name, at in body_at])
    return read


@cache
def _day(text: str) -> int | None:
    """Number of the day, out of an ISO date with or without a time, or one such as April 20, 2016."""
    try:
        return datetime.fromisoformat(text).toordinal()
    except ValueError:
        pass
    try:
        return datetime.strptime(text, "%B %d, %Y").toordinal()  # noqa: DTZ007 -- a calendar day has no zone
    except ValueError:
        return None


def _number(text: str, column: str, table: _Table, least: float = -math.inf) -> float:
    if not text or text.isspace():
        return math.nan
    try:
        number = float(text)
    except ValueError:
        raise RowsUnusable(f"line {table.line_num}, {column}: {text!r} is no number") from None
    if not math.isfinite(number) or number < least:
        raise RowsUnusable(f"line {table.line_num}, {column}: {text!r} is out of range")
    return number


def _in_order(read: _Columns) -> Rows:
    day = np.array(read.day, np.int64)
    # Stable: rows of one day are not ordered in time, and keep the file's order.
    order = np.argsort(day, kind="stable")
    body = np.array(read.body, np.float64).reshape(len(day), len(BODY))
    _check_units(body)
    return Rows(
        user=np.array(read.user, np.int64)[order],
        item=np.array(read.item, np.int64)[order],
        category=np.array(read.category, np.int64)[order],
        size=np.array(read.size, np.float64)[order],
        outcome=np.array(read.outcome, np.int64)[order],
        day=day[order],
        body=body[order],
    )


def _check_units(body: NDArray[np.float64]) -> None:
    for name, values in zip(BODY, body.T, strict=True):
        known = values[~np.isnan(values)]
        if name not in _PLAUSIBLE_MEDIAN or not len(known):
            continue
        least, most, unit = _PLAUSIBLE_MEDIAN[name]
        median = float(np.median(known))
        if not least <= median <= most:
            raise RowsUnusable(f"column {name}: half of the values are below {median:g}; are these {unit}?")
