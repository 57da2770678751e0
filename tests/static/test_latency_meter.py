from typing import Any

import msgspec
import pytest
from playwright.async_api import Page

from signaling.messages import LatencyWindow
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

# A picture and a connection made up by the test, on a clock that only moves when it is told to.
SETUP = """async ([edges, target]) => {
  const { LatencyMeter } = await import('/static/modules/latency/latency-meter.js');
  const { PeerClock } = await import('/static/modules/latency/peer-clock.js');
  let callback = null;
  const stats = {
    T: { type: 'transport', selectedCandidatePairId: 'P' },
    P: { type: 'candidate-pair', currentRoundTripTime: 0.08, localCandidateId: 'L', remoteCandidateId: 'L' },
    L: { type: 'local-candidate', candidateType: 'relay' },
    I: { id: 'I', type: 'inbound-rtp', kind: 'video', framesDecoded: 0, totalProcessingDelay: 0,
         frameWidth: 640, frameHeight: 480, framesPerSecond: 30 },
    O: { id: 'O', type: 'outbound-rtp', kind: 'video', framesEncoded: 0, totalEncodeTime: 0, packetsSent: 0,
         totalPacketSendDelay: 0 },
  };
  window.scene = {
    due: true,
    stats,
    windows: [],
    samples: [],
    measurements: { sendDelayMs: null, remoteSendDelayMs: 12, clock: new PeerClock() },
    // The other page is a second ahead, give or take 21 ms, and its capture clock another 5 s, give or take 5 ms.
    compareClocks: () => {
      const now = performance.now();
      const { clock } = scene.measurements;
      clock.exchange({ sentMs: now - 40, receivedMs: now + 980, answeredMs: now + 980, backMs: now });
      clock.heard({ sent_ms: now + 1000, references: {}, capture: [4995, 5005] }, now);
    },
    // The newest frame that the receiver knows of was captured so long ago.
    received: (agoMs, rtpTimestamp) => {
      scene.source = { captureTimestamp: performance.now() - agoMs + 6000, rtpTimestamp };
    },
    frame: (latencyMs, rtpTimestamp) => {
      const now = performance.now();
      stats.I.framesDecoded += 1;
      stats.I.totalProcessingDelay += 0.03;
      const captureTime = latencyMs === null ? undefined : now - latencyMs;
      const shown = { expectedDisplayTime: now, presentationTime: now, width: 640, height: 480 };
      callback?.(now, { ...shown, captureTime, rtpTimestamp });
    },
    encode: () => { stats.O.framesEncoded += 10; stats.O.totalEncodeTime += 0.05; },
  };
  const video = {
    requestVideoFrameCallback: (next) => { callback = next; return 1; },
    cancelVideoFrameCallback: () => { callback = null; },
  };
  const receiver = {
    track: { kind: 'video' },
    getSynchronizationSources: () => (scene.source ? [scene.source] : []),
  };
  const pc = {
    connectionState: 'connected',
    getStats: async () => new Map(Object.entries(stats)),
    getReceivers: () => [receiver],
  };
  scene.meter = new LatencyMeter({
    video,
    peer: { pc, measurements: scene.measurements },
    welcome: { target_ms: target, histogram_edges_ms: edges },
    pictureDue: () => scene.due,
  });
  scene.meter.addEventListener('window', (event) => scene.windows.push(event.detail));
  scene.meter.addEventListener('sample', (event) => scene.samples.push(event.detail));
  scene.meter.start();
}"""


