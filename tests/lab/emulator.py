"""Moves the packets between the lab's hosts: TUN devices in network namespaces, joined by this program.

It runs as a process of its own (`python -m tests.lab.emulator`), so that nobody's work delays a packet. On its
standard input it takes one JSON line with the `Topology`, answers `ready`, and from then on one word a line: `start`
begins the schedules, `counters` answers with one JSON line. It ends with its standard input, and its devices with it.

A host is known by the first three numbers of its addresses, so that it can move within them. Every packet goes from its
sender through the sender's uplink, takes the delay between the two hosts, and goes through the receiver's downlink.
"""

import ctypes
import fcntl
import heapq
import itertools
import os
import select
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from msgspec import Struct

from tests.lab.links import Link, LinkSpec

CLONE_NEWNET: Final = 0x40000000
TUNSETIFF: Final = 0x400454CA
IFF_TUN_WITHOUT_HEADER: Final = 0x0001 | 0x1000
LONGEST_PACKET: Final = 2048
MOST_AT_ONCE: Final = 64
"""Packets taken from one host before the others have their turn."""


class Host(Struct, frozen=True, kw_only=True):
    """One end. `namespace` None is this machine itself; `prefix` the first three numbers of its addresses."""

    name: str
    prefix: str
    device: str
    namespace: str | None = None
    up: LinkSpec = LinkSpec()
    down: LinkSpec = LinkSpec()


class Topology(Struct, frozen=True, kw_only=True):
    """All hosts, and the delay from one to another in ms by `FROM>TO`; unnamed pairs have none."""

    hosts: list[Host]
    delay_ms: dict[str, float] = {}
    seed: int = 0


class Emulator:
    """The hosts' devices and links, and the packets between them."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        seeds = itertools.count(topology.seed * 1000)
        self._up = {host.name: Link(host.up, next(seeds)) for host in topology.hosts}
        self._down = {host.name: Link(host.down, next(seeds)) for host in topology.hosts}
        self._devices: dict[str, int] = {}
        for host in topology.hosts:
            if host.device not in self._devices:
                with inside(host.namespace):
                    self._devices[host.device] = _open_tun(host.device)
        self._names = {bytes(map(int, host.prefix.split("."))): host.name for host in topology.hosts}
        self._device_of = {host.name: self._devices[host.device] for host in topology.hosts}
        # (due, order, receiver, whether it still has the receiver's downlink before it, packet)
        self._under_way: list[tuple[float, int, str, bool, bytes]] = []
        self._order = itertools.count()

    def run(self) -> None:
        """Move packets until standard input ends."""
        poll = select.epoll()
        for device in set(self._device_of.values()):
            poll.register(device, select.EPOLLIN)
        poll.register(sys.stdin.fileno(), select.EPOLLIN | select.EPOLLHUP)
        while True:
            wait = self._under_way[0][0] - time.monotonic() if self._under_way else 1.0
            for ready, _ in poll.poll(max(wait, 0)):
                if ready == sys.stdin.fileno():
                    if not self._obey(sys.stdin.readline().strip()):
                        return
                else:
                    self._read(ready)
            self._deliver()

    def _obey(self, word: str) -> bool:
        if word == "start":
            now = time.monotonic()
            for link in (*self._up.values(), *self._down.values()):
                link.start(now)
        elif word == "counters":
            counters = {
                f"{name}:{way}": {
                    "packets": link.packets, "bytes": link.bytes, "lost": link.lost, "dropped": link.dropped,
                }
                for way, links in (("up", self._up), ("down", self._down)) for name, link in links.items()
            }  # fmt: skip
            print(msgspec.json.encode(counters).decode(), flush=True)
        return word != ""

    def _read(self, device: int) -> None:
        for _ in range(MOST_AT_ONCE):
            try:
                packet = os.read(device, LONGEST_PACKET)
            except BlockingIOError:
                return
            if packet[0] >> 4 != 4:  # the kernel's own IPv6 neighbour discovery
                continue
            sender, receiver = self._names.get(packet[12:15]), self._names.get(packet[16:19])
            if sender is None or receiver is None:
                continue
            sent = self._up[sender].offer(time.monotonic(), len(packet))
            if sent is not None:
                arrives = sent + self._topology.delay_ms.get(f"{sender}>{receiver}", 0.0) / 1000
                self._push(arrives, receiver, packet, queued=False)

    def _push(self, due: float, receiver: str, packet: bytes, *, queued: bool) -> None:
        heapq.heappush(self._under_way, (due, next(self._order), receiver, queued, packet))

    def _deliver(self) -> None:
        while self._under_way and self._under_way[0][0] <= time.monotonic():
            due, _, receiver, queued, packet = heapq.heappop(self._under_way)
            if not queued:
                out = self._down[receiver].offer(due, len(packet))
                if out is not None:
                    self._push(out, receiver, packet, queued=True)
                continue
            try:
                os.write(self._device_of[receiver], packet)
            except OSError:
                # The receiver has just lost the address: nobody is there, as on a real network.
                continue


@contextmanager
def inside(namespace: str | None) -> Iterator[None]:
    """Be in a network namespace for a moment; what is opened there stays there."""
    if namespace is None:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    other = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        if libc.setns(other, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter the namespace {namespace}")
        yield
    finally:
        libc.setns(own, CLONE_NEWNET)
        os.close(own)
        os.close(other)


def _open_tun(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_WITHOUT_HEADER))
    return device


if __name__ == "__main__":
    emulator = Emulator(msgspec.json.decode(sys.stdin.readline(), type=Topology))
    print("ready", flush=True)
    emulator.run()
