"""What a recording comes to: figures over the measured time, and series for the plots."""

import io
import itertools
import math
import statistics
from collections.abc import Sequence
from fractions import Fraction
from tempfile import TemporaryDirectory
from typing import Any

import av
from msgspec import Struct

from signaling.target import TARGET_MS
from tests.lab.beside import Share, call_counts, shared
from tests.lab.call import Recording

FREEZE_MS = 150.0
"""W3C: a freeze is a gap of at least max(3 x the mean gap, the mean gap + 150 ms)."""


class Figures(Struct, frozen=True, kw_only=True):
    """One call in numbers. None where nothing was measured."""

    within_share: float
    """Share of the measured time in which the newest frame on the buyer's screen was at most the target old."""
    p50_ms: float | None
    p95_ms: float | None
    max_ms: float | None
    frozen_s: float
    frames_per_second: float
    bitrate_kbps: float
    """Video received, on average."""
    height: float
    """Of the received picture, the mean of frames."""
    ssim: float | None
    concealed_share: float | None
    accept_to_first_frame_ms: float | None
    error_p50_ms: float | None
    """The product's latency less the truth, median."""
    coverage: float | None
    """Share of the product's values whose stated bound holds the truth."""
    bound_p50_ms: float | None
    back_s: float | None
    """`step` only: from the link being wide again until the picture has 0.8 of its earlier bitrate, for 1 s."""
    share: Share | None = None
    """Where something else went to the buyer beside the call."""


def figures(recording: Recording) -> Figures:
    """Evaluate one call."""
    begin, end = recording.started_ms, recording.started_ms + recording.measured_s * 1000
    frames = readable_frames(recording)
    shown = [frame for frame in frames if begin <= frame[0] < end]
    latencies = sorted(at - drawn for at, drawn in shown)
    statistics_ = [s for s in recording.buyer["statistics"] if begin <= s["atMs"] < end]
    said = _said_against_truth(recording, frames, begin, end)
    errors = [error for error, _ in said]
    bounds = [bound for _, bound in said if bound is not None]
    heights = [f["height"] for f in recording.buyer["frames"] if begin <= f["shownMs"] < end]
    return Figures(
        within_share=within(frames, begin, end),
        p50_ms=quantile(latencies, 0.5),
        p95_ms=quantile(latencies, 0.95),
        max_ms=latencies[-1] if latencies else None,
        frozen_s=_frozen_s([at for at, _ in shown], begin, end),
        frames_per_second=len(shown) / recording.measured_s,
        bitrate_kbps=_rate(statistics_, "in_video", "bytesReceived") * 8 / 1000,
        height=statistics.mean(heights) if heights else 0.0,
        ssim=_ssim(recording, begin, end),
        concealed_share=_ratio(statistics_, "in_audio", "concealedSamples", "totalSamplesReceived"),
        accept_to_first_frame_ms=recording.accept_to_first_frame_ms,
        error_p50_ms=statistics.median(errors) if errors else None,
        coverage=statistics.mean(abs(e) <= b for e, b in said if b is not None) if bounds else None,
        bound_p50_ms=statistics.median(bounds) if bounds else None,
        back_s=_back_s(recording) if recording.profile == "step" else None,
        share=shared(recording.beside, call_counts(recording.buyer["statistics"]), begin, end)
        if recording.beside
        else None,
    )


def readable_frames(recording: Recording) -> list[tuple[float, float]]:
    """(shown, drawn) of all frames whose clock could be read, in the order shown."""
    return [(f["shownMs"], f["drawnMs"]) for f in recording.buyer["frames"] if f["drawnMs"] is not None]


