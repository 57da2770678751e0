"""What is left of a consultation, at the pages of its two people."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent, Person, until
from tests.e2e.test_consultation import in_consultation
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

WITH_SIZE = """async (size) => {
  const path = location.pathname.replace("/summary/", "/api/v1/summaries/");
  return (await (await fetch(path)).json()).summary.size_advised === size;
}"""


async def opened(person: Person) -> Page:
    """The summary that the person's page links to, in a tab of its own."""
    async with person.page.context.expect_page() as page:
        await person.at("summary").click()
    summary = await page.value
    await expect(summary.get_by_test_id("summary-title")).to_be_visible()
    return summary


async def test_both_open_the_summary_from_their_last_page(a_buyer: Enter, an_agent: Enter) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.says("Is it lined?")
    await agent.reads("Is it lined?")
    await buyer.at("end").click()
    of_buyer = await opened(buyer)
    await expect(of_buyer.get_by_test_id("chat")).to_contain_text("Is it lined?")
    await expect(of_buyer.get_by_test_id("product-dress-linen-midi")).to_be_visible()
    await expect(of_buyer.get_by_test_id("mail-address")).to_have_count(0)

    of_agent = await opened(agent)
    await expect(of_agent.get_by_test_id("chat")).to_contain_text("Is it lined?")
    await agent.at("size-advised").select_option("38")
    await agent.wraps_up("bought")
    await expect(agent.at("available")).to_have_attribute("aria-pressed", "true")
    # Written after the agent was answered: it is not there at once.
    await until(of_buyer, WITH_SIZE, "38")
    await of_buyer.reload()
    await expect(of_buyer.get_by_test_id("size")).to_contain_text("38")


async def test_goods_and_summary_have_no_accessibility_violation(a_buyer: Enter, an_agent: Enter) -> None:
    agent: Agent = await an_agent(reduced_motion="reduce")
    buyer = await a_buyer(reduced_motion="reduce")
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await agent.at("tool-goods").click()
    await agent.at("goods-another").click()
    await agent.at("variant-rust-38").click()
    await agent.at("put").click()
    await expect(agent.at("cart-dress-linen-midi")).to_have_attribute("data-status", "no-shop")
    await buyer.at("tool-goods").click()
    await expect(buyer.at("goods-note")).to_contain_text("Mei Lin recommends")
    await expect(buyer.at("cart-dress-linen-midi")).to_be_visible()
    for person in (buyer, agent):
        assert await violations(person.page) == []
    await buyer.at("end").click()
    assert await violations(await opened(buyer)) == []


async def test_a_buyer_who_measures_in_inches_gets_a_size_that_both_see_with_its_reasons(
    a_buyer: Enter, an_agent: Enter
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.at("tool-sizing").click()
    await expect(buyer.page.get_by_label("inches", exact=True)).to_be_checked()
    await buyer.at("measure-chest").fill("88")
    await buyer.at("size-ask").click()
    await expect(buyer.page.locator("#measure-chest-error")).to_have_text("88 in cannot be right. Is it 88 cm?")
    await buyer.at("measure-chest").fill("35.2")
    await buyer.at("size-consent").check()
    await buyer.at("size-ask").click()
    await expect(buyer.at("advised-size")).to_have_text("38")
    await expect(buyer.at("runner-up")).to_contain_text("Otherwise 40")
    await expect(buyer.at("size-answer")).to_contain_text("Bust 35.2 in: size 38 is made for 33.9–35.4 in.")
    await expect(buyer.at("size-erase")).to_be_visible()
    await buyer.at("size-share").click()
    await agent.reads("My size should be 38, otherwise 40.")

    await agent.at("tool-sizing").click()
    await agent.sees("size-ask")
    # What somebody measures is neither shown nor kept at the other side.
    await expect(agent.at("measure-chest")).to_have_value("")
    await expect(agent.at("size-consent")).to_have_count(0)
    await buyer.at("end").click()
    for person in (buyer, agent):
        size = (await opened(person)).get_by_test_id("size")
        await expect(size).to_contain_text("38")
        await expect(size).to_contain_text("40")
        await expect(size).to_contain_text("Bust: size 38 is made for")
        await expect(size).not_to_contain_text("35.2")
