"""The summary's page: what was measured and advised, in the reader's language."""

import pytest
from playwright.async_api import expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale, setLocale } from i18n.js
{ SummaryView } from ../summary/summary-view.js"""

SHOW = """
  await loadLocale("common", "summary", "room-policy", "room-sizing", "room-vision");
  const view = new SummaryView();
  const measure = { dimension: "chest", size: "38", least_cm: 86, most_cm: 90 };
  view.summary = {
    agent_name: "Mei", started_ms: 0, ended_ms: 60000, purpose: "sizing",
    product: { sku: "dress", title: "Dress", price: null, image: null, url: null },
    shown: [], cart: [], stills: [], chat: [], policy: null, size_advised: null,
    advice: {
      size: "38", runner_up: null, probability: 0.62, group: "women",
      why: [{ code: "measure", values: measure }, { code: "not-known-yet", values: {} }],
    },
    measurements: [{ name: "sleeve", cm: 61.04, error_cm: 0.4 }, { name: "not-known-yet", cm: 10, error_cm: 1 }],
  };
  document.body.append(view);
  await setLocale(argument);
"""


@pytest.mark.parametrize(
    ("locale", "why", "sleeve"),
    [
        ("en", ["Bust: size 38 is made for 86–90 cm.", "It follows from what you entered."], "Sleeve 61.0 ± 0.4 cm"),
        ("zh-CN", ["胸围：属于 38 码（86–90 cm）。", "由您所填内容得出。"], "袖长 61.0 ± 0.4 厘米"),
    ],
)
async def test_reasons_and_names_of_lengths_are_in_the_readers_language(
    people: People, site: Site, locale: str, why: list[str], sleeve: str
) -> None:
    page = await people.page(locale="fr-FR")
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW, locale)
    await expect(page.get_by_test_id("size").locator("li")).to_have_text(why)
    lengths = page.get_by_test_id("measurements").locator("tr")
    await expect(lengths).to_have_count(2)
    await expect(lengths.first).to_contain_text(sleeve.split()[0])
    await expect(lengths.first.locator("td").first).to_have_text(sleeve.split(maxsplit=1)[1])
