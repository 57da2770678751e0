"""The correction of colours in the browser, and when it is called doubtful."""

from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page, expect

from server.vision.difference import to_linear
from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

SCIENCE = "{ LightWatch, corrected, lookOf, toLinear, toSrgb } from ../room/colour-science.js"
MATRIX = [1.2, -0.1, 0.02, -0.05, 0.9, 0.1, 0.0, -0.2, 1.3]

# A video of one colour, and what the canvas over it shows in its middle.
SHOW = """
  const [rgb, matrix] = argument;
  const source = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  const context = source.getContext("2d");
  const paint = () => { context.fillStyle = `rgb(${rgb})`; context.fillRect(0, 0, 64, 48); };
  paint();
  const stage = document.createElement("div");
  window.video = Object.assign(document.createElement("video"), { muted: true, autoplay: true });
  stage.append(window.video);
  document.body.append(stage);
  window.video.srcObject = source.captureStream(20);
  const painting = setInterval(paint, 50);
  await window.video.play();
  window.view = new ColourView(window.video, matrix);
  const canvas = stage.querySelector("canvas");
  const read = Object.assign(document.createElement("canvas"), { width: 64, height: 48 }).getContext("2d");
  const seen = await new Promise((resolve) => {
    window.video.requestVideoFrameCallback(() => window.video.requestVideoFrameCallback(() => {
      read.drawImage(window.video, 0, 0);
      const raw = [...read.getImageData(32, 24, 1, 1).data];
      read.drawImage(canvas, 0, 0);
      resolve([raw, [...read.getImageData(32, 24, 1, 1).data], canvas.width, canvas.height]);
    }));
  });
  clearInterval(painting);
  return seen;
"""


async def test_linear_light_is_that_of_the_server(bench: Page) -> None:
    values = list(range(0, 256, 5))
    script = "return argument.map((value) => [toLinear(value / 255), toSrgb(toLinear(value / 255)) * 255]);"
    found = np.array(await run(bench, SCIENCE, script, values))
    np.testing.assert_allclose(found[:, 0], to_linear(values), atol=1e-6)
    np.testing.assert_allclose(found[:, 1], values, atol=1e-6)


async def test_each_frame_is_shown_as_the_matrix_says(people: People, site: Site) -> None:
    page = await people.page()
    await page.goto(site.url)
    imports = "{ ColourView } from ../room/colour-view.js"
    raw, shown, width, height = await run(page, imports, SHOW, [[180, 120, 60], MATRIX])
    assert (width, height) == (64, 48)
    wanted = await run(page, SCIENCE, "return corrected(...argument);", [[value / 255 for value in raw[:3]], MATRIX])
    np.testing.assert_allclose(shown[:3], np.array(wanted) * 255, atol=3)
    assert abs(shown[2] - raw[2]) > 5
    await page.evaluate("window.view.close()")
    await expect(page.locator("canvas")).to_have_count(0)


def picture(rgb: tuple[int, int, int]) -> list[int]:
    return [*rgb, 255] * 12


GREY, WARM, DIM, BLACK = (120, 120, 120), (150, 120, 80), (60, 60, 60), (0, 0, 0)


@pytest.mark.parametrize(
    ("pictures", "changed"),
    [
        ([GREY] * 6, False),
        ([GREY] + [WARM] * 3, True),
        ([GREY] + [DIM] * 3, True),
        ([GREY] + [WARM] * 2 + [GREY] + [WARM] * 2, False),
        ([GREY] + [WARM] * 3 + [GREY], False),
        ([BLACK, GREY] + [BLACK] * 4, False),
    ],
    ids=["steady", "other lamp", "less light", "a hand passes", "back again", "black tells nothing"],
)
async def test_the_light_has_changed_when_three_looks_agree(bench: Page, pictures: list[Any], changed: bool) -> None:
    script = """const watch = new LightWatch();
    for (const pixels of argument) watch.see(lookOf(Uint8ClampedArray.from(pixels)));
    return watch.changed;"""
    assert await run(bench, SCIENCE, script, [picture(rgb) for rgb in pictures]) is changed
