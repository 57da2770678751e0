"""The dimensions of the body by which clothes and shoes are sized, and what a human body can measure.

Names and definitions as in EN 13402-1 and ISO 8559-1. All lengths in centimetres.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

import msgspec

from server.errors import Fault, MeasurementsRefused
from server.shop import BodyDimension, Group

Unit = Literal["cm", "in"]
Range = tuple[float, float]
"""Least and most, in centimetres."""

CM_PER_INCH: Final = 2.54

DIMENSIONS: Final[tuple[BodyDimension, ...]] = get_args(BodyDimension)


class Dimension(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one dimension.

    `adult_cm` and `child_cm` are what a body can measure: well past the first and last sizes that are sold, so that
    only a slip is refused. `error_cm` is the assumed standard deviation of a value that somebody measured on himself.
    """

    name: str
    adult_cm: Range
    child_cm: Range
    error_cm: float


FACTS: Final[dict[str, Dimension]] = {
    "head": Dimension(name="head girth", adult_cm=(48, 68), child_cm=(30, 62), error_cm=0.7),
    "neck": Dimension(name="neck girth", adult_cm=(25, 65), child_cm=(18, 45), error_cm=0.8),
    "chest": Dimension(name="chest or bust girth", adult_cm=(62, 175), child_cm=(34, 120), error_cm=1.5),
    "underbust": Dimension(name="under-bust girth", adult_cm=(52, 160), child_cm=(34, 110), error_cm=1.2),
    "waist": Dimension(name="waist girth", adult_cm=(45, 185), child_cm=(34, 125), error_cm=1.5),
    "hip": Dimension(name="hip girth", adult_cm=(65, 195), child_cm=(34, 135), error_cm=1.5),
    "height": Dimension(name="height", adult_cm=(120, 230), child_cm=(42, 195), error_cm=1.0),
    "inside_leg": Dimension(name="inside leg length", adult_cm=(52, 110), child_cm=(12, 98), error_cm=1.5),
    "arm_length": Dimension(name="arm length", adult_cm=(42, 85), child_cm=(15, 75), error_cm=1.2),
    "hand": Dimension(name="hand girth", adult_cm=(14, 32), child_cm=(8, 26), error_cm=0.5),
    "foot_length": Dimension(name="foot length", adult_cm=(18, 36), child_cm=(7, 30), error_cm=0.25),
}

_OTHER_UNITS: Final = (("in", CM_PER_INCH), ("cm", 1.0), ("mm", 0.1), ("m", 100.0))
"""What people write instead of the unit that was asked for, and how many centimetres it is."""


def plausible_cm(dimension: str, group: Group) -> Range:
    """What a body of this group can measure: a child's or an adult's."""
    facts = FACTS[dimension]
    return facts.child_cm if group == "children" else facts.adult_cm


def in_cm(values: Mapping[str, float], unit: Unit, group: Group) -> dict[str, float]:
    """Measurements in centimetres. Raises MeasurementsRefused, which names the unit that a value was likely in."""
    factor = CM_PER_INCH if unit == "in" else 1.0
    faults = [fault for name, value in values.items() if (fault := _fault(name, value, unit, group))]
    if faults:
        raise MeasurementsRefused(faults)
    return {name: value * factor for name, value in values.items()}


def _fault(name: str, value: float, unit: Unit, group: Group) -> Fault | None:
    if name not in FACTS:
        return Fault(where=name, code="unknown-dimension", detail="there is no such body dimension")
    least, most = plausible_cm(name, group)
    factors = dict(_OTHER_UNITS)
    if least <= value * factors[unit] <= most:
        return None
    for other, factor in _OTHER_UNITS:
        if other != unit and least <= value * factor <= most:
            return Fault(
                where=name,
                code="wrong-unit",
                detail=f"{value:g} {unit} cannot be a {FACTS[name].name}: is it {value:g} {other}?",
                values={"value": value, "unit": unit, "likely": other},
            )
    return Fault(
        where=name,
        code="implausible",
        detail=f"{value:g} {unit} cannot be a {FACTS[name].name}: {least:g} to {most:g} cm can",
        values={"value": value, "unit": unit, "least_cm": least, "most_cm": most},
    )
