"""What became of sizes, kept and learned from; on SQLite and PostgreSQL."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from server.database import Database
from server.errors import DatabaseUnavailable
from server.shop import Catalogue, NewShop
from server.sizing import Outcomes, RunningSmall, outcome_store
from server.sizing.outcome_store import KEPT_S, REST
from server.sizing.outcome_table import TakenOutcome, ToldOutcome

SKU, CATEGORY = "dress-1", "dresses"


class Watch:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


class Learner:
    """Stands before `RunningSmall.from_counts`: notes on which threads it ran, and lets it take time on the watch."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._learn = RunningSmall.from_counts
        self.threads: list[int] = []
        self.takes_s = 0.0

    def __call__(self, counts: Iterable[Any]) -> RunningSmall:
        self.threads.append(threading.get_ident())
        self._watch.s += self.takes_s
        return self._learn(counts)


@pytest.fixture
async def shops(db: Database) -> Database:
    for shop in ("acme", "other"):
        await Catalogue(db).add_shop(NewShop(id=shop, name=shop, languages=("en",), secret="s" * 32))
    return db


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def outcomes(shops: Database, watch: Watch) -> AsyncIterator[Outcomes]:
    outcomes = Outcomes(shops, monotonic_s=watch)
    yield outcomes
    await outcomes.close()


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> Learner:
    learner = Learner(watch)
    monkeypatch.setattr(RunningSmall, "from_counts", learner)
    return learner


def told(outcome: ToldOutcome, *ids: int, happened_ms: int = 1) -> list[TakenOutcome]:
    return [
        TakenOutcome(id=f"A-{id}", sku=SKU, category=CATEGORY, size=None, outcome=outcome, happened_ms=happened_ms)
        for id in ids
    ]


def known(running: RunningSmall | None) -> int:
    """Of how many outcomes of the dress it knows."""
    return 0 if running is None else running.offset(SKU, CATEGORY).n


async def known_soon(outcomes: Outcomes, count: int) -> None:
    async with asyncio.timeout(10):
        while known(await outcomes.running("acme")) != count:  # noqa: ASYNC110 - asking is what makes it learn
            await asyncio.sleep(0.01)


async def test_what_came_back_too_small_runs_small_in_its_own_shop_alone(outcomes: Outcomes) -> None:
    assert await outcomes.take("acme", told("too-small", *range(20)) + told("kept", *range(20, 30))) == 30
    running = await outcomes.running("acme")
    assert running is not None
    offset = running.offset(SKU, CATEGORY)
    assert offset.n == 30
    assert offset.mean_sizes > 2 * offset.standard_error
    assert await outcomes.counts("acme", SKU) == {"kept": 10, "too-small": 20, "too-big": 0}
    assert await outcomes.running("other") is None
    assert await outcomes.counts("other", SKU) == {"kept": 0, "too-small": 0, "too-big": 0}


async def test_what_is_told_again_takes_the_place_of_what_was_told(outcomes: Outcomes) -> None:
    assert await outcomes.take("acme", told("kept", 1, 2)) == 2
    assert await outcomes.take("acme", told("kept", 1, 2)) == 0
    assert await outcomes.take("acme", told("too-big", 2, 3)) == 1
    assert await outcomes.counts("acme", SKU) == {"kept": 1, "too-small": 0, "too-big": 2}
    assert await outcomes.take("other", told("kept", 1)) == 1
    assert await outcomes.take("acme", []) == 0


async def test_two_who_tell_the_same_at_once_tell_it_once(outcomes: Outcomes) -> None:
    forward, back = told("kept", *range(50)), told("kept", *reversed(range(50)))
    await asyncio.gather(*(outcomes.take("acme", rows) for rows in [forward, back] * 3))
    assert (await outcomes.counts("acme", SKU))["kept"] == 50


