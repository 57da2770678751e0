"""Rendered pictures of a garment with the marker sheet beside it, whose true lengths are known. No photographs.

A pinhole camera with a lens looks at a plane: OpenCV's polynomial distortion with two coefficients and a middle that is
not quite the picture's, which is another model than the one that measuring fits. Then light falls off, the
picture is blurred, gets noise, and goes through JPEG.
"""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from server.vision.marker_sheet import FRAME_HEIGHT_CM, FRAME_WIDTH_CM, TAG_CM, TAGS_CM
from server.vision.tags import tag_cells

Floats = NDArray[np.float64]
Picture = NDArray[np.uint8]

PLANE_CM = 140.0
TEXELS_PER_CM = 20
OVERSAMPLED = 2
COARSE = 8


@dataclass(frozen=True)
class Scene:
    """What is seen, from where, through what. Lengths on the plane are cm from its middle."""

    width: int = 1280
    height: int = 960
    tilt_deg: float = 0.0
    towards_deg: float = 0.0
    """Direction in which the camera leans."""
    roll_deg: float = 0.0
    distance_cm: float = 110.0
    focal: float = 0.85
    """Focal length as a share of the picture's width."""
    distortion: tuple[float, float] = (0.0, 0.0)
    off_centre: tuple[float, float] = (0.0, 0.0)
    sheet_at: tuple[float, float] = (22.0, -12.0)
    """Top left corner of the sheet's frame."""
    sheet_turn_deg: float = 0.0
    second_sheet: bool = False
    bent_cm: float = 0.0
    """How far the middle of the sheet bulges towards the camera."""
    blur_px: float = 0.7
    noise: float = 3.0
    """Standard deviation, of 255."""
    light_falls: float = 0.25
    jpeg: int = 88
    seed: int = 0
    sheet: bool = True
    garment: tuple[int, int, int] = field(default=(120, 90, 150))

    def camera(self) -> tuple[Floats, Floats, Floats]:
        """Intrinsic matrix, rotation and translation."""
        f = self.focal * self.width
        middle_x = (self.width - 1) / 2 + self.off_centre[0] * self.width
        middle_y = (self.height - 1) / 2 + self.off_centre[1] * self.width
        matrix = np.array([[f, 0, middle_x], [0, f, middle_y], [0, 0, 1]])
        lean, towards, roll = np.radians([self.tilt_deg, self.towards_deg, self.roll_deg])
        axis = np.array([np.cos(towards), np.sin(towards), 0]) * lean
        turned = cv2.Rodrigues(np.array([0, 0, roll]))[0] @ cv2.Rodrigues(axis)[0]
        return matrix, np.asarray(turned), np.array([0.0, 0.0, self.distance_cm])

    def pixels(self, places: Any) -> Floats:
        """Where places on the plane (N x 2 or N x 3, cm) are on the picture."""
        points = np.atleast_2d(np.asarray(places, dtype=np.float64))
        if points.shape[1] == 2:
            points = np.column_stack([points, np.zeros(len(points))])
        matrix, rotation, translation = self.camera()
        lens = np.array([*self.distortion, 0, 0, 0], dtype=np.float64)
        found, _ = cv2.projectPoints(points, cv2.Rodrigues(rotation)[0], translation, matrix, lens)
        return np.asarray(found, dtype=np.float64).reshape(-1, 2)


def render(scene: Scene) -> Picture:
    """The picture, in RGB."""
    matrix, rotation, translation = scene.camera()
    lens = np.array([*scene.distortion, 0, 0, 0], dtype=np.float64)
    # The lens bends smoothly: every eighth small pixel, and one beyond each border, tells of those between.
    rows, columns = (
        (np.arange(-1, length * OVERSAMPLED // COARSE + 1) + 0.5) * COARSE / OVERSAMPLED - 0.5
        for length in (scene.height, scene.width)
    )
    pixels = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 1, 2)
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 1e-9)
    rays = cv2.undistortPoints(pixels, matrix, lens, criteria=stop).reshape(-1, 2)
    ground = np.column_stack([rotation[:, 0], rotation[:, 1], translation])
    places = np.column_stack([rays, np.ones(len(rays))]) @ np.linalg.inv(ground).T
    coarse = (places[:, :2] / places[:, 2:]).reshape(len(rows), len(columns), 2)
    fine = cv2.resize(coarse, (0, 0), fx=COARSE, fy=COARSE, interpolation=cv2.INTER_CUBIC)
    flat = np.asarray(fine[COARSE:-COARSE, COARSE:-COARSE], dtype=np.float64)
    texels = ((flat + PLANE_CM / 2) * TEXELS_PER_CM - 0.5).astype(np.float32)
    texture = _plane(scene)
    if scene.bent_cm:
        texels = _bulge(scene, flat, rotation, translation)
    light = cv2.remap(texture, texels[..., 0], texels[..., 1], cv2.INTER_LINEAR, borderValue=(90, 90, 90))
    small = cv2.resize(light, (scene.width, scene.height), interpolation=cv2.INTER_AREA).astype(np.float64)
    return _photograph(scene, small)


