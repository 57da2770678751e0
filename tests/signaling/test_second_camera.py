"""A second camera in a consultation's state: one at a time, the newest, and none after it was taken out."""

import pytest

from signaling.consultation import CameraJoined, CameraRemoved, Consultation, Event, State, advance
from signaling.errors import ConsultationEnded, InvalidMessage
from signaling.messages import Purpose

NOW = 1_800_000_000_000


def consultation(state: State = State.ACTIVE) -> Consultation:
    return Consultation(
        id="c1", buyer="bea", agent="amy", product="dress", purpose=Purpose.SHOWING, language="en", place_ms=NOW,
        joined_ms=NOW, offered_ms=NOW, deadline_ms=NOW + 20_000, state=state, version=2, generation=1,
    )  # fmt: skip


def camera_after(*events: Event) -> str | None:
    now = consultation()
    for event in events:
        step = advance(now, event, NOW)
        now = now if step is None else step.consultation
    return now.camera


def test_the_newest_camera_is_the_one_that_is_in_it() -> None:
    assert camera_after() is None
    assert camera_after(CameraJoined("one"), CameraJoined("two")) == "two"


def test_a_camera_that_is_in_it_joins_no_second_time() -> None:
    step = advance(consultation(), CameraJoined("one"), NOW)
    assert step is not None
    assert advance(step.consultation, CameraJoined("one"), NOW) is None


def test_only_the_camera_that_is_in_it_can_be_taken_out() -> None:
    assert camera_after(CameraJoined("one"), CameraRemoved("one")) is None
    assert camera_after(CameraJoined("one"), CameraJoined("two"), CameraRemoved("one")) == "two"


def test_none_joins_before_the_beginning_or_after_the_end_and_taking_out_is_never_refused() -> None:
    with pytest.raises(InvalidMessage):
        advance(consultation(State.OFFERED), CameraJoined("one"), NOW)
    with pytest.raises(ConsultationEnded):
        advance(consultation(State.ENDED), CameraJoined("one"), NOW)
    for state in (State.OFFERED, State.ENDED):
        assert advance(consultation(state), CameraRemoved("one"), NOW) is None
