"""A supervisor edits the shop's rules for returns at the console, and buyers read of it."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent, Buyer
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser


async def test_rules_are_refused_by_row_and_hold_once_they_are_right(a_buyer: Enter, an_agent: Enter) -> None:
    agent: Agent = await an_agent("mei", available=False)
    await agent.at("account").click()
    await agent.at("open-return-rules").click()
    table, result = agent.at("return-rules-table"), agent.at("return-rules-result")
    await expect(table).to_have_value("""\
category,country,window_days,who_pays,exclusions,condition
,,14,buyer,made-to-order opened-hygiene,unused
dresses,,30,buyer,made-to-order reduced,tried
dresses,EU,30,shop,made-to-order,tried
shoes,,30,buyer,,unused
""")
    heading = "category,country,window_days,who_pays,exclusions,condition\n"
    await table.fill(f"{heading},,14,buyer,,\ndresses,Germany,many,shop,,\n")
    await agent.at("return-rules-save").click()
    await expect(result.get_by_role("listitem")).to_have_text(
        ["Row 2: country cannot be “Germany”.", "Row 2: window_days cannot be “many”."]
    )
    assert await violations(agent.page) == []

    await table.fill(f"{heading},,14,buyer,,\ndresses,US,45,shop,,\n")
    await expect(result).to_be_empty()
    await agent.at("return-rules-save").click()
    await expect(result).to_have_text("Saved. They hold at once.")

    buyer: Buyer = await a_buyer(locale="en-US")
    await buyer.arrive()
    await expect(buyer.at("return-line")).to_have_text("Free return within 45 days")


async def test_who_is_no_supervisor_is_offered_no_rules(an_agent: Enter) -> None:
    agent: Agent = await an_agent("tom", available=False)
    await agent.at("account").click()
    await agent.sees("sign-out")
    await expect(agent.at("open-return-rules")).to_have_count(0)
