"""This node's own clock and how far it may be from UTC: what pages compare their clocks with.

Pages work out the offset between two people's clocks from readings of the nodes nearest to each. So a reading must be
this machine's own, kept by NTP: the clock that nodes share (`server.redis.SharedClock`) is compared over a network
path, and whatever is wrong with that path would be in it.
"""

import ctypes
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_STA_UNSYNC: Final = 0x0040
_STA_NANO: Final = 0x2000


@dataclass(frozen=True)
class ClockReading:
    """A moment in Unix milliseconds on this machine's clock, ± `bound_ms`; None when nobody states a bound."""

    ms: float
    bound_ms: float | None


class _Timex(ctypes.Structure):
    """The kernel's `struct timex` (adjtimex(2))."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("constant", ctypes.c_long),
        ("precision", ctypes.c_long),
        ("tolerance", ctypes.c_long),
        ("seconds", ctypes.c_long),
        ("fraction", ctypes.c_long),
        ("tick", ctypes.c_long),
        ("not_read", ctypes.c_char * 128),
    )


def node_clock(error_ms: float | None) -> Callable[[], ClockReading]:
    """Return the function that reads this node's clock.

    `error_ms` is the bound that the operator vouches for (`CONSULT_CLOCK_ERROR_MS`); without it, it is the kernel's
    where a time daemon keeps that up to date, and unknown elsewhere.
    """
    if error_ms is not None:
        return lambda: ClockReading(time.time_ns() / 1e6, error_ms)
    if sys.platform != "linux":
        return lambda: ClockReading(time.time_ns() / 1e6, None)
    adjtimex = ctypes.CDLL(None).adjtimex

    def read() -> ClockReading:
        timex = _Timex()  # modes 0: it is only read
        if adjtimex(ctypes.byref(timex)) < 0:
            return ClockReading(time.time_ns() / 1e6, None)
        per_ms = 1e6 if timex.status & _STA_NANO else 1e3
        ms = timex.seconds * 1e3 + timex.fraction / per_ms
        return ClockReading(ms, stated_bound_ms(timex.status, timex.maxerror, timex.esterror))

    return read


def stated_bound_ms(status: int, maxerror_us: int, esterror_us: int) -> float | None:
    """How far the kernel's clock may be from UTC (±, in ms), by what its time daemon told it; None when nobody knows.

    chronyd and ntpd keep `maxerror` at the root distance of RFC 5905 (half the delay to the reference clock and all
    dispersion on the way), and the kernel lets it grow by 500 ppm in between. systemd-timesyncd and OpenNTPD only
    reset it to zero, which says nothing of the way to their server; they give themselves away by an estimate of the
    error that is zero, or above the maximum.
    """
    if status & _STA_UNSYNC or not 0 < esterror_us <= maxerror_us:
        return None
    return maxerror_us / 1e3
