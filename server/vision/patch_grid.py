"""Grids of coloured squares on a picture, such as a chart's patches: each square apart from the next, seen aslant.

OpenCV has a detector of charts of its own; of rendered ones it finds a third, and takes mirrored ones for right.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import msgspec
import numpy as np

from server.vision.patches import project
from server.vision.tags import Floats, Picture

_LONGEST_SIDE_PX: Final = 1200
"""Squares are sought on a picture of this size at most."""
_EDGES: Final = (5, 10, 20, 40)
"""How steep an edge is at least, of 255 over three pixels: one between dark patches is faint, one in noise is not."""
_EDGE_PX: Final = 2.0
"""What an edge takes of a square on each side."""
_SMALLEST_SIDE_PX: Final = 9.0
_LARGEST_SHARE: Final = 0.05
"""Of the picture, for one of 24 squares."""
_MOST_OBLONG: Final = 1.9

_NEAREST: Final = 0.9
_FARTHEST: Final = 1.7
_ASIDE: Final = 0.35
"""Where the next square's middle is, in sides of this one: along one side, and across it."""
_MOST_LARGER: Final = 1.6
"""Area of a square by its neighbour's: two that run into each other are no square."""

_FEWEST: Final = 9
"""Squares of a grid; those that shine or are too dark are not seen as squares."""
_OFF: Final = 0.2
"""How far a square may be from its place, in sides."""


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Squares in columns and rows; those at its borders may not have been seen."""

    to_pixels: Floats
    """Homography from (column, row) of a square's middle, both from 0, to pixels of the picture."""
    columns: int
    rows: int
    side: float
    """Of a square, as a share of the distance to the next one."""


class _Square(msgspec.Struct, frozen=True):
    middle: Floats
    along: Floats
    """One of its sides, and the next clockwise."""
    across: Floats
    area: float

    def turned_like(self, other: "_Square") -> "_Square":
        """The same square, with the side first that lies as the other's first one does."""
        ways = [
            (self.along, self.across),
            (self.across, -self.along),
            (-self.along, -self.across),
            (-self.across, self.along),
        ]
        along, across = max(ways, key=lambda way: float(way[0] @ other.along))
        return _Square(self.middle, along, across, self.area)


_Cells = dict[tuple[int, int], _Square]


