"""Fixtures that every test may use."""

from tests.support.redis import clock, redis, room, shop

__all__ = ["clock", "redis", "room", "shop"]
