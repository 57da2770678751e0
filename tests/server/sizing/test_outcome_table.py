"""What became of sizes, as a shop tells it in a table: every wrong row is named."""

from typing import Any

import pytest

from server.errors import InvalidBody, InvalidRows
from server.sizing.outcome_table import OutcomeRow, TakenOutcome, outcomes_of, skus_of
from server.table import MAX_FAULTS, MAX_ROWS, rows_of_csv

NOON_MS = 1_764_072_000_000
"""2025-11-25, 12:00 UTC."""
MIDNIGHT_MS = 1_764_028_800_000
CATEGORIES = {"dress-1": "dresses"}
GOOD = {"id": "A-1", "sku": "dress-1", "outcome": "kept"}


def faults(*rows: dict[str, Any]) -> list[tuple[str, object, str]]:
    with pytest.raises(InvalidRows) as refusal:
        outcomes_of(rows, CATEGORIES, NOON_MS)
    return [(fault.where, fault.values["column"], fault.code) for fault in refusal.value.faults]


def test_an_outcome_has_its_products_category_and_the_date_that_is_given_or_the_moment() -> None:
    dated = {**GOOD, "id": "A-2", "outcome": "too-small", "size": "38", "date": "2025-11-25"}
    assert outcomes_of([GOOD, dated], CATEGORIES, NOON_MS) == [
        TakenOutcome(id="A-1", sku="dress-1", category="dresses", size=None, outcome="kept", happened_ms=NOON_MS),
        TakenOutcome(
            id="A-2", sku="dress-1", category="dresses", size="38", outcome="too-small", happened_ms=MIDNIGHT_MS
        ),
    ]


def test_a_spreadsheet_is_read_as_json_is() -> None:
    text = "\ufeffID;SKU;Outcome;Size;Date\r\nA-1;dress-1;kept;;\r\n A-2 ;dress-1;too-big;38;2025-11-25\r\n"
    rows = rows_of_csv(text.encode(), OutcomeRow)
    assert skus_of(rows) == {"dress-1"}
    read = outcomes_of(rows, CATEGORIES, NOON_MS)
    assert [(o.id, o.outcome, o.size, o.happened_ms) for o in read] == [
        ("A-1", "kept", None, NOON_MS),
        ("A-2", "too-big", "38", MIDNIGHT_MS),
    ]


def test_every_wrong_row_is_named_at_once() -> None:
    assert faults(
        GOOD,
        {**GOOD, "outcome": "tight"},
        {**GOOD, "id": "A-3", "sku": "hat-1"},
        {"sku": "dress-1", "outcome": "kept", "colour": "red"},
        {**GOOD},
        {**GOOD, "id": "A-6", "date": "25.11.2025"},
        {**GOOD, "id": "A-7", "date": "2025-11-27"},
        {**GOOD, "id": 8, "size": "x" * 41},
        {**GOOD, "id": "a\0b"},
    ) == [
        ("row 2", "outcome", "cell-invalid"),
        ("row 3", "sku", "unknown-sku"),
        ("row 4", "colour", "column-unknown"),
        ("row 4", "id", "cell-missing"),
        ("row 5", "id", "id-twice"),
        ("row 6", "date", "cell-invalid"),
        ("row 7", "date", "date-in-future"),
        ("row 8", "id", "cell-invalid"),
        ("row 8", "size", "cell-invalid"),
        ("row 9", "id", "cell-invalid"),
    ]


def test_where_it_is_tomorrow_already_is_not_in_the_future() -> None:
    (tomorrow,) = outcomes_of([{**GOOD, "date": "2025-11-26"}], CATEGORIES, NOON_MS)
    assert tomorrow.happened_ms > NOON_MS


def test_naming_faults_ends_when_it_is_plainly_another_table() -> None:
    assert len(faults(*[{**GOOD, "outcome": "tight"}] * (MAX_FAULTS + 50))) == MAX_FAULTS


@pytest.mark.parametrize(
    ("heading", "missing"), [("id,sku", ["outcome"]), ("A-1,dress-1,kept", ["id", "sku", "outcome"])]
)
def test_a_heading_has_to_name_what_is_needed(heading: str, missing: list[str]) -> None:
    with pytest.raises(InvalidRows) as refusal:
        rows_of_csv(f"{heading}\nA-1,dress-1,kept\n".encode(), OutcomeRow)
    assert [(fault.values["column"], fault.code) for fault in refusal.value.faults] == [
        (column, "column-missing") for column in missing
    ]


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(InvalidBody):
        rows_of_csv(b"id,sku,outcome\n" + b"A,dress-1,kept\n" * (MAX_ROWS + 1), OutcomeRow)
