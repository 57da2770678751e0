"""The monitor's end: a whole picture, and then what changes, for supervisors."""

import secrets

from server.connection import Connection
from server.roles.pings import pong
from server.services import Services
from server.shop import Staff
from signaling.errors import InvalidMessage
from signaling.messages import ClientMessage, Ping


class MonitorRole:
    """One monitor page on this node. A supervisor may have several: each is a client of its own."""

    def __init__(self, services: Services, connection: Connection, staff: Staff, tab: str) -> None:
        self.services = services
        self.connection = connection
        self.shop = staff.shop
        self.client = f"monitor:{staff.id}:{secrets.token_hex(4)}"
        self.tab = tab
        self.superseded = False
        self._told: int | None = None
        """Up to where the page has been told (`LiveBoard.frame`)."""

    async def came(self) -> None:
        """Send the first picture at once."""
        await self.tick()

    async def went(self) -> None:
        """Nothing is kept for a monitor."""

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Send everything anew: the node had lost its line to the waiting room."""
        self._told = None
        await self.tick()

    async def tick(self) -> None:
        """Send what is new."""
        self._told, frame = await self.services.monitor.board.frame(self.shop, self._told)
        if frame is not None:
            self.connection.send_frame(frame)

    async def handle(self, message: ClientMessage) -> None:
        """A monitor only listens."""
        match message:
            case Ping(sent_ms=sent_ms):
                self.connection.send(pong(self.services, sent_ms))
            case _:
                raise InvalidMessage("a monitor only listens")
