"""Fixtures that every test may use, and how tests are shared out."""

import os

# Before whoever reads it is loaded. Threads that spin for each other while another worker has the core take five times
# as long as one alone.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests.support.redis import clock, redis, room, shop
from tests.support.workers import (
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_runtest_protocol,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)

__all__ = [
    "clock",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_runtest_protocol",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
    "redis",
    "room",
    "shop",
]
