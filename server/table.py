"""Tables that shops send, CSV or JSON: read into rows of named cells, with every fault named by row and column.

In CSV the cells stand between commas, or between semicolons or tabs where the heading has them: spreadsheets write both
of those, and what is pasted from one has tabs.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from server.errors import Fault, InvalidBody, InvalidRows

MAX_ROWS: Final = 2000
MAX_FAULTS: Final = 100
"""Who has more wrong than this has sent another table."""

Row = Mapping[str, Any]
"""Cells by column, as they stand in JSON."""

_SHOWN_VALUE: Final = 60
_DETAILS: Final = {
    "column-missing": "the heading has to name it",
    "column-unknown": "there is no such column",
    "cell-missing": "it has to be given",
    "cell-invalid": "this cannot stand there",
}


def rows_of_json(body: bytes) -> Sequence[Row]:
    """Read `{"items": [...]}`. Raises InvalidBody."""
    try:
        table = msgspec.json.decode(body, type=dict[str, list[dict[str, Any]]])
    except (msgspec.DecodeError, RecursionError):
        raise InvalidBody('a JSON object with a list of objects, "items", is needed') from None
    if set(table) != {"items"}:
        raise InvalidBody('a JSON object with a list of objects, "items", and nothing else is needed')
    return _bounded(table["items"])


def rows_of_csv(body: bytes, kind: type[msgspec.Struct]) -> Sequence[Row]:
    """Read a table whose heading names fields of `kind`. Raises InvalidBody; InvalidRows where a needed one is missing.

    Names are in small letters, and without space around, as cells are. What stands beyond the heading is column "".
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidBody("the table is not text in UTF-8") from None
    heading = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t;" if mark in heading), ",")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    columns = kind.__struct_fields__
    try:
        named = {_column(name) for name in reader.fieldnames or ()}
        # Without this a lone line, taken for the heading, would be a table without any row.
        if missing := [column for column in _needed(kind) if column not in named]:
            raise InvalidRows(fault(0, "column-missing", column) for column in missing)
        return _bounded([_cells(row, columns) for row in reader])
    except csv.Error as error:
        raise InvalidBody(f"the table cannot be read: {error}") from None


def row_faults(number: int, row: Row, kind: type[msgspec.Struct]) -> Iterator[Fault]:
    """Say of each cell that cannot be a field of `kind` what is wrong with it; rows count from 1."""
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for column in sorted(row.keys() - types.keys()):
        yield fault(number, "column-unknown", column, row[column])
    cells, needed = present(row), _needed(kind)
    for column, type_ in types.items():
        if column not in cells:
            if column in needed:
                yield fault(number, "cell-missing", column)
            continue
        try:
            value = msgspec.convert(cells[column], type_, strict=False)
        except msgspec.ValidationError:
            yield fault(number, "cell-invalid", column, cells[column])
        else:
            # PostgreSQL cannot store a NUL, and no text that means something holds one, or space alone.
            if isinstance(value, str) and ("\0" in value or not value.strip()):
                yield fault(number, "cell-invalid", column)


def present(row: Row) -> dict[str, Any]:
    """The columns that say something: null and an empty cell say as little as a missing one."""
    return {column: value for column, value in row.items() if value is not None and value != ""}


def fault(number: int, code: str, column: str, value: object = None, detail: str = "") -> Fault:
    """What is wrong in a row; rows count from 1, the heading is row 0. Codes of one table alone bring their detail."""
    text = " ".join(str(part) for part in value) if isinstance(value, list) else str("" if value is None else value)
    shown = text[:_SHOWN_VALUE]
    return Fault(
        where=f"row {number}",
        code=code,
        detail=f"{column} {shown!r}: {detail or _DETAILS[code]}",
        values={"row": number, "column": column, "value": shown},
    )


def _needed(kind: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(kind) if field.required]


def _bounded(rows: Sequence[Row]) -> Sequence[Row]:
    if len(rows) > MAX_ROWS:
        raise InvalidBody(f"more than {MAX_ROWS} rows")
    return rows


def _cells(row: Mapping[str | None, Any], columns: Sequence[str]) -> Row:
    """A line of CSV as it would stand in JSON."""
    cells = {}
    for name, cell in row.items():
        # More cells than the heading has are a list; fewer are None.
        value = " ".join(cell).strip() if isinstance(cell, list) else (cell or "").strip()
        if value or _column(name) in columns:
            cells[_column(name)] = value
    return cells


def _column(name: str | None) -> str:
    return (name or "").strip().lower()
