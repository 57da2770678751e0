"""Shops and their products, read often and changed seldom."""

import time
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta
from sqlalchemy import func, or_, select, update

from server.clock import Clock, unix_ms
from server.database import Database, insert
from server.errors import AlreadyExists
from server.shop.models import ProductRow, ShopRow
from signaling.errors import UnknownProduct, UnknownShop, UnknownVariant
from signaling.messages import Id, LanguageTag, ProductView, Purpose, ShopView

CACHE_S = 3.0
"""How long a node may serve an old price; short enough that nobody has to clear anything by hand."""
CACHE_ENTRIES = 10_000

ALL_PURPOSES = tuple(Purpose)

K = TypeVar("K")
V = TypeVar("V")


BodyDimension = Literal[
    "head",
    "neck",
    "chest",
    "underbust",
    "waist",
    "hip",
    "height",
    "inside_leg",
    "arm_length",
    "hand",
    "foot_length",
]
"""A dimension of the body (EN 13402-1, ISO 8559-1); `chest` is a woman's bust girth as well."""

Group = Literal["women", "men", "children", "unisex"]
Garment = Literal["top", "bottom", "dress", "shoes"]


class SizeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One size: the body it fits, as [least, most] cm by dimension; `garment_cm` is the piece itself, laid flat."""

    size: str
    body_cm: dict[str, tuple[float, float]]
    garment_cm: dict[str, float] = {}


class SizeChart(msgspec.Struct, frozen=True, kw_only=True):
    """A size chart in dimensions of the *body* (EN 13402, ISO 8559), in centimetres, smallest size first.

    `body_cm` keys are listed in `dimensions` in the order of the table. What `group` and `garment` leave open is taken
    from the product's category and the dimensions.
    """

    system: str
    dimensions: tuple[BodyDimension, ...]
    rows: tuple[SizeRow, ...]
    group: Group | None = None
    garment: Garment | None = None


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What of a product is really sold: one size in one colour.

    `price` is None where it is the product's own. `stock` counts what is left; None: the shop does not tell.
    """

    id: Id
    size: Annotated[str, Meta(max_length=40)] | None = None
    colour: Annotated[str, Meta(max_length=60)] | None = None
    price: Annotated[str, Meta(max_length=60)] | None = None
    stock: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None


class ShopWebhook(msgspec.Struct, frozen=True, kw_only=True):
    """Where a shop is told of its consultations; `secret` (`whsec_…`) signs it (Standard Webhooks)."""

    url: str
    secret: str


class Shop(msgspec.Struct, frozen=True, kw_only=True):
    """One tenant. `allowed_origins` are the sites on which its consultations may be embedded."""

    id: str
    name: str
    languages: tuple[str, ...]
    secret: str
    allowed_origins: tuple[str, ...] = ()
    settings: dict[str, Any] = {}

    def __repr__(self) -> str:
        # Shops turn up in log lines and tracebacks; their secret must not.
        return f"Shop(id={self.id!r})"

    @property
    def webhook(self) -> ShopWebhook | None:
        """Where the shop is told of its consultations, if it wants to be."""
        stored = self.settings.get("webhook")
        return msgspec.convert(stored, ShopWebhook) if stored else None

    def view(self) -> ShopView:
        """What buyers see of the shop."""
        return ShopView(id=self.id, name=self.name, languages=list(self.languages))


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """One product. `category` names its kind, `purposes` what a consultation about it can be for."""

    shop: str
    sku: Annotated[Id, Meta(description="stock keeping unit")]
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    category: Annotated[str, Meta(min_length=1, max_length=100)]
    description: str = ""
    price: Annotated[str, Meta(max_length=60)] | None = None
    image: Annotated[str, Meta(max_length=2000)] | None = None
    images: tuple[str, ...] = ()
    url: Annotated[str, Meta(max_length=2000)] | None = None
    sizes: tuple[str, ...] = ()
    size_chart: SizeChart | None = None
    brand: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    purposes: tuple[Purpose, ...] = ALL_PURPOSES
    variants: tuple[Variant, ...] = ()

    def variant(self, variant_id: str | None) -> Variant | None:
        """The variant of this id; None where the product has none and none is named. Raises UnknownVariant."""
        if variant_id is None and not self.variants:
            return None
        for variant in self.variants:
            if variant.id == variant_id:
                return variant
        raise UnknownVariant(f"the product {self.sku!r} has no variant {variant_id!r}")

    def view(self) -> ProductView:
        """What both sides of a consultation see of the product."""
        return ProductView(
            sku=self.sku,
            title=self.title,
            category=self.category,
            image=self.image,
            price=self.price,
            url=self.url,
            sizes=list(self.sizes),
        )


