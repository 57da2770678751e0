"""What became of sizes, as a shop tells it in a table: read whole, or refused with every fault named by its row."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from server.errors import Fault, InvalidRows
from server.table import MAX_FAULTS, Row, fault, present, row_faults
from signaling.messages import Sku

_DAY: Final = datetime.timedelta(days=1)
_TWICE: Final = "an earlier row has it too"
_UNKNOWN: Final = "the shop has no such product"
_FUTURE: Final = "that is still to come"

ToldOutcome = Literal["kept", "too-small", "too-big"]


class OutcomeRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one garment; JSON and CSV have these columns.

    `id` is the shop's own, such as that of an order's line: what comes with it again takes the place of what came
    before. It should name nobody. Without a `date` (ISO 8601) the outcome is of the day on which it is told.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    sku: Sku
    outcome: ToldOutcome
    size: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    date: datetime.date | None = None


class TakenOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome as it is stored: `category` is the product's, `happened_ms` Unix milliseconds."""

    id: str
    sku: str
    category: str
    size: str | None
    outcome: ToldOutcome
    happened_ms: int


def skus_of(rows: Sequence[Row]) -> set[str]:
    """The products that the rows name, whatever else is wrong with them."""
    return {row["sku"] for row in rows if isinstance(row.get("sku"), str)}


def outcomes_of(rows: Sequence[Row], categories: Mapping[str, str], now_ms: int) -> list[TakenOutcome]:
    """Check the rows. `categories` has those of the shop's products by SKU. Raises InvalidRows."""
    faults: list[Fault] = []
    taken: dict[str, TakenOutcome] = {}
    now = datetime.datetime.fromtimestamp(now_ms / 1000, datetime.UTC)
    # Somewhere it is tomorrow already.
    last_day = now.date() + _DAY
    for number, row in enumerate(rows, 1):
        found = list(row_faults(number, row, OutcomeRow))
        if not found:
            told = msgspec.convert(present(row), OutcomeRow, strict=False)
            if told.id in taken:
                found.append(fault(number, "id-twice", "id", told.id, _TWICE))
            if told.sku not in categories:
                found.append(fault(number, "unknown-sku", "sku", told.sku, _UNKNOWN))
            if told.date is not None and told.date > last_day:
                found.append(fault(number, "date-in-future", "date", told.date, _FUTURE))
            taken[told.id] = TakenOutcome(
                id=told.id,
                sku=told.sku,
                category=categories.get(told.sku, ""),
                size=told.size,
                outcome=told.outcome,
                happened_ms=now_ms if told.date is None else _midnight_ms(told.date),
            )
        faults += found
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise InvalidRows(faults)
    return list(taken.values())


def _midnight_ms(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp()) * 1000
