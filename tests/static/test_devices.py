from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run
from tests.static.site import WAIT_S, Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

SETUP = """async (role) => {
  const { LocalMedia } = await import('/static/modules/media/local-media.js');
  window.media = new LocalMedia({ role });
  window.log = [];
  media.addEventListener('problem', (event) => log.push(['problem', event.detail.code, event.detail.device]));
  media.addEventListener('solved', (event) => log.push(['solved', event.detail.code, event.detail.device]));
  media.addEventListener('track', (event) => log.push(['track', event.detail.kind, event.detail.track !== null]));
}"""

REFUSED = """(name) => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('refused by the test', name); };
}"""


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    page = await people.page()
    await page.goto(site.url)
    await page.evaluate(SETUP, "buyer")
    return page


async def until(page: Page, condition: str) -> None:
    await page.wait_for_function(condition, polling=50, timeout=WAIT_S * 1000)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("NotAllowedError", "denied"),
        ("SecurityError", "denied"),
        ("NotFoundError", "absent"),
        ("OverconstrainedError", "absent"),
        ("NotReadableError", "in-use"),
        ("AbortError", "in-use"),
        ("NotSupportedError", "unsupported"),
        ("SomethingNewError", "failed"),
    ],
)
async def test_each_refusal_of_the_browser_has_a_code(bench: Page, name: str, code: str) -> None:
    script = "return deviceErrorCode(new DOMException('', argument));"
    assert await run(bench, "{ deviceErrorCode } from media/devices.js", script, name) == code


@pytest.mark.parametrize(("secure", "code"), [(True, "unsupported"), (False, "insecure")])
async def test_a_browser_without_devices_is_told_from_a_page_without_https(page: Page, secure: bool, code: str) -> None:
    script = """(secure) => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
      Object.defineProperty(window, 'isSecureContext', { value: secure });
    }"""
    await page.evaluate(script, secure)
    await page.evaluate("media.setCamera(true)")
    assert ["problem", code, "camera"] in await page.evaluate("log")


async def test_a_refused_camera_is_a_problem_and_the_camera_stays_off(page: Page) -> None:
    await page.evaluate(REFUSED, "NotAllowedError")
    await page.evaluate("media.setCamera(true)")
    assert ["problem", "denied", "camera"] in await page.evaluate("log")
    assert await page.evaluate("media.state.camera") is False


async def test_who_may_not_zoom_the_agents_camera_still_gets_its_picture(people: People, site: Site) -> None:
    page = await people.page()
    await page.goto(site.url)
    await page.evaluate(SETUP, "agent")
    await page.evaluate("""() => {
      const real = navigator.mediaDevices.getUserMedia;
      window.asked = [];
      navigator.mediaDevices.getUserMedia = (constraints) => {
        asked.push(constraints.video.zoom ?? false);
        if (constraints.video.zoom) throw new DOMException('', 'NotAllowedError');
        return real.call(navigator.mediaDevices, constraints);
      };
    }""")
    await page.evaluate("media.setCamera(true)")
    assert await page.evaluate("[media.state.camera, asked]") == [True, [True, False]]
    assert await page.evaluate("log.filter(([type]) => type === 'problem')") == []


async def test_a_camera_that_works_at_the_next_try_solves_the_problem(page: Page) -> None:
    script = """() => {
      const real = navigator.mediaDevices.getUserMedia;
      let tries = 0;
      navigator.mediaDevices.getUserMedia = (constraints) => {
        tries += 1;
        if (tries === 1) throw new DOMException('', 'NotReadableError');
        return real.call(navigator.mediaDevices, constraints);
      };
    }"""
    await page.evaluate(script)
    await page.evaluate("media.setCamera(true)")
    await page.evaluate("media.setCamera(true)")
    assert await page.evaluate("media.state.camera") is True
    assert ["solved", "in-use", "camera"] in await page.evaluate("log")


async def test_the_camera_goes_out_when_it_is_switched_off(page: Page) -> None:
    await page.evaluate("media.setCamera(true)")
    await page.evaluate("window.track = media.tracks.video")
    assert await page.evaluate("track.readyState") == "live"
    await page.evaluate("media.setCamera(false)")
    states = await page.evaluate("[track.readyState, media.state.camera, media.stream.getTracks().length]")
    assert states == ["ended", False, 0]
    assert await page.evaluate("log.at(-1)") == ["track", "video", False]


async def test_a_muted_microphone_stays_open_so_that_unmuting_is_at_once(page: Page) -> None:
    await page.evaluate("media.setMicrophone(true)")
    await page.evaluate("window.track = media.tracks.audio")
    await page.evaluate("media.setMicrophone(false)")
    assert await page.evaluate("[track.readyState, track.enabled, media.state.microphone]") == ["live", False, False]
    await page.evaluate("media.setMicrophone(true)")
    assert await page.evaluate("[media.tracks.audio === track, track.enabled]") == [True, True]


