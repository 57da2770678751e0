"""The rules of each shop, kept in SQL; read at every look at a product, changed seldom."""

import time
from collections.abc import Callable, Sequence
from datetime import date

import msgspec
from sqlalchemy import column, delete, insert, select, table

from server.database import Database
from server.policy.floors import FLOORS
from server.policy.models import ReturnRuleRow
from server.policy.policy import Policy, Rule, policy_for

CACHE_S = 3.0
"""How long a node may go by old rules; short enough that nobody has to clear anything by hand."""
CACHE_ENTRIES = 10_000

_SHOPS = table("shops", column("id"))


class ReturnRules:
    """Reads and replaces the rules of shops, with a cache of a few seconds per node."""

    def __init__(self, db: Database, *, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._monotonic_s = monotonic_s
        self._known: dict[str, tuple[float, tuple[Rule, ...]]] = {}

    async def rules(self, shop_id: str) -> tuple[Rule, ...]:
        """The shop's rules in its own order; none for a shop that is unknown. Raises DatabaseUnavailable."""
        if (known := self._known.get(shop_id)) and known[0] > self._monotonic_s():
            return known[1]
        query = select(ReturnRuleRow).where(ReturnRuleRow.shop == shop_id).order_by(ReturnRuleRow.position)
        async with self._db.reading() as session:
            rules = tuple(_rule(row) for row in await session.scalars(query))
        if len(self._known) >= CACHE_ENTRIES:
            self._known.clear()
        self._known[shop_id] = (self._monotonic_s() + CACHE_S, rules)
        return rules

    async def replace(self, shop_id: str, rules: Sequence[Rule]) -> None:
        """Put these, no two of which are for the same, in the place of all its rules. Raises DatabaseUnavailable."""
        rows = [
            {
                **msgspec.to_builtins(rule),
                "shop": shop_id,
                "category": rule.category or "",
                "country": rule.country or "",
                "position": position,
            }
            for position, rule in enumerate(rules)
        ]
        async with self._db.session() as session:
            # Of two who replace them at once, the second waits: otherwise what is left would be a mixture.
            await session.execute(select(_SHOPS.c.id).where(_SHOPS.c.id == shop_id).with_for_update())
            await session.execute(delete(ReturnRuleRow).where(ReturnRuleRow.shop == shop_id))
            if rows:
                await session.execute(insert(ReturnRuleRow), rows)
        self._known.pop(shop_id, None)

    async def policy(
        self, shop_id: str, category: str, country: str | None, delivered_on: date | None = None
    ) -> Policy:
        """What holds for goods of the shop's category that go to the country. Raises DatabaseUnavailable."""
        rules = await self.rules(shop_id)
        return policy_for(rules, FLOORS, category=category, country=country, delivered_on=delivered_on)


def _rule(row: ReturnRuleRow) -> Rule:
    fields = {name: getattr(row, name) for name in Rule.__struct_fields__}
    return msgspec.convert({**fields, "category": row.category or None, "country": row.country or None}, Rule)
