from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.modules import run

pytestmark = pytest.mark.browser

SETUP = """
  const outbox = new Outbox();
  const sent = [];
  const send = (message) => { sent.push(message.id ?? message.type); return true; };
  const chat = (id) => ({ type: 'send-chat', consultation: 'c1', id, text: 'hello' });
  const rate = (stars) => ({ type: 'rate', consultation: 'c1', stars });
  const error = (code, of) => ({ type: 'error', code, detail: '', of });
"""


async def outbox(bench: Page, script: str) -> Any:
    return await run(bench, "{ Outbox } from outbox.js", SETUP + script)


async def test_messages_go_out_once_and_in_order(bench: Page) -> None:
    script = "outbox.add(chat('a')); outbox.add(chat('b')); outbox.flush(send); outbox.flush(send); return sent;"
    assert await outbox(bench, script) == ["a", "b"]


async def test_what_is_not_acknowledged_goes_out_again_on_a_new_connection(bench: Page) -> None:
    script = """
      outbox.add(chat('a')); outbox.add(chat('b')); outbox.flush(send);
      outbox.settle({ type: 'chat', consultation: 'c1', line: { id: 'a' } });
      outbox.forgetSent(); outbox.flush(send);
      return sent;
    """
    assert await outbox(bench, script) == ["a", "b", "b"]


async def test_each_kind_is_settled_by_its_own_acknowledgement(bench: Page) -> None:
    script = """
      outbox.add(chat('a'));
      outbox.add(rate(5));
      outbox.add({ type: 'save-outcome', consultation: 'c1', outcome: 'solved' });
      outbox.add({ type: 'request-callback', id: 'k' });
      const sizes = [outbox.size];
      for (const message of [
        { type: 'chat', consultation: 'c1', line: { id: 'a' } },
        { type: 'saved', what: 'rating', id: 'c1' },
        { type: 'saved', what: 'outcome', id: 'c1' },
        { type: 'saved', what: 'callback', id: 'k' },
      ]) { outbox.settle(message); sizes.push(outbox.size); }
      return sizes;
    """
    assert await outbox(bench, script) == [4, 3, 2, 1, 0]


async def test_a_changed_rating_takes_the_place_of_the_older_one(bench: Page) -> None:
    script = """
      outbox.add(rate(1)); outbox.add(rate(5));
      const stars = [];
      outbox.flush((message) => { stars.push(message.stars); return true; });
      return stars;
    """
    assert await outbox(bench, script) == [5]


async def test_a_refusal_is_given_back_and_never_sent_again(bench: Page) -> None:
    script = """
      outbox.add(chat('a')); outbox.add(chat('b')); outbox.flush(send);
      const { refused } = outbox.settle(error('consultation-ended', 'send-chat'));
      return [refused.message.id, refused.code, outbox.size];
    """
    assert await outbox(bench, script) == ["a", "consultation-ended", 1]


async def test_the_refusal_of_something_else_settles_nothing(bench: Page) -> None:
    script = (
        "outbox.add(chat('a')); outbox.flush(send); outbox.settle(error('offer-gone', 'accept')); return outbox.size;"
    )
    assert await outbox(bench, script) == 1


async def test_a_passing_trouble_is_tried_again_when_the_server_says(bench: Page) -> None:
    script = """
      outbox.add(chat('a')); outbox.flush(send);
      const { retryAfterS } = outbox.settle({ ...error('rate-limited', 'send-chat'), retry_after_s: 7 });
      outbox.flush(send);
      return [retryAfterS, sent];
    """
    assert await outbox(bench, script) == [7, ["a", "a"]]


async def test_a_trouble_that_does_not_pass_is_a_refusal_in_the_end(bench: Page) -> None:
    script = """
      outbox.add(chat('a'));
      for (let i = 0; i < 50; i++) {
        outbox.flush(send);
        if (outbox.settle(error('internal', 'send-chat')).refused) return sent.length;
      }
    """
    assert await outbox(bench, script) == 5


async def test_it_is_bounded_and_says_when_it_is_full(bench: Page) -> None:
    script = """
      const taken = [];
      for (let i = 0; i < 100; i++) taken.push(outbox.add(chat(String(i))));
      return [outbox.size, taken.filter(Boolean).length];
    """
    assert await outbox(bench, script) == [64, 64]


async def test_what_the_server_never_acknowledges_is_no_matter_for_it(bench: Page) -> None:
    script = "try { outbox.add({ type: 'leave' }); } catch (error) { return error.name; }"
    assert await outbox(bench, script) == "TypeError"
