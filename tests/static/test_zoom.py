"""A picture in a box, enlarged and moved."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ WHOLE, moved, zoomed } from ../room/zoom.js"
BOX = "const box = { width: 400, height: 300 };"


async def place(bench: Page, script: str) -> Any:
    return await run(bench, IMPORTS, f"{BOX} return {script};")


async def test_the_point_under_the_finger_stays_there(bench: Page) -> None:
    found = await place(bench, "zoomed(zoomed(WHOLE, 2, { x: 100, y: 60 }, box, 8), 1.5, { x: 100, y: 60 }, box, 8)")
    assert found == {"zoom": 3, "x": -200, "y": -120}


async def test_it_never_leaves_the_box_and_never_gets_smaller_than_it(bench: Page) -> None:
    assert await place(bench, "moved(zoomed(WHOLE, 2, { x: 0, y: 0 }, box, 8), 50, -9999, box)") == {
        "zoom": 2,
        "x": 0,
        "y": -300,
    }
    smaller = await place(bench, "zoomed(zoomed(WHOLE, 3, { x: 390, y: 290 }, box, 8), 0.1, { x: 0, y: 0 }, box, 8)")
    assert (smaller["zoom"], abs(smaller["x"]), abs(smaller["y"])) == (1, 0, 0)
    assert (await place(bench, "zoomed(WHOLE, 100, { x: 0, y: 0 }, box, 8)"))["zoom"] == 8
