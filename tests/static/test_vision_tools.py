"""The tools that measure on stills and that correct colours, and what both sides are told."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ ApiError } from api.js
{ MeasureTool } from ../room/measure-tool.js
{ ColourTool } from ../room/colour-tool.js
{ ColourNote } from ../room/colour-note.js
{ TrueStill } from ../room/true-still.js"""

# A room whose service answers what the test says, and notes what it is asked.
SHOW = """
  const [kind, role, answers] = argument;
  await loadLocale("common", "room-stills", "room-vision");
  for (const name of ["theme", "forms", "components/components", "room/room", "room/vision"]) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/static/${name}.css` });
    document.head.append(link);
    await new Promise((resolve) => link.addEventListener("load", resolve));
  }
  const drawn = Object.assign(new OffscreenCanvas(640, 480), {});
  const context = drawn.getContext("2d");
  context.fillStyle = "#7a6a9a";
  context.fillRect(0, 0, 640, 480);
  window.asked = [];
  const answer = async (method, path, body) => {
    window.asked.push([method, path, body instanceof Blob ? body.type : body]);
    const found = answers[`${method} ${path}`];
    if (found?.code) throw new ApiError(found.code, 422);
    return found;
  };
  window.room = {
    role,
    consultation: new EventTarget(),
    api: {
      get: (path) => answer("GET", path),
      post: (path, body) => answer("POST", path, body),
      postImage: (path, body) => answer("POST", path, body),
      delete: (path) => answer("DELETE", path),
      image: () => drawn.convertToBlob({ type: "image/png" }),
    },
  };
  window.tell = (detail) => window.room.consultation.dispatchEvent(new CustomEvent("message", { detail }));
  const made = { measure: MeasureTool, colour: ColourTool, note: ColourNote, still: TrueStill }[kind];
  window.tool = Object.assign(new made(), { room: window.room });
  const main = document.createElement("main");
  main.append(window.tool);
  document.body.append(main);
  await window.tool.updateComplete;
"""

STILL = {
    "id": "s1",
    "kind": "frozen",
    "by": "agent",
    "label": "",
    "width": 640,
    "height": 480,
    "sha256": "",
    "created_ms": 1_800_000_000_000,
}
LENGTH = {"cm": 52.34, "error_cm": 0.41, "inches": 20.606, "error_inches": 0.16, "tags": 6, "residual_px": 0.2}
CORRECTION = {
    "matrix": [1.0, 0, 0, 0, 1, 0, 0, 0, 1.2],
    "patches": 22,
    "before": {"median": 9.14, "mean": 9.6, "most": 17.2},
    "after": {"median": 1.38, "mean": 1.7, "most": 4.9},
    "warnings": ["uneven-light"],
    "reference": "chart",
}


async def show(people: People, site: Site, kind: str, role: str, **answers: Any) -> Page:
    known = {"GET stills": {"items": [STILL]}, "GET measures": {"items": []}, "GET colour": {"correction": None}}
    # `POST_colour` stands for `POST colour`.
    named = {name.replace("_", " ", 1).replace("__", "/"): answer for name, answer in answers.items()}
    page = await people.page(locale="en-GB", viewport={"width": 390, "height": 844})
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW, [kind, role, {**known, **named}])
    return page


async def asked(page: Page, method: str, path: str) -> Any:
    """The body of the newest request of this kind."""
    return await page.evaluate(
        "([method, path]) => window.asked.findLast(([m, p]) => m === method && p === path)?.[2]", [method, path]
    )


async def test_two_taps_give_the_length_with_its_error(people: People, site: Site) -> None:
    page = await show(people, site, "measure", "agent", POST_stills__s1__lengths=LENGTH)
    picture = page.get_by_test_id("point-picture")
    await expect(page.get_by_test_id("measure-now")).to_be_disabled()
    await picture.click(position={"x": 50, "y": 100})
    await picture.click(position={"x": 300, "y": 100})
    await page.get_by_test_id("measure-now").click()
    await expect(page.get_by_test_id("measure-result")).to_have_text("52.3 cm ± 0.5 cm (20.6 in)")
    body = await asked(page, "POST", "stills/s1/lengths")
    box = await picture.bounding_box()
    assert box is not None
    scale = 640 / box["width"]
    (x1, y1), (x2, _) = body["points"]
    assert x1 == pytest.approx(50 * scale - 0.5, abs=scale)
    assert x2 - x1 == pytest.approx(250 * scale, abs=scale)
    assert y1 == pytest.approx(100 * scale - 0.5, abs=scale)
    assert body["tap_px"] == pytest.approx(max(1.5, scale), rel=0.01)
    assert body["ruler_cm"] == 20
    assert "name" not in body


async def test_keys_alone_set_both_points_to_the_pixel(people: People, site: Site) -> None:
    page = await show(people, site, "measure", "buyer", POST_stills__s1__lengths=LENGTH)
    await page.get_by_test_id("point-picture").focus()
    for key in ["Enter", "ArrowRight", "Shift+ArrowDown", "Enter", "ArrowLeft"]:
        await page.keyboard.press(key)
    await page.get_by_test_id("measure-name").select_option("chest")
    await page.get_by_test_id("measure-now").press("Enter")
    await expect(page.get_by_test_id("measure-result")).to_contain_text("52.3 cm")
    body = await asked(page, "POST", "stills/s1/lengths")
    assert body["points"] == [[318.5, 239.5], [320.5, 249.5]]
    assert (body["tap_px"], body["name"]) == (1.5, "chest")


