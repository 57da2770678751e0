"""What two people draw on one picture: the same on both sides, whatever the order in which it arrives."""

import random
from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ Drawing, readOperation } from ../room/drawing.js"
MARKS = """
  const drawing = new Drawing();
  for (const operation of argument) drawing.apply(operation);
  return drawing.marks;
"""

OPERATIONS: list[dict[str, Any]] = [
    {"op": "line", "id": "buyer:1", "order": 1, "from": 0, "points": [[0.1, 0.1], [0.2, 0.1]]},
    {"op": "line", "id": "buyer:1", "order": 1, "from": 2, "points": [[0.3, 0.1]]},
    {"op": "line", "id": "agent:1", "order": 1, "from": 0, "points": [[0.5, 0.5]]},
    {"op": "text", "id": "agent:2", "order": 2, "at": [0.4, 0.4], "text": "this seam"},
    {"op": "line", "id": "agent:3", "order": 3, "from": 0, "points": [[0.9, 0.9]]},
    {"op": "undo", "id": "agent:3"},
    {"op": "line", "id": "agent:3", "order": 3, "from": 1, "points": [[0.8, 0.9]]},
]


async def marks(bench: Page, operations: list[dict[str, Any]]) -> Any:
    return await run(bench, IMPORTS, MARKS, operations)


async def test_lines_and_words_lie_in_the_order_in_which_they_were_made(bench: Page) -> None:
    found = await marks(bench, OPERATIONS)
    assert [(mark["id"], mark["by"], mark["text"]) for mark in found] == [
        ("agent:1", "agent", ""),
        ("buyer:1", "buyer", ""),
        ("agent:2", "agent", "this seam"),
    ]
    assert found[1]["points"] == [[0.1, 0.1], [0.2, 0.1], [0.3, 0.1]]


@pytest.mark.parametrize("seed", range(20))
async def test_any_order_and_any_repeats_come_out_the_same(bench: Page, seed: int) -> None:
    chance = random.Random(seed)
    shuffled = OPERATIONS + chance.sample(OPERATIONS, 3)
    chance.shuffle(shuffled)
    assert await marks(bench, shuffled) == await marks(bench, OPERATIONS)


async def test_a_line_is_drawn_as_far_as_it_has_come(bench: Page) -> None:
    late = {"op": "line", "id": "buyer:1", "order": 1, "from": 3, "points": [[0.9, 0.9]]}
    (mark,) = await marks(bench, [OPERATIONS[0], late])
    assert mark["points"] == [[0.1, 0.1], [0.2, 0.1]]


async def test_what_was_drawn_here_can_be_said_again_whole(bench: Page) -> None:
    again = """
      const drawing = new Drawing();
      for (const operation of argument) drawing.apply(operation);
      const other = new Drawing();
      for (const role of ["buyer", "agent"]) for (const operation of drawing.operationsOf(role)) other.apply(operation);
      return other.marks;
    """
    assert await run(bench, IMPORTS, again, OPERATIONS) == await marks(bench, OPERATIONS)


@pytest.mark.parametrize(
    "operation",
    [
        None,
        "line",
        {**OPERATIONS[2], "id": "buyer:1"},
        {**OPERATIONS[2], "points": []},
        {**OPERATIONS[2], "points": [[0.5, 1.01]]},
        {**OPERATIONS[2], "points": [["0.5", 0.5]]},
        {**OPERATIONS[2], "points": [[0.5, 0.5]] * 513},
        {**OPERATIONS[2], "from": -1},
        {**OPERATIONS[2], "order": 1e9},
        {**OPERATIONS[3], "text": " "},
        {**OPERATIONS[3], "at": None},
        {"op": "undo", "id": "buyer:1"},
        {"op": "erase", "id": "agent:1", "order": 1},
    ],
)
async def test_from_the_other_page_only_its_own_marks_are_taken_and_only_whole(bench: Page, operation: Any) -> None:
    script = "return argument.map((operation) => readOperation(operation, 'agent') !== null);"
    assert await run(bench, IMPORTS, script, [OPERATIONS[2], operation]) == [True, False]
