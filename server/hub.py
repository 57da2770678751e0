"""The clients connected to this node: who they are, keeping their leases, handing them what the bus brings."""

import secrets
from collections.abc import Iterator
from typing import Final, Protocol

import structlog
from redis.exceptions import RedisError

from server.connection import CLOSE_SUPERSEDED, Connection
from signaling.bus import Bus, Receive
from signaling.envelopes import Deliver, Envelope, Refresh, Supersede, pack, unpack
from signaling.keys import Keys
from signaling.messages import ServerMessage, Superseded, encode

log = structlog.get_logger()

RENEWALS_PER_LEASE: Final = 4
"""So many chances a client has per lease that its node renews it in time."""


class Member(Protocol):
    """What the hub needs of a role: whom it serves, and to send the state anew."""

    shop: str
    client: str
    connection: Connection
    tab: str
    superseded: bool

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Read the client's state and send it whole."""

    async def tick(self) -> None:
        """Called about once a second, for what changes by itself."""


class Hub:
    """This node's clients by shop and name. A client has one live connection, wherever it is: the newest."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._name = secrets.token_urlsafe(6)
        self._entries: dict[tuple[str, str], tuple[Member, Receive]] = {}
        self.draining = False
        """True from the moment this node is told to stop: its clients' leases are then left to the next node."""

    def __iter__(self) -> Iterator[Member]:
        return iter([member for member, _ in self._entries.values()])

    def __len__(self) -> int:
        return len(self._entries)

    def clients(self) -> dict[str, list[str]]:
        """Names of the local clients by shop."""
        by_shop: dict[str, list[str]] = {}
        for shop, client in self._entries:
            by_shop.setdefault(shop, []).append(client)
        return by_shop

    async def enter(self, member: Member) -> None:
        """Take in a client: it now gets what is sent to its name, and its other connections give way."""
        channel = Keys(member.shop).channel(member.client)

        async def receive(text: str) -> None:
            await self._receive(member, unpack(text))

        older = self._entries.get((member.shop, member.client))
        self._entries[member.shop, member.client] = (member, receive)
        if older is not None:
            self._give_way(older[0], member.tab)
        await self._bus.subscribe(channel, receive)
        await self._bus.publish(channel, pack(Supersede(node=self._name, tab=member.tab)))

    async def leave(self, member: Member) -> None:
        """Forget a client, unless a newer connection has taken its name."""
        held = self._entries.get((member.shop, member.client))
        if held is not None and held[0] is member:
            del self._entries[member.shop, member.client]
            await self._bus.unsubscribe(Keys(member.shop).channel(member.client), held[1])

    async def send(self, shop: str, client: str, message: ServerMessage) -> bool:
        """Send a message to a client, wherever it is connected; False when it is nowhere."""
        return await self._publish(shop, client, Deliver(frame=encode(message)))

    async def refresh(self, shop: str, client: str, consultation: str | None, notice: str | None = None) -> bool:
        """Have a client's state read and sent anew, wherever it is connected; False when it is nowhere."""
        return await self._publish(shop, client, Refresh(consultation=consultation, notice=notice))

    async def _publish(self, shop: str, client: str, envelope: Envelope) -> bool:
        return await self._bus.publish(Keys(shop).channel(client), pack(envelope))

    async def _receive(self, member: Member, envelope: Envelope) -> None:
        match envelope:
            case Deliver(frame=frame):
                member.connection.send_frame(frame)
            case Refresh(consultation=consultation, notice=notice):
                try:
                    await member.refresh(consultation, notice)
                except RedisError as error:
                    log.warning("refresh_failed", error=str(error))  # after the outage every client is sent its state
            case Supersede(node=node, tab=tab):
                # On this node the older gave way at once, and word of its own coming may arrive only now.
                if node != self._name:
                    self._give_way(member, tab)

    @staticmethod
    def _give_way(member: Member, tab: str) -> None:
        """Close a connection in favour of a newer one. The same tab, reloaded, need not be told."""
        member.superseded = True
        if member.tab != tab:
            member.connection.send(Superseded())
        member.connection.close(CLOSE_SUPERSEDED, "superseded")
