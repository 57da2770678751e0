"""The waiting room under any sequence of joins, offers, answers, losses and passing time, against a real Redis.

A model in Python keeps what must be true; Redis is asked after every step. Each example has a shop of its own.
"""

import asyncio
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from redis.asyncio import Redis

from signaling.consultation import Accepted, Consultation, DeadlinePassed, Declined, Event, Finished, Lost, advance
from signaling.errors import ConsultError
from signaling.messages import Purpose, Role
from signaling.waiting_room import WaitingRoom
from tests.support.redis import Clock

BUYERS = [f"b{number}" for number in range(5)]
AGENTS = {
    "en": ["en"],
    "de": ["de"],
    "both": ["en", "de"],
}
PURPOSES = [Purpose.SHOWING, Purpose.SIZING]
_shops = count()


class WaitingRoomMachine(RuleBasedStateMachine):
    """Drives one waiting room; `socket` is set by the test."""

    socket = ""
    open_offers = Bundle("open_offers")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.redis = Redis(unix_socket_path=self.socket)
        self.clock = Clock()
        self.room = WaitingRoom(self.redis, f"model{next(_shops)}", self.clock.now_ms)
        self.ids = count()
        self.places: dict[str, int] = {}
        self.relaxed: set[str] = set()
        self.declined: dict[str, set[str]] = {}

    def teardown(self) -> None:
        self.runner.run(self.redis.aclose())
        self.runner.close()

    def do(self, work: Any) -> Any:
        return self.runner.run(work)

    def note_offer(self, consultation: Consultation | None) -> Any:
        """A new offer must be allowed by the model."""
        if consultation is None:
            return multiple()
        buyer, agent = consultation.buyer, consultation.agent
        assert agent not in self.declined.get(buyer, set())
        assert buyer in self.relaxed or consultation.language in AGENTS[agent]
        assert consultation.language_differs == (consultation.language not in AGENTS[agent])
        assert consultation.place_ms == self.places[buyer]
        return consultation.id

    @rule(
        target=open_offers,
        buyer=st.sampled_from(BUYERS),
        language=st.sampled_from(["en", "de"]),
        purpose=st.sampled_from(PURPOSES),
        returning=st.booleans(),
    )
    def join(self, buyer: str, language: str, purpose: Purpose, returning: bool) -> Any:
        ticket = self.do(self.room.join(buyer, product="p", purpose=purpose, language=language, returning=returning))
        if self.places.get(buyer) != ticket.place_ms or not ticket.declined:
            self.declined[buyer] = set(ticket.declined)
        if not ticket.relaxed:
            self.relaxed.discard(buyer)
        self.places[buyer] = ticket.place_ms
        return self.note_offer(self.do(self.room.seek_agent(ticket, f"c{next(self.ids)}")))

    @rule(target=open_offers, agent=st.sampled_from(list(AGENTS)))
    def available(self, agent: str) -> Any:
        record = self.do(self.room.available(agent, name=agent, languages=AGENTS[agent], purposes=list(PURPOSES)))
        return self.note_offer(self.do(self.room.seek_ticket(record, f"c{next(self.ids)}")))

    @rule(target=open_offers, buyer=st.sampled_from(BUYERS))
    def relax(self, buyer: str) -> Any:
        ticket = self.do(self.room.relax(buyer))
        if ticket is None:
            return multiple()
        self.relaxed.add(buyer)
        return self.note_offer(self.do(self.room.seek_agent(ticket, f"c{next(self.ids)}")))

    @rule(agent=st.sampled_from(list(AGENTS)))
    def away(self, agent: str) -> None:
        self.do(self.room.away(agent))

    @rule(buyer=st.sampled_from(BUYERS))
    def leave(self, buyer: str) -> None:
        self.do(self.room.leave(buyer))

    @rule(offer=open_offers)
    def accept(self, offer: str) -> None:
        self.happen(offer, Accepted())

    @rule(offer=consumes(open_offers), away=st.booleans())
    def decline(self, offer: str, away: bool) -> None:
        after = self.happen(offer, Declined(away))
        if after is not None:
            self.declined.setdefault(after.buyer, set()).add(after.agent)

    @rule(offer=consumes(open_offers), by=st.sampled_from(Role))
    def end(self, offer: str, by: Role) -> None:
        after = self.happen(offer, Finished(by))
        if after is not None and after.end_reason == "declined":
            self.declined.setdefault(after.buyer, set()).add(after.agent)

    @rule(seconds=st.integers(1, 15))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds * 1000)

    @rule(data=st.data())
    def some_are_still_there(self, data: st.DataObject) -> None:
        clients = [f"buyer:{buyer}" for buyer in BUYERS] + [f"agent:{agent}" for agent in AGENTS]
        self.do(self.room.renew(data.draw(st.lists(st.sampled_from(clients), unique=True))))

    @rule()
    def sweep(self) -> None:
        due = self.do(self.room.due())
        for offer in due.deadlines:
            self.happen(offer, DeadlinePassed())
        for buyer in due.buyers:
            if self.do(self.room.leave(buyer, if_lapsed=True)) == "taken":
                self.happen(self.do(self.room.ticket(buyer)).consultation, Lost(Role.BUYER))
        for agent in due.agents:
            if self.do(self.room.away(agent, gone=True, if_lapsed=True)) == "taken":
                self.happen(self.do(self.room.agent(agent)).consultation, Lost(Role.AGENT))

    def happen(self, offer: str, event: Event) -> Consultation | None:
        read = self.do(self.room.consultation(offer))
        try:
            step = advance(read, event, self.clock.now_ms())
        except ConsultError:
            return None
        if step is None:
            return None
        assert self.do(self.room.settle(read, step)) == "done"
        return step.consultation

    @precondition(lambda self: self.places)
    @invariant()
    def everybody_stands_where_he_should(self) -> None:
        self.do(self._check())

    async def _check(self) -> None:
        room, keys = self.room, self.room.keys
        tickets = {buyer: ticket for buyer in BUYERS if (ticket := await room.ticket(buyer))}
        agents = {agent: record for agent in AGENTS if (record := await room.agent(agent))}
        lanes = [(language, purpose) for language in ("en", "de", "*") for purpose in PURPOSES]
        standing: dict[str, list[tuple[str, float]]] = {}
        for language, purpose in lanes:
            members: Any = await self.redis.zrange(keys.waiting(language, purpose), 0, -1, withscores=True)
            for member, place in members:
                standing.setdefault(member.decode(), []).append((language, place))

        for buyer, ticket in tickets.items():
            if ticket.state == "waiting":
                # In exactly one set, at the place it was first given, whatever has happened to it since.
                lane = "*" if ticket.relaxed else ticket.lane
                assert standing.get(buyer) == [(lane, self.places[buyer])]
                assert ticket.consultation is None
            else:
                assert buyer not in standing
                assert ticket.consultation is not None
                consultation = await room.consultation(ticket.consultation)
                assert consultation is not None
                agent = agents[consultation.agent]
                assert consultation.buyer == buyer
                # Both know of each other: nobody is in two consultations.
                assert agent.consultation == ticket.consultation
                assert (ticket.state, consultation.state, agent.status) in (
                    ("offered", "offered", "offered"),
                    ("paired", "active", "busy"),
                )
        assert set(standing) <= set(tickets)
        for agent_id, agent in agents.items():
            if agent.status in ("offered", "busy"):
                assert agent.consultation is not None
                consultation = await room.consultation(agent.consultation)
                assert consultation is not None
                assert tickets[consultation.buyer].consultation == agent.consultation
            for lane_name in agent.lanes:
                on_duty = await self.redis.sismember(keys.duty(*lane_name), agent_id)
                assert bool(on_duty) == (agent.status != "away")
                score = await self.redis.zscore(keys.idle(*lane_name), agent_id)
                if agent.status == "available":
                    assert score == agent.idle_since_ms


def test_the_waiting_room_keeps_its_promises(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    path = redis.connection_pool.connection_kwargs["path"]
    monkeypatch.setattr(WaitingRoomMachine, "socket", path)
    run_state_machine_as_test(
        WaitingRoomMachine,
        settings=settings(
            max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
