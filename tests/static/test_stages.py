from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

TRANSPORT = {"type": "transport", "selectedCandidatePairId": "P2"}
PAIRS: dict[str, dict[str, Any]] = {
    "P1": {"type": "candidate-pair", "nominated": True, "currentRoundTripTime": 0.9, "localCandidateId": "L1"},
    "P2": {
        "type": "candidate-pair",
        "nominated": True,
        "currentRoundTripTime": 0.04,
        "localCandidateId": "L1",
        "remoteCandidateId": "R1",
    },
    "L1": {"type": "local-candidate", "candidateType": "host"},
    "R1": {"type": "remote-candidate", "candidateType": "srflx"},
}
INBOUND = {
    "type": "inbound-rtp",
    "kind": "video",
    "framesDecoded": 100,
    "totalDecodeTime": 0.5,
    "jitterBufferDelay": 4.0,
    "jitterBufferEmittedCount": 100,
    "totalProcessingDelay": 5.0,
    "packetsReceived": 1000,
    "packetsLost": 10,
    "freezeCount": 1,
    "totalFreezesDuration": 0.4,
    "bytesReceived": 100_000,
    "timestamp": 1_000,
    "codecId": "C",
}
LATER = INBOUND | {
    "framesDecoded": 150,
    "totalDecodeTime": 0.75,
    "jitterBufferDelay": 5.5,
    "jitterBufferEmittedCount": 150,
    "totalProcessingDelay": 7.0,
    "packetsReceived": 1400,
    "packetsLost": 14,
    "freezeCount": 3,
    "totalFreezesDuration": 1.0,
    "bytesReceived": 350_000,
    "timestamp": 3_000,
}
OUTBOUND = {
    "type": "outbound-rtp",
    "kind": "video",
    "framesEncoded": 10,
    "totalEncodeTime": 0.1,
    "packetsSent": 40,
    "totalPacketSendDelay": 0.2,
}


