"""The correction of colours in the browser: of a video, and of a still."""

import numpy as np
import pytest
from playwright.async_api import Page, expect

from server.vision.difference import to_linear
from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

SCIENCE = "{ corrected, toLinear, toSrgb } from ../room/colour-science.js"
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


async def test_a_still_is_corrected_as_the_video_is(bench: Page) -> None:
    script = """const [rgb, matrix] = argument;
    const drawn = new OffscreenCanvas(40, 30);
    const context = drawn.getContext("2d");
    context.fillStyle = `rgb(${rgb})`;
    context.fillRect(0, 0, 40, 30);
    const image = await correctedImage(await drawn.convertToBlob({ type: "image/png" }), matrix);
    const seen = await createImageBitmap(image);
    context.drawImage(seen, 0, 0);
    return [image.type, seen.width, seen.height, [...context.getImageData(20, 15, 1, 1).data]];"""
    imports = "{ correctedImage } from ../room/colour-program.js"
    kind, width, height, shown = await run(bench, imports, script, [[180, 120, 60], MATRIX])
    assert (kind, width, height) == ("image/jpeg", 40, 30)
    wanted = await run(bench, SCIENCE, "return corrected(...argument);", [[180 / 255, 120 / 255, 60 / 255], MATRIX])
    np.testing.assert_allclose(shown[:3], np.array(wanted) * 255, atol=3)
