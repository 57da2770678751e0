"""How much of a still may go beside the live picture."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

IMPORTS = "{ StillPacer } from ../room/still-pacer.js"

# A link that carries `linkBps`, of which the picture takes `pictureBps`; what is sent above it waits. Pings stand in
# the same queue. Gives, by second, what went out and the longest that anything waited.
LINK = """
  const { linkBps, pictureBps, oneWayMs, jitterMs, joltEveryMs, ceilingBps, changeMs, changedBps, seconds } = argument;
  const pacer = new StillPacer();
  let queueBits = 0, capacity = linkBps, random = 1;
  const jitter = () => { random = (random * 48271) % 2147483647; return jitterMs * (random / 2147483647); };
  const pings = [];
  const found = Array.from({ length: seconds }, () => ({ bits: 0, waitMs: 0 }));
  for (let ms = 0; ms < seconds * 1000; ms += 5) {
    if (ms === changeMs) capacity = changedBps;
    queueBits = Math.max(0, queueBits + (pictureBps - capacity) * 0.005);
    const waitMs = (queueBits / capacity) * 1000;
    const joltMs = joltEveryMs && ms % joltEveryMs < 150 ? 80 : 0;
    if (ms % 30 === 0) pings.push({ sentMs: ms, arriveMs: ms + oneWayMs + waitMs + joltMs + jitter() });
    while (pings.length && pings[0].arriveMs + oneWayMs <= ms) {
      const { sentMs, arriveMs } = pings.shift();
      pacer.echo(ms, { sentMs, receivedMs: arriveMs + 5000, backMs: ms, bytes: 0, bytesMs: 0 });
    }
    const second = found[Math.floor(ms / 1000)];
    second.waitMs = Math.max(second.waitMs, waitMs);
    if (ms < 3000) continue;
    const oldest = pings.find((ping) => ms - ping.sentMs > 2 * oneWayMs);
    let allowed = pacer.allowed(ms, { ceilingBps, unansweredSinceMs: oldest?.sentMs ?? null });
    while (allowed >= 4096) {
      pacer.sent(4096);
      allowed -= 4096;
      queueBits += 4096 * 8;
      second.bits += 4096 * 8;
    }
  }
  return found;
"""

CALM = {
    "linkBps": 3_000_000,
    "pictureBps": 1_200_000,
    "oneWayMs": 125,
    "jitterMs": 0,
    "joltEveryMs": 0,
    "ceilingBps": 1_500_000,
    "changeMs": -1,
    "changedBps": 0,
    "seconds": 40,
}


async def over(bench: Page, **changes: Any) -> list[dict[str, float]]:
    found: list[dict[str, float]] = await run(bench, IMPORTS, LINK, {**CALM, **changes})
    return found


def mean_bps(seconds: list[dict[str, float]]) -> float:
    return sum(second["bits"] for second in seconds) / len(seconds)


async def test_it_begins_with_little_and_soon_has_a_quarter_of_what_the_picture_may_have(bench: Page) -> None:
    seconds = await over(bench)
    assert 0 < seconds[3]["bits"] < 0.25 * CALM["ceilingBps"]
    assert seconds[7]["bits"] > 0.25 * CALM["ceilingBps"]


async def test_a_jolt_now_and_then_does_not_starve_it(bench: Page) -> None:
    seconds = await over(bench, joltEveryMs=4000)
    assert mean_bps(seconds[20:]) > 600_000


@pytest.mark.parametrize("jitter_ms", [0, 15, 40])
async def test_while_the_queue_stays_empty_it_takes_more_and_never_makes_one_that_the_picture_feels(
    bench: Page, jitter_ms: float
) -> None:
    seconds = await over(bench, jitterMs=jitter_ms)
    assert mean_bps(seconds[20:]) > 700_000
    assert max(second["waitMs"] for second in seconds) < 100


async def test_on_a_link_that_the_picture_fills_it_all_but_stops(bench: Page) -> None:
    seconds = await over(bench, linkBps=1_250_000)
    assert mean_bps(seconds[15:]) < 120_000
    assert max(second["waitMs"] for second in seconds) < 250


async def test_when_the_link_gets_narrow_it_gives_way_within_a_second_or_two(bench: Page) -> None:
    seconds = await over(bench, changeMs=20_000, changedBps=1_400_000)
    assert mean_bps(seconds[15:20]) > 600_000
    assert mean_bps(seconds[23:]) < 300_000
    assert max(second["waitMs"] for second in seconds[24:]) < 150


async def test_after_a_rest_nothing_is_made_up_for_in_one_burst(bench: Page) -> None:
    burst = await run(
        bench,
        IMPORTS,
        """
        const pacer = new StillPacer();
        const link = { ceilingBps: 2_000_000, unansweredSinceMs: null };
        pacer.allowed(0, link);
        return [pacer.allowed(60_000, link), (pacer.rest(), pacer.allowed(120_000, link))];
        """,
    )
    assert burst[0] <= 8192
    assert burst[1] == 0
