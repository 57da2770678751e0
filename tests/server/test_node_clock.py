"""What a node says of its own clock."""

import time

import pytest

from server.node_clock import node_clock, stated_bound_ms

SYNCHRONISED, UNSYNCHRONISED, NANOSECONDS = 0x0001, 0x0040, 0x2000


@pytest.mark.parametrize("error_ms", [None, 2.5])
def test_the_reading_is_this_machines_wall_clock_in_fractions_of_a_millisecond(error_ms: float | None) -> None:
    read = node_clock(error_ms)
    before = time.time() * 1000
    readings = [read().ms for _ in range(10)]
    # The kernel gives microseconds unless a daemon asked for nanoseconds.
    assert before - 0.001 <= readings[0] <= readings[-1] <= time.time() * 1000
    assert any(ms != int(ms) for ms in readings)


def test_what_the_operator_vouches_for_is_taken() -> None:
    assert node_clock(2.5)().bound_ms == 2.5


def test_the_kernels_bound_is_taken_where_a_daemon_keeps_it() -> None:
    assert stated_bound_ms(SYNCHRONISED | NANOSECONDS, maxerror_us=1_900, esterror_us=40) == 1.9


@pytest.mark.parametrize(
    ("status", "maxerror_us", "esterror_us"),
    [
        (UNSYNCHRONISED, 16_000_000, 16_000_000),  # no daemon
        (UNSYNCHRONISED, 1_900, 40),
        (SYNCHRONISED, 0, 0),  # systemd-timesyncd, just after an answer
        (SYNCHRONISED, 32_000, 0),  # and a minute later
        (SYNCHRONISED, 500, 16_000_000),  # OpenNTPD
    ],
)
def test_a_bound_that_nobody_states_is_not_made_up(status: int, maxerror_us: int, esterror_us: int) -> None:
    assert stated_bound_ms(status, maxerror_us, esterror_us) is None
