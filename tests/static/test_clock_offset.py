"""What a page believes of another's clock, in worlds whose true time is known."""

import statistics
from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

WORLD = "const { anyWorld, live, random } = await import('/drivers/clock-world.js');"

LONG, SHORT = {"ms": 200}, {"ms": 35}
BESIDE = {"there": {"ms": 2, "jitterMs": 1}, "back": {"ms": 3, "jitterMs": 1}}
CLOCKS = [{"skewMs": 0, "drift": 0}, {"skewMs": 0, "drift": 0}]
ASYMMETRIC = {"there": SHORT, "back": LONG}
"""The picture takes 200 ms from the other page to ours, and what we say 35."""

HALF_WAY = [
    {"there": {"ms": 17.5}, "back": {"ms": 100}},
    {"there": {"ms": 100}, "back": {"ms": 17.5}},
]


def near(name: str, error_ms: float = 0.0, bound_ms: float | None = 1.0) -> dict[str, Any]:
    """A node beside a page."""
    return {"node": name, "errorMs": error_ms, "boundMs": bound_ms, "path": BESIDE}


async def live(bench: Page, **world: Any) -> dict[str, Any]:
    known = {"seed": 1, "seconds": 60, "clocks": CLOCKS, "path": ASYMMETRIC, "nodes": [[], []]}
    seen = await bench.evaluate("async (world) => {" + WORLD + "return live(world); }", {**known, **world})
    assert isinstance(seen, dict)
    assert seen["samples"] > 400
    return seen


def settled(values: list[float]) -> list[float]:
    """Without the first seconds, in which the pages have not yet read their nodes and told each other."""
    return values[50:]


def covers_everything(seen: dict[str, Any]) -> bool:
    return bool(seen["covered"] == seen["samples"])


async def test_the_truth_is_always_inside_what_is_believed_possible(bench: Page) -> None:
    script = """
      const worlds = Array.from({ length: 200 }, (_, seed) => anyWorld(seed));
      const seen = worlds.map(live);
      const wrong = worlds.filter((_, index) => seen[index].covered !== seen[index].samples);
      const disputed = worlds.filter((_, index) => seen[index].disputed > 0);
      return [seen.reduce((sum, { samples }) => sum + samples, 0), wrong.slice(0, 3), disputed.slice(0, 3)];
    """
    samples, wrong, disputed = await bench.evaluate("async () => {" + WORLD + script + "}")
    assert samples > 100_000
    assert wrong == []
    assert disputed == []


async def test_with_a_node_beside_each_an_asymmetric_path_costs_little(bench: Page) -> None:
    seen = await live(bench, nodes=[[near("a", 0.8)], [near("b", -0.7)]])
    assert covers_everything(seen)
    assert max(map(abs, settled(seen["errorsMs"]))) < 20
    assert statistics.median(seen["boundsMs"]) < 20


async def test_two_pages_at_one_node_need_nobodys_word_for_its_clock(bench: Page) -> None:
    lost = near("a", error_ms=9_999, bound_ms=None)
    seen = await live(bench, nodes=[[lost], [lost]])
    assert covers_everything(seen)
    assert max(settled(seen["boundsMs"])) < 20


async def test_with_the_one_node_half_way_the_bound_says_how_little_is_known(bench: Page) -> None:
    nodes = [[{**near("a"), "path": path}] for path in HALF_WAY]
    seen = await live(bench, nodes=nodes)
    assert covers_everything(seen)
    # Half of what the ways differ by is the error of whoever takes them for equal.
    assert statistics.median(seen["errorsMs"]) == pytest.approx(82.5, abs=3)
    assert min(seen["boundsMs"]) > 82.5


async def test_nodes_that_state_no_bound_are_no_bridge_between_them(bench: Page) -> None:
    seen = await live(bench, nodes=[[near("a", 70, None)], [near("b", -70, None)]])
    assert covers_everything(seen)
    assert min(seen["boundsMs"]) > 82.5


@pytest.mark.parametrize("skew_ms", [-300_000, 300_000])
@pytest.mark.parametrize("drift", [-200e-6, 200e-6])
async def test_clocks_that_are_minutes_off_and_run_apart_change_nothing(
    bench: Page, skew_ms: float, drift: float
) -> None:
    clocks = [{"skewMs": 0, "drift": -drift}, {"skewMs": skew_ms, "drift": drift}]
    seen = await live(bench, clocks=clocks, nodes=[[near("a", 0.8)], [near("b", -0.7)]], seconds=600)
    assert covers_everything(seen)
    assert max(map(abs, settled(seen["errorsMs"]))) < 20
    assert statistics.median(seen["boundsMs"]) < 20


