"""Which way the media take, by what was measured."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

CHOOSER = "{ RouteChooser } from media/route-chooser.js"

# Each step: how long after the last, the present round trip, the relays', and whether the media are where they should
# be; the answer is what was changed.
STEPS = """
const chooser = new RouteChooser();
let now = 100_000;
const changes = [];
for (const { after, presentMs, relays, lost, taken = true } of argument) {
  now += after;
  const region = taken ? chooser.region : null;
  const known = { presentMs, region, relays: new Map(Object.entries(relays ?? {})) };
  const change = lost ? chooser.lost(now) : chooser.measured(now, known);
  if (change) changes.push([change.region, change.reason]);
}
return changes;
"""


def at(presentMs: float, *, after: float = 2000, **relays: float) -> dict[str, Any]:
    return {"after": after, "presentMs": presentMs, "relays": relays}


async def test_a_relay_that_is_clearly_quicker_is_taken_at_the_second_look(bench: Page) -> None:
    assert await run(bench, CHOOSER, STEPS, [at(360, eu=200, us=160)]) == []
    assert await run(bench, CHOOSER, STEPS, [at(360, eu=200, us=160)] * 2) == [["us", "relay-faster"]]


async def test_a_little_quicker_is_not_worth_a_change(bench: Page) -> None:
    assert await run(bench, CHOOSER, STEPS, [at(100, eu=75)] * 10) == []
    assert await run(bench, CHOOSER, STEPS, [at(400, eu=345)] * 10) == []


async def test_a_relay_that_turns_out_no_better_is_left_and_not_tried_again_for_minutes(bench: Page) -> None:
    steps = [at(360, eu=160)] * 2 + [at(365, eu=160)] * 60
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"], [None, "direct-faster"]]


async def test_a_relay_that_keeps_its_promise_is_kept(bench: Page) -> None:
    steps = [at(360, eu=160)] * 2 + [at(165, eu=160)] * 60
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"]]


async def test_a_relay_is_judged_by_what_is_measured_once_the_media_have_taken_it(bench: Page) -> None:
    late = [at(360, eu=160) | {"taken": False}] * 3
    steps = [at(360, eu=160)] * 2 + late + [at(165, eu=160)] * 60
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"]]
    steps = [at(360, eu=160)] * 2 + late + [at(360, eu=160)] * 2
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"]]
    assert await run(bench, CHOOSER, STEPS, [*steps, at(360)]) == [["eu", "relay-faster"], [None, "direct-faster"]]


async def test_a_relay_that_the_media_never_take_is_not_called_slow_but_unreached(bench: Page) -> None:
    steps = [at(360, eu=160)] * 2 + [at(360, eu=160) | {"taken": False}] * 60
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"], [None, "relay-unreached"]]


async def test_a_relay_that_breaks_is_left_at_once(bench: Page) -> None:
    steps = [at(360, eu=160)] * 2 + [{"after": 500, "lost": True}] + [at(360, eu=160)] * 20
    assert await run(bench, CHOOSER, STEPS, steps) == [["eu", "relay-faster"], [None, "relay-lost"]]


async def test_our_description_asks_for_speech_and_keeps_what_it_had(bench: Page) -> None:
    script = "return askForSpeech(argument);"
    sdp = "v=0\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:96 VP8/90000\r\n"
    asked = await run(bench, "{ askForSpeech } from media/opus.js", script, sdp)
    (line,) = [line for line in asked.split("\r\n") if line.startswith("a=fmtp:111 ")]
    assert set(line.removeprefix("a=fmtp:111 ").split(";")) == {
        "minptime=10", "useinbandfec=1", "usedtx=1", "stereo=0", "maxaveragebitrate=32000",
    }  # fmt: skip
    assert await run(bench, "{ askForSpeech } from media/opus.js", script, "v=0\r\n") == "v=0\r\n"


async def test_codecs_are_ordered_by_what_the_device_encodes_cheaply(bench: Page) -> None:
    script = """
    navigator.mediaCapabilities.encodingInfo = async ({ video }) => ({
      supported: video.contentType !== 'video/AV1',
      smooth: true,
      powerEfficient: video.contentType === 'video/H264',
    });
    return preferredCodecs({ width: 1280, height: 720, framesPerSecond: 30, bitsPerSecond: 2e6 });
    """
    preferred = await run(bench, "{ preferredCodecs } from media/codec-choice.js", script)
    assert preferred == ["video/H264", "video/VP8", "video/VP9"]
