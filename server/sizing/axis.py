"""One dimension of a size chart as a scale on which every size is one apart."""

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import Final

import msgspec

from server.shop import SizeChart

LONE_STEP_CM: Final = 4.0
"""Centimetres to a size where a chart has only one."""


class Axis(msgspec.Struct, frozen=True):
    """`borders` between neighbouring sizes in cm; `step_cm` from one size to the next, on average.

    `tells`: the sizes differ in this dimension.
    """

    borders: tuple[float, ...]
    middle_cm: float
    step_cm: float
    tells: bool

    @classmethod
    def of(cls, chart: SizeChart, dimension: str) -> "Axis":
        """The scale of a dimension that every row of the chart has."""
        ranges = [row.body_cm[dimension] for row in chart.rows]
        middles = [(least + most) / 2 for least, most in ranges]
        # A chart that is not in order cannot break the promise that more girth never means a smaller size.
        borders = tuple(accumulate(((a[1] + b[0]) / 2 for a, b in pairwise(ranges)), max))
        grown = middles[-1] - middles[0]
        step = grown / (len(middles) - 1) if len(middles) > 1 and grown > 0 else LONE_STEP_CM
        return cls(borders, middles[0], step, tells=len(ranges) == 1 or grown > 0)

    def place(self, cm: float) -> float:
        """Where a body stands among the sizes, numbered from 0; past the ends it goes on by `step_cm` a size."""
        borders = self.borders
        if not borders:
            return (cm - self.middle_cm) / self.step_cm
        if cm <= borders[0]:
            return 0.5 - (borders[0] - cm) / self.step_cm
        if cm >= borders[-1]:
            return len(borders) - 0.5 + (cm - borders[-1]) / self.step_cm
        index = bisect_right(borders, cm)
        low, high = borders[index - 1], borders[index]
        return index - 0.5 + (cm - low) / (high - low)

    def nearest(self, cm: float) -> int:
        """Index of the size whose range holds the measure, or comes nearest."""
        return bisect_right(self.borders, cm)
