"""The printed colour card on a picture: where it is, by its tags, and how light falls on it, by its white paper."""

from typing import Final

import cv2
import numpy as np

from server.errors import CardNotFound, CardTooSmall, SeveralCards
from server.vision import colour_card
from server.vision.difference import to_linear
from server.vision.patches import LIGHTEST, MOST_CLIPPED, PATCHES, Reading, inside, project, read_patches
from server.vision.tags import FEWEST_TAGS, Floats, Picture, find_tags, side_px

_SMALLEST_TAG_PX: Final = 24
"""The inner part of a patch has then ten pixels across."""

_NOT_FOUND: Final = "no colour card was found: it has to be in view, flat, in focus and not covered"


def read_card(rgb: Picture) -> Reading | None:
    """Find the printed card and read its patches; None where not even one of its tags is seen.

    Raises CardNotFound, SeveralCards, CardTooSmall, ImageBlurred.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    found = [(number, corners) for number, corners in find_tags(grey) if number in colour_card.TAGS_CM]
    if not found:
        return None
    to_pixels = _placed(found)
    places = [colour_card.patch_corners_cm(patch, inner=0.6) for patch in range(PATCHES)]
    corners = project(np.vstack(places), to_pixels).reshape(PATCHES, 4, 2)
    return read_patches(rgb, corners, _shading(rgb, to_pixels))


def _placed(found: list[tuple[int, Floats]]) -> Floats:
    """The homography from centimetres on the card to pixels."""
    numbers = [number for number, _ in found]
    if len(set(numbers)) < len(numbers):
        raise SeveralCards("there is more than one colour card on the picture: leave one")
    if len(found) < FEWEST_TAGS:
        raise CardNotFound(_NOT_FOUND)
    if min(side_px(corners) for _, corners in found) < _SMALLEST_TAG_PX:
        raise CardTooSmall("the colour card is too small on the picture: hold it closer")
    places = np.vstack([colour_card.tag_corners_cm(number) for number, _ in found])
    homography, _ = cv2.findHomography(places, np.vstack([corners for _, corners in found]))
    if homography is None:
        raise CardNotFound(_NOT_FOUND)
    return np.asarray(homography, dtype=np.float64)


def _shading(rgb: Picture, to_pixels: Floats) -> Floats | None:
    """How much light each patch gets (24), 1 on average, by the white paper left and right of the chart.

    None where the paper is too light to tell.
    """
    places, lights = [], []
    for x in (1.8, colour_card.FRAME_WIDTH_CM - 1.8):
        for y in (5.0, 7.0, 9.0, 11.0, 13.0):
            square = np.array([x, y]) + 0.7 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
            samples = inside(rgb, project(square, to_pixels))
            if (samples >= LIGHTEST).any(axis=-1).mean() > MOST_CLIPPED:
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
