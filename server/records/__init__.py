"""What is kept of consultations: history, chat, latency, outcomes, ratings and callback requests."""

from server.records.history import CallbackItem, HistoryItem, HistoryPage
from server.records.percentiles import percentile_ms
from server.records.store import ConsultationRecord, Records

__all__ = ["CallbackItem", "ConsultationRecord", "HistoryItem", "HistoryPage", "Records", "percentile_ms"]
