"""A buyer's and an agent's page, side by side in one browser, joined by the stand-in relay."""

import asyncio
from typing import Any, Final, Self

from playwright.async_api import Page

from signaling.messages import AgentHello, BuyerHello
from tests.static.site import WAIT_S, Site
from tests.support.barcode import BARCODE_SCRIPT
from tests.support.chromium import People

POLL_S: Final = 0.05


class Person:
    """One page with a `Driver` in it, reachable there as `driver`."""

    def __init__(self, page: Page, role: str) -> None:
        self.page = page
        self.role = role

    @classmethod
    async def arrive(cls, people: People, site: Site, role: str, script: str = "") -> Self:
        """Open a page and make its driver, offline as yet; `script` runs before anything else in the page."""
        person = cls(await people.page(), role)
        await person.page.add_init_script(script + BARCODE_SCRIPT)
        await person.load(site)
        return person

    async def load(self, site: Site) -> None:
        """Load (or reload) the page and make a new driver."""
        await self.page.goto(site.url)
        await self.page.evaluate(
            "async (role) => {"
            "  const { Driver } = await import('/drivers/driver.js');"
            "  window.driver = new Driver(role);"
            "}",
            self.role,
        )

    async def go_online(self) -> None:
        """Connect, and wait until the page has its consultation."""
        await self.does("driver.signaling.start()")
        await self.sees("driver.consultation !== null")

    async def does(self, script: str, argument: Any = None) -> Any:
        """Run script in the page and return what it gives."""
        return await self.page.evaluate(script, argument)

    async def sees(self, condition: str, argument: Any = None) -> None:
        """Wait until a JavaScript expression is true in the page; it may be a promise."""
        # `wait_for_function` would take a promise itself for true.
        try:
            async with asyncio.timeout(WAIT_S):
                while not await self.page.evaluate(condition, argument):  # noqa: ASYNC110 - it is the page that changes
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise AssertionError(f"the {self.role}'s page never saw: {condition}") from None


async def ring(
    people: People, site: Site, *, connected: bool = True, agent_script: str = "", buyer_script: str = ""
) -> tuple[Person, Person]:
    """Bring a buyer and an agent together until it rings, and, if wanted, until they are connected.

    The scripts run before anything else in their pages.
    """
    agent = await Person.arrive(people, site, "agent", agent_script)
    buyer = await Person.arrive(people, site, "buyer", buyer_script)
    await buyer.go_online()
    await agent.go_online()
    await site.hears(BuyerHello)
    await site.hears(AgentHello)
    if connected:
        for person in (buyer, agent):
            await person.sees("driver.consultation.connection === 'connected'")
    return buyer, agent
