"""End-to-end latency of every consultation: taken in, kept live, rolled up, shown to Prometheus."""

from server.latency.archive import DAY_MS, HOUR_MS, Archive, Contribution, Ends, Moment, Step
from server.latency.browser import browser_of
from server.latency.histogram import Sums, merged
from server.latency.keeper import LatencyKeeper
from server.latency.metrics import Metrics
from server.latency.recorder import LatencyRecorder
from server.latency.rows import STAGES, EntryRow, Row, WindowRow
from server.latency.store import MINUTE_MS, LatencyStore, LiveHashes, minute_of

__all__ = [
    "DAY_MS",
    "HOUR_MS",
    "MINUTE_MS",
    "STAGES",
    "Archive",
    "Contribution",
    "Ends",
    "EntryRow",
    "LatencyKeeper",
    "LatencyRecorder",
    "LatencyStore",
    "LiveHashes",
    "Metrics",
    "Moment",
    "Row",
    "Step",
    "Sums",
    "WindowRow",
    "browser_of",
    "merged",
    "minute_of",
]
