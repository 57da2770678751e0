"""What a second camera may send beside the first picture, on simulated links."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ SecondBudget } from ../room/second-budget.js"

# A link that carries `linkBps` to this page, of which the first picture takes `pictureBps`; the second sends what it
# may. What is sent above the link's rate waits, and so do the pings' echoes. Gives ceiling and longest wait by second.
LINK = """
  const { linkBps, pictureBps, oneWayMs, jitterMs, changeMs, changedBps, large, seconds } = argument;
  const budget = new SecondBudget();
  budget.large = large;
  let queueBits = 0, capacity = linkBps, random = 1;
  const jitter = () => { random = (random * 48271) % 2147483647; return jitterMs * (random / 2147483647); };
  const echoes = [];
  const found = Array.from({ length: seconds }, () => ({ bps: 0, waitMs: 0, lines: 0, frames: 0 }));
  for (let ms = 0; ms < seconds * 1000; ms += 5) {
    if (ms === changeMs) capacity = changedBps;
    queueBits = Math.max(0, queueBits + (pictureBps + budget.ceiling.bps - capacity) * 0.005);
    const waitMs = (queueBits / capacity) * 1000;
    const backMs = ms + oneWayMs + waitMs + jitter();
    if (ms % 30 === 0) echoes.push({ sentMs: ms - oneWayMs, receivedMs: ms + 5000, backMs });
    while (echoes.length && echoes[0].backMs <= ms) budget.echo(ms, echoes.shift());
    const { bps, lines, framesPerSecond } = budget.ceiling;
    const second = found[Math.floor(ms / 1000)];
    Object.assign(second, { bps, lines, frames: framesPerSecond, waitMs: Math.max(second.waitMs, waitMs) });
  }
  return found;
"""

ROOMY = {
    "linkBps": 3_000_000,
    "pictureBps": 1_200_000,
    "oneWayMs": 60,
    "jitterMs": 0,
    "changeMs": -1,
    "changedBps": 0,
    "large": True,
    "seconds": 40,
}


async def over(bench: Page, **changes: Any) -> list[dict[str, float]]:
    found: list[dict[str, float]] = await run(bench, IMPORTS, LINK, {**ROOMY, **changes})
    return found


@pytest.mark.parametrize("jitter_ms", [0, 15, 40])
async def test_with_room_it_grows_to_what_a_large_picture_may_have_and_no_further(
    bench: Page, jitter_ms: float
) -> None:
    seconds = await over(bench, jitterMs=jitter_ms)
    assert seconds[0]["bps"] <= 150_000
    assert seconds[-1]["bps"] == 700_000
    assert seconds[-1]["lines"] == 480


async def test_a_small_picture_needs_little(bench: Page) -> None:
    seconds = await over(bench, large=False)
    assert seconds[-1]["bps"] == 200_000
    assert seconds[-1]["lines"] == 240


async def test_it_finds_what_is_left_beside_the_first_picture_without_making_it_wait(bench: Page) -> None:
    seconds = await over(bench, linkBps=1_500_000)
    assert max(second["waitMs"] for second in seconds) < 100
    assert 150_000 < sum(second["bps"] for second in seconds[20:]) / 20 <= 300_000


async def test_where_nothing_is_left_it_goes_on_in_a_trickle(bench: Page) -> None:
    seconds = await over(bench, changeMs=20_000, changedBps=1_210_000)
    assert seconds[18]["bps"] == 700_000
    assert seconds[23]["bps"] <= 50_000
    assert seconds[23]["frames"] == 5


async def test_it_gives_way_to_a_first_picture_that_is_late_for_another_reason(bench: Page) -> None:
    ceilings = await run(
        bench,
        IMPORTS,
        """
        const budget = new SecondBudget();
        const before = budget.ceiling.bps;
        budget.late(1000);
        budget.late(2000);
        return [before, budget.ceiling.bps];
        """,
    )
    assert ceilings == [100_000, 50_000]