def find_grids(rgb: Picture, columns: int, rows: int) -> list[Grid]:
    """All grids of at most so many columns and rows, or rows and columns: those of the most squares first."""
    scale = min(1.0, _LONGEST_SIDE_PX / max(rgb.shape))
    small = rgb if scale == 1 else cv2.resize(rgb, (0, 0), fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grids = []
    for cells in sorted(_neighbours(_squares(np.asarray(small, dtype=np.uint8))), key=len, reverse=True):
        grid = _grid(cells, scale)
        if grid and _fits(grid, columns, rows):
            grids.append(grid)
    return grids


def _fits(grid: Grid, columns: int, rows: int) -> bool:
    return (grid.columns <= columns and grid.rows <= rows) or (grid.columns <= rows and grid.rows <= columns)


def _squares(rgb: Picture) -> list[_Square]:
    """Whatever is of one colour and has four corners."""
    smooth = cv2.medianBlur(rgb, 5)
    steep = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), dtype=np.uint8)).max(axis=-1)
    found: list[_Square] = []
    for edge in _EDGES:
        plain = np.asarray(steep < edge, dtype=np.uint8)
        contours, _ = cv2.findContours(plain, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            square = _square(np.asarray(contour), _LARGEST_SHARE * steep.size)
            if square:
                found.append(square)
    found.sort(key=lambda square: square.area, reverse=True)
    kept: list[_Square] = []
    middles = np.empty((0, 2))
    for square in found:
        near = np.linalg.norm(middles - square.middle, axis=1) < 0.5 * np.sqrt(square.area)
        if not near.any():
            kept.append(square)
            middles = np.vstack([middles, square.middle])
    return kept


def _square(contour: "cv2.typing.MatLike", largest: float) -> _Square | None:
    area = cv2.contourArea(contour)
    if not _SMALLEST_SIDE_PX**2 <= area <= largest:
        return None
    hull = cv2.convexHull(contour)
    if area < 0.85 * cv2.contourArea(hull):
        return None
    corners = cv2.approxPolyDP(hull, 0.06 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float64)
    if len(corners) != 4:
        return None
    along = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    across = (corners[3] - corners[0] + corners[2] - corners[1]) / 2
    if along[0] * across[1] < along[1] * across[0]:
        along, across = across, along
    sides = np.linalg.norm([along, across], axis=1)
    if sides.max() > _MOST_OBLONG * sides.min():
        return None
    along, across = along * (1 + 2 * _EDGE_PX / sides[0]), across * (1 + 2 * _EDGE_PX / sides[1])
    return _Square(corners.mean(axis=0), along, across, float(abs(along[0] * across[1] - along[1] * across[0])))


def _neighbours(squares: Sequence[_Square]) -> Iterator[_Cells]:
    """Squares that lie side by side, each in its column and row."""
    left = set(range(len(squares)))
    middles = np.array([square.middle for square in squares]).reshape(-1, 2)
    areas = np.array([square.area for square in squares])
    while left:
        first = left.pop()
        cells = {(0, 0): squares[first]}
        pending = [(0, 0)]
        while pending:
            column, row = pending.pop(0)
            square = cells[column, row]
            away = np.linalg.solve(np.column_stack([square.along, square.across]), (middles - square.middle).T).T
            larger = np.maximum(areas / square.area, square.area / areas)
            steps = np.abs(away)
            beside = (steps.max(axis=1) >= _NEAREST) & (steps.max(axis=1) <= _FARTHEST)
            beside &= (steps.min(axis=1) <= _ASIDE) & (larger <= _MOST_LARGER)
            for number in np.flatnonzero(beside).tolist():
                axis = int(steps[number].argmax())
                step = int(np.sign(away[number, axis]))
                cell = (column + step, row) if axis == 0 else (column, row + step)
                if number in left and cell not in cells:
                    left.remove(number)
                    cells[cell] = squares[number].turned_like(square)
                    pending.append(cell)
        yield cells


def _grid(cells: _Cells, scale: float) -> Grid | None:
    """The grid that most of the squares lie in; None where they are too few."""
    if len(cells) < _FEWEST:
        return None
    places = np.array(list(cells), dtype=np.float64)
    middles = np.array([square.middle for square in cells.values()])
    sides = np.array([square.area**0.5 for square in cells.values()])
    homography, mask = cv2.findHomography(places, middles, cv2.RANSAC, _OFF * float(np.median(sides)))
    if homography is None:
        return None
    fits = mask.ravel().astype(bool)
    if fits.sum() < _FEWEST:
        return None
    first = places[fits].min(axis=0)
    last = places[fits].max(axis=0)
    shift = np.array([[1, 0, first[0]], [0, 1, first[1]], [0, 0, 1]])
    # From the middles of the small picture's pixels to those of the whole one's.
    larger = np.array([[1 / scale, 0, 0.5 / scale - 0.5], [0, 1 / scale, 0.5 / scale - 0.5], [0, 0, 1]])
    return Grid(
        to_pixels=larger @ homography @ shift,
        columns=int(last[0] - first[0]) + 1,
        rows=int(last[1] - first[1]) + 1,
        side=float(np.median(sides[fits] / _apart(places[fits], np.asarray(homography, dtype=np.float64)))),
    )


def _apart(places: Floats, homography: Floats) -> Floats:
    """How far a square's middle is from the next ones', in pixels."""
    ahead, behind, below, above = (
        project(places + np.array(step), homography) for step in ((0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5))
    )
    along, across = ahead - behind, below - above
    apart: Floats = np.sqrt(np.abs(along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0]))
    return apart