async def test_the_microphone_alone_never_asks_for_the_camera(page: Page) -> None:
    script = """() => {
      const real = navigator.mediaDevices.getUserMedia;
      window.asked = [];
      navigator.mediaDevices.getUserMedia = (constraints) => {
        asked.push(Object.keys(constraints));
        return real.call(navigator.mediaDevices, constraints);
      };
    }"""
    await page.evaluate(script)
    await page.evaluate("media.setMicrophone(true)")
    assert await page.evaluate("asked") == [["audio"]]


async def test_the_old_camera_is_let_go_before_the_next_is_opened(page: Page) -> None:
    await page.evaluate("media.setCamera(true)")
    script = """() => {
      const old = media.tracks.video;
      const real = navigator.mediaDevices.getUserMedia;
      navigator.mediaDevices.getUserMedia = (constraints) => {
        window.stateOfOld = old.readyState;
        return real.call(navigator.mediaDevices, constraints);
      };
    }"""
    await page.evaluate(script)
    before = await page.evaluate("media.tracks.video.getSettings().deviceId")
    await page.evaluate("media.switchCamera()")
    assert await page.evaluate("stateOfOld") == "ended"
    now = await page.evaluate("media.state.cameras.find((camera) => camera.inUse).deviceId")
    assert now == await page.evaluate("media.tracks.video.getSettings().deviceId")
    assert now != before


async def test_a_camera_that_cannot_be_switched_to_gives_the_old_one_back_and_says_why(page: Page) -> None:
    await page.evaluate("media.setCamera(true)")
    before = await page.evaluate("media.tracks.video.getSettings().deviceId")
    script = """(before) => {
      const real = navigator.mediaDevices.getUserMedia;
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const wanted = constraints.video.deviceId?.exact;
        if (wanted && wanted !== before) throw new DOMException('', 'NotReadableError');
        return real.call(navigator.mediaDevices, constraints);
      };
    }"""
    await page.evaluate(script, before)
    await page.evaluate("media.switchCamera()")
    assert await page.evaluate("[media.tracks.video.getSettings().deviceId, media.state.camera]") == [before, True]
    assert await page.evaluate("log.at(-1)") == ["problem", "in-use", "camera"]


async def test_devices_are_listed_with_the_one_really_in_use(page: Page) -> None:
    await page.evaluate("media.setMicrophone(true)")
    state: dict[str, Any] = await page.evaluate("media.state")
    assert len(state["microphones"]) >= 2
    assert [device["inUse"] for device in state["microphones"]].count(True) == 1
    other = next(device["deviceId"] for device in state["microphones"] if not device["inUse"])
    await page.evaluate("(id) => media.chooseMicrophone(id)", other)
    used = await page.evaluate("media.tracks.audio.getSettings().deviceId")
    shown = await page.evaluate("media.state.microphones.find((device) => device.inUse).deviceId")
    assert used == shown == other


async def test_a_device_taken_by_the_system_is_interrupted_and_taken_back(page: Page) -> None:
    await page.evaluate("media.setCamera(true)")
    await page.evaluate(
        "() => {"
        "  const track = media.tracks.video;"
        "  Object.defineProperty(track, 'muted', { value: true });"
        "  track.dispatchEvent(new Event('mute'));"
        "}"
    )
    assert await page.evaluate("log.at(-1)") == ["problem", "interrupted", "camera"]
    assert await page.evaluate("media.state.camera") is False
    await page.evaluate("media.resume()")
    assert await page.evaluate("media.state.camera") is True
    assert ["solved", "interrupted", "camera"] in await page.evaluate("log")


async def test_an_unplugged_device_is_replaced_by_another(page: Page) -> None:
    await page.evaluate("media.setCamera(true)")
    await page.evaluate("window.old = media.tracks.video")
    await page.evaluate("old.stop(); old.dispatchEvent(new Event('ended'))")
    await until(page, "media.tracks.video !== null && media.tracks.video !== old")
    assert await page.evaluate("media.state.camera") is True


async def test_the_agents_picture_is_larger_than_the_buyers(people: People, site: Site) -> None:
    sizes = []
    for role in ("agent", "buyer"):
        page = await people.page()
        await page.goto(site.url)
        await page.evaluate(SETUP, role)
        await page.evaluate("media.setCamera(true)")
        sizes.append(await page.evaluate("media.tracks.video.getSettings().height"))
    assert sizes == [720, 480]


async def test_closing_stops_every_device(page: Page) -> None:
    await page.evaluate("Promise.all([media.setCamera(true), media.setMicrophone(true)])")
    await page.evaluate("window.tracks = Object.values(media.tracks)")
    await page.evaluate("media.close()")
    await page.evaluate("media.close()")
    assert await page.evaluate("tracks.map((track) => track.readyState)") == ["ended", "ended"]


async def test_the_level_meter_hears_the_microphone(page: Page) -> None:
    await page.evaluate("media.setMicrophone(true)")
    await until(page, "media.level > 0.1")
    await page.evaluate("media.setMicrophone(false)")
    assert await page.evaluate("media.level") == 0
