"""The buyer's end: taking a place in line, waiting, rating, asking for a callback."""

from server.connection import Connection
from server.roles.participant import Participant
from server.services import Services
from server.shop import Buyer
from signaling.consultation import CartAnswered, Finished
from signaling.errors import InvalidMessage, NotInLine
from signaling.messages import (
    BuyerState,
    CartAnswer,
    CartStatus,
    ClientMessage,
    Join,
    Leave,
    QueueStatus,
    Rate,
    RequestCallback,
    Role,
    Saved,
)
from signaling.tickets import Ticket

JOINS_PER_MINUTE = 12
JOINS_PER_MINUTE_AND_ADDRESS = 120
"""Whole offices and mobile carriers share an address."""

CALLBACKS_PER_HOUR = 10


class BuyerRole(Participant):
    """One buyer on this node."""

    role = Role.BUYER

    def __init__(self, services: Services, connection: Connection, buyer: Buyer, tab: str) -> None:
        super().__init__(services, connection, buyer.shop, buyer.id, tab)
        self.buyer = buyer
        self._told: QueueStatus | None = None
        self._last: str | None = None

    async def current(self) -> str | None:
        """Id of the consultation this buyer is in or ringing for."""
        ticket = await self.room.ticket(self.buyer.id)
        return ticket.consultation if ticket else None

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Send the buyer's whole state."""
        self._last = consultation or self._last
        ticket = await self.room.ticket(self.buyer.id)
        self._told = None
        if ticket is None:
            ended = await self.own(self._last)
            if ended is not None and ended.accepted_ms is not None and ended.ended_ms is not None:
                self.connection.send(BuyerState(phase="ended", consultation=await self.view(ended), notice=notice))
            else:
                self.connection.send(BuyerState(phase="idle", notice=notice))
            return
        product = await self.services.catalogue.product(self.shop, ticket.product)
        present = await self.own(ticket.consultation)
        phase = "waiting" if present is None else ("active" if ticket.state == "paired" else "ringing")
        self.connection.send(
            BuyerState(
                phase=phase,
                product=product.view(),
                purpose=ticket.purpose,
                language=ticket.language,
                consultation=None if present is None else await self.view(present),
                notice=notice,
            )
        )
        if phase == "waiting":
            await self._tell_standing(ticket)

    async def tick(self) -> None:
        """While waiting: send place and estimate when they have changed."""
        if self._told is not None:
            ticket = await self.room.ticket(self.buyer.id)
            if ticket is not None and ticket.state == "waiting":
                await self._tell_standing(ticket)

    async def _tell_standing(self, ticket: Ticket) -> None:
        standing = await self.room.standing(ticket)
        status = QueueStatus(
            position=standing.position,
            agents=standing.agents,
            wait_estimate_s=standing.wait_estimate_s,
            relaxed=standing.relaxed,
        )
        if status != self._told:
            self._told = status
            self.connection.send(status)

    async def handle(self, message: ClientMessage) -> None:
        """Act on one message. Raises `ConsultError` for what is refused."""
        match message:
            case Join():
                await self._join(message)
            case Leave():
                await self._leave()
            case Rate():
                await self._rate(message)
            case RequestCallback():
                await self._callback(message)
            case CartAnswer(consultation=of, id=item, status=status):
                if status is CartStatus.ASKED:
                    raise InvalidMessage("status: say what became of it")
                await self.apply(of, CartAnswered(item, status))
                self.connection.send(Saved(what="cart-answer", id=item))
            case _:
                await super().handle(message)

    async def _join(self, message: Join) -> None:
        limiter = self.services.limiter
        await limiter.hit("join", f"{self.shop}:{self.buyer.id}", JOINS_PER_MINUTE, 60)
        await limiter.hit("join-address", self.connection.peer, JOINS_PER_MINUTE_AND_ADDRESS, 60)
        product = await self.services.catalogue.product(self.shop, message.product)
        self._last = None
        ticket = await self.room.join(
            self.buyer.id,
            product=product.sku,
            category=product.category,
            purpose=message.purpose,
            language=message.language,
            name=self.buyer.name or "",
            country=message.country or self.buyer.country,
            time_zone=message.time_zone,
            returning=self.buyer.returning,
        )
        if ticket.state == "waiting":
            await self.services.matchmaker.seek_agent(self.shop, ticket)
        await self.refresh(None, None)

    async def _leave(self) -> None:
        answer = await self.room.leave(self.buyer.id)
        if answer == "absent":
            raise NotInLine("there is no place in line to give up")
        if answer == "taken":
            consultation = await self.current()
            if consultation is not None:
                await self.apply(consultation, Finished(Role.BUYER))
            return
        await self.refresh(None, "left")

    async def _rate(self, message: Rate) -> None:
        # The record, not Redis, knows whose consultation it was: a rating may come an hour later.
        await self.services.records.save_rating(
            self.shop, message.consultation, self.buyer.id, message.stars, message.comment
        )
        recorder = self.services.recorder
        self.services.matchmaker.keep(
            message.consultation, lambda: recorder.rated(self.shop, message.consultation, message.stars)
        )
        self.connection.send(Saved(what="rating", id=message.consultation))

    async def _callback(self, message: RequestCallback) -> None:
        await self.services.limiter.hit("callback", f"{self.shop}:{self.buyer.id}", CALLBACKS_PER_HOUR, 3600)
        product = await self.services.catalogue.product(self.shop, message.product)
        await self.services.records.save_callback(
            shop=self.shop, buyer_id=self.buyer.id, product_title=product.title, request=message
        )
        self.connection.send(Saved(what="callback", id=message.id))
