"""Sizes of the world's systems: size → body range → size. Never from size to size directly.

A size is a range of bodies, so a conversion has several answers, each with the share of the body range that it covers.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from server.errors import Fault, UnknownSize
from server.shop import Garment, Group
from server.sizing.dimensions import Range
from server.sizing.notations import CHINA, SHOES
from server.sizing.tables import CHILDREN, MEN, WOMEN, SystemSize, SystemTable

TABLES: Final = (*WOMEN, *MEN, *CHILDREN, *CHINA, *SHOES)

WORN_BY: Final[dict[Garment, tuple[str, ...]]] = {
    "top": ("chest", "underbust", "waist", "neck", "arm_length", "height"),
    "bottom": ("waist", "hip", "inside_leg", "height"),
    "dress": ("chest", "underbust", "waist", "hip", "height"),
    "shoes": ("foot_length",),
}
"""The dimensions that matter to a garment."""

LONG_TABLE: Final = 100
"""Sizes that are combined from several numbers are too many to choose from in a list: they are typed."""


class KnownSize(msgspec.Struct, frozen=True, kw_only=True):
    """A size that somebody wears, and the body that it is meant for."""

    system: str
    size: str
    body_cm: dict[str, Range]
    source: str


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A size of another system for a range of bodies. `share` of that range lies in the size's own."""

    size: str
    body_cm: dict[str, Range]
    share: float


class SystemInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A system in which a size of this garment can be named. `sizes` is empty where they are too many to list."""

    system: str
    source: str
    example: str
    sizes: tuple[str, ...]


def systems_for(group: Group, garment: Garment) -> tuple[SystemInfo, ...]:
    """The systems that have sizes for this garment; for `unisex` clothes those of men and of women are not mixed."""
    return tuple(
        SystemInfo(
            system=table.system,
            source=table.source,
            example=table.sizes[len(table.sizes) // 2].size,
            sizes=tuple(size.size for size in table.sizes) if len(table.sizes) < LONG_TABLE else (),
        )
        for table in TABLES
        if table.group == group and garment in table.garments
    )


def unknown_systems(group: Group, garment: Garment) -> tuple[str, ...]:
    """The systems that have sizes for this garment, but none for this group that a source could be found for."""
    tables = [table for table in TABLES if garment in table.garments]
    known = {table.system for table in tables if table.group == group}
    return tuple(dict.fromkeys(table.system for table in tables if table.system not in known))


def table_for(system: str, group: Group, garment: Garment) -> SystemTable:
    """The table of a system. Raises UnknownSize when the system has none for this garment."""
    wanted = system.strip().upper()
    for table in TABLES:
        if table.system == wanted and table.group == group and garment in table.garments:
            return table
    known = ", ".join(info.system for info in systems_for(group, garment)) or "none"
    detail = f"no table of {system} for {group} ({garment}); there is {known}"
    raise UnknownSize([Fault(where="system", code="unknown-system", detail=detail, values={"known": known})])


def body_of(system: str, size: str, group: Group, garment: Garment) -> KnownSize:
    """The body that a size is meant for. Raises UnknownSize, which names the nearest sizes that exist."""
    table = table_for(system, group, garment)
    found = _by_name(table).get(_plain(size, table.system))
    if found is None:
        near = " or ".join(_nearest(table, size))
        detail = f"{table.system} has no size {size!r} here; the nearest is {near}"
        values: dict[str, str | float] = {"system": table.system, "size": size, "nearest": near}
        raise UnknownSize([Fault(where="size", code="unknown-size", detail=detail, values=values)])
    worn = WORN_BY[garment]
    body = {name: limits for name, limits in found.body_cm.items() if name in worn} or found.body_cm
    return KnownSize(system=table.system, size=found.size, body_cm=body, source=table.source)


def sizes_for(body_cm: Mapping[str, Range], system: str, group: Group, garment: Garment) -> list[Match]:
    """The sizes of a system for a range of bodies, best first: at most three. Raises UnknownSize."""
    worn = WORN_BY[garment]
    matches = [
        Match(size=size.size, body_cm=size.body_cm, share=round(share, 3))
        for size in table_for(system, group, garment).sizes
        if (share := _share(body_cm, {d: size.body_cm[d] for d in size.body_cm if d in worn})) > 0
    ]
    return sorted(matches, key=lambda match: -match.share)[:3]


def _share(body_cm: Mapping[str, Range], size_cm: Mapping[str, Range]) -> float:
    """Part of the body range that lies in the size's, on average over the common dimensions; 0 if one is out."""
    shares = []
    for dimension, (least, most) in size_cm.items():
        if dimension not in body_cm:
            continue
        low, high = body_cm[dimension]
        common = min(high, most) - max(low, least)
        if common < 0:
            return 0.0
        shares.append(common / (high - low) if high > low else 1.0)
    return sum(shares) / len(shares) if shares else 0.0


@cache
def _index(system: str, group: Group, garment: Garment) -> dict[str, SystemSize]:
    table = table_for(system, group, garment)
    return {_plain(size.size, system): size for size in table.sizes}


def _by_name(table: SystemTable) -> dict[str, SystemSize]:
    return _index(table.system, table.group, table.garments[0])


def _plain(size: str, system: str) -> str:
    """A size as people may write it (eu 38; 38,5; wide digits; 9号) without what does not tell sizes apart."""
    text = unicodedata.normalize("NFKC", size).upper().replace(",", ".")
    text = re.sub(r"\s+|号|サイズ|码|碼", "", text).removeprefix(system)
    if system == "INT":
        text = {"2XS": "XXS", "2XL": "XXL", "XXXL": "3XL"}.get(text, text)
    if system == "JP":
        # 11AR is the 11 of the commonest figure and of 158 cm.
        text = re.sub(r"^(\d+)A(?:PP|P|R|T)$", r"\1", text)
    return re.sub(r"\.0$", "", text)


def _nearest(table: SystemTable, size: str, count: int = 2) -> list[str]:
    numbers = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", _plain(size, table.system))]
    letter = re.sub(r"[^A-Z]", "", _plain(size, table.system))

    def distance(known: SystemSize) -> tuple[float, bool]:
        own = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", known.size)]
        if len(own) != len(numbers) or not own:
            return float("inf"), letter not in known.size
        return sum(abs(a - b) for a, b in zip(own, numbers, strict=True)), letter not in known.size

    return [known.size for known in sorted(table.sizes, key=distance)[:count]]
