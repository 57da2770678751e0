"""What a page says of the age of frames, against a clock in their picture."""

import statistics
from pathlib import Path
from typing import Any

import pytest

from signaling.messages import LatencyReport, LatencyWindow, Role
from tests.static.site import Site
from tests.static.two_people import Person, ring
from tests.support.chromium import People
from tests.support.init_script import init_script

pytestmark = [pytest.mark.alone, pytest.mark.browser]

FRAMES = 120
STRETCHES = 6

CLOCKS = init_script(Path(__file__).with_name("other-clock.js"), "clocks")
FIVE_MINUTES_MS = 300_000


def other_clock(skew_ms: float, drift: float) -> str:
    """Init script of a page whose clock is another one."""
    return f"{CLOCKS}\nclocks.useOtherClock({{ skewMs: {skew_ms}, drift: {drift} }});\n"


async def show(agent: Person) -> None:
    """Accept with a camera that shows the time."""
    await agent.does("barcode.replaceCamera()")
    await agent.does("driver.media.setCamera(true)")
    await agent.does("driver.consultation.accept()")


async def compare(buyer: Person) -> list[dict[str, Any]]:
    """What the page says of the next frames, against the truth."""
    script = f"import('/drivers/frame-truth.js').then(({{ compareAges }}) => compareAges(driver, {FRAMES}))"
    frames = await buyer.does(script)
    assert len(frames) > FRAMES / 2
    return list(frames)


async def best_coverage(buyer: Person) -> tuple[float, list[dict[str, Any]]]:
    """Share of frames whose stated bound holds the truth, and those frames.

    On a starved machine the canvas reaches the encoder long after it was drawn, and the truth itself is wrong. So the
    best of a few stretches is taken; an error of the figure would be in each of them.
    """
    stretches = []
    for _ in range(STRETCHES):
        frames = await compare(buyer)
        held = statistics.mean(abs(frame["errorMs"]) <= frame["boundMs"] for frame in frames)
        stretches.append((held, frames))
        if held >= 0.99:
            break
    return max(stretches, key=lambda stretch: stretch[0])


async def until_both_clocks_are_known(buyer: Person) -> None:
    """Frames are told by the offset of the clocks, not by the browser's own comparison."""
    await buyer.sees("driver.consultation.peer.measurements.clock.captured(0, performance.now()) !== null")
    await buyer.sees("driver.consultation.latency.kind === 'measured'")


async def test_the_bound_of_measured_frames_holds_the_truth(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    await show(agent)
    await until_both_clocks_are_known(buyer)
    coverage, frames = await best_coverage(buyer)
    assert {frame["kind"] for frame in frames} == {"measured"}
    assert coverage >= 0.99
    assert abs(statistics.median(frame["errorMs"] for frame in frames)) <= 10


async def test_frames_are_measured_before_the_browser_has_compared_any_clocks(people: People, site: Site) -> None:
    buyer, agent = await ring(people, site)
    await agent.sees("driver.consultation.peer.measurements.clock.capture !== null")
    await buyer.sees("driver.consultation.peer.measurements.clock.captured(0, performance.now()) !== null")
    await show(agent)
    window = (await site.hears_of(LatencyReport, Role.BUYER, lambda report: sum(report.window.buckets) > 0)).window
    assert window.kind == "measured"


async def test_clocks_minutes_apart_and_running_apart_change_nothing(people: People, site: Site) -> None:
    site.node = {Role.BUYER: "node-1", Role.AGENT: "node-2"}
    buyer, agent = await ring(
        people,
        site,
        agent_script=other_clock(FIVE_MINUTES_MS, 200e-6),
        buyer_script=other_clock(-FIVE_MINUTES_MS, -200e-6),
    )
    await show(agent)
    await until_both_clocks_are_known(buyer)
    offset = await buyer.does("driver.consultation.peer.measurements.clock.offset(performance.now())")
    assert abs(offset["lower"]) > FIVE_MINUTES_MS
    assert not offset["disputed"]
    coverage, frames = await best_coverage(buyer)
    assert coverage >= 0.99
    assert abs(statistics.median(frame["errorMs"] for frame in frames)) <= 10


async def test_a_node_whose_clock_is_not_as_good_as_it_says_is_found_out(people: People, site: Site) -> None:
    site.node = {Role.BUYER: "node-1", Role.AGENT: "node-2"}
    site.clock_shift_ms = {Role.BUYER: 0.0, Role.AGENT: 10_000.0}
    buyer, agent = await ring(people, site)
    await show(agent)
    await until_both_clocks_are_known(buyer)
    await buyer.sees("driver.consultation.peer.measurements.clock.offset(performance.now()).disputed")
    coverage, _ = await best_coverage(buyer)
    assert coverage >= 0.99


async def test_a_browser_that_tells_no_capture_times_estimates_and_says_so(people: People, site: Site) -> None:
    without = f"{CLOCKS}\nclocks.forgetCaptureTimes();\n"
    buyer, agent = await ring(people, site, agent_script=without, buyer_script=without)
    await show(agent)
    await buyer.sees("driver.consultation.latency.kind === 'estimated'")
    assert await agent.does("driver.consultation.peer.measurements.clock.capture") is None
    window = (await site.hears_of(LatencyReport, Role.BUYER, lambda report: sum(report.window.buckets) > 0)).window
    assert window.kind == "estimated"
    assert window.bound_ms is not None
    medians = []
    for _ in range(STRETCHES):
        seen = await buyer.does(f"barcode.agesOnScreen(driver.video, {FRAMES})")
        said = await buyer.does("driver.consultation.latency")
        medians.append(abs(said["ms"] - statistics.median(seen)) - said["boundMs"])
        if medians[-1] <= 0:
            break
    assert min(medians) <= 0


async def test_a_window_tells_of_bitrate_codec_and_sound(people: People, site: Site) -> None:
    _, agent = await ring(people, site)
    await agent.does("driver.media.setMicrophone(true)")
    await show(agent)

    def is_full(report: LatencyReport) -> bool:
        return report.window.bitrate_bps > 0 and report.window.mouth_to_ear_ms is not None

    window: LatencyWindow = (await site.hears_of(LatencyReport, Role.BUYER, is_full)).window
    assert window.codec in ("VP8", "VP9", "H264", "AV1")
    assert window.audio_samples > 0
    assert window.concealed_samples <= window.audio_samples
    # Half a minute would be the sum of something else.
    assert window.mouth_to_ear_ms is not None
    assert 36 < window.mouth_to_ear_ms < 30_000
