"""From the end of a consultation to its summary: read by link, told to the shop, sent by mail."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from server.shop import ShopWebhook
from server.summary.summaries import WRAP_UP_MS
from signaling.messages import (
    Accept,
    AddToCart,
    AgentState,
    Available,
    BuyerState,
    CartAnswer,
    CartStatus,
    End,
    Join,
    Outcome,
    Purpose,
    Saved,
    SaveOutcome,
    SendChat,
)
from tests.support.http import browser
from tests.support.node import Client, Node, connect_agent, connect_buyer, make_config, run_node

KEY = b"a key for the tests, long enough"
SECRET = "whsec_" + base64.b64encode(KEY).decode()


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path)) as node:
        yield node


async def ended(node: Node) -> tuple[Client, str, str]:
    """An agent who is to wrap up, the id of the consultation (with chat and cart), and its summary's path."""
    agent = await connect_agent(node)
    await agent.send(Available())
    buyer = await connect_buyer(node)
    await buyer.send(Join(product="dress-linen-midi", purpose=Purpose.SIZING, language="en", country="GB"))
    offer = (await agent.agent("offered")).offer
    assert offer is not None
    consultation = offer.consultation.id
    await agent.send(Accept(consultation=consultation))
    await buyer.buyer("active")
    await buyer.send(SendChat(consultation=consultation, id="m1", text="Is it lined?"))
    await agent.send(AddToCart(consultation=consultation, id="k1", sku="dress-linen-midi", variant="sage-38"))
    await buyer.until(BuyerState, lambda state: state.consultation and state.consultation.cart)
    await buyer.send(CartAnswer(consultation=consultation, id="k1", status=CartStatus.ADDED))
    await agent.until(AgentState, added)
    await buyer.send(End(consultation=consultation))
    state = (await buyer.buyer("ended")).consultation
    assert state is not None
    assert state.summary is not None
    assert (await agent.agent("wrap_up")).consultation.summary == state.summary  # type: ignore[union-attr]
    return agent, consultation, state.summary


def added(state: AgentState) -> bool:
    """Whether the item is in the cart."""
    return state.consultation is not None and [item.status for item in state.consultation.cart] == [CartStatus.ADDED]


async def eventually(ask: Callable[[], Awaitable[Any]]) -> Any:
    """Wait for something true and return it."""
    async with asyncio.timeout(15):
        while not (found := await ask()):  # noqa: ASYNC110 - the node tells nobody
            await asyncio.sleep(0.02)
        return found


async def page(node: Node, path: str, wanted: Callable[[dict[str, Any]], object] = lambda _: True) -> dict[str, Any]:
    """What the page of the summary gets, as soon as it is as wanted."""
    async with browser(node) as api:

        async def ask() -> dict[str, Any] | None:
            answer = await api("GET", path.replace("/summary/", "/api/v1/summaries/"))
            body: dict[str, Any] = await answer.json()
            return body if answer.status == 200 and wanted(body) else None

        found: dict[str, Any] = await eventually(ask)
        return found


async def test_both_get_the_link_and_read_what_was_shown_said_and_put_in(node: Node) -> None:
    agent, consultation, path = await ended(node)
    answer = await page(node, path)
    summary = answer["summary"]
    assert (summary["consultation"], summary["agent_name"], summary["shop_name"]) == (
        consultation,
        "Mei Lin",
        "Lindenhof",
    )
    assert summary["product"]["title"] == "Linen midi dress"
    assert [line["text"] for line in summary["chat"]] == ["Is it lined?"]
    assert [(item["variant"], item["status"]) for item in summary["cart"]] == [("sage-38", "added")]
    assert (summary["policy"]["category"], summary["policy"]["country"]) == ("dresses", "GB")
    assert (summary["size_advised"], summary["stills"]) == (None, [])
    assert answer["mail"] is False

    await agent.send(SaveOutcome(consultation=consultation, outcome=Outcome.SOLVED, size_advised="38"))
    await page(node, path, lambda body: body["summary"]["size_advised"] == "38")


async def test_the_page_is_for_whoever_has_the_link_and_for_no_search_engine(node: Node) -> None:
    _, _, path = await ended(node)
    await page(node, path)
    async with browser(node) as api:
        answer = await api("GET", path)
        assert answer.status == 200
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert await api.code("GET", "/api/v1/summaries/guessed") == (404, "unknown-summary")
        wish = {"address": "bea@example.com", "consent": "given"}
        refused = await api.code("POST", f"{path.replace('/summary/', '/api/v1/summaries/')}/mail", wish)
        assert refused == (409, "mail-not-offered")


# --- the shop's webhook ---------------------------------------------------------------------------------------------


