"""What is asked and answered over HTTP. Without the libraries that look at pictures: a node starts without them."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from signaling.messages import ColourCorrection, GarmentMeasure, GarmentPoint

CM_PER_INCH: Final = 2.54

TAP_PX: Final = 1.5
"""Standard deviation of a tap in each direction, where the page says nothing else."""

RULER_CM: Final = 20.0
"""Length of the ruler on the marker sheet."""

Point = tuple[float, float]
"""Pixels of the picture from its left and top; (0, 0) is the middle of its first one."""


class Taps(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two points of a still.

    `tap_px`: standard deviation of each in either direction. `ruler_cm`: how long the sheet's 20 cm ruler came out of
    the printer. `name`: which length of the garment it is; it is then kept with the consultation.
    """

    points: tuple[Point, Point]
    name: GarmentPoint | None = None
    tap_px: Annotated[float, Meta(ge=0.1, le=50)] = TAP_PX
    ruler_cm: Annotated[float, Meta(ge=15, le=25)] = RULER_CM


class Length(msgspec.Struct, frozen=True, kw_only=True):
    """A length between two points in the sheet's plane. The truth is within ± `error_cm` in 95 of 100 cases."""

    cm: float
    error_cm: float
    inches: float
    error_inches: float
    tags: int
    """How many of the sheet's six tags were seen."""
    residual_px: float
    """How far the sheet's corners are from where a flat sheet would have them (root mean square)."""


class MeasureList(msgspec.Struct, frozen=True, kw_only=True):
    """The garment's measurements, one a name."""

    items: list[GarmentMeasure]


class PresentCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """How the agent's picture is corrected; null: not at all."""

    correction: ColourCorrection | None


class StillCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """How the colours of a still are put right.

    `read_on`: by a card on the still itself, or by the one that the agent's live picture is corrected by at present.
    """

    correction: ColourCorrection
    read_on: Literal["still", "picture"]


Lightness = Annotated[float, Meta(ge=0, le=100)]
Chroma = Annotated[float, Meta(ge=-128, le=128)]
Lab = tuple[Lightness, Chroma, Chroma]
"""A colour in CIELAB."""


class MeasuredCard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shop's printed colour card as an instrument sees it: 24 patches row by row, CIELAB for D50 and 2 degrees.

    Null: nobody has measured it, and it is taken for what it was meant to be.
    """

    lab: Annotated[list[Lab], Meta(min_length=24, max_length=24)] | None
