"""The size advisor on the buyer's first page, against a real node."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People
from tests.support.node import Node, make_config, run_node

pytestmark = pytest.mark.browser

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


async def opened(people: People, node: Node, product: str = "dress-linen-midi", locale: str = "fr-FR") -> Page:
    """The buyer's first page with the size advisor open; French people measure in centimetres."""
    page = await people.page(locale=locale)
    await node.services.redis.flushdb()
    await page.goto(f"{node.url}/consult?product={product}")
    await open_advisor(page)
    return page


async def open_advisor(page: Page) -> None:
    await page.get_by_test_id("find-size").locator("summary").click()
    await expect(page.get_by_test_id("size-ask")).to_be_visible()


def size(page: Page) -> Locator:
    return page.get_by_test_id("advised-size")


async def measure(page: Page, **values: str) -> None:
    for name, value in values.items():
        await page.get_by_test_id(f"measure-{name}").fill(value)


async def test_any_measure_gives_a_size_with_runner_up_reasons_and_bodies(people: People, node: Node) -> None:
    page = await opened(people, node)
    await measure(page, chest="88", hip="96,5")
    await page.get_by_test_id("size-ask").click()
    await expect(size(page)).to_have_text("38")
    await expect(page.get_by_test_id("runner-up")).to_contain_text("Otherwise 40")
    answer = page.get_by_test_id("size-answer")
    await expect(answer).to_contain_text("Bust 88 cm: size 38 is made for 86–90 cm.")
    await expect(answer.locator("tr[aria-current=true]")).to_contain_text("38")


async def test_enter_asks_and_does_not_go_live(people: People, node: Node) -> None:
    page = await opened(people, node)
    await measure(page, chest="88")
    await page.get_by_test_id("measure-chest").press("Enter")
    await expect(size(page)).to_have_text("38")
    await expect(page.get_by_test_id("start")).to_be_visible()


async def test_a_chinese_size_is_typed_and_does_as_well(people: People, node: Node) -> None:
    page = await opened(people, node)
    await page.get_by_test_id("known-system").select_option("CN")
    await page.get_by_test_id("known-size").fill("165/88a")
    await page.get_by_test_id("size-ask").click()
    await expect(size(page)).to_have_text("38")
    await expect(page.get_by_test_id("size-answer")).to_contain_text("CN 165/88A")


async def test_a_size_that_does_not_exist_is_told_with_the_nearest(people: People, node: Node) -> None:
    page = await opened(people, node)
    await page.get_by_test_id("known-system").select_option("CN")
    await page.get_by_test_id("known-size").fill("165/87A")
    await page.get_by_test_id("size-ask").click()
    await expect(page.locator("#known-error")).to_contain_text("165/88A")
    await expect(size(page)).to_have_count(0)


async def test_the_likely_unit_is_asked_for_beside_the_field(people: People, node: Node) -> None:
    page = await opened(people, node)
    await measure(page, chest="36")
    await page.get_by_test_id("size-ask").click()
    await expect(page.locator("#measure-chest-error")).to_have_text("36 cm cannot be right. Is it 36 in?")
    await expect(page.get_by_test_id("measure-chest")).to_have_attribute("aria-invalid", "true")


async def test_a_word_is_no_number_and_stays_in_its_field(people: People, node: Node) -> None:
    page = await opened(people, node)
    await measure(page, chest="wide")
    await page.get_by_test_id("size-ask").click()
    await expect(page.locator("#measure-chest-error")).to_have_text("Please enter a number.")
    await expect(page.get_by_test_id("measure-chest")).to_have_value("wide")


async def test_the_unit_is_the_readers_and_another_converts_what_is_there(people: People, node: Node) -> None:
    page = await opened(people, node, locale="en-US")
    await expect(page.get_by_label("inches", exact=True)).to_be_checked()
    await measure(page, chest="34.6")
    await page.get_by_text("cm", exact=True).first.click()
    await expect(page.get_by_test_id("measure-chest")).to_have_value("87.9")
    await page.get_by_test_id("size-ask").click()
    await expect(size(page)).to_have_text("38")


async def test_the_guide_shows_how_to_measure_what_is_being_filled_in(people: People, node: Node) -> None:
    page = await opened(people, node)
    for name, words in (("waist", "narrowest part"), ("hip", "fullest part of the seat"), ("height", "back to a wall")):
        await page.get_by_test_id(f"measure-{name}").focus()
        await expect(page.get_by_test_id("how-to")).to_contain_text(words)
        await expect(page.get_by_test_id("how-to").locator(f"svg[data-figure={name}] path").first).to_be_attached()


