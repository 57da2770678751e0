import pytest

from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

TAB_ID = "import('/static/modules/tab.js').then(({ tabId }) => tabId())"

BLOCKED = """
Object.defineProperty(window, 'sessionStorage', {
  get() { throw new DOMException('blocked', 'SecurityError'); },
});
"""


async def test_a_tab_keeps_its_id_over_a_reload(people: People, site: Site) -> None:
    page = await people.page()
    await page.goto(site.url)
    before = await page.evaluate(TAB_ID)
    await page.reload()
    assert await page.evaluate(TAB_ID) == before


async def test_a_duplicated_tab_gets_an_id_of_its_own_and_forgets_what_was_to_be_resumed(
    people: People, site: Site
) -> None:
    page = await people.page()
    await page.goto(site.url)
    original = await page.evaluate(TAB_ID)
    await page.evaluate("sessionStorage.setItem('consult:resume', 'mine')")
    async with page.expect_popup() as opened:
        await page.evaluate("window.open(location.href)")
    copy = await opened.value
    await copy.wait_for_load_state()
    assert await copy.evaluate("sessionStorage.getItem('consult:tab')") == original
    assert await copy.evaluate(TAB_ID) != original
    assert await copy.evaluate("sessionStorage.getItem('consult:resume')") is None


async def test_a_page_whose_storage_is_blocked_remembers_until_it_is_left(people: People, site: Site) -> None:
    page = await people.page()
    await page.add_init_script(BLOCKED)
    await page.goto(site.url)
    script = """async () => {
      const { recall, remember } = await import('/static/modules/tab.js');
      remember('resume', 'token');
      const kept = recall('resume');
      remember('resume', null);
      return [kept, recall('resume')];
    }"""
    assert await page.evaluate(script) == ["token", None]
    first = await page.evaluate(TAB_ID)
    assert len(first) == 32
    assert await page.evaluate(TAB_ID) == first
