"""Synthetic consultations: what a buyer would find now, measured by software at both ends."""

from server.probe.gate import ProbeGate
from server.probe.gauges import ProbeGauges
from server.probe.result import ProbeResult
from server.probe.schedule import ProbeSchedule
from server.probe.shop import PROBE_SHOP, open_probe_shop

__all__ = ["PROBE_SHOP", "ProbeGate", "ProbeGauges", "ProbeResult", "ProbeSchedule", "open_probe_shop"]
