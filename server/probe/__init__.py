"""Synthetic consultations: what a buyer would find now, measured by software at both ends."""

from server.probe.gate import ProbeGate
from server.probe.result import ProbeResult
from server.probe.shop import PROBE_SHOP, open_probe_shop

__all__ = ["PROBE_SHOP", "ProbeGate", "ProbeResult", "open_probe_shop"]
