"""The printed card's patches as a table: read with every fault by row, and written."""

import pytest

from server.errors import InvalidRows
from server.vision.card_table import as_meant, checked, csv_of, lab_of_csv
from server.vision.colour_card import CHART_SRGB


def in_srgb(separator: str = ",") -> list[str]:
    heading = separator.join(["Patch", "Red", "Green", "Blue"])
    return [heading, *(separator.join(map(str, (number, *rgb))) for number, rgb in enumerate(CHART_SRGB, 1))]


def read(lines: list[str]) -> list[tuple[float, float, float]]:
    return lab_of_csv("\n".join(lines).encode())


def faults(lines: list[str]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRows) as caught:
        read(lines)
    return [(fault.where, fault.code) for fault in caught.value.faults]


def test_what_is_written_is_read_again() -> None:
    lab = [(round(0.9 * light, 2), a, b) for light, a, b in as_meant()]
    assert lab_of_csv(csv_of(lab).encode()) == lab


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "pasted from a spreadsheet"])
def test_srgb_is_taken_in_any_order_and_with_any_separator(separator: str) -> None:
    heading, *rows = in_srgb(separator)
    assert read([heading, *reversed(rows)]) == as_meant()


def test_each_wrong_row_is_named() -> None:
    lines = in_srgb()
    lines[3] = "3,98,122,300"
    lines[4] = "25,87,108,67"
    lines[5] = "5,133,,177"
    assert faults(lines) == [("row 3", "cell-invalid"), ("row 4", "cell-invalid"), ("row 5", "cell-missing")]


def test_a_patch_that_is_missing_or_given_twice_is_named() -> None:
    lines = in_srgb()
    assert faults(lines[:-1]) == [("row 0", "patch-missing")]
    assert faults([*lines, lines[5]]) == [("row 25", "patch-twice")]
    assert faults(["patch,l,a", "1,2,3"]) == [("row 0", "column-missing")]


def test_rows_that_were_mixed_up_are_named() -> None:
    lab = as_meant()
    lab[2], lab[15] = lab[15], lab[2]
    with pytest.raises(InvalidRows) as caught:
        checked(lab)
    assert [(fault.where, fault.values["column"]) for fault in caught.value.faults] == [
        ("row 3", "blue sky"),
        ("row 16", "yellow"),
    ]
