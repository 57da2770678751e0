"""What a colour card on a picture says of its colours, and the matrix that puts them right.

The patches are read in linear light, evened out by the white paper around them, balanced by the greys, and
then taken to their true values by a 3 x 3 matrix: least squares, weighted as eyes do, and drawn towards white balance
alone, the more so the fewer patches can be read.
"""

import itertools
from typing import Final

import cv2
import msgspec
import numpy as np

from server.errors import CardNotFound, CardTooSmall, CardUnreadable, SeveralCards
from server.vision import colour_card
from server.vision.colour_card import CHART_SRGB, GREYS
from server.vision.difference import difference, to_lab, to_linear
from server.vision.tags import FEWEST_TAGS, Floats, Picture, find_tags, side_px
from signaling.messages import ColourCorrection, ColourDifferences

PATCHES: Final = len(CHART_SRGB)

_SMALLEST_TAG_PX: Final = 24
"""The inner part of a patch has then ten pixels across."""
_SAMPLES: Final = 16
"""Of a patch, in each direction."""

_LIGHTEST: Final = 252
_DARKEST: Final = 1
"""Beyond these values a channel has lost what was there."""
_MOST_CLIPPED: Final = 0.1
"""Share of a patch's samples."""
_USUALLY_CLIPPED: Final = 3
"""Patches: the strongest colours lie at the border of what sRGB holds, and need no warning."""

_MOST_SPREAD: Final = 0.3
"""Of the light within a patch, from its darkest to its lightest ninth: more is glare or a shadow's edge."""

FEWEST_GREYS: Final = 2
FEWEST_PATCHES: Final = 6
_DARK: Final = 0.1
"""Linear light of the white patch, below which noise decides."""

_GREYS_WEIGH: Final = 2

_PULL: Final = 0.002
"""How strongly the matrix is drawn to white balance alone, when all patches are good."""

POOR_MEDIAN: Final = 3.0
POOR_MOST: Final = 12.0
"""CIEDE2000 that remains on the card, from which on the fit is called poor."""


