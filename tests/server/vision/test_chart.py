"""A 24-patch chart on rendered pictures, under the spectra of real lamps."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from server.errors import CardNotFound, CardTooSmall, PictureUnusable, SeveralCards
from server.vision import chart
from server.vision.colour import correct_by_card
from server.vision.difference import difference, to_lab
from server.vision.patches import PATCHES
from tests.support.rendered_card import CardScene, random_card_scene, remaining, render_card, true_colours

LAMPS = ("A", "D50", "D55", "D65", "D75", "FL2", "FL7", "FL11", "LED-B3", "LED-V1")
PLAIN = CardScene(chart=True, exposure=0.9, balance=(1.15, 0.85), noise=1.5)


def test_the_published_values_are_those_of_charts_that_were_measured() -> None:
    apart = difference(to_lab(chart.reference()), to_lab(true_colours()))
    assert np.median(apart) < 1.5
    assert apart.max() < 5


@pytest.mark.slow
@pytest.mark.parametrize("lamp", LAMPS)
def test_under_each_lamp_the_median_difference_becomes_small(lamp: str) -> None:
    left = []
    for seed in range(3):
        scene = replace(random_card_scene(lamp, seed), chart=True)
        correction = correct_by_card(render_card(scene))
        assert correction.reference == "chart"
        assert correction.after.median < correction.before.median
        left.append(np.median(remaining(correction.matrix, scene)))
    assert np.median(left) <= 3


@pytest.mark.parametrize("turned_deg", [90, 180, 270, 33])
def test_it_is_read_whichever_way_round_it_is_held(turned_deg: float) -> None:
    scene = replace(PLAIN, turned_deg=turned_deg, size=0.6)
    correction = correct_by_card(render_card(scene))
    assert correction.patches >= PATCHES - 4
    assert np.median(remaining(correction.matrix, scene)) <= 3


def test_it_is_found_on_a_checked_fabric() -> None:
    correction = correct_by_card(render_card(replace(PLAIN, checked=True, size=0.5)))
    assert correction.reference == "chart"


def test_the_printed_card_is_told_from_it() -> None:
    assert correct_by_card(render_card(replace(PLAIN, chart=False))).reference == "card"


def test_patches_that_shine_are_left_out_and_told_of() -> None:
    correction = correct_by_card(render_card(replace(PLAIN, glare=True)))
    assert correction.patches < PATCHES
    assert "glare" in correction.warnings


@pytest.mark.parametrize(
    ("change", "warning"),
    [({"exposure": 1.6}, "clipped"), ({"exposure": 0.09}, "too-dark"), ({"light_falls": 0.6}, "uneven-light")],
)
def test_what_spoils_the_colours_is_told_of(change: dict[str, Any], warning: str) -> None:
    assert warning in correct_by_card(render_card(replace(PLAIN, **change))).warnings


def test_light_that_falls_off_over_the_chart_is_evened_out() -> None:
    even, uneven = (correct_by_card(render_card(replace(PLAIN, light_falls=falls))) for falls in (0.0, 0.45))
    assert uneven.after.median < even.after.median + 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"mirrored": True}, CardNotFound),
        ({"size": 0.02, "checked": True}, CardNotFound),
        ({"size": 0.11, "blur_px": 0.4}, CardTooSmall),
        ({"second_card": True, "size": 0.9, "width": 1280}, SeveralCards),
    ],
    ids=["mirrored", "no chart, but checks", "too small", "two charts"],
)
def test_a_picture_whose_chart_cannot_be_read_is_refused_by_name(
    change: dict[str, Any], expected: type[PictureUnusable]
) -> None:
    with pytest.raises(expected):
        correct_by_card(render_card(replace(PLAIN, **change)))
