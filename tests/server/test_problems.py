"""How errors look over HTTP."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from server.errors import InvalidRequest
from server.problems import problems
from signaling.errors import ConsultError, RateLimited, ServiceUnavailable, UnknownProduct

SECRET = "a secret that the error knows"


async def raise_known(request: web.Request) -> web.Response:
    raise UnknownProduct("there is no coat")


async def raise_limited(request: web.Request) -> web.Response:
    raise RateLimited("wait", retry_after_s=7)


async def raise_outage(request: web.Request) -> web.Response:
    raise ServiceUnavailable(SECRET)


async def raise_unforeseen(request: web.Request) -> web.Response:
    raise KeyError(SECRET)


async def redirect(request: web.Request) -> web.Response:
    raise web.HTTPFound("/elsewhere")


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application(middlewares=[problems])
    app.add_routes(
        [
            web.get("/known", raise_known),
            web.get("/limited", raise_limited),
            web.get("/outage", raise_outage),
            web.get("/unforeseen", raise_unforeseen),
            web.get("/redirect", redirect),
        ]
    )
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_known_error_has_its_code_status_and_message(
    client: TestClient[web.Request, web.Application],
) -> None:
    response = await client.get("/known")
    assert (response.status, response.content_type) == (404, "application/problem+json")
    assert await response.json() == {
        "type": "urn:video-consult:problem:unknown-product",
        "title": "Unknown product",
        "status": 404,
        "detail": "there is no coat",
        "code": "unknown-product",
    }


async def test_who_is_too_fast_is_told_how_long_to_wait(client: TestClient[web.Request, web.Application]) -> None:
    response = await client.get("/limited")
    assert (response.status, response.headers["Retry-After"]) == (429, "7")


@pytest.mark.parametrize(
    ("path", "status", "code"), [("/outage", 503, "service-unavailable"), ("/unforeseen", 500, "internal")]
)
async def test_what_goes_wrong_inside_is_logged_and_not_told(
    client: TestClient[web.Request, web.Application],
    capsys: pytest.CaptureFixture[str],
    path: str,
    status: int,
    code: str,
) -> None:
    response = await client.get(path)
    body = await response.text()
    assert (response.status, json.loads(body)["code"]) == (status, code)
    assert SECRET not in body
    logged = capsys.readouterr()
    assert SECRET in logged.out + logged.err


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nowhere", 404, "not-found"), ("POST", "/known", 405, "method-not-allowed")],
)
async def test_what_http_itself_refuses_looks_the_same(
    client: TestClient[web.Request, web.Application], method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path)
    assert (response.status, (await response.json())["code"]) == (status, code)
    assert ("Allow" in response.headers) == (status == 405)


async def test_a_redirect_is_no_error(client: TestClient[web.Request, web.Application]) -> None:
    response = await client.get("/redirect", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/elsewhere")


def every_error() -> list[type[ConsultError]]:
    found: list[type[ConsultError]] = [ConsultError]
    for error in found:
        found.extend(error.__subclasses__())
    assert InvalidRequest in found
    return found


@pytest.mark.parametrize("error", every_error(), ids=lambda error: error.__name__)
def test_every_error_has_a_code_a_status_and_a_meaning(error: type[ConsultError]) -> None:
    assert error.code == error.code.lower()
    assert " " not in error.code
    assert 400 <= error.status <= 599
    assert error.__doc__
