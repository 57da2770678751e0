"""What is within the target, and what the probe's command makes of it."""

from typing import Any

import pytest

from server.probe import ProbeResult
from server.probe.command import exit_status, sentence
from signaling.target import TARGET_MS

GOOD: dict[str, Any] = {
    "at_ms": 1_800_000_000_000,
    "path": "relay",
    "region": "eu",
    "setup_ms": 812.4,
    "p50_ms": 201.2,
    "p95_ms": 260.9,
    "max_ms": 410.0,
    "within_share": 0.998,
    "samples": 118,
    "bound_ms": 4.1,
}


@pytest.mark.parametrize(
    ("found", "within"),
    [
        ({}, True),
        ({"p95_ms": float(TARGET_MS), "within_share": 0.95}, True),
        ({"p95_ms": TARGET_MS + 0.1}, False),
        # A picture that froze: no frame came late, and yet nobody saw what happened.
        ({"within_share": 0.94}, False),
        ({"p95_ms": None, "within_share": None, "error_code": "no-picture"}, False),
    ],
)
def test_a_probe_is_within_the_target_by_frames_and_by_time(found: dict[str, Any], within: bool) -> None:
    result = ProbeResult(**{**GOOD, **found})
    assert (result.within_target, exit_status(result)) == (within, 0 if within else 1)


def test_a_result_in_one_line() -> None:
    assert sentence(ProbeResult(**GOOD)) == (
        "relay eu: p50 201 ms, p95 261 ms, max 410 ms (± 4); 99.8% of the time within 600 ms; set up in 812 ms; "
        "118 frames, 0 freezes: within the target"
    )
