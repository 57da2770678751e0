"""What a reader is told of returning a product, made of what the service decided."""

from datetime import date
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, expect

from server.policy import FLOORS, Rule, policy_for
from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ ApiError } from api.js
{ loadLocale } from i18n.js
{ ReturnPolicy } from ../room/return-policy.js"""

SHOW = """
  await loadLocale("common", "room-policy");
  window.asked = [];
  window.answers = argument.answers;
  window.refuse = () => { throw new ApiError("service-unavailable", 503); };
  const policy = new ReturnPolicy();
  policy.api = { get: async (path) => {
    window.asked.push(path);
    return window.answers === null ? window.refuse() : window.answers[window.asked.length - 1];
  } };
  Object.assign(policy, argument.properties);
  policy.addEventListener("choose-country", (event) => { window.chosen = event.detail.country; });
  document.body.append(window.policy = policy);
"""

SHOP = Rule(window_days=14, who_pays="buyer", exclusions=("made-to-order", "reduced"), condition="unused")
KIND = Rule(window_days=30, who_pays="shop")


def answer(rules: list[Rule], country: str | None) -> Any:
    """What the service would say of goods that arrive on 25 November 2026."""
    policy = policy_for(rules, FLOORS, category="dresses", country=country, delivered_on=date(2026, 11, 25))
    return msgspec.to_builtins(policy)


async def show(people: People, site: Site, answers: list[Any] | None, **properties: Any) -> Page:
    page = await people.page(locale="en-GB", timezone_id="America/Sao_Paulo")
    await page.clock.install(time="2026-11-26T01:30:00Z")
    await page.goto(site.url)
    known = {"path": "return-policy", "unfolded": True, **properties}
    await run(page, IMPORTS, SHOW, {"answers": answers, "properties": known})
    return page


async def test_a_line_says_it_all_and_the_rest_unfolds(people: People, site: Site) -> None:
    page = await show(people, site, [answer([KIND], "FR")], unfolded=False)
    await expect(page.get_by_test_id("return-line")).to_have_text("Free return within 30 days")
    await expect(page.get_by_test_id("return-law")).to_be_hidden()
    await page.get_by_test_id("return-line").click()
    await expect(page.get_by_test_id("return-law")).to_contain_text("The law in France")
    await expect(page.get_by_test_id("return-last-day")).to_have_text("December 25, 2026")


async def test_what_the_law_says_stands_with_its_source_and_that_it_is_no_advice(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], "FR")])
    law = page.get_by_test_id("return-law")
    await expect(law).to_contain_text("At least 14 days from delivery to change one’s mind, without a reason.")
    await expect(law).to_contain_text("Source: Directive 2011/83/EU")
    await expect(law).to_contain_text("at least 24 months")
    await expect(law).to_contain_text("not legal advice")
    await expect(law).to_contain_text("raised to what the law asks")
    await expect(page.get_by_text("What was sold at a reduced price")).to_have_count(0)


async def test_nothing_is_said_of_a_law_that_is_not_known(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], "GL")])
    await expect(page.get_by_test_id("return-law")).to_contain_text("is not known here")
    await expect(page.get_by_text("Source:")).to_have_count(0)
    await expect(page.get_by_text("What was sold at a reduced price")).to_be_visible()


LINES: list[tuple[list[Rule], str, str]] = [
    ([SHOP], "FR", "Return within 14 days, at your cost"),
    ([SHOP], "BR", "Free return within 14 days"),
    ([Rule(window_days=0, who_pays="buyer")], "US", "No return only because you change your mind"),
    ([], "US", "The shop has not said how returns work"),
    ([Rule(window_days=1, who_pays="shop")], "US", "Free return within 1 day"),
]


async def test_the_line_fits_what_holds(people: People, site: Site) -> None:
    page = await show(people, site, [answer(rules, country) for rules, country, _ in LINES])
    for number, (_, _, line) in enumerate(LINES):
        await page.evaluate("path => { window.policy.path = path; }", "return-policy" + f"?{number}" * bool(number))
        await expect(page.get_by_test_id("return-line")).to_have_text(line)


async def test_an_agent_reads_of_the_buyer(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], "FR")], side="agent")
    await expect(page.get_by_test_id("return-line")).to_have_text("Return within 14 days, at the buyer’s cost")
    await expect(page.get_by_text("The buyer pays")).to_be_visible()
    await expect(page.get_by_test_id("return-country")).to_have_count(0)


async def test_it_asks_for_the_readers_own_day(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], "BR")], path="return-policy?country=BR")
    await expect(page.get_by_test_id("return-law")).to_be_visible()
    assert await page.evaluate("window.asked") == ["return-policy?country=BR&delivered=2026-11-25"]


async def test_another_country_is_a_choice_away(people: People, site: Site) -> None:
    page = await show(
        people, site, [answer([SHOP], "FR"), answer([SHOP], "BR")], choosable=True, country="FR", path="p?country=FR"
    )
    choice = page.get_by_test_id("return-country")
    await expect(choice).to_have_value("FR")
    names = await choice.locator("option").all_text_contents()
    assert {"Brazil", "France", "Taiwan"} <= set(names)
    assert not {"European Union", "Unknown Region", "DD"} & set(names)
    assert names == await page.evaluate("names => names.toSorted(new Intl.Collator('en').compare)", names)
    await choice.select_option("BR")
    assert await page.evaluate("window.chosen") == "BR"
    await page.evaluate("Object.assign(window.policy, { country: 'BR', path: 'p?country=BR' })")
    await expect(page.get_by_test_id("return-line")).to_have_text("Free return within 14 days")


async def test_a_reader_whose_country_is_unknown_is_asked(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], None)], choosable=True)
    await expect(page.get_by_test_id("return-country")).to_have_value("")
    await expect(page.get_by_text("Choose a country to see what its law says.")).to_be_visible()


async def test_an_answer_that_was_overtaken_is_not_shown(people: People, site: Site) -> None:
    page = await show(people, site, [answer([SHOP], "FR")])
    await expect(page.get_by_test_id("return-law")).to_contain_text("France")
    await page.evaluate(
        """async ([brazil, china]) => {
          const late = Promise.withResolvers();
          const { policy } = window;
          policy.api = { get: (path) => (path.startsWith("slow") ? late.promise : Promise.resolve(china)) };
          policy.path = "slow";
          await policy.updateComplete;
          policy.path = "quick";
          await policy.updateComplete;
          late.resolve(brazil);
        }""",
        [answer([SHOP], "BR"), answer([SHOP], "CN")],
    )
    await expect(page.get_by_test_id("return-law")).to_contain_text("China")


async def test_why_it_cannot_be_shown_is_said(people: People, site: Site) -> None:
    page = await show(people, site, None)
    await expect(page.get_by_role("status")).to_have_text(
        "The service cannot be reached right now. Please try again in a moment."
    )
