"""The policy in the room: the same for both sides, by the buyer's country."""

import msgspec
import pytest

from signaling.messages import Join
from tests.support import pair as pairing
from tests.support.node import Node
from tests.support.pair import Pair, bearer, pair_up

FROM_BRAZIL: Join = msgspec.structs.replace(pairing.JOIN, country="BR")


@pytest.fixture
async def pair(node: Node, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setattr(pairing, "JOIN", FROM_BRAZIL)
    return await pair_up(node)


async def test_both_read_what_holds_for_the_product_in_the_buyers_country(pair: Pair) -> None:
    answers = [
        await pair.ask("GET", "return-policy?delivered=2026-11-25", who) for who in (pair.as_buyer, pair.as_agent)
    ]
    assert answers[0] == answers[1]
    status, policy = answers[0]
    assert (status, policy["country"], policy["category"]) == (200, "BR", "dresses")
    assert (policy["who_pays"], policy["last_day"]) == ("shop", "2026-12-25")


async def test_nobody_else_reads_it(pair: Pair) -> None:
    assert await pair.refused("GET", "return-policy", bearer(pair.node, "eve")) == (403, "not-your-consultation")
    assert (await pair.refused("GET", "return-policy", {}))[0] == 401
