"""Rendered pictures of the colour card, or of a 24-patch chart, under real lamps' spectra. No photographs.

Spectra of lamps, reflectances of the chart's patches (BabelColor's average of 30 charts) and a camera's sensitivities
are colour-science's. The camera balances white imperfectly, applies the matrix it has for daylight, encodes as sRGB and
clips; then the card is seen aslant, unevenly lit, blurred, with noise, and through JPEG.
"""

import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from server.vision import colour_card
from server.vision.tags import tag_cells

with warnings.catch_warnings():
    # It tells that it was not given what it could draw with.
    warnings.simplefilter("ignore")
    import colour

Floats = NDArray[np.float64]
Picture = NDArray[np.uint8]

LAMPS = ("A", "D50", "D55", "D65", "D75", "FL2", "FL7", "FL11", "LED-B3", "LED-V1", "HP1")
CAMERAS = ("Nikon 5100 (NPL)", "Sigma SDMerill (NPL)")
PIXELS_PER_CM = 24
_SHAPE = colour.SpectralShape(400, 700, 10)
_PAPER = 0.9
_FRAME = 0.03
"""What a chart's black frame reflects."""
_CHART_PATCH_CM = 4.0
_CHART_GAP_CM = 0.55
_CHART_BORDER_CM = 0.9


@cache
def reflectances() -> Floats:
    """24 x 31, of the patches in the card's order."""
    patches = colour.SDS_COLOURCHECKERS["BabelColor Average"].values()
    return np.array([patch.copy().align(_SHAPE).values for patch in patches])


@cache
def spectrum(lamp: str) -> Floats:
    """Relative power of a lamp by wavelength."""
    return np.asarray(colour.SDS_ILLUMINANTS[lamp].copy().align(_SHAPE).values)


@cache
def sensitivities(camera: str) -> Floats:
    """31 x 3."""
    return np.asarray(colour.MSDS_CAMERA_SENSITIVITIES[camera].copy().align(_SHAPE).values)


@cache
def true_colours() -> Floats:
    """The patches in daylight, D65, as linear sRGB (24 x 3), which for cyan is outside of 0 to 1."""
    observer = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"].copy().align(_SHAPE).values
    light = spectrum("D65")
    xyz = (reflectances() * light) @ observer / (light @ observer[:, 1])
    return np.asarray(xyz @ np.asarray(colour.RGB_COLOURSPACES["sRGB"].matrix_XYZ_to_RGB).T)


def camera_colours(
    lamp: str, camera: str, *, balance: tuple[float, float] = (1.0, 1.0), exposure: float = 1.0
) -> Floats:
    """The patches and, as the 25th, the paper as this camera hands them out: linear, before it clips.

    `balance`: how far its white balance is off in red and blue. `exposure` 1: a white of 100 % just does not clip.
    """
    surfaces = np.vstack([reflectances(), np.full(reflectances().shape[1], _PAPER)])
    sees = sensitivities(camera)
    gains = np.array([balance[0], 1.0, balance[1]])

    def raw(light: Floats) -> Floats:
        return np.asarray((surfaces * light) @ sees / (light @ sees))

    profile, *_ = np.linalg.lstsq(raw(spectrum("D65"))[:24], true_colours(), rcond=None)
    profile = profile / profile.sum(axis=0)
    return np.asarray(exposure * (raw(spectrum(lamp)) * gains) @ profile)


@dataclass(frozen=True)
class CardScene:
    """The card before the camera."""

    lamp: str = "D65"
    camera: str = CAMERAS[0]
    balance: tuple[float, float] = (1.0, 1.0)
    exposure: float = 0.95
    width: int = 960
    height: int = 720
    size: float = 0.7
    """Width of the card as a share of the picture's."""
    aslant: float = 0.06
    light_falls: float = 0.2
    blur_px: float = 0.7
    noise: float = 2.0
    """Standard deviation, of 255."""
    jpeg: int = 88
    glare: bool = False
    second_card: bool = False
    chart: bool = False
    """A 24-patch chart in its black frame instead of the printed card."""
    turned_deg: float = 0.0
    mirrored: bool = False
    checked: bool = False
    """Lies on a checked fabric."""
    garment: float = 0.0
    """Share of the picture that a red garment covers, from the left."""
    seed: int = 0


def render_card(scene: CardScene) -> Picture:
    """The picture, in RGB."""
    chance = np.random.default_rng(scene.seed)
    seen = camera_colours(scene.lamp, scene.camera, balance=scene.balance, exposure=scene.exposure)
    flat = _chart(seen) if scene.chart else _card(seen)
    if scene.mirrored:
        flat = flat[:, ::-1].copy()
    picture: Any = _ground(scene, seen)
    for shift in (-0.26, 0.26) if scene.second_card else (0.0,):
        matrix = _view(scene, chance, flat.shape[1], flat.shape[0], shift)
        warped = cv2.warpPerspective(
            flat.astype(np.float32), matrix, (scene.width, scene.height), flags=cv2.INTER_AREA, borderValue=(-1, -1, -1)
        )
        picture = np.where(warped > -0.5, warped, picture)
    columns = np.arange(scene.width) / scene.width
    folds = 0.75 + 0.25 * np.sin(60 * columns)
    if scene.garment:
        picture[:, columns < scene.garment] = (folds[:, None] * seen[14])[columns < scene.garment]
    picture = picture * (1 - scene.light_falls * columns)[None, :, None]
    if scene.glare:
        spot = np.exp(
            -((columns[None, :] - 0.45) ** 2 + (np.arange(scene.height)[:, None] / scene.width - 0.35) ** 2) / 0.006
        )
        picture = picture + 0.8 * spot[..., None]
    picture = cv2.GaussianBlur(picture, (0, 0), scene.blur_px)
    encoded = np.asarray(colour.models.eotf_inverse_sRGB(np.clip(picture, 0, 1))) * 255
    encoded = encoded + chance.normal(0, scene.noise, encoded.shape)
    return _jpeg(np.clip(np.round(encoded), 0, 255).astype(np.uint8), scene.jpeg)


