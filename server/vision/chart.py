"""A classic 24-patch chart on a picture: which way round it is held, and what its patches show."""

from collections.abc import Iterator
from functools import cache
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from server.errors import CardTooSmall, SeveralCards
from server.vision.difference import published_chart, to_linear
from server.vision.patch_grid import Grid, find_grids
from server.vision.patches import LIGHTEST, PATCHES, UNEVEN, Reading, inside, project, read_patches
from server.vision.tags import Floats, Picture

COLUMNS: Final = 6
ROWS: Final = 4

_DATASET: Final = "ColorChecker24 - After November 2014"
"""Of colour-science: X-Rite's values of 2016 for charts made since, CIE xyY under D50 for 2 degrees."""

_INNER: Final = 0.6
"""Share of a patch's sides that is read."""
_SMALLEST_PATCH_PX: Final = 14.0
"""What is read has then eight pixels across."""

_ALIKE: Final = 0.75
"""Correlation of the logarithms of what is seen and what a chart has, from which on it is one.

Of the three channels the middle one counts: a lamp may leave one of them without light.
"""
_NOTHING: Final = 0.01
"""Linear light below which there is only noise."""
_FEWEST_ALIKE: Final = 12
_FEWEST_TO_EVEN: Final = 8
"""Patches, of three values each, by which a matrix and a slope, together eleven numbers, are told from each other."""


@cache
def reference() -> Floats:
    """The true colours of the patches in linear sRGB (24 x 3), adapted to D65. Cyan lies outside of 0 to 1."""
    return published_chart(_DATASET)


def read_chart(rgb: Picture) -> Reading | None:
    """Find a chart in any of four directions and read its patches; None where there is none.

    Raises SeveralCards, CardTooSmall.
    """
    charts: list[Floats] = []
    for grid in find_grids(rgb, COLUMNS, ROWS):
        likeness, corners = max(
            ((_likeness(rgb, corners), corners) for corners in _placements(grid)), key=lambda found: found[0]
        )
        if likeness > _ALIKE and not any(_same_place(corners, chart) for chart in charts):
            charts.append(corners)
    if not charts:
        return None
    if len(charts) > 1:
        raise SeveralCards("there is more than one colour chart on the picture: leave one")
    (corners,) = charts
    if np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).min() < _INNER * _SMALLEST_PATCH_PX:
        raise CardTooSmall("the colour chart is too small on the picture: hold it closer")
    reading = read_patches(rgb, corners)
    good = reading.good & _in_view(rgb, corners)
    return _evened(msgspec.structs.replace(reading, good=good))


def _placements(grid: Grid) -> Iterator[Floats]:
    """The corners of the patches' inner parts (24 x 4 x 2, pixels) for each way the chart can lie in the grid."""
    patches = np.array([divmod(patch, COLUMNS)[::-1] for patch in range(PATCHES)], dtype=np.float64)
    half = _INNER * grid.side / 2 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    for cos, sin in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        turn = np.array([[cos, -sin], [sin, cos]])
        turned = patches @ turn.T
        turned -= turned.min(axis=0)
        spare_columns, spare_rows = turned.max(axis=0).astype(int) + 1 - [grid.columns, grid.rows]
        for left in range(spare_columns + 1):
            for above in range(spare_rows + 1):
                middles = turned - [left, above]
                corners = middles[:, None, :] + (half @ turn.T)[None]
                yield project(corners.reshape(-1, 2), grid.to_pixels).reshape(PATCHES, 4, 2)


def _likeness(rgb: Picture, corners: Floats) -> float:
    """How well what is seen there agrees with a chart under some lamp: at most 1."""
    whole = _in_view(rgb, corners)
    if whole.sum() < _FEWEST_ALIKE:
        return 0.0
    seen = np.array([np.median(inside(rgb, quad), axis=(0, 1)) for quad in corners[whole]])
    telling = (seen < LIGHTEST).all(axis=1)
    if telling.sum() < _FEWEST_ALIKE:
        return 0.0
    # A lamp and a camera's balance multiply each channel, which adds to its logarithm.
    lights = (to_linear(seen)[telling], reference()[whole][telling])
    one, other = (np.log(np.maximum(light, 0) + _NOTHING) for light in lights)
    one, other = one - one.mean(axis=0), other - other.mean(axis=0)
    scale = np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
    return float(np.median((one * other).sum(axis=0) / np.maximum(scale, 1e-9)))


def _in_view(rgb: Picture, corners: Floats) -> NDArray[np.bool_]:
    """Which patches the picture holds whole."""
    size = np.array([rgb.shape[1], rgb.shape[0]])
    return np.asarray(((corners >= 0) & (corners <= size - 1)).all(axis=(1, 2)))


def _same_place(corners: Floats, others: Floats) -> bool:
    side = float(np.linalg.norm(corners[0, 0] - corners[0, 1]))
    apart = np.linalg.norm(corners.mean(axis=1)[:, None] - others.mean(axis=1)[None], axis=-1)
    return bool((apart.min(axis=1) < side).any())


def _evened(reading: Reading) -> Reading:
    """The same, had each patch got as much light as the others.

    No white paper tells how the light falls; but what a matrix cannot explain and a slope over the chart can, is that.
    Both are linear, and fitted at once.
    """
    good, wanted = reading.good, reference()
    if good.sum() < _FEWEST_TO_EVEN:
        return reading
    places = np.array([divmod(patch, COLUMNS)[::-1] for patch in range(PATCHES)], dtype=np.float64)
    places = places / [COLUMNS - 1, ROWS - 1] * 2 - 1
    weight = (np.maximum(wanted @ np.array([0.2126, 0.7152, 0.0722]), 0) + 0.02) ** (-2 / 3)
    rows, right = [], []
    for patch in np.flatnonzero(good):
        for channel in range(3):
            matrix = np.zeros((3, 3))
            matrix[channel] = reading.linear[patch]
            slope = -wanted[patch, channel] * places[patch]
            rows.append(weight[patch] * np.concatenate([matrix.ravel(), slope]))
            right.append(weight[patch] * wanted[patch, channel])
    slope = np.linalg.lstsq(np.array(rows), np.array(right), rcond=None)[0][9:]
    light = 1 + places @ slope
    if light.min() <= 0:
        return reading
    light = light / light.mean()
    told = {*reading.warnings, "uneven-light"} if light.max() > UNEVEN * light.min() else reading.warnings
    return msgspec.structs.replace(reading, linear=reading.linear / light[:, None], warnings=sorted(told))
