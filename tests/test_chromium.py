"""The browser of the tests, as it is started."""

import contextlib

import psutil
import pytest
from playwright.async_api import Page

from tests.support.chromium import People, chromium, people

__all__ = ["chromium", "people"]

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(people: People) -> Page:
    page = await people.page()
    await page.goto("about:blank")
    return page


def command_lines() -> list[list[str]]:
    """The command line of each process of this worker's browsers."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            found.append(process.cmdline())
    return [line for line in found if "chromium" in " ".join(line[:1])]


def features_off(line: list[str]) -> list[set[str]]:
    """What each flag of a command line turns off."""
    return [set(flag.partition("=")[2].split(",")) for flag in line if flag.startswith("--disable-features=")]


@pytest.mark.usefixtures("page")
def test_what_playwright_turns_off_is_not_turned_on_again_by_our_own_flag() -> None:
    started = [flags for line in command_lines() if len(flags := features_off(line)) > 1]
    assert started
    for playwrights, ours in started:
        assert playwrights <= ours
