"""The button that says that picture or sound are bad."""

import pytest
from playwright.async_api import Locator, Page, expect

from signaling.messages import ReportEvent, Role
from tests.static.modules import paused_page, run
from tests.static.site import Site
from tests.static.two_people import Person
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ ComplainButton } from ../components/complain-button.js"""

SHOW = """
  await loadLocale("common");
  window.complaints = 0;
  const element = new ComplainButton();
  element.consultation = window.driver?.consultation ?? { complain: () => { window.complaints += 1; } };
  document.body.append(element);
"""


async def shown(page: Page) -> Locator:
    await run(page, IMPORTS, SHOW)
    return page.get_by_test_id("complain")


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """An empty page whose clock the test moves."""
    page = await paused_page(people, site)
    await page.add_style_tag(url=f"{site.url}static/theme.css")
    return page


async def complaints(page: Page) -> int:
    return int(await page.evaluate("window.complaints"))


async def test_a_complaint_reaches_the_service(people: People, site: Site) -> None:
    buyer = await Person.arrive(people, site, "buyer")
    await buyer.go_online()
    await (await shown(buyer.page)).click()
    message = await site.hears_of(ReportEvent, Role.BUYER, lambda message: message.event.kind == "complaint")
    assert message.consultation == site.view.id


async def test_before_it_is_pressed_its_name_is_for_screen_readers_and_the_pointer(page: Page) -> None:
    button = await shown(page)
    await expect(button).to_have_accessible_name("Picture or sound is bad")
    await expect(button).to_have_attribute("title", "Picture or sound is bad")
    await expect(page.get_by_role("status")).to_be_empty()


async def test_a_complaint_is_thanked_for_in_sight_and_in_a_live_region(page: Page) -> None:
    button = await shown(page)
    before = await button.bounding_box()
    await button.click()
    await expect(button).to_have_text("Noted, thanks")
    await expect(page.get_by_role("status")).to_have_text("Noted, thanks")
    after = await button.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]


async def test_pressed_twice_it_is_one_complaint(page: Page) -> None:
    button = await shown(page)
    await button.click()
    await expect(button).to_have_attribute("aria-disabled", "true")
    await button.click(force=True)
    assert await complaints(page) == 1


async def test_after_a_while_there_may_be_another_complaint(page: Page) -> None:
    button = await shown(page)
    await button.click()
    await expect(button).to_have_attribute("aria-disabled", "true")
    await page.clock.run_for(4000)
    await expect(button).to_have_attribute("aria-disabled", "false")
    await button.click()
    assert await complaints(page) == 2


async def test_the_keyboard_stays_on_it(page: Page) -> None:
    button = await shown(page)
    await button.press("Enter")
    await expect(button).to_have_text("Noted, thanks")
    await expect(button).to_be_focused()
