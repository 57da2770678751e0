"""The probe's camera: pictures with the clock in them, at a steady rate.

aiortc hands a frame out only when the first packet of the next one is there, a whole frame interval late, which no
browser does. So each picture is followed at once by a companion, the same picture again, which costs the encoder next
to nothing and is not counted. How long the companion took to follow is the error that is left; it is kept.
"""

import asyncio
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from aiortc import MediaStreamTrack
from av import VideoFrame

from server.probe.clock_picture import draw

FRAMES_PER_S: Final = 15
VIDEO_CLOCK: Final = Fraction(1, 90_000)
_TICKS_PER_MS: Final = 90


class ClockCamera(MediaStreamTrack):
    """A video track. `now_ms` is the clock in the picture."""

    kind = "video"

    def __init__(self, now_ms: Callable[[], float]) -> None:
        super().__init__()
        self._now_ms = now_ms
        self._began_ms = now_ms()
        self._due_ms = self._began_ms
        self._count = 0
        self._drawn_ms: float | None = None
        self._sent_ms: float | None = None
        self.companions_ms: list[float] = []
        """For each picture: from the moment in which it was on its way until its companion was too."""

    async def recv(self) -> VideoFrame:
        """The next picture when it is due, or the companion of the last one at once."""
        now_ms = self._now_ms()
        if self._drawn_ms is not None:
            # The sender asks for the next frame when the last one has been encoded and sent.
            frame = self._picture(self._drawn_ms, now_ms)
            self._drawn_ms, self._sent_ms = None, now_ms
            return frame
        if self._sent_ms is not None:
            self.companions_ms.append(now_ms - self._sent_ms)
        self._due_ms = max(self._due_ms + 1000 / FRAMES_PER_S, now_ms)
        await asyncio.sleep((self._due_ms - now_ms) / 1000)
        self._count += 1
        self._drawn_ms = self._now_ms()
        return self._picture(self._drawn_ms, self._drawn_ms)

    def _picture(self, drawn_ms: float, at_ms: float) -> VideoFrame:
        frame = draw(drawn_ms, self._count)
        frame.pts = round((at_ms - self._began_ms) * _TICKS_PER_MS)
        frame.time_base = VIDEO_CLOCK
        return frame
