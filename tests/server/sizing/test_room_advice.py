"""Size advice in the room, and what is kept of it; on a running node."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.errors import UnknownConsultation
from server.sizing.advice import without_body
from server.sizing.recommend import Reason, Recommendation, SizeChance
from tests.support.http import browser
from tests.support.node import Node, make_config, run_node
from tests.support.pair import Pair, bearer, pair_up, ring

CHEST = {"body": {"chest": 88}}
ADVICE = Recommendation(
    size="M",
    probability=0.5,
    runner_up=SizeChance(size="L", probability=0.3),
    chances=[],
    below=0.1,
    above=0.1,
    outside=None,
    reasons=[],
)


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        yield node


async def test_both_get_the_answer_that_everybody_gets_for_the_product(node: Node) -> None:
    pair = await pair_up(node)
    async with browser(node) as api:
        open_route = await api("POST", "/api/v1/shops/demo/products/dress-linen-midi/size-advice", CHEST)
        expected = await open_route.json()
    for who in (pair.as_buyer, pair.as_agent):
        assert await pair.ask("POST", "size-advice", who, json=CHEST) == (200, expected)


async def test_nobody_else_is_advised_there(node: Node) -> None:
    pair: Pair = await pair_up(node)
    eve = bearer(node, "eve")
    assert await pair.refused("POST", "size-advice", eve, json=CHEST) == (403, "not-your-consultation")
    assert await pair.refused("POST", "size-advice", {}, json=CHEST) == (401, "not-signed-in")
    assert await node.services.consultation_advice.of(pair.id) is None


async def test_nobody_is_advised_before_the_agent_has_accepted(node: Node) -> None:
    pair = await ring(node)
    assert await pair.refused("POST", "size-advice", pair.as_buyer, json=CHEST) == (403, "not-your-consultation")


async def test_what_cannot_be_advised_on_leaves_the_last_advice(node: Node) -> None:
    pair = await pair_up(node)
    await pair.ask("POST", "size-advice", pair.as_agent, json=CHEST)
    before = await node.services.consultation_advice.of(pair.id)
    assert before is not None
    assert await pair.refused("POST", "size-advice", pair.as_buyer, json={}) == (422, "measurements-missing")
    assert await node.services.consultation_advice.of(pair.id) == before


async def test_a_consultation_that_was_never_accepted_keeps_no_advice(node: Node) -> None:
    with pytest.raises(UnknownConsultation):
        await node.services.consultation_advice.keep("none", ADVICE, "women")


def test_reasons_lose_what_the_wearer_measures_and_what_it_follows_from() -> None:
    chest: dict[str, str | float] = {"dimension": "chest", "body_cm": 88.0}
    reasons = [
        Reason(code="too-long", values={**chest, "least_cm": 80.0, "most_cm": 84.0}),
        Reason(code="ease", values={**chest, "garment_cm": 94.0, "ease_cm": 6.0}),
        Reason(code="label-apart"),
    ]
    assert without_body(reasons) == [
        Reason(code="too-long", values={"dimension": "chest", "least_cm": 80.0, "most_cm": 84.0}),
        Reason(code="label-apart"),
    ]
