"""Fixtures of the server's tests."""

from tests.support.pair import node, pair
from tests.support.postgres import database_url, db, empty_database_url, postgres

__all__ = ["database_url", "db", "empty_database_url", "node", "pair", "postgres"]
