"""The waiting room against a real Redis: who is offered to whom, and in what order."""

import asyncio
from typing import Any

import pytest

from signaling.consultation import (
    Accepted,
    Consultation,
    DeadlinePassed,
    Declined,
    Event,
    Finished,
    Lost,
    State,
    advance,
)
from signaling.errors import OfferGone
from signaling.messages import Purpose, Role
from signaling.tickets import Agent, Ticket
from signaling.waiting_room import LOOKAHEAD, TYPICAL_HANDLING_MS, WaitingRoom
from tests.support.redis import Clock


async def join(room: WaitingRoom, buyer: str, **wish: Any) -> Ticket:
    wish = {"product": "dress", "purpose": Purpose.SHOWING, "language": "en", **wish}
    return await room.join(buyer, **wish)


async def on_duty(room: WaitingRoom, agent: str, **profile: Any) -> Agent:
    profile = {"name": agent.title(), "languages": ["en"], "purposes": list(Purpose), **profile}
    return await room.available(agent, **profile)


async def offer(room: WaitingRoom, buyer: str, consultation: str = "c1") -> Consultation | None:
    ticket = await room.ticket(buyer)
    assert ticket is not None
    return await room.seek_agent(ticket, consultation)


async def happen(room: WaitingRoom, consultation: str, event: Event) -> Consultation:
    read = await room.consultation(consultation)
    assert read is not None
    step = advance(read, event, room.now_ms())
    assert step is not None
    assert await room.settle(read, step) == "done"
    return step.consultation


async def status(room: WaitingRoom, agent: str) -> str | None:
    record = await room.agent(agent)
    return record.status if record else None


async def test_a_ticket_is_offered_to_an_agent_of_its_language_and_purpose(room: WaitingRoom) -> None:
    await on_duty(room, "jan", languages=["de-DE"])
    await on_duty(room, "eve", purposes=[Purpose.SIZING])
    await on_duty(room, "amy", languages=["en-GB"], purposes=[Purpose.SHOWING])
    await join(room, "bea", language="en-US")

    consultation = await offer(room, "bea")

    assert consultation is not None
    assert (consultation.buyer, consultation.agent, consultation.state) == ("bea", "amy", State.OFFERED)
    assert not consultation.language_differs
    assert await status(room, "amy") == "offered"


async def test_nobody_is_offered_a_ticket_of_another_language_or_purpose(room: WaitingRoom) -> None:
    await on_duty(room, "jan", languages=["de"])
    await on_duty(room, "eve", purposes=[Purpose.SIZING])
    await join(room, "bea")

    assert await offer(room, "bea") is None


async def test_the_longest_idle_agent_is_rung_first(room: WaitingRoom, clock: Clock) -> None:
    for agent in ("one", "two", "three"):
        await on_duty(room, agent)
        clock.advance(1000)
    for place, buyer in enumerate(("a", "b", "c")):
        await join(room, buyer)
        consultation = await offer(room, buyer, f"c{place}")
        assert consultation is not None
        assert consultation.agent == ("one", "two", "three")[place]


async def test_an_agent_who_knows_the_goods_is_preferred_among_the_longest_idle(
    room: WaitingRoom, clock: Clock
) -> None:
    await on_duty(room, "idle-longest", categories=["shoes"])
    clock.advance(1000)
    await on_duty(room, "knows-dresses", categories=["dresses"])
    await join(room, "bea", category="dresses")

    consultation = await offer(room, "bea")

    assert consultation is not None
    assert consultation.agent == "knows-dresses"


async def test_knowing_the_goods_does_not_reach_past_the_lookahead(room: WaitingRoom, clock: Clock) -> None:
    for number in range(LOOKAHEAD + 1):
        await on_duty(room, f"other{number}")
        clock.advance(1)
    await on_duty(room, "knows-dresses", categories=["dresses"])
    await join(room, "bea", category="dresses")

    consultation = await offer(room, "bea")

    assert consultation is not None
    assert consultation.agent == "other0"


async def test_a_free_agent_takes_the_first_ticket_of_all_his_lanes(room: WaitingRoom, clock: Clock) -> None:
    await join(room, "french", language="fr")
    for buyer, purpose in (("first", Purpose.SIZING), ("second", Purpose.SHOWING)):
        clock.advance(1000)
        await join(room, buyer, purpose=purpose)
    agent = await on_duty(room, "amy")

    consultation = await room.seek_ticket(agent, "c1")

    assert consultation is not None
    assert consultation.buyer == "first"


async def test_joining_again_keeps_the_place_and_joining_for_something_else_does_not(
    room: WaitingRoom, clock: Clock
) -> None:
    first = await join(room, "bea")
    clock.advance(5000)
    assert (await join(room, "bea")).place_ms == first.place_ms
    other = await join(room, "bea", purpose=Purpose.SIZING)
    assert other.place_ms == first.place_ms + 5000
    assert await room.census() == (1, 0)


