"""Measuring and correcting over HTTP, between the two people of a consultation on a running node."""

import io
from typing import Any

import aiohttp
import pytest
from PIL import Image

from server.auth import COOKIE
from server.vision.card_table import as_meant
from server.vision.routes import PICTURES_PER_MINUTE
from signaling.messages import ColourCorrected, GarmentMeasured, Role
from tests.support.http import browser
from tests.support.node import Node, sign_in
from tests.support.pair import Pair
from tests.support.rendered_card import CardScene, render_card
from tests.support.rendered_scene import Scene, render

SCENE = Scene(width=960, height=720, tilt_deg=12)
START, END = SCENE.pixels([[-20.0, 0.0], [15.0, 0.0]]).tolist()


def as_jpeg(picture: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def garment() -> bytes:
    return as_jpeg(render(SCENE))


@pytest.fixture(scope="module")
def card() -> bytes:
    return as_jpeg(render_card(CardScene(balance=(1.15, 0.85))))


async def keep(pair: Pair, image: bytes) -> str:
    """Keep a still; its id."""
    status, still = await pair.ask("POST", "stills?kind=frozen", pair.as_agent, data=image)
    assert status == 200
    return str(still["id"])


@pytest.mark.parametrize("document", ["marker-sheet", "colour-card"])
@pytest.mark.parametrize("query", ["", "?paper=letter"])
async def test_what_is_to_be_printed_is_served_to_everybody(node: Node, document: str, query: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{node.url}/print/{document}.pdf{query}") as response:
        assert (response.status, response.content_type) == (200, "application/pdf")
        assert (await response.read()).startswith(b"%PDF-")


async def test_paper_that_there_is_not_is_refused(node: Node) -> None:
    async with browser(node) as api:
        assert await api.code("GET", "/print/marker-sheet.pdf?paper=A3") == (400, "invalid-request")


async def test_two_taps_give_a_length_with_its_error(pair: Pair, garment: bytes) -> None:
    still = await keep(pair, garment)
    status, length = await pair.ask("POST", f"stills/{still}/lengths", pair.as_buyer, json={"points": [START, END]})
    assert status == 200
    assert abs(length["cm"] - 35) <= length["error_cm"] < 2
    assert length["inches"] == pytest.approx(length["cm"] / 2.54)
    _, measures = await pair.ask("GET", "measures", pair.as_buyer)
    assert measures["items"] == []


async def test_a_named_length_is_kept_told_to_both_and_replaced_by_the_next(pair: Pair, garment: bytes) -> None:
    still = await keep(pair, garment)
    for end in (SCENE.pixels([[10.0, 0.0]])[0].tolist(), END):
        body = {"points": [START, end], "name": "chest"}
        status, length = await pair.ask("POST", f"stills/{still}/lengths", pair.as_agent, json=body)
        assert status == 200
        for client in (pair.buyer, pair.agent):
            told = (await client.until(GarmentMeasured)).measure
            assert (told.name, told.cm, told.still, told.by) == ("chest", length["cm"], still, Role.AGENT)
    _, measures = await pair.ask("GET", "measures", pair.as_buyer)
    (kept,) = measures["items"]
    assert kept["cm"] == pytest.approx(35, abs=1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"points": [[-1, 5], [50, 50]]}, (422, "points-unusable")),
        ({"points": [START, END], "name": "hat"}, (400, "invalid-body")),
        ({"points": [START]}, (400, "invalid-body")),
        ({"points": [START, END], "ruler_cm": 90}, (400, "invalid-body")),
    ],
)
async def test_a_length_that_cannot_be_is_refused(
    pair: Pair, garment: bytes, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    still = await keep(pair, garment)
    assert await pair.refused("POST", f"stills/{still}/lengths", pair.as_agent, json=body) == expected


async def test_a_still_without_sheet_or_card_says_so(pair: Pair) -> None:
    still = await keep(pair, as_jpeg(render(Scene(width=480, height=360, sheet=False))))
    taps = {"points": [[10, 10], [200, 200]]}
    assert await pair.refused("POST", f"stills/{still}/lengths", pair.as_agent, json=taps) == (422, "sheet-not-found")
    assert await pair.refused("POST", f"stills/{still}/colour", pair.as_agent) == (422, "card-not-found")
    assert await pair.refused("POST", "stills/none/colour", pair.as_agent) == (404, "unknown-still")


async def test_a_card_on_a_still_or_a_frame_corrects_the_picture_for_both(pair: Pair, card: bytes) -> None:
    still = await keep(pair, card)
    correction = None
    for path, options in ((f"stills/{still}/colour", {}), ("colour", {"data": card})):
        status, correction = await pair.ask("POST", path, pair.as_agent, **options)
        assert status == 200
        assert len(correction["matrix"]) == 9
        assert correction["after"]["median"] < 3 < correction["before"]["median"]
        for client in (pair.buyer, pair.agent):
            told = (await client.until(ColourCorrected)).correction
            assert told is not None
            assert told.matrix == correction["matrix"]
    _, present = await pair.ask("GET", "colour", pair.as_buyer)
    assert present["correction"] == correction


async def test_the_correction_is_ended_for_both(node: Node, pair: Pair, card: bytes) -> None:
    await pair.ask("POST", "colour", pair.as_agent, data=card)
    async with aiohttp.ClientSession() as http:
        url = f"{node.url}/api/v1/consultations/{pair.id}/colour"
        async with http.delete(url, headers={"Origin": node.url, **pair.as_agent}) as response:
            assert response.status == 204
    await pair.buyer.until(ColourCorrected, lambda told: told.correction is None)
    assert await pair.ask("GET", "colour", pair.as_buyer) == (200, {"correction": None})


async def test_how_the_agents_picture_is_shown_is_not_the_buyers(pair: Pair, card: bytes) -> None:
    refusal = (403, "not-your-consultation")
    assert await pair.refused("POST", "colour", pair.as_buyer, data=card) == refusal
    assert await pair.refused("DELETE", "colour", pair.as_buyer) == refusal


@pytest.mark.parametrize(
    ("body", "expected"),
    [(b"GIF89a" + bytes(40), (415, "unsupported-image")), (b"\xff\xd8\xff", (422, "corrupt-image"))],
)
async def test_a_frame_that_is_no_picture_is_refused(pair: Pair, body: bytes, expected: tuple[int, str]) -> None:
    assert await pair.refused("POST", "colour", pair.as_agent, data=body) == expected


async def test_a_measured_card_is_used_from_then_on(node: Node, pair: Pair, card: bytes) -> None:
    _, by_design = await pair.ask("POST", "colour", pair.as_agent, data=card)
    async with browser(node, "mei") as api:
        assert await (await api("GET", "/api/v1/colour-card")).json() == {"lab": None}
        lab = [[0.9 * light, a, b] for light, a, b in as_meant()]
        assert (await api("PUT", "/api/v1/colour-card", {"lab": lab})).status == 200
        assert await (await api("GET", "/api/v1/colour-card")).json() == {"lab": lab}
        assert await api.code("PUT", "/api/v1/colour-card", {"lab": lab[:23]}) == (400, "invalid-body")
        _, as_measured = await pair.ask("POST", "colour", pair.as_agent, data=card)
        assert as_measured["matrix"] != by_design["matrix"]
        assert (await api("PUT", "/api/v1/colour-card", {"lab": None})).status == 200
    async with browser(node, "tom") as api:
        assert await api.code("PUT", "/api/v1/colour-card", {"lab": None}) == (403, "not-supervisor")
    async with browser(node) as stranger:
        assert await stranger.code("GET", "/api/v1/colour-card") == (401, "not-signed-in")


async def test_a_measured_card_is_given_and_taken_as_a_table(node: Node) -> None:
    path = "/api/v1/colour-card"
    async with aiohttp.ClientSession(headers={"Origin": node.url}) as http:
        cookies = {COOKIE: await sign_in(node, "mei")}

        async def put(table: bytes) -> tuple[int, Any]:
            headers = {"Content-Type": "text/csv"}
            async with http.put(node.url + path, data=table, headers=headers, cookies=cookies) as response:
                return response.status, await response.json()

        async with http.get(f"{node.url}{path}?format=csv", cookies=cookies) as response:
            assert response.content_type == "text/csv"
            table = await response.read()
        assert await put(table) == (200, {"lab": [list(patch) for patch in as_meant()]})
        status, problem = await put(table.replace(b"18,cyan", b"17,cyan"))
        assert (status, problem["code"]) == (422, "invalid-rows")
        assert [fault["code"] for fault in problem["errors"]] == ["patch-twice"]


async def test_the_colours_of_a_still_are_put_right_by_its_own_card_or_as_the_picture_is(
    pair: Pair, card: bytes, garment: bytes
) -> None:
    own, other = await keep(pair, card), await keep(pair, garment)
    status, found = await pair.ask("GET", f"stills/{own}/colour", pair.as_buyer)
    assert (status, found["read_on"]) == (200, "still")
    assert found["correction"]["after"]["median"] < 3
    assert await pair.ask("GET", "colour", pair.as_buyer) == (200, {"correction": None})
    assert await pair.refused("GET", f"stills/{other}/colour", pair.as_buyer) == (422, "card-not-found")

    _, present = await pair.ask("POST", "colour", pair.as_agent, data=card)
    status, found = await pair.ask("GET", f"stills/{other}/colour", pair.as_agent)
    assert (status, found) == (200, {"correction": present, "read_on": "picture"})


async def test_a_chart_corrects_the_picture_as_the_card_does(pair: Pair) -> None:
    chart = as_jpeg(render_card(CardScene(chart=True, balance=(1.15, 0.85))))
    status, correction = await pair.ask("POST", "colour", pair.as_agent, data=chart)
    assert (status, correction["reference"]) == (200, "chart")
    told = (await pair.buyer.until(ColourCorrected)).correction
    assert told is not None
    assert told.reference == "chart"


async def test_more_pictures_than_people_take_are_refused(pair: Pair) -> None:
    answers = [(await pair.ask("POST", "colour", pair.as_agent, data=b"x"))[0] for _ in range(PICTURES_PER_MINUTE + 1)]
    assert set(answers[:-1]) == {415}
    assert answers[-1] == 429