def _card(seen: Floats) -> Floats:
    """The card from straight above with its margin, in linear light."""
    margin = PIXELS_PER_CM
    height = round(colour_card.FRAME_HEIGHT_CM * PIXELS_PER_CM) + 2 * margin
    width = round(colour_card.FRAME_WIDTH_CM * PIXELS_PER_CM) + 2 * margin
    card: Any = np.tile(seen[24], (height, width, 1))
    for patch in range(24):
        (left, top), _, (right, bottom), _ = np.round(colour_card.patch_corners_cm(patch) * PIXELS_PER_CM).astype(int)
        card[margin + top : margin + bottom, margin + left : margin + right] = seen[patch]
    side = round(colour_card.TAG_CM * PIXELS_PER_CM)
    for number, place in colour_card.TAGS_CM.items():
        left, top = (margin + round(value * PIXELS_PER_CM) for value in place)
        cells = cv2.resize(tag_cells(number), (side, side), interpolation=cv2.INTER_NEAREST)
        card[top : top + side, left : left + side] = np.where(cells[..., None] > 0, seen[24], seen[23])
    return np.asarray(card)


def _chart(seen: Floats) -> Floats:
    """The chart from straight above, in linear light."""
    patch, pitch = _CHART_PATCH_CM, _CHART_PATCH_CM + _CHART_GAP_CM
    size = 2 * _CHART_BORDER_CM - _CHART_GAP_CM + pitch * np.array([colour_card.ROWS, colour_card.COLUMNS])
    height, width = np.round(size * PIXELS_PER_CM).astype(int)
    chart: Any = np.tile(_FRAME / _PAPER * seen[24], (height, width, 1))
    for number in range(24):
        corner = _CHART_BORDER_CM + pitch * np.array(divmod(number, colour_card.COLUMNS))
        top, left = np.round(corner * PIXELS_PER_CM).astype(int)
        bottom, right = np.round((corner + patch) * PIXELS_PER_CM).astype(int)
        chart[top:bottom, left:right] = seen[number]
    return np.asarray(chart)


def _ground(scene: CardScene, seen: Floats) -> Floats:
    """What the card lies on."""
    picture = np.full((scene.height, scene.width, 3), 0.18 * seen[24] / _PAPER)
    if scene.checked:
        side = scene.width // 24
        rows, columns = np.mgrid[0 : scene.height, 0 : scene.width] // side % 2
        picture[(rows == 1) & (columns == 1)] = seen[14]
        picture[rows != columns] = seen[0]
    return picture


def _view(scene: CardScene, chance: np.random.Generator, width: int, height: int, shift: float) -> Floats:
    """From the flat card's pixels to the picture's."""
    share = scene.size / (2.2 if scene.second_card else 1)
    half = np.array([share / 2, share / 2 * height / width]) * scene.width
    middle = np.array([scene.width * (0.5 + shift), scene.height / 2])
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
    cos, sin = np.cos(np.radians(scene.turned_deg)), np.sin(np.radians(scene.turned_deg))
    bent = square * half + chance.normal(0, scene.aslant / 2, (4, 2)) * half
    corners = middle + bent @ np.array([[cos, sin], [-sin, cos]])
    pixels = (square + 1) / 2 * np.array([width, height]) - 0.5
    return np.asarray(cv2.getPerspectiveTransform(pixels.astype(np.float32), corners.astype(np.float32)))


def _jpeg(picture: Picture, quality: int) -> Picture:
    done, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded[..., ::-1], dtype=np.uint8)


def random_card_scene(lamp: str, seed: int) -> CardScene:
    """The card as agents hold it."""
    chance = np.random.default_rng(seed)
    return CardScene(
        lamp=lamp,
        camera=CAMERAS[seed % 2],
        balance=(chance.uniform(0.85, 1.2), chance.uniform(0.8, 1.2)),
        exposure=chance.uniform(0.55, 1.15),
        size=chance.uniform(0.45, 0.85),
        light_falls=chance.uniform(0, 0.35),
        blur_px=chance.uniform(0.4, 1.2),
        noise=chance.uniform(1, 5),
        jpeg=int(chance.integers(75, 95)),
        seed=seed,
    )


def remaining(matrix: Any, scene: CardScene) -> Floats:
    """CIEDE2000 of each of the 24 patches between the truth and what the matrix makes of the camera's colours.

    Without the picture's noise and clipping, and measured against the spectra: what holds for the product too.
    """
    from server.vision.difference import difference, to_lab

    light = scene.exposure * (1 - scene.light_falls / 2)  # as in the middle of the card
    seen = camera_colours(scene.lamp, scene.camera, balance=scene.balance, exposure=light)[:24]
    shown = np.clip(seen @ np.asarray(matrix, dtype=np.float64).reshape(3, 3).T, 0, 1)
    return difference(to_lab(shown), to_lab(np.clip(true_colours(), 0, 1)))
