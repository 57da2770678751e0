"""A picture out of a file, from the choice until it is kept: said in words what is wrong, and nothing is lost."""

from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.static.modules import run
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

IMPORTS = """{ loadLocale } from i18n.js
{ RoomApi } from ../room/room-api.js
{ StillShelf } from ../room/still-shelf.js
{ ChosenPicture } from ../room/chosen-picture.js
{ StillStrip } from ../room/still-strip.js"""

SHOW = """
  await loadLocale("common", "room-stills");
  const api = new RoomApi("c-1", () => "a-token");
  window.consultation = new EventTarget();
  window.room = { role: argument, api, consultation };
  room.stills = new StillShelf({ api, consultation });
  room.picture = new ChosenPicture(room);
  document.body.append(Object.assign(new StillStrip(), { room }));
"""

STILL = {
    "id": "s1",
    "kind": "file",
    "by": "buyer",
    "label": "stain",
    "width": 64,
    "height": 48,
    "sha256": "",
    "created_ms": 1_800_000_000_000,
}
PICTURE: FilePayload = {"name": "stain.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + bytes(100)}


class Service:
    """Answers as the test says, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes | None]] = []
        self.refusal: tuple[int, str] | None = None
        self.reachable = True

    async def answer(self, route: Route) -> None:
        request = route.request
        if request.method == "GET":
            await route.fulfill(json={"items": []})
            return
        self.asked.append((request.method, request.url.split("/c-1/")[1], request.post_data_buffer))
        if not self.reachable:
            await route.abort()
        elif self.refusal:
            status, code = self.refusal
            await route.fulfill(status=status, json={"code": code})
        elif request.method == "DELETE":
            await route.fulfill(status=204)
        else:
            await route.fulfill(json=STILL)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def page(people: People, site: Site, service: Service) -> Page:
    page = await people.page(locale="en-GB")
    await page.route("**/api/v1/consultations/c-1/**", service.answer)
    await page.goto(site.url)
    await run(page, IMPORTS, SHOW, "agent")
    return page


async def choose(page: Page, picture: FilePayload = PICTURE) -> None:
    await page.get_by_test_id("chooser-file").set_input_files(picture)


async def test_a_chosen_picture_is_named_sent_and_among_the_stills(page: Page, service: Service) -> None:
    await choose(page)
    await expect(page.get_by_test_id("chooser")).to_contain_text("stain.jpg")
    await page.get_by_test_id("chooser").get_by_label("Name").fill("stain")
    await page.get_by_test_id("chooser-send").click()
    await expect(page.get_by_test_id("chooser")).to_contain_text("Kept with the consultation")
    await expect(page.get_by_test_id("still")).to_contain_text("stain")
    assert service.asked == [("POST", "stills?kind=file&label=stain", PICTURE["buffer"])]


async def test_a_picture_may_be_dropped_anywhere_and_does_not_take_the_pages_place(page: Page) -> None:
    prevented = await page.evaluate("""() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "dress.png", { type: "image/png" }));
      const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(drop);
    }""")
    assert prevented
    await expect(page.get_by_test_id("chooser")).to_contain_text("dress.png")


async def test_when_the_network_fails_the_picture_stays_chosen_and_is_sent_again(page: Page, service: Service) -> None:
    service.reachable = False
    await choose(page)
    await page.get_by_test_id("chooser").get_by_label("Name").fill("stain")
    await page.get_by_test_id("chooser-send").click()
    await expect(page.get_by_role("alert")).to_contain_text("There is no connection")
    await expect(page.get_by_test_id("chooser").get_by_label("Name")).to_have_value("stain")
    service.reachable = True
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_test_id("still")).to_have_count(1)
    assert [path for _, path, _ in service.asked] == ["stills?kind=file&label=stain"] * 2


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (415, "unsupported-image", "This is not a photo that can be used here"),
        (413, "image-too-large", "This photo is too large"),
        (422, "too-many-pixels", "50 megapixels are the most"),
        (422, "corrupt-image", "damaged or incomplete"),
    ],
)
async def test_what_the_service_does_not_take_is_said_and_another_may_be_chosen(
    page: Page, service: Service, status: int, code: str, words: str
) -> None:
    service.refusal = (status, code)
    await choose(page)
    await page.get_by_test_id("chooser-send").click()
    await expect(page.get_by_role("alert")).to_contain_text(words)
    await expect(page.get_by_test_id("chooser-send")).to_have_count(0)
    service.refusal = None
    await choose(page)
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_test_id("chooser-send").click()
    await expect(page.get_by_test_id("still")).to_have_count(1)


async def test_what_cannot_be_kept_is_known_before_it_is_sent(page: Page, service: Service) -> None:
    film: FilePayload = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"film"}
    huge: FilePayload = {"name": "huge.jpg", "mimeType": "image/jpeg", "buffer": bytes(16 * 1024 * 1024 + 1)}
    empty: FilePayload = {"name": "empty.jpg", "mimeType": "image/jpeg", "buffer": b""}
    for file, words in ((film, "not a photo"), (huge, "too large"), (empty, "damaged or incomplete")):
        await choose(page, file)
        await expect(page.get_by_role("alert")).to_contain_text(words)
        await expect(page.get_by_test_id("chooser-send")).to_have_count(0)
    assert service.asked == []


async def test_sending_may_be_stopped_and_the_picture_stays_chosen(page: Page, service: Service) -> None:
    async def never(route: Route) -> None:
        service.asked.append((route.request.method, "", None))

    await page.route("**/stills?kind=file*", never)
    await choose(page)
    await page.get_by_test_id("chooser-send").click()
    await expect(page.get_by_test_id("chooser-progress")).to_be_visible()
    await page.get_by_test_id("chooser-cancel").click()
    await expect(page.get_by_test_id("chooser-send")).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_test_id("chooser-away").click()
    await expect(page.get_by_test_id("chooser-open")).to_be_visible()


async def tell(page: Page, message: dict[str, Any]) -> None:
    await page.evaluate(
        "detail => consultation.dispatchEvent(new CustomEvent('message', { detail }))",
        {**message, "consultation": "c-1"},
    )


async def test_the_agent_erases_a_still_after_a_second_thought(page: Page, service: Service) -> None:
    await tell(page, {"type": "still-added", "still": STILL})
    await page.get_by_role("button", name="Erase “stain”").click()
    await expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Erase “stain”")).to_be_focused()
    assert service.asked == []
    await page.get_by_role("button", name="Erase “stain”").click()
    await page.get_by_test_id("still-erase-now").click()
    await expect(page.get_by_test_id("still")).to_have_count(0)
    assert service.asked == [("DELETE", "stills/s1", None)]


async def test_what_was_erased_leaves_the_screen_of_the_other_side_too(page: Page) -> None:
    await tell(page, {"type": "still-added", "still": STILL})
    await page.get_by_test_id("still-open").click()
    await expect(page.get_by_test_id("still-viewer")).to_be_visible()
    await tell(page, {"type": "still-removed", "still": "s1"})
    for test_id in ("still", "still-viewer"):
        await expect(page.get_by_test_id(test_id)).to_have_count(0)
