"""Systems whose sizes are body dimensions themselves, such as China's 165/88A: tables that are computed."""

from collections.abc import Iterator
from typing import Final

from server.shop import Group
from server.sizing.dimensions import CM_PER_INCH, Range
from server.sizing.tables import SystemSize, SystemTable

# --- China: GB/T 1335.1 (men), 1335.2 (women), 1335.3 (children), 2008/2009 -----------------------------------------

# Chest girth less waist girth, in whole centimetres, by type of body.
_DROPS_WOMEN: Final = {"Y": (19, 24), "A": (14, 18), "B": (9, 13), "C": (4, 8)}
_DROPS_MEN: Final = {"Y": (17, 22), "A": (12, 16), "B": (7, 11), "C": (2, 6)}


def _around(middle: float, step: float) -> Range:
    return middle - step / 2, middle + step / 2


def _chinese_tops(heights: range, chests: range, drops: dict[str, tuple[int, int]]) -> Iterator[SystemSize]:
    for height in heights:
        for chest in chests:
            for letter, (least, most) in drops.items():
                yield SystemSize(
                    size=f"{height}/{chest}{letter}",
                    body_cm={
                        "height": _around(height, heights.step),
                        "chest": _around(chest, chests.step),
                        "waist": (chest - most, chest - least),
                    },
                )


def _chinese_bottoms(heights: range, waists: range, drops: dict[str, tuple[int, int]]) -> Iterator[SystemSize]:
    for height in heights:
        for waist in waists:
            for letter in drops:
                yield SystemSize(
                    size=f"{height}/{waist}{letter}",
                    body_cm={"height": _around(height, heights.step), "waist": _around(waist, waists.step)},
                )


def _chinese_children() -> Iterator[SystemSize]:
    for heights in (range(80, 140, 10), range(135, 165, 5)):
        for height in heights:
            for chest in range(48, 80, 4):
                yield SystemSize(
                    size=f"{height}/{chest}",
                    body_cm={"height": _around(height, heights.step), "chest": _around(chest, 4)},
                )


CHINA: Final = (
    SystemTable(
        system="CN",
        group="women",
        garments=("top", "dress"),
        source="GB/T 1335.2: height/bust and type of body by bust less waist",
        sizes=tuple(_chinese_tops(range(145, 185, 5), range(72, 116, 4), _DROPS_WOMEN)),
    ),
    SystemTable(
        system="CN",
        group="women",
        garments=("bottom",),
        source="GB/T 1335.2: height/waist, series 5·2",
        sizes=tuple(_chinese_bottoms(range(145, 185, 5), range(50, 108, 2), _DROPS_WOMEN)),
    ),
    SystemTable(
        system="CN",
        group="men",
        garments=("top", "dress"),
        source="GB/T 1335.1: height/chest and type of body by chest less waist",
        sizes=tuple(_chinese_tops(range(155, 195, 5), range(72, 120, 4), _DROPS_MEN)),
    ),
    SystemTable(
        system="CN",
        group="men",
        garments=("bottom",),
        source="GB/T 1335.1: height/waist, series 5·2",
        sizes=tuple(_chinese_bottoms(range(155, 195, 5), range(56, 116, 2), _DROPS_MEN)),
    ),
    SystemTable(
        system="CN",
        group="children",
        garments=("top", "dress"),
        source="GB/T 1335.3: height/chest",
        sizes=tuple(_chinese_children()),
    ),
)

# --- shoes: everything by foot length -------------------------------------------------------------------------------

_LAST_ALLOWANCE_CM: Final = 1.5
"""By how much a Paris point last is longer than the foot, as is usual; ISO 19407 leaves it to the maker."""


def _steps(first: float, last: float, step: float) -> Iterator[float]:
    return (first + step * index for index in range(round((last - first) / step) + 1))


def _shoes(system: str, group: Group, source: str, sizes: Iterator[tuple[str, float]], half_cm: float) -> SystemTable:
    return SystemTable(
        system=system,
        group=group,
        garments=("shoes",),
        source=source,
        sizes=tuple(
            SystemSize(size=name, body_cm={"foot_length": (round(foot - half_cm, 2), round(foot + half_cm, 2))})
            for name, foot in sizes
        ),
    )


def _barleycorns(system: str, group: Group, zero: float, sizes: tuple[float, float], source: str) -> SystemTable:
    """Sizes of a third of an inch: number = 3 × foot length in inches − `zero`."""
    named = ((f"{size:g}", (size + zero) / 3 * CM_PER_INCH) for size in _steps(*sizes, 0.5))
    return _shoes(system, group, source, named, CM_PER_INCH / 12)


def _for_group(group: Group) -> Iterator[SystemTable]:
    child = group == "children"
    points = _steps(16, 38, 0.5) if child else _steps(34, 50, 0.5)
    yield _shoes(
        "EU",
        group,
        "ISO 19407: Paris points of 2/3 cm, here on a last 1.5 cm longer than the foot",
        ((f"{point:g}", point / 1.5 - _LAST_ALLOWANCE_CM) for point in points),
        1 / 3,
    )
    uk = "ISO 19407: thirds of an inch; size 3 × foot length in inches − "
    if child:
        yield _barleycorns("UK", group, 10, (2, 13), f"{uk}10")
    else:
        yield _barleycorns("UK", group, 23, (1, 15), f"{uk}23")
    if group in ("men", "unisex"):
        yield _barleycorns("US", group, 22, (3, 16), "Brannock device, men: 3 × foot length in inches − 22")
    if group == "women":
        yield _barleycorns("US", group, 21, (3, 14), "Brannock device, women: 3 × foot length in inches − 21")
    least, most = (100, 240) if child else (200, 330)
    for system, source in (
        ("MONDO", "ISO 9407: Mondopoint, the foot length in mm"),
        ("CN", "GB/T 3293.1: the foot length in mm"),
    ):
        yield _shoes(system, group, source, ((f"{mm:g}", mm / 10) for mm in _steps(least, most, 5)), 0.25)
    named = ((f"{cm:g}", cm) for cm in _steps(least / 10, most / 10, 0.5))
    yield _shoes("JP", group, "JIS S 5037: the foot length in cm", named, 0.25)


SHOES: Final = tuple(table for group in ("women", "men", "children", "unisex") for table in _for_group(group))
