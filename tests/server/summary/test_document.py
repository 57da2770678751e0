"""The summary out of its parts, its link, and the texts that the server writes itself."""

import msgspec
import pytest

from server.errors import SummaryExpired, UnknownSummary
from server.policy import FLOORS, Policy, policy_for
from server.records import HistoryItem
from server.shop import Product, Shop
from server.sizing import Reason
from server.summary.document import Advice, Gathered, Measurement, Still, Summary, build
from server.summary.links import consultation_of, summary_path
from server.summary.parts import About, Parts
from server.summary.texts import text
from signaling.consultation import Consultation, State
from signaling.messages import CartItem, CartStatus, ChatLine, Purpose, Role
from tests.support.node import make_config

NOW = 1_800_000_000_000
SHOP = Shop(id="acme", name="Acme", languages=("en",), secret="s" * 32)
DRESS = Product(shop="acme", sku="dress", title="Dress", category="dresses", price="89 €")
SHOES = Product(shop="acme", sku="shoes", title="Shoes", category="shoes")
ITEM = CartItem(id="k1", sku="dress", title="Dress", size="38", status=CartStatus.ADDED)
LINE = ChatLine(id="m1", sender=Role.BUYER, text="Is it lined?", sent_ms=NOW)


def ended(**changes: object) -> Consultation:
    known = {
        "id": "c1", "buyer": "bea", "agent": "amy", "agent_name": "Amy", "product": "dress", "purpose": Purpose.SIZING,
        "language": "en", "place_ms": NOW, "joined_ms": NOW, "offered_ms": NOW, "deadline_ms": NOW, "version": 3,
        "generation": 1, "state": State.ENDED, "accepted_ms": NOW + 1000, "ended_ms": NOW + 61_000, "cart": (ITEM,),
    }  # fmt: skip
    return Consultation(**{**known, **changes})  # type: ignore[arg-type]


def record(**changes: object) -> HistoryItem:
    fields = dict.fromkeys(HistoryItem.__struct_fields__)
    known = {"id": "c1", "started_ms": NOW, "purpose": Purpose.SIZING, "sku": "dress", "product_title": "Dress"}
    return HistoryItem(**{**fields, **known, **changes})  # type: ignore[arg-type]


def test_all_that_the_parts_give_is_in_it() -> None:
    gathered = Gathered(
        advice=Advice(size="38", runner_up="40", probability=0.8, why=[Reason(code="label-apart")]),
        measurements=[Measurement(name="chest", cm=46.5, error_cm=0.4)],
        stills=[Still(id="s1", label="daylight", width=4000, height=3000)],
        policy=policy_for([], FLOORS, category="dresses", country="DE"),
    )
    summary = build(SHOP, ended(), record(size_advised="38"), [DRESS, SHOES], [LINE], gathered)

    assert (summary.product.sku, [goods.sku for goods in summary.shown]) == ("dress", ["shoes"])
    assert (summary.started_ms, summary.ended_ms) == (NOW + 1000, NOW + 61_000)
    assert (summary.size_advised, summary.advice, summary.policy) == ("38", gathered.advice, gathered.policy)
    assert (summary.measurements, summary.stills) == (gathered.measurements, gathered.stills)
    assert (summary.cart, summary.chat) == ([ITEM], [LINE])
    assert msgspec.json.decode(msgspec.json.encode(summary), type=Summary) == summary


def test_a_consultation_of_which_nothing_more_is_known_has_one_too() -> None:
    summary = build(SHOP, ended(cart=()), record(), [DRESS], [], Gathered())
    assert (summary.advice, summary.policy, summary.stills, summary.cart) == (None, None, [], [])


async def test_a_part_that_fails_leaves_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    async def advice(_about: About) -> Advice:
        raise ZeroDivisionError

    async def policy(about: About) -> Policy:
        return policy_for([], FLOORS, category=about.category, country=about.buyer_country)

    about = About(shop="acme", consultation="c1", sku="dress", category="dresses", buyer_country="BR")
    gathered = await Parts(advice=advice, policy=policy).gather(about)
    assert gathered.advice is None
    assert gathered.policy is not None
    assert (gathered.policy.category, gathered.policy.country) == ("dresses", "BR")
    assert "summary_part_failed" in capsys.readouterr().out


def test_the_link_opens_one_summary_and_is_the_same_each_time(tmp_path: object) -> None:
    config = make_config(tmp_path)  # type: ignore[arg-type]
    path = summary_path(config, "c1", NOW)
    assert path == summary_path(config, "c1", NOW)
    assert consultation_of(config, path.removeprefix("/summary/")) == "c1"


def test_a_link_that_was_changed_or_signed_by_others_opens_nothing(tmp_path: object) -> None:
    config = make_config(tmp_path)  # type: ignore[arg-type]
    other = make_config(tmp_path, secret_key="another secret key, of 32 characters or more")  # type: ignore[arg-type]
    token = summary_path(config, "c1", NOW).removeprefix("/summary/")
    head, _, signature = token.rpartition(".")
    for wrong in ("", "c1", f"{head}.", f"{head}.{signature[::-1]}", summary_path(other, "c1", NOW)[9:]):
        with pytest.raises(UnknownSummary):
            consultation_of(config, wrong)


def test_a_link_ends(tmp_path: object) -> None:
    config = make_config(tmp_path, summary_days=1)  # type: ignore[arg-type]
    with pytest.raises(SummaryExpired):
        consultation_of(config, summary_path(config, "c1", 1_600_000_000_000)[9:])


@pytest.mark.parametrize(("locale", "found"), [("en", "with Acme"), ("zh-CN", "Acme"), ("de", "with Acme")])
def test_a_mail_is_written_in_the_readers_language(locale: str, found: str) -> None:
    about = {"shop": "Acme", "agent": "Amy", "product": "Dress", "url": "https://x/summary/t", "days": "90"}
    assert found in text(locale, "mail-subject", about)
    body = text(locale, "mail-text", about)
    assert "\n\nhttps://x/summary/t\n\n" in body
    assert "{" not in body
