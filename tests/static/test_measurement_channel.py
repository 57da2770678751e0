from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

# Two ends joined without a network; `lose` decides what gets lost, `wire` holds all that was sent.
SETUP = """
  const wire = [];
  let lose = () => false;
  const pair = [0, 1].map(() => ({ readyState: 'open', bufferedAmount: 0, onmessage: null, onopen: null }));
  pair.forEach((end, index) => {
    end.send = (data) => {
      wire.push(JSON.parse(data));
      const other = pair[1 - index];
      if (!lose(wire.at(-1))) queueMicrotask(() => other.onmessage?.({ data }));
    };
  });
  const [buyer, agent] = [new MeasurementChannel(), new MeasurementChannel()];
  const until = async (condition) => { while (!condition()) await new Promise((r) => setTimeout(r, 5)); };
  const count = (type) => wire.filter((message) => message.type === type).length;
  const open = () => { buyer.attach(pair[0]); agent.attach(pair[1]); pair.forEach((end) => end.onopen?.()); };
  const firstFrames = [];
  agent.addEventListener('first-frame', (event) => firstFrames.push(event.detail.atMs));
  try {
"""
TEARDOWN = "} finally { buyer.close(); agent.close(); }"


async def channels(bench: Page, script: str) -> Any:
    imports = "{ MeasurementChannel } from media/measurement-channel.js"
    return await run(bench, imports, SETUP + script + TEARDOWN)


async def test_both_sides_learn_the_round_trip_and_each_others_send_delay(bench: Page) -> None:
    script = """
      buyer.sendDelayMs = 7;
      open();
      agent.sendDelayMs = 9;
      await until(() => buyer.roundTripMs !== null && agent.roundTripMs !== null);
      await until(() => buyer.remoteSendDelayMs !== null);
      return [buyer.remoteSendDelayMs, agent.remoteSendDelayMs, buyer.roundTripMs >= 0];
    """
    assert await channels(bench, script) == [9, 7, True]


async def test_both_sides_learn_how_far_the_others_clocks_are_ahead(bench: Page) -> None:
    script = """
      buyer.clock.capture = { lower: 4000, upper: 4002 };
      open();
      const known = (now) => agent.clock.captured(4001 + now, now);
      await until(() => known(performance.now()) !== null);
      const now = performance.now();
      const { lower, upper } = known(now);
      const offset = buyer.clock.offset(now);
      return [lower <= now && now <= upper, offset.lower <= 0 && 0 <= offset.upper, agent.clock.wayHereMs >= 0];
    """
    assert await channels(bench, script) == [True, True, True]


async def test_with_a_new_connection_the_other_page_may_be_another(bench: Page) -> None:
    script = """
      open();
      await until(() => agent.clock.offset(performance.now()) !== null);
      agent.attach(pair[1]);
      return [agent.clock.offset(performance.now()), agent.clock.wayHereMs];
    """
    assert await channels(bench, script) == [None, None]


async def test_the_first_frame_is_told_until_it_is_noted(bench: Page) -> None:
    script = """
      open();
      await until(() => agent.roundTripMs !== null);
      let lost = 0;
      lose = ({ type }) => type === 'first-frame' && ++lost < 3;
      const shownMs = performance.now() - 40;
      buyer.tellFirstFrame(shownMs);
      await until(() => count('first-frame-noted') > 0);
      return [count('first-frame'), firstFrames.length, Math.abs(firstFrames[0] - shownMs) < 40];
    """
    assert await channels(bench, script) == [3, 1, True]


async def test_a_lost_note_makes_it_told_again(bench: Page) -> None:
    script = """
      open();
      await until(() => agent.roundTripMs !== null);
      lose = ({ type }) => type === 'first-frame-noted' && count('first-frame-noted') === 1;
      buyer.tellFirstFrame(performance.now());
      await until(() => count('first-frame-noted') === 2);
      return count('first-frame');
    """
    assert await channels(bench, script) == 2


async def test_a_first_frame_is_not_noted_while_the_way_is_of_unknown_length(bench: Page) -> None:
    script = """
      lose = ({ type }) => type === 'pong';
      open();
      buyer.tellFirstFrame(performance.now());
      await until(() => count('first-frame') >= 2);
      return [count('first-frame-noted'), firstFrames.length];
    """
    assert await channels(bench, script) == [0, 0]


async def test_a_change_of_the_way_is_told_to_the_other_person_in_words_and_numbers_alone(bench: Page) -> None:
    script = """
      open();
      const told = [];
      agent.addEventListener('route', ({ detail }) => told.push(detail));
      buyer.tellRoute({ kind: 'route', reason: 'relay-faster', values: { from_ms: 360, to_ms: 160 } });
      buyer.tellRoute({ kind: 'route', reason: '<img>', values: { from_ms: '<img>' } });
      await until(() => told.length === 2);
      return told.map(({ kind, reason, values }) => [kind, reason, values]);
    """
    assert await channels(bench, script) == [
        ["route", "relay-faster", {"from_ms": 360, "to_ms": 160}],
        ["route", "", {}],
    ]


@pytest.mark.parametrize(
    "garbage",
    [
        "'not json'",
        "'null'",
        "'[]'",
        "'{}'",
        "new ArrayBuffer(8)",
        """'{"type": "ping", "id": {}, "send_delay_ms": "soon"}'""",
        """'{"type": "ping", "id": 1, "send_delay_ms": -5}'""",
        """'{"type": "ping", "id": 1, "send_delay_ms": 1e99}'""",
        """'{"type": "first-frame", "age_ms": 1e99}'""",
        """'{"type": "first-frame"}'""",
        """'{"type": "seen", "ms": 1e99, "bound_ms": 1, "kind": "measured"}'""",
        """'{"type": "seen", "ms": "<img>", "bound_ms": 1, "kind": "measured"}'""",
        """'{"type": "seen", "ms": 5, "bound_ms": 1, "kind": "guessed"}'""",
        """'{"type": "pong", "id": 12345}'""",
        """'{"type": "pong", "id": 1, "received_ms": "soon", "answered_ms": null}'""",
        """'{"type": "ping", "id": 1, "sent_ms": 1e99, "references": [], "capture": "now"}'""",
    ],
)
async def test_what_makes_no_sense_changes_nothing(bench: Page, garbage: str) -> None:
    script = f"""
      open();
      await until(() => agent.roundTripMs !== null);
      let told = 0;
      agent.addEventListener('seen', () => told++);
      pair[1].onmessage({{ data: {garbage} }});
      return [agent.remoteSendDelayMs, firstFrames.length, told];
    """
    assert await channels(bench, script) == [None, 0, 0]


async def test_nothing_piles_up_behind_a_link_that_does_not_drain(bench: Page) -> None:
    script = """
      pair[0].bufferedAmount = 1e6;
      open();
      buyer.sendDelayMs = 5;
      await until(() => agent.roundTripMs === null && count('ping') > 0);
      return wire.filter((message) => message.send_delay_ms === 5).length;
    """
    assert await channels(bench, script) == 0
