"""Buyer, agent and supervisor at real browser pages."""

import asyncio
from typing import Any, Final, Self

from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.support.chromium import People
from tests.support.node import PASSWORDS, Node
from tests.support.process import NodeProcess

WAIT_MS = 20_000
"""Longest wait for something that must happen; a test that needs it is failing."""

expect.set_options(timeout=WAIT_MS)

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
DESKTOP: Final[ViewportSize] = {"width": 1440, "height": 900}

# Keeps hold of the page's peer connections, to read their statistics as chrome://webrtc-internals does.
_WATCH_PEERS = """
const Native = window.RTCPeerConnection;
window.peerConnections = [];
if (Native) window.RTCPeerConnection = class extends Native {
  constructor(...options) { super(...options); window.peerConnections.push(this); }
};
"""

_STATS = """async () => {
  // The one to the other person has data channels and media; those by which a page looks into itself, or sends stills,
  // lack either.
  const others = window.peerConnections.filter((pc) => pc.sctp && pc.getTransceivers().length > 0);
  const pc = others.filter((pc) => pc.connectionState !== "closed").at(-1);
  const found = { state: pc?.connectionState, frames: 0, energy: 0, connections: others.length };
  for (const stat of (await pc?.getStats())?.values() ?? []) {
    if (stat.type !== "inbound-rtp") continue;
    if (stat.kind === "video") found.frames += stat.framesDecoded ?? 0;
    if (stat.kind === "audio") found.energy += stat.totalAudioEnergy ?? 0;
  }
  return found;
}"""


async def until(page: Page, script: str, argument: object = None) -> None:
    """Wait until the script returns something true. `Page.wait_for_function` cannot: the pages forbid its `eval`."""
    try:
        async with asyncio.timeout(WAIT_MS / 1000):
            while not await page.evaluate(script, argument):  # noqa: ASYNC110 - the page tells nobody
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"never became true on {page.url}: {script}") from None


class Person:
    """Somebody at a page, in a browser profile of his own."""

    def __init__(self, page: Page, node: Node | NodeProcess) -> None:
        self.page = page
        self.node = node
        page.set_default_timeout(WAIT_MS)

    @classmethod
    async def enter(cls, people: People, node: Node | NodeProcess, **context: Any) -> Self:
        """Open a profile of one's own, in English unless said otherwise; at a desk, unless on a phone."""
        profile = await people.context(**{"locale": "en-GB", "viewport": DESKTOP, **context})
        await profile.add_init_script(_WATCH_PEERS)
        return cls(await profile.new_page(), node)

    def at(self, test_id: str) -> Locator:
        """The element with this data-testid."""
        return self.page.get_by_test_id(test_id)

    async def sees(self, test_id: str) -> None:
        """Wait until the element shows."""
        await expect(self.at(test_id).first).to_be_visible()

    async def stats(self) -> dict[str, Any]:
        """Decoded frames and audio energy received by the newest peer connection."""
        found: dict[str, Any] = await self.page.evaluate(_STATS)
        return found

    async def receives(self, what: str, more_than: float = 0) -> dict[str, Any]:
        """Wait until more than so many `frames` have been decoded, or so much audio `energy` was received."""
        await until(self.page, f"async (more) => (await ({_STATS})()).{what} > more", more_than)
        return await self.stats()

    async def connected(self) -> None:
        """Wait until the newest peer connection is connected."""
        await until(self.page, f"async () => (await ({_STATS})()).state === 'connected'")

    async def says(self, text: str) -> None:
        """Write a line of chat."""
        await self.at("chat-input").fill(text)
        await self.at("chat-send").click()

    async def reads(self, text: str) -> None:
        """Wait for a line of chat."""
        await expect(self.at("chat-log")).to_contain_text(text)

    async def latency(self, kind: str = "measured") -> tuple[float, float]:
        """Wait for a latency of this kind on the badge: (ms, bound in ms)."""
        badge = self.page.locator(f"[data-testid=latency][data-kind={kind}][data-ms][data-bound-ms]").first
        await expect(badge).to_be_visible()
        read = await badge.evaluate("badge => [Number(badge.dataset.ms), Number(badge.dataset.boundMs)]")
        return read[0], read[1]


class Buyer(Person):
    """A buyer at the consult page."""

    async def arrive(self, product: str = "dress-linen-midi", **query: str) -> None:
        """Open the consult page of a product."""
        parameters = "".join(f"&{name}={value}" for name, value in query.items())
        await self.page.goto(f"{self.node.url}/consult?product={product}{parameters}")

    async def joins(self, purpose: str = "showing", language: str = "en") -> None:
        """Choose and take a place in line."""
        await self.at("purpose").select_option(purpose)
        await self.at("language").select_option(language)
        await self.at("start").click()

    async def waits(self) -> None:
        """Be in line."""
        await self.sees("queue-position")

    async def is_in_consultation(self) -> None:
        """See the consultation."""
        await self.sees("end")


class Agent(Person):
    """An agent at the console."""

    async def signs_in(self, username: str = "mei", path: str = "/agent") -> None:
        """Sign in with the password."""
        await self.page.goto(self.node.url + path)
        await self.at("username").fill(username)
        await self.at("password").fill(PASSWORDS[username])
        await self.at("sign-in").click()

    async def goes_available(self) -> None:
        """Be ready to be rung."""
        await self.at("available").click()
        await expect(self.at("available")).to_have_attribute("aria-pressed", "true")

    async def is_rung(self) -> None:
        """See the offer."""
        await self.sees("offer")

    async def accepts(self) -> None:
        """Take the offer."""
        await self.at("accept").click()
        await self.sees("end")

    async def wraps_up(self, outcome: str = "solved") -> None:
        """Note how it went."""
        await self.at("outcome").select_option(outcome)
        await self.at("save").click()
