"""History and callbacks over HTTP; on a running node."""

import time
from collections.abc import AsyncIterator

import pytest

from server.records import ConsultationRecord
from server.shop import NewShop, Staff
from signaling.messages import Outcome, Purpose, RequestCallback
from tests.support.http import Api, browser
from tests.support.node import Node, make_config, run_node

CONSULTATIONS, CALLBACKS = "/api/v1/consultations", "/api/v1/callbacks"


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        services = node.services
        for number in range(3):
            await services.records.save_accepted(
                ConsultationRecord(
                    id=f"c{number}",
                    shop="demo",
                    buyer_id="bea",
                    buyer_country="ID",
                    agent_id="tom",
                    agent_name="Tom Becker",
                    sku="blender-hand-600",
                    product_title="Hand blender 600 W",
                    purpose=Purpose.USAGE,
                    language="en",
                    joined_ms=1_000,
                    accepted_ms=2_000 + number,
                )
            )
        await services.records.save_outcome("demo", "c2", "tom", Outcome.SOLVED, None, "showed the whisk")
        await services.records.save_callback(
            "demo",
            "bea",
            RequestCallback(
                id="r1",
                product="blender-hand-600",
                purpose=Purpose.USAGE,
                language="en",
                at_ms=int(time.time() * 1000) + 3_600_000,
                time_zone="Asia/Jakarta",
                contact="bea@example.com",
            ),
            product_title="Hand blender 600 W",
        )
        yield node


@pytest.fixture
async def tom(node: Node) -> AsyncIterator[Api]:
    await node.services.redis.flushdb()
    async with browser(node, "tom") as api:
        yield api


async def test_the_history_comes_in_pages(tom: Api) -> None:
    page = await (await tom("GET", f"{CONSULTATIONS}?limit=2")).json()
    assert [item["id"] for item in page["items"]] == ["c2", "c1"]
    newest = page["items"][0]
    assert (newest["outcome"], newest["note"], newest["agent_name"]) == ("solved", "showed the whisk", "Tom Becker")
    page = await (await tom("GET", f"{CONSULTATIONS}?limit=2&cursor={page['next_cursor']}")).json()
    assert ([item["id"] for item in page["items"]], page["next_cursor"]) == (["c0"], None)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=made-up"])
async def test_a_query_that_makes_no_sense_is_refused(tom: Api, query: str) -> None:
    assert await tom.code("GET", f"{CONSULTATIONS}?{query}") == (400, "invalid-request")


async def test_a_callback_is_marked_as_done(tom: Api) -> None:
    (item,) = (await (await tom("GET", f"{CALLBACKS}?status=open")).json())["items"]
    assert (item["contact"], item["time_zone"], item["status"]) == ("bea@example.com", "Asia/Jakarta", "open")
    changed = await (await tom("PATCH", f"{CALLBACKS}/{item['id']}", {"status": "done"})).json()
    assert changed == {**item, "status": "done"}
    assert (await (await tom("GET", f"{CALLBACKS}?status=open")).json())["items"] == []
    await tom("PATCH", f"{CALLBACKS}/{item['id']}", {"status": "open"})
    assert len((await (await tom("GET", CALLBACKS)).json())["items"]) == 1


async def test_what_cannot_be_changed_is_refused(tom: Api) -> None:
    assert await tom.code("PATCH", f"{CALLBACKS}/none", {"status": "done"}) == (404, "unknown-callback")
    assert await tom.code("PATCH", f"{CALLBACKS}/none", {"status": "lost"}) == (400, "invalid-body")
    assert await tom.code("GET", f"{CALLBACKS}?status=lost") == (400, "invalid-request")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", CONSULTATIONS), ("GET", CALLBACKS), ("PATCH", f"{CALLBACKS}/any")]
)
async def test_all_this_is_for_staff(node: Node, method: str, path: str) -> None:
    async with browser(node) as stranger:
        assert await stranger.code(method, path) == (401, "not-signed-in")


async def test_staff_of_another_shop_see_and_change_nothing_of_it(node: Node, tom: Api) -> None:
    services = node.services
    await services.catalogue.add_shop(NewShop(id="acme", name="Acme", languages=("en",), secret="s" * 32))
    ann = Staff(id="ann", shop="acme", username="ann", name="Ann", role="supervisor")
    await services.staff.add_staff(ann)
    (item,) = (await (await tom("GET", CALLBACKS)).json())["items"]
    async with browser(node) as api:
        await api("POST", "/api/v1/session", {"link": await services.staff.create_link(ann)})
        assert (await (await api("GET", CONSULTATIONS)).json())["items"] == []
        assert (await (await api("GET", CALLBACKS)).json())["items"] == []
        refusal = await api.code("PATCH", f"{CALLBACKS}/{item['id']}", {"status": "done"})
        assert refusal == (404, "unknown-callback")
