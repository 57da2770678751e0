"""Stills that go: erased by staff of the shop, or kept for their time."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select, update

from server.stills.models import StillRow
from signaling.messages import StillRemoved
from tests.server.stills.test_routes import POST, photograph
from tests.support.node import Node, make_config, run_node, sign_in
from tests.support.pair import Pair, bearer

DAY_MS = 86_400_000
KEPT_DAYS = 7


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path, stills_kept_days=KEPT_DAYS)) as node:
        yield node


def files(node: Node) -> set[str]:
    folder = node.services.config.data_dir / "stills"
    return {path.stem for path in folder.rglob("*") if path.is_file()}


async def keep(pair: Pair) -> str:
    _, still = await pair.ask("POST", POST, pair.as_buyer, data=photograph())
    found: str = still["id"]
    return found


async def erase(pair: Pair, still: str, who: dict[str, str]) -> tuple[int, Any]:
    url = f"{pair.node.url}/api/v1/consultations/{pair.id}/stills/{still}"
    headers = {"Origin": pair.node.url, **who}
    async with aiohttp.ClientSession() as http, http.delete(url, headers=headers) as answer:
        return answer.status, None if answer.status == 204 else (await answer.json())["code"]


async def test_what_staff_erases_is_gone_for_both_with_its_file(node: Node, pair: Pair) -> None:
    still, other = await keep(pair), await keep(pair)
    assert await erase(pair, still, pair.as_agent) == (204, None)
    for client in (pair.buyer, pair.agent):
        assert await client.until(StillRemoved) == StillRemoved(consultation=pair.id, still=still)
    assert await pair.refused("GET", f"stills/{still}", pair.as_buyer) == (404, "unknown-still")
    _, stills = await pair.ask("GET", "stills", pair.as_buyer)
    assert [item["id"] for item in stills["items"]] == [other]
    assert files(node) == {other}
    assert await erase(pair, still, pair.as_agent) == (404, "unknown-still")


async def test_a_colleague_may_erase_after_the_end_and_the_summary_has_it_no_more(node: Node, pair: Pair) -> None:
    still, other = await keep(pair), await keep(pair)
    await pair.end()
    await node.services.matchmaker.flush(10)
    summaries = node.services.summaries
    assert [each.id for each in (await summaries.summary(pair.id)).stills] == [still, other]
    tom = {"Cookie": f"consult_session={await sign_in(node, 'tom')}"}
    assert await erase(pair, still, tom) == (204, None)
    assert [each.id for each in (await summaries.summary(pair.id)).stills] == [other]


async def test_nobody_but_staff_of_the_shop_may_erase(node: Node, pair: Pair) -> None:
    still = await keep(pair)
    for stranger in ({}, pair.as_buyer, bearer(node, "bob")):
        assert await erase(pair, still, stranger) == (401, "not-signed-in")
    assert files(node) == {still}


async def test_a_still_is_kept_for_its_days_and_no_longer(node: Node, pair: Pair) -> None:
    old, young = await keep(pair), await keep(pair)
    stills, db = node.services.stills, node.services.db
    now_ms = node.services.clock.now_ms()
    for still, days in ((old, KEPT_DAYS + 0.01), (young, KEPT_DAYS - 0.01)):
        async with db.session() as session:
            created_ms = now_ms - int(days * DAY_MS)
            await session.execute(update(StillRow).where(StillRow.id == still).values(created_ms=created_ms))
    await stills.delete_old()
    async with db.reading() as session:
        assert (await session.scalars(select(StillRow.id))).all() == [young]
    assert files(node) == {young}


async def test_what_an_interrupted_removal_has_left_is_removed_by_the_next(node: Node, pair: Pair) -> None:
    still = await keep(pair)
    (node.services.config.data_dir / "stills" / still[:2] / f"{still}.jpg").unlink()
    assert await erase(pair, still, pair.as_agent) == (204, None)
    _, stills = await pair.ask("GET", "stills", pair.as_agent)
    assert stills["items"] == []
