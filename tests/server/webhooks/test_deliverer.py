"""Webhooks: signed as published, tried again until they are taken, each by one node."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from server.config import Config
from server.database import Database
from server.shop import Catalogue
from server.webhooks import enqueue
from server.webhooks.deliverer import FIRST_RETRY_MS, LONGEST_RETRY_MS, MAX_TRIES, Deliverer, retry_after_ms, sign
from server.webhooks.models import DeliveryRow
from tests.support.node import make_config
from tests.support.redis import Clock

KEY = b"a key for the tests, long enough"
SECRET = "whsec_" + base64.b64encode(KEY).decode()


@dataclass
class Receiver:
    """A real receiver of webhooks, with everything that came."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        status = self.answers.pop(0) if self.answers else 204
        return web.Response(status=status, headers={"Location": self.url} if status == 302 else {})


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    app = web.Application()
    app.router.add_post("/hook", found.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver) -> Config:
    return make_config(tmp_path, alert_webhook_url=receiver.url, alert_webhook_secret=SECRET)


def a_deliverer(db: Database, config: Config, clock: Clock) -> Deliverer:
    return Deliverer(db, config, Catalogue(db), clock.now_ms)


async def put(db: Database, clock: Clock, webhook_id: str = "a1-firing") -> None:
    async with db.session() as session:
        payload = {"type": "alert.firing", "data": {"shop": "acme"}}
        await enqueue(session, webhook_id, payload, clock.ms, shop="acme", receiver="operator")


async def state(db: Database) -> str:
    async with db.reading() as session:
        return (await session.scalars(select(DeliveryRow.state))).one()


def test_the_signature_is_that_of_the_published_example() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_a_receiver_can_verify_what_it_gets(
    db: Database, clock: Clock, config: Config, receiver: Receiver
) -> None:
    await put(db, clock)
    await a_deliverer(db, config, clock).deliver_due()

    ((headers, body),) = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("a1-firing", str(clock.ms // 1000))
    assert json.loads(body)["data"] == {"shop": "acme"}
    assert await state(db) == "sent"


@pytest.mark.parametrize("refusal", [500, 404, 302])
async def test_it_is_tried_again_later_under_the_same_id(
    db: Database, clock: Clock, config: Config, receiver: Receiver, refusal: int
) -> None:
    receiver.answers = [refusal]
    deliverer = a_deliverer(db, config, clock)
    await put(db, clock)
    await deliverer.deliver_due()
    await deliverer.deliver_due()
    assert len(receiver.got) == 1

    clock.advance(FIRST_RETRY_MS)
    await deliverer.deliver_due()
    assert [headers["webhook-id"] for headers, _ in receiver.got] == ["a1-firing"] * 2
    assert await state(db) == "sent"
    clock.advance(LONGEST_RETRY_MS)
    await deliverer.deliver_due()
    assert len(receiver.got) == 2


async def test_an_address_where_nobody_listens_is_given_up_after_all_tries(
    db: Database, clock: Clock, tmp_path: Path, receiver: Receiver
) -> None:
    nobody = make_config(tmp_path, alert_webhook_url="http://127.0.0.1:1/hook", alert_webhook_secret=SECRET)
    deliverer = a_deliverer(db, nobody, clock)
    await put(db, clock)
    for _ in range(MAX_TRIES):
        assert await state(db) == "due"
        await deliverer.deliver_due()
        clock.advance(LONGEST_RETRY_MS)
    assert await state(db) == "given_up"


async def test_one_node_sends(db: Database, clock: Clock, config: Config, receiver: Receiver) -> None:
    await put(db, clock)
    await asyncio.gather(*(a_deliverer(db, config, clock).deliver_due() for _ in range(3)))
    assert len(receiver.got) == 1


def test_the_pause_grows_and_has_an_end() -> None:
    pauses = [retry_after_ms(tries) for tries in range(1, MAX_TRIES)]
    assert pauses[0] == FIRST_RETRY_MS
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_RETRY_MS
