"""The policy that a buyer is told: never below the law, by the most specific rule, whatever the order of the rules."""

from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.policy import FLOORS, KNOWN_ON, Floor, Policy, Rule, policy_for
from server.policy.terms import CONDITIONS, EU, EXCLUSIONS

CATEGORIES = ("dresses", "shoes", "kitchen")
COUNTRIES = (*sorted(FLOORS), "XX", "ZZ")
"""With two of which no law is known."""

categories = st.sampled_from(CATEGORIES)
countries = st.sampled_from(COUNTRIES)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
rules = st.builds(
    Rule,
    category=st.none() | categories,
    country=st.none() | countries | st.just("EU"),
    window_days=st.integers(0, 60),
    who_pays=st.sampled_from(["buyer", "shop"]),
    exclusions=st.lists(st.sampled_from(EXCLUSIONS), unique=True).map(tuple),
    condition=st.sampled_from(CONDITIONS),
)
rule_lists = st.lists(rules, max_size=8)

SHOP = Rule(window_days=10, who_pays="buyer", exclusions=("reduced", "made-to-order"), condition="unopened")
DRESSES = Rule(category="dresses", window_days=11, who_pays="buyer")
UNION = Rule(country="EU", window_days=20, who_pays="buyer")
FRANCE = Rule(country="FR", window_days=21, who_pays="buyer")
UNION_DRESSES = Rule(category="dresses", country="EU", window_days=30, who_pays="shop")
FRANCE_DRESSES = Rule(category="dresses", country="FR", window_days=31, who_pays="shop")
EVERY_SCOPE = (SHOP, DRESSES, UNION, FRANCE, UNION_DRESSES, FRANCE_DRESSES)
"""From the widest to the most specific."""


def terms(policy: Policy | Rule) -> tuple[object, ...]:
    return policy.window_days, policy.who_pays, policy.exclusions, policy.condition


@given(rule_lists, categories, countries, days)
def test_no_policy_is_below_the_law_in_any_field(own: list[Rule], category: str, country: str, day: date) -> None:
    floor = FLOORS.get(country)
    policy = policy_for(own, FLOORS, category=category, country=country, delivered_on=day)
    assume(floor is not None and floor.window_days > 0 and (floor.binding or policy.stated is None))
    assert floor is not None
    assert policy.window_days >= floor.window_days
    assert policy.last_day is not None
    assert policy.last_day >= day + timedelta(days=floor.window_days)
    assert policy.who_pays == "shop" or floor.return_cost != "shop"
    if floor.exclusions is not None:
        assert set(policy.exclusions) <= floor.exclusions
    if floor.condition is not None:
        assert CONDITIONS.index(policy.condition) <= CONDITIONS.index(floor.condition)


@given(rule_lists, categories, countries)
def test_the_law_takes_nothing_from_the_buyer(own: list[Rule], category: str, country: str) -> None:
    lawless = policy_for(own, {}, category=category, country=country)
    lawful = policy_for(own, FLOORS, category=category, country=country)
    assert lawful.window_days >= lawless.window_days
    assert lawful.who_pays == "shop" or lawless.who_pays == "buyer"
    assert set(lawful.exclusions) <= set(lawless.exclusions)
    assert CONDITIONS.index(lawful.condition) <= CONDITIONS.index(lawless.condition)


@given(rule_lists, categories, countries)
def test_it_says_exactly_which_fields_the_law_has_changed(own: list[Rule], category: str, country: str) -> None:
    lawless = policy_for(own, {}, category=category, country=country)
    lawful = policy_for(own, FLOORS, category=category, country=country)
    names = ("window_days", "who_pays", "exclusions", "condition")
    changed = tuple(name for name in names if getattr(lawless, name) != getattr(lawful, name))
    assert lawful.raised == (changed if lawful.stated else ())


@given(rule_lists, categories, countries, st.randoms())
def test_the_order_of_the_rules_changes_nothing(own: list[Rule], category: str, country: str, random: Random) -> None:
    shuffled = random.sample(own, len(own))
    one, other = (policy_for(each, FLOORS, category=category, country=country) for each in (own, shuffled))
    assert one == other


@given(rule_lists, categories, countries)
def test_a_policy_taken_for_a_rule_gives_itself(own: list[Rule], category: str, country: str) -> None:
    once = policy_for(own, FLOORS, category=category, country=country)
    rule = Rule(
        window_days=once.window_days, who_pays=once.who_pays, exclusions=once.exclusions, condition=once.condition
    )
    again = policy_for([rule], FLOORS, category=category, country=country)
    assert terms(again) == terms(once)
    assert again.raised == ()


@given(rule_lists, categories, rules)
def test_where_no_law_is_known_the_shops_rule_holds_as_it_stands(own: list[Rule], category: str, rule: Rule) -> None:
    whole_shop = msgspec.structs.replace(rule, category=None, country=None)
    elsewhere = [each for each in own if each.category is not None and each.category != category]
    policy = policy_for([*elsewhere, whole_shop], FLOORS, category=category, country="XX")
    assert terms(policy) == (rule.window_days, rule.who_pays, policy.exclusions, rule.condition)
    assert set(policy.exclusions) == set(rule.exclusions)
    assert policy.statutory is None


@given(rule_lists, rule_lists, categories, countries)
def test_a_rule_for_something_else_changes_nothing(
    own: list[Rule], others: list[Rule], category: str, country: str
) -> None:
    strange = [msgspec.structs.replace(rule, category="hats") for rule in others]
    policy = policy_for(own, FLOORS, category=category, country=country)
    assert policy_for([*own, *strange], FLOORS, category=category, country=country) == policy