def _plane(scene: Scene) -> Picture:
    """The plane from above: a woven garment and the sheet."""
    chance = np.random.default_rng(scene.seed)
    side = round(PLANE_CM * TEXELS_PER_CM)
    weave = np.array(scene.garment) + chance.normal(0, 14, (side // 4, side // 4, 1))
    base = np.clip(weave, 0, 255).astype(np.uint8).repeat(4, axis=0).repeat(4, axis=1)
    if scene.sheet:
        _lay(base, scene, scene.sheet_at)
    if scene.second_sheet:
        _lay(base, scene, (-scene.sheet_at[0] - FRAME_WIDTH_CM, scene.sheet_at[1]))
    return base


def sheet_from_above(texels_per_cm: int) -> Picture:
    """The sheet's frame with a margin of one centimetre, as grey values: paper is not quite white, ink not black."""
    margin = texels_per_cm
    height, width = round(FRAME_HEIGHT_CM * texels_per_cm), round(FRAME_WIDTH_CM * texels_per_cm)
    sheet = np.full((height + 2 * margin, width + 2 * margin), 225, dtype=np.uint8)
    side = round(TAG_CM * texels_per_cm)
    for number, (left, top) in TAGS_CM.items():
        cells = cv2.resize(tag_cells(number), (side, side), interpolation=cv2.INTER_NEAREST)
        row, column = margin + round(top * texels_per_cm), margin + round(left * texels_per_cm)
        sheet[row : row + side, column : column + side] = np.where(cells > 0, 225, 32)
    return sheet


def _lay(base: Picture, scene: Scene, at: tuple[float, float]) -> None:
    sheet = sheet_from_above(TEXELS_PER_CM)
    turn = np.radians(scene.sheet_turn_deg)
    cos, sin = np.cos(turn), np.sin(turn)
    # From the sheet's texels to the plane's: turned about the frame's top left corner, which stands `at`.
    corner = (np.array(at) + PLANE_CM / 2) * TEXELS_PER_CM - 0.5
    own = np.full(2, TEXELS_PER_CM - 0.5)
    matrix = np.array([[cos, -sin, 0], [sin, cos, 0]])
    matrix[:, 2] = corner - matrix[:, :2] @ own
    size = (base.shape[1], base.shape[0])
    laid = cv2.warpAffine(sheet, matrix, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(np.full_like(sheet, 255), matrix, size, flags=cv2.INTER_LINEAR)
    share = (mask / 255.0)[..., None]
    base[:] = (base * (1 - share) + laid[..., None] * share).astype(np.uint8)


def _bulge(scene: Scene, flat: Floats, rotation: Floats, translation: Floats) -> NDArray[np.float32]:
    """Where each ray meets a sheet whose middle bulges like a cylinder about its short axis, by a few steps."""
    camera = -rotation.T @ translation
    top = scene.sheet_at[1]
    height = np.zeros(flat.shape[:2])
    seen = flat
    for _ in range(6):
        # The ray's place at this height, towards the camera (negative z is nearer to it).
        share = height / -camera[2]
        seen = flat + (camera[:2] - flat) * share[..., None]
        along = (seen[..., 1] - top) / FRAME_HEIGHT_CM
        height = scene.bent_cm * np.clip(4 * along * (1 - along), 0, None)
    return ((seen + PLANE_CM / 2) * TEXELS_PER_CM - 0.5).astype(np.float32)


def _photograph(scene: Scene, light: Floats) -> Picture:
    chance = np.random.default_rng(scene.seed + 1)
    rows, columns = np.mgrid[0 : scene.height, 0 : scene.width]
    slope = np.cos(scene.seed) * columns / scene.width + np.sin(scene.seed) * rows / scene.height
    light = light * (1 - scene.light_falls * (0.5 + 0.5 * slope))[..., None]
    if scene.blur_px:
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), scene.blur_px), dtype=np.float64)
    light = light + chance.normal(0, scene.noise, light.shape)
    picture = np.clip(np.round(light), 0, 255).astype(np.uint8)
    done, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, scene.jpeg])
    assert done
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded[..., ::-1], dtype=np.uint8)


def random_scene(seed: int) -> tuple[Scene, Floats]:
    """A scene as people take them, and the two ends (2 x 2, cm) of 50 cm on its garment, all in the picture."""
    chance = np.random.default_rng(seed)
    while True:
        width, height = [(960, 720), (1280, 720), (1280, 960)][chance.integers(3)]
        side = chance.choice([-1.0, 1.0])
        scene = Scene(
            width=width,
            height=height,
            tilt_deg=chance.uniform(0, 35),
            towards_deg=chance.uniform(0, 360),
            roll_deg=chance.uniform(-20, 20),
            distance_cm=chance.uniform(75, 130),
            focal=chance.uniform(0.7, 1.05),
            distortion=(chance.uniform(-0.18, 0.06), chance.uniform(-0.03, 0.05)),
            off_centre=(chance.normal(0, 0.007), chance.normal(0, 0.007)),
            sheet_at=(side * chance.uniform(10, 25) - FRAME_WIDTH_CM / 2, chance.uniform(-25, 5)),
            sheet_turn_deg=chance.uniform(-15, 15),
            blur_px=chance.uniform(0.4, 1.4),
            noise=chance.uniform(1, 7),
            light_falls=chance.uniform(0, 0.5),
            jpeg=int(chance.integers(70, 96)),
            garment=(int(chance.integers(30, 220)), int(chance.integers(30, 220)), int(chance.integers(30, 220))),
            seed=seed,
        )
        angle = chance.uniform(0, np.pi)
        middle = chance.uniform(-8, 8, 2) - [side * 8, 0]
        half = 25 * np.array([np.cos(angle), np.sin(angle)])
        ends = np.array([middle - half, middle + half])
        turn = np.radians(scene.sheet_turn_deg)
        turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        corners = np.array([[0, 0], [FRAME_WIDTH_CM, 0], [0, FRAME_HEIGHT_CM], [FRAME_WIDTH_CM, FRAME_HEIGHT_CM]])
        seen = scene.pixels(np.vstack([ends, np.array(scene.sheet_at) + corners @ turned]))
        if (seen > 12).all() and (seen < np.array([width, height]) - 12).all():
            return scene, ends
