"""A page to print, on which a frame of fixed size stands in the middle of the paper. Lengths are centimetres."""

from typing import Any, Final, Literal

from server.vision.tags import tag_cells

Paper = Literal["A4", "letter"]
Orientation = Literal["portrait", "landscape"]

_SIZES_CM: Final[dict[Paper, tuple[float, float]]] = {"A4": (21.0, 29.7), "letter": (21.59, 27.94)}
_PIXELS_A_CELL: Final = 40
"""Viewers smooth a picture when they enlarge it: over a fortieth of a cell nobody sees that."""

Place = tuple[float, float]
"""From the top left corner of the frame to the right and down."""


class Document:
    """One page. Draw on it, then `finish`."""

    def __init__(self, paper: Paper, orientation: Orientation, frame_cm: tuple[float, float], title: str) -> None:
        from fpdf import FPDF

        width, height = _SIZES_CM[paper] if orientation == "portrait" else reversed(_SIZES_CM[paper])
        self._left = (width - frame_cm[0]) / 2
        self._top = (height - frame_cm[1]) / 2
        self._pdf: Any = FPDF(orientation=orientation, unit="cm", format=paper)
        self._pdf.set_title(title)
        self._pdf.set_margin(0)
        self._pdf.set_auto_page_break(False)
        self._pdf.add_page()
        self._pdf.set_font("Helvetica", "B", 13)
        self._at((0, -1.0))
        self._pdf.cell(frame_cm[0], 0.6, title)
        self._pdf.set_line_width(0.02)

    def tag(self, number: int, place: Place, side_cm: float) -> None:
        """Draw a tag."""
        from PIL import Image

        cells = tag_cells(number).repeat(_PIXELS_A_CELL, axis=0).repeat(_PIXELS_A_CELL, axis=1)
        self._pdf.image(Image.fromarray(cells), self._left + place[0], self._top + place[1], side_cm, side_cm)

    def patch(self, rgb: tuple[int, int, int], place: Place, size_cm: tuple[float, float]) -> None:
        """Draw a rectangle of one colour (sRGB)."""
        self._pdf.set_fill_color(*rgb)
        self._pdf.rect(self._left + place[0], self._top + place[1], *size_cm, style="F")

    def line(self, start: Place, end: Place) -> None:
        """Draw a thin black line."""
        left, top = self._left, self._top
        self._pdf.line(left + start[0], top + start[1], left + end[0], top + end[1])

    def label(self, place: Place, text: str) -> None:
        """Write a word with its middle at this height."""
        self._pdf.set_font("Helvetica", "", 9)
        self._at((place[0], place[1] - 0.2))
        self._pdf.cell(0.8, 0.4, text)

    def text(self, place: Place, width_cm: float, text: str, points: int = 10) -> None:
        """Write lines of this width, downwards from the place."""
        self._pdf.set_font("Helvetica", "", points)
        self._at(place)
        # A viewer without Helvetica takes a wider font, and does not break the lines anew.
        self._pdf.multi_cell(0.85 * width_cm, 0.046 * points, text, align="L")

    def finish(self) -> bytes:
        """The PDF."""
        return bytes(self._pdf.output())

    def _at(self, place: Place) -> None:
        self._pdf.set_xy(self._left + place[0], self._top + place[1])
