"""How well lengths and colours are read from rendered pictures: 200 scenes, and 10 of card and chart under each lamp.

The pictures are rendered, not taken: `tests/support/rendered_scene.py` and `rendered_card.py` say how.
"""

import asyncio
from dataclasses import replace

import cv2
import numpy as np

from server.vision.colour import correct_by_card
from server.vision.measuring import read_sheet
from tests.bench.figures import Figure
from tests.support.rendered_card import LAMPS, random_card_scene, remaining, render_card
from tests.support.rendered_scene import random_scene, render

SCENES = 200
CARDS = 10
FIRST = 1000
"""Number of the first scene: others than the tests', by which nothing was chosen."""

TRUTH_CM = 50.0
TAP_PX = 1.5


async def measure() -> list[Figure]:
    """Lengths first, then colours lamp by lamp, by the printed card and by a 24-patch chart."""
    return await asyncio.to_thread(lambda: [*_lengths(), *_colours("card"), *_colours("chart")])


def _lengths() -> list[Figure]:
    errors, stated, within = [], [], []
    for seed in range(FIRST, FIRST + SCENES):
        scene, ends = random_scene(seed)
        grey = np.asarray(cv2.cvtColor(render(scene), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        start, end = (scene.pixels(ends) + np.random.default_rng(seed).normal(0, TAP_PX, (2, 2))).tolist()
        length = read_sheet(grey).length(tuple(start), tuple(end))
        errors.append(abs(length.cm - TRUTH_CM))
        stated.append(length.error_cm)
        within.append(100.0 * (errors[-1] <= stated[-1]))
    return [
        Figure("length of 50 cm: error", "cm", errors, "≤ 0.5 cm"),
        Figure("length of 50 cm: stated ±", "cm", stated),
        Figure("length of 50 cm: truth within ±", "%", [float(np.mean(within))], "≥ 95 %"),
    ]


def _colours(reference: str) -> list[Figure]:
    figures = []
    for lamp in LAMPS:
        before, after = [], []
        for seed in range(FIRST, FIRST + CARDS):
            scene = replace(random_card_scene(lamp, seed), chart=reference == "chart")
            correction = correct_by_card(render_card(scene))
            before.append(correction.before.median)
            after.append(float(np.median(remaining(correction.matrix, scene))))
        figures.append(Figure(f"{reference} under {lamp}: median ΔE2000 before", "", before))
        figures.append(Figure(f"{reference} under {lamp}: median ΔE2000 after", "", after, "≤ 3"))
    return figures
