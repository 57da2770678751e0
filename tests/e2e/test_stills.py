"""Showing closely, in real browsers: a still that the buyer asks for, and a frame that both draw on."""

import io

import pytest
from PIL import Image
from playwright.async_api import FilePayload, expect

from tests.e2e.conftest import Enter
from tests.e2e.people import Person, until
from tests.e2e.test_consultation import in_consultation
from tests.e2e.test_pages import violations
from tests.support.node import Node

pytestmark = pytest.mark.browser


async def opens(person: Person, tool: str) -> None:
    """Open a tool of the room."""
    await person.at(f"tool-{tool}").click()
    await person.sees(f"panel-{tool}")


async def test_the_buyer_asks_for_a_close_look_gets_it_and_it_is_kept(
    a_buyer: Enter, an_agent: Enter, nodes: tuple[Node, Node]
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.receives("frames", 10)
    await opens(buyer, "close-look")
    await buyer.at("still-label").fill("Daylight")
    await buyer.at("close-look-ask").click()

    # The agent sees that his camera is used, and what for.
    await agent.sees("panel-close-look")
    await buyer.sees("still-viewer")
    await agent.sees("still-viewer")
    loaded = "() => document.querySelector('.viewer__image')?.naturalWidth > 0"
    await until(buyer.page, loaded)
    for person in (buyer, agent):
        assert await violations(person.page) == []

    await opens(buyer, "stills")
    await expect(buyer.at("still")).to_have_count(1)
    await expect(buyer.at("still")).to_contain_text("Daylight")
    await opens(agent, "stills")
    await expect(agent.at("still")).to_have_count(1)
    assert await violations(buyer.page) == []
    consultation = await consultation_of(nodes[0])
    (row,) = await nodes[0].services.stills.list("demo", consultation)
    assert (row.kind, row.label, row.by) == ("close-look", "Daylight", "buyer")
    kept = await nodes[1].services.stills.image("demo", consultation, row.id)
    assert Image.open(io.BytesIO(kept)).size == (row.width, row.height)


async def consultation_of(node: Node) -> str:
    (item,) = (await node.services.records.history("demo")).items
    return item.id


async def test_both_draw_on_the_same_frozen_frame_and_keep_it(a_buyer: Enter, an_agent: Enter) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    await buyer.receives("frames", 10)
    await opens(agent, "freeze")
    await agent.at("freeze-now").click()
    await expect(agent.at("freeze")).to_have_attribute("data-shared", "true")
    await buyer.sees("board")

    box = await agent.at("board").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await agent.page.mouse.move(*middle)
    await agent.page.mouse.down()
    await agent.page.mouse.move(middle[0] + 40, middle[1] + 20, steps=5)
    await agent.page.mouse.up()
    await expect(buyer.at("board")).to_have_attribute("data-marks", "1")

    # The buyer does the same by keyboard, and writes.
    await buyer.at("board").focus()
    for key in ("ArrowRight", "Enter", "ArrowDown", "ArrowDown", "Enter", "t"):
        await buyer.page.keyboard.press(key)
    await buyer.at("board-words").fill("this seam")
    await buyer.page.keyboard.press("Enter")
    await expect(agent.at("board")).to_have_attribute("data-marks", "3")
    await expect(agent.at("board")).to_contain_text("this seam")
    await buyer.at("board-undo").click()
    await expect(agent.at("board")).to_have_attribute("data-marks", "2")

    for person in (buyer, agent):
        assert await violations(person.page) == []

    await buyer.at("board-save").click()
    await opens(agent, "stills")
    await expect(agent.at("still")).to_have_count(1)


async def test_a_picture_out_of_the_buyers_file_is_put_before_the_agent_who_erases_it_for_both(
    a_buyer: Enter, an_agent: Enter, nodes: tuple[Node, Node]
) -> None:
    buyer, agent = await in_consultation(a_buyer, an_agent)
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), (120, 60, 20)).save(buffer, "PNG")
    await opens(buyer, "stills")
    picture: FilePayload = {"name": "stain.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    await buyer.at("chooser-file").set_input_files(picture)
    await buyer.at("chooser").get_by_label("Name").fill("The stain")
    assert await violations(buyer.page) == []
    await buyer.at("chooser-send").click()

    await agent.sees("panel-stills")
    await expect(agent.at("stills-large")).to_contain_text("The stain")
    await until(agent.page, "() => document.querySelector('.viewer__image')?.naturalWidth === 640")
    await expect(buyer.at("stills-large")).to_contain_text("The stain")
    await agent.at("still-erase").click()
    assert await violations(agent.page) == []
    await agent.at("still-erase-now").click()
    for person in (agent, buyer):
        for test_id in ("still", "stills-large"):
            await expect(person.at(test_id)).to_have_count(0)
    assert await nodes[0].services.stills.list("demo", await consultation_of(nodes[0])) == []
