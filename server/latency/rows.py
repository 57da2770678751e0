"""The timeline of a consultation as it is stored: one compact JSON object a window or event, in the order of arrival.

A window is stored once, here; all that is told of a consultation afterwards is added up from its rows.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from signaling.messages import LatencyWindow, LiveFigures, Role, Stage

STAGES: Final = ("capture_encode", "network", "jitter_buffer", "decode_render")

_SHORT: Final = {
    "at_ms": "a", "reporter": "r", "kind": "k", "first_bucket": "f", "counts": "c", "within_ms": "w", "late_ms": "l",
    "missing_ms": "m", "newest_ms": "n", "bound_ms": "e", "stages": "s", "path": "p", "codec": "x", "rtt_ms": "y",
    "packets_lost": "o", "packets_received": "v", "width": "W", "height": "H", "frames_per_second": "F",
    "bitrate_bps": "B", "freezes": "z", "frozen_ms": "Z", "mouth_to_ear_ms": "M", "concealed_samples": "C",
    "audio_samples": "S",
}  # fmt: skip
"""Names as stored. A consultation of ten minutes has 600 windows, and names would be most of it."""


class WindowRow(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag_field="t", tag="w", rename=_SHORT):
    """A `LatencyWindow` of one reporter, in whole numbers. `counts` begins with bucket `first_bucket`."""

    at_ms: int
    reporter: Role
    kind: str
    first_bucket: int = 0
    counts: list[int] = []
    within_ms: int = 0
    late_ms: int = 0
    missing_ms: int = 0
    newest_ms: int | None = None
    bound_ms: int | None = None
    stages: list[int] = []
    """Sum (ms) and frames of each of `STAGES` in turn, or nothing."""
    path: str = "unknown"
    codec: str = ""
    rtt_ms: int | None = None
    packets_lost: int = 0
    packets_received: int = 0
    width: int = 0
    height: int = 0
    frames_per_second: int = 0
    bitrate_bps: int = 0
    freezes: int = 0
    frozen_ms: int = 0
    mouth_to_ear_ms: int | None = None
    concealed_samples: int = 0
    audio_samples: int = 0

    @property
    def due_ms(self) -> int:
        """Time in which a picture was due."""
        return self.within_ms + self.late_ms + self.missing_ms

    @property
    def loss_share(self) -> float | None:
        """Share of the packets that were lost; None when none was sent."""
        sent = self.packets_lost + self.packets_received
        return round(self.packets_lost / sent, 4) if sent else None


class EntryRow(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False, tag_field="t", tag="e"):
    """Something that happened; `by` is buyer, agent or service."""

    at_ms: int
    by: str
    kind: str
    reason: str = ""
    values: dict[str, float] = {}


Row = WindowRow | EntryRow

_rows: msgspec.json.Decoder[list[Row]] = msgspec.json.Decoder(list[Row])


def window_row(at_ms: int, reporter: Role, window: LatencyWindow) -> WindowRow:
    """The row of a window that arrived at `at_ms`."""
    counts = window.buckets
    first, after = 0, len(counts)
    while first < after and not counts[first]:
        first += 1
    while after > first and not counts[after - 1]:
        after -= 1
    stages: list[int] = []
    if window.stages != _NO_STAGES:
        for name in STAGES:
            stage: Stage = getattr(window.stages, name)
            stages += (round(stage.sum_ms), stage.frames)
    return WindowRow(
        at_ms=at_ms,
        reporter=reporter,
        kind=window.kind,
        first_bucket=first if first < after else 0,
        counts=counts[first:after],
        within_ms=round(window.within_ms),
        late_ms=round(window.late_ms),
        missing_ms=round(window.missing_ms),
        newest_ms=_rounded(window.newest_ms),
        bound_ms=_rounded(window.bound_ms),
        stages=stages,
        path=window.path,
        codec=window.codec,
        rtt_ms=_rounded(window.rtt_ms),
        packets_lost=window.packets_lost,
        packets_received=window.packets_received,
        width=window.width,
        height=window.height,
        frames_per_second=round(window.frames_per_second),
        bitrate_bps=window.bitrate_bps,
        freezes=window.freezes,
        frozen_ms=round(window.frozen_ms),
        mouth_to_ear_ms=_rounded(window.mouth_to_ear_ms),
        concealed_samples=window.concealed_samples,
        audio_samples=window.audio_samples,
    )


_NO_STAGES: Final = LatencyWindow(kind="off").stages


def _rounded(amount: float | None) -> int | None:
    return None if amount is None else round(amount)


def figures(row: WindowRow, within_share: float | None, freezes: int) -> LiveFigures:
    """What the live table shows of a window; share and freezes are those of the consultation so far."""
    return LiveFigures(
        reported_ms=row.at_ms,
        kind=row.kind,
        newest_ms=row.newest_ms,
        bound_ms=row.bound_ms,
        within_share=within_share,
        path=row.path,
        codec=row.codec,
        width=row.width,
        height=row.height,
        frames_per_second=row.frames_per_second,
        bitrate_bps=row.bitrate_bps,
        loss_share=row.loss_share,
        rtt_ms=row.rtt_ms,
        mouth_to_ear_ms=row.mouth_to_ear_ms,
        freezes=freezes,
    )


def pack(row: Row) -> bytes:
    """One row as stored."""
    return msgspec.json.encode(row)


def join(packed: Iterable[bytes]) -> bytes:
    """Rows as one JSON array. A row that is there twice was sent again after a lost answer, and counts once."""
    return b"[" + b",".join(dict.fromkeys(packed)) + b"]"


def read(joined: bytes) -> list[Row]:
    """The rows of a JSON array in the order in which they happened."""
    return sorted(_rows.decode(joined), key=lambda row: row.at_ms)
