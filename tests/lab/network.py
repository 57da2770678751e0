"""The lab's hosts as network namespaces, with the emulator between them. Needs root and /dev/net/tun."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.lab.emulator import Host, Topology
from tests.lab.profiles import Profile

AGENT: Final = "vclab-agent"
BUYER: Final = "vclab-buyer"
AGENT_ADDRESS: Final = "10.77.1.2"
BUYER_ADDRESS: Final = "10.77.2.2"
BUYER_OTHER_ADDRESS: Final = "10.77.2.3"
AGENT_NODE: Final = "10.77.11.1"
BUYER_NODE: Final = "10.77.12.1"
RELAY: Final = "10.77.13.1"

RELAY_HOST: Final = "relay"

NICENESS: Final = -10
"""The emulator must not wait for anybody; raising it needs root, as everything here does."""


def missing() -> str | None:
    """What this machine lacks for the lab, in words, or None."""
    if sys.platform != "linux":
        return "the lab needs Linux: network namespaces and TUN devices"
    if os.geteuid() != 0:
        return "the lab needs root, to make network namespaces: sudo make lab"
    if shutil.which("ip") is None:
        return "the lab needs the program ip (Debian: apt install iproute2)"
    if not Path("/dev/net/tun").exists():
        return "the lab needs /dev/net/tun: load the tun module (modprobe tun)"
    return None


class Network:
    """The running emulator."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def start(self) -> None:
        """Begin the profile's schedules."""
        self._say("start")

    async def counters(self) -> dict[str, dict[str, int]]:
        """Packets, bytes, lost and dropped by `HOST:up` and `HOST:down`."""
        self._say("counters")
        return msgspec.json.decode(await self._hear(), type=dict[str, dict[str, int]])

    async def move_buyer(self) -> None:
        """Give the buyer's host another address, as when a phone changes networks."""
        await _ip(f"-n {BUYER} addr add {BUYER_OTHER_ADDRESS}/32 dev vclab-b")
        await _ip(f"-n {BUYER} route replace default dev vclab-b src {BUYER_OTHER_ADDRESS}")
        await _ip(f"-n {BUYER} addr del {BUYER_ADDRESS}/32 dev vclab-b")

    def _say(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n".encode())

    async def _hear(self) -> bytes:
        assert self._process.stdout is not None
        return await asyncio.wait_for(self._process.stdout.readline(), 10)


@asynccontextmanager
async def network(profile: Profile, seed: int = 0) -> AsyncIterator[Network]:
    """Make the hosts and join them by the profile's links for as long as the context lasts."""
    await _clear()
    for namespace in (AGENT, BUYER):
        await _ip(f"netns add {namespace}")
        await _ip(f"-n {namespace} link set lo up")
    process = await asyncio.create_subprocess_exec(
        "nice", "-n", str(NICENESS), sys.executable, "-m", "tests.lab.emulator",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    running = Network(process)
    try:
        running._say(msgspec.json.encode(topology(profile, seed)).decode())
        if await running._hear() != b"ready\n":
            raise RuntimeError("the emulator did not start; its error is above")
        for namespace, device, address in ((AGENT, "vclab-a", AGENT_ADDRESS), (BUYER, "vclab-b", BUYER_ADDRESS)):
            await _ip(f"-n {namespace} addr add {address}/32 dev {device}")
            await _ip(f"-n {namespace} link set {device} up")
            await _ip(f"-n {namespace} route add default dev {device} src {address}")
        for address in (AGENT_NODE, BUYER_NODE, RELAY):
            await _ip(f"addr add {address}/32 dev vclab-s")
        await _ip("link set vclab-s up")
        for prefix in (AGENT_ADDRESS, BUYER_ADDRESS):
            await _ip(f"route add {prefix.rpartition('.')[0]}.0/24 dev vclab-s")
        yield running
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await _clear()


def topology(profile: Profile, seed: int = 0) -> Topology:
    """The hosts of a profile. The nodes and the relay are this machine, told apart by address."""
    agent_node, buyer_node = (0.5, 0.5) if profile.nodes == "middle" else (0.0, 1.0)
    to_buyer, to_agent = profile.to_buyer_ms, profile.to_agent_ms
    delays = {"agent>buyer": to_buyer, "buyer>agent": to_agent}
    for node, share in (("agent-node", agent_node), ("buyer-node", buyer_node)):
        delays |= {
            f"agent>{node}": share * to_buyer, f"{node}>buyer": (1 - share) * to_buyer,
            f"buyer>{node}": (1 - share) * to_agent, f"{node}>agent": share * to_agent,
        }  # fmt: skip
    to_relay = {way: ms / 2 if profile.relay_ms is None else profile.relay_ms for way, ms in delays.items()}
    delays |= {
        f"agent>{RELAY_HOST}": to_relay["agent>buyer"], f"{RELAY_HOST}>buyer": to_relay["agent>buyer"],
        f"buyer>{RELAY_HOST}": to_relay["buyer>agent"], f"{RELAY_HOST}>agent": to_relay["buyer>agent"],
    }  # fmt: skip
    for way in delays:
        # Jitter waits on the buyer's access link; on average it must not make the way longer.
        room_ms = (profile.to_buyer.room_ms if way.endswith(">buyer") else 0.0) + (
            profile.to_agent.room_ms if way.startswith("buyer>") else 0.0
        )
        delays[way] = max(delays[way] - room_ms, 0.0)
    return Topology(
        hosts=[
            Host(name="agent", prefix="10.77.1", device="vclab-a", namespace=AGENT),
            Host(name="buyer", prefix="10.77.2", device="vclab-b", namespace=BUYER,
                 up=profile.to_agent, down=profile.to_buyer),
            Host(name="agent-node", prefix="10.77.11", device="vclab-s"),
            Host(name="buyer-node", prefix="10.77.12", device="vclab-s"),
            Host(name=RELAY_HOST, prefix="10.77.13", device="vclab-s"),
        ],
        delay_ms=delays,
        seed=seed,
    )  # fmt: skip


async def _clear() -> None:
    """Take away what an earlier run may have left."""
    for namespace in (AGENT, BUYER):
        await _ip(f"netns del {namespace}", check=False)


async def _ip(arguments: str, *, check: bool = True) -> None:
    quiet: Any = None if check else asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec("ip", *arguments.split(), stderr=quiet)
    if await process.wait() != 0 and check:
        raise RuntimeError(f"ip {arguments} failed; its error is above")
