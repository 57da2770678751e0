"""Goods in a consultation's state: what is shown, and what became of what was put into the cart."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.consultation import (
    MAX_CART,
    MAX_SHOWN,
    CartAnswered,
    CartAsked,
    Consultation,
    Event,
    ProductShown,
    State,
    advance,
)
from signaling.errors import ConsultationEnded, InvalidMessage
from signaling.messages import CartItem, CartStatus, Purpose

NOW = 1_800_000_000_000


def consultation(state: State = State.ACTIVE) -> Consultation:
    return Consultation(
        id="c1", buyer="bea", agent="amy", product="dress", purpose=Purpose.SHOWING, language="en", place_ms=NOW,
        joined_ms=NOW, offered_ms=NOW, deadline_ms=NOW + 20_000, state=state, version=2, generation=1,
        accepted_ms=NOW, ended_ms=NOW + 1 if state is State.ENDED else None,
    )  # fmt: skip


def after(events: Sequence[Event]) -> Consultation:
    now = consultation()
    for event in events:
        step = advance(now, event, NOW)
        now = now if step is None else step.consultation
    return now


def asked(item_id: str = "k1") -> CartAsked:
    return CartAsked(CartItem(id=item_id, sku="dress", title="Dress", variant="sage-38"))


def status(*answers: CartStatus) -> CartStatus:
    (item,) = after([asked(), *(CartAnswered("k1", answer) for answer in answers)]).cart
    return item.status


def test_the_product_shown_last_is_shown_now_and_each_stands_in_the_list_once() -> None:
    assert after([ProductShown("shoes"), ProductShown("dress"), ProductShown("shoes")]).shown == ("dress", "shoes")


def test_showing_what_is_shown_already_changes_nothing() -> None:
    assert advance(consultation(), ProductShown("dress"), NOW) is None
    assert advance(after([ProductShown("shoes")]), ProductShown("shoes"), NOW) is None


def test_an_item_is_put_in_once_whatever_is_repeated() -> None:
    assert [item.id for item in after([asked(), asked(), asked("k2"), asked()]).cart] == ["k1", "k2"]


@pytest.mark.parametrize("answer", [CartStatus.ADDED, CartStatus.OUT_OF_STOCK, CartStatus.REFUSED, CartStatus.NO_SHOP])
def test_an_item_takes_the_answer_of_the_buyers_page(answer: CartStatus) -> None:
    assert status(answer) is answer


def test_a_shop_that_answers_after_its_time_is_believed() -> None:
    assert status(CartStatus.NO_SHOP, CartStatus.ADDED) is CartStatus.ADDED


def test_what_was_added_can_be_taken_out_and_what_was_not_cannot() -> None:
    assert status(CartStatus.ADDED, CartStatus.REMOVED) is CartStatus.REMOVED
    assert status(CartStatus.REMOVED) is CartStatus.ASKED
    assert status(CartStatus.OUT_OF_STOCK, CartStatus.REMOVED) is CartStatus.OUT_OF_STOCK


def test_a_second_answer_does_not_undo_the_first() -> None:
    assert status(CartStatus.ADDED, CartStatus.NO_SHOP) is CartStatus.ADDED
    assert status(CartStatus.ADDED, CartStatus.REMOVED, CartStatus.ADDED) is CartStatus.REMOVED


def test_an_answer_about_an_unknown_item_changes_nothing() -> None:
    assert advance(consultation(), CartAnswered("k9", CartStatus.ADDED), NOW) is None


def test_the_state_does_not_grow_without_end() -> None:
    full = after([asked(f"k{number}") for number in range(MAX_CART)])
    with pytest.raises(InvalidMessage):
        advance(full, asked("one-more"), NOW)
    assert advance(full, asked("k0"), NOW) is None
    shown = after([ProductShown(f"sku-{number}") for number in range(MAX_SHOWN + 5)]).shown
    assert (len(shown), shown[-1]) == (MAX_SHOWN, f"sku-{MAX_SHOWN + 4}")


@pytest.mark.parametrize("event", [ProductShown("shoes"), asked(), CartAnswered("k1", CartStatus.ADDED)])
def test_goods_are_of_the_consultation_alone(event: Event) -> None:
    with pytest.raises(InvalidMessage):
        advance(consultation(State.OFFERED), event, NOW)
    with pytest.raises(ConsultationEnded):
        advance(consultation(State.ENDED), event, NOW)


@given(st.lists(st.sampled_from(CartStatus)))
def test_whatever_is_answered_an_item_never_becomes_unanswered_again(answers: list[CartStatus]) -> None:
    seen = [status(*answers[:count]) for count in range(len(answers) + 1)]
    answered = [one is not CartStatus.ASKED for one in seen]
    assert answered == sorted(answered)
    assert CartStatus.REMOVED not in seen or CartStatus.ADDED in seen
