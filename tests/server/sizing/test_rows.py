"""Reading outcomes: everything is taken, or the line and the column are named."""

import numpy as np
import pytest

from server.sizing.learning.errors import RowsUnusable
from server.sizing.learning.rows import BODY, Rows, read_rows

HEADER = "user_id,item_id,category,size,outcome,date,height_cm,weight_kg,bust_cm,underbust_cm,age"
GOOD = "u1,i1,gown,8,fit,2016-04-20,170,60,92,80,30"


def read(*lines: str) -> Rows:
    return read_rows(f"{line}\n".encode() for line in lines)


def refusal(*lines: str) -> str:
    with pytest.raises(RowsUnusable) as refused:
        read(*lines)
    message = str(refused.value)
    assert "\n" not in message
    return message


def test_rows_come_in_order_of_their_days_and_within_a_day_as_in_the_file() -> None:
    rows = read(
        HEADER,
        "u2,i1,gown,8,small,2016-04-21,,,,,",
        "u1,i2,gown,10,fit,2016-04-20,,,,,",
        "u1,i1,coat,12,large,2016-04-20,,,,,",
    )
    assert rows.size.tolist() == [10, 12, 8]
    assert rows.outcome.tolist() == [1, 2, 0]
    assert np.diff(rows.day).tolist() == [0, 1]
    assert rows.user[0] == rows.user[1] != rows.user[2]
    assert rows.item[1] == rows.item[2] != rows.item[0]
    assert rows.category[0] == rows.category[2] != rows.category[1]


def test_empty_cells_and_missing_columns_are_unknown_and_columns_come_in_any_order() -> None:
    rows = read(
        "date,outcome,size,category,item_id,user_id,age,colour",
        "2016-04-20,fit,,,,,,red",
        "2016-04-21,fit,8,gown,i1,u1,31,blue",
    )
    assert np.isnan(rows.size[0])
    assert np.isnan(rows.body[0]).all()
    assert rows.body[1, BODY.index("age")] == 31
    assert np.isnan(rows.body[1, BODY.index("height_cm")])


def test_rows_without_a_user_or_an_item_share_none() -> None:
    rows = read(HEADER, ",,gown,8,fit,2016-04-20,,,,,", ",,gown,8,fit,2016-04-20,,,,,", GOOD)
    assert len(set(rows.user.tolist())) == len(set(rows.item.tolist())) == 3
    assert len(set(rows.category.tolist())) == 1


@pytest.mark.parametrize("written", ["2016-04-20", "2016-04-20T18:00:00", "20160420", "April 20, 2016"])
def test_a_date_may_be_written_in_several_ways(written: str) -> None:
    cells = GOOD.replace("2016-04-20", f'"{written}"')
    assert read(HEADER, cells).day.tolist() == read(HEADER, GOOD).day.tolist()


def test_a_byte_order_mark_windows_line_ends_blank_lines_and_capitals_do_no_harm() -> None:
    text = f"\ufeff{HEADER.upper()}\r\n\r\n{GOOD.replace('fit', 'Fit')}\r\n"
    assert len(read_rows(text.encode().splitlines(keepends=True))) == 1


@pytest.mark.parametrize(
    ("lines", "hints"),
    [
        ([], ["empty"]),
        ([HEADER.replace(",outcome", ""), GOOD], ["line 1", "outcome"]),
        ([f"{HEADER},size", f"{GOOD},8"], ["line 1", "size"]),
        ([HEADER, GOOD, GOOD.replace("fit", "tight")], ["line 3", "outcome", "'tight'"]),
        ([HEADER, GOOD.replace("fit", "")], ["line 2", "outcome"]),
        ([HEADER, GOOD, "", GOOD.replace(",8,", ",eight,")], ["line 4", "size", "'eight'"]),
        ([HEADER, GOOD.replace(",8,", ",nan,")], ["line 2", "size"]),
        ([HEADER, GOOD.replace(",170,", ",-170,")], ["line 2", "height_cm"]),
        ([HEADER, GOOD.replace(",60,", ",60kg,")], ["line 2", "weight_kg", "'60kg'"]),
        ([HEADER, GOOD.replace("2016-04-20", "2016-04-31")], ["line 2", "date", "2016-04-31"]),
        ([HEADER, GOOD.replace("2016-04-20", "")], ["line 2", "date"]),
        ([HEADER, f"{GOOD},1"], ["line 2", "12 cells", "11 columns"]),
        ([HEADER, GOOD, '"u2'], ["line 3", "CSV"]),
        ([HEADER, GOOD.replace(",170,", ",66,")], ["height_cm", "inches"]),
        ([HEADER, GOOD.replace(",60,", ",137,")], ["weight_kg", "pounds"]),
    ],
)
def test_what_cannot_be_read_is_named_by_line_and_column(lines: list[str], hints: list[str]) -> None:
    message = refusal(*lines)
    assert all(hint in message for hint in hints), message


def test_bytes_that_are_not_utf_8_are_named_by_line() -> None:
    with pytest.raises(RowsUnusable, match="line 2: byte 10 is not UTF-8"):
        read_rows([HEADER.encode() + b"\n", "u1,i1,caf\xe9,8".encode("latin-1")])
