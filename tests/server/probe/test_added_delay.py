"""The probe's figure, against a delay that is known."""

from pathlib import Path

import pytest

from server.probe import open_probe_shop
from signaling.target import TARGET_MS
from tests.server.probe.test_probe import PAST_TARGET, find, run_turn_node
from tests.support.turn import coturn, slow_way

pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.turn]


async def test_700_ms_more_on_the_way_are_seen_and_past_the_target(tmp_path: Path) -> None:
    # A frame crosses the slow way twice: from the agent to the relay, and from there to the buyer.
    async with (
        coturn(tmp_path) as port,
        slow_way(port, 0.350) as slow,
        run_turn_node(tmp_path / "near", port) as near,
        run_turn_node(tmp_path / "far", slow.port) as far,
    ):
        for node in (near, far):
            await open_probe_shop(node.services.db, node.services.config)
        _, quick = await find(near, "--relay")
        status, late = await find(far, "--relay")

    assert status == PAST_TARGET
    assert late.within_share == 0.0
    assert late.p50_ms is not None
    assert late.p50_ms > TARGET_MS
    # The least of each: a busy machine adds to most frames, and hardly to all.
    assert slow.least_held_ms >= 700
    assert late.min_ms is not None
    assert quick.min_ms is not None
    assert late.min_ms - quick.min_ms == pytest.approx(slow.least_held_ms, abs=20)
