"""How many of a page's requests had to wait for one another, from the browser's resource timings."""

from collections.abc import Sequence
from typing import Any, Final

REQUESTS: Final = """() => [
  ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
].map(({ name, initiatorType, startTime, responseEnd }) => (
  { name, kind: initiatorType, startMs: startTime, endMs: responseEnd }
))"""
"""Everything that the page loaded, the document first; times in ms since the navigation began."""


def files(requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The document, scripts and styles among a page's requests."""
    return [each for each in requests if each["kind"] == "navigation" or each["name"].endswith((".js", ".css"))]


def depth(requests: Sequence[dict[str, Any]]) -> int:
    """How many requests a page made one after the other.

    One that began after another's end is taken to have waited for it. A request begins when the page asks for it, not
    when a connection is free for it.
    """
    levels: list[tuple[float, int]] = []
    for request in sorted(requests, key=lambda each: each["startMs"]):
        level = 1 + max((level for end_ms, level in levels if end_ms <= request["startMs"]), default=0)
        levels.append((request["endMs"], level))
    return max((level for _, level in levels), default=0)
