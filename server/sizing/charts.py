"""Size charts as shops write them: checked row by row, and read from and written as CSV.

A CSV table has a column `size`, and for each body dimension two columns, `<dimension>_least` and `<dimension>_most`, in
centimetres, or one that holds both ("86-90"). Columns `garment_<dimension>` hold the piece itself.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, get_args

import msgspec

from server.errors import Fault, MeasurementsRefused, SizeChartRefused
from server.shop import BodyDimension, Garment, Group, Product, SizeChart, SizeRow
from server.sizing.dimensions import FACTS, Range, in_cm, plausible_cm

MOST_ROWS: Final = 200
SMALLEST_GAP_CM: Final = 0.05
"""Ranges that leave less between them than this, or overlap by less, touch. Rounding makes such gaps."""

MOST_GAP_CM: Final = 1.0
"""A gap of whole-centimetre tables (86–90, 91–95), which means the same border for everybody."""

_BOTTOM: Final = re.compile(r"trouser|jean|pant|skirt|short|legging|bottom", re.IGNORECASE)


def garment_of(chart: SizeChart, category: str) -> Garment:
    """What kind of piece the chart is for: as it says, else by its dimensions and the product's category."""
    if chart.garment is not None:
        return chart.garment
    if "foot_length" in chart.dimensions:
        return "shoes"
    if "dress" in category.lower():
        return "dress"
    return "bottom" if _BOTTOM.search(category) or "chest" not in chart.dimensions else "top"


def group_of(chart: SizeChart) -> Group:
    """For whom the chart is: as it says, else for anybody."""
    return chart.group or "unisex"


def check_chart(chart: SizeChart) -> None:
    """Look for ranges that overlap, leave a gap or are missing, for another unit and for the same size twice.

    Raises SizeChartRefused with every error, each named by its row.
    """
    faults = list(_chart_faults(chart))
    if faults:
        raise SizeChartRefused(faults)


def offered_sizes(chart: SizeChart, product: Product) -> SizeChart:
    """The chart with the sizes alone that the product comes in; whole where they have nothing in common."""
    offered = tuple(row for row in chart.rows if row.size in product.sizes)
    return msgspec.structs.replace(chart, rows=offered) if offered else chart


def _chart_faults(chart: SizeChart) -> Iterator[Fault]:
    if not chart.dimensions:
        yield Fault(where="dimensions", code="no-dimension", detail="the chart names no body dimension")
    if len(set(chart.dimensions)) < len(chart.dimensions):
        yield Fault(where="dimensions", code="dimension-twice", detail="a dimension stands there twice")
    if not chart.rows:
        yield Fault(where="rows", code="no-row", detail="the chart has no size")
    if len(chart.rows) > MOST_ROWS:
        yield Fault(where="rows", code="too-many-rows", detail=f"the chart has more than {MOST_ROWS} sizes")
    seen: dict[str, int] = {}
    for number, row in enumerate(chart.rows, 1):
        if not row.size.strip():
            yield _fault(number, "no-size", "the size has no name")
        elif row.size in seen:
            yield _fault(number, "size-twice", f"size {row.size} is in row {seen[row.size]} already", size=row.size)
        seen.setdefault(row.size, number)
        yield from _row_faults(number, row, chart)
    for number, (row, following) in enumerate(pairwise(chart.rows), 2):
        for dimension in chart.dimensions:
            if dimension in row.body_cm and dimension in following.body_cm:
                yield from _border_faults(number, dimension, row, following)


def _row_faults(number: int, row: SizeRow, chart: SizeChart) -> Iterator[Fault]:
    for dimension in chart.dimensions:
        if dimension not in row.body_cm:
            yield _fault(number, "range-missing", f"{dimension} has no range", dimension=dimension)
    for name, limits in row.body_cm.items():
        if name not in chart.dimensions:
            yield _fault(number, "dimension-unknown", f"{name} is not among the chart's dimensions", dimension=name)
            continue
        if limits[0] > limits[1]:
            detail = f"{name} goes from {limits[0]:g} down to {limits[1]:g}"
            yield _fault(number, "range-reversed", detail, dimension=name)
        yield from _unit_faults(number, {name: limits}, group_of(chart))
    for name, cm in row.garment_cm.items():
        if name not in FACTS:
            yield _fault(number, "dimension-unknown", f"there is no dimension {name}", dimension=name)
        elif not _fits_somebody(name, cm, group_of(chart)):
            detail = f"the piece cannot measure {cm:g} cm in {name}"
            yield _fault(number, "garment-implausible", detail, dimension=name)


def _fits_somebody(dimension: str, cm: float, group: Group) -> bool:
    """A piece may be far larger than the body, and stretch to twice its own size."""
    least, most = plausible_cm(dimension, group)
    return least / 2 <= cm <= most * 2


def _unit_faults(number: int, ranges: Mapping[str, Range], group: Group) -> Iterator[Fault]:
    for dimension, limits in ranges.items():
        for value in limits:
            try:
                in_cm({dimension: value}, "cm", group)
            except MeasurementsRefused as error:
                fault = error.faults[0]
                yield _fault(number, fault.code, fault.detail, dimension=dimension, **fault.values)
                break


