"""The summary itself: built once from what the parts of the service give, without I/O."""

from collections.abc import Sequence

import msgspec

from server.policy import Policy
from server.records import HistoryItem
from server.shop import Group, Product, Shop
from server.sizing import Reason
from signaling.consultation import Consultation
from signaling.messages import CartItem, ChatLine, GarmentPoint, Purpose


class Goods(msgspec.Struct, frozen=True, kw_only=True):
    """A product as it was at the end."""

    sku: str
    title: str
    category: str
    price: str | None = None
    image: str | None = None
    url: str | None = None


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """The size that was recommended. `probability` is that it fits, 0 to 1.

    `why`: codes, for which pages have words in every language; `group`: for whom the garment is made.
    """

    size: str
    runner_up: str | None = None
    probability: float | None = None
    group: Group = "unisex"
    why: list[Reason] = []


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """A length of the garment that was measured, in centimetres, ± `error_cm`."""

    name: GarmentPoint
    cm: float
    error_cm: float | None = None


class Still(msgspec.Struct, frozen=True, kw_only=True):
    """A still that was kept with the consultation."""

    id: str
    label: str
    width: int
    height: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What both people get. Times are Unix milliseconds; `size_advised` is the agent's word, `advice` software's."""

    consultation: str
    shop: str
    shop_name: str
    buyer: str
    """As the shop names him."""
    agent_name: str
    started_ms: int
    ended_ms: int
    purpose: Purpose
    language: str
    product: Goods
    shown: list[Goods] = []
    """Further products that the agent showed."""
    cart: list[CartItem] = []
    size_advised: str | None = None
    advice: Advice | None = None
    measurements: list[Measurement] = []
    stills: list[Still] = []
    policy: Policy | None = None
    chat: list[ChatLine] = []


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What the parts of the service have given about one consultation."""

    advice: Advice | None = None
    measurements: Sequence[Measurement] = ()
    stills: Sequence[Still] = ()
    policy: Policy | None = None


def build(
    shop: Shop,
    ended: Consultation,
    record: HistoryItem,
    products: Sequence[Product],
    chat: Sequence[ChatLine],
    gathered: Gathered,
) -> Summary:
    """Put the summary together. `products` are the consultation's own, first, and what else was shown."""
    own, *others = [_goods(product) for product in products]
    return Summary(
        consultation=ended.id,
        shop=shop.id,
        shop_name=shop.name,
        buyer=ended.buyer,
        agent_name=ended.agent_name,
        started_ms=ended.accepted_ms or ended.offered_ms,
        ended_ms=ended.ended_ms or ended.offered_ms,
        purpose=ended.purpose,
        language=ended.language,
        product=own,
        shown=others,
        cart=list(ended.cart),
        size_advised=record.size_advised,
        advice=gathered.advice,
        measurements=list(gathered.measurements),
        stills=list(gathered.stills),
        policy=gathered.policy,
        chat=list(chat),
    )


def _goods(product: Product) -> Goods:
    return Goods(
        sku=product.sku,
        title=product.title,
        category=product.category,
        price=product.price,
        image=product.image,
        url=product.url,
    )
