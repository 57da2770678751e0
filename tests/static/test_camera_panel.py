"""Light, zoom and focus as the two people see them: by finger, by keys, and in words where there is nothing to set."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ CameraPanel } from ../room/camera-panel.js
{ CameraNote } from ../room/camera-note.js
{ CameraWorld, PHONE } from ../../drivers/camera-world.js"""

# Both sides on one page: the agent's panel, his note, the buyer's panel below a picture of four by three in a wide box.
SHOW = """
  await loadLocale("common", "room-stills", "room-camera");
  window.world = new CameraWorld(argument === "phone" ? PHONE : argument);
  const stage = document.createElement("div");
  const video = Object.assign(document.createElement("video"), { muted: true });
  video.dataset.testid = "remote-video";
  for (const [name, value] of Object.entries({ width: "400px", height: "150px", "object-fit": "contain" }))
    video.style.setProperty(name, value);
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  canvas.getContext("2d").fillRect(0, 0, 64, 48);
  video.srcObject = canvas.captureStream();
  stage.append(video);
  document.body.append(stage);
  await video.play();
  const parts = { agent: ["agent", CameraPanel], note: ["agent", CameraNote], buyer: ["buyer", CameraPanel] };
  for (const [label, [side, made]] of Object.entries(parts)) {
    const room = { role: side, camera: world[side], peerName: side === "agent" ? "Ana" : "Mei" };
    const element = Object.assign(new made(), { room });
    const section = document.createElement("section");
    section.setAttribute("aria-label", label);
    section.append(element);
    document.body.append(section);
    await element.updateComplete;
  }
"""


async def show(people: People, site: Site, camera: Any = "phone") -> Page:
    page = await people.page(locale="en-GB")
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW, camera)
    return page


async def test_the_buyer_sets_the_zoom_by_keys_and_the_agent_reads_who_did_it(people: People, site: Site) -> None:
    page = await show(people, site)
    buyer, note = page.get_by_label("buyer"), page.get_by_label("note")
    await buyer.get_by_test_id("camera-zoom").focus()
    await page.keyboard.press("End")
    await expect(page.get_by_label("agent").get_by_test_id("camera-zoom")).to_have_value("8")
    await expect(buyer).to_contain_text("8×")
    await expect(note.get_by_role("status")).to_contain_text("The zoom of your camera was set by Ana.")
    await note.get_by_role("button", name="OK").click()
    await expect(note.get_by_role("status")).to_be_empty()


async def test_the_agent_keeps_the_camera_to_himself_from_the_note_and_gives_it_back_in_the_panel(
    people: People, site: Site
) -> None:
    page = await show(people, site)
    agent, buyer, note = (page.get_by_label(name, exact=True) for name in ("agent", "buyer", "note"))
    await buyer.get_by_test_id("camera-torch").click()
    await expect(agent.get_by_test_id("camera-torch")).to_have_attribute("aria-pressed", "true")
    await note.get_by_test_id("camera-keep").click()
    await expect(buyer.get_by_test_id("camera-torch")).to_be_disabled()
    await expect(buyer.get_by_role("status")).to_have_text("At the moment the camera is set by Mei alone.")
    await agent.get_by_test_id("camera-lock").uncheck()
    await expect(buyer.get_by_test_id("camera-torch")).to_be_enabled()


async def test_the_buyer_points_at_what_shall_be_sharp_or_takes_the_middle(people: People, site: Site) -> None:
    page = await show(people, site)
    # 200 of the 400 pixels show the picture.
    await page.get_by_test_id("remote-video").click(position={"x": 150, "y": 30})
    await expect(page.get_by_label("note")).to_contain_text("The focus of your camera")
    (point,) = await page.evaluate("world.track.applied.at(-1).advanced[0].pointsOfInterest")
    assert (point["x"], point["y"]) == pytest.approx((0.25, 0.2), abs=0.01)
    applied = await page.evaluate("world.track.applied.length")
    await page.get_by_test_id("remote-video").click(position={"x": 20, "y": 30})  # beside the picture
    await page.get_by_label("buyer").get_by_test_id("camera-focus-middle").click()
    await expect(page.get_by_label("buyer").get_by_test_id("camera-focus-auto")).to_have_attribute(
        "aria-pressed", "false"
    )
    await page.wait_for_function("world.track.applied.at(-1).advanced[0].pointsOfInterest[0].x === 0.5")
    assert await page.evaluate("world.track.applied.length") == applied + 1


async def test_a_distance_ends_the_focus_by_itself_and_the_button_brings_it_back(people: People, site: Site) -> None:
    page = await show(people, site)
    buyer = page.get_by_label("buyer")
    await expect(buyer.get_by_test_id("camera-focus")).to_have_attribute("aria-valuetext", "automatic")
    await buyer.get_by_test_id("camera-focus").press("Home")
    await expect(buyer.get_by_test_id("camera-focus")).to_have_attribute("aria-valuetext", "0%")
    await buyer.get_by_test_id("camera-focus-auto").click()
    await expect(buyer.get_by_test_id("camera-focus")).to_have_attribute("aria-valuetext", "automatic")


async def test_what_the_camera_did_not_take_is_said_and_the_slider_goes_back(people: People, site: Site) -> None:
    page = await show(people, site)
    await page.evaluate("world.track.broken = true")
    buyer = page.get_by_label("buyer")
    await buyer.get_by_test_id("camera-zoom").press("End")
    await expect(buyer.get_by_test_id("camera-trouble")).to_contain_text("did not take that")
    await expect(buyer.get_by_test_id("camera-zoom")).to_have_value("1")


@pytest.mark.parametrize(
    ("camera", "agents", "buyers"),
    [
        ({}, "Neither light, zoom nor focus of this camera", "Neither light, zoom nor focus of Mei’s camera"),
        (None, "Your camera is off.", "The camera of Mei is off"),
    ],
)
async def test_where_nothing_can_be_set_one_sentence_says_so(
    people: People, site: Site, camera: Any, agents: str, buyers: str
) -> None:
    page = await show(people, site, camera)
    for name, words in (("agent", agents), ("buyer", buyers)):
        await expect(page.get_by_label(name).get_by_test_id("camera-none")).to_contain_text(words)
        await expect(page.get_by_label(name).get_by_role("slider")).to_have_count(0)