class Scene:
    """A meter, and what it looks at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def does(self, script: str) -> Any:
        return await self.page.evaluate(script)

    async def frames(self, latency_ms: float | None, *, for_ms: int) -> None:
        """Show a frame every 100 ms."""
        for _ in range(for_ms // 100):
            await self.does(f"scene.frame({'null' if latency_ms is None else latency_ms})")
            await self.page.clock.run_for(100)

    async def passes(self, ms: int) -> None:
        """Let time pass without a frame."""
        for _ in range(ms // 100):
            await self.page.clock.run_for(100)

    async def window(self, count: int = 1) -> dict[str, Any]:
        """Return the `count`th window."""
        await self.page.wait_for_function("(count) => scene.windows.length >= count", arg=count, polling=50)
        window = (await self.does("scene.windows"))[count - 1]
        assert isinstance(window, dict)
        return window

    async def sample(self) -> dict[str, Any]:
        """Return the newest sample."""
        sample = await self.does("scene.samples.at(-1)")
        assert isinstance(sample, dict)
        return sample


@pytest.fixture
async def scene(people: People, site: Site) -> Scene:
    page = await people.page()
    await page.clock.install(time=1_000_000)
    await page.goto(site.url)
    await page.clock.pause_at(2_000_000)
    await page.evaluate(SETUP, [list(HISTOGRAM_EDGES_MS), TARGET_MS])
    return Scene(page)


async def test_frames_with_a_capture_time_are_measured_and_counted(scene: Scene) -> None:
    await scene.does("scene.stats.I.framesDecoded = 1")
    await scene.frames(250, for_ms=2000)
    window = await scene.window()
    assert window["kind"] == "measured"
    assert sum(window["buckets"]) == 20
    assert window["buckets"][HISTOGRAM_EDGES_MS.index(290)] == 20
    assert window["sum_ms"] == 20 * 250
    assert (window["within_ms"], window["late_ms"], window["missing_ms"]) == (2000, 0, 0)
    assert (window["path"], window["rtt_ms"]) == ("relay", 80)
    assert (window["width"], window["height"], window["frames_per_second"]) == (640, 480, 30)


async def test_the_bound_of_a_measured_frame_is_half_the_round_trip_and_the_error_of_frame_times(
    scene: Scene,
) -> None:
    await scene.frames(250, for_ms=2500)
    sample = await scene.sample()
    assert (sample["kind"], sample["ms"], sample["boundMs"]) == ("measured", 250, 40 + 8)


async def test_a_frame_with_its_senders_capture_time_is_bounded_by_the_offset_of_the_clocks(scene: Scene) -> None:
    await scene.does("scene.compareClocks(); scene.received(250, 9000); scene.frame(333, 9000)")
    await scene.passes(500)
    sample = await scene.sample()
    assert sample["kind"] == "measured"
    assert sample["ms"] == pytest.approx(250, abs=0.1)
    assert sample["boundMs"] == pytest.approx(21 + 5 + 8, abs=0.1)


async def test_frames_before_and_after_the_one_with_the_capture_time_are_told_by_their_rtp_timestamps(
    scene: Scene,
) -> None:
    # 100 ms later at 90 kHz, and the 32 bits of the timestamp run over in between.
    await scene.does("scene.compareClocks(); scene.received(250, 2 ** 32 - 4500); scene.frame(333, 4500)")
    await scene.passes(500)
    assert (await scene.sample())["ms"] == pytest.approx(150, abs=0.1)


async def test_clocks_by_which_a_frame_was_shown_before_it_was_captured_are_not_believed(scene: Scene) -> None:
    await scene.passes(500)
    await scene.does("scene.compareClocks(); scene.received(-100, 9000); scene.frame(250, 9000)")
    await scene.passes(500)
    sample = await scene.sample()
    assert (sample["kind"], sample["ms"], sample["boundMs"]) == ("measured", 250, 40 + 8)


async def test_the_browsers_own_comparison_is_trusted_no_more_than_its_longest_round_trip_allows(scene: Scene) -> None:
    await scene.does("scene.stats.P.currentRoundTripTime = 0.9")
    await scene.frames(250, for_ms=1000)
    await scene.does("scene.stats.P.currentRoundTripTime = 0.08")
    await scene.frames(250, for_ms=2000)
    assert (await scene.sample())["boundMs"] == 450 + 8
    await scene.frames(250, for_ms=31_000)
    assert (await scene.sample())["boundMs"] == 40 + 8


async def test_without_a_capture_time_the_statistics_are_summed_and_the_bound_is_wider(scene: Scene) -> None:
    await scene.frames(None, for_ms=2000)
    sample = await scene.sample()
    assert sample["kind"] == "estimated"
    # Half the round trip, 30 ms at the receiver, and what the sender says he needs.
    assert sample["ms"] == pytest.approx(40 + 30 + 12)
    assert sample["boundMs"] == 40 + 21
    assert (await scene.window())["kind"] == "estimated"


async def test_without_the_senders_part_there_is_no_estimate_and_nothing_good_is_counted(scene: Scene) -> None:
    await scene.does("scene.measurements.remoteSendDelayMs = null")
    await scene.frames(None, for_ms=2000)
    window = await scene.window()
    assert window["kind"] == "missing"
    assert (window["within_ms"], window["late_ms"], window["missing_ms"]) == (0, 0, 2000)
    assert sum(window["buckets"]) == 0
    assert await scene.sample() == {"ms": None, "boundMs": None, "kind": "missing"}


async def test_the_bound_is_unknown_while_the_round_trip_is(scene: Scene) -> None:
    await scene.does("delete scene.stats.P.currentRoundTripTime")
    await scene.frames(250, for_ms=2000)
    assert (await scene.sample())["boundMs"] is None
    window = await scene.window()
    assert (window["kind"], window["bound_ms"], window["rtt_ms"]) == ("measured", None, None)


async def test_in_a_freeze_the_number_grows_and_the_time_is_late(scene: Scene) -> None:
    await scene.frames(200, for_ms=2000)
    await scene.window()
    await scene.passes(2000)
    window = await scene.window(2)
    # The last frame was shown at 1900, 200 ms old: good until 2300.
    assert (window["within_ms"], window["late_ms"]) == (300, 1700)
    assert window["kind"] == "measured"
    assert sum(window["buckets"]) == 0
    assert window["newest_ms"] == 2300
    assert (await scene.sample())["ms"] == 2300


async def test_a_picture_that_is_not_due_counts_for_nothing(scene: Scene) -> None:
    await scene.does("scene.due = false; scene.meter.check()")
    await scene.frames(250, for_ms=2000)
    window = await scene.window()
    assert window["kind"] == "off"
    assert (window["within_ms"], window["late_ms"], window["missing_ms"]) == (0, 0, 0)
    assert sum(window["buckets"]) == 0
    assert await scene.sample() == {"ms": None, "boundMs": None, "kind": "off"}


async def test_a_camera_switched_off_in_the_window_splits_it_there(scene: Scene) -> None:
    await scene.frames(250, for_ms=1000)
    await scene.does("scene.due = false; scene.meter.check()")
    await scene.passes(1000)
    window = await scene.window()
    assert (window["within_ms"], window["late_ms"], window["missing_ms"]) == (1000, 0, 0)


async def test_a_page_in_the_background_reports_missing_and_not_late(scene: Scene) -> None:
    await scene.does(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden' });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    await scene.passes(2000)
    window = await scene.window()
    assert window["kind"] == "missing"
    assert (window["within_ms"], window["late_ms"], window["missing_ms"]) == (0, 0, 2000)


async def test_a_window_of_both_kinds_is_labelled_by_the_weaker(scene: Scene) -> None:
    await scene.frames(None, for_ms=1000)
    await scene.frames(250, for_ms=1000)
    assert (await scene.window())["kind"] == "estimated"
    await scene.frames(250, for_ms=2000)
    assert (await scene.window(2))["kind"] == "measured"


async def test_the_other_side_is_told_what_a_frame_needs_here(scene: Scene) -> None:
    await scene.does("scene.encode()")
    await scene.passes(1000)
    assert await scene.does("scene.measurements.sendDelayMs") == pytest.approx(5)


async def test_after_stop_nothing_is_told_any_more(scene: Scene) -> None:
    await scene.frames(250, for_ms=2000)
    await scene.window()
    await scene.does("scene.meter.stop()")
    samples = await scene.does("scene.samples.length")
    await scene.passes(4000)
    assert await scene.does("[scene.windows.length, scene.samples.length]") == [1, samples]


async def test_every_window_is_one_that_the_server_takes(scene: Scene) -> None:
    await scene.frames(250, for_ms=2000)
    msgspec.convert(await scene.window(), LatencyWindow)
