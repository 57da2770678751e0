import pytest
from playwright.async_api import Page

from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

# Two ends joined without a network; nothing passes while `cut`. `silences` counts what one of them says.
TWO_ENDS = """async () => {
  const { LinkProbe } = await import('/static/modules/media/link-probe.js');
  window.cut = false;
  window.silences = 0;
  window.ends = [0, 1].map(() => ({ readyState: 'open', bufferedAmount: 0 }));
  ends.forEach((end, index) => {
    const other = ends[1 - index];
    end.send = ({ buffer }) => { if (!cut) queueMicrotask(() => other.onmessage({ data: buffer })); };
    const probe = new LinkProbe();
    probe.attach(end);
    if (index === 0) probe.addEventListener('silent', () => { silences += 1; });
  });
}"""


async def two_ends(people: People, site: Site) -> Page:
    """A page whose clock stands still unless it is told to run."""
    page = await people.page()
    await page.goto(site.url)
    await page.clock.install()
    await page.clock.pause_at("2040-01-01")
    await page.evaluate(TWO_ENDS)
    return page


async def opened(people: People, site: Site) -> Page:
    """The same, both having heard each other."""
    page = await two_ends(people, site)
    await page.evaluate("ends.forEach((end) => end.onopen())")
    await page.clock.run_for(500)
    return page


async def test_a_silence_is_told_once_and_again_after_something_was_heard(people: People, site: Site) -> None:
    page = await opened(people, site)
    for count in (1, 2):
        await page.evaluate("cut = true")
        await page.clock.run_for(5_000)
        assert await page.evaluate("silences") == count
        await page.evaluate("cut = false")
        await page.clock.run_for(500)


async def test_a_living_line_and_a_short_pause_are_no_silence(people: People, site: Site) -> None:
    page = await opened(people, site)
    await page.clock.run_for(5_000)
    await page.evaluate("cut = true")
    await page.clock.run_for(1_000)
    await page.evaluate("cut = false")
    await page.clock.run_for(5_000)
    assert await page.evaluate("silences") == 0


async def test_a_page_that_slept_takes_its_sleep_for_no_silence(people: People, site: Site) -> None:
    page = await opened(people, site)
    await page.evaluate("cut = true")
    await page.clock.fast_forward(60_000)
    await page.evaluate("cut = false")
    await page.clock.run_for(500)
    assert await page.evaluate("silences") == 0


async def test_a_side_that_never_said_anything_is_not_missed(people: People, site: Site) -> None:
    page = await two_ends(people, site)
    await page.evaluate("cut = true; ends.forEach((end) => end.onopen())")
    await page.clock.run_for(5_000)
    assert await page.evaluate("silences") == 0


async def test_a_side_that_has_closed_its_connection_is_not_missed(people: People, site: Site) -> None:
    page = await opened(people, site)
    await page.evaluate("cut = true; ends[0].readyState = 'closed'")
    await page.clock.run_for(5_000)
    assert await page.evaluate("silences") == 0
