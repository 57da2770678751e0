"""Sizes: what outcomes say of how small or large a garment runs."""

from server.sizing.outcomes import Offset, RunningSmall, SizeOutcome

__all__ = ["Offset", "RunningSmall", "SizeOutcome"]
