"""The row of tools of a consultation, and the one that is open."""

import pytest
from playwright.async_api import Page, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ html } from ../../vendor/lit/index.js
{ loadLocale } from i18n.js
{ RoomTools } from ../room/room-tools.js
{ FakeConsultation } from ../../drivers/fake-consultation.js"""

SHOW = """
  await loadLocale("common");
  const panel = (room) => html`<button>${room.view.id}</button>`;
  const both = ["buyer", "agent"];
  window.tools = new RoomTools();
  window.tools.tools = [
    { id: "close-look", icon: "eye", roles: both, panel },
    { id: "freeze", icon: "pause", roles: both, panel },
    { id: "stills", icon: "camera", roles: ["agent"], panel },
  ];
  window.tools.side = argument;
  window.FakeConsultation = FakeConsultation;
  window.tools.consultation = new FakeConsultation("c-1");
  document.body.append(window.tools);
  await window.tools.updateComplete;
"""


async def show(people: People, site: Site, side: str) -> Page:
    page = await people.page(locale="en-GB")
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW, side)
    return page


async def test_each_side_has_its_own_tools(people: People, site: Site) -> None:
    buyer, agent = await show(people, site, "buyer"), await show(people, site, "agent")
    await expect(buyer.get_by_role("toolbar").get_by_role("button")).to_have_text(["Close look", "Freeze and draw"])
    await expect(agent.get_by_role("toolbar").get_by_role("button")).to_have_count(3)


async def test_a_side_without_tools_has_no_row_of_them(people: People, site: Site) -> None:
    page = await show(people, site, "buyer")
    await page.evaluate("window.tools.tools = []")
    await expect(page.get_by_role("toolbar")).to_have_count(0)


async def test_one_tool_is_open_at_a_time_and_its_heading_has_the_focus(people: People, site: Site) -> None:
    page = await show(people, site, "buyer")
    await page.get_by_test_id("tool-close-look").click()
    await expect(page.get_by_test_id("panel-close-look").get_by_role("heading")).to_be_focused()
    await page.get_by_test_id("tool-freeze").click()
    await expect(page.get_by_test_id("panel-freeze").get_by_role("heading")).to_be_focused()
    await expect(page.get_by_test_id("panel-close-look")).to_have_count(0)
    await expect(page.get_by_test_id("tool-close-look")).to_have_attribute("aria-expanded", "false")


async def test_keys_alone_choose_open_and_close_a_tool(people: People, site: Site) -> None:
    page = await show(people, site, "agent")
    await page.keyboard.press("Tab")
    await expect(page.get_by_test_id("tool-close-look")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(page.get_by_test_id("tool-stills")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="c-1")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("panel-stills")).to_have_count(0)
    await expect(page.get_by_test_id("tool-stills")).to_be_focused()


async def test_what_the_other_side_opens_takes_no_focus(people: People, site: Site) -> None:
    page = await show(people, site, "buyer")
    await page.get_by_test_id("tool-close-look").focus()
    await page.evaluate("window.tools.room.open('freeze')")
    await expect(page.get_by_test_id("panel-freeze")).to_be_visible()
    await expect(page.get_by_test_id("tool-close-look")).to_be_focused()


async def test_another_consultation_begins_with_nothing_open(people: People, site: Site) -> None:
    page = await show(people, site, "buyer")
    await page.get_by_test_id("tool-freeze").click()
    await page.evaluate("window.tools.consultation = new FakeConsultation('c-2')")
    await expect(page.get_by_test_id("panel-freeze")).to_have_count(0)
    await page.get_by_test_id("tool-freeze").click()
    await expect(page.get_by_role("button", name="c-2")).to_be_visible()
