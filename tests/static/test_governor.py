"""The governor on simulated links: what it holds, what it must not do, and what it says."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

GOVERNOR = "{ Governor } from media/governor.js"

# The rate is given as pairs of (from ms, bit/s); the answer is the stretches asked for.
WORLD = """
const { LinkWorld, stretch } = await import('/drivers/link-world.js');
const { rates, stretches, degradation = 'maintain-resolution', ...link } = argument;
const governor = new Governor({ degradation, lines: 480, capBps: 1_200_000, smallScale: 2 });
const rateBps = (now) => rates.findLast(([from]) => from <= now)[1];
const world = new LinkWorld(governor, { rateBps, ...link });
world.run(1000);
governor.seen(1000);
world.run(stretches.at(-1)[1]);
return stretches.map(([from, to]) => stretch(world, from, to));
"""


async def tried(bench: Page, rates: list[tuple[int, float]], stretches: list[tuple[int, int]], **link: Any) -> Any:
    return await run(bench, GOVERNOR, WORLD, {"rates": rates, "stretches": stretches, **link})


async def test_a_wide_link_is_used_up_to_the_cap_and_never_braked(bench: Page) -> None:
    (whole, late) = await tried(bench, [(0, 5e6)], [(0, 30_000), (15_000, 30_000)])
    assert whole["brakes"] == 0
    assert late["meanBps"] > 0.9 * 1_200_000


async def test_a_link_that_narrows_keeps_its_queue_short_of_what_the_target_leaves(bench: Page) -> None:
    (drop,) = await tried(bench, [(0, 3e6), (15_000, 5e5)], [(15_000, 25_000)])
    # Half the target is left for the way, the codecs and the screen.
    assert drop["longestWaitMs"] < 450
    assert "queue" in drop["reasons"]


async def test_the_earlier_picture_is_back_within_ten_seconds_of_the_room_for_it(bench: Page) -> None:
    before, after = await tried(bench, [(0, 3e6), (15_000, 5e5), (23_000, 3e6)], [(10_000, 15_000), (33_000, 38_000)])
    assert after["meanBps"] > 0.8 * before["meanBps"]


async def test_on_a_narrow_link_it_settles_instead_of_oscillating(bench: Page) -> None:
    (settled,) = await tried(bench, [(0, 6e5)], [(20_000, 80_000)])
    assert settled["brakes"] <= 3
    assert settled["longestWaitMs"] < 300
    # What it leaves unused is the price of a short queue; half would be too dear.
    assert settled["meanBps"] > 0.5 * (600_000 - 100_000)


@pytest.mark.parametrize("jitter_ms", [10, 40])
async def test_jitter_is_not_taken_for_a_queue(bench: Page, jitter_ms: float) -> None:
    (steady,) = await tried(bench, [(0, 3e6)], [(8000, 60_000)], jitterMs=jitter_ms, delayMs=150)
    assert steady["brakes"] <= 2
    assert steady["meanBps"] > 0.7 * 1_200_000


async def test_a_way_that_becomes_longer_for_good_is_accepted(bench: Page) -> None:
    script = WORLD.replace(
        "world.run(stretches.at(-1)[1]);",
        "world.run(15_000); world.lengthen(150); world.run(stretches.at(-1)[1]);",
    )
    argument = {"rates": [(0, 3e6)], "stretches": [(20_000, 40_000)]}
    (after,) = await run(bench, GOVERNOR, script, argument)
    assert after["brakes"] <= 1
    assert after["meanBps"] > 0.7 * 1_200_000


async def test_a_download_does_not_get_what_braking_gives_up(bench: Page) -> None:
    beside, narrowed = await tried(
        bench, [(0, 2e6), (60_000, 5e5)], [(10_000, 40_000), (60_000, 70_000)], greedy=[10_000, 40_000]
    )
    assert "contested" in beside["reasons"]
    assert beside["brakes"] <= 2
    # Half of a fair share is the least. The congestion control simulated here gives way further than Chromium's.
    assert beside["meanBps"] > 250_000
    # When it has stopped, a queue of our own is braked for again.
    assert "queue" in narrowed["reasons"]
    assert narrowed["longestWaitMs"] < 450


# A link whose queue is `queuedMs` long when a brake begins, of which `inShare` of its rate goes on to fill it.
BRAKED = """
const { queuedMs, inShare } = argument;
const contest = new Contest();
contest.braked();
for (let sentMs = 60 - queuedMs; sentMs < 3000; sentMs += 30) {
  // Before the brake it grew, at twice the rate.
  const waitMs = sentMs < 0 ? queuedMs + sentMs : queuedMs - sentMs * (1 - inShare);
  if (waitMs < 40) return false;
  if (contest.shown({ sentAfterMs: sentMs, waitMs }, true)) return true;
}
"""


@pytest.mark.parametrize(
    ("queued_ms", "in_share", "contested"),
    [(200, 0.2, False), (1000, 0.5, False), (1500, 0.5, False), (100, 1, True), (300, 0.95, True), (1000, 1, True)],
)
async def test_a_queue_that_the_brake_drains_is_not_taken_for_a_download_however_long_it_is(
    bench: Page, queued_ms: float, in_share: float, contested: bool
) -> None:
    argument = {"queuedMs": queued_ms, "inShare": in_share}
    assert await run(bench, "{ Contest } from media/contest.js", BRAKED, argument) is contested


@pytest.mark.parametrize(("delay_ms", "layered"), [(5, False), (60, True), (200, True)])
async def test_layers_are_for_a_way_on_which_a_repetition_takes_its_time(
    bench: Page, delay_ms: float, layered: bool
) -> None:
    script = WORLD.replace("return stretches", "return governor.plan.layered; return stretches")
    argument = {"rates": [(0, 3e6)], "stretches": [(0, 5000)], "delayMs": delay_ms}
    assert await run(bench, GOVERNOR, script, argument) is layered


async def test_where_no_picture_fits_the_voice_goes_first_and_the_picture_comes_back(bench: Page) -> None:
    starved, fed, whole = await tried(
        bench, [(0, 2e6), (10_000, 1.2e5), (60_000, 2e6)], [(10_000, 60_000), (60_000, 120_000), (110_000, 120_000)]
    )
    assert "voice-first" in starved["reasons"]
    assert "picture-again" in fed["reasons"]
    assert whole["meanBps"] > 0.7 * 1_200_000


# A recorded stretch is played to a governor that cannot change it: what it decides when is what counts.
RECORDED = """
const { echoes, sent } = argument;
const governor = new Governor({ degradation: 'maintain-resolution', lines: 480, capBps: 1_200_000, smallScale: 1 });
governor.seen(0);
const events = [
  ...echoes.map(([sentMs, receivedMs, backMs, bytes, bytesMs]) => ({
    at: backMs, act: () => governor.echo(backMs, { sentMs, receivedMs, backMs, bytes, bytesMs }),
  })),
  ...sent.map(([at, targetBps, lossShare]) => ({
    at, act: () => governor.sent(at, { targetBps, lossShare, sendDelayMs: 0 }),
  })),
].sort((a, b) => a.at - b.at);
const notes = [];
let firstBrakeMs = null;
for (const { at, act } of events) {
  act();
  if (firstBrakeMs === null && governor.plan.framesPerSecond === 10) firstBrakeMs = at;
  for (const { reason } of governor.takeNotes()) notes.push(reason);
}
return { notes, firstBrakeMs };
"""


def recorded(name: str) -> Any:
    return msgspec.json.decode((Path(__file__).parent / "traces" / f"{name}.json").read_bytes())


async def test_on_a_recorded_drop_it_brakes_within_a_few_round_trips_and_not_before(bench: Page) -> None:
    found = await run(bench, GOVERNOR, RECORDED, recorded("step"))
    # The stretch begins 4 s before the link narrows; its round trip is 120 ms.
    assert 4000 < found["firstBrakeMs"] < 4000 + 5 * 120


async def test_on_a_recorded_evening_with_jitter_and_bursts_of_loss_it_keeps_its_nerve(bench: Page) -> None:
    found = await run(bench, GOVERNOR, RECORDED, recorded("cn-br-evening"))
    assert found["notes"].count("queue") <= 2
    assert "probe" not in found["notes"]


@pytest.mark.parametrize(
    ("degradation", "bps", "scale", "fps"),
    [
        ("maintain-resolution", 100_000, 1, 19),
        ("maintain-framerate", 200_000, 1.5, None),
        ("balanced", 200_000, 1.5, 20),
    ],
)
async def test_detail_gives_up_frames_and_motion_gives_up_lines(
    bench: Page, degradation: str, bps: float, scale: float, fps: int | None
) -> None:
    script = """
    const ladder = new PictureLadder(argument.degradation);
    for (let now = 0; now <= 3000; now += 250) ladder.follow(now, argument.bps, 480, 0);
    return ladder.step;
    """
    step = await run(
        bench, "{ PictureLadder } from media/picture-ladder.js", script, {"degradation": degradation, "bps": bps}
    )
    assert (step["scale"], step["framesPerSecond"]) == (scale, fps)


async def test_on_a_long_way_the_picture_is_smaller_and_does_not_change_with_every_ping(bench: Page) -> None:
    script = """
    const ladder = new PictureLadder('maintain-resolution');
    return [100, 330, 310, 290, 270, 310].map((ms) => { ladder.roundTripMs = ms; return ladder.step.scale; });
    """
    scales = await run(bench, "{ PictureLadder } from media/picture-ladder.js", script)
    assert scales == [1, 1.25, 1.25, 1.25, 1, 1]


async def test_the_picture_does_not_change_back_and_forth_around_a_step(bench: Page) -> None:
    script = """
    const ladder = new PictureLadder('maintain-framerate');
    let changes = 0;
    for (let now = 0; now <= 60_000; now += 250) {
      if (ladder.follow(now, 300_000 + 60_000 * Math.sin(now / 900), 480, 0)) changes += 1;
    }
    return changes;
    """
    assert await run(bench, "{ PictureLadder } from media/picture-ladder.js", script) <= 1


@pytest.mark.parametrize(
    ("degradation", "steps"), [("maintain-resolution", [30, 24, 19, 15, 15]), ("maintain-framerate", [30, 30])]
)
async def test_what_waits_in_the_sender_costs_frames_and_never_lines(
    bench: Page, degradation: str, steps: list[int]
) -> None:
    # A smaller picture begins with a key frame, which would wait there as well.
    script = """
    const ladder = new PictureLadder(argument.degradation);
    return argument.steps.map((_, index) => {
      if (index > 0) ladder.follow(index * 500, 400_000, 480, 200);
      return [ladder.step.framesPerSecond ?? 30, ladder.step.scale];
    });
    """
    argument = {"degradation": degradation, "steps": steps}
    found = await run(bench, "{ PictureLadder } from media/picture-ladder.js", script, argument)
    assert found == [[fps, 1] for fps in steps]


async def test_frames_come_back_a_few_at_a_time_and_not_while_something_waits_in_the_sender(bench: Page) -> None:
    script = """
    const ladder = new PictureLadder('maintain-resolution');
    for (let now = 0; now <= 1500; now += 500) ladder.follow(now, 400_000, 480, 200);
    const told = [];
    for (let now = 2000; now <= 30_000; now += 250) {
      if (ladder.follow(now, 400_000, 480, now < 10_000 ? 40 : 0)) told.push([now, ladder.step.framesPerSecond ?? 30]);
    }
    return told;
    """
    told = await run(bench, "{ PictureLadder } from media/picture-ladder.js", script)
    assert [frames for _, frames in told] == [19, 24, 30]
    assert told[0][0] > 10_000


async def test_sound_with_holes_is_held_back_longer_and_later_less(bench: Page) -> None:
    script = """
    const buffer = new SoundBuffer();
    const told = [];
    for (let now = 0; now <= 60_000; now += 2000) told.push(buffer.heard(now, now < 8000 ? 0.05 : 0));
    return told.filter((ms) => ms !== null);
    """
    told = await run(bench, "{ SoundBuffer } from media/sound-buffer.js", script)
    assert told == [40, 80, 40, 0]
