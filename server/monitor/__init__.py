"""What supervisors see of latency: the live stream, history, routes, timelines, the error budget and its alerts."""

from server.monitor.monitor import Monitor

__all__ = ["Monitor"]
