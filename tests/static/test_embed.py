"""The script that a shop puts into its page, with a stand-in for the page that it opens."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Frame, Page, Route, expect

from tests.support.chromium import People

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "static"
SHOP = "http://shop.example"
SERVICE = "http://service.example"

PAGE = f"""<!doctype html><html lang="de"><title>Shop</title>
<script>
window.before = new Set(Object.keys(window));
window.onVideoConsultReady = (api) => {{ window.hooked = api; }};
</script>
<script async src="{SERVICE}/embed.js" data-shop="acme" data-consult-token="secret"></script>
<button data-consult-product="boots" data-consult-purpose="sizing">See it live</button></html>"""

# Answers as told, and keeps what it was sent.
STAND_IN = """<!doctype html><title>Consultation</title><button>In the panel</button><script>
window.heard = [];
const origin = new URL(location).searchParams.get('embedder');
window.tell = (type, detail = {}) => parent.postMessage({ source: 'video-consult', type, detail }, origin);
addEventListener('message', (event) => heard.push({ origin: event.origin, ...event.data }));
</script>"""

INTRUDER = """<!doctype html><title>Advertisement</title><script>
window.tell = (type, detail = {}) => parent.postMessage({ source: 'video-consult', type, detail }, '*');
</script>"""

Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def shop(people: People) -> Open:
    """Open the shop's page, whose buttons are ready."""

    async def serve(route: Route) -> None:
        url = route.request.url
        if url == f"{SERVICE}/embed.js":
            await route.fulfill(body=(STATIC / "embed.js").read_text(), content_type="text/javascript")
        elif url.startswith(f"{SERVICE}/consult"):
            await route.fulfill(body=STAND_IN, content_type="text/html")
        elif url.startswith("http://ads.example"):
            await route.fulfill(body=INTRUDER, content_type="text/html")
        elif url.startswith(SHOP):
            await route.fulfill(body=PAGE, content_type="text/html")
        else:
            await route.fulfill(status=204)

    async def open_page(**context: Any) -> Page:
        page = await people.page(**context)
        await page.route("**/*", serve)
        await page.goto(f"{SHOP}/")
        await expect_eventually(page, "Boolean(window.hooked)")
        return page

    return open_page


async def expect_eventually(page: Page | Frame, script: str) -> None:
    """Wait until the expression is true."""
    await page.wait_for_function(script)


async def panel(page: Page) -> Frame:
    """Press the button and return the page in the panel, which has introduced itself."""
    await page.get_by_role("button", name="See it live").click()
    handle = await page.locator("iframe").element_handle()
    assert handle is not None
    frame = await handle.content_frame()
    assert frame is not None
    await expect_eventually(frame, "typeof window.tell === 'function'")
    await frame.evaluate("tell('ready', { title: 'Beratung', close: 'Schließen' })")
    await expect(page.get_by_role("button", name="Schließen")).to_be_visible()
    return frame


async def heard(frame: Frame, kind: str) -> dict[str, Any]:
    """Wait for a message of this type to the page in the panel and return it."""
    await frame.wait_for_function("kind => heard.some(({ type }) => type === kind)", arg=kind)
    found: dict[str, Any] = await frame.evaluate("kind => heard.find(({ type }) => type === kind)", kind)
    return found


