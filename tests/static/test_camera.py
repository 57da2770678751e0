"""The agent's camera, set from both sides: within its ranges, not against the agent's will, over every connection."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run, until
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

CONTROLS = "{ allowed, constraintsOf, controlsOf, hasAny, readControls } from ../room/camera-controls.js"
ZOOM = {"min": 1, "max": 8, "step": 0.5}


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """A page with both sides in it, as `world`."""
    page = await people.page()
    await page.goto(site.url)
    await begin(page)
    return page


async def begin(page: Page, capabilities: str = "PHONE") -> None:
    await page.evaluate(f"""async () => {{
      const {{ CameraWorld, PHONE }} = await import('/drivers/camera-world.js');
      window.world = new CameraWorld({capabilities});
    }}""")
    await until(page, "world.heard.buyer.length > 0")


async def answers(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        "world.heard.buyer.filter(({ type }) => type === 'camera-answer').map(({ trouble }) => trouble)"
    )
    return found


async def test_a_wish_of_the_buyer_holds_and_both_see_it(page: Page) -> None:
    await page.evaluate("world.buyer.set({ name: 'torch', value: true })")
    await until(page, "world.heard.buyer.some(({ controls }) => controls?.torch.on)")
    assert await page.evaluate("[world.track.settings.torch, world.agent.controls.torch.on]") == [True, True]
    assert await page.evaluate("world.agent.changed") == {"name": "torch", "value": True}
    # What the agent sets himself, he need not be told.
    await page.evaluate("world.agent.read(); world.agent.set({ name: 'zoom', value: 3 })")
    await until(page, "world.buyer.controls.zoom.value === 3")
    assert await page.evaluate("world.agent.changed") is None


async def test_the_camera_is_kept_within_its_ranges_whatever_the_other_page_asks(page: Page) -> None:
    await page.evaluate("""
      for (const [number, name, value] of [[1, 'zoom', 1e9], [2, 'focus', -5], [3, 'zoom', 'much'], [4, 'torch', 1],
        [5, 'point', [2, 0]], [6, 'frameRate', 1], [7, 'focus', NaN]])
        world.channels.buyer.send({ type: 'camera-ask', number, name, value });
    """)
    await until(page, "world.heard.buyer.filter(({ type }) => type === 'camera-answer').length === 7")
    assert sorted(await answers(page)) == ["", "", *["impossible"] * 5]
    assert await page.evaluate("[world.track.settings.zoom, world.track.settings.focusDistance]") == [8, 0.1]


async def test_what_was_set_before_and_how_the_camera_was_opened_is_said_again_with_each_setting(page: Page) -> None:
    await page.evaluate("""
      world.agent.set({ name: 'zoom', value: 2 });
      world.agent.set({ name: 'focus', value: 0.5 });
      world.agent.set({ name: 'point', value: [0.25, 0.75] });
    """)
    await until(page, "world.track.applied.length === 3")
    assert await page.evaluate("world.track.applied.at(1)") == {
        "width": {"ideal": 1280},
        "advanced": [{"zoom": 2, "focusMode": "manual", "focusDistance": 0.5}],
    }
    assert await page.evaluate("world.track.applied.at(2).advanced") == [
        {"zoom": 2, "focusMode": "single-shot", "pointsOfInterest": [{"x": 0.25, "y": 0.75}]}
    ]


async def test_of_a_slider_that_is_drawn_along_the_newest_place_holds(page: Page) -> None:
    await page.evaluate("for (let value = 1; value <= 8; value += 0.5) world.buyer.set({ name: 'zoom', value })")
    assert await page.evaluate("world.buyer.controls.zoom.value") == 8
    await until(page, "world.track.settings.zoom === 8")
    assert await page.evaluate("world.track.applied.length") == 2


async def test_an_agent_who_keeps_his_camera_to_himself_is_not_overruled(page: Page) -> None:
    await page.evaluate("world.agent.lock(true)")
    await until(page, "world.buyer.locked")
    await page.evaluate("world.channels.buyer.send({ type: 'camera-ask', number: 1, name: 'torch', value: true })")
    await until(page, "world.heard.buyer.at(-1).type === 'camera-answer'")
    assert await answers(page) == ["locked"]
    assert await page.evaluate("world.track.applied") == []
    await page.evaluate("world.agent.set({ name: 'torch', value: true })")
    await until(page, "world.buyer.controls.torch.on")


async def test_a_wish_that_still_waits_when_the_agent_forbids_it_is_not_carried_out(page: Page) -> None:
    await page.evaluate("""
      world.agent.set({ name: 'zoom', value: 2 });
      world.channels.buyer.send({ type: 'camera-ask', number: 1, name: 'torch', value: true });
      queueMicrotask(() => queueMicrotask(() => world.agent.lock(true)));
    """)
    await until(page, "world.heard.buyer.at(-1).type === 'camera-answer'")
    assert await answers(page) == ["locked"]
    assert "torch" not in await page.evaluate("world.track.settings")


async def test_a_page_that_asks_too_often_is_refused_until_it_has_paused(page: Page) -> None:
    ask = "world.channels.buyer.send({ type: 'camera-ask', number: 1, name: 'torch', value: true })"
    await page.evaluate(f"for (let count = 0; count < 14; count += 1) {ask}")
    await until(page, "world.heard.agent.length === 14")
    await until(page, "world.heard.buyer.some(({ trouble }) => trouble === '')")
    assert (await answers(page)).count("too-often") == 2
    await page.evaluate(f"world.nowMs = 1000; world.heard.buyer = []; {ask}")
    await until(page, "world.heard.buyer.some(({ trouble }) => trouble === '')")


async def test_a_camera_that_does_not_take_it_is_told_of_and_stays_as_it_was(page: Page) -> None:
    await page.evaluate("world.track.broken = true; world.buyer.set({ name: 'zoom', value: 4 })")
    await until(page, "world.buyer.trouble === 'failed'")
    await until(page, "world.buyer.controls.zoom.value === 1")
    assert await page.evaluate("world.agent.changed") is None


async def test_another_camera_is_announced_anew_and_one_that_comes_back_is_set_as_before_but_for_its_light(
    page: Page,
) -> None:
    await page.evaluate("world.buyer.set({ name: 'torch', value: true }); world.buyer.set({ name: 'zoom', value: 4 })")
    await until(page, "world.track.settings.zoom === 4")
    await page.evaluate("world.switchTo('front', { zoom: { min: 100, max: 400, step: 1 } })")
    await until(page, "world.buyer.controls.torch === null")
    assert await page.evaluate("world.buyer.controls.zoom") == {"min": 100, "max": 400, "step": 1, "value": 100}
    await page.evaluate("world.switchTo(null)")
    await until(page, "world.buyer.controls === null")
    await page.evaluate("world.switchTo('back')")
    await until(page, "world.buyer.controls?.zoom.value === 4")
    assert await page.evaluate("world.buyer.controls.torch") == {"on": False}


async def test_a_new_connection_knows_the_camera_and_a_wish_that_was_lost_with_the_old_one_is_said_again(
    page: Page,
) -> None:
    await page.evaluate("world.cut(); world.buyer.set({ name: 'zoom', value: 5 }); world.heard.buyer = []")
    assert await page.evaluate("world.track.applied") == []
    await page.evaluate("world.connect()")
    await until(page, "world.track.settings.zoom === 5")
    assert await page.evaluate("world.heard.buyer[0].type") == "camera"


async def test_without_a_connection_the_buyer_is_told_so(page: Page) -> None:
    await page.evaluate("world.channels.buyer.close(); world.buyer.set({ name: 'torch', value: true })")
    await until(page, "world.buyer.trouble === 'no-connection'")
    await until(page, "!world.buyer.controls.torch.on")


@pytest.mark.parametrize(
    ("capabilities", "found"),
    [
        ({}, {"torch": None, "zoom": None, "focus": None}),
        ({"torch": False, "zoom": {"min": 1, "max": 1, "step": 0.1}}, {"torch": None, "zoom": None, "focus": None}),
        ({"zoom": ZOOM}, {"torch": None, "zoom": {**ZOOM, "value": 1}, "focus": None}),
        ({"focusMode": ["continuous", "none"]}, {"torch": None, "zoom": None, "focus": None}),
    ],
)
async def test_only_what_can_be_set_is_a_control(bench: Page, capabilities: Any, found: Any) -> None:
    script = "const controls = controlsOf(argument, {}, true); return [controls, hasAny(controls)];"
    assert await run(bench, CONTROLS, script, capabilities) == [found, found["zoom"] is not None]


async def test_what_another_page_says_of_its_camera_is_read_with_suspicion(bench: Page) -> None:
    said = {
        "torch": True,
        "zoom": {"min": 5, "max": 1, "step": 1, "value": 3},
        "focus": {"auto": "yes", "distance": {"min": 0, "max": 1, "step": -1, "value": 9}},
        "more": "<img>",
    }
    script = "return [readControls(argument), readControls('camera'), readControls(null)];"
    distance = {"min": 0, "max": 1, "step": 0.01, "value": 1}
    focus = {"automatic": False, "auto": False, "point": False, "distance": distance}
    assert await run(bench, CONTROLS, script, said) == [{"torch": None, "zoom": None, "focus": focus}, None, None]
