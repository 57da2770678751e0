from typing import Any

import pytest

from tests.lab.beside import RTP_OVERHEAD, Beside, call_counts, rate_bps, rates, shared

STARTED_MS = 1_790_000_000_000.0


def counts(*, kbps: float, seconds: int, from_s: float = 0.0) -> list[tuple[float, float]]:
    """Of a flow with an even rate, twice a second."""
    return [
        (STARTED_MS + (from_s + index / 2) * 1000, 1000.0 + kbps * index / 2 * 1000 / 8)
        for index in range(2 * seconds + 1)
    ]


def statistics(at_ms: float, **received: tuple[int, int, int]) -> dict[str, Any]:
    """One entry of a page's statistics: payload, headers and packets of each kind."""
    names = ("bytesReceived", "headerBytesReceived", "packetsReceived")
    return {"atMs": at_ms, **{kind: dict(zip(names, values, strict=True)) for kind, values in received.items()}}


def test_the_two_rates_are_measured_against_half_of_the_link() -> None:
    beside = Beside(kind="download", link_bps=2e6, counts=counts(kbps=1400, seconds=20))
    share = shared(beside, counts(kbps=500, seconds=26, from_s=-6), STARTED_MS, STARTED_MS + 20_000)
    assert share.fair_kbps == 1000
    assert share.beside_kbps == pytest.approx(1400)
    assert share.call_kbps == pytest.approx(500)
    assert share.link_share == pytest.approx(0.25)


def test_a_flow_that_stops_half_way_had_half_of_its_rate() -> None:
    assert rate_bps(counts(kbps=800, seconds=10), STARTED_MS, STARTED_MS + 20_000) == pytest.approx(400_000)


def test_what_came_before_the_measurement_does_not_count() -> None:
    found = counts(kbps=800, seconds=10, from_s=-10)
    assert rate_bps(found, STARTED_MS, STARTED_MS + 20_000) == pytest.approx(0)


def test_a_call_takes_of_the_link_what_its_packets_weigh_there() -> None:
    found = call_counts(
        [
            statistics(1.0),
            statistics(2.0, in_audio=(100, 24, 2)),
            statistics(3.0, in_audio=(100, 24, 2), in_video=(1000, 40, 1)),
        ]
    )
    sound = 124 + 2 * RTP_OVERHEAD
    assert found == [(1.0, 0), (2.0, sound), (3.0, sound + 1040 + RTP_OVERHEAD)]


def test_a_plot_shows_the_rate_since_the_count_before() -> None:
    found = rates([(STARTED_MS, 0.0), (STARTED_MS + 500, 25_000.0), (STARTED_MS + 500, 25_000.0)], STARTED_MS)
    assert found == [(0.5, 400.0)]
