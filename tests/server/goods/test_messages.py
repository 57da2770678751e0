"""Showing another product and putting a variant into the cart, over the wire and over reconnects."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.messages import (
    Accept,
    AddToCart,
    AgentState,
    Available,
    BuyerState,
    CartAnswer,
    CartStatus,
    End,
    Error,
    Join,
    Purpose,
    Saved,
    ShowProduct,
)
from tests.support.node import Client, Node, connect_agent, connect_buyer, make_config, run_node


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        yield node


async def paired(node: Node) -> tuple[Client, Client, str]:
    """Buyer, agent, and the id of their consultation."""
    agent = await connect_agent(node)
    await agent.send(Available())
    buyer = await connect_buyer(node)
    await buyer.send(Join(product="dress-linen-midi", purpose=Purpose.SIZING, language="en"))
    offer = (await agent.agent("offered")).offer
    assert offer is not None
    await agent.send(Accept(consultation=offer.consultation.id))
    await buyer.buyer("active")
    await agent.agent("busy")
    return buyer, agent, offer.consultation.id


def cart_of(state: BuyerState | AgentState) -> list[CartStatus]:
    return [item.status for item in state.consultation.cart] if state.consultation else []


async def test_both_see_the_product_that_the_agent_shows_also_after_a_reconnect(node: Node) -> None:
    buyer, agent, consultation = await paired(node)
    await agent.send(ShowProduct(consultation=consultation, sku="shoes-trail-runner"))
    of_buyer = await buyer.until(BuyerState, lambda state: state.consultation and state.consultation.shown)
    of_agent = await agent.until(AgentState, lambda state: state.consultation and state.consultation.shown)
    for consultation_view in (of_buyer.consultation, of_agent.consultation):
        assert consultation_view is not None
        assert consultation_view.shown is not None
        assert consultation_view.shown.title == "Trail running shoes"
        assert consultation_view.product.sku == "dress-linen-midi"

    again = await (await connect_buyer(node, tab="tab-1")).buyer("active")
    assert again.consultation is not None
    assert again.consultation.shown is not None
    assert again.consultation.shown.sku == "shoes-trail-runner"

    await agent.send(ShowProduct(consultation=consultation, sku="dress-linen-midi"))
    await agent.until(AgentState, lambda state: state.consultation and state.consultation.shown is None)


async def test_an_item_goes_to_the_buyers_page_and_its_answer_back(node: Node) -> None:
    buyer, agent, consultation = await paired(node)
    ask = AddToCart(consultation=consultation, id="k1", sku="dress-linen-midi", variant="sage-38", quantity=2)
    await agent.send(ask)
    await agent.send(ask)
    state = await buyer.until(BuyerState, lambda state: cart_of(state) == [CartStatus.ASKED])
    assert state.consultation is not None
    (item,) = state.consultation.cart
    assert (item.title, item.size, item.colour) == ("Linen midi dress", "38", "sage")
    assert (item.price, item.quantity) == ("89.00 €", 2)
    assert (await agent.until(Saved)).id == "k1"

    await buyer.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.ADDED))
    assert (await buyer.until(Saved, lambda saved: saved.what == "cart-answer")).id == "k1"
    await agent.until(AgentState, lambda state: cart_of(state) == [CartStatus.ADDED])
    await buyer.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.REMOVED))
    await agent.until(AgentState, lambda state: cart_of(state) == [CartStatus.REMOVED])


async def test_a_buyer_who_was_away_finds_what_is_still_to_be_answered(node: Node) -> None:
    buyer, agent, consultation = await paired(node)
    buyer.kill()
    await agent.until(AgentState, lambda state: state.consultation and not state.consultation.peer_connected)
    await agent.send(AddToCart(consultation=consultation, id="k1", sku="blender-hand-600", variant="red"))
    await agent.until(Saved)
    state = await (await connect_buyer(node)).buyer("active")
    assert cart_of(state) == [CartStatus.ASKED]


@pytest.mark.parametrize(
    ("sku", "variant", "code"),
    [
        ("no-such", None, "unknown-product"),
        ("dress-linen-midi", "sage-99", "unknown-variant"),
        ("dress-linen-midi", None, "unknown-variant"),
    ],
)
async def test_what_the_shop_does_not_sell_is_refused(node: Node, sku: str, variant: str | None, code: str) -> None:
    _, agent, consultation = await paired(node)
    await agent.send(AddToCart(consultation=consultation, id="k1", sku=sku, variant=variant))
    error = await agent.until(Error)
    assert (error.code, error.of) == (code, "add-to-cart")


async def test_each_side_has_its_own_part(node: Node) -> None:
    buyer, agent, consultation = await paired(node)
    await buyer.send(ShowProduct(consultation=consultation, sku="shoes-trail-runner"))
    assert (await buyer.until(Error)).code == "invalid-message"
    await agent.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.ADDED))
    assert (await agent.until(Error)).code == "invalid-message"
    await buyer.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.ASKED))
    assert (await buyer.until(Error)).code == "invalid-message"


async def test_after_the_end_nothing_is_put_in_and_all_can_still_be_read(node: Node) -> None:
    buyer, agent, consultation = await paired(node)
    await agent.send(AddToCart(consultation=consultation, id="k1", sku="blender-hand-600", variant="red"))
    await agent.until(Saved)
    await buyer.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.OUT_OF_STOCK))
    await agent.until(AgentState, lambda state: cart_of(state) == [CartStatus.OUT_OF_STOCK])
    await buyer.send(End(consultation=consultation))
    assert cart_of(await agent.agent("wrap_up")) == [CartStatus.OUT_OF_STOCK]
    await agent.send(AddToCart(consultation=consultation, id="k2", sku="blender-hand-600", variant="red"))
    assert (await agent.until(Error)).code == "consultation-ended"