@pytest.mark.parametrize("known", range(1, len(EVERY_SCOPE) + 1))
def test_the_most_specific_rule_counts_as_a_whole(known: int) -> None:
    policy = policy_for(EVERY_SCOPE[:known], {}, category="dresses", country="FR")
    winner = EVERY_SCOPE[known - 1]
    assert (policy.window_days, policy.who_pays, policy.condition) == (
        winner.window_days,
        winner.who_pays,
        winner.condition,
    )


@pytest.mark.parametrize(
    ("category", "country", "rule", "stated"),
    [
        ("dresses", "DE", UNION_DRESSES, "category-and-country"),
        ("shoes", "FR", FRANCE, "country"),
        ("shoes", "DE", UNION, "country"),
        ("dresses", "US", DRESSES, "category"),
        ("Dresses ", "US", DRESSES, "category"),
        ("shoes", None, SHOP, "shop"),
        (None, None, SHOP, "shop"),
    ],
)
def test_a_rule_holds_where_it_fits(category: str | None, country: str | None, rule: Rule, stated: str) -> None:
    policy = policy_for(EVERY_SCOPE, {}, category=category, country=country)
    assert (policy.window_days, policy.stated) == (rule.window_days, stated)


def test_of_two_rules_for_the_same_the_kinder_one_counts() -> None:
    kind = msgspec.structs.replace(DRESSES, window_days=40)
    assert policy_for([kind, DRESSES], {}, category="dresses", country="US").window_days == 40


def test_a_shop_that_says_nothing_grants_what_the_law_grants() -> None:
    brazil = policy_for([], FLOORS, category="dresses", country="BR")
    assert (*terms(brazil), brazil.stated, brazil.raised) == (7, "shop", (), "tried", None, ())
    nowhere = policy_for([], FLOORS, category="dresses", country="XX")
    assert (nowhere.window_days, nowhere.statutory) == (0, None)


def test_what_the_law_says_stands_beside_it_with_its_source_and_date() -> None:
    statutory = policy_for([SHOP], FLOORS, category="dresses", country="FR").statutory
    assert statutory is not None
    assert (statutory.window_days, statutory.return_cost, statutory.known_on) == (14, "buyer", KNOWN_ON)
    assert "2011/83/EU" in statutory.source
    assert statutory.guarantee is not None
    assert (statutory.guarantee.months, "2019/771" in statutory.guarantee.source) == (24, True)


def test_a_law_that_speaks_only_when_the_shop_does_not_gives_way_to_what_the_shop_says() -> None:
    silent = policy_for([], FLOORS, category="dresses", country="JP")
    assert (silent.window_days, silent.stated) == (8, None)
    stated = policy_for([Rule(window_days=0, who_pays="buyer")], FLOORS, category="dresses", country="JP")
    assert (stated.window_days, stated.raised) == (0, ())
    assert stated.statutory is not None
    assert not stated.statutory.binding


@pytest.mark.parametrize(
    ("country", "delivered_on", "last_day"),
    [
        ("GB", date(2026, 11, 28), date(2026, 12, 12)),  # a Saturday: nothing puts it off there
        ("DE", date(2026, 11, 27), date(2026, 12, 11)),  # a Friday
        ("DE", date(2026, 11, 28), date(2026, 12, 14)),  # Saturday, put off to Monday
        ("DE", date(2026, 11, 29), date(2026, 12, 14)),  # Sunday, put off to Monday
    ],
)
def test_a_last_day_on_a_weekend_is_put_off_where_the_law_puts_it_off(
    country: str, delivered_on: date, last_day: date
) -> None:
    assert policy_for([], FLOORS, category=None, country=country, delivered_on=delivered_on).last_day == last_day


def test_without_a_day_of_delivery_or_a_right_there_is_no_last_day() -> None:
    assert policy_for([SHOP], FLOORS, category=None, country="DE").last_day is None
    never = policy_for([], FLOORS, category=None, country="US", delivered_on=date(2026, 11, 25))
    assert never.last_day is None


@given(rule_lists, countries, days, days)
def test_who_gets_the_goods_later_may_decide_at_least_as_late(
    own: list[Rule], country: str, one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    policies = [policy_for(own, FLOORS, category=None, country=country, delivered_on=day) for day in (earlier, later)]
    first, second = (policy.last_day for policy in policies)
    if first is not None and second is not None:
        assert first <= second


def test_a_window_as_long_as_the_calendar_ends_with_it() -> None:
    rule = Rule(window_days=3650, who_pays="buyer")
    policy = policy_for([rule], FLOORS, category=None, country="DE", delivered_on=date(9999, 12, 1))
    assert policy.last_day == date.max


@pytest.mark.parametrize("country", sorted(FLOORS))
def test_every_known_law_names_its_source_and_is_whole(country: str) -> None:
    floor: Floor = FLOORS[country]
    assert len(country) == 2
    assert floor.source
    assert floor.guarantee is None or floor.guarantee.source
    if floor.window_days == 0:
        assert floor.guarantee is not None, "a country without the one right should name the other"


@pytest.mark.parametrize("country", [country for country, floor in FLOORS.items() if floor.working_days])
def test_working_days_are_counted_with_weekends_and_three_public_holidays(country: str) -> None:
    floor = FLOORS[country]
    assert floor.working_days
    for weekday in range(7):
        due, length = floor.working_days + 3, 0
        while due:
            length += 1
            due -= (weekday + length) % 7 < 5
        assert length <= floor.window_days


def test_the_union_is_known_whole() -> None:
    assert len(EU) == 27
    assert {FLOORS[country].window_days for country in EU} == {14}