def _border_faults(number: int, dimension: str, row: SizeRow, following: SizeRow) -> Iterator[Fault]:
    """What is wrong between a row and the one before it. The same range for several sizes is no overlap."""
    before, after = row.body_cm[dimension], following.body_cm[dimension]
    if before == after:
        return
    apart = after[0] - before[1]
    values = {"dimension": dimension, "size": following.size, "other": row.size}
    if after[0] < before[0] or after[1] < before[1]:
        detail = f"{dimension} of size {following.size} is not larger than that of size {row.size}: smallest size first"
        yield _fault(number, "order", detail, **values)
    elif apart < -SMALLEST_GAP_CM:
        detail = f"{dimension} of sizes {row.size} and {following.size} overlap by {-apart:g} cm"
        yield _fault(number, "overlap", detail, **values, cm=round(-apart, 2))
    elif apart > MOST_GAP_CM + SMALLEST_GAP_CM:
        detail = f"between {dimension} of sizes {row.size} and {following.size} {apart:g} cm are missing"
        yield _fault(number, "gap", detail, **values, cm=round(apart, 2))


def _fault(number: int, code: str, detail: str, **values: str | float) -> Fault:
    return Fault(where=f"row {number}", code=code, detail=detail, values={"row": number, **values})


# --- CSV ------------------------------------------------------------------------------------------------------------


class CsvChart(msgspec.Struct, frozen=True, kw_only=True):
    """What a CSV table does not say of itself."""

    system: str
    group: Group | None = None
    garment: Garment | None = None


def chart_from_csv(text: str, about: CsvChart) -> SizeChart:
    """Read and check a table. Raises SizeChartRefused with every error, each named by its row (1 is the first size)."""
    lines = _cells(text.removeprefix("\ufeff"))
    heading = [name.lower().replace(" ", "_") for name in lines[0]] if lines else []
    faults = list(_heading_faults(heading))
    if faults:
        raise SizeChartRefused(faults)
    dimensions = _dimensions(heading)
    rows = []
    for number, line in enumerate(lines[1:], 1):
        cells = dict(zip(heading, line, strict=False))
        body: dict[str, Range] = {
            d: limits for d in dimensions if (limits := _limits(d, cells, number, faults)) is not None
        }
        garment = {
            name.removeprefix("garment_"): value
            for name in heading
            if name.startswith("garment_") and (value := _number(name, cells.get(name, ""), number, faults)) is not None
        }
        rows.append(SizeRow(size=cells.get("size", ""), body_cm=body, garment_cm=garment))
    chart = SizeChart(
        system=about.system, group=about.group, garment=about.garment, dimensions=dimensions, rows=tuple(rows)
    )
    unread = {fault.where for fault in faults}
    faults += [f for f in _chart_faults(chart) if not (f.code == "range-missing" and f.where in unread)]
    if faults:
        raise SizeChartRefused(sorted(faults, key=lambda fault: fault.values.get("row", 0)))
    return chart


def chart_to_csv(chart: SizeChart) -> str:
    """Write the table as `chart_from_csv` reads it."""
    garments = [name for name in FACTS if any(name in row.garment_cm for row in chart.rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    limits = [f"{name}_{end}" for name in chart.dimensions for end in ("least", "most")]
    writer.writerow(["size", *limits, *(f"garment_{name}" for name in garments)])
    for row in chart.rows:
        body = [f"{value:g}" for name in chart.dimensions for value in row.body_cm[name]]
        pieces = [f"{row.garment_cm[name]:g}" if name in row.garment_cm else "" for name in garments]
        # A spreadsheet takes what begins with one of these for a formula.
        writer.writerow([f"'{row.size}" if row.size[:1] in tuple("=+-@") else row.size, *body, *pieces])
    return out.getvalue()


def _cells(text: str) -> list[list[str]]:
    """The lines that are not empty. Raises SizeChartRefused."""
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        return [[cell.strip() for cell in line] for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        number = max(reader.line_num - 1, 0)
        raise SizeChartRefused([_fault(number, "no-csv", f"this line is no CSV: {error}")]) from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _dimensions(heading: Sequence[str]) -> tuple[BodyDimension, ...]:
    found = [name.removesuffix("_least").removesuffix("_most") for name in heading if not name.startswith("garment_")]
    known: dict[str, BodyDimension] = {name: name for name in get_args(BodyDimension)}
    return tuple(known[name] for name in dict.fromkeys(found) if name in known)


def _heading_faults(heading: Sequence[str]) -> Iterator[Fault]:
    if "size" not in heading:
        yield Fault(
            where="row 0", code="no-size-column", detail="the first line needs a column size", values={"row": 0}
        )
    for name in heading:
        plain = name.removeprefix("garment_").removesuffix("_least").removesuffix("_most")
        if name != "size" and plain not in FACTS:
            detail = f"the column {name!r} is no body dimension; there are {', '.join(FACTS)}"
            yield Fault(where="row 0", code="column-unknown", detail=detail, values={"row": 0, "column": name})
    for name in {name for name in heading if heading.count(name) > 1}:
        detail = f"the column {name!r} stands there twice"
        yield Fault(where="row 0", code="column-twice", detail=detail, values={"row": 0, "column": name})


def _limits(dimension: str, cells: Mapping[str, str], number: int, faults: list[Fault]) -> Range | None:
    if dimension in cells:
        parts = re.split(r"\s*(?:–|—|-|to|\.\.)\s*", cells[dimension], maxsplit=1)
        if parts == [""]:
            return None
        values = [_number(dimension, part, number, faults) for part in parts]
    else:
        names = [f"{dimension}_{end}" for end in ("least", "most")]
        values = [_number(name, cells.get(name, ""), number, faults) for name in names]
    least, most = values[0], values[-1]
    return None if least is None or most is None else (least, most)


def _number(column: str, cell: str, number: int, faults: list[Fault]) -> float | None:
    if not cell:
        return None
    try:
        value = float(re.sub(r"\s*cm$", "", cell).replace(",", "."))
    except ValueError:
        faults.append(_fault(number, "no-number", f"{column}: {cell!r} is no number", column=column, cell=cell))
        return None
    return value if abs(value) < 1e6 else None
