"""What strangers send as images: refused with a clear word, or made clean."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from server.errors import CorruptImage, ImageTooLarge, TooManyPixels, UnsupportedImage
from server.stills import MAX_IMAGE_BYTES, clean_image

RED, BLUE = (220, 20, 20), (20, 20, 220)
ORIENTATION, GPS = 0x0112, 0x8825


def halves(width: int = 64, height: int = 32, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def decoded(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    assert image.format == "JPEG"
    return image.convert("RGB")


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True))


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is of this size, and has next to nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_every_kind_that_is_taken_becomes_a_jpeg_of_the_same_size(kind: str, mode: str) -> None:
    clean = clean_image(encoded(halves(mode=mode), kind))
    assert (clean.width, clean.height) == (64, 32)
    assert decoded(clean.jpeg).size == (64, 32)


def test_what_is_transparent_becomes_white() -> None:
    clean = clean_image(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))
    assert is_near(decoded(clean.jpeg).getpixel((4, 4)), (255, 255, 255))


def test_a_photograph_is_turned_upright_and_its_notes_are_gone() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 3  # upside down
    exif[GPS] = {1: "N", 2: (52.0, 30.0, 0.0)}
    exif[0x010F] = "A maker of cameras"
    photograph = encoded(halves(), exif=exif, comment=b"taken at home", icc_profile=srgb_profile())
    assert b"A maker of cameras" in photograph
    clean = clean_image(photograph)
    upright = decoded(clean.jpeg)
    assert is_near(upright.getpixel((4, 16)), BLUE)
    assert is_near(upright.getpixel((60, 16)), RED)
    kept = Image.open(io.BytesIO(clean.jpeg))
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert dict(kept.getexif()) == {}
    for trace in (b"A maker of cameras", b"taken at home", b"Exif", b"ICC_PROFILE"):
        assert trace not in clean.jpeg


def test_one_held_sideways_exchanges_width_and_height() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    clean = clean_image(encoded(halves(), exif=exif))
    assert (clean.width, clean.height) == (32, 64)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_notes_that_are_broken_do_not_spoil_the_photograph() -> None:
    clean = clean_image(encoded(halves(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))
    assert is_near(decoded(clean.jpeg).getpixel((4, 16)), RED)


def test_notes_of_a_png_are_gone_too() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A maker of cameras"
    assert b"A maker of cameras" not in clean_image(encoded(halves(), "PNG", exif=exif)).jpeg


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_profile_that_is_broken_is_left_aside() -> None:
    clean = clean_image(encoded(halves(), icc_profile=b"no profile at all"))
    assert is_near(decoded(clean.jpeg).getpixel((4, 16)), RED)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n",
        b"RIFF\0\0\0\0WAVEfmt ",
        encoded(halves(), "TIFF"),
        encoded(halves(), "GIF"),
    ],
)
def test_what_is_no_photograph_is_refused_by_what_it_holds(data: bytes) -> None:
    with pytest.raises(UnsupportedImage):
        clean_image(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_what_is_cut_off_is_refused(kind: str, kept: float) -> None:
    noise = Image.effect_noise((256, 256), 80).convert("RGB")
    whole = encoded(noise, kind)
    with pytest.raises(CorruptImage):
        clean_image(whole[: max(16, int(len(whole) * kept))])


def test_what_is_damaged_inside_is_refused() -> None:
    whole = bytearray(encoded(halves(), "PNG"))
    middle = whole.index(b"IDAT") + 8
    whole[middle : middle + 8] = b"\xff" * 8
    with pytest.raises(CorruptImage):
        clean_image(bytes(whole))


@pytest.mark.parametrize("size", [(10_000, 10_000), (65_000, 65_000), (50_000_001, 1)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels, match="more than 50 million"):
        clean_image(png_header(*size))


def test_a_hundred_megapixels_are_refused_though_the_file_is_small() -> None:
    jpeg = encoded(Image.new("L", (10_000, 10_000)))
    assert len(jpeg) < MAX_IMAGE_BYTES
    with pytest.raises(TooManyPixels):
        clean_image(jpeg)


def test_text_that_unpacks_to_gigabytes_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
    png = encoded(halves(), "PNG")
    after_header = 8 + 25
    with pytest.raises(CorruptImage):
        clean_image(png[:after_header] + bomb + png[after_header:])


def test_too_many_bytes_are_refused_before_they_are_looked_at() -> None:
    with pytest.raises(ImageTooLarge):
        clean_image(bytes(MAX_IMAGE_BYTES + 1))
