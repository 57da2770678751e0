"""A shop's rules as a table: what is written is read again, and each wrong cell is named."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidBody, InvalidRows
from server.policy import Rule
from server.policy.table import COLUMNS, csv_of, rules_of_csv, rules_of_json
from server.policy.terms import CONDITIONS, EXCLUSIONS
from server.table import MAX_FAULTS, MAX_ROWS

HEADING = ",".join(COLUMNS)

names = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20).filter(str.strip)
rules = st.builds(
    Rule,
    category=st.none() | names,
    country=st.none() | st.sampled_from(["DE", "EU", "BR"]),
    window_days=st.integers(0, 3650),
    who_pays=st.sampled_from(["buyer", "shop"]),
    exclusions=st.lists(st.sampled_from(EXCLUSIONS), unique=True).map(tuple),
    condition=st.sampled_from(CONDITIONS),
)
tables = st.lists(rules, max_size=6, unique_by=lambda rule: ((rule.category or "").strip().casefold(), rule.country))


def faults(body: str) -> list[tuple[str, object, str]]:
    with pytest.raises(InvalidRows) as refusal:
        rules_of_csv(body.encode())
    return [(fault.where, fault.values["column"], fault.code) for fault in refusal.value.faults]


@given(tables)
def test_what_is_written_as_json_is_read_again(table: list[Rule]) -> None:
    assert rules_of_json(msgspec.json.encode({"items": table})) == table


@given(tables)
def test_what_is_written_as_csv_is_read_again_but_for_space_around(table: list[Rule]) -> None:
    tidy = [msgspec.structs.replace(rule, category=rule.category and rule.category.strip()) for rule in table]
    assert rules_of_csv(csv_of(table).encode()) == tidy


def test_a_spreadsheets_habits_are_taken() -> None:
    lines = [
        "\ufeffCategory;Country;Window_days;Who_pays;Exclusions;Condition",
        'Dresses;de;30;shop;"";',
        ";;14;buyer;reduced made-to-order;unused",
        "",
    ]
    assert rules_of_csv("\r\n".join(lines).encode()) == [
        Rule(category="Dresses", country="DE", window_days=30, who_pays="shop"),
        Rule(window_days=14, who_pays="buyer", exclusions=("reduced", "made-to-order"), condition="unused"),
    ]


def test_every_wrong_cell_is_named_at_once() -> None:
    body = f"{HEADING}\n,,30,shop,,\nshoes,Germany,many,nobody,worn,dirty\n,BR,,shop,,\n,FR,-1,shop,,\n"
    assert faults(body) == [
        ("row 2", "country", "cell-invalid"),
        ("row 2", "window_days", "cell-invalid"),
        ("row 2", "who_pays", "cell-invalid"),
        ("row 2", "exclusions", "cell-invalid"),
        ("row 2", "condition", "cell-invalid"),
        ("row 3", "window_days", "cell-missing"),
        ("row 4", "window_days", "cell-invalid"),
    ]


def test_a_second_rule_for_the_same_is_named() -> None:
    assert faults(f"{HEADING}\nDresses,DE,30,shop,,\ndresses,DE,14,shop,,\ndresses,FR,14,shop,,\n") == [
        ("row 2", "category", "rule-twice")
    ]


@pytest.mark.parametrize("body", ["", "dresses,DE,30,shop,,\n", "category,country\nDresses,DE\n"])
def test_a_table_whose_heading_names_no_terms_leaves_no_shop_without_rules(body: str) -> None:
    assert faults(body) == [("row 0", "window_days", "column-missing"), ("row 0", "who_pays", "column-missing")]


def test_a_heading_alone_says_that_there_are_no_rules() -> None:
    assert rules_of_csv(f"{HEADING}\n".encode()) == []


def test_a_column_and_a_cell_too_many_are_named() -> None:
    assert faults(f"{HEADING},colour\n,,30,shop,,,red\n") == [("row 1", "colour", "column-unknown")]
    assert faults(f"{HEADING}\n,,30,shop,,,red\n") == [("row 1", "", "column-unknown")]


@pytest.mark.parametrize("category", ["a\0b", " "])
def test_a_category_that_is_no_name_is_refused(category: str) -> None:
    with pytest.raises(InvalidRows) as refusal:
        rules_of_json(msgspec.json.encode({"items": [{"category": category, "window_days": 1, "who_pays": "shop"}]}))
    assert [(fault.values["column"], fault.code) for fault in refusal.value.faults] == [("category", "cell-invalid")]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"items":1}', b'{"items":[1]}', b'{"rules":[]}', b'{"items":[],"more":[]}', b"[" * 100_000]
)
def test_json_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidBody):
        rules_of_json(body)


@pytest.mark.parametrize("body", [b"\xff\xfe", f"{HEADING}\n".encode() + b",,1,shop,,\n" * (MAX_ROWS + 1)])
def test_a_table_that_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidBody):
        rules_of_csv(body)


def test_naming_faults_ends_when_it_is_plainly_another_table() -> None:
    wrong = ",,x,y,,\n" * MAX_ROWS
    with pytest.raises(InvalidRows) as refusal:
        rules_of_csv(f"{HEADING}\n{wrong}".encode())
    assert MAX_FAULTS <= len(refusal.value.faults) < MAX_FAULTS + len(COLUMNS)
