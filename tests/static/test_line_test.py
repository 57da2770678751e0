"""The line test: what it makes of packets that came back late, or not at all."""

from typing import Any

import pytest
from playwright.async_api import Page

from signaling.target import TARGET_MS
from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ judgeLine, summarize } from media/line-test.js"


async def summarize(bench: Page, trips_ms: list[float], sent: int) -> Any:
    return await run(bench, IMPORTS, "return summarize(...argument);", [trips_ms, sent])


async def judge(bench: Page, rtt_ms: float, lost_share: float) -> Any:
    script = "return judgeLine({ rttMs: argument[0], lostShare: argument[1] }, argument[2]);"
    return await run(bench, IMPORTS, script, [rtt_ms, lost_share, TARGET_MS])


async def test_nine_of_ten_packets_were_back_within_what_is_said(bench: Page) -> None:
    assert await summarize(bench, [*range(10, 101, 10)], 10) == {"rttMs": 90, "lostShare": 0}
    assert await summarize(bench, [42], 1) == {"rttMs": 42, "lostShare": 0}


async def test_a_packet_that_comes_too_late_is_as_good_as_lost(bench: Page) -> None:
    found = await summarize(bench, [50, 50, 50, 4000], 8)
    assert found == {"rttMs": 50, "lostShare": 1 - 3 / 8}


async def test_when_nothing_comes_back_there_is_no_figure(bench: Page) -> None:
    script = "try { summarize([5000], 50) } catch ({ code }) { return code }"
    assert await run(bench, IMPORTS, script) == "line-blocked"


async def test_a_line_may_take_half_of_the_target(bench: Page) -> None:
    half = TARGET_MS / 2
    assert [await judge(bench, ms, 0) for ms in (half, half + 1, TARGET_MS, TARGET_MS + 1)] == [
        "good",
        "fair",
        "fair",
        "poor",
    ]


async def test_losses_count_as_much_as_time(bench: Page) -> None:
    assert [await judge(bench, 20, lost) for lost in (0.02, 0.04, 0.1, 0.12)] == ["good", "fair", "fair", "poor"]
