"""The agent's phone beside the call: a second camera behind the agent's own line, large at the buyer's."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Browser, Page

from tests.e2e.people import PHONE, Person, until
from tests.lab.beside import RTP_OVERHEAD, Counts
from tests.support.chromium import People

COUNT_EVERY_S: Final = 0.5

# Whole IP packets of the picture without sound: the second camera's.
_ARRIVED: Final = f"""async () => {{
  let bytes = 0;
  for (const pc of window.peerConnections) {{
    if (pc.connectionState === "closed" || pc.getReceivers().some(({{ track }}) => track.kind === "audio")) continue;
    for (const entry of (await pc.getStats()).values()) {{
      if (entry.type !== "inbound-rtp") continue;
      bytes += entry.bytesReceived + entry.headerBytesReceived + entry.packetsReceived * {RTP_OVERHEAD};
    }}
  }}
  return bytes;
}}"""


async def join_camera(agent: Page, buyer: Page, phone: Page) -> None:
    """Have the phone join by the agent's invitation, and the buyer make its picture the large one."""
    await agent.click("[data-testid=tool-second-camera]")
    await agent.click("[data-testid=invite]")
    await phone.goto(await agent.get_attribute("[data-testid=qr]", "data-url") or "")
    await phone.click("[data-testid=begin]")
    await until(buyer, f"async () => (await ({_ARRIVED})()) > 0")
    await buyer.click("[data-testid=exchange]")


async def phone_page(browser: Browser) -> Page:
    """A page on the agent's phone."""
    return (await Person.enter(People(browser), None, viewport=PHONE)).page  # type: ignore[arg-type]


@asynccontextmanager
async def camera_counts(buyer: Page) -> AsyncIterator[Counts]:
    """Count what has arrived of the second picture for as long as the context lasts."""
    counts: Counts = []

    async def count() -> None:
        while True:
            counts.append((time.time() * 1000, float(await buyer.evaluate(_ARRIVED))))
            await asyncio.sleep(COUNT_EVERY_S)

    counting = asyncio.create_task(count())
    try:
        yield counts
    finally:
        counting.cancel()
        await asyncio.wait([counting])
