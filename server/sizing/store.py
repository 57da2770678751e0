"""Stores size charts, and the measurements that buyers agree to have kept."""

from typing import Literal

import msgspec
from sqlalchemy import delete, select

from server.clock import Clock, unix_ms
from server.database import Database, insert
from server.errors import NoSizeChart
from server.shop import Buyer, Product, SizeChart, Staff
from server.sizing.charts import check_chart
from server.sizing.models import BuyerMeasurementsRow, SizeChartRow
from server.sizing.recommend import Fit

Scope = Literal["product", "brand", "category"]


class WornSize(msgspec.Struct, frozen=True, kw_only=True):
    """A size worn elsewhere, as the buyer says it."""

    system: str
    size: str


class ChartEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A stored chart and what it is for: a SKU, a brand or a category."""

    scope: Scope
    key: str
    chart: SizeChart
    updated_ms: int
    updated_by: str


class ChartInUse(msgspec.Struct, frozen=True, kw_only=True):
    """The chart that counts for a product, and whose it is."""

    scope: Scope
    chart: SizeChart


class KeptMeasurements(msgspec.Struct, frozen=True, kw_only=True):
    """What a buyer let the shop keep, and when."""

    body_cm: dict[str, float]
    known: list[WornSize]
    fit: Fit
    consented_ms: int


class SizeCharts:
    """The charts of every shop."""

    def __init__(self, db: Database, *, now_ms: Clock = unix_ms) -> None:
        self._db = db
        self._now_ms = now_ms

    async def of(self, product: Product) -> ChartInUse:
        """The chart that counts: the product's own before its brand's before its category's. Raises NoSizeChart."""
        keys: list[tuple[Scope, str]] = [("product", product.sku)]
        if product.brand is not None:
            keys.append(("brand", product.brand))
        keys.append(("category", product.category))
        query = select(SizeChartRow).where(
            SizeChartRow.shop == product.shop, SizeChartRow.key.in_([key for _, key in keys])
        )
        async with self._db.reading() as session:
            found = {(row.scope, row.key): _entry(row) for row in await session.scalars(query)}
        for scope, key in keys:
            if (entry := found.get((scope, key))) is not None:
                return ChartInUse(scope=scope, chart=entry.chart)
            if scope == "product" and product.size_chart is not None:
                return ChartInUse(scope="product", chart=product.size_chart)
        raise NoSizeChart(f"there is no size chart for {product.sku!r}")

    async def entries(self, shop: str) -> list[ChartEntry]:
        """All stored charts of the shop."""
        query = select(SizeChartRow).where(SizeChartRow.shop == shop).order_by(SizeChartRow.scope, SizeChartRow.key)
        async with self._db.reading() as session:
            return [_entry(row) for row in await session.scalars(query)]

    async def entry(self, shop: str, scope: Scope, key: str) -> ChartEntry:
        """One stored chart. Raises NoSizeChart."""
        async with self._db.reading() as session:
            row = await session.get(SizeChartRow, (shop, scope, key))
        if row is None:
            raise NoSizeChart(f"there is no size chart for the {scope} {key!r}")
        return _entry(row)

    async def save(self, staff: Staff, scope: Scope, key: str, chart: SizeChart) -> ChartEntry:
        """Store a chart in the place of an earlier one. Raises SizeChartRefused with every error by its row."""
        check_chart(chart)
        entry = ChartEntry(scope=scope, key=key, chart=chart, updated_ms=self._now_ms(), updated_by=staff.id)
        row = {"shop": staff.shop, **msgspec.to_builtins(entry)}
        async with self._db.session() as session:
            statement = insert(session, SizeChartRow).values(row)
            replaced = {name: statement.excluded[name] for name in ("chart", "updated_ms", "updated_by")}
            await session.execute(
                statement.on_conflict_do_update(index_elements=["shop", "scope", "key"], set_=replaced)
            )
        return entry

    async def remove(self, shop: str, scope: Scope, key: str) -> None:
        """Remove a chart. Raises NoSizeChart."""
        statement = (
            delete(SizeChartRow)
            .where(SizeChartRow.shop == shop, SizeChartRow.scope == scope, SizeChartRow.key == key)
            .returning(SizeChartRow.key)
        )
        async with self._db.session() as session:
            removed = await session.scalar(statement)
        if removed is None:
            raise NoSizeChart(f"there is no size chart for the {scope} {key!r}")


class BuyerMeasurements:
    """What buyers measure, kept only where they agreed."""

    def __init__(self, db: Database, *, now_ms: Clock = unix_ms) -> None:
        self._db = db
        self._now_ms = now_ms

    async def keep(self, buyer: Buyer, body_cm: dict[str, float], known: list[WornSize], fit: Fit) -> None:
        """Keep what the buyer has just agreed to; what was kept before is replaced as a whole."""
        row = {
            "shop": buyer.shop,
            "buyer_id": buyer.id,
            "body_cm": body_cm,
            "known": msgspec.to_builtins(known),
            "fit": fit,
            "consented_ms": self._now_ms(),
        }
        async with self._db.session() as session:
            statement = insert(session, BuyerMeasurementsRow).values(row)
            replaced = {name: statement.excluded[name] for name in row if name not in ("shop", "buyer_id")}
            await session.execute(statement.on_conflict_do_update(index_elements=["shop", "buyer_id"], set_=replaced))

    async def of(self, buyer: Buyer) -> KeptMeasurements | None:
        """What is kept of the buyer, if anything."""
        async with self._db.reading() as session:
            row = await session.get(BuyerMeasurementsRow, (buyer.shop, buyer.id))
        if row is None:
            return None
        fields = {name: getattr(row, name) for name in KeptMeasurements.__struct_fields__}
        return msgspec.convert(fields, KeptMeasurements)

    async def erase(self, buyer: Buyer) -> None:
        """Erase what is kept of the buyer; nothing kept is nothing to do."""
        statement = delete(BuyerMeasurementsRow).where(
            BuyerMeasurementsRow.shop == buyer.shop, BuyerMeasurementsRow.buyer_id == buyer.id
        )
        async with self._db.session() as session:
            await session.execute(statement)


def _entry(row: SizeChartRow) -> ChartEntry:
    return msgspec.convert({name: getattr(row, name) for name in ChartEntry.__struct_fields__}, ChartEntry)
