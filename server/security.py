"""What browsers are told to allow, which origins may ask for something, and whose address a request has."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from aiohttp import web

from server.config import Config
from server.errors import OriginRefused
from server.problems import Handler
from server.services import SERVICES

MAX_BODY_BYTES: Final = 256 * 1024
"""Longest request body (`client_max_size`); the largest legitimate one is a note of a few kilobytes."""

_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CSP: Final = "Content-Security-Policy"


def content_security_policy(
    config: Config, *, script_hashes: Iterable[str] = (), frame_ancestors: Iterable[str] = ()
) -> str:
    """The policy of a page. `script_hashes` are base64 SHA-256 sums of its inline import map."""
    # 'self' covers the page's own WebSocket only in newer browsers, so its origins are named too.
    sockets = sorted(origin.replace("http", "ws", 1) for origin in config.origins if _in_grammar(origin))
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(f"'sha256-{value}'" for value in script_hashes)],
        "style-src": ["'self'"],
        "connect-src": ["'self'", *sockets],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "font-src": ["'self'"],
        "frame-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(filter(_in_grammar, frame_ancestors)) or ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def _in_grammar(origin: str) -> bool:
    """Whether a policy can name this origin: its grammar has no IPv6 addresses (CSP 3, `host-source`)."""
    return "[" not in origin


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response; connect it to `app.on_response_prepare`.

    A signal and not a middleware, because it also reaches what goes wrong in the middlewares.
    """
    headers = response.headers
    headers.setdefault(_CSP, "default-src 'none'; frame-ancestors 'none'")
    if "frame-ancestors 'none'" in headers[_CSP]:
        headers["X-Frame-Options"] = "DENY"
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers["Permissions-Policy"] = (
        "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), geolocation=(), payment=()"
    )
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # Which versions run here is nobody's business.
    headers.popall("Server", None)
    if response.content_type == "text/html":
        headers["Cache-Control"] = "no-store"
    if request.app[SERVICES].config.https:
        headers["Strict-Transport-Security"] = "max-age=31536000"


@web.middleware
async def same_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what pages of other sites send in the name of someone who is signed in here. Raises OriginRefused.

    A server that calls the API sends neither Origin nor cookies, and passes.
    """
    if request.method not in _SAFE_METHODS and not origin_allowed(request):
        from_browser = "Origin" in request.headers or "Cookie" in request.headers
        if from_browser:
            raise OriginRefused("requests of this kind are taken from the service's own pages only")
    return await handler(request)


def origin_allowed(request: web.Request) -> bool:
    """Whether the request names an origin of this service. One that names none is not allowed."""
    return request.headers.get("Origin", "") in request.app[SERVICES].config.origins


def client_address(request: web.Request) -> str:
    """Address of the browser, for rate limits: behind trusted proxies the one that they report.

    `X-Forwarded-For` is read from the right, and only as long as the hop that wrote it is trusted: what stands further
    left was written by anybody.
    """
    hops = [hop.strip() for value in request.headers.getall("X-Forwarded-For", []) for hop in value.split(",")]
    address = request.remote or ""
    trusted = request.app[SERVICES].config.trusted_proxies
    while hops and _is_in(address, trusted) and _parse(hops[-1]) is not None:
        address = hops.pop()
    return address


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _is_in(address: str, networks: Iterable[str]) -> bool:
    parsed = _parse(address)
    return parsed is not None and any(parsed in ip_network(network, strict=False) for network in networks)
