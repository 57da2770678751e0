"""The sweep serves every shop, whatever is wrong with one of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError as RedisGone

from server.matchmaker import Matchmaker
from server.sweeper import Sweeper
from tests.support.node import Node, make_config, run_node


class TroubledMatchmaker:
    """A matchmaker that meets `error` in the shops named `broken…`."""

    def __init__(self, matchmaker: Matchmaker, error: Exception) -> None:
        self.room = matchmaker.room
        self.error = error
        self.swept: list[str] = []

    async def sweep(self, shop: str, *, leases: bool, mend: bool) -> None:
        if shop.startswith("broken"):
            raise self.error
        self.swept.append(shop)


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        yield node


async def round_with(node: Node, error: Exception) -> tuple[TroubledMatchmaker, Sweeper]:
    """One round over four shops, two of which meet the error."""
    services = node.services
    for shop in ("broken-1", "sound-1", "broken-2", "sound-2"):
        await services.matchmaker.room(shop).available(
            "ann", name="Ann", languages=["en"], purposes=["showing"], categories=[], time_zone="UTC"
        )
    troubled = TroubledMatchmaker(services.matchmaker, error)
    sweeper = Sweeper(services.config, services.redis, services.hub, troubled)  # type: ignore[arg-type]
    await sweeper.round()
    return troubled, sweeper


async def test_an_error_in_one_shop_leaves_the_others_their_sweep(node: Node) -> None:
    troubled, sweeper = await round_with(node, LookupError("a row that nobody thought of"))

    assert {"sound-1", "sound-2"} <= set(troubled.swept)
    assert sweeper.available


async def test_an_outage_ends_the_round_for_all(node: Node) -> None:
    _, sweeper = await round_with(node, RedisGone("gone"))

    assert not sweeper.available
