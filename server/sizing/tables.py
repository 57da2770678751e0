"""What the sizes of the world's systems mean, as ranges of body dimensions. Each table names its source.

No table relates one system to another: they meet in the body. Where a standard states the middle of a size only, the
border between two sizes lies half way between their middles, as EN 13402-3 draws its intervals.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from server.shop import Garment, Group
from server.sizing.dimensions import CM_PER_INCH, Range


class SystemSize(msgspec.Struct, frozen=True, kw_only=True):
    """One size of a system: the body it is meant for."""

    size: str
    body_cm: dict[str, Range]


class SystemTable(msgspec.Struct, frozen=True, kw_only=True):
    """The sizes of one system, of one group and for some garments, smallest first, and where that is written."""

    system: str
    group: Group
    garments: tuple[Garment, ...]
    source: str
    sizes: tuple[SystemSize, ...]


def intervals(middles: Sequence[float]) -> list[Range]:
    """Ranges around ascending middles, each up to half way to the next; the outermost are symmetric."""
    borders = [(a + b) / 2 for a, b in pairwise(middles)]
    first, last = 2 * middles[0] - borders[0], 2 * middles[-1] - borders[-1]
    edges = [first, *borders, last]
    return list(pairwise(edges))


def rows(names: Iterable[str], **middles: Sequence[float]) -> tuple[SystemSize, ...]:
    """Sizes out of the middles of each dimension, in centimetres."""
    columns = {dimension: intervals(values) for dimension, values in middles.items()}
    return tuple(
        SystemSize(size=name, body_cm={dimension: ranges[index] for dimension, ranges in columns.items()})
        for index, name in enumerate(names)
    )


def merged(name: str, parts: Sequence[SystemSize]) -> SystemSize:
    """One size that takes in neighbouring ones."""
    return SystemSize(
        size=name,
        body_cm={d: (parts[0].body_cm[d][0], parts[-1].body_cm[d][1]) for d in parts[0].body_cm},
    )


def lettered(sizes: Sequence[SystemSize], letters: Iterable[str], first: int) -> tuple[SystemSize, ...]:
    """Letter codes, each of two neighbouring sizes from the index `first` on."""
    return tuple(merged(letter, sizes[first + 2 * n : first + 2 * n + 2]) for n, letter in enumerate(letters))


# --- women ----------------------------------------------------------------------------------------------------------

# EN 13402-3, women: bust, waist and hip girths that belong together, in steps of 4 cm, then of 6 (hip 5).
_WOMEN: Final = {
    "chest": (76, 80, 84, 88, 92, 96, 100, 104, 110, 116, 122, 128),
    "waist": (60, 64, 68, 72, 76, 80, 84, 88, 94, 100, 106, 112),
    "hip": (84, 88, 92, 96, 100, 104, 108, 112, 117, 122, 127, 132),
}
_NUMBERS_SOURCE: Final = "body: EN 13402-3; number of the body 88-72-96: BSI, 'All change for clothes sizes', 2002"


def _women(system: str, first: int, where: str) -> SystemTable:
    numbers = (str(first + 2 * index) for index in range(len(_WOMEN["chest"])))
    return SystemTable(
        system=system,
        group="women",
        garments=("top", "bottom", "dress"),
        source=f"{where}; {_NUMBERS_SOURCE}",
        sizes=rows(numbers, **_WOMEN),
    )


_WOMEN_EU: Final = _women("EU", 32, "38 in Germany, the Netherlands and the Nordic countries")

# BS 3666:1982: bust and hips as the standard prints them, with its gaps between whole centimetres.
_UK_WOMEN: Final = (
    ("8", 78, 83), ("10", 82, 87), ("12", 86, 91), ("14", 90, 95), ("16", 95, 100), ("18", 100, 105),
    ("20", 105, 110), ("22", 110, 115), ("24", 115, 120), ("26", 120, 125), ("28", 125, 130),
)  # fmt: skip

# ASTM D5585-11e1, table 1, misses, "straight": girths in inches.
_US_WOMEN: Final = {
    "chest": (31.125, 31.75, 33, 34.125, 35.25, 36.25, 37.25, 38.75, 40.375, 42.125, 44, 46),
    "underbust": (25.75, 26.5, 27.25, 28, 29, 30, 31, 32.5, 34, 35.75, 37.625, 39.625),
    "waist": (25.375, 26.125, 26.75, 27.625, 28.5, 29.5, 30.5, 32.25, 34, 36, 38.25, 40.5),
}
_US_WOMEN_NAMES: Final = ("00", "0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20")

WOMEN: Final = (
    _WOMEN_EU,
    _women("FR", 34, "40 in France and Belgium"),
    _women("IT", 38, "44 in Italy"),
    SystemTable(
        system="UK",
        group="women",
        garments=("top", "bottom", "dress"),
        source="BS 3666:1982",
        sizes=tuple(
            SystemSize(size=name, body_cm={"chest": (bust, bust + 4.0), "hip": (hip, hip + 4.0)})
            for name, bust, hip in _UK_WOMEN
        ),
    ),
    SystemTable(
        system="US",
        group="women",
        garments=("top", "bottom", "dress"),
        source="ASTM D5585-11e1, misses, straight",
        sizes=rows(
            _US_WOMEN_NAMES, **{name: [inch * CM_PER_INCH for inch in values] for name, values in _US_WOMEN.items()}
        ),
    ),
    SystemTable(
        system="JP",
        group="women",
        garments=("top", "bottom", "dress"),
        # A: the commonest hip girth for the bust. The letter R stands for 158 cm; the plain number leaves height open.
        source="JIS L 4005:2001, figure A",
        sizes=rows(
            ("3", "5", "7", "9", "11", "13", "15", "17", "19"),
            chest=(74, 77, 80, 83, 86, 89, 92, 96, 100),
            hip=(85, 87, 89, 91, 93, 95, 97, 99, 101),
        ),
    ),
    SystemTable(
        system="INT",
        group="women",
        garments=("top", "bottom", "dress"),
        source="EN 13402-3, letter codes",
        sizes=lettered(_WOMEN_EU.sizes, ("XS", "S", "M", "L", "XL", "XXL"), 0),
    ),
)

# --- men ------------------------------------------------------------------------------------------------------------

# EN 13402-3, men: chest and waist girths that belong together.
_MEN: Final = {
    "chest": (80, 84, 88, 92, 96, 100, 104, 108, 112, 116, 120, 126),
    "waist": (68, 72, 76, 80, 84, 88, 92, 96, 100, 104, 108, 114),
}
_MEN_ROWS: Final = rows((str(chest // 2) for chest in _MEN["chest"]), **_MEN)
_MEN_SOURCE: Final = "number: half the chest girth; body: EN 13402-3"
_CHEST_INCHES: Final = range(32, 54, 2)
_WAIST_INCHES: Final = (*range(26, 37), *range(38, 52, 2))


def _inches(middle: float, half: float) -> Range:
    return round((middle - half) * CM_PER_INCH, 2), round((middle + half) * CM_PER_INCH, 2)


def _men_in_inches(system: str) -> tuple[SystemTable, ...]:
    return (
        SystemTable(
            system=system,
            group="men",
            garments=("top", "dress"),
            source="by definition: the number is the chest girth in inches",
            sizes=tuple(SystemSize(size=str(inch), body_cm={"chest": _inches(inch, 1)}) for inch in _CHEST_INCHES),
        ),
        SystemTable(
            system=system,
            group="men",
            garments=("bottom",),
            source="by definition: the number is the waist girth in inches",
            sizes=tuple(
                SystemSize(size=str(inch), body_cm={"waist": _inches(inch, 0.5 if inch <= 36 else 1)})
                for inch in _WAIST_INCHES
            ),
        ),
    )


MEN: Final = (
    # The last row of the standard is 126 cm, whose number is no whole size.
    SystemTable(
        system="EU", group="men", garments=("top", "bottom", "dress"), source=_MEN_SOURCE, sizes=_MEN_ROWS[:-1]
    ),
    SystemTable(
        system="IT", group="men", garments=("top", "bottom", "dress"), source=_MEN_SOURCE, sizes=_MEN_ROWS[:-1]
    ),
    *_men_in_inches("UK"),
    *_men_in_inches("US"),
    SystemTable(
        system="JP",
        group="men",
        garments=("top", "bottom", "dress"),
        source="JIS L 4004:2001, letter codes",
        sizes=tuple(
            SystemSize(size=name, body_cm={"chest": chest, "waist": waist, "height": height})
            for name, chest, waist, height in (
                ("S", (80, 88), (68, 76), (155, 165)),
                ("M", (88, 96), (76, 84), (165, 175)),
                ("L", (96, 104), (84, 94), (175, 185)),
            )
        ),
    ),
    SystemTable(
        system="INT",
        group="men",
        garments=("top", "bottom", "dress"),
        source="EN 13402-3, letter codes",
        sizes=lettered(_MEN_ROWS, ("XS", "S", "M", "L", "XL", "XXL"), 0),
    ),
)

# --- children -------------------------------------------------------------------------------------------------------

CHILDREN: Final = (
    SystemTable(
        system="EU",
        group="children",
        garments=("top", "bottom", "dress"),
        source="EN 13402-3: the number is the height, in steps of 6 cm",
        sizes=rows((str(height) for height in range(50, 182, 6)), height=range(50, 182, 6)),
    ),
    SystemTable(
        system="JP",
        group="children",
        garments=("top", "bottom", "dress"),
        source="JIS L 4001, L 4002, L 4003: the number is the height, in steps of 10 cm",
        sizes=rows((str(height) for height in range(50, 180, 10)), height=range(50, 180, 10)),
    ),
)
