"""What is kept of consultations, on both databases."""

import asyncio
from typing import Any

import msgspec
import pytest

from server.database import Database
from server.errors import CallbackInPast, InvalidRequest, UnknownCallback, UnknownConsultation, UnknownTimeZone
from server.records import ConsultationRecord, Records
from server.records.history import HistoryItem
from signaling.errors import NotYourConsultation
from signaling.messages import ChatLine, Outcome, Purpose, RequestCallback, Role
from signaling.target import HISTOGRAM_EDGES_MS
from tests.support.redis import Clock

FIRST = ConsultationRecord(
    id="c1",
    shop="acme",
    buyer_id="bea",
    buyer_country="ID",
    agent_id="ann",
    agent_name="Ann",
    sku="coat",
    product_title="Coat",
    purpose=Purpose.SIZING,
    language="id",
    language_differs=True,
    joined_ms=1_000,
    accepted_ms=5_000,
)
HOUR_MS = 3_600_000


@pytest.fixture
async def records(db: Database, clock: Clock) -> Records:
    records = Records(db, now_ms=clock.now_ms)
    await records.save_accepted(FIRST)
    return records


async def only(records: Records, shop: str = "acme") -> HistoryItem:
    (item,) = (await records.history(shop)).items
    return item


def callback(clock: Clock, **changes: Any) -> RequestCallback:
    return RequestCallback(
        **{
            "id": "r1",
            "product": "coat",
            "purpose": Purpose.SIZING,
            "language": "id",
            "at_ms": clock.ms + HOUR_MS,
            "time_zone": "Asia/Jakarta",
            "contact": "+62 811 000",
            "note": "after lunch",
            **changes,
        }
    )


# --- the course of a consultation -----------------------------------------------------------------------------------


async def test_an_accepted_consultation_is_listed_with_nothing_that_did_not_happen(records: Records) -> None:
    assert await only(records) == HistoryItem(
        id="c1",
        started_ms=5_000,
        ended_ms=None,
        purpose=Purpose.SIZING,
        sku="coat",
        product_title="Coat",
        language="id",
        buyer_country="ID",
        agent_name="Ann",
        end_reason=None,
        outcome=None,
        size_advised=None,
        note=None,
        stars=None,
        comment=None,
        accept_to_first_frame_ms=None,
        p50_ms=None,
        p95_ms=None,
        bound_ms=None,
        within_share=None,
    )


async def test_accepting_twice_stores_one(records: Records) -> None:
    await records.save_accepted(msgspec.structs.replace(FIRST, agent_name="Somebody else"))
    assert (await only(records)).agent_name == "Ann"


async def test_the_first_end_wins(records: Records) -> None:
    await records.save_ended("c1", 9_000, "buyer-ended")
    await records.save_ended("c1", 10_000, "agent-ended")
    item = await only(records)
    assert (item.ended_ms, item.end_reason) == (9_000, "buyer-ended")


async def test_the_first_report_of_the_first_frame_wins(records: Records) -> None:
    await records.save_first_frame("c1", 123.5, 20.0)
    await records.save_first_frame("c1", 999.0, 1.0)
    assert (await only(records)).accept_to_first_frame_ms == 123.5


async def test_an_end_of_what_was_never_accepted_changes_nothing(records: Records) -> None:
    await records.save_ended("c2", 9_000, "missed")
    assert (await only(records)).ended_ms is None


async def test_latency_is_replaced_and_shown_as_percentiles_and_share(records: Records) -> None:
    nothing = [0] * (len(HISTOGRAM_EDGES_MS) + 1)
    await records.save_latency("c1", "to_buyer", nothing, 0, 0, 0)
    item = await only(records)
    assert (item.p50_ms, item.p95_ms, item.bound_ms, item.within_share) == (None, None, None, None)
    buckets = list(nothing)
    buckets[HISTOGRAM_EDGES_MS.index(40)] = 100
    await records.save_latency("c1", "to_buyer", buckets, 6_000, 1_000, 1_000, bound_ms=12.5)
    item = await only(records)
    assert item.p50_ms == pytest.approx(35)
    assert item.p95_ms == pytest.approx(39.5)
    assert item.bound_ms == 12.5
    assert item.within_share == pytest.approx(0.75)


async def test_the_picture_towards_the_agent_does_not_count_in_the_list(records: Records) -> None:
    await records.save_latency("c1", "to_agent", [1], 1, 1, 1)
    assert (await only(records)).p50_ms is None


async def test_latency_of_an_unknown_consultation_is_refused(records: Records) -> None:
    with pytest.raises(UnknownConsultation):
        await records.save_latency("c2", "to_buyer", [1], 1, 1, 1)


# --- chat -----------------------------------------------------------------------------------------------------------


