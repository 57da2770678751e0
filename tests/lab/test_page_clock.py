from typing import Any

from tests.lab.page_clock import corrected

SEEN: dict[str, Any] = {
    "frames": [
        {"shownMs": 1060.0, "drawnMs": 1000.0, "width": 640, "height": 480},
        {"shownMs": 1090.0, "drawnMs": None, "width": 640, "height": 480},
    ],
    "said": [{"atMs": 1100.0, "ms": 50.0, "boundMs": 5.0, "kind": "measured"}],
    "echoes": [{"sentMs": 1.0, "receivedMs": 2.0, "backMs": 3.0}],
}


def test_what_was_seen_and_what_was_drawn_are_put_on_one_clock() -> None:
    first, unread = corrected(SEEN, own_ms=15, others_ms=-5)["frames"]
    assert (first["shownMs"], first["drawnMs"]) == (1045, 1005)
    assert (unread["shownMs"], unread["drawnMs"]) == (1075, None)


def test_only_times_are_changed_and_pings_are_left_to_their_own_two_clocks() -> None:
    found = corrected(SEEN, own_ms=15, others_ms=-5)
    assert found["said"] == [{"atMs": 1085, "ms": 50, "boundMs": 5, "kind": "measured"}]
    assert found["echoes"] == SEEN["echoes"]
