"""Fixtures that every test may use, and how tests are shared out."""

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
