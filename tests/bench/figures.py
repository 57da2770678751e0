"""Medians with spread, and a table of them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured quantity over several runs."""

    name: str
    unit: str
    values: Sequence[float]
    target: str = ""

    def row(self) -> str:
        """A row of the Markdown table: median, least and most, number of runs."""
        median = statistics.median(self.values)
        return (
            f"| {self.name} | {median:.3g} {self.unit} | {min(self.values):.3g}–{max(self.values):.3g} "
            f"| {len(self.values)} | {self.target} |"
        )


def table(figures: Sequence[Figure]) -> str:
    """Figures as a Markdown table."""
    head = ["| what | median | least–most | runs | target |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(figure.row() for figure in figures)])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed; nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]
