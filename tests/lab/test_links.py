import itertools
import statistics

import pytest

from tests.lab.links import Link, LinkSpec

PACKET = 1200


def arrivals(spec: LinkSpec, count: int = 4000, *, apart_s: float = 0.005, seed: int = 1) -> list[tuple[float, float]]:
    """(sent, arrived) of the packets that came through."""
    link = Link(spec, seed)
    link.start(0.0)
    sent = [index * apart_s for index in range(count)]
    return [(at, out) for at in sent if (out := link.offer(at, PACKET)) is not None]


def test_a_perfect_link_lets_everything_through_at_once() -> None:
    assert all(at == out for at, out in arrivals(LinkSpec()))


def test_losses_are_as_many_as_asked_for_and_come_in_bursts() -> None:
    link = Link(LinkSpec(loss=0.03, burst_packets=4), seed=3)
    lost = [link.offer(index * 0.01, PACKET) is None for index in range(100_000)]
    bursts = [len(list(group)) for is_lost, group in itertools.groupby(lost) if is_lost]
    assert sum(lost) / len(lost) == pytest.approx(0.03, rel=0.15)
    assert statistics.mean(bursts) == pytest.approx(4, rel=0.1)


@pytest.mark.parametrize("memory_ms", [0, 100])
def test_jitter_keeps_the_order_and_adds_just_its_room_to_the_delay(memory_ms: float) -> None:
    spec = LinkSpec(jitter_ms=20, jitter_memory_ms=memory_ms)
    found = arrivals(spec, 20_000)
    outs = [out for _, out in found]
    assert outs == sorted(outs)
    extra_ms = statistics.mean((out - at) * 1000 for at, out in found[1000:])
    assert extra_ms == pytest.approx(spec.room_ms, rel=0.25)


def test_jitter_with_a_memory_wanders_and_without_does_not() -> None:
    def wandering(memory_ms: float) -> float:
        found = arrivals(LinkSpec(jitter_ms=20, jitter_memory_ms=memory_ms), apart_s=0.02)
        delays = [out - at for at, out in found]
        steps = [abs(b - a) for a, b in itertools.pairwise(delays)]
        return statistics.mean(steps) / statistics.pstdev(delays)

    assert wandering(500) < wandering(0) / 2


def test_a_queue_grows_to_its_limit_and_then_drops() -> None:
    link = Link(LinkSpec(rate_bps=((0, 480_000),), queue_ms=300))
    outs = [link.offer(0.0, PACKET) for _ in range(40)]
    # 1,200 bytes take 20 ms: those that would wait longer than 300 ms are dropped.
    assert [out for out in outs if out is not None] == pytest.approx([0.02 * n for n in range(1, 17)])
    assert link.dropped == 40 - 16


def test_a_rate_that_changes_changes_what_is_in_transmission() -> None:
    link = Link(LinkSpec(rate_bps=((0, 96_000), (0.05, 9_600)), queue_ms=10_000))
    link.start(100.0)
    # 9,600 bits: 4,800 of them in the first 50 ms, the rest at a tenth of the rate.
    assert link.offer(100.0, PACKET) == pytest.approx(100.0 + 0.05 + 0.5)


def test_a_blackout_loses_everything_and_ends() -> None:
    found = arrivals(LinkSpec(blackouts=((1, 2),)), 600)
    assert not [at for at, _ in found if 1 <= at < 2]
    assert [at for at, _ in found if at < 1]
    assert [at for at, _ in found if at >= 2]
