"""Headers, origins and addresses; on a running node."""

import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from server.security import client_address, content_security_policy
from server.services import SERVICES
from server.shop import NewShop
from tests.support.http import Api, browser
from tests.support.node import PASSWORDS, Node, make_config, run_node

SESSION = "/api/v1/session"
MEI = {"username": "mei", "password": PASSWORDS["mei"]}
EVERY_KIND = ["/", "/consult?product=dress-linen-midi", "/agent", "/monitor", "/static/theme.css", "/embed.js",
              "/api/v1/openapi.json", "/healthz", "/nowhere", "/api/v1/session"]  # fmt: skip


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        await node.services.catalogue.add_shop(
            NewShop(
                id="acme",
                name="Acme",
                languages=("en",),
                secret="s" * 32,
                allowed_origins=("https://acme.example", "https://www.acme.example"),
            )
        )
        yield node


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    await node.services.redis.flushdb()
    async with browser(node) as api:
        yield api


def directives(policy: str) -> dict[str, list[str]]:
    parts = (directive.split() for directive in policy.split("; "))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", EVERY_KIND)
async def test_every_response_carries_the_security_headers(api: Api, path: str) -> None:
    headers = (await api("GET", path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Server" not in headers
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert directives(headers["Content-Security-Policy"])["default-src"] == ["'none'"]
    assert "frame-ancestors" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/consult?product=x", "/agent", "/monitor"])
async def test_pages_allow_no_inline_script_or_style_and_are_never_kept(api: Api, path: str) -> None:
    response = await api("GET", path)
    policy = directives(response.headers["Content-Security-Policy"])
    assert response.headers["Cache-Control"] == "no-store"
    assert policy["style-src"] == ["'self'"]
    assert policy["script-src"][0] == "'self'"
    assert all(value.startswith("'sha256-") for value in policy["script-src"][1:])
    assert policy["base-uri"] == ["'none'"]


async def test_a_page_may_open_its_own_socket_and_no_other(node: Node) -> None:
    policy = directives(content_security_policy(node.services.config))
    host = node.url.removeprefix("http://")
    assert f"ws://{host}" in policy["connect-src"]
    assert all(
        value == "'self'" or value.startswith(("ws://127.0.0.1:", "ws://localhost:", "ws://[::1]:"))
        for value in policy["connect-src"]
    )


@pytest.mark.parametrize(
    "path", ["/agent", "/monitor", "/agent?shop=acme", "/consult?shop=nobody", "/static/theme.css"]
)
async def test_nobody_may_frame(api: Api, path: str) -> None:
    headers = (await api("GET", path)).headers
    assert directives(headers["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert headers["X-Frame-Options"] == "DENY"


async def test_a_consultation_may_be_framed_by_the_sites_of_its_shop(api: Api) -> None:
    headers = (await api("GET", "/consult?shop=acme&product=x")).headers
    policy = directives(headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == ["'self'", "https://acme.example", "https://www.acme.example"]
    assert "X-Frame-Options" not in headers


async def test_the_demo_shop_may_frame_its_consultation(api: Api, node: Node) -> None:
    policy = directives((await api("GET", "/consult?product=x")).headers["Content-Security-Policy"])
    assert node.url in policy["frame-ancestors"]


@pytest.mark.parametrize("path", ["/embed.js", "/static/theme.css"])
async def test_foreign_shops_may_load_the_embed_script_and_what_it_needs(api: Api, path: str) -> None:
    assert (await api("GET", path)).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


async def test_foreign_pages_may_not_load_data(api: Api) -> None:
    response = await api("GET", "/api/v1/demo/products")
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", ""])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_a_page_of_another_site_cannot_act(api: Api, method: str, origin: str) -> None:
    assert await api.code(method, SESSION, MEI, headers={"Origin": origin}) == (403, "origin-refused")


async def test_a_request_with_a_cookie_and_no_origin_cannot_act(node: Node) -> None:
    async with browser(node, "mei") as api:
        api.headers = {}
        assert await api.code("DELETE", SESSION) == (403, "origin-refused")
        assert (await api("GET", SESSION)).status == 200


async def test_a_server_without_origin_and_cookie_may_act(node: Node) -> None:
    async with browser(node) as api:
        api.headers = {}
        assert (await api("POST", SESSION, MEI)).status == 200


async def test_a_body_past_the_limit_is_refused(api: Api) -> None:
    body = b'{"link":"' + b"x" * (256 * 1024) + b'"}'
    json = {"Content-Type": "application/json"}
    assert await api.code("POST", SESSION, data=body, headers=json) == (413, "body-too-large")


async def test_a_compressed_bomb_is_refused_before_it_goes_off(api: Api) -> None:
    bomb = zlib.compress(b" " * 64 * 1024 * 1024)
    headers = {"Content-Type": "application/json", "Content-Encoding": "deflate"}
    response = await api("POST", SESSION, data=bomb, headers=headers)
    assert response.status in (400, 413)


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["made up"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["2001:db8::9"], "2001:db8::9"),
    ],
)
def test_the_address_is_the_one_that_the_trusted_proxy_saw(
    tmp_path: Any, remote: str, forwarded: list[str], expected: str
) -> None:
    class Wired:
        config = make_config(tmp_path, trusted_proxies=("10.0.0.0/8",))

    app: Any = {SERVICES: Wired}
    transport: Any = type("Transport", (), {"get_extra_info": lambda self, name: (remote, 1)})()
    headers = CIMultiDict([("X-Forwarded-For", value) for value in forwarded])
    request = make_mocked_request("GET", "/", headers=headers, transport=transport, app=app)
    assert client_address(request) == expected
