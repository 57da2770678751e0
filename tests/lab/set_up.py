"""How long people wait before they see each other: pages, place in line, connection, first frame.

Both pages are loaded with nothing in the browsers' caches, the agent signed in already; and the buyer's once more. The
agent is on duty when the buyer joins, so that it rings at once.
"""

import statistics
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import aiohttp
from msgspec import Struct
from playwright.async_api import Page

from server.auth import COOKIE
from server.redis import open_redis
from tests.e2e.people import PHONE, Agent, Buyer, until
from tests.lab.call import PORT, SMALL_WINDOW, browser, turn, watch
from tests.lab.front import front
from tests.lab.network import AGENT, AGENT_NODE, BUYER, BUYER_NODE, network
from tests.lab.page_clock import ahead_ms
from tests.lab.profiles import Profile
from tests.support.chromium import People
from tests.support.init_script import init_script
from tests.support.node import PASSWORDS, Node, make_config, run_node
from tests.support.waterfall import REQUESTS, depth, files

MILESTONES: Final = init_script(Path(__file__).parent / "milestones.js", "milestones")

FRONTS: Final = ("http1", "http2")
"""The node itself, without TLS, as the demo is; a TLS proxy before it, as in a deployment."""

_ROUND_TRIPS: Final = 1.2
_WORK_MS: Final = 150.0


class SetUp(Struct, frozen=True, kw_only=True):
    """One consultation until the first frame. Times in ms."""

    buyer_ready_ms: float
    """From the navigation until the form can be sent and the node has said welcome."""
    again_ready_ms: float
    """The same when the browser has the page's files."""
    agent_on_duty_ms: float
    """From the navigation until the agent can be rung; the switch is used as soon as it can be."""
    rung_ms: float
    """From *join* until the buyer's page knows that it rings."""
    connected_ms: float
    """From *join* until the peer connection is connected."""
    first_frame_ms: float
    """From *accept* to the first frame on the buyer's screen."""
    buyer_depth: int
    """How many of the page's requests had to wait for one another, the document included."""
    agent_depth: int
    buyer_modules_depth: int
    """The same of scripts and styles alone."""
    agent_modules_depth: int
    buyer_files_ms: float
    """From the navigation until the last script or style was there."""


def limit_ms(profile: Profile) -> float:
    """From *accept* to the first frame it may take so long."""
    return _ROUND_TRIPS * profile.round_trip_ms + _WORK_MS


