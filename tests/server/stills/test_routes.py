"""Stills over HTTP, between the two people of a consultation on a running node."""

import hashlib
import io

import pytest
from PIL import Image

from server.stills import MAX_IMAGE_BYTES
from server.stills.routes import UPLOADS_PER_MINUTE
from signaling.messages import Role, StillAdded
from tests.support.node import Node, sign_in
from tests.support.pair import Pair, bearer, ring

POST = "stills?kind=close-look&label=daylight"


def photograph(width: int = 40, height: int = 30) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (120, 60, 20)).save(buffer, "JPEG")
    return buffer.getvalue()


async def test_a_still_is_kept_and_both_are_told(pair: Pair) -> None:
    status, still = await pair.ask("POST", POST, pair.as_buyer, data=photograph())
    assert (status, still["kind"], still["label"], still["by"]) == (200, "close-look", "daylight", "buyer")
    assert (still["width"], still["height"]) == (40, 30)
    for client in (pair.buyer, pair.agent):
        told = await client.until(StillAdded)
        assert (told.consultation, told.still.id, told.still.by) == (pair.id, still["id"], Role.BUYER)


async def test_both_fetch_the_image_as_it_is_kept(pair: Pair) -> None:
    _, still = await pair.ask("POST", POST, pair.as_agent, data=photograph())
    for who in (pair.as_buyer, pair.as_agent):
        status, jpeg = await pair.ask("GET", f"stills/{still['id']}", who)
        assert status == 200
        assert hashlib.sha256(jpeg).hexdigest() == still["sha256"]
        assert Image.open(io.BytesIO(jpeg)).size == (40, 30)


async def test_the_list_has_all_in_order_and_a_new_label_shows_there(pair: Pair) -> None:
    ids = []
    for kind in ("close-look", "frozen"):
        _, still = await pair.ask("POST", f"stills?kind={kind}", pair.as_buyer, data=photograph())
        ids.append(still["id"])
    status, changed = await pair.ask("PATCH", f"stills/{ids[1]}", pair.as_agent, json={"label": " lamp "})
    assert (status, changed["label"]) == (200, "lamp")
    relabelled = await pair.buyer.until(StillAdded, lambda told: told.still.label == "lamp")
    assert relabelled.still.id == ids[1]
    _, stills = await pair.ask("GET", "stills", pair.as_agent)
    assert [(item["id"], item["label"]) for item in stills["items"]] == [(ids[0], ""), (ids[1], "lamp")]


async def test_what_was_kept_is_there_for_both_after_the_end(pair: Pair) -> None:
    _, still = await pair.ask("POST", POST, pair.as_buyer, data=photograph())
    await pair.end()
    for who in (pair.as_buyer, pair.as_agent):
        assert (await pair.ask("GET", f"stills/{still['id']}", who))[0] == 200


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"GIF89a" + bytes(40), (415, "unsupported-image")),
        (photograph(200, 200)[:300], (422, "corrupt-image")),
        (bytes(MAX_IMAGE_BYTES + 1), (413, "image-too-large")),
        (b"", (415, "unsupported-image")),
    ],
)
async def test_what_is_no_good_photograph_is_refused_and_not_kept(
    pair: Pair, body: bytes, expected: tuple[int, str]
) -> None:
    assert await pair.refused("POST", POST, pair.as_buyer, data=io.BytesIO(body)) == expected
    _, stills = await pair.ask("GET", "stills", pair.as_buyer)
    assert stills["items"] == []


async def test_a_hundred_megapixels_are_refused(pair: Pair) -> None:
    body = io.BytesIO(photograph(10_000, 10_000))
    assert await pair.refused("POST", POST, pair.as_buyer, data=body) == (422, "too-many-pixels")


async def test_nobody_else_sees_or_adds_a_still(node: Node, pair: Pair) -> None:
    _, still = await pair.ask("POST", POST, pair.as_buyer, data=photograph())
    tom = {"Cookie": f"consult_session={await sign_in(node, 'tom')}"}
    for stranger in (tom, bearer(node, "bob"), bearer(node, "bea", shop="acme")):
        for method, path in (("GET", "stills"), ("GET", f"stills/{still['id']}"), ("POST", POST)):
            status, code = await pair.refused(method, path, stranger)
            assert (status, code) in {(403, "not-your-consultation"), (409, "consultation-ended")}
    assert await pair.refused("GET", "stills", {}) == (401, "not-signed-in")
    assert await pair.refused("GET", "stills", {"Authorization": "Bearer made-up"}) == (401, "token-invalid")


async def test_a_still_of_another_consultation_is_not_found(pair: Pair) -> None:
    assert await pair.refused("GET", "stills/none", pair.as_buyer) == (404, "unknown-still")
    assert await pair.refused("PATCH", "stills/none", pair.as_buyer, json={"label": ""}) == (404, "unknown-still")


async def test_before_the_agent_accepts_there_is_no_room(node: Node) -> None:
    pair = await ring(node)
    assert await pair.refused("GET", "stills", pair.as_buyer) == (403, "not-your-consultation")


async def test_more_than_a_few_in_quick_succession_are_refused(pair: Pair) -> None:
    answers = [(await pair.ask("POST", POST, pair.as_buyer, data=b""))[0] for _ in range(UPLOADS_PER_MINUTE + 1)]
    assert set(answers[:-1]) == {415}
    assert answers[-1] == 429


@pytest.mark.parametrize("query", ["", "?kind=selfie", "?kind=drawn&label=" + "x" * 81])
async def test_a_still_that_is_not_described_rightly_is_refused(pair: Pair, query: str) -> None:
    assert await pair.refused("POST", f"stills{query}", pair.as_buyer, data=photograph()) == (400, "invalid-request")
