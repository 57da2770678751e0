"""Plain HTTP to a node, as its own pages or as strangers would send it."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from yarl import URL

from server.auth import COOKIE
from tests.support.node import Node, sign_in


class Api:
    """One browser (with cookies) on a page of the node."""

    def __init__(self, node: Node, http: aiohttp.ClientSession) -> None:
        # Where it listens, which need not be where browsers reach it.
        self._address = f"http://127.0.0.1:{node.services.config.port}"
        self._http = http
        self.headers: dict[str, str] = {"Origin": node.url}
        """Sent with every request."""

    async def __call__(self, method: str, path: str, body: Any = None, **options: Any) -> aiohttp.ClientResponse:
        """Send a request; the response has been read whole."""
        headers = {**self.headers, **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        # The path goes out as written: the client must not tidy up what the server has to withstand.
        url = URL(f"{self._address}{path}", encoded=True)
        async with self._http.request(method, url, headers=headers, allow_redirects=False, **options) as response:
            await response.read()
            return response

    async def code(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, str]:
        """Send a request that is refused: status and code of the problem details."""
        response = await self(method, path, body, **options)
        assert response.content_type == "application/problem+json", await response.text()
        problem = await response.json()
        assert problem["status"] == response.status
        assert set(problem) == {"type", "title", "status", "detail", "code"}
        return response.status, problem["code"]

    def cookie(self, name: str) -> str | None:
        """The value of a cookie that the browser has."""
        return next((morsel.value for morsel in self._http.cookie_jar if morsel.key == name), None)


@contextlib.asynccontextmanager
async def browser(node: Node, staff: str | None = None) -> AsyncIterator[Api]:
    """A browser; with `staff`, one in which that member of the demo's staff is signed in."""
    # Unsafe: takes cookies of an address too, not only of names.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        if staff is not None:
            http.cookie_jar.update_cookies({COOKIE: await sign_in(node, staff)}, URL(node.url))
        yield Api(node, http)
