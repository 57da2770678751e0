"""What a stranger's image must be, and making a clean one of it: right way up, sRGB, without metadata.

Type and size are read from the header, and refused, before a single pixel is decoded: a file of a few kilobytes can
unpack to gigabytes.
"""

import io
from collections.abc import Callable
from typing import Final

import msgspec
from aiohttp import web
from PIL import Image, ImageCms, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from server.errors import CorruptImage, ImageTooLarge, TooManyPixels, UnsupportedImage

MAX_IMAGE_BYTES: Final = 16 * 1024 * 1024
"""A photograph of 12 megapixels, as phones take them, has 3 to 6 MB."""

MAX_PIXELS: Final = 50_000_000
QUALITY: Final = 90
"""Of the JPEG that is kept: fabric still shows its weave, at a third of the size of 100."""

_HEAD_BYTES: Final = 12
_ORIENTATION: Final = 0x0112
"""Number of the Exif tag that says how the camera was held."""


class CleanImage(msgspec.Struct, frozen=True):
    """A JPEG without metadata, and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


async def read_image(request: web.Request) -> bytes:
    """The body of a request that sends an image. Raises ImageTooLarge.

    It is longer than any other body may be, hence not read by `request.read()`, which has one limit for all routes.
    """
    body = bytearray()
    async for part in request.content.iter_chunked(64 * 1024):
        body += part
        if len(body) > MAX_IMAGE_BYTES:
            raise ImageTooLarge(f"an image may have at most {MAX_IMAGE_BYTES // (1024 * 1024)} MB")
    return bytes(body)


def clean_image(data: bytes) -> CleanImage:
    """Make a JPEG of a stranger's JPEG, PNG or WebP. Takes up to seconds of CPU: not for the event loop.

    Raises ImageTooLarge, UnsupportedImage, TooManyPixels, CorruptImage.
    """
    if len(data) > MAX_IMAGE_BYTES:
        raise ImageTooLarge(f"an image may have at most {MAX_IMAGE_BYTES // (1024 * 1024)} MB")
    plugin = _plugin(data)
    try:
        with plugin(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise TooManyPixels(f"{width} × {height} pixels are more than {MAX_PIXELS // 1_000_000} million")
            image.load()
            return _encoded(_in_srgb(_upright(image)))
    # What the decoders raise for what they cannot make sense of; they document none of it.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise CorruptImage(f"the image is damaged or incomplete: {error}") from None


def _plugin(data: bytes) -> Callable[[io.BytesIO], ImageFile]:
    """The decoder for what the bytes are, whatever a name or a header calls them."""
    head = data[:_HEAD_BYTES]
    if head.startswith(b"\xff\xd8\xff"):
        return JpegImageFile
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return WebPImageFile
    raise UnsupportedImage("an image has to be JPEG, PNG or WebP")


def _upright(image: ImageFile) -> Image.Image:
    try:
        turned = image.getexif().get(_ORIENTATION, 1) != 1
    except (OSError, SyntaxError, ValueError, TypeError):
        turned = False  # the photograph is whole, only its notes are not: they are thrown away in any case
    return ImageOps.exif_transpose(image) if turned else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours that a picture without a profile is taken for; what is transparent becomes white."""
    profile = image.info.get("icc_profile")
    if "A" in image.getbands() or "transparency" in image.info:
        opaque = Image.new("RGBA", image.size, "white")
        opaque.alpha_composite(image.convert("RGBA"))
        image = opaque.convert("RGB")
    elif image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    return _converted(image, profile).convert("RGB") if profile else image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    srgb = ImageCms.createProfile("sRGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return (
            image  # a profile that is broken or of another kind of picture: viewers then take the numbers as they are
        )


def _encoded(image: Image.Image) -> CleanImage:
    # Pasted, because what hangs on the old one (comments, Exif, profiles) would be written along.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=QUALITY, subsampling="4:4:4")
    return CleanImage(buffer.getvalue(), *bare.size)
