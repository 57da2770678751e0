"""One HTML page of what the lab saw: a table of figures, and plots of each profile with its modes beside each other."""

import html
import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import msgspec

from signaling.target import TARGET_MS
from tests.lab.beside import rates
from tests.lab.call import Recording
from tests.lab.figures import Figures, readable_frames, series

COLOURS: Final = {"on": "#1b6ef3", "ceiling": "#0f9960", "off": "#b8860b", "plain": "#c0392b"}
MODE_NAMES: Final = {
    "on": "governor on",
    "ceiling": "ceiling only",
    "off": "governor off",
    "plain": "plain WebRTC",
}
WIDTH, HEIGHT = 460, 150

Series = list[tuple[float, float]]

Column = tuple[str, str, str]

COLUMNS: Final[tuple[Column, ...]] = (
    ("within_share", "within target", "{:.3f}"),
    ("p50_ms", "p50 ms", "{:.0f}"),
    ("p95_ms", "p95 ms", "{:.0f}"),
    ("frozen_s", "frozen s", "{:.1f}"),
    ("frames_per_second", "frames/s", "{:.0f}"),
    ("bitrate_kbps", "kbit/s", "{:.0f}"),
    ("ssim", "SSIM", "{:.3f}"),
    ("concealed_share", "sound concealed", "{:.3f}"),
    ("accept_to_first_frame_ms", "accept → first frame ms", "{:.0f}"),
    ("error_p50_ms", "stated − true ms", "{:+.0f}"),
    ("coverage", "bound holds", "{:.3f}"),
    ("bound_p50_ms", "bound ± ms", "{:.0f}"),
    ("back_s", "picture back s", "{:.1f}"),
    ("share.link_share", "share of the link", "{:.2f}"),
    ("share.call_kbps", "picture and sound kbit/s", "{:.0f}"),
    ("share.beside_kbps", "beside it kbit/s", "{:.0f}"),
    ("share.fair_kbps", "fair kbit/s", "{:.0f}"),
)
"""Field of `Figures`, its name for people, how it is written."""


def columns(results: dict[tuple[str, str], list[Figures]]) -> list[Column]:
    """Those for which there is any value: most tables have nothing beside the call."""
    figures = [run for runs in results.values() for run in runs]
    return [column for column in COLUMNS if any(_value(run, column[0]) is not None for run in figures)]


def summary(runs: Sequence[Figures], shown: Sequence[Column]) -> list[str]:
    """Each column over all repeats: the median, and the least and the most where there are several."""
    cells = []
    for field, _, form in shown:
        values = [value for run in runs if (value := _value(run, field)) is not None]
        if not values:
            cells.append("–")
            continue
        middle = form.format(statistics.median(values))
        spread = f" ({form.format(min(values))}–{form.format(max(values))})" if len(values) > 1 else ""
        cells.append(middle + spread)
    return cells


def _value(run: Figures, field: str) -> float | None:
    found: Any = run
    for name in field.split("."):
        found = getattr(found, name, None)
    return None if found is None else float(found)


