"""The connection of a second camera, both of its ends in one page."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ CameraLink } from media/camera-link.js"

CONNECT = """
  const view = { ice_servers: [], relay_only: false };
  const failed = (error) => { throw error; };
  const ends = {};
  const to = (other) => (part) => queueMicrotask(() => ends[other].take(part));
  ends.camera = new CameraLink({ id: "l", view, offers: true, say: to("looker"), failed });
  ends.looker = new CameraLink({ id: "l", view, offers: false, say: to("camera"), failed });
  await new Promise((resolve) => ends.looker.addEventListener("open", resolve, { once: true }));
  const heard = [];
  ends.camera.addEventListener("ceiling", ({ detail }) => heard.push(detail));
  const next = () => new Promise((resolve) => ends.camera.addEventListener("ceiling", ({ detail }) => resolve(detail),
    { once: true }));
"""

CLOSE = """
  for (const end of Object.values(ends)) end.close();
"""


async def connected(bench: Page, script: str) -> Any:
    return await run(bench, IMPORTS, CONNECT + script)


async def test_the_one_who_looks_says_what_the_camera_may_send(bench: Page) -> None:
    heard = await connected(
        bench,
        "const told = next(); ends.looker.allow({ bps: 200_000, lines: 240, framesPerSecond: 15 });"
        f"const got = await told; {CLOSE} return got;",
    )
    assert heard == {"bps": 200_000, "lines": 240, "framesPerSecond": 15}


async def test_nobody_can_make_a_camera_send_more_than_a_second_one_may(bench: Page) -> None:
    heard = await connected(
        bench,
        "const told = next(); ends.looker.allow({ bps: 9e9, lines: 4320, framesPerSecond: 240 });"
        f"const got = await told; {CLOSE} return got;",
    )
    assert heard == {"bps": 700_000, "lines": 480, "framesPerSecond": 30}


async def test_what_is_no_ceiling_changes_nothing(bench: Page) -> None:
    heard = await connected(
        bench,
        """
        for (const bps of [-1, 0, null, "much", Number.NaN]) {
          ends.looker.allow({ bps, lines: 240, framesPerSecond: 15 });
        }
        const told = next();
        ends.looker.allow({ bps: 60_000, lines: 240, framesPerSecond: 15 });
        await told;
        """
        + f"{CLOSE} return heard.map(({{ bps }}) => bps);",
    )
    assert heard == [60_000]


async def test_without_a_connection_nothing_is_said(bench: Page) -> None:
    assert not await connected(
        bench, f"{CLOSE} return ends.looker.allow({{ bps: 60_000, lines: 240, framesPerSecond: 15 }});"
    )
