"""The wall clock, as a function that tests replace."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns the present moment in Unix milliseconds."""


def unix_ms() -> int:
    """Now, in Unix milliseconds."""
    return time.time_ns() // 1_000_000
