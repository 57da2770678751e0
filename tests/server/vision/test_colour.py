"""The colour card on rendered pictures, under the spectra of real lamps."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from server.errors import CardNotFound, CardTooSmall, CardUnreadable, ImageBlurred, PictureUnusable, SeveralCards
from server.vision.colour import correct_by_card
from server.vision.colour_card import CHART_SRGB
from server.vision.difference import to_linear
from server.vision.patches import PATCHES
from tests.support.rendered_card import CardScene, camera_colours, random_card_scene, remaining, render_card

LAMPS = ("A", "D50", "D55", "D65", "D75", "FL2", "FL7", "FL11", "LED-B3", "LED-V1")
PLAIN = CardScene(exposure=0.9, balance=(1.15, 0.85), noise=1.5)


def linear(matrix: list[float]) -> Any:
    return np.array(matrix).reshape(3, 3)


@pytest.mark.slow
@pytest.mark.parametrize("lamp", LAMPS)
def test_under_each_lamp_the_median_difference_becomes_small(lamp: str) -> None:
    left, stated = [], []
    for seed in range(3):
        scene = random_card_scene(lamp, seed)
        correction = correct_by_card(render_card(scene))
        left.append(np.median(remaining(correction.matrix, scene)))
        stated.append(correction.after.median)
        assert correction.after.median < correction.before.median
    assert np.median(left) <= 3
    assert np.median(stated) <= 3


def test_what_is_stated_is_what_the_matrix_leaves_on_the_card() -> None:
    correction = correct_by_card(render_card(PLAIN))
    left = remaining(correction.matrix, PLAIN)
    assert correction.after.median == pytest.approx(np.median(left), abs=1)
    assert correction.after.mean <= correction.after.most
    assert correction.warnings == []


def test_white_comes_out_white() -> None:
    scene = replace(PLAIN, lamp="A", balance=(1.3, 0.7))
    correction = correct_by_card(render_card(scene))
    grey = camera_colours(scene.lamp, scene.camera, balance=scene.balance)[19]
    shown = linear(correction.matrix) @ grey
    assert grey.max() / grey.min() > 1.5
    assert shown.max() / shown.min() < 1.1


def test_a_card_whose_printed_colours_were_measured_is_fitted_to_those() -> None:
    picture = render_card(PLAIN)
    darker = 0.8 * to_linear(CHART_SRGB)
    as_meant, as_measured = correct_by_card(picture), correct_by_card(picture, darker)
    np.testing.assert_allclose(linear(as_measured.matrix), 0.8 * linear(as_meant.matrix), rtol=0.1, atol=0.02)


def test_patches_that_are_overexposed_are_left_out_and_told_of() -> None:
    correction = correct_by_card(render_card(replace(PLAIN, exposure=1.6)))
    assert correction.patches < PATCHES
    assert "clipped" in correction.warnings


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"glare": True}, "glare"),
        ({"exposure": 0.07}, "too-dark"),
        ({"light_falls": 0.8}, "uneven-light"),
        ({"lamp": "HP1"}, "poor-fit"),
    ],
)
def test_what_spoils_the_colours_is_told_of(change: dict[str, Any], warning: str) -> None:
    assert warning in correct_by_card(render_card(replace(PLAIN, **change))).warnings


def test_uneven_light_is_evened_out_by_the_paper() -> None:
    even, uneven = (correct_by_card(render_card(replace(PLAIN, light_falls=falls))) for falls in (0.0, 0.45))
    assert uneven.after.median < even.after.median + 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"size": 0.05}, CardNotFound),
        ({"size": 0.56, "width": 320, "height": 240, "blur_px": 0.4, "noise": 1.0}, CardTooSmall),
        ({"second_card": True, "size": 0.9, "width": 1280, "height": 720}, SeveralCards),
        ({"blur_px": 5.0}, ImageBlurred),
        ({"exposure": 7.0}, CardUnreadable),
    ],
    ids=["no card", "too small", "two cards", "blurred", "overexposed"],
)
def test_a_picture_whose_card_cannot_be_read_is_refused_by_name(
    change: dict[str, Any], expected: type[PictureUnusable]
) -> None:
    with pytest.raises(expected):
        correct_by_card(render_card(replace(PLAIN, **change)))
