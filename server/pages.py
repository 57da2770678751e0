"""The HTML pages, with what their head needs put in, and the files they load."""

import base64
import hashlib
import html
import re
from pathlib import Path
from typing import Final

import msgspec
from aiohttp import web

from server.assets import Directory
from server.errors import AssetsMissing
from server.modules import PACKAGES, ModuleGraph, import_map
from server.preloads import early_requests, link_header
from server.problems import Handler
from server.security import content_security_policy
from server.services import SERVICES, Services
from server.shop import demo
from signaling.errors import UnknownShop

ROOT: Final = Path(__file__).resolve().parent.parent
STATIC: Final = ROOT / "static"
NODE_MODULES: Final = ROOT / "node_modules"

PLACEHOLDER: Final = "<!-- importmap -->"
_OWN_FILE: Final = re.compile(r"""(\b(?:src|href)=")(/(?:static|vendor)/)""")
_MODULE_SCRIPT: Final = re.compile(r'<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"')

SUMMARY: Final = "/summary/{token}"
PAGES: Final = {
    "/consult": "consult.html",
    "/agent": "agent.html",
    "/monitor": "monitor.html",
    "/camera": "camera.html",
    SUMMARY: "summary.html",
}
SHOP_PAGE: Final = "shop.html"
"""The demo shop, at `/`, in demo mode only."""


class Page(msgspec.Struct, frozen=True):
    """A page as it is sent, and the release of the files that it was made of."""

    text: str
    script_hash: str
    release: str


class Pages:
    """Makes the pages. `watch`: make one anew when a file has changed, for work on the pages.

    What a page loads has the release in its URL, so that a browser that has been here asks for the page alone. The same
    files are the same release on every node.
    """

    def __init__(self, *, watch: bool = False, static: Path = STATIC, node_modules: Path = NODE_MODULES) -> None:
        imports = import_map(node_modules)
        self.static = Directory(static, headers={"Cross-Origin-Resource-Policy": "cross-origin"})
        self.vendor = {package: Directory(node_modules / package) for package in PACKAGES}
        self.locales = tuple(folder.name for folder in sorted((static / "locales").glob("*")))
        self._folder = static / "pages"
        self._graph = ModuleGraph(imports, self.static, self.vendor)
        self._imports = imports
        self._release = self._find_release()
        self._watch = watch
        self._state = self.static.state() if watch else 0
        self._pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """Return a page by its file name. Raises AssetsMissing when there is no such file."""
        if self._watch and (state := self.static.state()) != self._state:
            self._release, self._state = self._find_release(), state
        page = self._pages.get(name)
        if page is None or page.release != self._release:
            self._pages[name] = page = self._make(name)
        return page

    def release(self) -> str:
        """Name the content of the pages and of everything that they load."""
        return self._release

    def routes(self) -> list[web.RouteDef]:
        """The routes of what pages load."""
        below = {"static": self.static, **{f"vendor/{package}": folder for package, folder in self.vendor.items()}}
        return [
            web.get(f"{prefix}/{path}/{{path:.+}}", folder.handler(self.release))
            for path, folder in below.items()
            for prefix in ("", "/@{release}")
        ]

    def _find_release(self) -> str:
        # The packages are as their manifests say: nobody works on them.
        manifests = {package: folder.find("package.json") for package, folder in self.vendor.items()}
        files = {**manifests, **{file.name: file for file in sorted(self._folder.glob("*.html"))}}
        parts = {name: file.read_text() for name, file in files.items() if file} | self.static.etags()
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]

    def _make(self, name: str) -> Page:
        file = self._folder / name
        try:
            source = file.read_text()
        except OSError:
            raise AssetsMissing(f"the page {file} is missing: check out the whole project") from None
        modules = self._graph.reachable([html.unescape(url) for url in _MODULE_SCRIPT.findall(source)])
        release = self._release
        imports = {name: f"/@{release}{url}" for name, url in self._imports.items()}
        script = msgspec.json.encode({"imports": imports}).decode()
        # The map has to stand before every module and preload: browsers ignore one that comes later.
        head = [f'<script type="importmap">{script}</script>']
        head += [f'<link rel="modulepreload" href="/@{release}{html.escape(url)}">' for url in modules]
        return Page(
            text=_OWN_FILE.sub(f"\\1/@{release}\\2", source).replace(PLACEHOLDER, "\n    ".join(head), 1),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            release=release,
        )


def routes(services: Services, pages: Pages | None = None) -> list[web.RouteDef]:
    """The routes of pages and of the files they load. Raises AssetsMissing when one is not there."""
    pages = pages or Pages(watch=services.config.demo)
    names = dict(PAGES)
    if services.config.demo:
        names["/"] = SHOP_PAGE
    for name in names.values():
        pages.page(name)
    return [
        *(web.get(path, _page_handler(pages, name)) for path, name in names.items()),
        *pages.routes(),
        web.get("/embed.js", _embed_handler(pages)),
    ]


def _page_handler(pages: Pages, name: str) -> Handler:
    async def serve(request: web.Request) -> web.Response:
        page = pages.page(name)
        early = early_requests(request, page.text, pages.locales)
        policy = content_security_policy(
            request.app[SERVICES].config,
            script_hashes=[page.script_hash],
            frame_ancestors=await _frame_ancestors(request),
        )
        headers = {"Content-Security-Policy": policy, **({"Link": link_header(early)} if early else {})}
        if "token" in request.match_info:
            headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            headers["Referrer-Policy"] = "no-referrer"
        return web.Response(text=page.text, content_type="text/html", headers=headers)

    return serve


def _embed_handler(pages: Pages) -> Handler:
    async def serve(request: web.Request) -> web.Response:
        file = pages.static.find("embed.js")
        if file is None:
            raise web.HTTPNotFound
        return pages.static.respond(request, file)

    return serve


async def _frame_ancestors(request: web.Request) -> list[str]:
    """Who may show the page in a frame: for a consultation the sites of its shop, for all else nobody."""
    if request.path != "/consult":
        return []
    services = request.app[SERVICES]
    shop_id = request.query.get("shop") or (demo.SHOP_ID if services.config.demo else "")
    try:
        shop = await services.catalogue.shop(shop_id)
    except UnknownShop:
        return []
    return ["'self'", *shop.allowed_origins]
