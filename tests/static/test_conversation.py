from typing import Any

import pytest
from playwright.async_api import Page

from signaling.messages import MAX_CHAT_CHARACTERS
from tests.static.modules import run

pytestmark = pytest.mark.browser

SETUP = """
  const conversation = new Conversation({ role: 'buyer', view: {} });
  const events = [];
  conversation.addEventListener('chat', (event) => events.push(event.detail));
  const line = (id) => ({ id, sender: 'agent', text: id, sent_ms: 1 });
  const ids = () => conversation.lines.map((each) => each.id);
"""


async def conversation(bench: Page, script: str) -> Any:
    return await run(bench, "{ Conversation } from conversation.js", SETUP + script)


async def test_an_own_line_is_shown_at_once_and_pending_until_it_is_stored(bench: Page) -> None:
    script = """
      const mine = conversation.compose(' hello ');
      conversation.sent(mine);
      const before = conversation.lines[0];
      conversation.stored({ id: mine.id, sender: 'buyer', text: 'hello', sent_ms: 5 });
      const after = conversation.lines[0];
      return [before.text, before.pending, after.pending ?? false, after.sent_ms, conversation.lines.length];
    """
    assert await conversation(bench, script) == ["hello", True, False, 5, 1]


async def test_a_line_that_is_told_twice_is_shown_once(bench: Page) -> None:
    script = "conversation.stored(line('a')); conversation.stored(line('a')); return [ids(), events.length];"
    assert await conversation(bench, script) == [["a"], 1]


async def test_a_state_brings_what_was_missed_and_tells_only_that(bench: Page) -> None:
    script = """
      conversation.stored(line('a'));
      conversation.update([line('a'), line('b')]);
      conversation.update([line('a'), line('b')]);
      return [ids(), events.map(({ added }) => added.map((each) => each.id))];
    """
    assert await conversation(bench, script) == [["a", "b"], [["a"], ["b"]]]


async def test_a_state_from_just_before_a_line_does_not_take_the_line_away(bench: Page) -> None:
    script = """
      conversation.stored(line('a')); conversation.stored(line('b'));
      conversation.update([line('a')]);
      return ids();
    """
    assert await conversation(bench, script) == ["a", "b"]


async def test_an_own_line_stored_while_offline_is_settled_by_the_state(bench: Page) -> None:
    script = """
      const mine = conversation.compose('hello');
      conversation.sent(mine);
      conversation.update([{ id: mine.id, sender: 'buyer', text: 'hello', sent_ms: 5 }]);
      return [conversation.lines.length, conversation.lines[0].pending ?? false, events.at(-1).added.length];
    """
    assert await conversation(bench, script) == [1, False, 0]


async def test_a_refused_line_is_taken_away(bench: Page) -> None:
    script = """
      const mine = conversation.compose('hello');
      conversation.sent(mine);
      conversation.refused(mine.id);
      return ids();
    """
    assert await conversation(bench, script) == []


async def test_empty_and_too_long_lines_are_not_composed(bench: Page) -> None:
    script = f"""
      const longest = '\\u{{1F457}}'.repeat({MAX_CHAT_CHARACTERS});
      return [' ', longest, longest + 'x'].map((text) => conversation.compose(text) !== null);
    """
    assert await conversation(bench, script) == [False, True, False]