async def test_why_it_cannot_be_measured_is_said_in_words(people: People, site: Site) -> None:
    page = await show(people, site, "measure", "agent", POST_stills__s1__lengths={"code": "sheet-bent"})
    picture = page.get_by_test_id("point-picture")
    await picture.click(position={"x": 50, "y": 100})
    await picture.click(position={"x": 300, "y": 100})
    await page.get_by_test_id("measure-now").click()
    await expect(page.get_by_test_id("measure-result")).to_contain_text("does not lie flat")


async def test_without_a_still_it_says_how_to_get_one_and_takes_the_first_that_comes(
    people: People, site: Site
) -> None:
    page = await show(people, site, "measure", "agent", GET_stills={"items": []})
    await expect(page.get_by_test_id("measure-no-still")).to_contain_text("Freeze one")
    await page.evaluate("(still) => window.tell({ type: 'still-added', consultation: 'c', still })", STILL)
    await expect(page.get_by_test_id("point-picture")).to_be_visible()


async def test_what_the_other_side_measured_shows_too(people: People, site: Site) -> None:
    page = await show(people, site, "measure", "buyer")
    measure = {"name": "waist", "cm": 41.0, "error_cm": 0.3, "still": "s1", "by": "agent", "measured_ms": 1}
    await page.evaluate("(measure) => window.tell({ type: 'garment-measured', consultation: 'c', measure })", measure)
    await expect(page.get_by_test_id("measures")).to_contain_text("Waist 41.0 cm ± 0.3 cm (16.1 in)")


async def test_the_agent_learns_what_the_card_leaves_and_what_is_doubtful(people: People, site: Site) -> None:
    page = await show(people, site, "colour", "agent", POST_colour=CORRECTION)
    await page.evaluate("""async () => {
      const source = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
      source.getContext("2d").fillRect(0, 0, 64, 48);
      const video = Object.assign(document.createElement("video"), { muted: true });
      video.dataset.testid = "local-video";
      video.srcObject = source.captureStream();
      document.body.append(video);
      await video.play();
    }""")
    await page.get_by_test_id("colour-read").click()
    await expect(page.get_by_test_id("colour-result")).to_contain_text("Colour error 1.4 instead of 9.1 ΔE")
    await expect(page.get_by_test_id("colour-result")).to_contain_text("A 24-patch chart was found: 22 of 24")
    await expect(page.get_by_test_id("colour-warnings")).to_contain_text("lit unevenly")
    assert await asked(page, "POST", "colour") == "image/jpeg"
    await page.get_by_test_id("colour-end").click()
    await expect(page.get_by_test_id("colour-result")).to_be_empty()


async def test_the_buyer_sees_what_remains_and_may_turn_it_off(people: People, site: Site) -> None:
    page = await show(people, site, "note", "buyer")
    await expect(page.get_by_test_id("colour-note")).to_have_count(0)
    message = {"type": "colour-corrected", "consultation": "c", "correction": CORRECTION}
    await page.evaluate("(message) => window.tell(message)", message)
    await expect(page.get_by_test_id("colour-note")).to_contain_text("remaining error 1.4 ΔE")
    await page.get_by_test_id("colour-toggle").click()
    await expect(page.get_by_test_id("colour-note")).to_contain_text("as the camera gives it")
    await page.evaluate("(message) => window.tell({ ...message, correction: null })", message)
    await expect(page.get_by_test_id("colour-note")).to_have_count(0)


# What a still's picture shows in its middle: red, green, blue.
MIDDLE = """async (image) => {
  await image.decode();
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


async def show_still(people: People, site: Site, answer: Any) -> Page:
    page = await show(people, site, "still", "buyer", GET_stills__s1__colour=answer)
    await page.evaluate(
        """async (still) => {
          const src = URL.createObjectURL(await window.room.api.image());
          Object.assign(window.tool, { still, src, label: "Daylight" });
        }""",
        STILL,
    )
    return page


async def test_a_still_is_shown_with_true_colours_beside_the_original_and_says_by_what(
    people: People, site: Site
) -> None:
    page = await show_still(people, site, {"correction": CORRECTION, "read_on": "still"})
    viewers = page.get_by_test_id("still-viewer")
    await expect(viewers).to_have_count(1)
    await page.get_by_test_id("true-still").click()
    await expect(page.get_by_test_id("true-still-state")).to_contain_text("by the chart on it: an error of 1.4 ΔE")
    await expect(viewers).to_have_count(2)
    await expect(viewers.nth(1)).to_contain_text("Daylight: colour corrected")
    raw, shown = [await viewers.nth(number).locator("img").evaluate(MIDDLE) for number in (0, 1)]
    # The matrix makes blue lighter and leaves the others.
    assert shown[:2] == pytest.approx(raw[:2], abs=4)
    assert shown[2] > raw[2] + 8

    await page.get_by_test_id("true-still").click()
    await expect(viewers).to_have_count(1)
    await expect(page.get_by_test_id("true-still-state")).to_be_empty()


async def test_a_still_without_a_card_is_corrected_as_the_picture_or_says_why_not(people: People, site: Site) -> None:
    page = await show_still(people, site, {"correction": CORRECTION, "read_on": "picture"})
    await page.get_by_test_id("true-still").click()
    await expect(page.get_by_test_id("true-still-state")).to_contain_text("as the live picture is now")

    page = await show_still(people, site, {"code": "card-not-found"})
    await page.get_by_test_id("true-still").click()
    await expect(page.get_by_test_id("true-still-state")).to_contain_text("no colour card on this picture")
    await expect(page.get_by_test_id("true-still")).to_have_attribute("aria-pressed", "false")