class NewShop(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be known of a shop to open it."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    languages: tuple[LanguageTag, ...]
    secret: Annotated[str, Meta(min_length=32, max_length=200)]
    allowed_origins: tuple[str, ...] = ()
    settings: dict[str, Any] = {}


class Catalogue:
    """Reads shops and products, with a cache of a few seconds per node."""

    def __init__(
        self, db: Database, *, now_ms: Clock = unix_ms, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._now_ms = now_ms
        self._monotonic_s = monotonic_s
        self._shops: dict[str, tuple[float, Shop]] = {}
        self._products: dict[tuple[str, str], tuple[float, Product]] = {}

    async def shop(self, shop_id: str) -> Shop:
        """Return the shop. Raises UnknownShop."""
        if (cached := self._shops.get(shop_id)) and cached[0] > self._monotonic_s():
            return cached[1]
        async with self._db.reading() as session:
            row = None if "\0" in shop_id else await session.get(ShopRow, shop_id)
        if row is None:
            raise UnknownShop(f"there is no shop {shop_id!r}")
        shop = Shop(
            id=row.id,
            name=row.name,
            languages=tuple(row.languages),
            secret=row.secret,
            allowed_origins=tuple(row.allowed_origins),
            settings=row.settings,
        )
        self._keep(self._shops, shop_id, shop)
        return shop

    async def product(self, shop_id: str, sku: str) -> Product:
        """Return the product. Raises UnknownShop, UnknownProduct."""
        if (cached := self._products.get((shop_id, sku))) and cached[0] > self._monotonic_s():
            return cached[1]
        await self.shop(shop_id)
        async with self._db.reading() as session:
            row = None if "\0" in sku else await session.get(ProductRow, (shop_id, sku))
        if row is None:
            raise UnknownProduct(f"the shop {shop_id!r} has no product {sku!r}")
        product = _product(row)
        self._keep(self._products, (shop_id, sku), product)
        return product

    async def products(self, shop_id: str) -> list[Product]:
        """All products of the shop in the order of its listing. Raises UnknownShop."""
        await self.shop(shop_id)
        query = select(ProductRow).where(ProductRow.shop == shop_id).order_by(ProductRow.position, ProductRow.sku)
        async with self._db.reading() as session:
            return [_product(row) for row in await session.scalars(query)]

    async def categories(self, shop_id: str, skus: Iterable[str]) -> dict[str, str]:
        """The category of each product by SKU; a SKU that the shop does not have is left out."""
        wanted = {sku for sku in skus if "\0" not in sku}
        query = select(ProductRow.sku, ProductRow.category).where(
            ProductRow.shop == shop_id, ProductRow.sku.in_(wanted)
        )
        async with self._db.reading() as session:
            return dict((await session.execute(query)).all())

    async def search(self, shop_id: str, text: str, limit: int) -> list[Product]:
        """At most `limit` products of which every word of `text` stands in title, SKU or category; in listing order.

        An empty text finds all. Raises UnknownShop.
        """
        await self.shop(shop_id)
        query = select(ProductRow).where(ProductRow.shop == shop_id)
        for word in text.replace("\0", "").lower().split():
            fields = (ProductRow.title, ProductRow.sku, ProductRow.category)
            query = query.where(or_(*(func.lower(field).contains(word, autoescape=True) for field in fields)))
        async with self._db.reading() as session:
            rows = await session.scalars(query.order_by(ProductRow.position, ProductRow.sku).limit(limit))
            return [_product(row) for row in rows]

    async def shops(self) -> list[str]:
        """The ids of all shops."""
        async with self._db.reading() as session:
            return list(await session.scalars(select(ShopRow.id).order_by(ShopRow.id)))

    async def set_webhook(self, shop_id: str, webhook: ShopWebhook | None) -> None:
        """Say where the shop is told of its consultations; None: nowhere. Raises UnknownShop."""
        async with self._db.session() as session:
            row = await session.get(ShopRow, shop_id, with_for_update=True)
            if row is None:
                raise UnknownShop(f"there is no shop {shop_id!r}")
            row.settings = {**row.settings, "webhook": msgspec.to_builtins(webhook)}
        self._shops.pop(shop_id, None)

    async def add_shop(self, shop: NewShop) -> Shop:
        """Open a shop. Raises AlreadyExists."""
        values = {**msgspec.to_builtins(shop), "created_ms": self._now_ms()}
        async with self._db.session() as session:
            added = await session.scalar(
                insert(session, ShopRow).values(values).on_conflict_do_nothing().returning(ShopRow.id)
            )
        if added is None:
            raise AlreadyExists(f"there is a shop {shop.id!r} already")
        return await self.shop(shop.id)

    async def set_secret(self, shop_id: str, secret: str) -> None:
        """Give the shop another secret; tokens signed with the old one are worth nothing. Raises UnknownShop."""
        change = update(ShopRow).where(ShopRow.id == shop_id).values(secret=secret).returning(ShopRow.id)
        async with self._db.session() as session:
            changed = await session.scalar(change)
        if changed is None:
            raise UnknownShop(f"there is no shop {shop_id!r}")
        self._shops.pop(shop_id, None)

    async def save_products(self, products: Iterable[Product]) -> None:
        """Add the products, or replace those of the same shop and SKU; their order becomes the listing's.

        Raises UnknownShop.
        """
        rows = [{**msgspec.to_builtins(product), "position": position} for position, product in enumerate(products)]
        for shop_id in {row["shop"] for row in rows}:
            await self.shop(shop_id)
        async with self._db.session() as session:
            for row in rows:
                statement = insert(session, ProductRow).values(row)
                replaced = {name: statement.excluded[name] for name in row if name not in ("shop", "sku")}
                await session.execute(statement.on_conflict_do_update(index_elements=["shop", "sku"], set_=replaced))
        self._products.clear()

    def _keep(self, cache: dict[K, tuple[float, V]], key: K, value: V) -> None:
        if len(cache) >= CACHE_ENTRIES:
            cache.clear()
        cache[key] = (self._monotonic_s() + CACHE_S, value)


def _product(row: ProductRow) -> Product:
    fields = {name: getattr(row, name) for name in Product.__struct_fields__}
    return msgspec.convert(fields, Product)
