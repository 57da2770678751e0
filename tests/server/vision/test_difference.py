"""CIEDE2000 by the published test data, and the colours that it is given."""

import numpy as np
import pytest

from server.vision.colour_card import CHART_SRGB
from server.vision.difference import difference, lab_to_linear, to_lab, to_linear

# G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test Data,
# and Mathematical Observations", Color Research and Application 30 (2005), table 1: L, a, b of one, of the other, and
# their difference.
PAIRS = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""

TABLE = np.array([[float(value) for value in line.split()] for line in PAIRS.strip().splitlines()])


def test_the_published_pairs_differ_by_what_was_published() -> None:
    assert TABLE.shape == (34, 7)
    np.testing.assert_allclose(difference(TABLE[:, :3], TABLE[:, 3:6]), TABLE[:, 6], atol=5e-5)
    np.testing.assert_allclose(difference(TABLE[:, 3:6], TABLE[:, :3]), TABLE[:, 6], atol=5e-5)


def test_srgb_becomes_linear_light_and_cielab() -> None:
    # IEC 61966-2-1: 188 is half of the light, white is L* 100.
    assert to_linear([188])[0] == pytest.approx(0.5, abs=0.005)
    np.testing.assert_allclose(to_lab(np.array([1.0, 1.0, 1.0])), [100, 0, 0], atol=0.02)
    assert to_lab(np.full(3, 0.1842))[0] == pytest.approx(50, abs=0.05)


def test_measured_colours_are_adapted_from_d50() -> None:
    np.testing.assert_allclose(lab_to_linear([[100, 0, 0], [50, 0, 0]]), [[1.0] * 3, [0.1842] * 3], atol=0.002)


def test_the_charts_values_are_those_of_its_measured_average() -> None:
    # BabelColor's average of 30 charts, measured, against what the maker publishes in sRGB; cyan is outside of it.
    from tests.support.rendered_card import true_colours

    off = difference(to_lab(to_linear(CHART_SRGB)), to_lab(np.clip(true_colours(), 0, 1)))
    assert np.median(off) < 1.5
    assert off.max() < 4
