"""The marker sheet: what stands where on it, and the PDF that people print.

Six tags and a ruler, at the same places on A4 and on Letter, so that a picture of either is measured alike. Lengths
are centimetres from the frame's top left corner, y downwards.
"""

from functools import cache
from typing import Final

import numpy as np

from server.vision.printing import Document, Paper
from server.vision.tags import Floats
from server.vision.views import CM_PER_INCH, RULER_CM

FRAME_WIDTH_CM: Final = 18.0
FRAME_HEIGHT_CM: Final = 25.0
TAG_CM: Final = 6.0

TAGS_CM: Final = {0: (0.0, 0.0), 1: (12.0, 0.0), 2: (0.0, 9.5), 3: (12.0, 9.5), 4: (0.0, 19.0), 5: (12.0, 19.0)}
"""Top left corner of each tag by its number."""

RULER_INCHES: Final = 8
RULER_PLACE_CM: Final = (9.0, 2.5)
"""The ruler runs downwards from here, with centimetres on its left and inches on its right."""

_TEXTS: Final = (
    (0.3, 6.75, '1. Print at 100 % (actual size), not "fit to page".'),
    (12.3, 6.75, "2. Lay a real ruler on the printed one: 20 cm or 8 in must agree."),
    (0.3, 16.25, "3. Lay the sheet flat beside or upon the garment. Do not fold it."),
    (12.3, 16.25, "4. Take the picture from straight above, whole sheet in view."),
)


def tag_corners_cm(number: int) -> Floats:
    """The corners of a tag of the sheet, clockwise from its top left: 4 x 2."""
    left, top = TAGS_CM[number]
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float64)
    return np.array([left, top]) + TAG_CM * square


@cache
def marker_sheet_pdf(paper: Paper) -> bytes:
    """The sheet as a PDF of one page. Its few words are English: a PDF's built-in fonts have no Chinese."""
    document = Document(paper, "portrait", (FRAME_WIDTH_CM, FRAME_HEIGHT_CM), "Marker sheet for measuring")
    for number, place in TAGS_CM.items():
        document.tag(number, place, TAG_CM)
    for x, y, text in _TEXTS:
        document.text((x, y), 5.4, text)
    _draw_ruler(document)
    return document.finish()


def _draw_ruler(document: Document) -> None:
    x, y = RULER_PLACE_CM
    document.line((x, y), (x, y + RULER_INCHES * CM_PER_INCH))
    for millimetres in range(0, round(RULER_CM * 10) + 1, 5):
        whole = millimetres % 10 == 0
        at = y + millimetres / 10
        document.line((x - (0.6 if whole else 0.3), at), (x, at))
        if whole and millimetres % 50 == 0:
            document.label((x - 1.45, at), f"{millimetres // 10}")
    for quarter in range(RULER_INCHES * 4 + 1):
        whole = quarter % 4 == 0
        at = y + quarter / 4 * CM_PER_INCH
        document.line((x, at), (x + (0.6 if whole else 0.3), at))
        if whole and quarter % 8 == 0:
            document.label((x + 0.7, at), f"{quarter // 4}")
    document.label((x - 1.45, y - 0.5), "cm")
    document.label((x + 0.7, y - 0.5), "in")
