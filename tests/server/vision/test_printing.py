"""What is printed is what measuring and colour expect."""

import re
import zlib

import numpy as np
import pytest

from server.vision import colour_card, marker_sheet
from server.vision.printing import Paper

CM = 72 / 2.54

SIZES = {"A4": (595.28, 841.89), "letter": (612, 792)}


def drawing(pdf: bytes) -> str:
    """What the page's content stream draws."""
    streams = re.findall(rb"/Filter /FlateDecode.{0,200}?stream\n(.*?)\nendstream", pdf, re.DOTALL)
    texts = [zlib.decompress(stream) for stream in streams]
    return next(text for text in texts if b" Do" in text).decode("latin-1")


def pictures_cm(pdf: bytes, height: float) -> list[tuple[float, float, float]]:
    """Left, top and side of each picture that the page shows, in centimetres from the paper's top left."""
    numbers = re.findall(r"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /I\d+ Do", drawing(pdf))
    return [(float(x) / CM, (height - float(y) - float(h)) / CM, float(w) / CM) for w, h, x, y in numbers]


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_the_sheet_has_its_tags_where_measuring_expects_them(paper: Paper) -> None:
    pdf = marker_sheet.marker_sheet_pdf(paper)
    width, height = SIZES[paper]
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert (float(box[1]), float(box[2])) == (width, height)
    pictures = pictures_cm(pdf, height)
    first = np.array(pictures[0][:2])
    places = [np.array(picture[:2]) - first for picture in pictures]
    np.testing.assert_allclose(places, list(marker_sheet.TAGS_CM.values()), atol=0.01)
    np.testing.assert_allclose([side for *_, side in pictures], marker_sheet.TAG_CM, atol=0.01)
    frame = np.array([marker_sheet.FRAME_WIDTH_CM, marker_sheet.FRAME_HEIGHT_CM])
    np.testing.assert_allclose(2 * first + frame, np.array([width, height]) / CM, atol=0.01)


def test_the_ruler_is_as_long_as_it_says() -> None:
    lines = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", drawing(marker_sheet.marker_sheet_pdf("A4")))
    heights = sorted({float(y) for _, y, _, end in lines if y == end}, reverse=True)
    assert (heights[0] - heights[-1]) / CM == pytest.approx(8 * 2.54, abs=0.01)
    at_20_cm = min(abs(heights[0] - height - 20 * CM) for height in heights)
    assert at_20_cm / CM < 0.01


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_the_card_has_its_tags_and_24_patches_where_reading_expects_them(paper: Paper) -> None:
    pdf = colour_card.colour_card_pdf(paper)
    height = SIZES[paper][0]
    pictures = pictures_cm(pdf, height)
    first = np.array(pictures[0][:2])
    places = [np.array(picture[:2]) - first for picture in pictures]
    np.testing.assert_allclose(places, list(colour_card.TAGS_CM.values()), atol=0.01)
    # A colour, and the rectangle that is filled with it.
    filled = re.findall(r"([\d. ]+) (?:rg|g)\n([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f", drawing(pdf))
    assert len(filled) == 24
    for patch, (colour, x, y, _, _) in enumerate(filled):
        rgb = np.array([float(value) for value in colour.split()]) * 255
        np.testing.assert_allclose(np.broadcast_to(rgb, 3), colour_card.CHART_SRGB[patch], atol=0.6)
        place = np.array([float(x), height - float(y)]) / CM - first
        np.testing.assert_allclose(place, colour_card.patch_corners_cm(patch)[0], atol=0.02)


def test_nothing_on_the_card_lies_upon_something_else() -> None:
    tags = [colour_card.tag_corners_cm(number) for number in colour_card.TAGS_CM]
    squares = [*tags, *(colour_card.patch_corners_cm(patch) for patch in range(24))]
    for index, one in enumerate(squares):
        for other in squares[index + 1 :]:
            apart = (one.min(axis=0) >= other.max(axis=0)) | (one.max(axis=0) <= other.min(axis=0))
            assert apart.any()
