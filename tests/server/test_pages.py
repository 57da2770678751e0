"""Pages and files; on a running node, and on directories made for the test."""

import base64
import hashlib
import os
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import make_mocked_request

from server.assets import Directory
from server.auth import COOKIE
from server.errors import AssetsMissing
from server.pages import NODE_MODULES, PAGES, PLACEHOLDER, SHOP_PAGE, STATIC, Pages
from tests.support.http import Api, browser
from tests.support.node import Node, make_config, run_node, sign_in

URLS = ["/", *(url.replace("{token}", "a-token") for url in PAGES)]
NAMES = [SHOP_PAGE, *PAGES.values()]


@pytest.fixture(scope="module")
async def node(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with run_node(make_config(tmp_path_factory.mktemp("node"))) as node:
        yield node


@pytest.fixture
async def api(node: Node) -> AsyncIterator[Api]:
    async with browser(node) as api:
        yield api


LATE_CODE = re.compile(r"/\*.*?\*/", re.DOTALL)
"""Comments, where types are imported."""

LATE_IMPORTS = {f'import("./{name}.js")' for name in ("room-tools", "size-advisor", "size-charts", "size-outcomes")}

RELEASE = re.compile(r"^/@\w+/")
LOAD_LOCALE = re.compile(r"\bloadLocale\(([^)]*)\);")


def early(response: ClientResponse) -> list[str]:
    """The URLs in the `Link` header, each as a script's own fetch would ask for it."""
    links = response.headers.get("Link", "")
    return re.findall(r"<([^>]*)>; rel=preload; as=fetch; crossorigin(?:, |$)", links)


class Head(HTMLParser):
    """Collects what a page loads, and what a strict policy would block."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.order: list[str] = []
        self.blocked: list[str] = []
        self.preloads: list[str] = []
        self._inline = False
        self.import_map = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        url = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        if url and url.startswith("/"):
            self.loads.append(url)
        if url and attributes.get("rel") in ("preload", "modulepreload"):
            self.preloads.append(url)
        kind = attributes.get("type") if tag == "script" else attributes.get("rel")
        if tag in ("script", "link") and kind in ("importmap", "modulepreload", "module"):
            self.order.append(str(kind))
        self._inline = tag == "script" and kind == "importmap"
        if tag == "style" or (tag == "script" and "src" not in attributes and kind != "importmap"):
            self.blocked.append(tag)
        self.blocked += [f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._inline:
            self.import_map += data
            self._inline = False


@pytest.mark.parametrize("url", URLS)
async def test_all_that_a_page_loads_is_there(api: Api, url: str) -> None:
    head = Head(await (await api("GET", url)).text())
    assert head.loads
    for path in head.loads:
        assert (await api("GET", path)).status == 200, path


@pytest.mark.parametrize("url", URLS)
async def test_the_import_map_comes_first_and_is_the_only_inline_script(api: Api, url: str) -> None:
    response = await api("GET", url)
    text = await response.text()
    head = Head(text)
    assert PLACEHOLDER not in text
    assert head.order[0] == "importmap"
    assert head.order.count("importmap") == 1
    assert head.blocked == []
    digest = base64.b64encode(hashlib.sha256(head.import_map.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", NAMES)
def test_no_script_or_text_has_to_be_found_in_another_script(name: str) -> None:
    preloads = {RELEASE.sub("/", url) for url in Head(Pages().page(name).text).preloads}
    scripts = [STATIC / url.removeprefix("/static/") for url in preloads if url.startswith("/static/")]
    code = [LATE_CODE.sub("", file.read_text()) for file in scripts if file.suffix == ".js"]
    # The exceptions: the room is loaded while it rings, and what has to do with sizes when it is wanted.
    assert {found for text in code for found in re.findall(r"\bimport\s*\([^)]*\)", text)} <= LATE_IMPORTS
    asked = {word for text in code for call in LOAD_LOCALE.findall(text) for word in re.findall(r'"([\w-]+)"', call)}
    assert {f"/static/locales/en/{word}.ftl" for word in asked} == {u for u in preloads if u.endswith(".ftl")}


async def test_a_page_comes_with_the_names_of_what_its_scripts_ask_for(api: Api) -> None:
    response = await api("GET", "/consult?product=dress-linen-midi", headers={"Accept-Language": "zh-TW,en;q=0.5"})
    named = early(response)
    assert [RELEASE.sub("/", url) for url in named] == [
        "/static/locales/zh-CN/common.ftl",
        "/static/locales/zh-CN/buyer.ftl",
        "/static/locales/zh-CN/room-policy.ftl",
        "/api/v1/shops/demo/products/dress-linen-midi",
    ]
    for url in named:
        assert (await api("GET", url)).status == 200, url


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("", "en-GB", []),
        ("", "", []),
        ("?lang=en", "zh-CN", []),
        ("?lang=zh-CN", "en", ["/static/locales/zh-CN/common.ftl", "/static/locales/zh-CN/shop.ftl"]),
        ("", "xx;q=1, zh;q=0.8", ["/static/locales/zh-CN/common.ftl", "/static/locales/zh-CN/shop.ftl"]),
    ],
)
async def test_texts_are_named_in_the_language_that_the_page_will_choose(
    api: Api, query: str, language: str, expected: list[str]
) -> None:
    named = early(await api("GET", f"/{query}", headers={"Accept-Language": language}))
    assert [RELEASE.sub("/", url) for url in named] == expected


async def test_who_is_signed_in_is_asked_early_only_where_somebody_is(api: Api, node: Node) -> None:
    assert early(await api("GET", "/agent")) == []
    cookie = await sign_in(node, "mei")
    assert early(await api("GET", "/agent", headers={"Cookie": f"{COOKIE}={cookie}"})) == ["/api/v1/session"]


async def test_an_address_can_put_nothing_else_into_the_header(api: Api) -> None:
    response = await api("GET", "/consult?shop=a%22%3E%2C%3Cb&product=%0d%0aX-Bad%3A1%2F..%2F")
    assert early(response) == ["/api/v1/shops/a%22%3E%2C%3Cb/products/%0D%0AX-Bad%3A1%2F..%2F"]
    assert "X-Bad" not in response.headers
    assert early(await api("GET", f"/consult?product={'x' * 300}")) == []


async def test_every_bare_import_leads_to_a_file_that_is_served(api: Api) -> None:
    head = Head(await (await api("GET", "/consult")).text())
    imports = msgspec.json.decode(head.import_map)["imports"]
    for name, url in imports.items():
        if not name.endswith("/"):
            assert (await api("GET", url)).headers["Content-Type"].startswith("text/javascript"), name


async def test_a_file_that_the_browser_has_is_not_sent_again(api: Api) -> None:
    first = await api("GET", "/static/theme.css")
    assert first.headers["Cache-Control"] == "no-cache"
    again = await api("GET", "/static/theme.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.text()) == (304, "")
    other = await api("GET", "/static/theme.css", headers={"If-None-Match": '"another"'})
    assert (other.status, await other.text()) == (200, await first.text())


async def test_a_browser_that_has_been_here_asks_for_the_page_alone(api: Api) -> None:
    head = Head(await (await api("GET", "/consult")).text())
    for url in head.loads:
        assert "immutable" in (await api("GET", url)).headers["Cache-Control"], url
    other = await api("GET", RELEASE.sub("/@another/", head.loads[0]))
    assert (other.status, other.headers["Cache-Control"]) == (200, "no-cache")


async def test_text_is_compressed_for_who_can_read_it(api: Api) -> None:
    path = "/vendor/uplot/dist/uPlot.esm.js"
    size = (NODE_MODULES / path.removeprefix("/vendor/")).stat().st_size
    packed = await api("GET", path, headers={"Accept-Encoding": "gzip"})
    plain = await api("GET", path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < size / 2
    assert int(plain.headers["Content-Length"]) == size
    assert await packed.text() == await plain.text()
    assert packed.headers["Vary"] == "Accept-Encoding"


async def test_head_answers_like_get_without_the_body(api: Api) -> None:
    response = await api("HEAD", "/static/theme.css")
    assert (response.status, await response.text()) == (200, "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server/app.py",
        "/static/%2e%2e/server/app.py",
        "/static/..%2fserver%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/./theme.css",
        "/static/pages",
        "/static/pages/",
        "/static/pages/agent.html",
        "/static/theme.css/",
        "/static/theme.css%00.js",
        "/static/.hidden.js",
        "/static/nothing.js",
        "/static/..\\server\\app.py",
        "/vendor/lit/../uplot/package.json",
        "/vendor/lit/%2e%2e/uplot/package.json",
        "/vendor/typescript/package.json",
        "/vendor/lit/README.md",
        "/vendor/lit",
        "/vendor/.package-lock.json",
        "/package.json",
    ],
)
async def test_what_is_not_meant_to_be_served_is_not_found(api: Api, path: str) -> None:
    assert await api.code("GET", path) == (404, "not-found")


def test_links_lead_nowhere_outside(tmp_path: Path) -> None:
    (tmp_path / "outside.js").write_text("secret")
    root = tmp_path / "root"
    (root / "inner").mkdir(parents=True)
    (root / "inner" / "file.js").write_text("fine")
    os.symlink(tmp_path / "outside.js", root / "link.js")
    os.symlink(tmp_path, root / "up")
    os.symlink(root / "inner" / "file.js", root / "good.js")
    directory = Directory(root)
    assert directory.find("link.js") is None
    assert directory.find("up/outside.js") is None
    assert directory.find("good.js") == root / "inner" / "file.js"


def make_static(root: Path, body: str = "") -> Path:
    (root / "pages").mkdir(parents=True)
    (root / "a.js").write_text("import './b.js';")
    (root / "b.js").write_text("")
    page = f'<!doctype html><head>{PLACEHOLDER}<script type="module" src="/static/a.js"></script></head>{body}'
    for name in NAMES:
        (root / "pages" / name).write_text(page)
    return root


def preloads(text: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload" href="/@\w+([^"]+)">', text)


def test_a_page_preloads_the_modules_that_its_entry_needs(tmp_path: Path) -> None:
    pages = Pages(static=make_static(tmp_path / "static"))
    assert preloads(pages.page("agent.html").text) == ["/static/a.js", "/static/b.js"]


@pytest.mark.parametrize("watch", [True, False])
def test_only_who_works_on_the_pages_sees_a_change_at_once(tmp_path: Path, watch: bool) -> None:
    static = make_static(tmp_path / "static")
    pages = Pages(watch=watch, static=static)
    before = pages.page("agent.html")
    assert pages.page("agent.html") is before
    (static / "c.js").write_text("")
    (static / "b.js").write_text("import './c.js';")
    os.utime(static / "b.js", ns=(1, 1))
    assert ("/static/c.js" in preloads(pages.page("agent.html").text)) == watch


def test_the_same_files_are_the_same_release_everywhere(tmp_path: Path) -> None:
    here, there = (Pages(static=make_static(tmp_path / name)) for name in ("here", "there"))
    assert here.release() == there.release()
    (tmp_path / "there" / "theme.css").write_text("")
    assert Pages(static=tmp_path / "there").release() != here.release()


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    static = make_static(tmp_path / "static")
    (static / "pages" / "agent.html").unlink()
    with pytest.raises(AssetsMissing, match=r"agent\.html"):
        Pages(static=static).page("agent.html")


def test_a_file_that_has_changed_is_served_as_it_is_now(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("old")
    directory = Directory(tmp_path)
    request = make_mocked_request("GET", "/static/a.js")
    old = directory.respond(request, file)
    file.write_text("new")
    os.utime(file, ns=(2, 2))
    new = directory.respond(request, file)
    assert (old.body, new.body) == (b"old", b"new")
    assert old.headers["ETag"] != new.headers["ETag"]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_a_place_for_the_import_map(name: str) -> None:
    assert (STATIC / "pages" / name).read_text().count(PLACEHOLDER) == 1