def report(**entries: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """A statistics report with both candidate pairs and the given entries, as a list of its items."""
    everything = {"T": TRANSPORT, **PAIRS, **entries}
    return [(name, {"id": name, **entry}) for name, entry in everything.items()]


async def stages(bench: Page, script: str, **argument: Any) -> Any:
    """Run script with the snapshots of the given reports in reach, by the same names."""
    names = "{ snapshot, stages, sendDelay, receiveDelay, losses } from latency/stages.js"
    made = "".join(f"const {name} = snapshot(new Map(argument.{name}));" for name in argument)
    return await run(bench, names, made + script, argument)


async def test_the_round_trip_is_that_of_the_pair_in_use_where_several_are_nominated(bench: Page) -> None:
    assert await stages(bench, "return [now.rttMs, now.path];", now=report()) == [40, "direct"]


async def test_without_transport_statistics_the_pair_is_found_by_its_own_mark(bench: Page) -> None:
    entries = report(T={"type": "transport"}, P1=PAIRS["P1"] | {"selected": True})
    assert await stages(bench, "return now.rttMs;", now=entries) == 900


async def test_a_relay_at_either_end_makes_the_path_a_relay(bench: Page) -> None:
    entries = report(R1=PAIRS["R1"] | {"candidateType": "relay"})
    assert await stages(bench, "return now.path;", now=entries) == "relay"


async def test_the_path_is_that_of_what_arrives_when_the_other_side_sends_another_way(bench: Page) -> None:
    there = PAIRS["P2"] | {"lastPacketReceivedTimestamp": 1000}
    here = PAIRS["P1"] | {"lastPacketReceivedTimestamp": 2000, "localCandidateId": "L2", "remoteCandidateId": "R1"}
    relay = {"type": "local-candidate", "candidateType": "relay"}
    entries = report(P1=here, P2=there, L2=relay)
    assert await stages(bench, "return [now.path, now.rttMs];", now=entries) == ["relay", 40]


async def test_the_path_is_unknown_before_a_pair_is_chosen(bench: Page) -> None:
    entries = report(T={"type": "transport"})
    assert await stages(bench, "return [now.path, now.rttMs];", now=entries) == ["unknown", None]


async def test_stages_are_the_growth_of_the_counters_in_sums_over_frames(bench: Page) -> None:
    script = "return stages(before, now, { remoteSendDelayMs: 8, wayMs: 20, waitMs: 300, shownFrames: 30 });"
    assert await stages(bench, script, before=report(I=INBOUND), now=report(I=LATER)) == {
        "capture_encode": {"sum_ms": 8 * 50, "frames": 50},
        "network": {"sum_ms": 20 * 50, "frames": 50},
        "jitter_buffer": {"sum_ms": 1500, "frames": 50},
        "decode_render": {"sum_ms": 250 + 10 * 50, "frames": 50},
    }


async def test_a_stage_that_nobody_knows_is_left_out(bench: Page) -> None:
    script = (
        "return Object.keys(stages(null, now, { remoteSendDelayMs: null, wayMs: null, waitMs: 0, shownFrames: 0 }));"
    )
    unconnected = report(I=INBOUND, T={"type": "transport"})
    assert await stages(bench, script, now=unconnected) == ["jitter_buffer", "decode_render"]


async def test_without_new_frames_no_stage_has_any(bench: Page) -> None:
    script = "return stages(before, now, { remoteSendDelayMs: 8, wayMs: 20, waitMs: 0, shownFrames: 0 });"
    assert await stages(bench, script, before=report(I=INBOUND), now=report(I=INBOUND)) == {}


async def test_the_counters_of_a_rebuilt_peer_connection_count_from_zero(bench: Page) -> None:
    anew = INBOUND | {"framesDecoded": 20, "packetsReceived": 7, "packetsLost": 0, "freezeCount": 0}
    script = "return losses(before, now);"
    counted = {"packetsReceived": 7, "packetsLost": 0, "freezes": 0, "frozenMs": 400, "bitrateBps": 0}
    assert await stages(bench, script, before=report(I=INBOUND), now=report(I=anew)) == counted
    # Another stream, even when its counters are higher already.
    more = {"packetsReceived": 1400, "packetsLost": 14, "freezes": 3, "frozenMs": 1000, "bitrateBps": 0}
    assert await stages(bench, script, before=report(I=INBOUND), now=report(J=LATER)) == more


async def test_what_happened_to_packets_and_frames_is_told_by_differences(bench: Page) -> None:
    lost = await stages(bench, "return losses(before, now);", before=report(I=INBOUND), now=report(I=LATER))
    counted = {"packetsReceived": 400, "packetsLost": 4, "freezes": 2, "frozenMs": 600, "bitrateBps": 1_000_000}
    assert lost == pytest.approx(counted)


async def test_the_codec_is_called_by_its_name_alone(bench: Page) -> None:
    entries = report(I=INBOUND, C={"type": "codec", "mimeType": "video/VP8"})
    assert await stages(bench, "return now.inbound.codec;", now=entries) == "VP8"
    assert await stages(bench, "return now.inbound.codec;", now=report(I=INBOUND)) == ""


async def test_packets_that_turn_up_late_never_make_a_loss_negative(bench: Page) -> None:
    fewer = LATER | {"packetsLost": 8}
    lost = await stages(bench, "return losses(before, now);", before=report(I=INBOUND), now=report(I=fewer))
    assert lost["packetsLost"] == 0


async def test_the_send_delay_is_encoding_per_frame_and_pacing_per_packet(bench: Page) -> None:
    later = OUTBOUND | {"framesEncoded": 20, "totalEncodeTime": 0.15, "packetsSent": 60, "totalPacketSendDelay": 0.26}
    delay = await stages(bench, "return sendDelay(before, now);", before=report(O=OUTBOUND), now=report(O=later))
    assert delay == pytest.approx(5 + 3)


async def test_who_sends_no_picture_has_no_send_delay(bench: Page) -> None:
    assert await stages(bench, "return sendDelay(null, now);", now=report()) is None
    script = "return sendDelay(before, now);"
    assert await stages(bench, script, before=report(O=OUTBOUND), now=report(O=OUTBOUND)) is None


async def test_the_receive_delay_holds_jitter_buffer_and_decoding(bench: Page) -> None:
    script = "return receiveDelay(before, now);"
    assert await stages(bench, script, before=report(I=INBOUND), now=report(I=LATER)) == pytest.approx(40)


async def test_a_browser_that_does_not_count_it_gets_the_receive_delay_from_its_parts(bench: Page) -> None:
    before = {name: value for name, value in INBOUND.items() if name != "totalProcessingDelay"}
    now = {name: value for name, value in LATER.items() if name != "totalProcessingDelay"}
    script = "return receiveDelay(before, now);"
    delay = await stages(bench, script, before=report(I=before), now=report(I=now))
    assert delay == pytest.approx(30 + 5)