async def test_chat_comes_back_in_the_order_in_which_it_was_stored(records: Records) -> None:
    # The clocks of two nodes differ: the stored order is the order.
    await records.append_chat("acme", "c1", "l2", Role.AGENT, "first", 500)
    await records.append_chat("acme", "c1", "l1", Role.BUYER, "second", 400)
    assert await records.chat("c1") == [
        ChatLine(id="l2", sender=Role.AGENT, text="first", sent_ms=500),
        ChatLine(id="l1", sender=Role.BUYER, text="second", sent_ms=400),
    ]


async def test_a_line_that_is_sent_again_is_stored_once_and_answered_as_stored(records: Records) -> None:
    first = await records.append_chat("acme", "c1", "l1", Role.BUYER, "hello", 500)
    again = await records.append_chat("acme", "c1", "l1", Role.BUYER, "something else", 900)
    assert again == first
    assert len(await records.chat("c1")) == 1


async def test_a_line_sent_over_two_nodes_at_once_is_stored_once(records: Records) -> None:
    lines = await asyncio.gather(
        *(records.append_chat("acme", "c1", "l1", Role.BUYER, "hello", sent) for sent in range(8))
    )
    assert await records.chat("c1") == [lines[0]]
    assert set(map(repr, lines)) == {repr(lines[0])}


async def test_nobody_can_take_the_other_sides_line_away_by_guessing_its_id(records: Records) -> None:
    await records.append_chat("acme", "c1", "l1", Role.BUYER, "mine", 1)
    assert (await records.append_chat("acme", "c1", "l1", Role.AGENT, "also mine", 2)).text == "also mine"
    assert len(await records.chat("c1")) == 2


@pytest.mark.parametrize(("shop", "consultation"), [("other", "c1"), ("acme", "c2")])
async def test_chat_goes_only_into_a_consultation_of_the_shop(records: Records, shop: str, consultation: str) -> None:
    with pytest.raises(NotYourConsultation):
        await records.append_chat(shop, consultation, "l1", Role.BUYER, "hello", 1)
    assert await records.chat(consultation) == []


@pytest.mark.parametrize(
    "text", ["<img onerror=alert(1)>", "你好 👋🏽", "\u202eright to left", "a'b\"c;--", "ß" * 2000]
)
async def test_text_is_kept_to_the_letter(records: Records, text: str) -> None:
    await records.append_chat("acme", "c1", "l1", Role.BUYER, text, 1)
    assert (await records.chat("c1"))[0].text == text


async def test_what_postgresql_cannot_store_is_left_out_on_both(records: Records) -> None:
    line = await records.append_chat("acme", "c1", "l1", Role.BUYER, "be\x00fore", 1)
    assert line.text == "before"


# --- outcome and rating ---------------------------------------------------------------------------------------------


async def test_the_agents_outcome_is_stored_and_can_be_corrected(records: Records) -> None:
    await records.save_outcome("acme", "c1", "ann", Outcome.FOLLOW_UP, "38", "call again")
    await records.save_outcome("acme", "c1", "ann", Outcome.BOUGHT, "40", None)
    item = await only(records)
    assert (item.outcome, item.size_advised, item.note) == (Outcome.BOUGHT, "40", None)


async def test_the_buyers_rating_is_stored_and_can_be_corrected(records: Records) -> None:
    await records.save_rating("acme", "c1", "bea", 2, "late")
    await records.save_rating("acme", "c1", "bea", 5, "sorry, all good")
    item = await only(records)
    assert (item.stars, item.comment) == (5, "sorry, all good")


@pytest.mark.parametrize(("shop", "agent"), [("acme", "tom"), ("other", "ann"), ("acme", "bea")])
async def test_the_outcome_is_for_its_agent_alone(records: Records, shop: str, agent: str) -> None:
    with pytest.raises(NotYourConsultation):
        await records.save_outcome(shop, "c1", agent, Outcome.ABUSE)
    assert (await only(records)).outcome is None


@pytest.mark.parametrize(("shop", "buyer"), [("acme", "bob"), ("other", "bea"), ("acme", "ann")])
async def test_the_rating_is_for_its_buyer_alone(records: Records, shop: str, buyer: str) -> None:
    with pytest.raises(NotYourConsultation):
        await records.save_rating(shop, "c1", buyer, 1)
    assert (await only(records)).stars is None


# --- history --------------------------------------------------------------------------------------------------------


