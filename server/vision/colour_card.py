"""The colour card: 24 patches and four tags, and the PDF that people print.

Lengths are centimetres from the frame's top left corner, y downwards.
"""

from functools import cache
from typing import Final

import numpy as np

from server.vision.printing import Document, Paper
from server.vision.tags import Floats

FRAME_WIDTH_CM: Final = 26.0
FRAME_HEIGHT_CM: Final = 18.0
TAG_CM: Final = 3.6
TAGS_CM: Final = {
    40: (0.0, 0.0),
    41: (FRAME_WIDTH_CM - TAG_CM, 0.0),
    42: (FRAME_WIDTH_CM - TAG_CM, FRAME_HEIGHT_CM - TAG_CM),
    43: (0.0, FRAME_HEIGHT_CM - TAG_CM),
}
"""Top left corner of each tag by its number."""

COLUMNS: Final = 6
ROWS: Final = 4
PATCH_CM: Final = (2.7, 4.1)
_GAP_CM: Final = 0.2
_FIRST_PATCH_CM: Final = (4.4, 0.5)

CHART_SRGB: Final = (
    (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
    (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
    (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
    (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
)  # fmt: skip
"""The patches row by row, in sRGB (D65). Source: X-Rite, "Colorimetric values for ColorChecker family of targets".

Cyan lies outside of sRGB; its red is cut off at 8.
"""

NAMES: Final = (
    "dark skin", "light skin", "blue sky", "foliage", "blue flower", "bluish green",
    "orange", "purplish blue", "moderate red", "purple", "yellow green", "orange yellow",
    "blue", "green", "red", "yellow", "magenta", "cyan",
    "white", "light grey", "grey", "medium grey", "dark grey", "black",
)  # fmt: skip
"""What the patches are called, row by row."""

GREYS: Final = (18, 19, 20, 21, 22)
"""Patches without colour that are light enough to balance white by."""

_NOTE: Final = (
    "Print in colour at the best quality on matt white paper. Hold the card flat beside the product, in the same "
    "light, without shine. A printed card has the printer's own errors, and they remain in every picture that is "
    "corrected by it: if you have the patches measured, enter their values in the console, under your name."
)


def patch_corners_cm(patch: int, *, inner: float = 1.0) -> Floats:
    """The corners of a patch, clockwise from its top left: 4 x 2. `inner`: of that share of its width and height."""
    row, column = divmod(patch, COLUMNS)
    size = np.array(PATCH_CM)
    middle = np.array(_FIRST_PATCH_CM) + (size + _GAP_CM) * [column, row] + size / 2
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
    corners: Floats = middle + inner * square * size / 2
    return corners


def tag_corners_cm(number: int) -> Floats:
    """The corners of a tag of the card, clockwise from its top left: 4 x 2."""
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float64)
    return np.array(TAGS_CM[number]) + TAG_CM * square


@cache
def colour_card_pdf(paper: Paper) -> bytes:
    """The card as a PDF of one page. Its few words are English: a PDF's built-in fonts have no Chinese."""
    document = Document(paper, "landscape", (FRAME_WIDTH_CM, FRAME_HEIGHT_CM), "Colour card")
    for number, place in TAGS_CM.items():
        document.tag(number, place, TAG_CM)
    for patch, rgb in enumerate(CHART_SRGB):
        left, top = patch_corners_cm(patch)[0]
        document.patch(rgb, (left, top), PATCH_CM)
    document.text((0, FRAME_HEIGHT_CM + 0.2), FRAME_WIDTH_CM, _NOTE, points=7)
    return document.finish()
