"""Reads pictures: lengths beside a printed marker sheet, and the colours of a printed card."""

from server.vision.service import Vision

__all__ = ["Vision"]