async def measure(profile: Profile, way: str, seed: int) -> SetUp:
    """Have one consultation. Raises `AssertionError` when it does not come about."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(network(profile, seed))
        data = Path(stack.enter_context(TemporaryDirectory()))
        redis = await stack.enter_async_context(open_redis(None, data))
        redis_url = f"unix://{redis.connection_pool.connection_kwargs['path']}"
        relay = await turn(stack, profile)
        nodes: dict[str, Node] = {}
        for role, address in (("agent", AGENT_NODE), ("buyer", BUYER_NODE)):
            origin = f"http://{address}:{PORT}"
            if way == "http2":
                folder = Path(stack.enter_context(TemporaryDirectory()))
                origin = await stack.enter_async_context(front(folder, address, PORT))
            config = make_config(data, redis_url, host=address, port=PORT, public_url=origin, **relay)
            nodes[role] = await stack.enter_async_context(run_node(config, seed=not nodes))
        agent = await Agent.enter(
            People(await stack.enter_async_context(browser(AGENT))),
            nodes["agent"],
            viewport=SMALL_WINDOW,
            ignore_https_errors=True,
        )
        buyer = await Buyer.enter(
            People(await stack.enter_async_context(browser(BUYER))),
            nodes["buyer"],
            viewport=PHONE,
            ignore_https_errors=True,
        )
        for person, role in ((agent, "agent"), (buyer, "buyer")):
            await watch(person.page, role)
            await person.page.context.add_init_script(
                f"{MILESTONES}\nmilestones.watch({str(role == 'agent').lower()});"
            )
        await agent.page.context.add_cookies([await _session(nodes["agent"])])
        return await _consultation(agent, buyer)


async def _consultation(agent: Agent, buyer: Buyer) -> SetUp:
    await agent.page.goto(f"{agent.node.url}/agent")
    on_duty = await _reached(agent.page, "onDuty")
    agent_requests = await agent.page.evaluate(REQUESTS)
    await buyer.arrive()
    ready = max([await _reached(buyer.page, name) for name in ("startUsable", "welcomed")])
    buyer_requests = await buyer.page.evaluate(REQUESTS)
    await buyer.page.goto("about:blank")
    await buyer.arrive()
    again = max([await _reached(buyer.page, name) for name in ("startUsable", "welcomed")])
    await buyer.joins()
    rung, connected = [await _reached(buyer.page, name) for name in ("ringing", "connected")]
    joined = await _reached(buyer.page, "joined")
    await agent.is_rung()
    await agent.connected()
    await agent.accepts()
    await until(buyer.page, "observer.seen.frames.some(({ drawnMs }) => drawnMs !== null)")
    frames = await buyer.page.evaluate("observer.seen.frames")
    first = next(frame["shownMs"] for frame in frames if frame["drawnMs"] is not None) - await ahead_ms(buyer.page)
    clicked = await agent.page.evaluate("window.clickedMs") - await ahead_ms(agent.page)
    return SetUp(
        buyer_ready_ms=ready,
        again_ready_ms=again,
        agent_on_duty_ms=on_duty,
        rung_ms=rung - joined,
        connected_ms=connected - joined,
        first_frame_ms=first - clicked,
        buyer_depth=depth(buyer_requests),
        agent_depth=depth(agent_requests),
        buyer_modules_depth=depth(files(buyer_requests)),
        agent_modules_depth=depth(files(agent_requests)),
        buyer_files_ms=max(request["endMs"] for request in files(buyer_requests)),
    )


async def _session(node: Node) -> Any:
    body = {"username": "mei", "password": PASSWORDS["mei"]}
    url = f"http://{node.services.config.host}:{PORT}/api/v1/session"
    async with aiohttp.ClientSession() as http, http.post(url, json=body, headers={"Origin": node.url}) as response:
        return {"name": COOKIE, "value": response.cookies[COOKIE].value, "url": node.url}


async def _reached(page: Page, name: str) -> float:
    await until(page, "name => name in milestones.reached", name)
    return float(await page.evaluate("name => milestones.reached[name]", name))


def table(results: dict[tuple[str, str], list[SetUp]], profiles: dict[str, Profile]) -> str:
    """Medians, least and most in brackets, as a Markdown table."""
    head = ["profile", "RTT, ms", "pages by", "n", "buyer: load → ready, ms", "again, ms", "agent: load → on duty, ms",
            "join → rung, ms", "join → connected, ms", "accept → first frame, ms", "limit, ms",
            "depth of files, of all: buyer", "agent"]  # fmt: skip
    lines = [head, ["---"] * len(head)]
    for (name, way), runs in results.items():
        profile = profiles[name]
        times = [
            _spread([getattr(run, field) for run in runs])
            for field in (
                "buyer_ready_ms",
                "again_ready_ms",
                "agent_on_duty_ms",
                "rung_ms",
                "connected_ms",
                "first_frame_ms",
            )
        ]
        depths = [
            f"{max((getattr(run, f'{role}_modules_depth') for run in runs), default=0)}, "
            f"{max((getattr(run, f'{role}_depth') for run in runs), default=0)}"
            for role in ("buyer", "agent")
        ]
        lines.append(
            [name, f"{profile.round_trip_ms:.0f}", way, str(len(runs)), *times, f"{limit_ms(profile):.0f}", *depths]
        )
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _spread(values: list[float]) -> str:
    if not values:
        return "–"
    middle = f"{statistics.median(values):,.0f}"
    return f"{middle} ({min(values):,.0f}–{max(values):,.0f})" if len(values) > 1 else middle
