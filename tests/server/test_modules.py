"""Import maps, and which modules a page loads."""

import json
from pathlib import Path

import pytest

from server.assets import Directory
from server.errors import AssetsMissing
from server.modules import PACKAGES, ModuleGraph, import_map, static_imports
from server.pages import NODE_MODULES, STATIC


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import { html } from "lit";', ["lit"]),
        ("import a, { b as c } from './a.js'", ["./a.js"]),
        ("import * as all from '../all.js';", ["../all.js"]),
        ("import './effect.js';", ["./effect.js"]),
        ("import {\n  one,\n  two,\n} from './many.js';", ["./many.js"]),
        ('export { x } from "./x.js";\nexport * from "./y.js";', ["./x.js", "./y.js"]),
        ('import"a";import"b";export*from"c/d.js";import{e as t}from"e";', ["a", "b", "c/d.js", "e"]),
        ("const late = await import('./late.js');", []),
        ("// import './no.js';\n/* import './no.js';\n*/\n", []),
        ("/** @import {A} from './types.js' */\n/** @type {import('./t.js').T} */ let t;", []),
        ('export const name = "./no.js";\nexport default "./no.js";', []),
        ('const from = "x"; important("./no.js");', []),
    ],
)
def test_static_imports_are_found_and_nothing_else(source: str, expected: list[str]) -> None:
    assert static_imports(source) == expected


def test_every_package_has_an_entry_that_exists() -> None:
    imports = import_map(NODE_MODULES)
    assert set(imports) == {name for package in PACKAGES for name in (package, f"{package}/")}
    for package in PACKAGES:
        assert (NODE_MODULES / imports[package].removeprefix("/vendor/")).is_file()


def test_without_the_browser_packages_it_is_said_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing, match="make run"):
        import_map(tmp_path)


def test_a_damaged_package_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, {"lit/package.json": '{"main": "gone.js"}'})
    with pytest.raises(AssetsMissing, match=r"gone\.js"):
        import_map(tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [
        {"exports": {".": {"node": "./node.js", "browser": {"development": "./dev.js", "default": "./entry.js"}}}},
        {"exports": {".": {"types": "./index.d.ts", "default": "./entry.js"}}},
        {"exports": "./entry.js"},
        {"exports": {"import": "./entry.js", "require": "./node.cjs"}},
        {"module": "./entry.js", "main": "./index.cjs"},
        {"main": "entry.js"},
    ],
)
def test_the_entry_for_browsers_is_chosen(tmp_path: Path, manifest: dict[str, object]) -> None:
    for package in PACKAGES:
        files = {"package.json": json.dumps(manifest), "entry.js": "", "out/adapter.js": ""}
        write(tmp_path / package, files)
    assert import_map(tmp_path)["lit"] == "/vendor/lit/entry.js"


@pytest.fixture
def graph(tmp_path: Path) -> ModuleGraph:
    static = write(
        tmp_path / "static",
        {
            "page.js": "import './parts/a.js';\nimport 'lit';\nimport 'lit/more.js';",
            "parts/a.js": "import '../parts/b.js';",
            "parts/b.js": "import './a.js';\nimport './missing.js';\nimport 'unknown';",
        },
    )
    lit = write(tmp_path / "lit", {"index.js": "export * from './more.js';", "more.js": ""})
    imports = {"lit": "/vendor/lit/index.js", "lit/": "/vendor/lit/"}
    return ModuleGraph(imports, Directory(static), {"lit": Directory(lit)})


def test_a_page_loads_each_module_once_the_nearest_first(graph: ModuleGraph) -> None:
    assert list(graph.reachable(["/static/page.js"])) == [
        "/static/page.js",
        "/static/parts/a.js",
        "/vendor/lit/index.js",
        "/vendor/lit/more.js",
        "/static/parts/b.js",
    ]


def test_an_import_leads_where_the_browser_would_go(graph: ModuleGraph) -> None:
    assert graph.resolve("../x.js", "/static/a/b.js") == "/static/x.js"
    assert graph.resolve("/static/x.js", "/static/a/b.js") == "/static/x.js"
    assert graph.resolve("lit/deep/x.js", "/static/a.js") == "/vendor/lit/deep/x.js"
    assert graph.resolve("nobody", "/static/a.js") is None


def test_no_module_of_ours_imports_what_is_not_there() -> None:
    imports = import_map(NODE_MODULES)
    vendor = {package: Directory(NODE_MODULES / package) for package in PACKAGES}
    graph = ModuleGraph(imports, Directory(STATIC), vendor)
    entries = [f"/static/{path.relative_to(STATIC)}" for path in STATIC.rglob("*.js")]
    assert entries
    lost = [
        f"{url}: {specifier}"
        for url, file in graph.reachable(entries).items()
        for specifier in static_imports(file.read_text())
        if (target := graph.resolve(specifier, url)) is None or graph.file_of(target) is None
    ]
    assert lost == []
