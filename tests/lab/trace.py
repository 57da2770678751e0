"""Cuts a stretch out of a run of the lab for the governor's tests: what its pings and statistics said on a real link.

`python -m tests.lab.trace RUN.json FROM_S TO_S OUT.json`, in seconds since the measurement began.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.lab.call import Recording


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """All times in ms since the stretch began; the other side's clock is the same one here."""

    profile: str
    echoes: list[tuple[float, float, float, float, float]]
    """Of each ping: sent, received, back, bytes of video received so far, and when they were counted."""
    sent: list[tuple[float, float, float]]
    """When, what congestion control let the encoder have (bit/s), and the share of packets lost."""


class _Run(msgspec.Struct):
    recording: Recording


def cut(recording: Recording, from_s: float, to_s: float) -> Trace:
    """Cut a stretch out of the agent's side, where the governor sits."""
    begin, end = recording.started_ms + from_s * 1000, recording.started_ms + to_s * 1000

    def since(ms: float) -> float:
        return round(ms - begin, 1)

    return Trace(
        profile=recording.profile,
        echoes=[
            (since(e["sentMs"]), since(e["receivedMs"]), since(e["backMs"]), e["bytes"], since(e["bytesMs"]))
            for e in recording.agent["echoes"]
            if begin <= e["backMs"] < end
        ],
        sent=[
            (since(s["atMs"]), s["out_video"].get("targetBitrate") or 0.0, 0.0)
            for s in recording.agent["statistics"]
            if begin <= s["atMs"] < end and "out_video" in s
        ],
    )


def main(arguments: Sequence[str]) -> None:
    """Cut and write."""
    run, from_s, to_s, out = arguments
    recording = msgspec.json.decode(Path(run).read_bytes(), type=_Run).recording
    trace = cut(recording, float(from_s), float(to_s))
    Path(out).write_bytes(msgspec.json.encode(trace) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
