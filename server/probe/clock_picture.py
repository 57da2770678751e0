"""A picture that tells when it was made: a barcode clock, drawn into the luma of a frame and read from it again.

16 x 3 black and white cells in the upper part of the picture hold 32 bits of time in tenths of a millisecond (it wraps
after five days) and 16 bits of Fletcher's sum, the top row first. A cell is a 16th of the picture wide, so that it
outlives any codec's losses; a picture too poor to be read fails its sum and is not counted.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from av import VideoFrame

COLUMNS: Final = 16
ROWS: Final = 3
TICKS_PER_MS: Final = 10
WRAP_TICKS: Final = 2**32

WIDTH: Final = 320
HEIGHT: Final = 240
"""What is drawn. What is read may have any size, since encoders scale."""

_CELL: Final = WIDTH // COLUMNS
_WHITE: Final = 235
_BLACK: Final = 16
_GREY: Final = 110
_NEUTRAL: Final = 128
"""Chroma of a picture without colour."""
_MIDDLE: Final = (_WHITE + _BLACK) // 2
_BALL: Final = 40
"""Side of the square that wanders through the lower part, so that the encoder has something to do."""


def draw(ms: float, count: int) -> VideoFrame:
    """A picture with the clock at `ms` (Unix time); `count` moves what moves in it."""
    frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
    luma, *chroma = frame.planes
    padding = bytes(luma.line_size - WIDTH)
    rows = []
    cells = list(_cells(round(ms * TICKS_PER_MS) % WRAP_TICKS))
    for row in range(ROWS):
        bits = cells[row * COLUMNS : (row + 1) * COLUMNS]
        line = b"".join((b"\xeb" if bit else b"\x10") * _CELL for bit in bits)
        rows += [line] * _CELL
    x = count * 7 % (WIDTH - _BALL)
    plain = bytes([_GREY]) * WIDTH
    with_ball = plain[:x] + bytes([_WHITE]) * _BALL + plain[x + _BALL :]
    top = HEIGHT * 2 // 3
    rows += [with_ball if top <= y < top + _BALL else plain for y in range(len(rows), HEIGHT)]
    luma.update(b"".join(line + padding for line in rows))
    for plane in chroma:
        plane.update(bytes([_NEUTRAL]) * plane.buffer_size)
    return frame


def read(frame: VideoFrame, now_ms: float) -> float | None:
    """The time drawn into the picture (Unix ms); None when it cannot be read. `now_ms`: at most five days later."""
    luma = frame.planes[0]
    pixels = memoryview(luma)
    cell = frame.width / COLUMNS
    bits = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            x, y = int((column + 0.5) * cell), int((row + 0.5) * cell)
            # Nine pixels around the middle: one that the codec got wrong is outvoted.
            around = [pixels[(y + dy) * luma.line_size + x + dx] for dy in (-2, 0, 2) for dx in (-2, 0, 2)]
            bits.append(sum(around) > _MIDDLE * len(around))
    ticks = int("".join("1" if bit else "0" for bit in bits[:32]), 2)
    if list(_cells(ticks)) != bits:
        return None
    now = round(now_ms * TICKS_PER_MS)
    return (now - (now - ticks) % WRAP_TICKS) / TICKS_PER_MS


def _cells(ticks: int) -> Iterator[bool]:
    """32 bits of time and 16 of check sum, the highest first."""
    data = ticks.to_bytes(4)
    # Not zero to begin with, so that an all black picture is none; Fletcher's sum also sees bytes that changed places.
    low, high = 0xA5, 0
    for byte in data:
        low = (low + byte) % 255
        high = (high + low) % 255
    return chain.from_iterable(((byte >> bit) & 1 == 1 for bit in range(7, -1, -1)) for byte in (*data, low, high))
