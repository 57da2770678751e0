"""A buyer and an agent in a consultation on a running node, for what is said over HTTP while it lasts."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server.auth import COOKIE
from server.shop import Buyer, issue_resume_token
from signaling.messages import Accept, Available, End, Join, Purpose
from tests.support.node import Client, Node, connect_agent, connect_buyer, make_config, run_node, sign_in

JOIN = Join(product="dress-linen-midi", purpose=Purpose.SHOWING, language="en")


class Pair:
    """The two, their consultation, and what each shows the node over HTTP."""

    def __init__(self, node: Node, buyer: Client, agent: Client, consultation: str, cookie: str) -> None:
        self.node = node
        self.buyer = buyer
        self.agent = agent
        self.id = consultation
        self.as_buyer = bearer(node, "bea")
        self.as_agent = {"Cookie": f"{COOKIE}={cookie}"}

    async def ask(self, method: str, path: str, who: dict[str, str], **options: Any) -> tuple[int, Any]:
        """Status and JSON (of an image: the bytes) of the answer to a request about the consultation.

        `options` as aiohttp takes them: `json`, `data`.
        """
        headers = {"Origin": self.node.url, **who}
        url = f"{self.node.url}/api/v1/consultations/{self.id}/{path}"
        async with aiohttp.ClientSession() as http, http.request(method, url, headers=headers, **options) as response:
            image = response.content_type.startswith("image/")
            return response.status, await (response.read() if image else response.json())

    async def refused(self, method: str, path: str, who: dict[str, str], **options: Any) -> tuple[int, str]:
        """Status and code of a request that is refused."""
        status, problem = await self.ask(method, path, who, **options)
        return status, problem["code"]

    async def end(self) -> None:
        """The buyer ends it."""
        await self.buyer.send(End(consultation=self.id))
        await self.buyer.buyer("ended")


def bearer(node: Node, buyer: str, shop: str = "demo") -> dict[str, str]:
    """What a buyer's page shows with a request."""
    token = issue_resume_token(node.services.config, Buyer(shop=shop, id=buyer))
    return {"Authorization": f"Bearer {token}"}


async def ring(node: Node) -> Pair:
    """Mei is rung for Bea and has not answered yet."""
    cookie = await sign_in(node, "mei")
    agent = await connect_agent(node, "mei", cookie=cookie)
    await agent.send(Available())
    await agent.agent("available")
    buyer = await connect_buyer(node, "bea")
    await buyer.send(JOIN)
    offer = (await agent.agent("offered")).offer
    assert offer is not None
    return Pair(node, buyer, agent, offer.consultation.id, cookie)


async def pair_up(node: Node) -> Pair:
    """Mei and Bea are in a consultation, and it is in the records."""
    pair = await ring(node)
    await pair.agent.send(Accept(consultation=pair.id))
    await pair.buyer.buyer("active")
    await node.services.matchmaker.flush(10)
    return pair


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    """A node with the demo shop."""
    async with run_node(make_config(tmp_path)) as node:
        yield node


@pytest.fixture
async def pair(node: Node) -> Pair:
    """Mei and Bea in a consultation, on the test's node."""
    return await pair_up(node)
