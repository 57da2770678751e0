"""The patches of a colour card or chart as a picture shows them: their light, and which of them can be believed."""

import itertools
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from server.vision.difference import to_linear
from server.vision.tags import Floats, Picture

PATCHES: Final = 24

_SAMPLES: Final = 16
"""Of a patch, in each direction."""

LIGHTEST: Final = 252
_DARKEST: Final = 1
"""Beyond these values a channel has lost what was there."""
MOST_CLIPPED: Final = 0.1
"""Share of a patch's samples."""
_USUALLY_CLIPPED: Final = 3
"""Patches: the strongest colours lie at the border of what sRGB holds, and need no warning."""

_MOST_SPREAD: Final = 0.3
"""Of the light within a patch, from its darkest to its lightest ninth: more is glare or a shadow's edge."""

_WHITE: Final = 18
"""Number of the white patch."""
_DARK: Final = 0.1
"""Linear light of the white patch, below which noise decides."""
UNEVEN: Final = 1.5
"""From how many times the light on one patch than on another it is told of."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The patches as the picture shows them."""

    linear: Floats
    """24 x 3, evened out."""
    good: NDArray[np.bool_]
    warnings: list[str]


def read_patches(rgb: Picture, corners: Floats, shading: Floats | None = None) -> Reading:
    """Read the patches between their corners (24 x 4 x 2, pixels).

    `shading`: how much light each gets (24, 1 on average), where that is known.
    """
    medians, good, warnings, lost = [], [], set(), 0
    for patch, quad in enumerate(corners):
        samples = inside(rgb, quad)
        clipped = ((samples >= LIGHTEST) | (samples <= _DARKEST)).any(axis=-1).mean()
        light = to_linear(samples)
        lost += clipped > MOST_CLIPPED
        # Ninths, so that noise has gone and what changes across the patch has not.
        edges = np.linspace(0, _SAMPLES, 4).astype(int)
        ninths = [
            np.median(light[top:bottom, left:right], axis=(0, 1)).mean()
            for top, bottom in itertools.pairwise(edges)
            for left, right in itertools.pairwise(edges)
        ]
        spread = (max(ninths) - min(ninths)) / (np.median(ninths) + 0.02)
        if spread > _MOST_SPREAD:
            warnings.add("glare")
        good.append(clipped <= MOST_CLIPPED and spread <= _MOST_SPREAD)
        median = np.median(light.reshape(-1, 3), axis=0)
        medians.append(median if shading is None else median / shading[patch])
    linear = np.array(medians)
    if lost > _USUALLY_CLIPPED:
        warnings.add("clipped")
    if shading is not None and shading.max() > UNEVEN * shading.min():
        warnings.add("uneven-light")
    if linear[_WHITE].max() < _DARK:
        warnings.add("too-dark")
    return Reading(linear=linear, good=np.array(good, dtype=np.bool_), warnings=sorted(warnings))


def inside(rgb: Picture, quad: Floats) -> Picture:
    """Pixels in the quadrilateral (4 x 2), as they are: 16 x 16 x 3."""
    share = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    down, along = share[:, None, None], share[None, :, None]
    points = (1 - down) * ((1 - along) * quad[0] + along * quad[1]) + down * ((1 - along) * quad[3] + along * quad[2])
    columns, rows = np.round(points[..., 0]).astype(int), np.round(points[..., 1]).astype(int)
    pixels: Picture = rgb[np.clip(rows, 0, rgb.shape[0] - 1), np.clip(columns, 0, rgb.shape[1] - 1)]
    return pixels


def project(places: Floats, homography: Floats) -> Floats:
    """Where places of a plane (N x 2) are on the picture."""
    points = np.column_stack([places, np.ones(len(places))]) @ homography.T
    flat: Floats = points[:, :2] / points[:, 2:]
    return flat