async def test_a_returning_buyer_is_placed_ahead_by_the_boost_and_no_more(room: WaitingRoom, clock: Clock) -> None:
    await join(room, "patient")
    clock.advance(room.returning_boost_ms + 1)
    await room.renew(["buyer:patient"])
    await join(room, "recent")
    regular = await join(room, "regular", returning=True)

    agent = await on_duty(room, "amy")
    served = []
    for number in range(3):
        consultation = await room.seek_ticket(agent, f"c{number}")
        assert consultation is not None
        served.append(consultation.buyer)
        await happen(room, consultation.id, Finished(Role.BUYER))

    assert served == ["patient", "regular", "recent"]
    assert regular.returning


async def test_a_declined_ticket_keeps_its_place_and_goes_to_the_next_agent(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "amy")
    clock.advance(1)
    await on_duty(room, "ben")
    place = (await join(room, "bea")).place_ms
    assert await offer(room, "bea", "c1") is not None

    await happen(room, "c1", Declined())
    second = await offer(room, "bea", "c2")

    assert second is not None
    assert second.agent == "ben"
    assert second.place_ms == place
    assert await status(room, "amy") == "available"


async def test_a_ticket_is_not_offered_twice_to_who_declined_it(room: WaitingRoom) -> None:
    agent = await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    await happen(room, "c1", Declined())

    assert await offer(room, "bea", "c2") is None
    assert await room.seek_ticket(agent, "c3") is None
    ticket = await room.ticket("bea")
    assert ticket is not None
    assert (await room.standing(ticket)).agents == 0


async def test_who_misses_an_offer_is_away_and_the_ticket_is_his_again_when_he_is_back(
    room: WaitingRoom, clock: Clock
) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    clock.advance(room.offer_deadline_ms)
    assert (await room.due()).deadlines == ["c1"]
    await room.renew(["buyer:bea", "agent:amy"])

    await happen(room, "c1", DeadlinePassed())

    assert await status(room, "amy") == "away"
    assert (await room.due()).deadlines == []
    again = await room.seek_ticket(await on_duty(room, "amy"), "c2")
    assert again is not None
    assert again.buyer == "bea"


async def test_an_offer_cannot_be_accepted_once_the_buyer_has_left(room: WaitingRoom) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    read = await room.consultation("c1")
    assert read is not None

    assert await room.leave("bea") == "taken"
    await happen(room, "c1", Finished(Role.BUYER))
    accepted = advance(read, Accepted(), room.now_ms())

    assert accepted is not None
    assert await room.settle(read, accepted) == "stale"
    after = await room.consultation("c1")
    assert after is not None
    with pytest.raises(OfferGone):
        advance(after, Accepted(), room.now_ms())
    assert await status(room, "amy") == "available"
    assert await room.ticket("bea") is None


async def test_of_two_steps_decided_on_the_same_state_one_is_committed(room: WaitingRoom) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    read = await room.consultation("c1")
    assert read is not None
    steps = [advance(read, event, room.now_ms()) for event in (Accepted(), Declined(), Finished(Role.BUYER))]

    answers = await asyncio.gather(*(room.settle(read, step) for step in steps if step))

    assert sorted(answers) == ["done", "stale", "stale"]


async def test_racing_nodes_never_pair_one_agent_or_one_buyer_twice(room: WaitingRoom) -> None:
    agents = [await on_duty(room, f"agent{number}") for number in range(5)]
    tickets = [await join(room, f"buyer{number}") for number in range(8)]

    offers = await asyncio.gather(
        *(room.seek_agent(ticket, f"t{ticket.id}{turn}") for ticket in tickets for turn in range(3)),
        *(room.seek_ticket(agent, f"a{agent.id}{turn}") for agent in agents for turn in range(3)),
    )

    made = [consultation for consultation in offers if consultation]
    assert len(made) == 5
    assert len({consultation.agent for consultation in made}) == 5
    assert len({consultation.buyer for consultation in made}) == 5


async def test_a_lost_agent_gives_the_buyer_his_original_place_back(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "amy")
    place = (await join(room, "bea")).place_ms
    await offer(room, "bea", "c1")
    await happen(room, "c1", Accepted())
    clock.advance(60_000)
    await join(room, "later")
    await room.renew(["buyer:bea"])
    assert (await room.due()).agents == ["amy"]

    ended = await happen(room, "c1", Lost(Role.AGENT))

    assert ended.end_reason == "agent_lost"
    ticket = await room.ticket("bea")
    assert ticket is not None
    assert (ticket.state, ticket.place_ms) == ("waiting", place)
    assert (await room.standing(ticket)).position == 1
    assert await room.agent("amy") is None


