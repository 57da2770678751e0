"""What holds for returns, from the page before the call into the room of both."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import DESKTOP, PHONE, Agent, Buyer
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

# Counts the forms that were made, whichever is on the page.
_COUNT_FORMS = """
window.forms = 0;
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.nodeName === "START-VIEW") window.forms += 1;
  }
}).observe(document, { childList: true, subtree: true });
"""


async def test_the_country_that_the_buyer_says_holds_in_the_room_on_both_sides(a_buyer: Enter, an_agent: Enter) -> None:
    agent: Agent = await an_agent(viewport=DESKTOP, color_scheme="dark", reduced_motion="reduce")
    buyer: Buyer = await a_buyer(locale="en-US", color_scheme="light", reduced_motion="reduce")
    await buyer.arrive()
    line = buyer.at("return-line")
    await expect(line).to_have_text("Return within 30 days, at your cost")
    await line.click()
    await buyer.at("return-country").select_option("BR")
    await expect(line).to_have_text("Free return within 30 days")
    await expect(buyer.at("return-law")).to_contain_text("Código de Defesa do Consumidor")
    assert await violations(buyer.page) == []

    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.is_in_consultation()
    for person in (buyer, agent):
        await person.at("tool-return-policy").click()
        await expect(person.at("return-line")).to_have_text("Free return within 30 days")
        await expect(person.at("return-law")).to_contain_text("The law in Brazil")
        assert await violations(person.page) == []
    assert await buyer.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert buyer.page.viewport_size == PHONE


async def test_the_form_that_a_buyer_has_begun_stays_when_the_service_answers(a_buyer: Enter) -> None:
    buyer: Buyer = await a_buyer(locale="en-US")
    await buyer.page.add_init_script(_COUNT_FORMS)
    await buyer.arrive()
    await expect(buyer.page.get_by_text("Connected to us")).to_be_visible()
    assert await buyer.page.evaluate("window.forms") == 1
