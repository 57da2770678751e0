"""When the light is called another one, on plain and on rendered pictures.

The rendered camera balances white under each lamp; `balance` is how far it is off under a lamp that it was not set for.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.async_api import Page

from tests.static.modules import run
from tests.support.rendered_card import CardScene, render_card

pytestmark = pytest.mark.browser

IMPORTS = "{ LightWatch, lookOf } from ../room/light-watch.js"

# After each look, whether the light is called another one.
WATCH = """const watch = new LightWatch();
  return argument.map((pixels) => {
    watch.see(lookOf(Uint8ClampedArray.from(pixels)));
    return watch.changed;
  });"""


def plain(rgb: tuple[int, int, int]) -> list[int]:
    return [*rgb, 255] * 12


GREY, WARM, DIM, BLACK = (120, 120, 120), (150, 120, 80), (60, 60, 60), (0, 0, 0)


@pytest.mark.parametrize(
    ("pictures", "changed"),
    [
        ([GREY] * 6, False),
        ([GREY] + [WARM] * 3, True),
        ([GREY] + [DIM] * 3, True),
        ([GREY] + [WARM] * 2 + [GREY] + [WARM] * 2, False),
        ([GREY] + [WARM] * 3 + [GREY], True),
        ([GREY] + [WARM] * 3 + [GREY] * 3, False),
        ([BLACK, GREY] + [BLACK] * 4, False),
    ],
    ids=["steady", "other lamp", "less light", "a flash", "back for a moment", "back again", "black tells nothing"],
)
async def test_the_light_has_changed_when_three_looks_agree(bench: Page, pictures: list[Any], changed: bool) -> None:
    assert (await run(bench, IMPORTS, WATCH, [plain(rgb) for rgb in pictures]))[-1] is changed


PRODUCT = CardScene(width=320, height=240, size=0.5, checked=True, noise=4, exposure=0.8)


def look(scene: CardScene, seed: int) -> list[int]:
    """What a watch is given of a rendered picture: a small copy, RGBA."""
    small = cv2.resize(render_card(replace(scene, seed=seed, aslant=0.0)), (32, 24), interpolation=cv2.INTER_AREA)
    return [int(value) for value in np.dstack([small, np.full(small.shape[:2], 255)]).ravel()]


def film(*scenes: CardScene, looks: int = 4) -> list[list[int]]:
    return [look(scene, seed) for seed, scene in enumerate(scene for scene in scenes for _ in range(looks))]


def coming_in(scene: CardScene, shares: Sequence[float]) -> list[CardScene]:
    return [replace(scene, garment=share) for share in shares]


@pytest.mark.parametrize(
    "change",
    [
        {"lamp": "A", "balance": (1.4, 0.6)},
        {"lamp": "FL11", "balance": (1.15, 0.85)},
        {"lamp": "LED-B3", "balance": (0.85, 1.2)},
        {"exposure": 0.3},
    ],
    ids=["bulb", "fluorescent", "LED", "less light"],
)
async def test_another_lamp_is_noticed(bench: Page, change: dict[str, Any]) -> None:
    changed = await run(bench, IMPORTS, WATCH, film(PRODUCT, replace(PRODUCT, **change), PRODUCT))
    assert not any(changed[:4])
    assert changed[7]
    assert not changed[-1]


@pytest.mark.parametrize("background", [True, False], ids=["checked", "plain"])
async def test_a_garment_that_is_moved_into_the_picture_is_no_other_lamp(bench: Page, background: bool) -> None:
    scene = replace(PRODUCT, checked=background)
    scenes = [scene, *coming_in(scene, [0.2, 0.5, 0.7, 0.85]), scene]
    assert not any(await run(bench, IMPORTS, WATCH, film(*scenes, looks=3)))


async def test_another_lamp_is_noticed_on_the_garment_that_came_in_before(bench: Page) -> None:
    shown = replace(PRODUCT, garment=0.8)
    changed = await run(bench, IMPORTS, WATCH, film(PRODUCT, shown, replace(shown, lamp="A", balance=(1.4, 0.6))))
    assert not any(changed[:8])
    assert changed[-1]


async def test_dusk_is_noticed_though_no_look_differs_much_from_the_one_before(bench: Page) -> None:
    steps = np.linspace(1.0, 1.3, 12)
    scenes = [replace(PRODUCT, balance=(step, 1 / step)) for step in steps]
    changed = await run(bench, IMPORTS, WATCH, film(*scenes, looks=1))
    assert not changed[1]
    assert changed[-1]