async def test_the_history_is_paged_newest_first_and_nothing_comes_twice(records: Records) -> None:
    # Several within the same millisecond: the page border may fall between them.
    for number in range(2, 8):
        await records.save_accepted(msgspec.structs.replace(FIRST, id=f"c{number}", accepted_ms=5_000 + number // 4))
    ids: list[str] = []
    cursor = None
    for size in (2, 2, 2, 1):
        page = await records.history("acme", cursor, limit=2)
        assert len(page.items) == size
        ids += [item.id for item in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert ids == ["c7", "c6", "c5", "c4", "c3", "c2", "c1"]


async def test_a_consultation_that_comes_in_between_does_not_shift_the_pages(records: Records) -> None:
    await records.save_accepted(msgspec.structs.replace(FIRST, id="c2", accepted_ms=6_000))
    page = await records.history("acme", limit=1)
    await records.save_accepted(msgspec.structs.replace(FIRST, id="c3", accepted_ms=7_000))
    assert [item.id for item in (await records.history("acme", page.next_cursor, limit=1)).items] == ["c1"]


async def test_the_history_of_another_shop_is_not_shown(records: Records) -> None:
    assert (await records.history("other")).items == []


@pytest.mark.parametrize("cursor", ["", "made up", "AAAA", "bm90LWEtbnVtYmVyOmMx", "é"])
async def test_a_made_up_cursor_is_refused(records: Records, cursor: str) -> None:
    with pytest.raises(InvalidRequest):
        await records.history("acme", cursor)


async def test_a_buyer_returns_who_had_a_consultation_with_this_shop(records: Records) -> None:
    assert await records.has_consulted("acme", "bea")
    assert not await records.has_consulted("other", "bea")
    assert not await records.has_consulted("acme", "bob")


# --- callback requests ----------------------------------------------------------------------------------------------


async def test_a_callback_request_is_listed_as_it_was_asked_for(records: Records, clock: Clock) -> None:
    await records.save_callback("acme", "bea", callback(clock), product_title="Coat")
    (item,) = await records.callbacks("acme", "open")
    assert (item.at_ms, item.time_zone, item.created_ms) == (clock.ms + HOUR_MS, "Asia/Jakarta", clock.ms)
    assert (item.contact, item.note, item.language) == ("+62 811 000", "after lunch", "id")
    assert (item.purpose, item.sku, item.product_title, item.status) == (Purpose.SIZING, "coat", "Coat", "open")


async def test_a_callback_request_that_comes_again_is_stored_once(records: Records, clock: Clock) -> None:
    for note in ("first", "again"):
        await records.save_callback("acme", "bea", callback(clock, note=note), product_title="Coat")
    assert [item.note for item in await records.callbacks("acme")] == ["first"]


async def test_two_buyers_may_use_the_same_id(records: Records, clock: Clock) -> None:
    for buyer in ("bea", "bob"):
        await records.save_callback("acme", buyer, callback(clock, note=buyer), product_title="Coat")
    assert {item.note for item in await records.callbacks("acme")} == {"bea", "bob"}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe", "../../etc/passwd", "UTC+25"])
async def test_an_unknown_time_zone_is_refused(records: Records, clock: Clock, zone: str) -> None:
    with pytest.raises(UnknownTimeZone):
        await records.save_callback("acme", "bea", callback(clock, time_zone=zone), product_title="Coat")


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Asia/Calcutta", "Etc/GMT+5"]
)
async def test_every_time_zone_that_browsers_name_is_known(records: Records, clock: Clock, zone: str) -> None:
    await records.save_callback("acme", "bea", callback(clock, time_zone=zone), product_title="Coat")
    assert (await records.callbacks("acme"))[0].time_zone == zone


async def test_a_callback_in_the_past_is_refused(records: Records, clock: Clock) -> None:
    await records.save_callback("acme", "bea", callback(clock, id="now", at_ms=clock.ms - 5_000), product_title="Coat")
    with pytest.raises(CallbackInPast):
        await records.save_callback("acme", "bea", callback(clock, at_ms=clock.ms - HOUR_MS), product_title="Coat")
    assert len(await records.callbacks("acme")) == 1


async def test_callbacks_come_by_the_moment_asked_for(records: Records, clock: Clock) -> None:
    for number, hours in enumerate((3, 1, 2)):
        request = callback(clock, id=f"r{number}", at_ms=clock.ms + hours * HOUR_MS)
        await records.save_callback("acme", "bea", request, product_title="Coat")
    moments = [item.at_ms for item in await records.callbacks("acme")]
    assert moments == sorted(moments)


async def test_a_callback_that_is_done_leaves_the_open_ones_and_can_come_back(records: Records, clock: Clock) -> None:
    await records.save_callback("acme", "bea", callback(clock), product_title="Coat")
    (item,) = await records.callbacks("acme", "open")
    assert (await records.set_callback_status("acme", item.id, "done")).status == "done"
    assert await records.callbacks("acme", "open") == []
    assert [done.id for done in await records.callbacks("acme", "done")] == [item.id]
    await records.set_callback_status("acme", item.id, "open")
    assert len(await records.callbacks("acme", "open")) == 1


async def test_callbacks_of_another_shop_are_out_of_reach(records: Records, clock: Clock) -> None:
    await records.save_callback("acme", "bea", callback(clock), product_title="Coat")
    (item,) = await records.callbacks("acme")
    assert await records.callbacks("other") == []
    with pytest.raises(UnknownCallback):
        await records.set_callback_status("other", item.id, "done")
    assert len(await records.callbacks("acme", "open")) == 1
