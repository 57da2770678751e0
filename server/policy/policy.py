"""The return policy that holds for one buyer and one product: the shop's rule, raised to what the country's law asks.

`policy_for` is the only place where the two meet: page, room, summary and API all say what it says.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from server.policy.floors import KNOWN_ON, Floor, Guarantee
from server.policy.terms import CONDITIONS, EU, EXCLUSIONS, MAX_WINDOW_DAYS, Condition, Exclusion, Payer

EU_GROUP: Final = "EU"
"""What a rule names instead of a country to hold in all members of the Union. ISO gives it to no country."""

SATURDAY: Final = 5

RuleCountry = Annotated[str, Meta(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2, or EU for all its members")]
Raised = Literal["window_days", "who_pays", "exclusions", "condition"]
Scope = Literal["category-and-country", "country", "category", "shop"]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a shop grants. `category` and `country` say for what and whom; None: for all.

    `window_days` are calendar days after delivery, 0: nothing is taken back. `exclusions` name goods that are not.
    """

    category: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    country: RuleCountry | None = None
    window_days: Annotated[int, Meta(ge=0, le=MAX_WINDOW_DAYS)]
    who_pays: Payer
    exclusions: tuple[Exclusion, ...] = ()
    condition: Condition = "tried"


class Statutory(msgspec.Struct, frozen=True, kw_only=True):
    """What the law of the buyer's country says, and where it says so. As in `server.policy.floors.Floor`."""

    window_days: int
    working_days: int | None
    binding: bool
    return_cost: Payer | None
    exclusions: tuple[Exclusion, ...] | None
    condition: Condition | None
    source: str
    guarantee: Guarantee | None
    known_on: date


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a buyer of `country` and goods of `category`.

    `window_days` are calendar days after delivery, 0: nothing is taken back without a reason. `last_day` is the last
    on which the buyer may say that he returns the goods, where the day of delivery is known. `stated`: by which of the
    shop's rules, None: the shop has none that fits, and only the law speaks. `raised`: what the law changed in it.
    `statutory` is None where no law is known here.
    """

    category: str | None
    country: str | None
    window_days: int
    window_starts: Literal["delivery"] = "delivery"
    who_pays: Payer
    exclusions: tuple[Exclusion, ...]
    condition: Condition
    last_day: date | None
    stated: Scope | None
    raised: tuple[Raised, ...]
    statutory: Statutory | None


_NOTHING: Final = Rule(window_days=0, who_pays="buyer")
"""What a shop grants that says nothing: nothing, but it asks for nothing either."""


def policy_for(
    rules: Iterable[Rule],
    floors: Mapping[str, Floor],
    *,
    category: str | None,
    country: str | None,
    delivered_on: date | None = None,
) -> Policy:
    """What holds for goods of `category` that go to `country`; None: unknown.

    The most specific rule counts as a whole: one for category and country before one for the country, one for the
    category, one for the whole shop; a country before the Union that it is in. It is then raised to the law's floor,
    each field in the buyer's favour. Rules may come in any order; of two for the same, the kinder one counts.
    """
    fitting = [rule for rule in rules if _fits(rule, category, country)]
    chosen = max(fitting, key=_precedence, default=None)
    floor = floors.get(country) if country is not None else None
    granted, raised = _raise(chosen, floor)
    return Policy(
        category=category,
        country=country,
        window_days=granted.window_days,
        who_pays=granted.who_pays,
        exclusions=granted.exclusions,
        condition=granted.condition,
        last_day=_last_day(granted.window_days, floor, delivered_on),
        stated=None if chosen is None else _scope(chosen),
        raised=raised,
        statutory=None if floor is None else _statutory(floor),
    )


def same_category(one: str, other: str) -> bool:
    """Whether two names mean the same category: case and space around do not tell them apart."""
    return one.strip().casefold() == other.strip().casefold()


def _fits(rule: Rule, category: str | None, country: str | None) -> bool:
    if rule.category is not None and (category is None or not same_category(rule.category, category)):
        return False
    return rule.country in (None, country) or (rule.country == EU_GROUP and country in EU)


def _precedence(rule: Rule) -> tuple[int, int, int, int, int, int, tuple[Exclusion, ...]]:
    """Greater for what is more specific, then for what is kinder to the buyer; the last makes any two differ."""
    place = 0 if rule.country is None else 1 if rule.country == EU_GROUP else 2
    # Both named, then the country alone, then the category alone.
    breadth = 3 if rule.category and place else 2 if place else 1 if rule.category else 0
    kindness = (
        rule.window_days,
        int(rule.who_pays == "shop"),
        -len(rule.exclusions),
        -CONDITIONS.index(rule.condition),
    )
    return breadth, place, *kindness, rule.exclusions


def _scope(rule: Rule) -> Scope:
    if rule.country is None:
        return "shop" if rule.category is None else "category"
    return "country" if rule.category is None else "category-and-country"


def _raise(stated: Rule | None, floor: Floor | None) -> tuple[Rule, tuple[Raised, ...]]:
    """The rule as the law leaves it, with the names of the fields that it changed."""
    rule = stated or _NOTHING
    listed = tuple(exclusion for exclusion in EXCLUSIONS if exclusion in rule.exclusions)
    rule = msgspec.structs.replace(rule, exclusions=listed)
    if floor is None or floor.window_days == 0 or (stated is not None and not floor.binding):
        return rule, ()
    allowed = rule.exclusions
    if floor.exclusions is not None:
        allowed = tuple(exclusion for exclusion in rule.exclusions if exclusion in floor.exclusions)
    lawful = msgspec.structs.replace(
        rule,
        window_days=max(rule.window_days, floor.window_days),
        who_pays="shop" if floor.return_cost == "shop" else rule.who_pays,
        exclusions=allowed,
        condition=_milder(rule.condition, floor.condition),
    )
    names: tuple[Raised, ...] = ("window_days", "who_pays", "exclusions", "condition")
    changed = tuple(name for name in names if getattr(rule, name) != getattr(lawful, name))
    # What the shop has not said cannot be raised.
    return lawful, changed if stated is not None else ()


def _milder(stated: Condition, strictest: Condition | None) -> Condition:
    return stated if strictest is None else min(stated, strictest, key=CONDITIONS.index)


def _last_day(window_days: int, floor: Floor | None, delivered_on: date | None) -> date | None:
    if delivered_on is None or window_days == 0:
        return None
    last = _after(delivered_on, window_days)
    if floor is None or not floor.weekend_extends:
        return last
    lawful = _after(delivered_on, floor.window_days)
    if lawful.weekday() >= SATURDAY:
        lawful += timedelta(days=7 - lawful.weekday())
    return max(last, lawful)


def _after(day: date, days: int) -> date:
    """`days` later, or the last day that a calendar has."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _statutory(floor: Floor) -> Statutory:
    exclusions = floor.exclusions
    return Statutory(
        window_days=floor.window_days,
        working_days=floor.working_days,
        binding=floor.binding,
        return_cost=floor.return_cost,
        exclusions=None if exclusions is None else tuple(each for each in EXCLUSIONS if each in exclusions),
        condition=floor.condition,
        source=floor.source,
        guarantee=floor.guarantee,
        known_on=KNOWN_ON,
    )