async def test_the_button_opens_the_consultation_about_its_product(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    assert frame.url == (
        f"{SERVICE}/consult?product=boots&shop=acme&purpose=sizing&lang=de&embedder=http%3A%2F%2Fshop.example"
    )
    await expect(page.get_by_role("dialog", name="Beratung")).to_be_visible()


async def test_the_token_is_given_by_message_to_the_exact_origin_and_never_in_the_address(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    await frame.evaluate("tell('token-wanted')")
    given = await heard(frame, "token")
    assert (given["origin"], given["detail"]) == (SHOP, {"token": "secret"})
    assert "secret" not in frame.url


async def test_a_token_function_of_the_page_is_asked_each_time(shop: Open) -> None:
    page = await shop()
    await page.evaluate("let asked = 0; VideoConsult.configure({ token: async () => `fresh-${++asked}` }); undefined")
    frame = await panel(page)
    for number in (1, 2):
        await frame.evaluate("heard.length = 0; tell('token-wanted')")
        assert (await heard(frame, "token"))["detail"] == {"token": f"fresh-{number}"}


async def test_another_frame_of_the_page_cannot_speak_for_the_consultation(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    await page.evaluate(
        """() => new Promise((resolve) => {
          const intruder = document.createElement('iframe');
          intruder.src = 'http://ads.example/';
          intruder.onload = resolve;
          document.body.append(intruder);
        })"""
    )
    intruder = next(each for each in page.frames if each.url.startswith("http://ads.example"))
    await intruder.evaluate("tell('released'); tell('event', { name: 'paired', detail: {} })")
    await frame.evaluate("tell('event', { name: 'waiting', detail: { position: 3 } })")
    await expect_eventually(page, "dataLayer.some(({ event }) => event === 'videoconsult:waiting')")
    assert await page.evaluate("dataLayer.map(({ event }) => event)") == [
        "videoconsult:opened",
        "videoconsult:waiting",
    ]
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_listeners_and_data_layer_hear_the_same_events(shop: Open) -> None:
    page = await shop()
    await page.evaluate("window.seen = []; VideoConsult.on('waiting', (detail) => seen.push(detail)); undefined")
    frame = await panel(page)
    await frame.evaluate("tell('event', { name: 'waiting', detail: { position: 3 } })")
    await expect_eventually(page, "seen.length > 0")
    assert await page.evaluate("seen") == [{"product": "boots", "position": 3}]
    expected = {"event": "videoconsult:waiting", "product": "boots", "position": 3}
    assert await page.evaluate("dataLayer.at(-1)") == expected


async def test_a_listener_that_fails_keeps_nothing_from_the_others(shop: Open) -> None:
    page = await shop()
    await page.evaluate(
        """window.seen = []; console.error = (...said) => seen.push(said[0]);
        VideoConsult.on('opened', () => { throw new Error('of the shop'); });
        VideoConsult.on('opened', () => seen.push('second')); undefined"""
    )
    await panel(page)
    assert await page.evaluate("seen") == ["VideoConsult: a listener to opened failed", "second"]


async def test_escape_asks_the_consultation_and_the_panel_stays_until_it_lets_go(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    await page.get_by_role("button", name="Schließen").focus()
    await page.keyboard.press("Escape")
    assert (await heard(frame, "close"))["detail"] == {"force": False}
    await frame.evaluate("tell('asking')")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await frame.evaluate("tell('released')")
    await expect(page.locator("iframe")).to_have_count(0)
    await expect(page.get_by_role("button", name="See it live")).to_be_focused()


async def test_a_consultation_that_does_not_answer_cannot_keep_the_panel_open(shop: Open) -> None:
    page = await shop()
    await panel(page)
    await page.get_by_role("button", name="Schließen").click()
    await expect(page.locator("iframe")).to_have_count(0)


async def test_the_page_can_close_without_asking_the_buyer(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    await page.evaluate("VideoConsult.close()")
    assert (await heard(frame, "close"))["detail"] == {"force": True}


async def test_a_consultation_that_goes_on_is_opened_again_after_a_reload(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    address = frame.url
    await frame.evaluate("tell('busy', { busy: true })")
    await expect_eventually(page, "sessionStorage.length > 0")
    await page.reload()
    await expect(page.locator("iframe")).to_have_attribute("src", address)
    assert "secret" not in await page.evaluate("JSON.stringify({ ...sessionStorage })")


async def test_the_panel_fills_a_phone_and_leaves_room_on_a_wide_screen(shop: Open) -> None:
    for width, expected in ((390, 390), (1440, 480)):
        # Without motion: within the opening animation the box is a fraction of a pixel off.
        page = await shop(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        await panel(page)
        box = await page.locator("iframe").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == (expected, 800)


async def test_nothing_else_is_left_in_the_page(shop: Open) -> None:
    page = await shop()
    await panel(page)
    left = await page.evaluate("Object.keys(window).filter((key) => !before.has(key) && !/^[0-9]+$/.test(key)).sort()")
    assert left == ["VideoConsult", "before", "dataLayer", "hooked", "onVideoConsultReady"]


ITEM = {"id": "k1", "sku": "boots", "title": "Boots", "variant": "brown-42", "quantity": 2}


async def ask_cart(frame: Frame, wish: str = "add-to-cart", item: dict[str, Any] | None = None) -> dict[str, Any]:
    """Let the page in the panel hand a wish to the shop, and return the shop's answer."""
    await frame.evaluate("heard.length = 0")
    await frame.evaluate("([wish, item]) => tell('cart', { wish, item })", [wish, item or ITEM])
    answer: dict[str, Any] = (await heard(frame, "cart-answer"))["detail"]
    return answer


async def test_the_shops_handler_gets_the_item_and_its_answer_goes_back(shop: Open) -> None:
    page = await shop()
    await page.evaluate(
        """window.seen = [];
        VideoConsult.on('add-to-cart', async (item) => { seen.push(item); return { status: 'added' }; });
        VideoConsult.on('remove-from-cart', (item) => ({ status: item.id === 'k1' ? 'removed' : 'refused' })); 0"""
    )
    frame = await panel(page)
    assert await ask_cart(frame) == {"wish": "add-to-cart", "id": "k1", "status": "added"}
    assert await page.evaluate("seen") == [ITEM]
    assert await page.evaluate("dataLayer.at(-1)") == {"event": "videoconsult:add-to-cart", "status": "added", **ITEM}
    assert (await ask_cart(frame, "remove-from-cart"))["status"] == "removed"


async def test_an_item_is_handed_over_once_also_over_a_reload_of_the_shops_page(shop: Open) -> None:
    page = await shop()
    count = """window.asked = 0; VideoConsult.on('add-to-cart', () => { asked += 1; return { status: 'added' }; }); 0"""
    await page.evaluate(count)
    frame = await panel(page)
    for _ in range(2):
        assert (await ask_cart(frame))["status"] == "added"
    assert await page.evaluate("asked") == 1

    await page.reload()
    await expect_eventually(page, "Boolean(window.hooked)")
    await page.evaluate(count)
    frame = await panel(page)
    assert (await ask_cart(frame))["status"] == "added"
    assert await page.evaluate("asked") == 0


async def test_a_shop_without_a_handler_has_no_cart_until_it_has_one(shop: Open) -> None:
    page = await shop()
    frame = await panel(page)
    assert (await ask_cart(frame))["status"] == "no-shop"
    await page.evaluate("VideoConsult.on('add-to-cart', () => ({ status: 'out-of-stock' })); 0")
    assert (await ask_cart(frame))["status"] == "out-of-stock"


@pytest.mark.parametrize(
    "handler", ["() => { throw new Error('of the shop'); }", "() => ({ status: 'sold' })", "() => 0"]
)
async def test_a_handler_that_fails_or_says_nothing_has_not_taken_it(shop: Open, handler: str) -> None:
    page = await shop()
    await page.evaluate(f"window.said = []; console.error = (text) => said.push(text); "
                        f"VideoConsult.on('add-to-cart', {handler}); 0")  # fmt: skip
    frame = await panel(page)
    assert (await ask_cart(frame))["status"] == "refused"
    assert len(await page.evaluate("said")) == 1


async def test_the_newest_handler_answers_and_one_that_was_taken_away_does_not(shop: Open) -> None:
    page = await shop()
    await page.evaluate(
        """VideoConsult.on('add-to-cart', () => ({ status: 'added' }));
        window.away = VideoConsult.on('add-to-cart', () => ({ status: 'out-of-stock' })); 0"""
    )
    frame = await panel(page)
    assert (await ask_cart(frame))["status"] == "out-of-stock"
    await page.evaluate("away()")
    assert (await ask_cart(frame, item={**ITEM, "id": "k2"}))["status"] == "added"
