"""The consultation's state machine: every event in every state, without I/O."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.consultation import (
    Accepted,
    AgentFate,
    ConnectionChanged,
    Consultation,
    DeadlinePassed,
    Declined,
    EndReason,
    Event,
    Finished,
    Lost,
    MediaChanged,
    PeerRestart,
    State,
    TicketFate,
    advance,
)
from signaling.errors import ConsultationEnded, OfferGone
from signaling.messages import MediaState, Purpose, Role

NOW = 1_800_000_000_000
DEADLINE = NOW + 20_000


def offered(**changes: object) -> Consultation:
    known = {
        "id": "c1", "buyer": "bea", "agent": "amy", "product": "dress", "purpose": Purpose.SHOWING, "language": "en",
        "place_ms": NOW, "joined_ms": NOW, "offered_ms": NOW, "deadline_ms": DEADLINE, "state": State.OFFERED,
        "version": 1, "generation": 1,
    }  # fmt: skip
    return Consultation(**{**known, **changes})  # type: ignore[arg-type]


def active(**changes: object) -> Consultation:
    return offered(state=State.ACTIVE, accepted_ms=NOW + 3000, version=2, **changes)


def ended() -> Consultation:
    return offered(state=State.ENDED, version=3, ended_ms=NOW + 90_000, end_reason=EndReason.BUYER_ENDED)


@pytest.mark.parametrize(
    ("consultation", "event", "state", "reason", "ticket", "agent"),
    [
        (offered(), Accepted(), State.ACTIVE, None, TicketFate.PAIR, AgentFate.BUSY),
        (offered(), Declined(), State.ENDED, EndReason.DECLINED, TicketFate.PASS_ON, AgentFate.AVAILABLE),
        (offered(), Declined(away=True), State.ENDED, EndReason.DECLINED, TicketFate.PASS_ON, AgentFate.AWAY),
        (offered(), Finished(Role.BUYER), State.ENDED, EndReason.ABANDONED, TicketFate.DROP, AgentFate.AVAILABLE),
        (offered(), Finished(Role.AGENT), State.ENDED, EndReason.DECLINED, TicketFate.PASS_ON, AgentFate.AVAILABLE),
        (offered(), Lost(Role.BUYER), State.ENDED, EndReason.ABANDONED, TicketFate.DROP, AgentFate.AVAILABLE),
        (offered(), Lost(Role.AGENT), State.ENDED, EndReason.AGENT_UNREACHABLE, TicketFate.REQUEUE, AgentFate.GONE),
        (active(), Finished(Role.BUYER), State.ENDED, EndReason.BUYER_ENDED, TicketFate.DROP, AgentFate.WRAP_UP),
        (active(), Finished(Role.AGENT), State.ENDED, EndReason.AGENT_ENDED, TicketFate.DROP, AgentFate.WRAP_UP),
        (active(), Lost(Role.BUYER), State.ENDED, EndReason.BUYER_LOST, TicketFate.DROP, AgentFate.WRAP_UP),
        (active(), Lost(Role.AGENT), State.ENDED, EndReason.AGENT_LOST, TicketFate.REQUEUE, AgentFate.GONE),
    ],
)
def test_an_event_leads_to_one_state_and_one_fate_for_ticket_and_agent(
    consultation: Consultation,
    event: Event,
    state: State,
    reason: EndReason | None,
    ticket: TicketFate,
    agent: AgentFate,
) -> None:
    step = advance(consultation, event, NOW + 5000)

    assert step is not None
    after = step.consultation
    assert (after.state, after.end_reason, step.ticket, step.agent) == (state, reason, ticket, agent)
    assert after.version == consultation.version + 1
    assert after.ended_ms == (NOW + 5000 if state is State.ENDED else None)


@pytest.mark.parametrize(("role", "client"), [(Role.BUYER, "buyer:bea"), (Role.AGENT, "agent:amy")])
def test_losing_a_side_holds_only_if_its_lease_has_ended(role: Role, client: str) -> None:
    for consultation in (offered(), active()):
        step = advance(consultation, Lost(role), NOW)
        assert step is not None
        assert step.guard == client


def test_an_offer_can_be_accepted_until_just_before_its_deadline() -> None:
    assert advance(offered(), Accepted(), DEADLINE - 1) is not None
    with pytest.raises(OfferGone):
        advance(offered(), Accepted(), DEADLINE)


def test_an_unanswered_offer_ends_at_its_deadline_and_not_before() -> None:
    assert advance(offered(), DeadlinePassed(), DEADLINE - 1) is None
    step = advance(offered(), DeadlinePassed(), DEADLINE)
    assert step is not None
    assert (step.consultation.end_reason, step.ticket, step.agent) == (
        EndReason.MISSED,
        TicketFate.REQUEUE,
        AgentFate.AWAY,
    )


def test_accepting_twice_changes_nothing() -> None:
    assert advance(active(), Accepted(), NOW) is None


def test_an_accepted_offer_cannot_be_declined() -> None:
    with pytest.raises(OfferGone):
        advance(active(), Declined(), NOW)


@pytest.mark.parametrize("event", [Accepted(), Declined()])
def test_answers_to_an_offer_that_is_gone_are_refused(event: Event) -> None:
    with pytest.raises(OfferGone):
        advance(ended(), event, NOW)


@pytest.mark.parametrize("event", [Finished(Role.BUYER), MediaChanged(Role.BUYER, MediaState()), PeerRestart(1)])
def test_nothing_can_be_done_to_an_ended_consultation(event: Event) -> None:
    with pytest.raises(ConsultationEnded):
        advance(ended(), event, NOW)


@pytest.mark.parametrize("event", [DeadlinePassed(), Lost(Role.BUYER), ConnectionChanged(Role.AGENT, connected=False)])
def test_observations_after_the_end_change_nothing(event: Event) -> None:
    assert advance(ended(), event, NOW) is None


def test_a_socket_that_went_is_shown_to_the_other_side_until_it_is_back() -> None:
    gone = advance(active(), ConnectionChanged(Role.AGENT, connected=False), NOW)
    assert gone is not None
    assert not gone.consultation.agent_connected
    back = advance(gone.consultation, ConnectionChanged(Role.AGENT, connected=True), NOW)
    assert back is not None
    assert back.consultation.agent_connected
    assert advance(back.consultation, ConnectionChanged(Role.AGENT, connected=True), NOW) is None


def test_when_both_sides_ask_for_a_new_peer_connection_there_is_one() -> None:
    step = advance(active(), PeerRestart(1), NOW)
    assert step is not None
    assert step.consultation.generation == 2
    assert advance(step.consultation, PeerRestart(1), NOW) is None


EVENTS = st.one_of(
    st.just(Accepted()),
    st.builds(Declined, away=st.booleans()),
    st.just(DeadlinePassed()),
    st.builds(Finished, by=st.sampled_from(Role)),
    st.builds(Lost, role=st.sampled_from(Role)),
    st.builds(ConnectionChanged, role=st.sampled_from(Role), connected=st.booleans()),
    st.builds(MediaChanged, role=st.sampled_from(Role), media=st.builds(MediaState)),
    st.builds(PeerRestart, generation=st.integers(0, 3)),
)


@given(st.lists(st.tuples(EVENTS, st.integers(0, 30_000)), max_size=30))
def test_any_history_is_consistent(history: list[tuple[Event, int]]) -> None:
    """The ticket is settled exactly once, the agent is let go exactly once, versions grow by one, ends are final."""
    consultation, now = offered(), NOW
    tickets: list[TicketFate] = []
    agents: list[AgentFate] = []
    for event, later_ms in history:
        now += later_ms
        try:
            step = advance(consultation, event, now)
        except (OfferGone, ConsultationEnded):
            continue
        if step is None:
            continue
        assert consultation.state is not State.ENDED
        assert step.consultation.version == consultation.version + 1
        assert step.consultation.generation >= consultation.generation
        consultation = step.consultation
        tickets.append(step.ticket)
        agents.append(step.agent)

    final_tickets = [fate for fate in tickets if fate not in (TicketFate.KEEP, TicketFate.PAIR)]
    final_agents = [fate for fate in agents if fate not in (AgentFate.KEEP, AgentFate.BUSY)]
    over = consultation.state is State.ENDED
    assert len(final_tickets) == len(final_agents) == (1 if over else 0)
    assert (consultation.end_reason is not None) == over
    was_active = TicketFate.PAIR in tickets
    assert was_active == (consultation.accepted_ms is not None)
    if was_active:
        assert consultation.accepted_ms is not None
        assert consultation.accepted_ms < DEADLINE
