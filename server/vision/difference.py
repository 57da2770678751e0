"""Colours as numbers that people's eyes agree with: sRGB, linear light, CIELAB, and CIEDE2000, by colour-science."""

import warnings
from functools import cache
from typing import Any

import numpy as np

from server.vision.tags import Floats


@cache
def _library() -> Any:
    """The library, loaded when the first colour is compared: it takes a second and 70 MB."""
    with warnings.catch_warnings():
        # It tells that it was not given what it could draw with.
        warnings.simplefilter("ignore")
        import colour
    return colour


def to_linear(srgb: Any) -> Floats:
    """Linear light, 0 to 1, of sRGB values from 0 to 255 (IEC 61966-2-1)."""
    return np.asarray(_library().models.eotf_sRGB(np.asarray(srgb, dtype=np.float64) / 255))


def to_lab(linear: Floats) -> Floats:
    """CIELAB (D65, 2 degrees) of linear sRGB from 0 to 1."""
    colour = _library()
    space = colour.RGB_COLOURSPACES["sRGB"]
    xyz = linear @ np.asarray(space.matrix_RGB_to_XYZ).T
    return np.asarray(colour.XYZ_to_Lab(xyz, space.whitepoint))


def lab_to_linear(lab_d50: Any) -> Floats:
    """Linear sRGB of CIELAB values for D50 (2 degrees), as instruments give them, adapted to D65 (Bradford).

    A colour outside of sRGB has a component below 0 or above 1.
    """
    return _from_white(_library().Lab_to_XYZ(np.asarray(lab_d50, dtype=np.float64), _d50()), _d50())


def linear_to_lab(linear: Any) -> Floats:
    """CIELAB values for D50 (2 degrees) of linear sRGB: what `lab_to_linear` takes back."""
    colour = _library()
    space = colour.RGB_COLOURSPACES["sRGB"]
    xyz = np.asarray(linear, dtype=np.float64) @ np.asarray(space.matrix_RGB_to_XYZ).T
    whites = (colour.xy_to_XYZ(white) for white in (space.whitepoint, _d50()))
    return np.asarray(colour.XYZ_to_Lab(colour.chromatic_adaptation(xyz, *whites), _d50()))


def published_chart(name: str) -> Floats:
    """Linear sRGB, adapted to D65 (Bradford), of the patches of one of colour-science's charts, row by row."""
    colour = _library()
    chart = colour.CCS_COLOURCHECKERS[name]
    return _from_white(colour.xyY_to_XYZ(np.array(list(chart.data.values()))), chart.illuminant)


def _d50() -> Any:
    return _library().CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D50"]


def _from_white(xyz: Any, white: Any) -> Floats:
    """Linear sRGB of CIE XYZ under a white, given by its chromaticity."""
    colour = _library()
    space = colour.RGB_COLOURSPACES["sRGB"]
    adapted = colour.chromatic_adaptation(xyz, colour.xy_to_XYZ(white), colour.xy_to_XYZ(space.whitepoint))
    return np.asarray(adapted @ np.asarray(space.matrix_XYZ_to_RGB).T)


def difference(one: Floats, other: Floats) -> Floats:
    """CIEDE2000 of each pair of CIELAB values (last axis)."""
    return np.asarray(_library().delta_E(one, other, method="CIE 2000"))
