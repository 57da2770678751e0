"""What the tools of the room leave in the summary: a still, a length measured on it, and the size advised."""

import io

import aiohttp
import pytest
from PIL import Image

from signaling.messages import End
from tests.server.summary.test_summary import page
from tests.support.node import Node
from tests.support.pair import Pair
from tests.support.rendered_scene import Scene, render

SCENE = Scene(width=960, height=720, tilt_deg=12)
CHEST = SCENE.pixels([[-20.0, 0.0], [15.0, 0.0]]).tolist()
"""Ends of 35 cm."""


async def summary_path(pair: Pair) -> str:
    """End the consultation; the path of its summary."""
    await pair.buyer.send(End(consultation=pair.id))
    state = (await pair.buyer.buyer("ended")).consultation
    assert state is not None
    assert state.summary is not None
    return state.summary


async def test_a_still_a_length_and_the_last_advice_are_in_it(node: Node, pair: Pair) -> None:
    buffer = io.BytesIO()
    Image.fromarray(render(SCENE)).save(buffer, "JPEG", quality=92)
    _, still = await pair.ask("POST", "stills?kind=frozen&label=chest", pair.as_agent, data=buffer.getvalue())
    taps = {"points": CHEST, "name": "chest"}
    _, length = await pair.ask("POST", f"stills/{still['id']}/lengths", pair.as_agent, json=taps)
    first, (status, answer) = [
        await pair.ask("POST", "size-advice", pair.as_buyer, json={"body": body})
        for body in ({"chest": 100}, {"chest": 88, "waist": 72, "hip": 96})
    ]
    assert (first[0], status) == (200, 200)
    assert first[1]["advice"]["size"] != "38"

    path = await summary_path(pair)
    summary = (await page(node, path))["summary"]
    assert summary["stills"] == [{"id": still["id"], "label": "chest", "width": 960, "height": 720}]
    assert summary["measurements"] == [{"name": "chest", "cm": length["cm"], "error_cm": length["error_cm"]}]
    assert length["cm"] == pytest.approx(35, abs=1)
    advice, last = summary["advice"], answer["advice"]
    assert (advice["size"], advice["group"]) == ("38", "women")
    assert (advice["runner_up"], advice["probability"]) == (last["runner_up"]["size"], last["probability"])
    assert advice["why"][0] == {
        "code": "measure",
        "values": {"dimension": "chest", "size": "38", "least_cm": 86, "most_cm": 90},
    }

    _, kept = await pair.ask("GET", f"stills/{still['id']}", pair.as_buyer)
    url = f"{node.url}{path.replace('/summary/', '/api/v1/summaries/')}/stills/{still['id']}"
    async with aiohttp.ClientSession() as http, http.get(url) as shown:
        assert (shown.status, await shown.read()) == (200, kept)


async def test_nothing_that_the_wearer_measures_is_in_it(node: Node, pair: Pair) -> None:
    body = {"chest": 88.25, "waist": 72.25, "hip": 96.25, "height": 191.25}
    _, answer = await pair.ask("POST", "size-advice", pair.as_buyer, json={"body": body, "fit": "loose"})
    told = {value for reason in answer["advice"]["reasons"] for value in reason["values"].values()}
    assert set(body.values()) <= told
    why = (await page(node, await summary_path(pair)))["summary"]["advice"]["why"]
    assert {reason["code"] for reason in why} >= {"measure", "wish-loose"}
    assert not {name for reason in why for name in reason["values"]} & {"body_cm", "ease_cm"}
    assert not {value for reason in why for value in reason["values"].values()} & set(body.values())