async def test_jitter_and_loss_leave_the_bound_near_half_the_quickest_round_trip(bench: Page) -> None:
    way = {"ms": 175, "jitterMs": 40, "loss": 0.1}
    seen = await live(bench, path={"there": way, "back": way}, seconds=300)
    assert covers_everything(seen)
    assert 175 < statistics.median(seen["boundsMs"]) < 175 + 25


async def test_a_node_that_is_caught_lying_is_left_out_and_the_bound_is_wide_again(bench: Page) -> None:
    seen = await live(bench, nodes=[[near("a", error_ms=500)], [near("b")]])
    assert covers_everything(seen)
    assert seen["disputed"] > seen["samples"] / 2
    assert statistics.median(seen["boundsMs"]) > 82.5


async def test_one_liar_among_several_references_does_not_narrow_the_bound_wrongly(bench: Page) -> None:
    # Both pages know both nodes; `b` is off by more than it says, but not by so much that the pages' own path shows it.
    both = [near("a"), near("b", error_ms=60)]
    seen = await live(bench, nodes=[both, both])
    assert covers_everything(seen)


async def test_a_clock_that_jumped_is_known_again_by_the_next_exchange(bench: Page) -> None:
    seen = await live(bench, jump={"atS": 30, "ms": 5_000}, nodes=[[near("a")], [near("b")]])
    # A second without a ping, and the way back.
    assert seen["samples"] - seen["covered"] < 40
    assert max(map(abs, seen["errorsMs"][-200:])) < 20


async def test_the_sources_that_agree_most_are_found_wherever_they_are(bench: Page) -> None:
    script = """
      const chance = random(7);
      const wrong = [];
      for (let round = 0; round < 2000; round += 1) {
        const sources = Array.from({ length: 1 + Math.floor(chance() * 6) }, () => {
          const lower = Math.floor(chance() * 20);
          return { lower, upper: lower + Math.floor(chance() * 8) };
        });
        // Whole numbers and the middles between them: no place with more sources lies elsewhere.
        const places = Array.from({ length: 60 }, (_, index) => index / 2);
        const counts = places.map((place) => sources.filter((s) => s.lower <= place && place <= s.upper).length);
        const most = Math.max(...counts);
        const best = places.filter((_, index) => counts[index] === most);
        const found = marzullo(sources);
        if (found.agreeing !== most || found.lower !== best[0] || found.upper !== best.at(-1)) wrong.push(sources);
      }
      return [wrong.slice(0, 3), marzullo([])];
    """
    assert await run(bench, "{ marzullo } from latency/clock-interval.js", WORLD + script) == [[], None]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"sent_ms": "now"},
        {"sent_ms": 1e99, "references": {"utc": [1, 2]}},
        {"sent_ms": 5, "references": "utc", "capture": "now"},
        {"sent_ms": 5, "references": {"utc": [2, 1], "node:a": [1], "__proto__": [1, 2]}, "capture": [None, 3]},
        {"sent_ms": 5, "references": None, "capture": {"lower": 1}},
        {"sent_ms": 5, "references": {"x" * 500: [1, 2]}, "capture": [1e99, 1e99]},
    ],
)
async def test_what_the_other_page_tells_is_no_more_than_numbers_in_range(bench: Page, message: Any) -> None:
    script = """
      const clock = new PeerClock();
      clock.exchange({ sentMs: 0, receivedMs: 5, answeredMs: 5, backMs: 10 });
      const before = JSON.stringify([clock.offset(10), clock.captured(50, 10), clock.wayHereMs]);
      clock.references.read({ node: 'a', sentMs: 0, clockMs: 5, boundMs: 1, backMs: 10 });
      clock.heard(argument, 10);
      const after = JSON.stringify([clock.offset(10), clock.captured(50, 10), null]);
      return [before, after];
    """
    before, after = await run(bench, "{ PeerClock } from latency/peer-clock.js", script, message)
    assert before == after


@pytest.mark.parametrize(
    "exchange",
    [
        "{ sentMs: 0, receivedMs: NaN, answeredMs: 5, backMs: 10 }",
        "{ sentMs: 0, receivedMs: 5, answeredMs: Infinity, backMs: 10 }",
        "{ sentMs: 0, receivedMs: 50, answeredMs: 5, backMs: 10 }",
        "{ sentMs: 0, receivedMs: 5, answeredMs: 50, backMs: 10 }",
        "{ sentMs: 0, receivedMs: 5, answeredMs: 5, backMs: 1e6 }",
    ],
)
async def test_an_exchange_that_cannot_have_happened_tells_nothing(bench: Page, exchange: str) -> None:
    script = f"const clock = new PeerClock(); return [clock.exchange({exchange}), clock.offset(10)];"
    assert await run(bench, "{ PeerClock } from latency/peer-clock.js", script) == [False, None]
