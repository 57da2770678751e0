"""A real Chromium for tests: one browser for the whole run, a fresh context for every person in a test.

A test directory uses it by importing the fixtures `chromium` and `people` in its `conftest.py`.
"""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

EXECUTABLE: Final = "/usr/bin/chromium"

_FEATURES_OFF: Final = (
    # Each window has a page for what may drop down from its address bar, which costs as much as the page of a test.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    # What Playwright turns off: of several flags of this name the last one counts, alone.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)

FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    # The machine has no other way to itself when it has no network.
    "--allow-loopback-in-peer-connection",
    f"--disable-features={','.join(_FEATURES_OFF)}",
)
"""What makes Chromium quick, quiet and self-sufficient. The fake camera shows a clock, the fake microphone beeps."""

FEW_FRAMES_PER_SECOND: Final = 10
"""What fake cameras give where nothing is measured: a consultation takes 0.8 cores then, and 1.4 at 30 a second."""

PLAY_WITHOUT_CLICK: Final = "--autoplay-policy=no-user-gesture-required"
"""Two people who never click still hear each other."""

_POLICY_VIOLATION: Final = re.compile(r"Content Security Policy|Trusted Type", re.IGNORECASE)


FAKE_CONSENT: Final = ("--use-fake-ui-for-media-stream",)
"""The flag that says yes to every question for a device."""


def cameras(frames_per_second: int) -> str:
    """The flag for fake cameras of so many frames a second."""
    # Three of them, so that one can switch: Chromium's second is a depth camera (Y16), whose frames no peer connection
    # sends.
    return f"--use-fake-device-for-media-stream=fps={frames_per_second},device-count=3"


@asynccontextmanager
async def launched(
    flags: Sequence[str] = (PLAY_WITHOUT_CLICK,),
    *,
    without: Sequence[str] = (),
    frames_per_second: int = FEW_FRAMES_PER_SECOND,
) -> AsyncIterator[Browser]:
    """Run a Chromium with `FLAGS` and `flags`, less those in `without`, for as long as the context lasts."""
    used = [flag for flag in (*FLAGS, cameras(frames_per_second), *flags) if flag not in without]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=EXECUTABLE, args=used)
        try:
            yield browser
        finally:
            await browser.close()


class People:
    """Opens one browser context per person and collects what goes wrong inside any page of theirs.

    `errors` holds uncaught exceptions, unhandled rejections, crashes and violations of the content security policy.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.errors: list[str] = []
        self._contexts: list[BrowserContext] = []

    async def context(self, **options: Any) -> BrowserContext:
        """Return a fresh context (cookies, storage, permissions); `options` as for `Browser.new_context`."""
        context = await self.browser.new_context(**options)
        self._contexts.append(context)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._console)
        context.on("page", lambda page: page.on("crash", lambda _: self.errors.append(f"crashed: {page.url}")))
        return context

    async def page(self, **options: Any) -> Page:
        """Return an empty page in a context of its own."""
        return await (await self.context(**options)).new_page()

    async def leave(self) -> None:
        """Close all contexts. Raises `AssertionError` when anything went wrong in them."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()
        assert not self.errors, "errors in pages:\n" + "\n".join(self.errors)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _POLICY_VIOLATION.search(message.text):
            self.errors.append(message.text)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The browser that all tests of a run share."""
    async with launched() as browser:
        yield browser


@pytest.fixture
async def people(chromium: Browser) -> AsyncIterator[People]:
    """Contexts for the people of one test, whose page errors fail it."""
    people = People(chromium)
    try:
        yield people
    finally:
        await people.leave()
