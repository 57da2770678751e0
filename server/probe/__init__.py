"""Synthetic consultations: what a buyer would find now, measured by software at both ends."""

from server.probe.result import ProbeResult

__all__ = ["ProbeResult"]
