"""End-to-end latency of every consultation: counted, kept live for the monitor, shown to Prometheus."""

from server.latency.metrics import Metrics
from server.latency.recorder import LatencyRecorder

__all__ = ["LatencyRecorder", "Metrics"]
