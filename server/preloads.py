"""What the scripts of a page will ask for first, told to the browser with the page: it need not wait for the scripts.

A hint only: what is missing here costs a round trip, what is superfluous a few kilobytes.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from aiohttp import web

from server.auth import COOKIE
from server.services import SERVICES
from server.shop import demo

ENGLISH: Final = "/locales/en/"
"""Its texts are the fallback of every language, so each page's own head names them."""

_TEXTS: Final = re.compile(rf'<link rel="preload"[^>]* href="([^"]+{ENGLISH}[^"]+)"')
_UNESCAPED: Final = "!~*'()"
"""What `encodeURIComponent` leaves besides letters, digits and `-._`: addresses are compared as they are written."""

_LONGEST_PARAMETER: Final = 200


def early_requests(request: web.Request, page: str, locales: Sequence[str]) -> list[str]:
    """The URLs: texts in the reader's language, what a consultation is about, who is signed in."""
    locale = reader_locale(request, locales)
    urls = [url.replace(ENGLISH, f"/locales/{locale}/") for url in _TEXTS.findall(page) if locale != "en"]
    if request.path == "/consult":
        shop = request.query.get("shop") or (demo.SHOP_ID if request.app[SERVICES].config.demo else "")
        sku = request.query.get("product", "")
        if shop and sku and max(len(shop), len(sku)) <= _LONGEST_PARAMETER:
            urls.append(f"/api/v1/shops/{quote(shop, _UNESCAPED)}/products/{quote(sku, _UNESCAPED)}")
    elif COOKIE in request.cookies and not request.path.startswith(("/summary/", "/camera")):
        urls.append("/api/v1/session")
    return urls


def reader_locale(request: web.Request, locales: Sequence[str]) -> str:
    """The one of `locales` that the page will choose, as far as the request tells: `?lang=`, then Accept-Language."""
    accepted = [part.split(";")[0] for part in request.headers.get("Accept-Language", "").split(",")]
    for wish in (request.query.get("lang", ""), *accepted):
        for locale in locales:
            if _primary(wish) == _primary(locale):
                return locale
    return "en"


def link_header(urls: Iterable[str]) -> str:
    """The value of a `Link` header (RFC 8288) that has the browser fetch them as its scripts would."""
    return ", ".join(f"<{url}>; rel=preload; as=fetch; crossorigin" for url in urls)


def _primary(tag: str) -> str:
    return tag.strip().split("-")[0].lower()
