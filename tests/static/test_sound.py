"""How old the sound is, and how much of it was made up, by statistics."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

PLAYOUT = {"type": "media-playout", "totalPlayoutDelay": 960.0, "totalSamplesCount": 48_000}
INBOUND = {
    "type": "inbound-rtp",
    "kind": "audio",
    "playoutId": "A",
    "jitterBufferDelay": 2_000.0,
    "jitterBufferEmittedCount": 48_000,
    "concealedSamples": 100,
    "totalSamplesReceived": 48_000,
}
LATER = INBOUND | {
    "jitterBufferDelay": 2_000.0 + 96_000 * 0.06,
    "jitterBufferEmittedCount": 48_000 + 96_000,
    "concealedSamples": 580,
    "totalSamplesReceived": 48_000 + 96_000,
}
PLAYED = PLAYOUT | {"totalPlayoutDelay": 960.0 + 96_000 * 0.02, "totalSamplesCount": 48_000 + 96_000}


async def heard(bench: Page, before: Any, after: Any, way_ms: float | None = 50) -> Any:
    """Run `heard` over two reports, given as dictionaries by id."""
    reports = [[[name, {"id": name, **entry}] for name, entry in report.items()] for report in (before, after)]
    script = "const [a, b] = argument[0].map((r) => sound(new Map(r))); return heard(a, b, argument[1]);"
    return await run(bench, "{ heard, sound } from latency/sound.js", script, [reports, way_ms])


async def test_the_age_is_made_of_sender_way_jitter_buffer_and_playout(bench: Page) -> None:
    told = await heard(bench, {"I": INBOUND, "A": PLAYOUT}, {"I": LATER, "A": PLAYED})
    assert told["mouthToEarMs"] == pytest.approx(36.5 + 50 + 60 + 20)
    assert (told["concealedSamples"], told["audioSamples"]) == (480, 96_000)


async def test_a_browser_without_playout_statistics_is_told_the_rest(bench: Page) -> None:
    told = await heard(bench, {"I": INBOUND}, {"I": LATER})
    assert told["mouthToEarMs"] == pytest.approx(36.5 + 50 + 60)


async def test_the_age_is_unknown_without_the_way_or_without_sound(bench: Page) -> None:
    assert (await heard(bench, {"I": INBOUND}, {"I": LATER}, None))["mouthToEarMs"] is None
    assert (await heard(bench, {"I": INBOUND}, {"I": INBOUND}))["mouthToEarMs"] is None
    nothing = {"mouthToEarMs": None, "concealedSamples": 0, "audioSamples": 0}
    assert await heard(bench, {}, {}) == nothing


async def test_the_counters_of_a_rebuilt_connection_begin_again(bench: Page) -> None:
    told = await heard(bench, {"I": LATER}, {"J": INBOUND})
    assert (told["concealedSamples"], told["audioSamples"]) == (100, 48_000)
