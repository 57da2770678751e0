"""What Prometheus is told of the newest probe by each way; of the node that ran it."""

from prometheus_client import CollectorRegistry, Gauge

from server.probe.result import ProbeResult

_LABELS = ("path", "region")


class ProbeGauges:
    """Gauges by path (`direct`, `relay`) and TURN region. What a failed probe did not find is taken away, not kept."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._up = Gauge("consult_probe_up", "1 when the probe found a picture", _LABELS, registry=registry)
        self._passed = Gauge(
            "consult_probe_within_target", "1 when what it found is within the target", _LABELS, registry=registry
        )
        self._at = Gauge(
            "consult_probe_last_timestamp_seconds", "When the probe ended, Unix time", _LABELS, registry=registry
        )
        self._found = {
            "setup_ms": Gauge(
                "consult_probe_setup_seconds", "From join to the first frame", _LABELS, registry=registry
            ),
            "p50_ms": Gauge(
                "consult_probe_latency_p50_seconds", "Median age of decoded frames", _LABELS, registry=registry
            ),
            "p95_ms": Gauge(
                "consult_probe_latency_p95_seconds", "95th percentile of their age", _LABELS, registry=registry
            ),
            "bound_ms": Gauge("consult_probe_bound_seconds", "Error bound of the ages", _LABELS, registry=registry),
        }
        self._within = Gauge(
            "consult_probe_within_target_ratio",
            "Share of the time in which the newest frame was at most the target old",
            _LABELS,
            registry=registry,
        )

    async def record(self, result: ProbeResult) -> None:
        """Show this result in place of the last one by the same way."""
        way = (result.path, result.region)
        self._up.labels(*way).set(result.error_code is None)
        self._passed.labels(*way).set(result.within_target)
        self._at.labels(*way).set(result.at_ms / 1000)
        for name, gauge in self._found.items():
            _show(gauge, way, getattr(result, name), 1000)
        _show(self._within, way, result.within_share, 1)


def _show(gauge: Gauge, way: tuple[str, str], value: float | None, divisor: int) -> None:
    if value is None:
        gauge.remove(*way)
    else:
        gauge.labels(*way).set(value / divisor)
