"""Lengths on rendered pictures, whose truth is known."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from server.errors import (
    ImageBlurred,
    PictureUnusable,
    PointsUnusable,
    SeveralSheets,
    SheetBent,
    SheetNotFound,
    SheetTooSmall,
    TooFarFromSheet,
)
from server.vision.measuring import Plane, read_sheet
from server.vision.views import Length
from tests.support.rendered_scene import Scene, random_scene, render

SCENES = 12
PLAIN = Scene(width=960, height=720, tilt_deg=15, towards_deg=40)
ENDS = np.array([[-30.0, 0.0], [15.0, 10.0]])
TRUTH_CM = float(np.hypot(45, 10))


def sheet_on(scene: Scene) -> Plane:
    return read_sheet(np.asarray(cv2.cvtColor(render(scene), cv2.COLOR_RGB2GRAY), dtype=np.uint8))


def length_of(plane: Plane, scene: Scene, ends: Any = ENDS, **options: float) -> Length:
    start, end = scene.pixels(ends).tolist()
    return plane.length(tuple(start), tuple(end), **options)


@pytest.fixture(scope="module")
def plane() -> Plane:
    return sheet_on(PLAIN)


@pytest.mark.slow
def test_half_a_metre_is_found_to_half_a_centimetre_and_the_interval_holds_the_truth() -> None:
    errors, within, stated = [], [], []
    for seed in range(SCENES):
        scene, ends = random_scene(seed)
        taps = scene.pixels(ends) + np.random.default_rng(seed).normal(0, 1.5, (2, 2))
        (start, end), plane = taps.tolist(), sheet_on(scene)
        length = plane.length(tuple(start), tuple(end))
        errors.append(abs(length.cm - 50))
        within.append(abs(length.cm - 50) <= length.error_cm)
        stated.append(length.error_cm)
    assert np.median(errors) <= 0.5
    assert np.mean(within) >= 0.95
    # An interval that held everything by being wide would be worth nothing.
    assert np.median(stated) <= 1.0


def test_centimetres_and_inches_are_one_length(plane: Plane) -> None:
    length = length_of(plane, PLAIN)
    assert length.cm == pytest.approx(TRUTH_CM, abs=0.5)
    assert length.inches * 2.54 == pytest.approx(length.cm)
    assert length.error_inches * 2.54 == pytest.approx(length.error_cm)
    assert length.tags == 6


def test_a_sheet_that_was_printed_smaller_is_put_right_by_its_ruler(plane: Plane) -> None:
    assert length_of(plane, PLAIN, ruler_cm=19.0).cm == pytest.approx(0.95 * length_of(plane, PLAIN).cm)


def test_rougher_taps_widen_the_interval(plane: Plane) -> None:
    assert length_of(plane, PLAIN, tap_px=6).error_cm > 1.5 * length_of(plane, PLAIN).error_cm


def test_the_interval_grows_with_the_distance_from_the_sheet(plane: Plane) -> None:
    near = length_of(plane, PLAIN, [[20.0, -5.0], [20.0, 10.0]], tap_px=0.2)
    far = length_of(plane, PLAIN, [[-35.0, -5.0], [-35.0, 10.0]], tap_px=0.2)
    assert far.error_cm > 2 * near.error_cm


@pytest.mark.parametrize("lens", [(-0.2, 0.03), (0.06, 0.0)])
def test_a_lens_that_bends_the_picture_is_found_out(lens: tuple[float, float]) -> None:
    scene = replace(PLAIN, distortion=lens, width=1280, height=960)
    length = length_of(sheet_on(scene), scene)
    assert abs(length.cm - TRUTH_CM) <= length.error_cm


def test_a_sheet_of_which_a_part_is_hidden_still_measures() -> None:
    picture = render(PLAIN)
    left, top = PLAIN.pixels([[20.0, 5.0]])[0]
    picture[round(top) :, round(left) :] = 128
    length = length_of(read_sheet(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)), PLAIN)
    assert 3 <= length.tags < 6
    assert abs(length.cm - TRUTH_CM) <= length.error_cm


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sheet": False}, SheetNotFound),
        ({"second_sheet": True, "sheet_at": (12.0, -12.0)}, SeveralSheets),
        ({"distance_cm": 130, "width": 400, "height": 300}, SheetTooSmall),
        ({"blur_px": 4.0}, ImageBlurred),
        ({"bent_cm": 5.0, "tilt_deg": 35, "towards_deg": 0}, SheetBent),
    ],
    ids=["no sheet", "two sheets", "too small", "blurred", "bent"],
)
def test_a_picture_that_cannot_be_measured_on_is_refused_by_name(
    change: dict[str, Any], expected: type[PictureUnusable]
) -> None:
    with pytest.raises(expected):
        sheet_on(replace(PLAIN, **change))


@pytest.mark.parametrize(
    "points",
    [((-5.0, 10.0), (100.0, 10.0)), ((10.0, 10.0), (960.0, 10.0)), ((50.0, 50.0), (51.0, 50.0))],
    ids=["left of it", "right of it", "one point"],
)
def test_points_that_make_no_length_are_refused(plane: Plane, points: Any) -> None:
    with pytest.raises(PointsUnusable):
        plane.length(*points)


def test_points_beyond_the_planes_horizon_are_refused() -> None:
    scene = replace(PLAIN, tilt_deg=75, towards_deg=0, distance_cm=90, width=1280, height=960, sheet_at=(-9.0, -12.0))
    plane = sheet_on(scene)
    sky = scene.height - 1  # the camera leans so far that it sees the plane upside down
    with pytest.raises(TooFarFromSheet):
        plane.length((100.0, float(sky)), (900.0, float(sky)))
