"""What Prometheus is told: the very histograms of the pages, and a few gauges. No ids in labels."""

import math
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from server.latency.histogram import BUCKETS
from server.latency.rows import STAGES
from signaling.messages import LatencyWindow, Stage
from signaling.target import HISTOGRAM_EDGES_MS

COUNTED_KINDS: Final = ("measured", "estimated")
"""Windows of other kinds hold no latencies to count."""


class Metrics(Collector):
    """This node's counters. Prometheus adds the nodes up."""

    def __init__(self, objective: float = 0.99) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(self)
        self.live = Gauge("consult_live_consultations", "Consultations going on in all shops", registry=self.registry)
        self.waiting = Gauge("consult_waiting_tickets", "Buyers in line in all shops", registry=self.registry)
        self.on_duty = Gauge("consult_agents_on_duty", "Agents on duty in all shops", registry=self.registry)
        self.connections = Gauge("consult_connections", "WebSockets of this node", registry=self.registry)
        self.redis_up = Gauge("consult_redis_up", "1 while this node reaches Redis", registry=self.registry)
        self.first_frame = Histogram(
            "consult_accept_to_first_frame_seconds",
            "From the agent's accept to the first frame on the buyer's screen",
            buckets=(0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2, 4, 8),
            registry=self.registry,
        )
        self.connect = Histogram(
            "consult_ring_to_connected_seconds",
            "From ringing to the connected peer connection, as the buyer's page measured it",
            buckets=(0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2, 4, 8),
            registry=self.registry,
        )
        self.bound = Histogram(
            "consult_latency_bound_seconds",
            "Error bound of the latencies of one window",
            ["direction"],
            buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.3, 0.6),
            registry=self.registry,
        )
        self.objective = Gauge(
            "consult_latency_objective_ratio",
            "Share of the watched time that must be within target",
            registry=self.registry,
        )
        self.objective.set(objective)
        self.budget_left = Gauge(
            "consult_error_budget_left_ratio",
            "Error budget that is left in the shop that has least; below 0 it is overspent",
            registry=self.registry,
        )
        self.budget_left.set(math.nan)
        self._freezes: dict[str, float] = {}
        self._buckets: dict[tuple[str, str], list[int]] = {}
        self._sums_ms: dict[tuple[str, str], float] = {}
        self._seconds: dict[tuple[str, str], float] = {}
        self._stages: dict[tuple[str, str], list[float]] = {}

    def add(self, direction: str, window: LatencyWindow) -> None:
        """Count one window of pictures going in `direction` (`to_buyer`, `to_agent`)."""
        if window.kind in COUNTED_KINDS:
            key = (direction, window.kind)
            counts = self._buckets.setdefault(key, [0] * BUCKETS)
            for index, count in enumerate(window.buckets):
                if count:  # most are not
                    counts[index] += count
            self._sums_ms[key] = self._sums_ms.get(key, 0.0) + window.sum_ms
        if window.bound_ms is not None:
            self.bound.labels(direction).observe(window.bound_ms / 1000)
        self._freezes[direction] = self._freezes.get(direction, 0) + window.freezes
        within, late, missing = window.within_ms, window.late_ms, window.missing_ms
        for name, amount_ms in (
            ("within_target", within),
            ("missing", missing),
            ("watched", within + late + missing),
            ("frozen", window.frozen_ms),
        ):
            key = (name, direction)
            self._seconds[key] = self._seconds.get(key, 0.0) + amount_ms / 1000
        for name in STAGES:
            stage: Stage = getattr(window.stages, name)
            entry = self._stages.setdefault((direction, name), [0.0, 0.0])
            entry[0] += stage.sum_ms / 1000
            entry[1] += stage.frames

    def collect(self) -> Iterator[Metric]:
        """Families for a scrape; called by the registry."""
        latency = HistogramMetricFamily(
            "consult_end_to_end_latency_seconds",
            "Age of video frames when shown, from the camera's shutter",
            labels=["direction", "kind"],
        )
        edges = [*(f"{edge / 1000:g}" for edge in HISTOGRAM_EDGES_MS), "+Inf"]
        for key, counts in self._buckets.items():
            cumulative = [float(count) for count in accumulate(counts)]
            pairs = list(zip(edges, cumulative, strict=True))
            latency.add_metric(list(key), pairs, self._sums_ms[key] / 1000)
        yield latency
        for name, text in (
            ("within_target", "Time in which the newest frame on screen was at most the target old"),
            ("watched", "Time in which a picture was due"),
            ("missing", "Time in which a picture was due and its age could not be measured"),
            ("frozen", "Time in which the picture stood still"),
        ):
            family = CounterMetricFamily(f"consult_{name}_seconds", text, labels=["direction"])
            for (kept, direction), seconds in self._seconds.items():
                if kept == name:
                    family.add_metric([direction], seconds)
            yield family
        freezes = CounterMetricFamily("consult_freezes", "Times that the picture stood still", labels=["direction"])
        for direction, count in self._freezes.items():
            freezes.add_metric([direction], count)
        yield freezes
        stage_seconds = CounterMetricFamily("consult_stage_seconds", "Latency by stage", labels=["direction", "stage"])
        stage_frames = CounterMetricFamily("consult_stage_frames", "Frames in it", labels=["direction", "stage"])
        for stage_key, (seconds, frames) in self._stages.items():
            stage_seconds.add_metric(list(stage_key), seconds)
            stage_frames.add_metric(list(stage_key), frames)
        yield stage_seconds
        yield stage_frames
