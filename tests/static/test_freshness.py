import pytest
from playwright.async_api import Page

from signaling.target import TARGET_MS
from tests.static.modules import run

pytestmark = pytest.mark.browser


async def spent(bench: Page, script: str) -> list[float]:
    """Run script with a `freshness` in reach; return its time within, late and missing at 10,000 ms."""
    made = "const freshness = new Freshness(argument);"
    taken = "const { withinMs, lateMs, missingMs } = freshness.take(10000); return [withinMs, lateMs, missingMs];"
    result = await run(bench, "{ Freshness } from latency/freshness.js", made + script + taken, TARGET_MS)
    assert isinstance(result, list)
    return result


async def test_a_frame_keeps_the_picture_within_until_it_is_as_old_as_the_target(bench: Page) -> None:
    # Shown at 1000, then 200 ms old: it reaches 600 ms at 1400.
    script = "freshness.watch(1000, 'due'); freshness.frame(1000, 200);"
    assert await spent(bench, script) == [400, 8600, 0]


async def test_a_freeze_between_two_frames_counts_as_late(bench: Page) -> None:
    script = """
      freshness.watch(0, 'due');
      freshness.frame(0, 100);
      freshness.frame(2000, 100);
      freshness.watch(2100, 'off');
    """
    assert await spent(bench, script) == [600, 1500, 0]


async def test_frames_in_time_are_all_within(bench: Page) -> None:
    script = "freshness.watch(0, 'due'); for (let t = 0; t <= 10000; t += 33.125) freshness.frame(t, 300);"
    within, late, missing = await spent(bench, script)
    assert within == pytest.approx(10000)
    assert (late, missing) == (0, 0)


async def test_the_moment_at_which_a_frame_is_exactly_as_old_as_the_target_is_still_within(bench: Page) -> None:
    # The younger frame comes in that very moment: nothing was late.
    script = """
      freshness.watch(0, 'due');
      freshness.frame(0, 500);
      freshness.frame(100, 500);
      freshness.watch(200, 'off');
    """
    assert await spent(bench, script) == [200, 0, 0]


async def test_frames_later_than_the_target_are_late_however_many_there_are(bench: Page) -> None:
    script = "freshness.watch(0, 'due'); for (let t = 0; t <= 10000; t += 25) freshness.frame(t, 601);"
    assert await spent(bench, script) == [0, 10000, 0]


async def test_time_before_the_first_frame_is_missing(bench: Page) -> None:
    script = "freshness.watch(0, 'due'); freshness.frame(4000, 100); freshness.watch(4200, 'off');"
    assert await spent(bench, script) == [200, 0, 4000]


async def test_a_frame_of_unknown_latency_makes_the_time_missing_and_never_good(bench: Page) -> None:
    script = """
      freshness.watch(0, 'due');
      freshness.frame(0, 100);
      freshness.frame(100, null);
    """
    assert await spent(bench, script) == [100, 0, 9900]


async def test_nothing_counts_while_no_picture_is_due(bench: Page) -> None:
    script = "freshness.watch(0, 'off'); freshness.frame(10, 100);"
    assert await spent(bench, script) == [0, 0, 0]


async def test_time_in_the_background_is_missing_and_not_late(bench: Page) -> None:
    script = "freshness.watch(0, 'due'); freshness.frame(0, 100); freshness.watch(200, 'hidden');"
    assert await spent(bench, script) == [200, 0, 9800]


async def test_the_frame_from_before_the_background_does_not_make_the_return_late(bench: Page) -> None:
    script = """
      freshness.watch(0, 'due');
      freshness.frame(0, 100);
      freshness.watch(200, 'hidden');
      freshness.watch(9000, 'due');
      freshness.frame(9100, 100);
      freshness.watch(9300, 'off');
    """
    assert await spent(bench, script) == [400, 0, 8900]


async def test_time_is_never_counted_twice_when_a_frame_is_told_of_late(bench: Page) -> None:
    # Told of at 1000 that it was shown at 990: those 10 ms are accounted for already.
    script = """
      freshness.watch(0, 'due');
      freshness.frame(0, 100);
      freshness.watch(1000, 'due');
      freshness.frame(990, 100);
      freshness.watch(1100, 'off');
    """
    assert await spent(bench, script) == [600, 500, 0]


async def test_the_age_of_the_newest_frame_grows_with_time(bench: Page) -> None:
    script = "const freshness = new Freshness(600); freshness.watch(0, 'due'); freshness.frame(50, 120);"
    ages = "return [freshness.age(50), freshness.age(1050)];"
    assert await run(bench, "{ Freshness } from latency/freshness.js", script + ages) == [120, 1120]
