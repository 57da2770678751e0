"""What Prometheus is told: the pages' own histograms, added up."""

import math

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from server.latency import Metrics
from server.latency.histogram import BUCKETS
from signaling.messages import LatencyWindow, Stage, Stages
from signaling.target import HISTOGRAM_EDGES_MS, TARGET_MS


def scrape(metrics: Metrics) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = generate_latest(metrics.registry).decode()
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def window(counts: dict[int, int], kind: str = "measured") -> LatencyWindow:
    """A window with so many frames by bucket."""
    buckets = [counts.get(index, 0) for index in range(BUCKETS)]
    return LatencyWindow(
        kind=kind,
        buckets=buckets,
        sum_ms=1000.0 * sum(buckets) / 4,
        within_ms=1500,
        late_ms=300,
        missing_ms=200,
        stages=Stages(network=Stage(sum_ms=400, frames=4)),
    )


AT_TARGET = HISTOGRAM_EDGES_MS.index(TARGET_MS)
LABELS = frozenset({("direction", "to_buyer"), ("kind", "measured")})
NAME = "consult_end_to_end_latency_seconds"


def test_a_frame_at_exactly_the_target_counts_as_within_it() -> None:
    metrics = Metrics()
    metrics.add("to_buyer", window({AT_TARGET: 3, AT_TARGET + 1: 1}))

    found = scrape(metrics)

    assert found[f"{NAME}_bucket", LABELS | {("le", "0.6")}] == 3
    assert found[f"{NAME}_bucket", LABELS | {("le", "+Inf")}] == 4
    assert found[f"{NAME}_count", LABELS] == 4
    assert found[f"{NAME}_sum", LABELS] == 1.0


def test_windows_are_added_and_directions_and_kinds_kept_apart() -> None:
    metrics = Metrics()
    for direction, kind in (("to_buyer", "measured"), ("to_buyer", "measured"), ("to_agent", "estimated")):
        metrics.add(direction, window({0: 2}, kind))

    found = scrape(metrics)

    assert found[f"{NAME}_count", LABELS] == 4
    assert found[f"{NAME}_count", frozenset({("direction", "to_agent"), ("kind", "estimated")})] == 2
    to_buyer = frozenset({("direction", "to_buyer")})
    assert found["consult_within_target_seconds_total", to_buyer] == 3.0
    assert found["consult_watched_seconds_total", to_buyer] == 4.0
    assert found["consult_missing_seconds_total", to_buyer] == 0.4
    network = frozenset({("direction", "to_buyer"), ("stage", "network")})
    assert found["consult_stage_seconds_total", network] == 0.8
    assert found["consult_stage_frames_total", network] == 8


def test_freezes_bounds_and_the_objective_are_told() -> None:
    metrics = Metrics(0.995)
    metrics.add("to_buyer", LatencyWindow(kind="measured", freezes=2, frozen_ms=600, bound_ms=15))
    metrics.connect.observe(0.3)

    found = scrape(metrics)

    to_buyer = frozenset({("direction", "to_buyer")})
    assert found["consult_freezes_total", to_buyer] == 2
    assert found["consult_frozen_seconds_total", to_buyer] == 0.6
    assert found["consult_latency_bound_seconds_bucket", to_buyer | {("le", "0.01")}] == 0
    assert found["consult_latency_bound_seconds_bucket", to_buyer | {("le", "0.02")}] == 1
    assert found["consult_ring_to_connected_seconds_count", frozenset()] == 1
    assert found["consult_latency_objective_ratio", frozenset()] == 0.995
    assert math.isnan(found["consult_error_budget_left_ratio", frozenset()])


def test_missing_measurements_are_watched_time_and_never_good_time() -> None:
    metrics = Metrics()
    metrics.add("to_buyer", LatencyWindow(kind="missing", missing_ms=2000))

    found = scrape(metrics)

    to_buyer = frozenset({("direction", "to_buyer")})
    assert found["consult_watched_seconds_total", to_buyer] == 2.0
    assert found["consult_within_target_seconds_total", to_buyer] == 0.0
    assert (f"{NAME}_count", LABELS) not in found
