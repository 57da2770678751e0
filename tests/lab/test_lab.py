"""The lab itself, shortened: two profiles with real browsers. Where namespaces cannot be made it says so."""

import pytest

from tests.lab.call import Recording, record
from tests.lab.figures import figures
from tests.lab.links import LinkSpec
from tests.lab.network import missing
from tests.lab.profiles import PROFILES, Profile

pytestmark = [
    pytest.mark.alone,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(missing() is not None, reason=missing() or ""),
]

_NARROWING = LinkSpec(rate_bps=((0, 3e6), (1, 3e5)), queue_ms=1000)
NARROWING = Profile(name="narrowing", to_buyer=_NARROWING, to_buyer_ms=60, to_agent_ms=60)


@pytest.fixture(scope="module")
async def narrowed() -> Recording:
    return await record(NARROWING, "on", settle_s=5, measure_s=6)


async def test_the_governor_brakes_when_the_link_narrows_and_says_so(narrowed: Recording) -> None:
    reasons = {entry["event"]["reason"] for entry in narrowed.agent["events"] if entry["event"]["kind"] == "governor"}
    assert "queue" in reasons


async def test_what_the_link_dropped_and_carried_was_counted(narrowed: Recording) -> None:
    down = narrowed.counters["buyer:down"]
    assert down["packets"] > 100
    # 6 s at 300 kbit/s, and 6 s and more before at up to 3 Mbit/s.
    assert down["bytes"] > 6 * 300_000 / 8 / 4


async def test_on_a_lopsided_way_the_stated_latency_is_far_nearer_than_half_the_round_trip_would_be() -> None:
    profile = PROFILES["asymmetric"]
    found = figures(await record(profile, "on", settle_s=5, measure_s=6))
    assert found.error_p50_ms is not None
    halved_error_ms = abs(profile.to_buyer_ms - profile.to_agent_ms) / 2
    assert abs(found.error_p50_ms) < halved_error_ms / 2
    assert found.coverage is not None
    assert found.coverage > 0.8