def within(frames: Sequence[tuple[float, float]], begin: float, end: float) -> float:
    """Share of the time from `begin` to `end` in which the newest frame was at most `TARGET_MS` old."""
    good = 0.0
    for index, (shown, drawn) in enumerate(frames):
        until = frames[index + 1][0] if index + 1 < len(frames) else end
        fresh_until = min(until, drawn + TARGET_MS, end)
        good += max(fresh_until - max(shown, begin), 0.0)
    return good / (end - begin)


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The value at `share` of an ordered sequence (nearest rank), None of an empty one."""
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)] if ordered else None


def series(recording: Recording, who: str, kind: str, counter: str, factor: float = 1.0) -> list[tuple[float, float]]:
    """(seconds since the start, growth of a counter a second) of one side's statistics."""
    found = []
    entries = [s for s in getattr(recording, who)["statistics"] if counter in s.get(kind, {})]
    for before, after in itertools.pairwise(entries):
        seconds = (after["atMs"] - before["atMs"]) / 1000
        growth = after[kind][counter] - before[kind][counter]
        if seconds > 0 and growth >= 0:
            found.append(((after["atMs"] - recording.started_ms) / 1000, growth / seconds * factor))
    return found


def _back_s(recording: Recording) -> float | None:
    """How long after second 13 the received bitrate reaches 0.8 of what it was before second 5, and stays for 1 s."""
    rates = series(recording, "buyer", "in_video", "bytesReceived", 8 / 1000)
    before = [rate for at, rate in rates if 0 <= at < 5]
    if not before:
        return None
    wanted = 0.8 * statistics.median(before)
    since = None
    for at, rate in rates:
        if at < 13:
            continue
        since = (at if since is None else since) if rate >= wanted else None
        if since is not None and at - since >= 1:
            return since - 13
    return None


def _frozen_s(shown: list[float], begin: float, end: float) -> float:
    gaps = [b - a for a, b in zip([begin, *shown], [*shown, end], strict=True)]
    mean = statistics.mean(gaps)
    return sum(gap for gap in gaps if gap >= max(3 * mean, mean + FREEZE_MS)) / 1000


def _rate(entries: list[dict[str, Any]], kind: str, counter: str) -> float:
    known = [e for e in entries if counter in e.get(kind, {})]
    if len(known) < 2:
        return 0.0
    growth: float = known[-1][kind][counter] - known[0][kind][counter]
    elapsed_ms: float = known[-1]["atMs"] - known[0]["atMs"]
    return growth / elapsed_ms * 1000


def _ratio(entries: list[dict[str, Any]], kind: str, part: str, whole: str) -> float | None:
    total = _rate(entries, kind, whole)
    return _rate(entries, kind, part) / total if total else None


def _said_against_truth(
    recording: Recording, frames: list[tuple[float, float]], begin: float, end: float
) -> list[tuple[float, float | None]]:
    """(error, stated bound) of the product's values, against the median of the frames of the second before each."""
    found = []
    for said in recording.buyer["said"]:
        at = said["atMs"]
        recent = [shown - drawn for shown, drawn in frames if at - 1000 <= shown < at]
        if begin <= at < end and len(recent) >= 10 and said["kind"] == "measured":
            found.append((said["ms"] - statistics.median(recent), said["boundMs"]))
    return found


def _ssim(recording: Recording, begin: float, end: float) -> float | None:
    """Mean structural similarity (FFmpeg's `ssim` filter, all planes) of the received pictures to what was drawn."""
    pairs = [p for p in recording.pictures if begin <= p["drawnMs"] < end]
    if not pairs:
        return None
    with TemporaryDirectory() as folder:
        path = f"{folder}/ssim"
        graph = av.filter.Graph()
        first = _decode(pairs[0]["received"])
        sources = [
            graph.add_buffer(
                width=first.width,
                height=first.height,
                format=av.VideoFormat("yuv420p"),
                time_base=Fraction(1),
            )
            for _ in ("received", "expected")
        ]
        ssim = graph.add("ssim", f"stats_file={path}")
        sink = graph.add("buffersink")
        for index, source in enumerate(sources):
            source.link_to(ssim, 0, index)
        ssim.link_to(sink)
        graph.configure()
        for number, pair in enumerate(pairs):
            for source, name in zip(sources, ("received", "expected"), strict=True):
                frame = _decode(pair[name])
                frame.pts = number
                source.push(frame)
            sink.pull()
        del graph, sources, ssim, sink
        with open(path, encoding="ascii") as lines:
            values = [float(line.split("All:")[1].split()[0]) for line in lines]
    return statistics.mean(values) if values else None


def _decode(png: bytes) -> Any:
    with av.open(io.BytesIO(png), "r") as container:
        return next(container.decode(video=0)).reformat(format="yuv420p")
