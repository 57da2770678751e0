"""AprilTags: drawn for printing, and found on a picture with their corners to a fraction of a pixel.

The family 36h11 has so many bits that none is ever read out of a fabric's pattern; the sheet and the card use tags of
the same family with different numbers.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from server.errors import ImageBlurred

Floats = NDArray[np.float64]
Picture = NDArray[np.uint8]

CELLS: Final = 8
"""Of a tag's side, its black border included."""

_FAMILY: Final = cv2.aruco.DICT_APRILTAG_36H11

SMALLEST_SIDE_PX: Final = 16
"""Two pixels a cell: below, its bits are a matter of luck."""

FEWEST_TAGS: Final = 3
"""Of a sheet or a card, to tell where it is. Two lie on one line, which tells little of its plane."""

MOST_BLURRED: Final = 0.3
"""Share of a tag's side over which its border may run from black to white."""

_BLURRED: Final = "the picture is blurred: hold the camera still and let it focus"


def tag_cells(number: int) -> Picture:
    """The tag as it is printed: 8 x 8 cells, 0 black and 255 white."""
    cells = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(_FAMILY), number, CELLS)
    return np.asarray(cells, dtype=np.uint8)


def find_tags(grey: Picture) -> list[tuple[int, Floats]]:
    """Numbers and corners (4 x 2, in pixels, clockwise from the tag's own top left) of all tags on a picture.

    Pixel (0, 0) is the centre of the first one. Raises ImageBlurred when tags are there but run into each other.
    """
    tags = _detect(grey)
    if len(tags) < FEWEST_TAGS and len(_detect(_sharpened(grey))) > len(tags):
        raise ImageBlurred(_BLURRED)
    if tags and float(np.median([_blur(grey, found) for _, found in tags])) > MOST_BLURRED:
        raise ImageBlurred(_BLURRED)
    return tags


def side_px(corners: Floats) -> float:
    """Mean length of a tag's sides."""
    return float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).mean())


def _detect(grey: Picture) -> list[tuple[int, Floats]]:
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    # A window that reached beyond the cell would find corners of the tag's inside.
    parameters.relativeCornerRefinmentWinSize = 0.5
    parameters.cornerRefinementWinSize = 8
    parameters.cornerRefinementMaxIterations = 60
    parameters.cornerRefinementMinAccuracy = 0.005
    parameters.minMarkerPerimeterRate = 4 * SMALLEST_SIDE_PX / 2 / max(grey.shape)
    parameters.adaptiveThreshWinSizeMax = 43
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(_FAMILY), parameters)
    corners, numbers, _rejected = detector.detectMarkers(grey)
    if numbers is None:
        return []
    return [
        (int(number), np.asarray(found, dtype=np.float64).reshape(4, 2))
        for number, found in zip(numbers.ravel(), corners, strict=True)
    ]


def _sharpened(grey: Picture) -> Picture:
    """What blur hides shows again, with noise that would spoil every measurement."""
    light = grey.astype(np.float32)
    sharper = light + 5 * (light - cv2.GaussianBlur(light, (0, 0), 2))
    return np.asarray(np.clip(sharper, 0, 255), dtype=np.uint8)


def _blur(grey: Picture, corners: Floats) -> float:
    """Over which share of the tag's side its border runs from black to white."""
    side = side_px(corners)
    middle = corners.mean(axis=0)
    steps = np.linspace(-0.12, 0.12, 49)
    widths = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        outward = (start + end) / 2 - middle
        # Twenty cuts across the edge, averaged: the noise goes, the edge stays.
        along = start + np.linspace(0.15, 0.85, 20)[:, None] * (end - start)
        points = along[:, None, :] + 2 * steps[None, :, None] * outward
        profile = _sample(grey, points).mean(axis=0)
        contrast = profile.max() - profile.min()
        steepest = np.abs(np.diff(profile)).max()
        widths.append((steps[1] - steps[0]) * contrast / max(float(steepest), 1e-6))
    return float(np.mean(widths)) if side > 0 else 1.0


def _sample(grey: Picture, points: Floats) -> Floats:
    maps = points.astype(np.float32)
    return np.asarray(
        cv2.remap(grey, maps[..., 0], maps[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.float64,
    )
