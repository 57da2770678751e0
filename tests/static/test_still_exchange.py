"""A still on its way from one page to the other: whole or not at all, whatever happens to the connection."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import until
from tests.static.site import Site
from tests.support.chromium import People

pytestmark = pytest.mark.browser

SIZE = 5 * 65_536
HALF = "world.chunkBytes > 150000"


@pytest.fixture
async def page(people: People, site: Site) -> Page:
    """A page with the two sides in it, as `world`."""
    page = await people.page()
    await page.goto(site.url)
    script = "async () => { window.world = new (await import('/drivers/still-world.js')).StillWorld(); }"
    await page.evaluate(script)
    return page


async def heard(page: Page, side: str, event: str) -> list[Any]:
    script = "([side, event]) => (world.heard[side][event] ?? []).map(({ image, ...detail }) => detail)"
    found: list[Any] = await page.evaluate(script, [side, event])
    return found


async def test_it_arrives_as_it_was_sent_and_both_sides_know(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.isSame()")
    (arrived,) = await heard(page, "buyer", "arrived")
    assert (arrived["kind"], arrived["label"]) == ("close-look", "daylight")
    assert await page.evaluate("world.sides.agent.exchange.progress.length") == 0


async def test_progress_is_seen_at_both_sides(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, HALF)
    for side, direction in (("buyer", "in"), ("agent", "out")):
        (progress,) = await page.evaluate(f"world.sides.{side}.exchange.progress")
        assert (progress["direction"], progress["size"]) == (direction, SIZE)
        assert 0 < progress["bytes"] < SIZE


async def test_after_a_lost_connection_it_goes_on_where_the_other_side_had_got_to(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, HALF)
    await page.evaluate("world.cut()")
    before = await page.evaluate("world.sides.buyer.exchange.progress[0].bytes")
    assert before > SIZE / 3
    await page.evaluate("world.chunkBytes = 0; world.connect()")
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.isSame()")
    assert await page.evaluate("world.chunkBytes") < (SIZE - before) * 1.05


async def test_it_waits_for_its_own_connection_and_takes_the_rooms_where_that_does_not_come_about(page: Page) -> None:
    await page.evaluate("world.sides.agent.line.isHopeless = false")
    await page.evaluate("world.send(40000)")
    await until(page, "world.sides.buyer.exchange.progress.length === 1")
    assert await page.evaluate("world.chunkBytes") == 0
    give_up = "line.isHopeless = true; line.dispatchEvent(new Event('hopeless'));"
    await page.evaluate(f"() => {{ const {{ line }} = world.sides.agent; {give_up} }}")
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.isSame()")


async def test_a_receiver_that_has_forgotten_gets_it_from_the_beginning(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, HALF)
    await page.evaluate("world.cut(); world.sides.buyer.exchange.close();")
    script = """async () => {
      const fresh = new (await import('/drivers/still-world.js')).StillWorld();
      fresh.sides.agent.exchange.close();
      world.sides.buyer = fresh.sides.buyer;
      world.heard.buyer = fresh.heard.buyer;
      world.connect();
    }"""
    await page.evaluate(script)
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.isSame()")


async def test_what_was_changed_on_the_way_is_fetched_again(page: Page) -> None:
    spoil = """() => {
      const treat = world.ends.agent.treat;
      let spoilt = false;
      world.ends.agent.treat = (data) => {
        if (data instanceof ArrayBuffer && !spoilt) { spoilt = true; new Uint8Array(data)[100] ^= 1; }
        return treat(data);
      };
    }"""
    await page.evaluate(spoil)
    await page.evaluate("world.send(40000)")
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.isSame()")
    assert await page.evaluate("world.chunkBytes") > 80_000


async def test_what_never_comes_right_is_given_up_and_both_sides_know(page: Page) -> None:
    spoil = """() => {
      world.ends.agent.treat = (data) => {
        if (data instanceof ArrayBuffer) new Uint8Array(data)[100] ^= 1;
        return data;
      };
    }"""
    await page.evaluate(spoil)
    await page.evaluate("world.send(40000)")
    await until(page, "world.heard.agent.failed?.length === 1")
    assert await heard(page, "buyer", "failed") == [{"kind": "close-look"}]
    assert await heard(page, "buyer", "arrived") == []


async def test_when_only_the_word_of_its_arrival_is_lost_it_is_not_sent_twice(page: Page) -> None:
    lose = """() => {
      world.ends.buyer.treat = (data) => (String(data).includes('still-done') ? null : data);
    }"""
    await page.evaluate(lose)
    await page.evaluate("world.send(40000)")
    await until(page, "world.heard.buyer.arrived?.length === 1")
    await page.evaluate("world.chunkBytes = 0; world.connect()")
    await until(page, "world.heard.agent.delivered?.length === 1")
    assert await page.evaluate("world.chunkBytes") == 0
    assert len(await heard(page, "buyer", "arrived")) == 1


async def test_a_frozen_frame_overtakes_a_photograph(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, "world.chunkBytes > 20000")
    await page.evaluate("world.send(20000, 'frozen')")
    await until(page, "world.heard.buyer.arrived?.length === 2")
    assert [arrived["kind"] for arrived in await heard(page, "buyer", "arrived")] == ["frozen", "close-look"]


async def test_what_is_cancelled_is_gone_at_both_sides(page: Page) -> None:
    await page.evaluate(f"world.send({SIZE})")
    await until(page, "world.chunkBytes > 20000")
    await page.evaluate("world.sides.buyer.exchange.cancel('close-look')")
    await until(page, "world.sides.agent.exchange.progress.length === 0")
    assert await page.evaluate("world.sides.buyer.exchange.progress.length") == 0


async def test_a_request_that_a_lost_connection_swallowed_is_made_again(page: Page) -> None:
    await page.evaluate("world.cut(); world.sides.buyer.exchange.ask('lamp'); world.connect()")
    await until(page, "world.heard.agent.asked?.length === 1")
    assert await heard(page, "agent", "asked") == [{"label": "lamp"}]


@pytest.mark.parametrize(
    "change",
    [
        {"size": 16 * 1024 * 1024 + 1},
        {"size": 0},
        {"size": 1.5},
        {"mime": "image/svg+xml"},
        {"sha256": "none"},
        {"number": -1},
        {"kind": "drawn"},
    ],
)
async def test_an_offer_of_anything_but_a_still_that_can_be_kept_is_not_taken(
    page: Page, change: dict[str, Any]
) -> None:
    offer = {
        "type": "still-offer",
        "number": 7,
        "size": 10,
        "sha256": "0" * 64,
        "mime": "image/jpeg",
        "kind": "close-look",
        "label": "",
    }
    answer = """async (offer) => {
      const answers = [];
      world.ends.buyer.treat = (data) => { answers.push(JSON.parse(data).type); return data; };
      world.sides.agent.room.send(offer);
      await new Promise((resolve) => setTimeout(resolve));
      return answers;
    }"""
    assert await page.evaluate(answer, offer) == ["still-want"]
    assert await page.evaluate(answer, {**offer, "number": 8, **change}) == []
