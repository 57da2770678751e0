"""One call over one network: real pages in two browsers, each in a host of its own, watched from outside."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from msgspec import Struct
from playwright.async_api import Browser, Page, async_playwright

from server.redis import open_redis
from tests.e2e.people import PHONE, Agent, Buyer, until
from tests.lab.beside import Beside, Counts, call_counts
from tests.lab.download import download
from tests.lab.network import AGENT, AGENT_NODE, BUYER, BUYER_NODE, RELAY, Network, network
from tests.lab.page_clock import ahead_ms, corrected
from tests.lab.profiles import Profile
from tests.lab.second_camera import camera_counts, join_camera, phone_page
from tests.lab.still import close_look, prepare_still
from tests.support.barcode import BARCODE_SCRIPT
from tests.support.chromium import FLAGS, PLAY_WITHOUT_CLICK, People, cameras
from tests.support.init_script import init_script
from tests.support.meeting_place import meeting_place
from tests.support.node import Node, make_config, run_node
from tests.support.turn import SECRET, coturn

HERE: Final = Path(__file__).parent
CHROMIUM: Final = "/usr/lib/chromium/chromium"
PORT: Final = 8080
BESIDE_PORT: Final = 8081
"""Of the second call, where there is one."""

SETTLE_S: Final = 6.0
"""From the first frame until the measurement begins."""

SMALL_WINDOW: Final = {"width": 800, "height": 600}
"""Painting costs the processor that the codecs need."""

MODES: Final = ("on", "ceiling", "off", "plain")
"""The product with its governor, with fixed ceilings only, left alone; and a page without the product."""

_SCRIPTS: Final = "\n".join(
    [
        BARCODE_SCRIPT,
        init_script(HERE / "scene.js", "scene"),
        init_script(HERE / "observer.js", "observer"),
    ]
)
_WATCH_ALL: Final = (
    "if (globalThis === window.top) { observer.watchVideo(); observer.watchStatistics(); observer.watchEvents();"
    " observer.watchPings(); observer.watchBadge(); }"
)
_WATCH_RATE: Final = "observer.watchStatistics();"
_CAMERA: Final = {"agent": "{ width: 640, height: 480 }", "buyer": "{ width: 160, height: 120 }"}
_CAMERA_BESIDE: Final = {
    "agent": "{ width: 480, height: 360, framesPerSecond: 20 }",
    "buyer": "{ width: 160, height: 120, framesPerSecond: 5 }",
    "phone": "{ width: 480, height: 360, framesPerSecond: 10 }",
}
"""As much of a link as there is will be taken by these too, for a third of the work."""


class Recording(Struct, frozen=True, kw_only=True):
    """What was seen of one call. Times are Unix milliseconds, all of them on this machine's one clock."""

    profile: str
    mode: str
    started_ms: float
    """When the measurement began, with the schedules of the links."""
    measured_s: float
    buyer: dict[str, Any]
    """`seen` of `observer.js`."""
    agent: dict[str, Any]
    pictures: list[dict[str, Any]]
    """PNG pairs `received` and `expected`, as bytes, with the `drawnMs` of the scene."""
    counters: dict[str, dict[str, int]]
    accept_to_first_frame_ms: float | None
    """From the agent's click to the first frame with a barcode on the buyer's screen."""
    beside: Beside | None = None
    """The flow beside the call, where the profile has one."""


