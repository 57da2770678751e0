"""Simulated rentals: who took which size of what, and how it fitted. Nothing here was observed.

People have a true size that their stated body tells with noise, and a habit of taking a larger or smaller one. Items
run small or large, and are liked to be worn tight or loose in different sizes. What somebody says of the fit follows
from how far the size is off, with noise. A few people and items come often, most once or twice, and both come and go
over the years. The shares of small and large are about those of real rentals, 13 % each. The same seed gives the same
rows.
"""

import csv
import io
import random
from datetime import date, timedelta
from typing import Final

COLUMNS: Final = (
    *("user_id", "item_id", "category", "size", "outcome", "date"),
    *("height_cm", "weight_kg", "bust_cm", "underbust_cm", "age"),
)
FIRST_DAY: Final = date(2012, 1, 1)
DAYS: Final = 2400

_CATEGORIES: Final = ("dress", "gown", "sheath", "top", "jumpsuit", "coat")
_UNKNOWN: Final = 0.1
"""Share of the stated measures that are left empty."""


class _Person:
    def __init__(self, draw: random.Random) -> None:
        self.size = min(24.0, max(0.0, draw.gauss(9, 4)))
        self.habit = draw.gauss(0, 0.8)
        self.body = {
            "height_cm": draw.gauss(166, 7),
            "weight_kg": 50 + 1.9 * self.size + draw.gauss(0, 3),
            "underbust_cm": 74 + 1.1 * self.size + draw.gauss(0, 2),
            "age": draw.uniform(18, 60),
        }
        self.body["bust_cm"] = self.body["underbust_cm"] + draw.gauss(12, 3)
        self.stated = {name: "" if draw.random() < _UNKNOWN else f"{value:.1f}" for name, value in self.body.items()}


class _Item:
    def __init__(self, draw: random.Random) -> None:
        self.category = draw.choice(_CATEGORIES)
        self.runs_small = draw.gauss(0, 1.8)
        self.grading = draw.gauss(0, 0.05)
        self.since, self.weight = draw.random(), draw.paretovariate(1.2)


def simulated_rentals(rows: int, seed: int = 1) -> str:
    """The text of a CSV file, in no order, as `video-consult sizing evaluate` reads it."""
    draw = random.Random(seed)
    people = [(_Person(draw), draw.paretovariate(1.5)) for _ in range(rows // 3)]
    items = [_Item(draw) for _ in range(max(10, rows // 40))]
    person_weights, item_weights = [weight for _, weight in people], [item.weight for item in items]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for number in draw.choices(range(len(people)), person_weights, k=rows):
        person = people[number][0]
        which = draw.choices(range(len(items)), item_weights)[0]
        item = items[which]
        # Sizes are even numbers, as on women's labels in the United States.
        size = max(0, 2 * round((person.size + person.habit + draw.gauss(0, 1.2)) / 2))
        off = size - person.size - item.runs_small - item.grading * (size - 9) + draw.gauss(0, 1.6)
        outcome = "small" if off < -2.9 else "large" if off > 2.9 else "fit"
        day = FIRST_DAY + timedelta(days=int(DAYS * draw.uniform(item.since, 1)))
        table.writerow(
            [f"u{number}", f"i{which}", item.category, size, outcome, day, *(person.stated[c] for c in COLUMNS[6:])]
        )
    return text.getvalue()
