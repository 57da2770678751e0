"""The waiting room of one shop in Redis: tickets, agents, offers, leases. One method a script.

All decisions about who is paired with whom are made inside the scripts (`scripts/*.lua`), so any node may call any
method at any time. Redis errors pass through as `redis.exceptions.RedisError`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, cast

import msgspec
from redis.asyncio import Redis
from redis.commands.core import AsyncScript

from signaling.consultation import Consultation, State, Step
from signaling.keys import ANY_LANGUAGE, SHOPS, Keys
from signaling.matching import place_ms, primary_language
from signaling.messages import Purpose
from signaling.tickets import Agent, Due, Standing, Ticket

ENDED_KEPT_S: Final = 3600
"""How long an ended consultation can still be looked up: both sides may reload and see how it ended."""

TYPICAL_HANDLING_MS: Final = 240_000
"""Assumed length of a consultation until the shop has one of its own to count with."""

LOOKAHEAD: Final = 8
"""How many longer idle agents may be passed over for one who knows the category of the goods."""

_SCRIPTS = Path(__file__).with_name("scripts")


class WaitingRoom:
    """The waiting room of one shop.

    `now_ms` is the clock of all nodes (`server.redis.SharedClock`), injected so that tests can move it.
    """

    def __init__(
        self,
        redis: "Redis",
        shop: str,
        now_ms: Callable[[], int],
        *,
        lease_ms: int = 20_000,
        offer_deadline_ms: int = 20_000,
        relax_after_ms: int | None = 45_000,
        returning_boost_ms: int = 120_000,
    ) -> None:
        self.shop = shop
        self.keys = Keys(shop)
        self.now_ms = now_ms
        self.lease_ms = lease_ms
        self.offer_deadline_ms = offer_deadline_ms
        self.relax_after_ms = relax_after_ms
        self.returning_boost_ms = returning_boost_ms
        self._redis = redis
        self._scripts: dict[str, AsyncScript] = {
            path.stem: redis.register_script(path.read_text()) for path in _SCRIPTS.glob("*.lua")
        }

    async def _run(self, script: str, keys: Sequence[str], arguments: Sequence[str | int]) -> Any:
        return await self._scripts[script](keys=list(keys), args=list(arguments))

    # --- tickets ----------------------------------------------------------------------------------------------------

    async def join(
        self,
        buyer: str,
        *,
        product: str,
        purpose: Purpose,
        language: str,
        name: str = "",
        category: str = "",
        country: str | None = None,
        time_zone: str = "UTC",
        returning: bool = False,
    ) -> Ticket:
        """Put a buyer in line. Joining again for the same thing keeps the place; for another thing, takes a new one.

        A ticket that is ringing or paired is returned as it stands.
        """
        standing = await self.ticket(buyer)
        lane = primary_language(language)
        if standing and standing.state == "waiting":
            same = (standing.product, standing.purpose, standing.lane) == (product, purpose, lane)
            if not same:
                await self.leave(buyer)
        now = self.now_ms()
        ticket = Ticket(
            id=buyer,
            product=product,
            purpose=purpose,
            language=language,
            lane=lane,
            place_ms=place_ms(now, returning=returning, boost_ms=self.returning_boost_ms),
            joined_ms=now,
            state="waiting",
            declined={},
            name=name,
            category=category,
            country=country,
            time_zone=time_zone,
            returning=returning,
        )
        await cast(Any, self._redis.sadd(SHOPS, self.shop))
        packed = await self._run(
            "join",
            [
                self.keys.tickets,
                self.keys.leases,
                self.keys.relaxing,
                self.keys.lanes,
                self.keys.waiting(lane, purpose),
            ],
            [
                buyer,
                msgspec.json.encode(ticket).decode(),
                ticket.place_ms,
                now + self.lease_ms,
                "" if self.relax_after_ms is None else now + self.relax_after_ms,
                f"{lane}:{purpose}",
            ],
        )
        return msgspec.json.decode(packed, type=Ticket)

    async def leave(self, buyer: str, *, if_lapsed: bool = False) -> str:
        """Take a waiting buyer out of line; with `if_lapsed`, only if his lease has ended.

        Returns left, absent, renewed, or taken (offered or paired: the consultation decides, see `advance`).
        """
        ticket = await self.ticket(buyer)
        lane, purpose = (ticket.lane, ticket.purpose) if ticket else (ANY_LANGUAGE, "none")
        answer = await self._run(
            "leave",
            [
                self.keys.tickets,
                self.keys.leases,
                self.keys.relaxing,
                self.keys.waiting(lane, purpose),
                self.keys.waiting(ANY_LANGUAGE, purpose),
            ],
            [buyer, self.now_ms() if if_lapsed else ""],
        )
        return _text(answer)

    async def relax(self, buyer: str) -> Ticket | None:
        """Lift the language rule from a ticket; its place stays. None when there is no such ticket."""
        ticket = await self.ticket(buyer)
        lane, purpose = (ticket.lane, ticket.purpose) if ticket else (ANY_LANGUAGE, "none")
        packed = await self._run(
            "relax",
            [
                self.keys.tickets,
                self.keys.relaxing,
                self.keys.waiting(lane, purpose),
                self.keys.waiting(ANY_LANGUAGE, purpose),
            ],
            [buyer],
        )
        return msgspec.json.decode(packed, type=Ticket) if packed else None

    async def ticket(self, buyer: str) -> Ticket | None:
        """The buyer's ticket, whatever its state."""
        packed = await cast(Any, self._redis.hget(self.keys.tickets, buyer))
        return msgspec.json.decode(packed, type=Ticket) if packed else None

    async def standing(self, ticket: Ticket) -> Standing:
        """Place in line and estimated wait of a waiting ticket.

        The position counts every ticket that stands before it and could take the same agent's time: those of its own
        language for any purpose, and those that take any language. It can only turn out better, never worse.
        """
        pipeline = self._redis.pipeline(transaction=False)
        for purpose in Purpose:
            for language in (ticket.lane, ANY_LANGUAGE):
                pipeline.zcount(self.keys.waiting(language, purpose), "-inf", f"({ticket.place_ms}")
        duty = self.keys.duty(*ticket.lanes[-1])
        pipeline.scard(duty)
        pipeline.smismember(duty, list(ticket.declined) or [""])
        pipeline.get(self.keys.handling)
        *ahead, on_duty, declined, handling = await pipeline.execute()
        position = 1 + sum(ahead)
        agents = on_duty - sum(declined)
        estimate_s = None
        if agents > 0:
            estimate_s = round(position * int(handling or TYPICAL_HANDLING_MS) / agents / 1000)
        return Standing(position=position, agents=agents, wait_estimate_s=estimate_s, relaxed=ticket.relaxed)

    # --- agents -----------------------------------------------------------------------------------------------------

    async def available(
        self,
        agent: str,
        *,
        name: str,
        languages: Sequence[str],
        purposes: Sequence[str],
        categories: Sequence[str] = (),
        time_zone: str = "UTC",
    ) -> Agent:
        """Make an agent ready to be rung. One who is ringing or in a consultation is returned as he stands."""
        now = self.now_ms()
        record = Agent(
            id=agent,
            name=name,
            status="available",
            languages=dict.fromkeys((primary_language(tag) for tag in languages), True),
            purposes=dict.fromkeys(purposes, True),
            categories=dict.fromkeys(categories, True),
            time_zone=time_zone,
            idle_since_ms=now,
        )
        standing = await self.agent(agent)
        if standing and set(standing.lanes) != set(record.lanes):
            await self.away(agent)  # what he can serve has changed: leave the old lanes
        await cast(Any, self._redis.sadd(SHOPS, self.shop))
        packed = await self._run(
            "available",
            [self.keys.agents, self.keys.leases, *self._lane_keys(record)],
            [agent, msgspec.json.encode(record).decode(), now, now + self.lease_ms],
        )
        return msgspec.json.decode(packed, type=Agent)

    async def away(self, agent: str, *, gone: bool = False, if_lapsed: bool = False) -> str:
        """Take an agent off duty; `gone` forgets him, `if_lapsed` acts only if his lease has ended.

        Returns off, absent, renewed, or taken (offered or busy: the consultation decides, see `advance`).
        """
        record = await self.agent(agent)
        answer = await self._run(
            "away",
            [self.keys.agents, self.keys.leases, *(self._lane_keys(record) if record else [])],
            [agent, "gone" if gone else "away", self.now_ms() if if_lapsed else ""],
        )
        return _text(answer)

    async def agent(self, agent: str) -> Agent | None:
        """The agent's record, or None while he has not been on duty."""
        packed = await cast(Any, self._redis.hget(self.keys.agents, agent))
        return msgspec.json.decode(packed, type=Agent) if packed else None

    def _lane_keys(self, agent: Agent) -> list[str]:
        return [self.keys.idle(*lane) for lane in agent.lanes] + [self.keys.duty(*lane) for lane in agent.lanes]

    # --- offers and consultations -----------------------------------------------------------------------------------

    async def seek_agent(self, ticket: Ticket, consultation_id: str) -> Consultation | None:
        """Offer a waiting ticket to the longest idle agent of its lane; None when there is none."""
        standing_in = ticket.lanes[-1]
        keys = [self.keys.waiting(*standing_in), *(self.keys.idle(*lane) for lane in ticket.lanes)]
        return await self._offer("agent", ticket.id, consultation_id, keys)

    async def seek_ticket(self, agent: Agent, consultation_id: str) -> Consultation | None:
        """Offer an idle agent the first ticket of all his lanes; None when nobody waits there."""
        keys = [self.keys.waiting(*lane) for lane in agent.lanes]
        return await self._offer("ticket", agent.id, consultation_id, keys)

    async def _offer(
        self, sought: str, seeker: str, consultation_id: str, lane_keys: Sequence[str]
    ) -> Consultation | None:
        now = self.now_ms()
        packed = await self._run(
            "offer",
            [
                self.keys.tickets,
                self.keys.agents,
                self.keys.leases,
                self.keys.deadlines,
                self.keys.consultation(consultation_id),
                *lane_keys,
            ],
            [sought, seeker, consultation_id, now, now + self.offer_deadline_ms, LOOKAHEAD],
        )
        return msgspec.json.decode(packed, type=Consultation) if packed else None

    async def consultation(self, consultation_id: str) -> Consultation | None:
        """The record of a consultation; None when it never was, or ended more than `ENDED_KEPT_S` ago."""
        packed = await self._redis.get(self.keys.consultation(consultation_id))
        return msgspec.json.decode(packed, type=Consultation) if packed else None

    async def settle(self, read: Consultation, step: Step) -> str:
        """Commit a step decided on `read`. Returns done, stale (read it again), or renewed (the guard's lease runs)."""
        record = await self.agent(read.agent)
        lane = primary_language(read.language)
        ended = step.consultation.state is State.ENDED
        answer = await self._run(
            "settle",
            [
                self.keys.consultation(read.id),
                self.keys.tickets,
                self.keys.agents,
                self.keys.leases,
                self.keys.deadlines,
                self.keys.relaxing,
                self.keys.handling,
                self.keys.waiting(lane, read.purpose),
                self.keys.waiting(ANY_LANGUAGE, read.purpose),
                *(self._lane_keys(record) if record else []),
            ],
            [
                read.id,
                read.version,
                msgspec.json.encode(step.consultation).decode(),
                ENDED_KEPT_S if ended else "",
                read.buyer,
                step.ticket,
                read.agent,
                step.agent,
                self.now_ms(),
                "" if step.handled_ms is None else step.handled_ms,
                step.guard,
            ],
        )
        return _text(answer)

    # --- leases and time --------------------------------------------------------------------------------------------

    async def renew(self, clients: Sequence[str], *, for_ms: int | None = None) -> None:
        """Extend the leases of clients (`buyer:ID`, `agent:ID`) that hold one; never brings an ended one back.

        `for_ms` shortens instead: after a socket closed, its client has that long to come back.
        """
        if clients:
            end = self.now_ms() + (self.lease_ms if for_ms is None else for_ms)
            await self._redis.zadd(self.keys.leases, dict.fromkeys(clients, end), xx=True)

    async def due(self, limit: int = 100) -> Due:
        """What time has made due by now, at most `limit` of each kind."""
        now = self.now_ms()
        pipeline = self._redis.pipeline(transaction=False)
        for key in (self.keys.leases, self.keys.deadlines, self.keys.relaxing):
            pipeline.zrangebyscore(key, "-inf", now, start=0, num=limit)
        leases, deadlines, relaxing = await pipeline.execute()
        clients = [_text(client).split(":", 1) for client in leases]
        return Due(
            buyers=[name for kind, name in clients if kind == "buyer"],
            agents=[name for kind, name in clients if kind == "agent"],
            deadlines=[_text(entry) for entry in deadlines],
            relaxing=[_text(entry) for entry in relaxing],
        )

    async def forget_deadline(self, consultation_id: str) -> None:
        """Drop the deadline of a consultation that no longer exists."""
        await self._redis.zrem(self.keys.deadlines, consultation_id)

    async def heads(self, limit: int = 10) -> list[str]:
        """The buyers at the head of every lane, for the sweep that mends what a killed node left half done."""
        lanes = [_text(lane).split(":", 1) for lane in await cast(Any, self._redis.smembers(self.keys.lanes))]
        pipeline = self._redis.pipeline(transaction=False)
        for language, purpose in lanes:
            pipeline.zrange(self.keys.waiting(language, purpose), 0, limit - 1)
        for purpose in sorted({purpose for _, purpose in lanes}):
            pipeline.zrange(self.keys.waiting(ANY_LANGUAGE, purpose), 0, limit - 1)
        pages = await pipeline.execute() if lanes else []
        return [_text(buyer) for page in pages for buyer in page]

    async def census(self) -> tuple[int, int]:
        """(tickets waiting, agents on duty) of the shop."""
        lanes = [_text(lane).split(":", 1) for lane in await cast(Any, self._redis.smembers(self.keys.lanes))]
        pipeline = self._redis.pipeline(transaction=False)
        for language, purpose in lanes:
            pipeline.zcard(self.keys.waiting(language, purpose))
        for purpose in Purpose:
            pipeline.zcard(self.keys.waiting(ANY_LANGUAGE, purpose))
        pipeline.sunion([self.keys.duty(ANY_LANGUAGE, purpose) for purpose in Purpose])
        *waiting, on_duty = await pipeline.execute()
        return sum(waiting), len(on_duty)


async def shops(redis: "Redis") -> list[str]:
    """Ids of the shops that ever had a ticket or an agent."""
    return [_text(shop) for shop in await cast(Any, redis.smembers(SHOPS))]


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
