"""The agent's end: being available, being rung, wrapping up."""

from server.connection import Connection
from server.goods import cart_item
from server.roles.participant import Participant
from server.services import Services
from server.shop import Staff
from signaling.consultation import CartAsked, Consultation, Declined, ProductShown, State
from signaling.errors import InvalidMessage
from signaling.messages import (
    AddToCart,
    AgentState,
    Available,
    Away,
    ClientMessage,
    FirstFrame,
    OfferView,
    Role,
    Saved,
    SaveOutcome,
    ShowProduct,
)

CENSUS_EVERY = 4
"""Ticks between two looks at how many wait; the number is a hint, not a promise."""

GOODS_PER_MINUTE = 60


class AgentRole(Participant):
    """One agent on this node."""

    role = Role.AGENT

    def __init__(self, services: Services, connection: Connection, staff: Staff, tab: str) -> None:
        super().__init__(services, connection, staff.shop, staff.id, tab)
        self.staff = staff
        self._waiting = 0
        self._ticks = 0

    async def current(self) -> str | None:
        """Id of the consultation this agent is in, ringing for, or wrapping up."""
        agent = await self.room.agent(self.staff.id)
        return agent.consultation if agent else None

    async def refresh(self, consultation: str | None, notice: str | None) -> None:
        """Send the agent's whole state."""
        agent = await self.room.agent(self.staff.id)
        status = agent.status if agent else "away"
        present = await self.own(agent.consultation if agent else None)
        self._waiting, _ = await self.room.census()
        offered = present is not None and present.state is State.OFFERED
        self.connection.send(
            AgentState(
                status=status,
                offer=await self._offer(present) if present is not None and offered else None,
                consultation=None if present is None or offered else await self.view(present),
                waiting=self._waiting,
                notice=notice,
            )
        )

    async def _offer(self, consultation: Consultation) -> OfferView:
        return OfferView(
            consultation=await self.view(consultation),
            deadline_ms=consultation.deadline_ms,
            buyer_name=consultation.buyer_name,
            buyer_country=consultation.buyer_country,
            buyer_time_zone=consultation.buyer_time_zone,
            waited_ms=consultation.offered_ms - consultation.joined_ms,
            returning=consultation.returning,
        )

    async def tick(self) -> None:
        """Every few seconds: send the state anew when the number of waiting buyers has changed."""
        self._ticks += 1
        if self._ticks % CENSUS_EVERY == 0 and (await self.room.census())[0] != self._waiting:
            await self.refresh(None, None)

    async def handle(self, message: ClientMessage) -> None:
        """Act on one message. Raises `ConsultError` for what is refused."""
        match message:
            case Available():
                await self._available()
            case Away():
                await self._away()
            case FirstFrame(consultation=of, elapsed_ms=elapsed_ms, bound_ms=bound_ms):
                await self.services.matchmaker.consultation_of(self.shop, self.client, of)
                records = self.services.records
                self.services.matchmaker.keep(of, lambda: records.save_first_frame(of, elapsed_ms, bound_ms))
                await self.services.recorder.first_frame(self.shop, of, elapsed_ms)
            case SaveOutcome():
                await self._outcome(message)
            case ShowProduct(consultation=of, sku=sku):
                await self._spend_goods()
                product = await self.services.catalogue.product(self.shop, sku)
                await self.apply(of, ProductShown(product.sku))
                self.connection.send(Saved(what="shown", id=sku))
            case AddToCart(consultation=of):
                await self._spend_goods()
                product = await self.services.catalogue.product(self.shop, message.sku)
                await self.apply(of, CartAsked(cart_item(product, message)))
                self.connection.send(Saved(what="cart", id=message.id))
            case _:
                await super().handle(message)

    async def _available(self) -> None:
        staff = self.staff
        agent = await self.room.available(
            staff.id,
            name=staff.name,
            languages=staff.languages,
            purposes=staff.purposes,
            categories=staff.categories,
            time_zone=staff.time_zone,
        )
        if agent.status == "available":
            await self.services.matchmaker.seek_ticket(self.shop, agent)
        await self.refresh(None, None)

    async def _away(self) -> None:
        if await self.room.away(self.staff.id) == "taken":
            consultation = await self.own(await self.current())
            if consultation is None or consultation.state is not State.OFFERED:
                raise InvalidMessage("end the consultation first")
            await self.apply(consultation.id, Declined(away=True))
            return
        await self.refresh(None, None)

    async def _spend_goods(self) -> None:
        await self.services.limiter.hit("goods", f"{self.shop}:{self.client}", GOODS_PER_MINUTE, 60)

    async def _outcome(self, message: SaveOutcome) -> None:
        await self.services.records.save_outcome(
            self.shop, message.consultation, self.staff.id, message.outcome, message.size_advised, message.note
        )
        self.connection.send(Saved(what="outcome", id=message.consultation))
        summaries = self.services.summaries
        self.services.matchmaker.keep(message.consultation, lambda: summaries.tell(self.shop, message.consultation))
        agent = await self.room.agent(self.staff.id)
        if agent is not None and agent.status == "wrap_up" and agent.consultation == message.consultation:
            await (self._available() if message.available else self._away())
