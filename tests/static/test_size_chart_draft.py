"""A size chart as it is edited: cells, files, and what is wrong with them."""

import json
from typing import Any, get_args

import pytest

from server.shop import BodyDimension
from server.sizing.charts import CsvChart, chart_from_csv, chart_to_csv
from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ DIMENSIONS, chartOf, draftOf, easeOf, emptyDraft } from ../agent/size-chart-draft.js
{ inCentimetres, marked, withCell, withRow } from ../agent/size-chart-draft.js
{ draftFromText, cellsOf } from ../agent/size-chart-file.js"""


@pytest.fixture
async def ask(people: People, site: Site) -> Any:
    """Asks the modules of the draft."""
    page = await people.page(locale="en-GB")
    await page.goto(site.url)

    async def ask(script: str, argument: Any = None) -> Any:
        return await run(page, IMPORTS, script, argument)

    return ask


async def test_dimensions_are_those_of_the_service(ask: Any) -> None:
    assert await ask("return DIMENSIONS") == list(get_args(BodyDimension))


async def test_a_table_is_read_as_the_service_reads_and_writes_it(ask: Any) -> None:
    table = 'size;Chest;waist_least;waist_most;garment_chest\n"38";86-90;68,5;72;98\n\n\'+40;90 – 94;72;76 cm;\n'
    theirs = chart_from_csv(table.replace("'+40", "+40"), CsvChart(system="EU"))
    script = "return chartOf(draftFromText(argument, { ...emptyDraft(), system: 'EU' }).draft)"
    for text in (table, "\ufeff" + table.replace("\n", "\r\n"), chart_to_csv(theirs)):
        read = await ask(script, text)
        assert read["faults"] == []
        assert read["chart"]["dimensions"] == ["chest", "waist"]
        assert read["chart"]["rows"] == [
            {"size": "38", "body_cm": {"chest": [86, 90], "waist": [68.5, 72]}, "garment_cm": {"chest": 98}},
            {"size": "+40", "body_cm": {"chest": [90, 94], "waist": [72, 76]}, "garment_cm": {}},
        ]


async def test_quotes_hold_what_would_end_a_cell(ask: Any) -> None:
    assert await ask("return cellsOf(argument)", 'a,"b, ""c""\nd",\n,,\ne') == [["a", 'b, "c"\nd', ""], ["e"]]


async def test_what_is_no_chart_is_told_and_leaves_the_cells_alone(ask: Any) -> None:
    script = """
      const before = withCell(emptyDraft(), { row: 0, part: "size", dimension: "" }, "kept");
      return argument.map((text) => {
        const { draft, faults } = draftFromText(text, before);
        return [draft.rows[0].size, ...faults.map(({ code }) => code)];
      });
    """
    wrong = {
        "size,chest,sleeve\n": "column-unknown",
        "size,chest,chest\n": "column-twice",
        "chest_least,chest_most\n86,90\n": "no-size-column",
        "": "no-size-column",
        '{"rows": 1}': "no-chart",
        '{"dimensions": ["chest"], "rows": [{"size": "M", "body_cm": {"chest": 90}}]}': "no-chart",
        "{": "no-chart",
        '{"dimensions": ["wings"], "rows": []}': "column-unknown",
    }
    assert await ask(script, list(wrong)) == [["kept", code] for code in wrong.values()]


async def test_json_is_read_as_the_service_gives_it(ask: Any) -> None:
    chart = {
        "system": "INT",
        "dimensions": ["chest"],
        "rows": [{"size": "M", "body_cm": {"chest": [90, 98]}, "garment_cm": {}}],
        "group": "men",
    }
    entry = {"scope": "brand", "key": "Acme", "chart": chart, "updated_ms": 1, "updated_by": "mei"}
    for text in (json.dumps(chart), json.dumps(entry)):
        read = await ask("return chartOf(draftFromText(argument, emptyDraft()).draft).chart", text)
        assert read == chart


async def test_a_fault_stays_with_its_size_until_the_cell_is_mended(ask: Any) -> None:
    script = """
      const chart = { system: "EU", dimensions: ["chest"], rows: ["38", "40"].map((size) => ({ size, body_cm: {} })) };
      const fault = { where: "row 2", code: "range-missing", detail: "", values: { row: 2, dimension: "chest" } };
      const other = { where: "rows", code: "too-many-rows", detail: "" };
      const { draft, general } = marked(draftOf(chart), [fault, other]);
      const codes = ({ rows }) => rows.map(({ faults }) => faults.map(({ code }) => code));
      const moved = withRow(draft, 0);
      const mended = withCell(moved, { row: 2, part: "least", dimension: "chest" }, "90");
      return [codes(draft), codes(moved), codes(mended), general.map(({ code }) => code)];
    """
    missing = ["range-missing"]
    assert await ask(script) == [[[], missing], [[], [], missing], [[], [], []], ["too-many-rows"]]


async def test_a_word_in_a_cell_is_told_and_stays(ask: Any) -> None:
    script = """
      const chart = { system: "EU", dimensions: ["chest"], rows: [{ size: "38", body_cm: { chest: [86, 90] } }] };
      const draft = withCell(draftOf(chart), { row: 0, part: "most", dimension: "chest" }, "wide");
      const faults = chartOf(draft).faults.map(({ code, values }) => [code, values.row, values.part]);
      return [draft.rows[0].body.chest, faults];
    """
    assert await ask(script) == [["86", "wide"], [["no-number", 1, "most"]]]


async def test_what_was_taken_for_inches_is_converted_and_nothing_else(ask: Any) -> None:
    script = """
      const rows = [{ size: "38", body_cm: { chest: [34, 36], waist: [27, 72], hip: [96, 100] } }];
      const faults = [["chest", 34], ["waist", 27]].map(([dimension, value]) => {
        const values = { row: 1, dimension, value, likely: "in" };
        return { where: "row 1", code: "wrong-unit", detail: "", values };
      });
      const { draft } = marked(draftOf({ system: "EU", dimensions: ["chest", "waist", "hip"], rows }), faults);
      return inCentimetres(draft).rows[0];
    """
    assert await ask(script) == {
        "size": "38",
        "body": {"chest": ["86.4", "91.4"], "waist": ["68.6", "72"], "hip": ["96", "100"]},
        "piece": {},
        "faults": [],
    }


async def test_ease_is_what_the_piece_has_over_the_bodies_of_its_size(ask: Any) -> None:
    script = (
        "return argument.map((piece) => easeOf({ body: { chest: ['86', '90'] }, piece: { chest: piece } }, 'chest'))"
    )
    assert await ask(script, ["98", "88", "", "wide"]) == [[8, 12], [-2, 2], None, None]
