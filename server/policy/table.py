"""Rules for returns as a table, CSV or JSON: read with every fault named by row and column, and written.

The columns are those of `Rule`. In CSV an empty category or country means all, exclusions are separated by spaces, and
the cells by commas, or by semicolons where the heading has them: spreadsheets write both.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from server.errors import Fault, InvalidBody, InvalidRows
from server.policy.policy import Rule

MAX_ROWS: Final = 2000
MAX_FAULTS: Final = 100
"""Who has more wrong than this has sent another table."""

COLUMNS: Final = Rule.__struct_fields__
_REQUIRED: Final = ("window_days", "who_pays")
_TYPES: Final = {field.name: field.type for field in msgspec.structs.fields(Rule)}
_SHOWN_VALUE: Final = 60
_CODE_LENGTH: Final = 2


def rules_of_json(body: bytes) -> list[Rule]:
    """Read `{"items": [...]}`. Raises InvalidBody, InvalidRows."""
    try:
        table = msgspec.json.decode(body, type=dict[str, list[dict[str, Any]]])
    except (msgspec.DecodeError, RecursionError):
        raise InvalidBody('a JSON object with a list of objects, "items", is needed') from None
    if set(table) != {"items"}:
        raise InvalidBody('a JSON object with a list of objects, "items", and nothing else is needed')
    return _checked(table["items"])


def rules_of_csv(body: bytes) -> list[Rule]:
    """Read a table with a heading. Raises InvalidBody, InvalidRows."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidBody("the table is not text in UTF-8") from None
    heading = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", restkey="")
    try:
        named = {_column(name) for name in reader.fieldnames or ()}
        # Without this a lone line, taken for the heading, would leave the shop without any rule.
        if missing := [column for column in _REQUIRED if column not in named]:
            raise InvalidRows(_fault(0, "column-missing", column) for column in missing)
        return _checked([_cells(row) for row in reader])
    except csv.Error as error:
        raise InvalidBody(f"the table cannot be read: {error}") from None


def csv_of(rules: Iterable[Rule]) -> str:
    """Write the rules so that `rules_of_csv` reads the same."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for rule in rules:
        writer.writerow({**msgspec.structs.asdict(rule), "exclusions": " ".join(rule.exclusions)})
    return out.getvalue()


def _cells(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """A line of CSV as it would stand in JSON."""
    cells: dict[str, Any] = {}
    for name, cell in row.items():
        column = _column(name)
        # More cells than the heading has are a list; fewer are None.
        value = " ".join(cell).strip() if isinstance(cell, list) else (cell or "").strip()
        if column == "exclusions":
            cells[column] = value.split()
        elif column == "country":
            cells[column] = value.upper() if len(value) == _CODE_LENGTH else value
        elif value or column in COLUMNS:
            cells[column] = value
    return cells


def _column(name: str | None) -> str:
    return (name or "").strip().lower()


def _checked(rows: Sequence[Mapping[str, Any]]) -> list[Rule]:
    if len(rows) > MAX_ROWS:
        raise InvalidBody(f"more than {MAX_ROWS} rows")
    faults: list[Fault] = []
    rules: list[Rule] = []
    taken: set[tuple[str, str | None]] = set()
    for number, row in enumerate(rows, 1):
        found = list(_faults(number, row))
        if not found:
            rule = msgspec.convert(_present(row), Rule, strict=False)
            place = ((rule.category or "").strip().casefold(), rule.country)
            if place in taken:
                found = [_fault(number, "rule-twice", "category", rule.category)]
            taken.add(place)
            rules.append(rule)
        faults += found
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise InvalidRows(faults)
    return rules


def _faults(number: int, row: Mapping[str, Any]) -> Iterator[Fault]:
    for column in sorted(row.keys() - set(COLUMNS)):
        yield _fault(number, "column-unknown", column, row[column])
    present = _present(row)
    for column in COLUMNS:
        if column not in present:
            if column in _REQUIRED:
                yield _fault(number, "cell-missing", column)
            continue
        try:
            value = msgspec.convert(present[column], _TYPES[column], strict=False)
        except msgspec.ValidationError:
            yield _fault(number, "cell-invalid", column, present[column])
        else:
            # PostgreSQL cannot store it, and no text that means something holds it.
            if column == "category" and ("\0" in value or not value.strip()):
                yield _fault(number, "cell-invalid", column)


_DETAILS: Final = {
    "rule-twice": "an earlier row is for the same category and country",
    "column-missing": "the heading has to name it",
    "column-unknown": "there is no such column",
    "cell-missing": "it has to be given",
    "cell-invalid": "this cannot stand there",
}


def _fault(number: int, code: str, column: str, value: object = None) -> Fault:
    """What is wrong in a row; rows count from 1, the heading is row 0."""
    text = " ".join(str(part) for part in value) if isinstance(value, list) else str("" if value is None else value)
    shown = text[:_SHOWN_VALUE]
    return Fault(
        where=f"row {number}",
        code=code,
        detail=f"{column} {shown!r}: {_DETAILS[code]}",
        values={"row": number, "column": column, "value": shown},
    )


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that say something: null and an empty cell say as little as a missing one."""
    return {column: value for column, value in row.items() if value is not None and value != ""}