@pytest.fixture
async def hooks(node: Node) -> AsyncIterator[list[tuple[dict[str, str], bytes]]]:
    """What the shop's own server is told; its webhook is set."""
    got: list[tuple[dict[str, str], bytes]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await node.services.catalogue.set_webhook("demo", ShopWebhook(url=url, secret=SECRET))
    yield got
    await runner.cleanup()


async def test_the_shop_is_told_once_with_the_agents_word_and_can_verify_it(
    node: Node, hooks: list[tuple[dict[str, str], bytes]]
) -> None:
    agent, consultation, path = await ended(node)
    await page(node, path)
    outcome = SaveOutcome(consultation=consultation, outcome=Outcome.BOUGHT, size_advised="38", available=False)
    for _ in range(2):
        await agent.send(outcome)
        await agent.until(Saved)

    async def first() -> bool:
        return bool(hooks)

    await eventually(first)
    ((headers, body),) = hooks
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert (told["type"], headers["webhook-id"]) == ("consultation.summary", f"{consultation}-summary")
    assert told["data"]["outcome"] == "bought"
    assert told["data"]["url"] == node.url + path
    assert (told["data"]["summary"]["buyer"], told["data"]["summary"]["size_advised"]) == ("bea", "38")


async def test_a_consultation_that_nobody_wraps_up_is_told_of_after_a_while(
    node: Node, hooks: list[tuple[dict[str, str], bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, path = await ended(node)
    await page(node, path)
    summaries = node.services.summaries
    await summaries.tell_due()
    monkeypatch.setattr(summaries, "_now_ms", lambda: node.services.clock.now_ms() + WRAP_UP_MS)
    await summaries.tell_due()
    await summaries.tell_due()
    async with browser(node, "mei") as api:
        items = (await (await api("GET", "/api/v1/webhook-deliveries")).json())["items"]
    assert [item["kind"] for item in items] == ["consultation.summary"]


async def test_supervisors_see_the_tries_and_send_again(node: Node, hooks: list[tuple[dict[str, str], bytes]]) -> None:
    agent, consultation, path = await ended(node)
    await page(node, path)
    await agent.send(SaveOutcome(consultation=consultation, outcome=Outcome.SOLVED))
    async with browser(node, "mei") as api:

        async def sent() -> Any:
            items = (await (await api("GET", "/api/v1/webhook-deliveries?state=sent")).json())["items"]
            return items and items[0]

        item = await eventually(sent)
        assert (item["receiver"], item["next_try_ms"]) == ("shop", None)
        assert [attempt["status"] for attempt in item["attempts"]] == [204]
        replay = f"/api/v1/webhook-deliveries/{item['id']}/replay"
        assert (await (await api("POST", replay, {})).json())["state"] == "due"

        async def again() -> bool:
            return len(hooks) == 2

        await eventually(again)
        assert hooks[0][0]["webhook-id"] == hooks[1][0]["webhook-id"]
        assert await api.code("POST", "/api/v1/webhook-deliveries/no-such/replay", {}) == (404, "unknown-delivery")
    async with browser(node, "tom") as api:
        assert await api.code("POST", replay, {}) == (403, "not-supervisor")


# --- mail -----------------------------------------------------------------------------------------------------------


class MailServer:
    """A small real SMTP server (RFC 5321, without TLS) that keeps what it is given, or refuses the recipient."""

    def __init__(self) -> None:
        self.refuses = False
        self.mails: list[tuple[str, str, str]] = []
        """Sender, recipient and text of each."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        writer.write(b"220 mail.test\r\n")
        while line := (await reader.readline()).decode():
            verb, rest = line.split(" ", 1) if " " in line else (line.strip(), "")
            match verb.strip().upper():
                case "EHLO":
                    writer.write(b"250 mail.test\r\n")
                case "MAIL":
                    sender = rest.strip()
                    writer.write(b"250 ok\r\n")
                case "RCPT" if self.refuses:
                    writer.write(b"550 no such user\r\n")
                case "RCPT":
                    recipient = rest.strip()
                    writer.write(b"250 ok\r\n")
                case "DATA":
                    writer.write(b"354 go on\r\n")
                    data = await reader.readuntil(b"\r\n.\r\n")
                    self.mails.append((sender, recipient, data.decode()))
                    writer.write(b"250 kept\r\n")
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 ok\r\n")
            await writer.drain()
        writer.close()


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[tuple[Node, MailServer]]:
    server = MailServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    settings = {"smtp_url": f"smtp://127.0.0.1:{port}", "mail_from": "consult@shop.example"}
    async with run_node(make_config(tmp_path, **settings)) as node:
        yield node, server
    listening.close()


def mailing(path: str) -> str:
    return f"{path.replace('/summary/', '/api/v1/summaries/')}/mail"


async def test_the_buyer_gets_the_link_by_mail_in_his_language(mail: tuple[Node, MailServer]) -> None:
    node, server = mail
    _, _, path = await ended(node)
    assert (await page(node, path))["mail"] is True
    async with browser(node) as api:
        wish = {"address": "bea@example.com", "consent": "given", "locale": "zh-CN"}
        assert (await api("POST", mailing(path), wish)).status == 204
    ((sender, recipient, data),) = server.mails
    assert ("consult@shop.example" in sender, "bea@example.com" in recipient) == (True, True)
    head, body = data.split("\r\n\r\n", 1)
    assert "To: bea@example.com" in head
    plain = base64.b64decode(body.split("\r\n.\r\n")[0]).decode()
    assert node.url + path in plain.replace("\r\n", "\n")
    assert "Mei Lin" in plain


@pytest.mark.parametrize(
    "wish",
    [
        {"address": "bea@example.com"},
        {"address": "bea@example.com", "consent": "no"},
        {"address": "no address", "consent": "given"},
        {"address": "bea@example.com\r\nBcc:eve@example.com", "consent": "given"},
        {"address": "bea@example.com,eve@example.com", "consent": "given"},
    ],
)
async def test_without_consent_or_one_address_nothing_is_sent(
    mail: tuple[Node, MailServer], wish: dict[str, str]
) -> None:
    node, server = mail
    _, _, path = await ended(node)
    await page(node, path)
    async with browser(node) as api:
        assert await api.code("POST", mailing(path), wish) == (400, "invalid-body")
    assert server.mails == []


async def test_a_mail_server_that_refuses_is_said_and_only_a_few_tries_are_taken(mail: tuple[Node, MailServer]) -> None:
    node, server = mail
    server.refuses = True
    _, _, path = await ended(node)
    await page(node, path)
    wish = {"address": "bea@example.com", "consent": "given"}
    async with browser(node) as api:
        answers = [await api.code("POST", mailing(path), wish) for _ in range(4)]
    assert answers == [(503, "mail-failed")] * 3 + [(429, "rate-limited")]
