"""Sizes: charts, the systems of the world, which size to take and why, and what outcomes say of how garments run."""

from server.sizing.advice import ConsultationAdvice
from server.sizing.outcome_store import Outcomes
from server.sizing.outcomes import Offset, RunningSmall, SizeOutcome
from server.sizing.recommend import Reason
from server.sizing.store import BuyerMeasurements, SizeCharts

__all__ = [
    "BuyerMeasurements",
    "ConsultationAdvice",
    "Offset",
    "Outcomes",
    "Reason",
    "RunningSmall",
    "SizeCharts",
    "SizeOutcome",
]
