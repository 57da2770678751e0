"""Lengths on a picture, with their error, from the marker sheet that lies in the same plane.

The sheet's corners give the homography from its plane to the picture, together with two things that bend it: the
lens, by one radial coefficient in the division model (Fitzgibbon, CVPR 2001), and the seeming size of the black
squares, which blur and ink change. They are fitted together, each weighted by what is known of it beforehand, so that
the covariance of the fit says how little the sheet tells of a point far from it. Lengths are centimetres, points
pixels.
"""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from server.errors import PointsUnusable, SeveralSheets, SheetBent, SheetNotFound, SheetTooSmall, TooFarFromSheet
from server.vision.marker_sheet import FRAME_HEIGHT_CM, FRAME_WIDTH_CM, TAG_CM, TAGS_CM, tag_corners_cm
from server.vision.tags import FEWEST_TAGS, SMALLEST_SIDE_PX, Floats, Picture, find_tags, side_px
from server.vision.views import CM_PER_INCH, RULER_CM, TAP_PX, Length, Point

_QUANTILE: Final = 1.96
"""Of the normal distribution, for 95 %."""

_RULER_ERROR: Final = 0.05 / RULER_CM / np.sqrt(3)
"""Of the print's scale: whoever holds a ruler to the printed one sees half a millimetre on its 20 cm."""

_LENS_PRIOR: Final = 0.06
"""Standard deviation of the radial coefficient of cameras in use, the radius counted in half diagonals."""

_LENS_REST: Final = 0.015
"""What one coefficient about the middle leaves of a lens, as standard deviation of the coefficient."""

_INSET_PRIOR_CM: Final = 0.08
_CORNER_PX: Final = 0.2
"""Expected error of a corner, and what its weight is against the residuals, in corners."""
_CORNER_WEIGHT: Final = 8

_MOST_RESIDUAL: Final = 0.012
"""Of a tag's side, and `_RESIDUAL_PX`: what a flat sheet's corners may be off. A bent one's are more."""
_RESIDUAL_PX: Final = 0.5

_WORST: Final = 0.25
"""A length whose error is a larger share of it is no answer."""


class Plane:
    """The sheet's plane as a picture shows it. Make one with `read_sheet`."""

    def __init__(self, fitted: Floats, covariance: Floats, frame: "_Frame", tags: int, residual_px: float) -> None:
        self._fitted = fitted
        self._covariance = covariance
        self._frame = frame
        self._tags = tags
        self._residual_px = residual_px

    def length(self, start: Point, end: Point, *, tap_px: float = TAP_PX, ruler_cm: float = RULER_CM) -> Length:
        """The length between two points of the picture, given in pixels.

        `tap_px` is the standard deviation of each point; `ruler_cm` how long the sheet's 20 cm ruler came out of the
        printer. Raises PointsUnusable, TooFarFromSheet.
        """
        taps = np.array([start, end], dtype=np.float64)
        if not self._frame.holds(taps):
            raise PointsUnusable("both points have to be on the picture")
        if np.linalg.norm(taps[0] - taps[1]) < 2 * tap_px:
            raise PointsUnusable("the two points are too close to each other")
        known = np.concatenate([self._fitted, taps.ravel()])
        cm = self._distance(known)
        if cm is None:
            raise TooFarFromSheet("a point is further away than the sheet's plane reaches")
        gradient = self._gradient(known)
        variance = gradient[:_PARAMETERS] @ self._covariance @ gradient[:_PARAMETERS]
        variance += float(gradient[_PARAMETERS:] @ gradient[_PARAMETERS:]) * tap_px**2
        variance += (gradient[_LENS] * _LENS_REST) ** 2 + (cm * _RULER_ERROR) ** 2
        scale = ruler_cm / RULER_CM
        error_cm = _QUANTILE * float(np.sqrt(variance))
        if not error_cm < _WORST * cm:
            raise TooFarFromSheet("the sheet tells too little of these points: lay it nearer to them")
        return Length(
            cm=scale * cm,
            error_cm=scale * error_cm,
            inches=scale * cm / CM_PER_INCH,
            error_inches=scale * error_cm / CM_PER_INCH,
            tags=self._tags,
            residual_px=self._residual_px,
        )

    def _distance(self, known: Floats) -> float | None:
        """The length in centimetres; None beyond the horizon."""
        fitted, taps = known[:_PARAMETERS], known[_PARAMETERS:].reshape(2, 2)
        undistorted = self._frame.undistorted(taps, fitted[_LENS])
        back = np.linalg.inv(_homography(fitted))
        places = np.column_stack([undistorted, np.ones(2)]) @ back.T
        middle = np.append(self._frame.undistorted(self._frame.anchor[None, :], fitted[_LENS])[0], 1) @ back.T
        if (places[:, 2] * np.sign(middle[2]) <= 1e-9).any():
            return None
        flat = places[:, :2] / places[:, 2:]
        return float(np.linalg.norm(flat[0] - flat[1])) * _UNIT_CM

    def _gradient(self, known: Floats) -> Floats:
        steps = np.concatenate([np.full(_PARAMETERS, 1e-6), np.full(4, 1e-2)])
        slopes = []
        for index, step in enumerate(steps):
            change = np.zeros_like(known)
            change[index] = step
            after, before = self._distance(known + change), self._distance(known - change)
            if after is None or before is None:
                raise TooFarFromSheet("a point is further away than the sheet's plane reaches")
            slopes.append((after - before) / (2 * step))
        return np.array(slopes)


