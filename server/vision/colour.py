"""What a colour card on a picture says of its colours, and the matrix that puts them right.

The card is the printed one or a 24-patch chart, whichever is in view. Its patches are read in linear light, evened
out, balanced by the greys, and then taken to their true values by a 3 x 3 matrix: least squares, weighted as eyes do,
and drawn towards white balance alone, the more so the fewer patches can be read.
"""

from typing import Final

import numpy as np

from server.errors import CardNotFound, CardUnreadable
from server.vision import chart
from server.vision.card_reading import read_card
from server.vision.colour_card import CHART_SRGB, GREYS
from server.vision.difference import difference, to_lab, to_linear
from server.vision.patches import PATCHES, Reading
from server.vision.tags import Floats, Picture
from signaling.messages import ColourCorrection, ColourDifferences, ColourReference

FEWEST_GREYS: Final = 2
FEWEST_PATCHES: Final = 6
_GREYS_WEIGH: Final = 2

_PULL: Final = 0.002
"""How strongly the matrix is drawn to white balance alone, when all patches are good."""

POOR_MEDIAN: Final = 3.0
POOR_MOST: Final = 12.0
"""CIEDE2000 that remains on the card, from which on the fit is called poor."""


def correct_by_card(rgb: Picture, printed: Floats | None = None) -> ColourCorrection:
    """Find the colour card or chart on a picture (height x width x 3, sRGB) and fit the correction.

    `printed` holds the true colours of the printed card's patches in linear sRGB (24 x 3), where they were measured.
    Where both are in view the printed card counts. Raises CardNotFound, SeveralCards, CardTooSmall, CardUnreadable,
    ImageBlurred.
    """
    reading = read_card(rgb)
    if reading is not None:
        return fit(reading, to_linear(CHART_SRGB) if printed is None else printed, "card")
    reading = chart.read_chart(rgb)
    if reading is not None:
        return fit(reading, chart.reference(), "chart")
    raise CardNotFound("no colour card was found: it has to be in view, flat, in focus and not covered")


def fit(reading: Reading, reference: Floats, kind: ColourReference) -> ColourCorrection:
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
        reference=kind,
    )


def _differences(values: Floats) -> ColourDifferences:
    return ColourDifferences(median=float(np.median(values)), mean=float(values.mean()), most=float(values.max()))
