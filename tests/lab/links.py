"""One direction of a link, without I/O: a packet goes in, the moment at which it comes out is returned, or its loss.

Times are in seconds on one monotonic clock, rates in bit/s, sizes in bytes of the whole IP packet.
"""

import math
import random
from typing import Final

from msgspec import Struct

FOLLOW: Final = 0.02
"""Weight of a packet in the running mean of what keeping the order adds to the delay."""

ROOM_FOR_JITTER: Final = 2.0
"""Standard deviations that the delay between the hosts leaves to the link, so that a packet can also come early."""


class LinkSpec(Struct, frozen=True, kw_only=True):
    """How one direction behaves.

    `rate_bps` and `blackouts` are schedules in seconds since `Link.start`: pairs of (from, bit/s), and (from, to).
    Before the start the first rate holds. An empty schedule means without a limit. Losses come in bursts of
    `burst_packets` on average (Gilbert–Elliott with all lost in the bad state); 1 makes them independent.
    """

    jitter_ms: float = 0.0
    """Standard deviation of each packet's extra delay. Packets keep their order; the mean is `room_ms`."""
    jitter_memory_ms: float = 0.0
    """0: independent from packet to packet. Above: the extra delay wanders, and is forgotten after about so long."""
    loss: float = 0.0
    burst_packets: float = 1.0
    rate_bps: tuple[tuple[float, float], ...] = ()
    queue_ms: float = 300.0
    """Longest wait in the queue at the present rate; what would wait longer is dropped at its tail."""
    blackouts: tuple[tuple[float, float], ...] = ()

    @property
    def room_ms(self) -> float:
        """Mean delay that jitter adds on the link; it is taken off the delay between the hosts."""
        return ROOM_FOR_JITTER * self.jitter_ms


class Link:
    """The state of one direction. Two with the same seed and the same packets behave the same."""

    def __init__(self, spec: LinkSpec, seed: int = 0) -> None:
        self._spec = spec
        self._random = random.Random(seed)
        self._started: float | None = None
        self._free = 0.0
        self._held_until = self._last_out = 0.0
        self._last_in = 0.0
        self._wander = 0.0
        self._excess = 0.0
        self._bad = False
        self.packets = self.bytes = self.lost = self.dropped = 0

    def start(self, now: float) -> None:
        """Begin the schedules."""
        self._started = now

    def offer(self, now: float, size: int) -> float | None:
        """When the packet comes out at the other end, or None when it never does."""
        self.packets += 1
        if self._is_lost(now):
            self.lost += 1
            return None
        served = self._serve(now, size)
        if served is None:
            self.dropped += 1
            return None
        self.bytes += size
        if self._spec.jitter_ms <= 0:
            return served
        held_until = max(served + self._extra(now), self._held_until)
        self._last_in, self._held_until = now, held_until
        # What keeping the order adds on average is taken off again, or jitter would also be delay.
        self._excess += FOLLOW * (held_until - served - self._spec.room_ms / 1000 - self._excess)
        self._last_out = max(held_until - max(self._excess, 0.0), served, self._last_out)
        return self._last_out

    def _is_lost(self, now: float) -> bool:
        spec = self._spec
        if self._started is not None:
            since = now - self._started
            if any(begin <= since < end for begin, end in spec.blackouts):
                return True
        if spec.loss <= 0:
            return False
        leave = 1 / max(spec.burst_packets, 1.0)
        # A share `loss` of the packets shall meet the bad state, which lasts 1 / leave packets.
        enter = spec.loss * leave / (1 - spec.loss)
        self._bad = self._random.random() < (1 - leave if self._bad else enter)
        return self._bad

    def _serve(self, now: float, size: int) -> float | None:
        if not self._spec.rate_bps:
            return now
        begin = max(now, self._free)
        if (begin - now) * 1000 > self._spec.queue_ms:
            return None
        self._free = self._finish(begin, size * 8)
        return self._free

    def _finish(self, begin: float, bits: float) -> float:
        """When a packet whose transmission begins at `begin` is through, over any changes of the rate."""
        steps = self._spec.rate_bps
        at = begin - self._started if self._started is not None else -math.inf
        if at == -math.inf:
            return begin + bits / steps[0][1]
        index = max((i for i, (since, _) in enumerate(steps) if since <= at), default=0)
        while index + 1 < len(steps):
            room = (steps[index + 1][0] - at) * steps[index][1]
            if bits <= room:
                break
            bits -= room
            at = steps[index + 1][0]
            index += 1
        return at + (self._started or 0.0) + bits / steps[index][1]

    def _extra(self, now: float) -> float:
        spec = self._spec
        noise = self._random.gauss(0, spec.jitter_ms / 1000)
        if spec.jitter_memory_ms > 0:
            keep = math.exp((self._last_in - now) * 1000 / spec.jitter_memory_ms)
            self._wander = noise = keep * self._wander + math.sqrt(1 - keep * keep) * noise
        return max(spec.room_ms / 1000 + noise, 0.0)
