"""A supervisor enters at the console what an instrument read from the shop's printed colour card."""

from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent
from tests.e2e.test_pages import violations


async def test_values_are_refused_by_row_kept_once_they_are_right_and_given_up_again(an_agent: Enter) -> None:
    agent: Agent = await an_agent("mei", available=False)
    await agent.at("account").click()
    await agent.at("open-measured-card").click()
    table, result = agent.at("measured-card-table"), agent.at("measured-card-result")
    await expect(agent.at("measured-card-state")).to_contain_text("Nobody has measured the card yet")
    meant = await table.input_value()
    assert meant.startswith("patch,name,l,a,b\n1,dark skin,")

    await table.fill(meant.replace("\n2,", "\n200,"))
    await agent.at("measured-card-save").click()
    await expect(result.get_by_role("listitem")).to_have_text(["Row 2: patch cannot be “200”."])
    assert await violations(agent.page) == []

    await table.fill(meant.replace("\n1,dark skin,", "\n1,patch A1,"))
    await expect(result).to_be_empty()
    await agent.at("measured-card-save").click()
    await expect(result).to_contain_text("Saved.")
    await expect(agent.at("measured-card-state")).to_have_text("These values were measured.")

    await agent.at("measured-card-reset").click()
    await expect(result).to_contain_text("as it is meant to be again")
    await expect(agent.at("measured-card-state")).to_contain_text("Nobody has measured")
    await expect(table).to_have_value(meant)