async def record(
    profile: Profile,
    mode: str,
    *,
    purpose: str = "showing",
    seed: int = 0,
    settle_s: float = SETTLE_S,
    measure_s: float | None = None,
) -> Recording:
    """Make the network, have the call, return what was seen; it is watched for `measure_s`, or as the profile says.

    Raises `AssertionError` when it does not come about.
    """
    measure_s = profile.measure_s if measure_s is None else measure_s
    async with AsyncExitStack() as stack:
        net = await stack.enter_async_context(network(profile, seed))
        agent_browser = await stack.enter_async_context(browser(AGENT))
        buyer_browser = await stack.enter_async_context(browser(BUYER))
        call = _plain_call if mode == "plain" else _product_call
        agent, buyer = await stack.enter_async_context(call(profile, mode, purpose, agent_browser, buyer_browser))
        await until(buyer, "observer.seen.frames.some(({ drawnMs }) => drawnMs !== null)")
        other = None
        if profile.beside == "call":
            other = await stack.enter_async_context(_second_call(agent_browser, buyer_browser))
        phone = None
        if profile.beside == "camera":
            phone = await phone_page(agent_browser)
            await watch(phone, "phone", beside=True)
            await join_camera(agent, buyer, phone)
        still = profile.beside == "still" and mode != "plain"
        size = await prepare_still(agent, buyer) if still else 0
        await asyncio.sleep(settle_s)
        started_ms = float(await buyer.evaluate("barcode.absoluteNow()"))
        await net.start()
        counts = await stack.enter_async_context(download()) if profile.beside == "download" else []
        if profile.beside == "camera":
            counts = await stack.enter_async_context(camera_counts(buyer))
        if still:
            counts = await stack.enter_async_context(close_look(buyer, size))
        await _meanwhile(profile, net, measure_s)
        if phone:
            await phone.close()  # two pictures leave the buyer's page no time to compare what it kept
        if other:
            counts = call_counts(await other.evaluate("observer.seen.statistics"))
        return await _recording(profile, mode, agent, buyer, net, started_ms, measure_s, counts)


async def _meanwhile(profile: Profile, net: Network, measure_s: float) -> None:
    if profile.move_at_s is None:
        await asyncio.sleep(measure_s)
        return
    await asyncio.sleep(profile.move_at_s)
    await net.move_buyer()
    await asyncio.sleep(measure_s - profile.move_at_s)


async def _recording(
    profile: Profile,
    mode: str,
    agent: Page,
    buyer: Page,
    net: Network,
    started_ms: float,
    measure_s: float,
    counts: Counts,
) -> Recording:
    counters = await net.counters()
    buyer_ahead, agent_ahead = await ahead_ms(buyer), await ahead_ms(agent)
    seen = {
        "buyer": corrected(await buyer.evaluate("observer.seen"), own_ms=buyer_ahead, others_ms=agent_ahead),
        "agent": corrected(await agent.evaluate("observer.seen"), own_ms=agent_ahead, others_ms=buyer_ahead),
    }
    pairs = await buyer.evaluate("observer.comparePictures()")
    first = next(frame["shownMs"] for frame in seen["buyer"]["frames"] if frame["drawnMs"] is not None)
    clicked = await agent.evaluate("window.clickedMs ?? null")
    return Recording(
        profile=profile.name,
        mode=mode,
        started_ms=started_ms - buyer_ahead,
        measured_s=measure_s,
        buyer=seen["buyer"],
        agent=seen["agent"],
        pictures=[
            {
                "drawnMs": pair["drawnMs"],
                "received": base64.b64decode(pair["received"]),
                "expected": base64.b64decode(pair["expected"]),
            }
            for pair in pairs
        ],
        counters=counters,
        accept_to_first_frame_ms=first - (clicked - agent_ahead) if clicked is not None else None,
        beside=Beside(kind=profile.beside, link_bps=profile.to_buyer.rate_bps[0][1], counts=counts)
        if profile.beside
        else None,
    )


@asynccontextmanager
async def browser(namespace: str) -> AsyncIterator[Browser]:
    """A Chromium in a host of the lab; its flags are those of all tests."""
    with TemporaryDirectory() as folder:
        # Playwright wants one file to run.
        wrapper = Path(folder) / "chromium"
        wrapper.write_text(f'#!/bin/sh\nexec ip netns exec {namespace} {CHROMIUM} "$@"\n')
        wrapper.chmod(0o755)
        insecure = ",".join(
            f"http://{address}:{port}" for address in (AGENT_NODE, BUYER_NODE) for port in (PORT, BESIDE_PORT)
        )
        flags = [*FLAGS, cameras(30), PLAY_WITHOUT_CLICK, f"--unsafely-treat-insecure-origin-as-secure={insecure}"]
        async with async_playwright() as playwright:
            launched = await playwright.chromium.launch(executable_path=str(wrapper), args=flags)
            try:
                yield launched
            finally:
                await launched.close()


