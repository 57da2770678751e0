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
        self._directions: dict[str, _Direction] = {}

    def add(self, direction: str, window: LatencyWindow) -> None:
        """Count one window of pictures going in `direction` (`to_buyer`, `to_agent`)."""
        seen = self._directions.get(direction)
        if seen is None:
            seen = self._directions[direction] = _Direction(self.bound.labels(direction))
        seen.add(window)

    def collect(self) -> Iterator[Metric]:
        """Families for a scrape; called by the registry."""
        latency = HistogramMetricFamily(
            "consult_end_to_end_latency_seconds",
            "Age of video frames when shown, from the camera's shutter",
            labels=["direction", "kind"],
        )
        edges = [*(f"{edge / 1000:g}" for edge in HISTOGRAM_EDGES_MS), "+Inf"]
        for direction, seen in self._directions.items():
            for kind, counts in seen.buckets.items():
                cumulative = [float(count) for count in accumulate(counts)]
                pairs = list(zip(edges, cumulative, strict=True))
                latency.add_metric([direction, kind], pairs, seen.latency_ms[kind] / 1000)
        yield latency
        for name, text in (
            ("within_target", "Time in which the newest frame on screen was at most the target old"),
            ("watched", "Time in which a picture was due"),
            ("missing", "Time in which a picture was due and its age could not be measured"),
            ("frozen", "Time in which the picture stood still"),
        ):
            family = CounterMetricFamily(f"consult_{name}_seconds", text, labels=["direction"])
            for direction, seen in self._directions.items():
                family.add_metric([direction], getattr(seen, f"{name}_ms") / 1000)
            yield family
        freezes = CounterMetricFamily("consult_freezes", "Times that the picture stood still", labels=["direction"])
        stage_seconds = CounterMetricFamily("consult_stage_seconds", "Latency by stage", labels=["direction", "stage"])
        stage_frames = CounterMetricFamily("consult_stage_frames", "Frames in it", labels=["direction", "stage"])
        for direction, seen in self._directions.items():
            freezes.add_metric([direction], seen.freezes)
            for stage, spent_ms, frames in zip(STAGES, seen.stage_ms, seen.stage_frames, strict=True):
                stage_seconds.add_metric([direction, stage], spent_ms / 1000)
                stage_frames.add_metric([direction, stage], frames)
        yield freezes
        yield stage_seconds
        yield stage_frames


class _Direction:
    """What was counted of the pictures that went one way: sums that only grow."""

    def __init__(self, bound: Histogram) -> None:
        self.bound = bound
        self.buckets: dict[str, list[int]] = {}
        """By the kind of the windows, as are the sums of the latencies counted in them."""
        self.latency_ms: dict[str, float] = {}
        self.within_target_ms = 0.0
        self.watched_ms = 0.0
        self.missing_ms = 0.0
        self.frozen_ms = 0.0
        self.freezes = 0
        self.stage_ms = [0.0] * len(STAGES)
        self.stage_frames = [0] * len(STAGES)

    def add(self, window: LatencyWindow) -> None:
        if window.kind in COUNTED_KINDS:
            counts = self.buckets.setdefault(window.kind, [0] * BUCKETS)
            for index, count in enumerate(window.buckets):
                if count:  # most are not
                    counts[index] += count
            self.latency_ms[window.kind] = self.latency_ms.get(window.kind, 0.0) + window.sum_ms
        if window.bound_ms is not None:
            self.bound.observe(window.bound_ms / 1000)
        self.within_target_ms += window.within_ms
        self.watched_ms += window.within_ms + window.late_ms + window.missing_ms
        self.missing_ms += window.missing_ms
        self.frozen_ms += window.frozen_ms
        self.freezes += window.freezes
        for index, name in enumerate(STAGES):
            stage: Stage = getattr(window.stages, name)
            self.stage_ms[index] += stage.sum_ms
            self.stage_frames[index] += stage.frames
