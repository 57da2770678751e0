"""The line that tells the agent what was just done about the link."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.static.modules import paused_page, run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ GovernorNote } from ../agent/governor-note.js"""

SHOW = """
  await loadLocale("common", "timeline");
  window.note = new GovernorNote();
  window.note.consultation = window.first = new EventTarget();
  document.body.append(window.note);
  await window.note.updateComplete;
"""

PICTURE = {"kind": "governor", "reason": "picture", "values": {"lines": 360, "frames_per_second": 20}}
PICTURE_TEXT = "The picture was fitted to the link: 360 lines, 20 frames a second."


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """A page with a note for the consultation `first`, whose clock the test moves."""
    page = await paused_page(people, site)
    await run(page, IMPORTS, SHOW)
    return page


def the_note(page: Page) -> Locator:
    return page.get_by_test_id("governor-note")


async def tell(page: Page, event: dict[str, Any], consultation: str = "first") -> None:
    """Let something happen in a consultation, and wait until the note has taken it up or left it."""
    script = """async ([consultation, detail]) => {
      window[consultation].dispatchEvent(new CustomEvent("told", { detail }));
      await window.note.updateComplete;
    }"""
    await page.evaluate(script, [consultation, event])


async def test_what_the_governor_did_is_told_in_a_live_region_with_its_numbers(page: Page) -> None:
    await expect(page.get_by_role("status")).to_be_empty()
    await tell(page, PICTURE)
    await expect(page.get_by_role("status")).to_have_text(PICTURE_TEXT)
    await expect(the_note(page)).to_have_attribute("data-reason", "picture")


async def test_a_change_of_the_way_is_told_too(page: Page) -> None:
    await tell(page, {"kind": "route", "reason": "relay-faster", "values": {"from_ms": 310, "to_ms": 240}})
    await expect(the_note(page)).to_contain_text("240 instead of 310 ms")


async def test_what_an_agent_need_not_know_of_is_left_to_the_timeline(page: Page) -> None:
    await tell(page, {"kind": "camera-on"})
    assert await the_note(page).text_content() == ""


async def test_what_happened_without_reason_or_numbers_is_told_by_its_kind(page: Page) -> None:
    await tell(page, {"kind": "governor"})
    await expect(the_note(page)).to_have_text("The governor changed how the picture is sent.")


async def test_it_is_news_for_eight_seconds_from_the_newest(page: Page) -> None:
    await tell(page, {"kind": "governor", "reason": "probe"})
    await page.clock.run_for(6000)
    await tell(page, PICTURE)
    await page.clock.run_for(6000)
    await expect(the_note(page)).to_have_text(PICTURE_TEXT)
    await page.clock.run_for(2000)
    await expect(the_note(page)).to_be_empty()


async def test_another_consultation_begins_without_news_and_hears_nothing_of_the_first(page: Page) -> None:
    await tell(page, PICTURE)
    await page.evaluate("window.note.consultation = window.second = new EventTarget()")
    await expect(the_note(page)).to_be_empty()
    await tell(page, PICTURE)
    assert await the_note(page).text_content() == ""
    await tell(page, {"kind": "governor", "reason": "picture-again"}, "second")
    await expect(the_note(page)).to_have_text("The link carries a moving picture again.")
