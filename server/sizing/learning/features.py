"""What the model looks at: the row's own label and body, and history from strictly earlier days.

Rates lean on rates of the next wider group until they have rows of their own: (rows of the outcome + k x wider rate) /
(rows + k), so k is how many rows the wider group counts for. Item and size lean on the item, the item on its category,
the category on the shop.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from server.sizing.learning.body import FIT, expected_size
from server.sizing.learning.effects import Effect, believed_effects
from server.sizing.learning.past import NONE, Floats, Ints, Past
from server.sizing.learning.rows import BODY, OUTCOMES, Rows
from server.sizing.outcomes import SizeOutcome

CATEGORY: Final = "category"
"""The one feature that is a name rather than an amount."""

SMALL: Final = OUTCOMES.index(SizeOutcome.SMALL)
LARGE: Final = OUTCOMES.index(SizeOutcome.LARGE)

# The trees take at most 255 names; rarer categories are known by their rates alone.
_MOST_CATEGORIES: Final = 200
_USUAL: Final = np.array([0.13, 0.74, 0.13])
_FURTHEST_SURPLUS: Final = 12.0
_EFFECTS: Final = ("item", "item_size", "user", "category", "size", "category_size")
_VARIANCES: Final = (0.3, 0.1, 0.4, 0.05, 0.05, 0.03)


class _History:
    """Rates, means and differences over earlier rows, by groups of rows."""

    def __init__(self, rows: Rows, known: NDArray[np.bool_]) -> None:
        self._rows = rows
        self._known = known
        self._hits = (rows.outcome[:, None] == np.arange(len(OUTCOMES))) & known[:, None]
        size = np.unique(rows.size, return_inverse=True)[1].astype(np.int64)
        self.keys: Mapping[str, Ints] = {
            "shop": np.zeros(len(rows), np.int64),
            "user": rows.user,
            "item": rows.item,
            "category": rows.category,
            "size": size,
            "item_size": _both(rows.item, size),
            "category_size": _both(rows.category, size),
            "user_category": _both(rows.user, rows.category),
        }
        self._past = {name: Past.of(key, rows.day) for name, key in self.keys.items()}

    def rates(self, group: str, wider: Floats, weight: float) -> tuple[Floats, Floats]:
        """Share of each outcome, leaning on `wider` by `weight` rows; and how many rows there were."""
        hits = self._past[group].sums(self._hits)
        count = hits.sum(axis=1)
        return (hits + weight * wider) / (count + weight)[:, None], count

    def mean(
        self, group: str, values: Floats, outcome: int | None = None, *, lean_on: Floats | float, weight: float
    ) -> Floats:
        """Mean of the values that are not NaN, of one outcome or of all, leaning on `lean_on` by `weight` rows.

        NaN where there is nothing and `weight` is 0.
        """
        used = self._known & ~np.isnan(values)
        if outcome is not None:
            used &= self._rows.outcome == outcome
        total, count = self._past[group].sums(np.column_stack([np.where(used, values, 0.0), used])).T
        with np.errstate(invalid="ignore"):
            return np.asarray((total + weight * lean_on) / (count + weight), np.float64)

    def last(self, group: str, values: Floats, outcome: int | None = None) -> Floats:
        """The latest earlier value, of one outcome or of all; NaN where there is none."""
        used = self._known if outcome is None else self._known & (self._rows.outcome == outcome)
        row = self._past[group].last(used)
        return np.where(row == NONE, np.nan, values[row])


def features(rows: Rows, known: NDArray[np.bool_]) -> tuple[list[str], NDArray[np.float32]]:
    """Names and (rows, names) of the features; NaN is unknown.

    Outcomes of rows that are not `known` are never looked at, nor are those of the row's own or later days.
    """
    history = _History(rows, known)
    surplus = rows.size - expected_size(rows, known)
    columns = {
        **_label_and_body(rows, surplus),
        **_rates(history),
        **_running(history, surplus),
        **_wearers(history, rows),
        **_habits(history, rows),
        **_effects(history, rows, surplus, known),
    }
    return list(columns), np.column_stack(list(columns.values())).astype(np.float32)


def _label_and_body(rows: Rows, surplus: Floats) -> dict[str, Floats]:
    body = dict(zip(BODY, rows.body.T, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        build = body["weight_kg"] / (body["height_cm"] / 100) ** 2
    return {
        "size": rows.size,
        CATEGORY: np.where(rows.category < _MOST_CATEGORIES, rows.category, np.nan),
        **body,
        "cup_cm": body["bust_cm"] - body["underbust_cm"],
        "build": np.where(np.isfinite(build), build, np.nan),
        "surplus": surplus,
        "expected_size": rows.size - surplus,
    }


def _rates(history: _History) -> dict[str, Floats]:
    shop, _ = history.rates("shop", np.broadcast_to(_USUAL, (len(history.keys["shop"]), len(_USUAL))), 20)
    category, _ = history.rates("category", shop, 50)
    size, size_rows = history.rates("size", shop, 50)
    category_size, category_size_rows = history.rates("category_size", (category + size) / 2, 30)
    item, item_rows = history.rates("item", category, 8)
    # The size moves the item's rates as it moves the shop's.
    moved = item * size / shop
    item_size, item_size_rows = history.rates("item_size", moved / moved.sum(axis=1, keepdims=True), 6)
    user, user_rows = history.rates("user", shop, 4)
    found: dict[str, Floats] = {}
    for name, rate, count in (
        ("size", size, size_rows),
        ("category_size", category_size, category_size_rows),
        ("item", item, item_rows),
        ("item_size", item_size, item_size_rows),
        ("user", user, user_rows),
    ):
        found |= {f"{name}_rows": count, f"{name}_small": rate[:, SMALL], f"{name}_large": rate[:, LARGE]}
    return found


def _running(history: _History, surplus: Floats) -> dict[str, Floats]:
    """By how many sizes the row's surplus differs from the surplus of those who had the item, and of the user's own."""
    taken = np.clip(surplus, -_FURTHEST_SURPLUS, _FURTHEST_SURPLUS)
    item = history.mean("item", taken, lean_on=0.0, weight=5)
    user = history.mean("user", taken, lean_on=0.0, weight=1.5)
    of_outcomes = {
        f"surplus_to_item_{OUTCOMES[outcome]}": surplus - history.mean("item", taken, outcome, lean_on=item, weight=5)
        for outcome in (SMALL, FIT, LARGE)
    }
    return {
        "item_surplus": item,
        "surplus_to_item": surplus - item,
        **of_outcomes,
        "user_surplus": user,
        "surplus_to_user": surplus - user,
        "surplus_to_both": surplus - user - item,
    }


def _wearers(history: _History, rows: Rows) -> dict[str, Floats]:
    """How the body differs from the bodies that had this item in this size, by what became of it."""
    found: dict[str, Floats] = {}
    body = dict(zip(BODY, rows.body.T, strict=True))
    for name in ("height_cm", "weight_kg", "bust_cm", "age"):
        values = body[name]
        usual = history.mean(
            "category_size", values, lean_on=history.mean("shop", values, lean_on=0.0, weight=0), weight=20
        )
        fitted = history.mean("item_size", values, FIT, lean_on=usual, weight=6)
        found[f"{name}_to_fitted"] = values - fitted
        found[f"{name}_of_item"] = history.mean("item", values - usual, lean_on=0.0, weight=8)
        if name != "age":
            for outcome in (SMALL, LARGE):
                other = history.mean("item_size", values, outcome, lean_on=fitted, weight=4)
                found[f"{name}_to_{OUTCOMES[outcome]}"] = values - other
    return found


def _habits(history: _History, rows: Rows) -> dict[str, Floats]:
    """How the size differs from the user's earlier ones, and what the user said last."""
    day = rows.day.astype(np.float64)
    of_outcomes = {
        f"size_to_own_{OUTCOMES[outcome]}": rows.size - history.mean("user", rows.size, outcome, lean_on=0.0, weight=0)
        for outcome in (SMALL, FIT, LARGE)
    }
    in_category = history.mean("user_category", rows.size, FIT, lean_on=0.0, weight=0)
    return {
        **of_outcomes,
        "size_to_own": rows.size - history.mean("user", rows.size, lean_on=0.0, weight=0),
        "size_to_own_in_category": rows.size - in_category,
        "size_to_last_fit": rows.size - history.last("user", rows.size, FIT),
        "user_last_outcome": history.last("user", rows.outcome.astype(np.float64)),
        "user_days_since": day - history.last("user", day),
        "item_days_since": day - history.last("item", day),
    }


def _effects(history: _History, rows: Rows, surplus: Floats, known: NDArray[np.bool_]) -> dict[str, Floats]:
    effects = [Effect(history.keys[name], variance) for name, variance in zip(_EFFECTS, _VARIANCES, strict=True)]
    believed = believed_effects(rows.outcome, rows.day, surplus, effects, known)
    names = ("effects", "effects_variance", *(f"{name}_effect" for name in _EFFECTS))
    return dict(zip(names, believed.T, strict=True))


def _both(one: Ints, other: Ints) -> Ints:
    """A key for each pair that occurs."""
    pair = np.unique(one * (int(other.max()) + 1) + other, return_inverse=True)[1]
    return np.asarray(pair, np.int64)
