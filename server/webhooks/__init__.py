"""Webhooks to the operator and to shops: signed, tried again, logged, and sent again when asked."""

from server.webhooks.deliverer import Deliverer
from server.webhooks.outgoing import delete_old, enqueue

__all__ = ["Deliverer", "delete_old", "enqueue"]
