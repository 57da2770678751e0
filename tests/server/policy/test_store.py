"""A shop's rules, as they are kept and found again; on SQLite and PostgreSQL."""

import asyncio
from datetime import date

import pytest

from server.database import Database
from server.policy import ReturnRules, Rule
from server.policy.store import CACHE_S
from server.shop import Catalogue, NewShop

WHOLE = Rule(window_days=14, who_pays="buyer", exclusions=("made-to-order", "reduced"), condition="unused")
DRESSES = Rule(category="dresses", country="EU", window_days=30, who_pays="shop")


class Watch:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
async def shops(db: Database) -> Database:
    for shop in ("acme", "other"):
        await Catalogue(db).add_shop(NewShop(id=shop, name=shop, languages=("en",), secret="s" * 32))
    return db


async def test_rules_are_found_as_they_were_put_in_the_order_of_the_shop(shops: Database) -> None:
    await ReturnRules(shops).replace("acme", [DRESSES, WHOLE])
    assert await ReturnRules(shops).rules("acme") == (DRESSES, WHOLE)


async def test_putting_others_in_their_place_leaves_no_old_one_and_touches_no_other_shop(shops: Database) -> None:
    rules = ReturnRules(shops)
    await rules.replace("acme", [DRESSES, WHOLE])
    await rules.replace("other", [WHOLE])
    await rules.replace("acme", [WHOLE])
    assert await rules.rules("acme") == (WHOLE,)
    await rules.replace("acme", [])
    assert await rules.rules("acme") == ()
    assert await rules.rules("other") == (WHOLE,)


async def test_of_two_who_replace_them_at_once_one_is_kept_whole(shops: Database) -> None:
    many = [Rule(category=f"c{number}", window_days=1, who_pays="shop") for number in range(20)]
    few = [Rule(category=f"c{number}", window_days=2, who_pays="shop") for number in range(5, 10)]
    await asyncio.gather(ReturnRules(shops).replace("acme", many), ReturnRules(shops).replace("acme", few))
    assert await ReturnRules(shops).rules("acme") in (tuple(many), tuple(few))


async def test_a_change_is_seen_by_other_nodes_after_the_cache_time(shops: Database) -> None:
    watch = Watch()
    here = ReturnRules(shops, monotonic_s=watch)
    assert await here.rules("acme") == ()
    await ReturnRules(shops).replace("acme", [WHOLE])
    watch.s = CACHE_S - 0.1
    assert await here.rules("acme") == ()
    watch.s = CACHE_S + 0.1
    assert await here.rules("acme") == (WHOLE,)


async def test_a_policy_is_the_shops_rule_under_the_law_of_the_country(shops: Database) -> None:
    rules = ReturnRules(shops)
    await rules.replace("acme", [DRESSES, WHOLE])
    france = await rules.policy("acme", "dresses", "FR", date(2026, 11, 25))
    assert (france.window_days, france.who_pays, france.last_day) == (30, "shop", date(2026, 12, 25))
    brazil = await rules.policy("acme", "dresses", "BR")
    assert (brazil.window_days, brazil.who_pays, brazil.exclusions) == (14, "shop", ())
