"""A supervisor keeps the shop's size charts, and tells what became of sizes, at the console."""

from playwright.async_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.people import PHONE, Agent
from tests.e2e.test_pages import violations

DRESS = "dress-linen-midi"


async def opened(agent: Agent, what: str) -> None:
    await agent.at("account").click()
    await agent.at(f"open-{what}").click()
    await agent.sees(what)


async def begins_with_the_listings_chart(agent: Agent) -> None:
    await agent.at("chart-new").click()
    await agent.at("chart-key").fill(DRESS)
    await agent.at("chart-begin").click()
    await expect(agent.at("chart-size-0")).to_have_value("34")


async def test_a_chart_is_refused_at_its_sizes_and_counts_once_it_is_right(an_agent: Enter) -> None:
    agent: Agent = await an_agent("mei", available=False)
    await opened(agent, "size-charts")
    await begins_with_the_listings_chart(agent)
    await agent.at("chart-most-chest-0").fill("84")
    await agent.at("chart-least-waist-2").fill("27")
    await agent.at("chart-save").click()
    await expect(agent.at("chart-faults-1")).to_have_text("Bust: this overlaps with size 34 by 2 cm.")
    await expect(agent.at("chart-faults-2")).to_contain_text("Waist: 27 cm cannot be right. Is it 27 in?")
    await expect(agent.at("chart-least-chest-1")).to_be_focused()
    await expect(agent.at("chart-most-chest-0")).to_have_value("84")
    assert await violations(agent.page) == []

    # Who looks at something else meanwhile loses nothing.
    await agent.at("chart-back").click()
    await agent.at("chart-new").click()
    await agent.at("chart-most-chest-0").fill("82")
    await agent.at("chart-most-chest-0").press("ArrowDown")
    await expect(agent.at("chart-most-chest-1")).to_be_focused()
    await agent.at("chart-convert").click()
    await expect(agent.at("chart-least-waist-2")).to_have_value("68.6")
    await agent.at("chart-least-waist-2").fill("70")
    await agent.at("chart-save").click()
    await expect(agent.at("chart-result")).to_have_text("Saved. It counts at once.")

    async with agent.page.expect_download() as download:
        await agent.at("chart-csv").click()
    assert (await download.value).suggested_filename == "size-chart.csv"
    await expect(agent.at("chart-least-waist-2")).to_have_value("70")
    await agent.at("chart-delete").click()
    await expect(agent.at("chart-keep")).to_be_focused()
    await agent.at("chart-delete-really").click()
    await agent.sees("chart-new")
    await expect(agent.at("charts")).to_have_count(0)


async def test_a_chart_comes_from_a_spreadsheet_and_a_phone_mends_it(an_agent: Enter) -> None:
    agent: Agent = await an_agent("mei", available=False, viewport=PHONE, color_scheme="dark")
    await opened(agent, "size-charts")
    await agent.at("chart-new").click()
    await agent.at("chart-scope").select_option("category")
    await agent.at("chart-key").fill("tops")
    await agent.at("chart-system").fill("INT")
    await agent.page.get_by_text("Import CSV or JSON").click()
    await agent.at("chart-pasted").fill("size,chest,sleeve\nS,86-90,60\n")
    await agent.at("chart-take").click()
    await expect(agent.at("chart-unread")).to_have_text("There is no measure “sleeve”.")
    table = b"size;chest;garment_chest\nS;86-90;96\nM;94-98;\n"
    await agent.at("chart-file").set_input_files({"name": "tops.csv", "mimeType": "text/csv", "buffer": table})
    await expect(agent.at("chart-most-chest-1")).to_have_value("98")
    await agent.at("chart-save").click()
    await expect(agent.at("chart-faults-1")).to_have_text("Chest: between size S and this one 4 cm are missing.")
    assert await agent.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await violations(agent.page) == []
    await agent.at("chart-least-chest-1").fill("90")
    await agent.at("chart-save").click()
    await expect(agent.at("chart-result")).to_have_text("Saved. It counts at once.")
    await agent.at("chart-back").click()
    await expect(agent.at("chart-category-tops")).to_be_focused()


async def test_outcomes_are_refused_by_row_and_show_what_runs_small(an_agent: Enter) -> None:
    agent: Agent = await an_agent("mei", available=False)
    await opened(agent, "size-outcomes")
    heading = "id,sku,outcome\n"
    await agent.at("outcomes-text").fill(f"{heading}A-1,{DRESS},kept\nA-2,unheard-of,shrunk\n")
    await agent.at("outcomes-send").click()
    result = agent.at("outcomes-result")
    await expect(result.get_by_role("listitem")).to_have_text(["Row 2: outcome cannot be “shrunk”."])
    rows = "".join(f"A-{n},{DRESS},{'kept' if n % 2 else 'too-small'}\n" for n in range(60))
    await agent.at("outcomes-text").fill(heading + rows)
    await agent.at("outcomes-send").click()
    await expect(result).to_contain_text("Taken: 60 new")
    row = agent.at(f"outcomes-{DRESS}")
    await expect(row.get_by_role("cell")).to_contain_text(["30", "30", "0", "sizes, likely"])
    await expect(row).to_contain_text("Runs small")
    assert await violations(agent.page) == []