def text_table(results: dict[tuple[str, str], list[Figures]]) -> str:
    """The figures as a Markdown table, one row a profile and mode."""
    shown = columns(results)
    head = ["profile", "", "n", *(name for _, name, _ in shown)]
    rows = [
        [profile, MODE_NAMES[mode], str(len(runs)), *summary(runs, shown)] for (profile, mode), runs in results.items()
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def page(results: dict[tuple[str, str], list[Figures]], recordings: dict[tuple[str, str], Recording]) -> str:
    """The whole report; `recordings` holds the newest of each profile and mode, for the plots."""
    sections = []
    for profile in dict.fromkeys(name for name, _ in results):
        shown = {mode: recordings[name, mode] for name, mode in recordings if name == profile}
        plots = (
            ("Age of the frames shown, ms", _latency, TARGET_MS),
            ("Video received, kbit/s", _bitrate, None),
            ("Beside it, kbit/s", _beside, None),
            ("Jitter buffer, ms a frame", _jitter_buffer, None),
            ("Frames a second", _frame_rate, None),
        )
        figures = "".join(_plot(title, shown, of, line) for title, of, line in plots)
        sections.append(f"<h2>{html.escape(profile)}</h2><div class=plots>{figures}</div>")
    columned = columns(results)
    head = "".join(f"<th>{html.escape(name)}" for name in ("profile", "", "n", *(name for _, name, _ in columned)))
    body = "".join(
        f"<tr><td>{html.escape(profile)}<td style='color:{COLOURS[mode]}'>{MODE_NAMES[mode]}<td>{len(runs)}"
        + "".join(f"<td>{cell}" for cell in summary(runs, columned))
        for (profile, mode), runs in results.items()
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Lab</title><style>"
        "body{font:14px system-ui;margin:2rem;color:#222}table{border-collapse:collapse}"
        "td,th{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:right;font-variant-numeric:tabular-nums}"
        "td:nth-child(-n+2){text-align:left}.plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}"
        "figcaption{font-size:12px}</style><h1>Consultations over emulated links</h1>"
        "<p>Medians over n repeats, interleaved, least and most in brackets. The plots show the last repeat; "
        "the dashed line is the target.</p>"
        f"<table><tr>{head}{body}</table>{''.join(sections)}</html>"
    )


def _plot(title: str, recordings: dict[str, Recording], of: Callable[[Recording], Series], line: float | None) -> str:
    all_series = {mode: of(recording) for mode, recording in recordings.items()}
    points = [point for found in all_series.values() for point in found]
    if not points:
        return ""
    seconds = max(at for at, _ in points)
    top = max(value for _, value in points) * 1.05 or 1.0
    # A plain call can be seconds late; the target must stay visible all the same.
    top = min(max(top, (line or 0) * 1.2), (line or top) * 4)

    def place(at: float, value: float) -> str:
        return f"{max(at, 0) / seconds * WIDTH:.1f},{HEIGHT - min(value, top) / top * HEIGHT:.1f}"

    lines = "".join(
        f"<polyline fill=none stroke='{COLOURS[mode]}' points='{' '.join(place(*point) for point in found)}'/>"
        for mode, found in all_series.items()
    )
    if line is not None:
        ends = f"{place(0, line)} {place(seconds, line)}"
        lines += f"<polyline fill=none stroke=#555 stroke-dasharray='4 4' points='{ends}'/>"
    return (
        f"<figure><svg width={WIDTH} height={HEIGHT} viewBox='0 0 {WIDTH} {HEIGHT}' role=img "
        f"aria-label='{html.escape(title)}' style='border:1px solid #ddd'>{lines}</svg>"
        f"<figcaption>{html.escape(title)}, up to {top:.0f}, over {seconds:.0f} s</figcaption></figure>"
    )


def _measured(recording: Recording, points: Iterable[tuple[float, float]]) -> Series:
    return [(at, value) for at, value in points if 0 <= at <= recording.measured_s]


def _latency(recording: Recording) -> Series:
    frames = readable_frames(recording)
    return _measured(recording, (((shown - recording.started_ms) / 1000, shown - drawn) for shown, drawn in frames))


def _bitrate(recording: Recording) -> Series:
    return _measured(recording, series(recording, "buyer", "in_video", "bytesReceived", 8 / 1000))


def _beside(recording: Recording) -> Series:
    beside = recording.beside
    return _measured(recording, rates(beside.counts, recording.started_ms)) if beside else []


def _frame_rate(recording: Recording) -> Series:
    return _measured(recording, series(recording, "buyer", "in_video", "framesDecoded"))


def _jitter_buffer(recording: Recording) -> Series:
    held = series(recording, "buyer", "in_video", "jitterBufferDelay", 1000)
    emitted = dict(series(recording, "buyer", "in_video", "jitterBufferEmittedCount"))
    return _measured(recording, ((at, value / emitted[at]) for at, value in held if emitted.get(at)))


def encode(profile: str, mode: str, repeat: int, figures: Figures, recording: Recording) -> bytes:
    """One run as JSON: its figures, and everything seen but the pictures."""
    run = {"profile": profile, "mode": mode, "repeat": repeat, "figures": figures}
    return msgspec.json.encode({**run, "recording": msgspec.structs.replace(recording, pictures=[])})