async def test_what_was_agreed_to_is_there_at_the_next_visit_and_erased_at_ones_word(
    people: People, node: Node
) -> None:
    page = await opened(people, node)
    await measure(page, chest="92")
    await page.get_by_test_id("size-consent").check()
    await page.get_by_test_id("size-ask").click()
    await expect(page.get_by_test_id("size-erase")).to_be_visible()
    await page.reload()
    await open_advisor(page)
    await expect(page.get_by_test_id("measure-chest")).to_have_value("92")
    await page.get_by_test_id("size-erase").click()
    await expect(page.get_by_test_id("size-consent")).not_to_be_checked()
    await page.reload()
    await open_advisor(page)
    await expect(page.get_by_test_id("size-consent")).to_be_visible()
    await expect(page.get_by_test_id("measure-chest")).to_have_value("")


async def test_shoes_ask_whose_sizes_are_meant(people: People, node: Node) -> None:
    page = await opened(people, node, "shoes-trail-runner")
    await page.get_by_test_id("known-group").select_option("men")
    await page.get_by_test_id("known-system").select_option("US")
    await page.get_by_test_id("known-size").select_option("9.5")
    await page.get_by_test_id("size-ask").click()
    await expect(size(page)).to_have_text("42")


async def test_what_has_no_sizes_offers_no_size(people: People, node: Node) -> None:
    page = await people.page(locale="fr-FR")
    await page.goto(f"{node.url}/consult?product=blender-hand-600")
    await expect(page.get_by_test_id("start")).to_be_visible()
    await expect(page.get_by_test_id("find-size")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_a_phone_and_has_no_accessibility_violation(people: People, node: Node, scheme: str) -> None:
    axe = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
    page = await people.page(locale="zh-CN", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    await page.goto(f"{node.url}/consult?product=dress-linen-midi")
    await open_advisor(page)
    await measure(page, chest="36", waist="72")
    await page.get_by_test_id("size-ask").click()
    await expect(page.get_by_test_id("size-error")).to_be_visible()
    await measure(page, chest="88")
    await page.get_by_test_id("size-ask").click()
    await expect(size(page)).to_have_text("38")
    await page.evaluate(axe + ";0")
    found = await page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in found["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


IMPORTS = """{ loadLocale } from i18n.js
{ SizePanel } from ../room/size-panel.js"""

SHOW_PANEL = """
  await loadLocale("common", "room-sizing");
  window.said = [];
  const answer = { size: "38", runner_up: { size: "40" } };
  window.panel = new SizePanel();
  window.panel.room = {
    token: () => null,
    consultation: { shop: "", sendChat: (text) => window.said.push(text) > 0 },
    view: { product: { sku: "" }, peer_name: "Mei" },
  };
  document.body.append(window.panel);
  await window.panel.updateComplete;
  window.panel.querySelector("size-advisor").dispatchEvent(new CustomEvent("advised", { detail: { advice: answer } }));
  await window.panel.updateComplete;
"""


async def test_in_the_room_the_answer_is_written_to_the_other_side_by_ones_own_hand(people: People, site: Site) -> None:
    page = await people.page(locale="en-GB")
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW_PANEL)
    assert await page.evaluate("window.said") == []
    await page.get_by_test_id("size-share").click()
    await expect(page.get_by_test_id("size-share")).to_have_text("Written into the chat")
    assert await page.evaluate("window.said") == ["My size should be 38, otherwise 40."]


SHOW_KNOWN = """
  await loadLocale("common", "room-sizing");
  const japan = { system: "JP", source: "JIS L 4001", example: "110", sizes: ["100", "110"] };
  const known = new SizeKnown();
  known.guide = {
    garment: "top",
    group: "children",
    chart: { system: "EU", dimensions: [], rows: [] },
    dimensions: [],
    systems: { children: argument ? [japan] : [] },
    unknown_systems: { children: ["UK", "US"] },
    groups: ["children"],
  };
  document.body.append(known);
  await known.updateComplete;
"""


@pytest.mark.parametrize("any_known", [True, False])
async def test_systems_without_a_table_are_named_as_unknown(people: People, site: Site, any_known: bool) -> None:
    page = await people.page(locale="en-GB")
    await page.goto(site.url)
    imports = "{ loadLocale } from i18n.js\n{ SizeKnown } from ../room/size-known.js"
    await run(page, imports, SHOW_KNOWN, any_known)
    await expect(page.get_by_test_id("unknown-systems")).to_have_text(
        "We do not know children’s sizes of UK, US for this. Please measure instead."
    )
    await expect(page.get_by_test_id("known-system")).to_have_count(int(any_known))