async def test_a_lost_buyer_leaves_the_agent_to_wrap_up(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    await happen(room, "c1", Accepted())
    clock.advance(room.lease_ms + 1)

    await happen(room, "c1", Lost(Role.BUYER))

    assert await status(room, "amy") == "wrap_up"
    assert await room.ticket("bea") is None
    assert (await room.census()) == (0, 1)


async def test_a_lease_that_was_renewed_meanwhile_ends_nothing(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await join(room, "cat")
    await offer(room, "bea", "c1")
    read = await room.consultation("c1")
    assert read is not None
    clock.advance(room.lease_ms + 1)
    step = advance(read, Lost(Role.BUYER), room.now_ms())
    assert step is not None

    await room.renew(["buyer:bea", "buyer:cat"])

    assert await room.settle(read, step) == "renewed"
    assert await room.leave("cat", if_lapsed=True) == "renewed"


async def test_an_ended_lease_cannot_be_renewed_after_the_ticket_is_gone(room: WaitingRoom, clock: Clock) -> None:
    await join(room, "bea")
    clock.advance(room.lease_ms + 1)
    assert await room.leave("bea", if_lapsed=True) == "left"

    await room.renew(["buyer:bea"])

    clock.advance(room.lease_ms + 1)
    assert (await room.due()).buyers == []


async def test_people_whose_lease_has_ended_are_not_rung(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "gone")
    await join(room, "vanished")
    clock.advance(room.lease_ms + 1)
    here = await on_duty(room, "here")

    assert await room.seek_ticket(here, "c1") is None
    await join(room, "bea")
    consultation = await offer(room, "bea", "c2")
    assert consultation is not None
    assert consultation.agent == "here"


async def test_after_the_wait_a_buyer_is_offered_an_agent_of_another_language_and_told(
    room: WaitingRoom, clock: Clock
) -> None:
    assert room.relax_after_ms is not None
    await on_duty(room, "jan", languages=["de"])
    place = (await join(room, "bea")).place_ms
    assert await offer(room, "bea", "c1") is None
    clock.advance(room.relax_after_ms)
    await room.renew(["buyer:bea", "agent:jan"])
    assert (await room.due()).relaxing == ["bea"]

    ticket = await room.relax("bea")
    consultation = await offer(room, "bea", "c2")

    assert ticket is not None
    assert (ticket.relaxed, ticket.place_ms) == (True, place)
    assert consultation is not None
    assert consultation.agent == "jan"
    assert consultation.language_differs
    assert (await room.due()).relaxing == []


async def test_a_relaxed_ticket_still_prefers_its_own_language(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "jan", languages=["de"])
    clock.advance(1)
    await on_duty(room, "amy")
    await join(room, "bea")
    await room.relax("bea")

    consultation = await offer(room, "bea")

    assert consultation is not None
    assert consultation.agent == "amy"


async def test_the_position_counts_those_ahead_who_want_the_same_people(room: WaitingRoom, clock: Clock) -> None:
    await join(room, "french", language="fr")
    tickets = []
    for number, purpose in enumerate((Purpose.SHOWING, Purpose.SIZING, Purpose.SHOWING)):
        clock.advance(10)
        tickets.append(await join(room, f"b{number}", purpose=purpose))
    await on_duty(room, "amy")

    standings = [await room.standing(ticket) for ticket in tickets]

    assert [standing.position for standing in standings] == [1, 2, 3]
    assert standings[2].wait_estimate_s == 3 * TYPICAL_HANDLING_MS // 1000
    await room.leave("b0")
    assert (await room.standing(tickets[2])).position == 2


async def test_the_estimate_learns_from_how_long_consultations_take(room: WaitingRoom, clock: Clock) -> None:
    await on_duty(room, "amy")
    await join(room, "bea")
    await offer(room, "bea", "c1")
    await happen(room, "c1", Accepted())
    clock.advance(60_000)
    await happen(room, "c1", Finished(Role.AGENT))

    ticket = await join(room, "next")

    assert (await room.standing(ticket)).wait_estimate_s == 60


async def test_with_nobody_on_duty_there_is_no_estimate(room: WaitingRoom) -> None:
    standing = await room.standing(await join(room, "bea"))
    assert (standing.agents, standing.wait_estimate_s) == (0, None)


async def test_an_agent_whose_languages_changed_leaves_his_old_lanes(room: WaitingRoom) -> None:
    await on_duty(room, "amy", languages=["en", "de"])
    await on_duty(room, "amy", languages=["de"])
    await join(room, "bea")

    assert await offer(room, "bea", "c1") is None
    ticket = await room.ticket("bea")
    assert ticket is not None
    assert (await room.standing(ticket)).agents == 0


async def test_an_agent_who_went_away_is_not_rung(room: WaitingRoom) -> None:
    await on_duty(room, "amy")
    assert await room.away("amy") == "off"
    await join(room, "bea")
    assert await offer(room, "bea") is None
    assert await status(room, "amy") == "away"