async def test_products_stand_in_order_of_what_came_back_for_its_size(outcomes: Outcomes) -> None:
    coats = [replace(outcome, id=f"B-{outcome.id}", sku="coat-1") for outcome in told("too-big", 1, 2)]
    await outcomes.take("acme", told("kept", *range(9)) + told("too-small", 9) + coats)
    counts = {"kept": 9, "too-small": 1, "too-big": 0}
    assert await outcomes.products("acme", 5) == [
        ("coat-1", CATEGORY, {"kept": 0, "too-small": 0, "too-big": 2}),
        (SKU, CATEGORY, counts),
    ]
    assert [product.sku for product in await outcomes.products("acme", 1)] == ["coat-1"]
    assert await outcomes.products("other", 5) == []


async def test_only_the_newest_outcomes_count(outcomes: Outcomes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome_store, "NEWEST", 10)
    await outcomes.take("acme", told("kept", *range(10), happened_ms=2))
    await outcomes.take("acme", told("too-small", *range(10, 40), happened_ms=1))
    running = await outcomes.running("acme")
    assert running is not None
    assert running.items == {(CATEGORY, SKU): (0, 10, 0)}


async def test_after_a_change_the_older_answer_is_given_until_the_newer_one_is_made(outcomes: Outcomes) -> None:
    assert await outcomes.running("acme") is None
    await outcomes.take("acme", told("kept", 1))
    assert await outcomes.running("acme") is None
    await known_soon(outcomes, 1)
    older = await outcomes.running("acme")
    await outcomes.take("acme", told("kept", 2))
    assert await outcomes.running("acme") is older
    await known_soon(outcomes, 2)


async def test_what_another_node_was_told_counts_after_a_while(
    shops: Database, outcomes: Outcomes, watch: Watch, learner: Learner
) -> None:
    await outcomes.take("acme", told("kept", 1))
    await known_soon(outcomes, 1)
    await Outcomes(shops).take("acme", told("kept", 2))
    watch.s += KEPT_S - 1
    assert known(await outcomes.running("acme")) == 1
    assert len(learner.threads) == 1
    watch.s += 1
    await known_soon(outcomes, 2)


async def test_a_shop_that_tells_without_end_is_not_learned_of_without_end(
    outcomes: Outcomes, watch: Watch, learner: Learner
) -> None:
    learner.takes_s = 2.0
    await outcomes.take("acme", told("kept", 1))
    await known_soon(outcomes, 1)
    await outcomes.take("acme", told("kept", 2))
    watch.s += REST * learner.takes_s - 1
    assert known(await outcomes.running("acme")) == 1
    assert len(learner.threads) == 1
    watch.s += 1
    await known_soon(outcomes, 2)


async def test_it_is_learned_once_for_all_who_ask_and_beside_the_event_loop(
    outcomes: Outcomes, learner: Learner
) -> None:
    await outcomes.take("acme", told("kept", 1))
    gone, *others = [asyncio.create_task(outcomes.running("acme")) for _ in range(3)]
    await asyncio.sleep(0)
    gone.cancel()
    assert [known(running) for running in await asyncio.gather(*others)] == [1, 1]
    assert len(learner.threads) == 1
    assert learner.threads[0] != threading.get_ident()


async def test_an_outage_is_told_to_who_waits_and_the_next_one_asks_again(
    shops: Database, outcomes: Outcomes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outcomes.take("acme", told("kept", 1))

    def unavailable() -> None:
        raise DatabaseUnavailable("away")

    with monkeypatch.context() as outage:
        outage.setattr(shops, "reading", unavailable)
        with pytest.raises(DatabaseUnavailable):
            await outcomes.running("acme")
    assert known(await outcomes.running("acme")) == 1


async def test_an_outage_leaves_the_older_answer_until_it_is_over(
    shops: Database, outcomes: Outcomes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outcomes.take("acme", told("kept", 1))
    await known_soon(outcomes, 1)
    await outcomes.take("acme", told("kept", 2))
    tried = asyncio.Event()

    def unavailable() -> None:
        tried.set()
        raise DatabaseUnavailable("away")

    with monkeypatch.context() as outage:
        outage.setattr(shops, "reading", unavailable)
        assert known(await outcomes.running("acme")) == 1
        await tried.wait()
    await known_soon(outcomes, 2)