def correct_by_card(rgb: Picture, reference: Floats | None = None) -> ColourCorrection:
    """Find the colour card on a picture (height x width x 3, sRGB) and fit the correction.

    `reference` holds the true colours of the patches in linear sRGB (24 x 3), where they were measured. Raises
    CardNotFound, SeveralCards, CardTooSmall, CardUnreadable, ImageBlurred.
    """
    reading = read_card(rgb)
    return fit(reading, to_linear(CHART_SRGB) if reference is None else reference)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The patches as the picture shows them."""

    linear: Floats
    """24 x 3, evened out."""
    good: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    warnings: list[str]


def read_card(rgb: Picture) -> Reading:
    """Find the card and read its patches. Raises CardNotFound, SeveralCards, CardTooSmall, ImageBlurred."""
    to_pixels = _find_card(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8))
    places = [colour_card.patch_corners_cm(patch, inner=0.6) for patch in range(PATCHES)]
    corners = _project(np.vstack(places), to_pixels).reshape(PATCHES, 4, 2)
    return _read(rgb, corners, _shading(rgb, to_pixels))


def fit(reading: Reading, reference: Floats) -> ColourCorrection:
    """The correction that takes the patches to `reference` (24 x 3, linear sRGB). Raises CardUnreadable."""
    seen, good = reading.linear, reading.good
    greys = [patch for patch in GREYS if good[patch]]
    if len(greys) < FEWEST_GREYS or good.sum() < FEWEST_PATCHES:
        raise CardUnreadable("too few patches of the colour card can be read: it needs more even light, without shine")
    gains = (reference[greys] * seen[greys]).sum(axis=0) / (seen[greys] ** 2).sum(axis=0)
    balanced, wanted = seen[good] * gains, reference[good]
    # A step in the dark is seen as a larger one: lightness goes by the cube root, so errors weigh by its slope.
    luminance = wanted @ np.array([0.2126, 0.7152, 0.0722])
    weight = (np.maximum(luminance, 0) + 0.02) ** (-2 / 3)
    # A cast is noticed first where there should be no colour.
    weight = (weight * np.where(np.isin(np.flatnonzero(good), GREYS), _GREYS_WEIGH, 1))[:, None]
    pull = _PULL * PATCHES * (PATCHES / good.sum()) ** 2
    left = np.vstack([balanced * weight, np.sqrt(pull) * np.eye(3)])
    right = np.vstack([wanted * weight, np.sqrt(pull) * np.eye(3)])
    matrix = np.linalg.lstsq(left, right, rcond=None)[0].T * gains
    before = difference(to_lab(seen[good]), to_lab(wanted))
    after = difference(to_lab(np.clip(seen[good] @ matrix.T, 0, 1)), to_lab(wanted))
    warnings = list(reading.warnings)
    if np.median(after) > POOR_MEDIAN or after.max() > POOR_MOST:
        warnings.append("poor-fit")
    return ColourCorrection(
        matrix=[float(value) for value in matrix.ravel()],
        patches=int(good.sum()),
        before=_differences(before),
        after=_differences(after),
        warnings=warnings,
    )


def _differences(values: Floats) -> ColourDifferences:
    return ColourDifferences(median=float(np.median(values)), mean=float(values.mean()), most=float(values.max()))


def _find_card(grey: Picture) -> Floats:
    """The homography from centimetres on the card to pixels."""
    found = [(number, corners) for number, corners in find_tags(grey) if number in colour_card.TAGS_CM]
    numbers = [number for number, _ in found]
    if len(set(numbers)) < len(numbers):
        raise SeveralCards("there is more than one colour card on the picture: leave one")
    if len(found) < FEWEST_TAGS:
        raise CardNotFound("no colour card was found: it has to be in view, flat, in focus and not covered")
    if min(side_px(corners) for _, corners in found) < _SMALLEST_TAG_PX:
        raise CardTooSmall("the colour card is too small on the picture: hold it closer")
    places = np.vstack([colour_card.tag_corners_cm(number) for number, _ in found])
    homography, _ = cv2.findHomography(places, np.vstack([corners for _, corners in found]))
    if homography is None:
        raise CardNotFound("no colour card was found: it has to be in view, flat, in focus and not covered")
    return np.asarray(homography, dtype=np.float64)


def _read(rgb: Picture, corners: Floats, shading: Floats | None) -> Reading:
    """Read the patches between their corners (24 x 4 x 2, pixels)."""
    medians, good, warnings, lost = [], [], set(), 0
    for patch, quad in enumerate(corners):
        samples = _inside(rgb, quad)
        clipped = ((samples >= _LIGHTEST) | (samples <= _DARKEST)).any(axis=-1).mean()
        light = to_linear(samples)
        lost += clipped > _MOST_CLIPPED
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
        good.append(clipped <= _MOST_CLIPPED and spread <= _MOST_SPREAD)
        median = np.median(light.reshape(-1, 3), axis=0)
        medians.append(median if shading is None else median / shading[patch])
    linear = np.array(medians)
    if lost > _USUALLY_CLIPPED:
        warnings.add("clipped")
    if shading is not None and shading.max() > 1.5 * shading.min():
        warnings.add("uneven-light")
    if linear[GREYS[0]].max() < _DARK:
        warnings.add("too-dark")
    return Reading(linear=linear, good=np.array(good, dtype=np.bool_), warnings=sorted(warnings))


def _inside(rgb: Picture, quad: Floats) -> Picture:
    """Pixels in the quadrilateral, as they are: height and width `_SAMPLES`."""
    share = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    down, along = share[:, None, None], share[None, :, None]
    points = (1 - down) * ((1 - along) * quad[0] + along * quad[1]) + down * ((1 - along) * quad[3] + along * quad[2])
    columns, rows = np.round(points[..., 0]).astype(int), np.round(points[..., 1]).astype(int)
    inside: Picture = rgb[np.clip(rows, 0, rgb.shape[0] - 1), np.clip(columns, 0, rgb.shape[1] - 1)]
    return inside


def _shading(rgb: Picture, to_pixels: Floats) -> Floats | None:
    """How much light each patch gets (24), 1 on average, by the white paper left and right of the chart.

    None where the paper is too light to tell.
    """
    places, lights = [], []
    for x in (1.8, colour_card.FRAME_WIDTH_CM - 1.8):
        for y in (5.0, 7.0, 9.0, 11.0, 13.0):
            square = np.array([x, y]) + 0.7 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
            samples = _inside(rgb, _project(square, to_pixels))
            if (samples >= _LIGHTEST).any(axis=-1).mean() > _MOST_CLIPPED:
                return None
            places.append([1.0, x, y])
            lights.append(np.median(to_linear(samples).mean(axis=-1)))
    plane = np.linalg.lstsq(np.array(places), np.array(lights), rcond=None)[0]
    middles = np.array([colour_card.patch_corners_cm(patch).mean(axis=0) for patch in range(PATCHES)])
    light = np.column_stack([np.ones(PATCHES), middles]) @ plane
    if light.min() <= 0:
        return None
    shading: Floats = light / light.mean()
    return shading


def _project(places: Floats, homography: Floats) -> Floats:
    points = np.column_stack([places, np.ones(len(places))]) @ homography.T
    flat: Floats = points[:, :2] / points[:, 2:]
    return flat
