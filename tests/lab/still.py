"""A photograph of 12 megapixels beside the call: the buyer asks for a close look, and it comes as the link lets it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Page

from tests.e2e.people import until
from tests.lab.beside import Counts

COUNT_EVERY_S: Final = 0.5

# Made beforehand: to draw and encode it takes the processor that the call needs. Noise on a weave, so that JPEG cannot
# make it smaller than a real photograph.
_PREPARE: Final = """async () => {
  const canvas = new OffscreenCanvas(4000, 3000);
  const context = canvas.getContext("2d");
  const tile = context.createImageData(500, 500);
  let seed = 7;
  for (let at = 0; at < tile.data.length; at += 4) {
    seed = (seed * 48271) % 2147483647;
    const light = 110 + ((at >> 4) % 2) * 30 + seed % 24;
    tile.data.set([light, light * 0.9, light * 0.8, 255], at);
  }
  for (let y = 0; y < 3000; y += 500) for (let x = 0; x < 4000; x += 500) context.putImageData(tile, x, y);
  const photograph = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
  globalThis.ImageCapture = class {
    async getPhotoCapabilities() { return { imageWidth: { max: 4000 }, imageHeight: { max: 3000 } }; }
    async takePhoto() { return photograph; }
  };
  return photograph.size;
}"""

_ARRIVED: Final = """(size) => document.querySelector("[data-testid=still-viewer]")
  ? size
  : (document.querySelector("[data-testid=close-look-progress]")?.value ?? 0) * size"""


async def prepare_still(agent: Page, buyer: Page) -> int:
    """Have the agent's camera hold a photograph, and the buyer's tool open; the photograph's bytes."""
    size = int(await agent.evaluate(_PREPARE))
    await buyer.click("[data-testid=tool-close-look]")
    await until(buyer, "document.querySelector('[data-testid=close-look-ask]') !== null")
    return size


@asynccontextmanager
async def close_look(buyer: Page, size: int) -> AsyncIterator[Counts]:
    """Ask for it, and count what has arrived for as long as the context lasts."""
    counts: Counts = [(time.time() * 1000, 0.0)]

    async def count() -> None:
        while True:
            await asyncio.sleep(COUNT_EVERY_S)
            counts.append((time.time() * 1000, float(await buyer.evaluate(_ARRIVED, size))))

    await buyer.click("[data-testid=close-look-ask]")
    counting = asyncio.create_task(count())
    try:
        yield counts
    finally:
        counting.cancel()
        await asyncio.wait([counting])
