"""True colours and lengths in two real browsers; the agent's camera shows a rendered colour card."""

import base64
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import cv2
import pytest
from PIL import Image
from playwright.async_api import Browser, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Agent, Buyer
from tests.support.chromium import PLAY_WITHOUT_CLICK, People, launched
from tests.support.node import Node
from tests.support.rendered_card import CardScene, Picture, render_card
from tests.support.rendered_scene import Scene, render

# WebGL in software takes all there is of two cores.
pytestmark = pytest.mark.browser

GARMENT = Scene(width=1280, height=960, tilt_deg=12)
ENDS = [[-20.0, 0.0], [15.0, 0.0]]

# Shares of red and of blue in the middle of what an element shows. Read as a frame comes: WebGL forgets a picture once
# it is on the screen.
CAST = """element => new Promise((resolve) => {
  const video = document.querySelector("[data-testid=remote-video]");
  video.requestVideoFrameCallback(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    const context = canvas.getContext("2d");
    context.drawImage(element, 0, 0, 64, 48);
    const { data } = context.getImageData(24, 18, 16, 12);
    let [red, green, blue] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      red += data[at];
      green += data[at + 1];
      blue += data[at + 2];
    }
    resolve([red / (red + green + blue), blue / (red + green + blue)]);
  });
})"""

ADD_STILL = """async ([consultation, image]) => {
  const bytes = Uint8Array.from(atob(image), (char) => char.charCodeAt(0));
  const path = `/api/v1/consultations/${consultation}/stills?kind=frozen`;
  return (await fetch(path, { method: "POST", body: new Blob([bytes]) })).status;
}"""


def film(picture: Picture, path: Path) -> None:
    """Write a second of a still picture in the form that Chromium's fake camera plays."""
    frame = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420).tobytes()
    height, width = picture.shape[:2]
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode())
        file.write(b"".join(b"FRAME\n" + frame for _ in range(10)))


@pytest.fixture(scope="module")
async def card_camera(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser whose camera sees the colour card under a warm lamp."""
    path = tmp_path_factory.mktemp("camera") / "card.y4m"
    scene = CardScene(width=1280, height=720, size=0.6, lamp="A", balance=(1.2, 0.8), exposure=0.85)
    film(render_card(scene), path)
    async with launched((PLAY_WITHOUT_CLICK, f"--use-file-for-fake-video-capture={path}")) as browser:
        yield browser


async def meet(
    card_camera: Browser, a_buyer: Enter, nodes: tuple[Node, Node], crowd: Callable[[Browser], People]
) -> tuple[Buyer, Agent]:
    agent = await Agent.enter(crowd(card_camera), nodes[1])
    await agent.signs_in("mei")
    await agent.goes_available()
    buyer: Buyer = await a_buyer()
    await buyer.arrive()
    await buyer.joins()
    await agent.is_rung()
    await agent.accepts()
    await buyer.is_in_consultation()
    await buyer.receives("frames", 10)
    return buyer, agent


async def test_the_buyer_sees_the_colours_put_right_by_the_card_in_the_agents_picture(
    card_camera: Browser, a_buyer: Enter, nodes: tuple[Node, Node], crowd: Callable[[Browser], People]
) -> None:
    buyer, agent = await meet(card_camera, a_buyer, nodes, crowd)
    await agent.at("tool-colour").click()
    await expect(agent.at("local-video")).to_be_visible()
    await agent.at("colour-read").click()
    await expect(agent.at("colour-result")).to_contain_text("of 24 patches")

    await expect(buyer.at("colour-note")).to_contain_text("Colours put right")
    await expect(buyer.at("corrected-video")).to_be_visible()
    raw, shown = await buyer.at("remote-video").evaluate(CAST), await buyer.at("corrected-video").evaluate(CAST)
    # A warm lamp's light has much red and little blue.
    assert shown[0] < raw[0] - 0.01
    assert shown[1] > raw[1] + 0.01

    await buyer.page.reload()
    await expect(buyer.at("corrected-video")).to_be_visible()
    await buyer.at("colour-toggle").click()
    await expect(buyer.at("corrected-video")).to_have_count(0)
    await agent.at("colour-end").click()
    await expect(buyer.at("colour-note")).to_have_count(0)


async def test_both_measure_on_a_still_and_see_what_the_other_measured(
    card_camera: Browser, a_buyer: Enter, nodes: tuple[Node, Node], crowd: Callable[[Browser], People]
) -> None:
    buyer, agent = await meet(card_camera, a_buyer, nodes, crowd)
    for person in (buyer, agent):
        await person.at("tool-measure").click()
        await person.sees("measure-no-still")
    buffer = io.BytesIO()
    Image.fromarray(render(GARMENT)).save(buffer, "JPEG", quality=92)
    image = base64.b64encode(buffer.getvalue()).decode()
    consultation = await agent.page.evaluate("() => document.querySelector('room-tools').room.view.id")
    assert await agent.page.evaluate(ADD_STILL, [consultation, image]) == 200

    for person, name in ((agent, "chest"), (buyer, "waist")):
        picture = person.at("point-picture")
        await picture.scroll_into_view_if_needed()
        width = await picture.evaluate("element => element.getBoundingClientRect().width")
        for x, y in GARMENT.pixels(ENDS) * width / GARMENT.width:
            await picture.click(position={"x": float(x), "y": float(y)})
        await person.at("measure-name").select_option(name)
        await person.at("measure-now").click()
        await expect(person.at("measure-result")).to_contain_text("cm ±")
        text = await person.at("measure-result").inner_text()
        cm, error_cm = (float(part.split()[0]) for part in text.split("±"))
        assert abs(cm - 35) <= error_cm
        assert error_cm < 2
    for person in (buyer, agent):
        await expect(person.at("measures")).to_contain_text("Chest")
        await expect(person.at("measures")).to_contain_text("Waist")
