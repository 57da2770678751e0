"""Signing in, staying signed in, signing out; on a running node."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from sqlalchemy import update

from server.auth import AUDIENCE, COOKIE, TRIES_PER_MINUTE
from server.shop.models import StaffRow, StaffSessionRow
from tests.support.http import Api, browser
from tests.support.node import PASSWORDS, Node, make_config, run_node, sign_in

SESSION = "/api/v1/session"


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture(autouse=True)
async def fresh_limits(node: Node) -> None:
    """No test uses up the tries of the next."""
    await node.services.redis.flushdb()


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    async with browser(node) as api:
        yield api


async def test_user_name_and_password_sign_in(api: Api) -> None:
    response = await api("POST", SESSION, {"username": "mei", "password": PASSWORDS["mei"]})
    assert response.status == 200
    assert await response.json() == {
        "id": "mei",
        "name": "Mei Lin",
        "username": "mei",
        "role": "supervisor",
        "languages": ["zh", "en"],
        "purposes": ["showing", "try_on", "sizing", "usage", "inspection"],
        "categories": [],
        "time_zone": "Asia/Shanghai",
        "shop": {"id": "demo", "name": "Lindenhof"},
    }
    again = await api("GET", SESSION)
    assert (again.status, await again.json()) == (200, await response.json())


async def test_scripts_and_other_sites_cannot_use_the_cookie(api: Api) -> None:
    response = await api("POST", SESSION, {"username": "mei", "password": PASSWORDS["mei"]})
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]  # the test's node is reached without TLS


async def test_over_tls_the_cookie_never_goes_out_in_the_clear(tmp_path: Path) -> None:
    async with run_node(make_config(tmp_path, public_url="https://consult.example")) as node, browser(node) as api:
        response = await api("POST", SESSION, {"username": "mei", "password": PASSWORDS["mei"]})
        assert response.cookies[COOKIE]["secure"]
        assert "max-age" in response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "body",
    [
        {"username": "mei", "password": "wrong"},
        {"username": "nobody", "password": PASSWORDS["mei"]},
        {"username": "mei", "password": PASSWORDS["mei"], "shop": "other"},
        {"username": "mei'--", "password": "x"},
    ],
)
async def test_a_wrong_sign_in_is_refused_without_saying_what_was_wrong(api: Api, body: dict[str, str]) -> None:
    assert await api.code("POST", SESSION, body) == (401, "sign-in-failed")
    assert api.cookie(COOKIE) is None


async def test_a_one_time_link_signs_in_once(api: Api, node: Node) -> None:
    staff = node.services.staff
    link = await staff.create_link(await staff.staff("demo", "tom"))
    response = await api("POST", SESSION, {"link": link})
    assert (await response.json())["id"] == "tom"
    assert await api.code("POST", SESSION, {"link": link}) == (401, "link-expired")


@pytest.mark.parametrize(
    ("body", "options"),
    [
        (None, {"data": b"not json", "headers": {"Content-Type": "application/json"}}),
        (None, {"data": b'{"link":"x"}', "headers": {"Content-Type": "text/plain"}}),
        (None, {"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}),
        ({}, {}),
        ({"username": "mei"}, {}),
        ({"username": 5, "password": "x"}, {}),
        ({"username": "mei", "password": "x", "admin": True}, {}),
        ({"link": "x" * 201}, {}),
        ({"username": "me\0i", "password": "x"}, {}),
    ],
)
async def test_a_body_that_is_no_sign_in_is_refused(api: Api, body: Any, options: dict[str, Any]) -> None:
    assert await api.code("POST", SESSION, body, **options) == (400, "invalid-body")


async def test_guessing_a_password_is_stopped(api: Api) -> None:
    wrong = {"username": "mei", "password": "wrong"}
    for _ in range(TRIES_PER_MINUTE):
        assert await api.code("POST", SESSION, wrong) == (401, "sign-in-failed")
    assert await api.code("POST", SESSION, wrong) == (429, "rate-limited")
    right = await api("POST", SESSION, {"username": "mei", "password": PASSWORDS["mei"]})
    assert right.status == 429
    assert 1 <= int(right.headers["Retry-After"]) <= 60
    # Only who is guessed at has to wait: a colleague behind the same address signs in.
    assert (await api("POST", SESSION, {"username": "tom", "password": PASSWORDS["tom"]})).status == 200


async def test_trying_many_user_names_is_stopped(api: Api) -> None:
    codes: list[int] = []
    # Tries come back by and by: on a slow machine some are left after thirty.
    while 429 not in codes and len(codes) < 90:
        codes.append((await api("POST", SESSION, {"username": f"user{len(codes)}", "password": "x"})).status)
    assert codes[:30] == [401] * 30
    assert codes[-1] == 429


async def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(api: Api, node: Node) -> None:
    await api("POST", SESSION, {"username": "mei", "password": PASSWORDS["mei"]})
    stolen = {"Cookie": f"{COOKIE}={api.cookie(COOKIE)}"}
    async with browser(node) as thief:
        assert (await thief("GET", SESSION, headers=stolen)).status == 200
        assert (await api("DELETE", SESSION)).status == 204
        assert api.cookie(COOKIE) is None
        assert await thief.code("GET", SESSION, headers=stolen) == (401, "not-signed-in")


async def test_signing_out_without_a_session_is_no_error(api: Api) -> None:
    assert (await api("DELETE", SESSION)).status == 204


async def test_two_browsers_have_sessions_of_their_own(node: Node) -> None:
    async with browser(node, "mei") as one, browser(node, "mei") as other:
        await one("DELETE", SESSION)
        assert (await other("GET", SESSION)).status == 200


async def test_a_session_ends_with_its_time(node: Node) -> None:
    async with browser(node, "mei") as api:
        async with node.services.db.session() as session:
            await session.execute(update(StaffSessionRow).values(expires_ms=int(time.time() * 1000) - 1))
        assert await api.code("GET", SESSION) == (401, "not-signed-in")


async def test_a_change_of_role_holds_at_once(node: Node) -> None:
    async with browser(node, "tom") as api:
        async with node.services.db.session() as session:
            await session.execute(update(StaffRow).where(StaffRow.id == "tom").values(role="supervisor"))
        role = (await (await api("GET", SESSION)).json())["role"]
        async with node.services.db.session() as session:
            await session.execute(update(StaffRow).where(StaffRow.id == "tom").values(role="agent"))
        assert role == "supervisor"


@pytest.mark.parametrize(
    ("key", "algorithm", "changes"),
    [
        ("another key of at least thirty-two characters", "HS256", {}),
        (None, "HS512", {}),
        (None, "HS256", {"aud": "video-consult"}),
        (None, "HS256", {"exp": 1}),
        (None, "HS256", {"exp": None}),
        (None, "HS256", {"sid": None}),
        (None, "HS256", {"sid": "a session that is not in the database"}),
        (None, "HS256", {"sid": 7}),
    ],
)
async def test_a_forged_cookie_is_worth_nothing(
    node: Node, key: str | None, algorithm: str, changes: dict[str, Any]
) -> None:
    secret = node.services.config.secret_key
    good = jwt.decode(await sign_in(node, "mei"), secret, algorithms=["HS256"], audience=AUDIENCE)
    claims = {name: value for name, value in {**good, **changes}.items() if value is not None}
    # Longer, because HS512 wants a longer key; with HS256 it would be the wrong one.
    forged = jwt.encode(claims, key or (secret * 2 if algorithm == "HS512" else secret), algorithm)
    async with browser(node) as api:
        assert await api.code("GET", SESSION, headers={"Cookie": f"{COOKIE}={forged}"}) == (401, "not-signed-in")


async def test_a_cookie_with_the_same_claims_signed_anew_is_good(node: Node, api: Api) -> None:
    """What the test of forged cookies changes is what makes them worthless."""
    secret = node.services.config.secret_key
    good = jwt.decode(await sign_in(node, "mei"), secret, algorithms=["HS256"], audience=AUDIENCE)
    cookie = jwt.encode(good, secret, "HS256")
    assert (await api("GET", SESSION, headers={"Cookie": f"{COOKIE}={cookie}"})).status == 200


@pytest.mark.parametrize("value", ["", "made-up", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_made_up_cookie_is_worth_nothing(api: Api, value: str) -> None:
    assert await api.code("GET", SESSION, headers={"Cookie": f"{COOKIE}={value}"}) == (401, "not-signed-in")
