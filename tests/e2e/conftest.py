"""Two nodes on one Redis and one database, and people at browsers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from server.redis import open_redis
from tests.e2e.people import PHONE, Agent, Buyer
from tests.support.chromium import (
    FAKE_CONSENT,
    PLAY_WITHOUT_CLICK,
    People,
    chromium,
    launched,
    people,
)
from tests.support.node import Node, make_config, run_node

__all__ = ["chromium", "people"]

Enter = Callable[..., Awaitable[Any]]


@pytest.fixture
async def redis_url(tmp_path: Path) -> AsyncIterator[str]:
    async with open_redis(None, tmp_path) as client:
        yield f"unix://{client.connection_pool.connection_kwargs['path']}"


@pytest.fixture
async def nodes(tmp_path: Path, redis_url: str) -> AsyncIterator[tuple[Node, Node]]:
    """The buyers' node and the agents' node."""
    settings: dict[str, Any] = {"lease_s": 6, "reconnect_grace_s": 4}
    async with (
        run_node(make_config(tmp_path, redis_url, **settings)) as east,
        run_node(make_config(tmp_path, redis_url, **settings), seed=False) as west,
    ):
        yield east, west


@pytest.fixture(scope="session")
async def refusing_chromium() -> AsyncIterator[Browser]:
    """A browser whose owner refuses camera and microphone."""
    async with launched((PLAY_WITHOUT_CLICK, "--deny-permission-prompts"), without=FAKE_CONSENT) as browser:
        yield browser


@pytest.fixture
async def crowd() -> AsyncIterator[Callable[[Browser], People]]:
    """People of any browser; in the end nobody's page may have gone wrong."""
    crowds: dict[Browser, People] = {}

    def of(browser: Browser) -> People:
        return crowds.setdefault(browser, People(browser))

    yield of
    for of_browser in crowds.values():
        await of_browser.leave()


@pytest.fixture
def a_buyer(chromium: Browser, nodes: tuple[Node, Node], crowd: Callable[[Browser], People]) -> Enter:
    """Lets a buyer with a phone in, at the first node."""

    async def enter(browser: Browser | None = None, **context: Any) -> Buyer:
        phone = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
        return await Buyer.enter(crowd(browser or chromium), nodes[0], **{**phone, **context})

    return enter


@pytest.fixture
def an_agent(chromium: Browser, nodes: tuple[Node, Node], crowd: Callable[[Browser], People]) -> Enter:
    """Lets an agent at a desk in, at the second node."""

    async def enter(username: str = "mei", *, available: bool = True, **context: Any) -> Agent:
        agent = await Agent.enter(crowd(chromium), nodes[1], **context)
        await agent.signs_in(username)
        if available:
            await agent.goes_available()
        return agent

    return enter