async def watch(page: Page, role: str, *, beside: bool = False) -> None:
    """Give the page the lab's camera, and note what it shows and when its agent accepts; `beside`: only its rate."""
    await page.context.add_init_script(f"{_SCRIPTS}\n{_WATCH_RATE if beside else _WATCH_ALL}")
    await page.context.add_init_script(f"scene.replaceCamera({(_CAMERA_BESIDE if beside else _CAMERA)[role]});")
    await page.context.add_init_script(
        "addEventListener('click', ({ target }) => {"
        " if (target.closest?.('[data-testid=accept]')) window.clickedMs = barcode.absoluteNow(); }, true);"
    )


@asynccontextmanager
async def _product_call(
    profile: Profile, mode: str, purpose: str, agent_browser: Browser, buyer_browser: Browser
) -> AsyncIterator[tuple[Page, Page]]:
    async with AsyncExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory()))
        redis = await stack.enter_async_context(open_redis(None, data))
        redis_url = f"unix://{redis.connection_pool.connection_kwargs['path']}"
        relay = await turn(stack, profile)
        nodes: dict[str, Node] = {}
        for role, address in (("agent", AGENT_NODE), ("buyer", BUYER_NODE)):
            config = make_config(
                data, redis_url, host=address, port=PORT, public_url=f"http://{address}:{PORT}", governor=mode,
                **relay,
            )  # fmt: skip
            nodes[role] = await stack.enter_async_context(run_node(config, seed=not nodes))
        agent = await Agent.enter(People(agent_browser), nodes["agent"], viewport=SMALL_WINDOW)
        buyer = await Buyer.enter(People(buyer_browser), nodes["buyer"], viewport=PHONE)
        await watch(agent.page, "agent")
        await watch(buyer.page, "buyer")
        await agent.signs_in()
        await agent.goes_available()
        await buyer.arrive()
        await buyer.joins(purpose)
        await agent.is_rung()
        await agent.connected()
        await agent.accepts()
        await buyer.is_in_consultation()
        await buyer.at("camera").click()
        with contextlib.suppress(AssertionError):
            await buyer.at("mic").click()
        yield agent.page, buyer.page


async def turn(stack: AsyncExitStack, profile: Profile) -> dict[str, Any]:
    """Start the relay where the profile has one; the nodes' settings for it."""
    if not profile.relay and profile.relay_ms is None:
        return {}
    folder = Path(stack.enter_context(TemporaryDirectory()))
    port = await stack.enter_async_context(coturn(folder, RELAY))
    return {
        "turn_urls": (f"lab=turn:{RELAY}:{port}?transport=udp",),
        "turn_secret": SECRET,
        "relay_only": profile.relay,
    }


@asynccontextmanager
async def _plain_call(
    _profile: Profile, _mode: str, _purpose: str, agent_browser: Browser, buyer_browser: Browser
) -> AsyncIterator[tuple[Page, Page]]:
    async with _plain_pages(agent_browser, buyer_browser, PORT) as pages:
        yield pages


@asynccontextmanager
async def _second_call(agent_browser: Browser, buyer_browser: Browser) -> AsyncIterator[Page]:
    """A plain one, whatever the first is: a second consultation is more than two cores can do. The buyer's page."""
    async with _plain_pages(agent_browser, buyer_browser, BESIDE_PORT, beside=True) as (_, buyer):
        await until(buyer, "observer.seen.statistics.some(({ in_video }) => in_video?.framesDecoded)")
        yield buyer


@asynccontextmanager
async def _plain_pages(
    agent_browser: Browser, buyer_browser: Browser, port: int, *, beside: bool = False
) -> AsyncIterator[tuple[Page, Page]]:
    async with AsyncExitStack() as stack:
        pages = []
        plain = (HERE / "plain.html").read_text()
        await stack.enter_async_context(meeting_place(plain, (AGENT_NODE, port), (BUYER_NODE, port)))
        for role, browser, address in (("agent", agent_browser, AGENT_NODE), ("buyer", buyer_browser, BUYER_NODE)):
            person = await Agent.enter(People(browser), None, viewport=SMALL_WINDOW)  # type: ignore[arg-type]
            await watch(person.page, role, beside=beside)
            await person.page.goto(f"http://{address}:{port}/{'?beside' if beside else ''}#{role}")
            await until(person.page, "window.ready")
            pages.append(person.page)
        agent, buyer = pages
        await agent.click("[data-testid=call]")
        yield agent, buyer
