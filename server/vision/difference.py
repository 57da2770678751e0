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
    colour = _library()
    d50 = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D50"]
    space = colour.RGB_COLOURSPACES["sRGB"]
    xyz = colour.Lab_to_XYZ(np.asarray(lab_d50, dtype=np.float64), d50)
    adapted = colour.chromatic_adaptation(xyz, colour.xy_to_XYZ(d50), colour.xy_to_XYZ(space.whitepoint))
    return np.asarray(adapted @ np.asarray(space.matrix_XYZ_to_RGB).T)


def difference(one: Floats, other: Floats) -> Floats:
    """CIEDE2000 of each pair of CIELAB values (last axis)."""
    return np.asarray(_library().delta_E(one, other, method="CIE 2000"))
