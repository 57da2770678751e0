"""Size charts: errors are named by row, and a table goes out as CSV and comes in again."""

import contextlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import SizeChartRefused
from server.shop import SizeChart, SizeRow
from server.shop.demo import PRODUCTS
from server.sizing.charts import CsvChart, chart_from_csv, chart_to_csv, check_chart, garment_of

DRESS = PRODUCTS[0].size_chart
assert DRESS is not None
ABOUT = CsvChart(system="EU", group="women", garment="dress")

GOOD = """size,chest_least,chest_most,waist_least,waist_most,garment_chest
36,82,86,66,70,92
38,86,90,70,74,96
40,90,94,74,78,
"""


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(SizeChartRefused) as refusal:
        chart_from_csv(text, ABOUT)
    return [(fault.where, fault.code) for fault in refusal.value.faults]


def test_a_table_is_read_as_it_is_written() -> None:
    chart = chart_from_csv(GOOD, ABOUT)
    assert chart.dimensions == ("chest", "waist")
    assert chart.rows[1] == SizeRow(size="38", body_cm={"chest": (86, 90), "waist": (70, 74)}, garment_cm={"chest": 96})
    assert chart_to_csv(chart) == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "size;chest;waist\r\n36;82-86;66–70\r\n38;86-90;70–74\r\n40;90-94;74–78\r\n",
        "Size\tChest\tWaist\n36\t82 - 86\t66 to 70\n\n38\t86 - 90 cm\t70 to 74\n40\t90-94\t74-78\n",
        "\ufeffsize;chest_least;chest_most;waist\n36;82,0;86,0;66-70\n38;86;90;70-74\n40;90;94;74-78\n",
    ],
    ids=["semicolons", "tabs", "comma as decimal point"],
)
def test_the_ways_in_which_spreadsheets_write_are_read(text: str) -> None:
    assert chart_from_csv(text, ABOUT).rows[1].body_cm == {"chest": (86, 90), "waist": (70, 74)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("36,82-86\n38,84-90", [("row 2", "overlap")]),
        ("36,82-86\n38,89-93", [("row 2", "gap")]),
        ("36,82-86\n38,", [("row 2", "range-missing")]),
        ("36,82-86\n36,86-90", [("row 2", "size-twice")]),
        ("36,82-86\n38,34-36", [("row 2", "wrong-unit"), ("row 2", "order")]),
        ("36,86-82", [("row 1", "range-reversed")]),
        ("36,82-86\n38,about 88", [("row 2", "no-number")]),
        ("38,86-90\n36,82-86", [("row 2", "order")]),
        (",82-86", [("row 1", "no-size")]),
        ("36,820-860", [("row 1", "wrong-unit")]),
        ("", [("rows", "no-row")]),
    ],
)
def test_what_is_wrong_is_named_by_its_row(rows: str, expected: list[tuple[str, str]]) -> None:
    assert faults(f"size,chest\n{rows}\n") == expected


def test_every_row_that_is_wrong_is_named_at_once() -> None:
    text = "size,chest,waist\n36,82-86,66-70\n36,84-90,x\n40,95-99,74-78\n"
    assert faults(text) == [("row 2", "no-number"), ("row 2", "size-twice"), ("row 2", "overlap"), ("row 3", "gap")]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("chest", ("row 0", "no-size-column")),
        ("size,bust", ("row 0", "column-unknown")),
        ("size,chest,chest", ("row 0", "column-twice")),
    ],
)
def test_what_is_wrong_with_the_heading_is_named(heading: str, expected: tuple[str, str]) -> None:
    assert faults(f"{heading}\n36,82-86,82-86\n") == [expected]


def test_an_empty_table_is_refused() -> None:
    assert faults("") == [("row 0", "no-size-column")]


def test_tables_in_whole_centimetres_leave_no_gap() -> None:
    check_chart(chart_from_csv("size,chest\n12,86-90\n14,91-95\n", ABOUT))


def test_the_same_range_for_several_sizes_is_no_overlap() -> None:
    assert DRESS is not None
    assert len({row.body_cm["height"] for row in DRESS.rows}) == 1
    check_chart(DRESS)


@pytest.mark.parametrize("product", [p for p in PRODUCTS if p.size_chart], ids=lambda product: product.sku)
def test_the_demos_charts_are_sound(product: object) -> None:
    chart = getattr(product, "size_chart", None)
    assert isinstance(chart, SizeChart)
    check_chart(chart)


charts = st.builds(
    lambda first, steps: SizeChart(
        system="EU",
        group="women",
        garment="dress",
        dimensions=("chest",),
        rows=tuple(
            SizeRow(size=f"S{index}", body_cm={"chest": (first + sum(steps[:index]), first + sum(steps[: index + 1]))})
            for index in range(len(steps))
        ),
    ),
    st.integers(65, 90),
    st.lists(st.sampled_from([2.0, 3.0, 4.5]), min_size=1, max_size=12),
)


@given(charts)
def test_every_sound_chart_survives_the_way_out_and_in(chart: SizeChart) -> None:
    check_chart(chart)
    assert chart_from_csv(chart_to_csv(chart), ABOUT) == chart
    assert msgspec.json.decode(msgspec.json.encode(chart), type=SizeChart) == chart


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(SizeChartRefused):
        check_chart(chart_from_csv(text, ABOUT))


@pytest.mark.parametrize(
    ("dimensions", "category", "garment"),
    [
        (("foot_length",), "sneakers", "shoes"),
        (("chest", "waist"), "dresses", "dress"),
        (("waist", "hip"), "jeans", "bottom"),
        (("waist", "inside_leg"), "denim", "bottom"),
        (("chest",), "shirts", "top"),
    ],
)
def test_what_a_chart_leaves_open_is_taken_from_dimensions_and_category(
    dimensions: tuple[str, ...], category: str, garment: str
) -> None:
    chart = msgspec.convert({"system": "EU", "dimensions": dimensions, "rows": ()}, SizeChart)
    assert garment_of(chart, category) == garment