def read_sheet(grey: Picture) -> Plane:
    """Find the marker sheet on a picture and fit its plane.

    Raises SheetNotFound, SeveralSheets, SheetTooSmall, SheetBent, ImageBlurred.
    """
    found = [(number, corners) for number, corners in find_tags(grey) if number in TAGS_CM]
    numbers = [number for number, _ in found]
    if len(set(numbers)) < len(numbers):
        raise SeveralSheets("there is more than one marker sheet on the picture: leave one")
    if len(found) < FEWEST_TAGS:
        raise SheetNotFound("no marker sheet was found: it has to be in view, flat, in focus and not covered")
    if min(side_px(corners) for _, corners in found) < SMALLEST_SIDE_PX:
        raise SheetTooSmall("the marker sheet is too small on the picture: come closer")
    return _fit(found, _Frame(grey.shape[1], grey.shape[0], np.vstack([c for _, c in found]).mean(axis=0)))


class _Frame:
    """A picture's pixels in half diagonals from its middle, so that all parameters are of the order of one."""

    def __init__(self, width: int, height: int, anchor: Floats) -> None:
        self._size = np.array([width, height], dtype=np.float64)
        self._middle = (self._size - 1) / 2
        self.half_diagonal_px = float(np.linalg.norm(self._size)) / 2
        self.anchor = anchor
        """A pixel on the sheet."""

    def holds(self, points: Floats) -> bool:
        return bool(np.isfinite(points).all() and (points >= -0.5).all() and (points <= self._size - 0.5).all())

    def normal(self, points: Floats) -> Floats:
        normal: Floats = (points - self._middle) / self.half_diagonal_px
        return normal

    def undistorted(self, points: Floats, lens: float) -> Floats:
        normal = self.normal(points)
        undistorted: Floats = normal / (1 + lens * (normal**2).sum(axis=1, keepdims=True))
        return undistorted


# The homography's eight, the lens' coefficient, and how much smaller the black squares seem.
_PARAMETERS: Final = 10
_LENS: Final = 8
_INSET: Final = 9
_UNIT_CM: Final = 10.0
"""Places on the sheet are counted in it, from the middle of the frame."""


def _homography(parameters: Floats) -> Floats:
    return np.append(parameters[:8], 1.0).reshape(3, 3)


def _fit(found: list[tuple[int, Floats]], frame: _Frame) -> Plane:
    pixels = np.vstack([corners for _, corners in found])
    observed = frame.normal(pixels)
    middle = np.array([FRAME_WIDTH_CM, FRAME_HEIGHT_CM]) / 2
    places = np.vstack([tag_corners_cm(number) - middle for number, _ in found]) / _UNIT_CM
    centres = np.repeat(places.reshape(-1, 4, 2).mean(axis=1), 4, axis=0)
    inward = (centres - places) / (TAG_CM / 2 / _UNIT_CM)
    stretch = (observed**2).sum(axis=1, keepdims=True)

    def residuals(parameters: Floats) -> Floats:
        moved = places + parameters[_INSET] * inward
        image = np.column_stack([moved, np.ones(len(moved))]) @ _homography(parameters).T
        ideal = image[:, :2] / image[:, 2:]
        # In the picture as it is, where the corners' errors are alike: undistorted ones would shrink with the lens.
        off: Floats = (observed - (1 + parameters[_LENS] * stretch) * ideal).ravel() * frame.half_diagonal_px
        return off

    start, _ = cv2.findHomography(places, observed)
    if start is None:
        raise SheetBent("the marker sheet does not lie flat")
    parameters = np.append((start / start[2, 2]).ravel()[:8], [0.0, 0.0])
    prior = np.zeros(_PARAMETERS)
    prior[_LENS] = 1 / _LENS_PRIOR**2
    prior[_INSET] = (_UNIT_CM / _INSET_PRIOR_CM) ** 2

    noise_px = _CORNER_PX
    information: Floats = np.eye(_PARAMETERS)
    for _ in range(12):
        slopes = _slopes(residuals, parameters)
        off = residuals(parameters)
        information = slopes.T @ slopes / noise_px**2 + np.diag(prior)
        parameters = parameters - np.linalg.solve(information, slopes.T @ off / noise_px**2 + prior * parameters)
        spare = max(off.size - _PARAMETERS, 1)
        # The expected error counts as some corners' worth of residuals: a few that agree by chance are no proof.
        noise_px = float(np.sqrt((_CORNER_WEIGHT * _CORNER_PX**2 + off @ off) / (_CORNER_WEIGHT + spare)))
    off = residuals(parameters)
    residual_px = float(np.sqrt(off @ off / off.size))
    tag_px = float(np.mean([side_px(corners) for _, corners in found]))
    if not residual_px < _RESIDUAL_PX + _MOST_RESIDUAL * tag_px:
        raise SheetBent("the marker sheet does not lie flat")
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return Plane(parameters, covariance, frame, len(found), residual_px)


def _slopes(residuals: Callable[[Floats], Floats], parameters: Floats) -> Floats:
    step = 1e-6
    columns = []
    for index in range(len(parameters)):
        change = np.zeros_like(parameters)
        change[index] = step
        columns.append((residuals(parameters + change) - residuals(parameters - change)) / (2 * step))
    return np.column_stack(columns)
