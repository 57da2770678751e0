import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

SHOWN = {"expectedDisplayTime": 10_000.0, "presentationTime": 9_990.0, "width": 640, "height": 480}


async def latency_of(bench: Page, **metadata: float) -> float | None:
    imports = "{ shownFrame } from latency/frame-clock.js"
    frame = await run(bench, imports, "return shownFrame(9995, argument);", SHOWN | metadata)
    latency = frame["latencyMs"]
    assert latency is None or isinstance(latency, int | float)
    return latency


async def test_latency_is_the_time_from_capture_to_display(bench: Page) -> None:
    assert await latency_of(bench, captureTime=9_750.0) == 250


async def test_latency_is_missing_until_the_browser_knows_the_capture_time(bench: Page) -> None:
    assert await latency_of(bench) is None


async def test_a_frame_shown_before_it_was_captured_says_nothing(bench: Page) -> None:
    assert await latency_of(bench, captureTime=10_000.5) is None


async def test_a_capture_time_on_a_clock_that_counts_from_1900_says_nothing(bench: Page) -> None:
    assert await latency_of(bench, captureTime=3_970_000_000_000.0) is None
    assert await latency_of(bench, captureTime=-2_208_988_800_000.0) is None


async def test_up_to_a_minute_is_believed_and_not_more(bench: Page) -> None:
    assert await latency_of(bench, captureTime=-50_000.0) == 60_000
    assert await latency_of(bench, captureTime=-50_000.1) is None


async def test_a_browser_that_leaves_the_display_time_out_is_taken_at_its_callback(bench: Page) -> None:
    assert await latency_of(bench, expectedDisplayTime=0, captureTime=9_900.0) == 95
