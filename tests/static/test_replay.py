import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser


async def replay(bench: Page, script: str) -> object:
    """Run script with a `replay` of 10 to 70 s in reach."""
    return await run(
        bench, "{ Replay } from ../monitor/replay.js", "const replay = new Replay(10_000, 70_000);" + script
    )


async def test_it_stands_at_the_beginning_until_it_is_played(bench: Page) -> None:
    assert await replay(bench, "return [replay.at(0), replay.at(99_000), replay.playing];") == [10_000, 10_000, False]


async def test_it_goes_as_fast_as_it_happened(bench: Page) -> None:
    assert await replay(bench, "replay.play(500); return replay.at(2500);") == 12_000


async def test_a_new_speed_goes_on_from_where_it_stands(bench: Page) -> None:
    script = "replay.play(0); replay.setSpeed(20, 1000); return [replay.at(1000), replay.at(2000)];"
    assert await replay(bench, script) == [11_000, 31_000]


async def test_a_pause_keeps_the_moment(bench: Page) -> None:
    assert await replay(bench, "replay.play(0); replay.pause(3000); return replay.at(60_000);") == 13_000


async def test_it_goes_on_playing_from_a_moment_that_was_sought(bench: Page) -> None:
    assert await replay(bench, "replay.play(0); replay.seek(40_000, 1000); return replay.at(2000);") == 41_000


async def test_what_is_sought_outside_is_its_nearer_end(bench: Page) -> None:
    script = "replay.seek(-5, 0); const first = replay.at(0); replay.seek(99_000, 0); return [first, replay.at(0)];"
    assert await replay(bench, script) == [10_000, 70_000]


async def test_it_stops_at_the_end_and_begins_anew_when_played_again(bench: Page) -> None:
    script = """replay.play(0); const end = replay.at(999_000); const stopped = !replay.playing;
      replay.play(1_000_000); return [end, stopped, replay.at(1_001_000)];"""
    assert await replay(bench, script) == [70_000, True, 11_000]
