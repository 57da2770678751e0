"""Rules for returns as a table, CSV or JSON: read with every fault named by row and column, and written.

The columns are those of `Rule`. In CSV an empty category or country means all, and exclusions are separated by spaces.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from server.errors import Fault, InvalidRows
from server.policy.policy import Rule
from server.table import MAX_FAULTS, Row, fault, present, row_faults, rows_of_csv, rows_of_json

COLUMNS: Final = Rule.__struct_fields__
_CODE_LENGTH: Final = 2
_TWICE: Final = "an earlier row is for the same category and country"


def rules_of_json(body: bytes) -> list[Rule]:
    """Read `{"items": [...]}`. Raises InvalidBody, InvalidRows."""
    return _checked(rows_of_json(body))


def rules_of_csv(body: bytes) -> list[Rule]:
    """Read a table with a heading. Raises InvalidBody, InvalidRows."""
    return _checked([_cells(row) for row in rows_of_csv(body, Rule)])


def csv_of(rules: Iterable[Rule]) -> str:
    """Write the rules so that `rules_of_csv` reads the same."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for rule in rules:
        writer.writerow({**msgspec.structs.asdict(rule), "exclusions": " ".join(rule.exclusions)})
    return out.getvalue()


def _cells(row: Row) -> Row:
    """What of a line of CSV is written otherwise in JSON."""
    cells = dict(row)
    if "exclusions" in cells:
        cells["exclusions"] = cells["exclusions"].split()
    if len(cells.get("country", "")) == _CODE_LENGTH:
        cells["country"] = cells["country"].upper()
    return cells


def _checked(rows: Sequence[Row]) -> list[Rule]:
    faults: list[Fault] = []
    rules: list[Rule] = []
    taken: set[tuple[str, str | None]] = set()
    for number, row in enumerate(rows, 1):
        found = list(row_faults(number, row, Rule))
        if not found:
            rule = msgspec.convert(present(row), Rule, strict=False)
            place = ((rule.category or "").strip().casefold(), rule.country)
            if place in taken:
                found = [fault(number, "rule-twice", "category", rule.category, _TWICE)]
            taken.add(place)
            rules.append(rule)
        faults += found
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise InvalidRows(faults)
    return rules
