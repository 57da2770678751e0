"""From a picture's bytes to what stands on it. Takes up to a second of CPU: not for the event loop."""

import cv2
import numpy as np

from server.errors import CorruptImage
from server.vision.colour import correct_by_card
from server.vision.difference import lab_to_linear
from server.vision.measuring import read_sheet
from server.vision.tags import Picture
from server.vision.views import Lab, Length, Taps
from signaling.messages import ColourCorrection

_LONGEST_SIDE_PX = 2400
"""A colour card is read on a picture of this size at most: patches need no more."""


def measure(jpeg: bytes, taps: Taps) -> Length:
    """The length between two points of a picture. Raises CorruptImage, PictureUnusable."""
    grey = cv2.cvtColor(_decoded(jpeg), cv2.COLOR_RGB2GRAY)
    plane = read_sheet(np.asarray(grey, dtype=np.uint8))
    start, end = taps.points
    return plane.length(start, end, tap_px=taps.tap_px, ruler_cm=taps.ruler_cm)


def correct(jpeg: bytes, measured_lab: list[Lab] | None) -> ColourCorrection:
    """The correction by the colour card on a picture.

    `measured_lab`: the card's patches as an instrument sees them (24 x 3, CIELAB, D50). Raises CorruptImage,
    PictureUnusable.
    """
    rgb = _decoded(jpeg)
    scale = _LONGEST_SIDE_PX / max(rgb.shape)
    if scale < 1:
        rgb = np.asarray(cv2.resize(rgb, (0, 0), fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return correct_by_card(rgb, None if measured_lab is None else lab_to_linear(measured_lab))


def _decoded(jpeg: bytes) -> Picture:
    picture = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise CorruptImage("the picture cannot be decoded")
    return np.ascontiguousarray(picture[..., ::-1], dtype=np.uint8)
