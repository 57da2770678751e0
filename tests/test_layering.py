"""Which part of the program may know which: dependencies that stay thin keep each part replaceable."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# The queue must run, and be tested, without a web server, a database or media.
FORBIDDEN_IN_SIGNALING = {"server", "aiohttp", "sqlalchemy", "aiortc", "av"}

# Packages of `server` that are no features: migrations follow every model, roles put features together.
NOT_FEATURES = {"migrations", "roles"}

MAX_LINES = 400

# Path below the root -> why it may be longer.
LONG_FILES: dict[str, str] = {
    "signaling/messages.py": "the whole protocol in one place: a list of small structs, which splitting would hide",
}


def imported_modules(source: str, package: str) -> Iterator[str]:
    """Yield the full name of everything that a module standing in `package` imports.

    `from a import b` yields `a.b`, since `b` may be a module.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                parents = parents[: len(parents) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def is_module(root: Path, name: str) -> bool:
    path = root.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def layering_faults(root: Path) -> list[str]:
    """Return one sentence for every import below `root` that crosses a border."""
    features = {p.parent.name for p in (root / "server").glob("*/__init__.py")} - NOT_FEATURES
    faults = []
    for path in python_files(root):
        place = path.relative_to(root)
        package = ".".join(place.parent.parts)
        own_feature = place.parts[1] if len(place.parts) > 2 else None
        for name in imported_modules(path.read_text(), package):
            parts = name.split(".")
            if parts[0] in FORBIDDEN_IN_SIGNALING and place.parts[0] == "signaling":
                faults.append(f"{place} imports {name}: signaling does without {parts[0]}")
            crosses = own_feature in features and parts[0] == "server" and len(parts) > 2
            if crosses and parts[1] in features - {own_feature} and is_module(root, ".".join(parts[:3])):
                faults.append(f"{place} imports {name}: the inside of server.{parts[1]} is its own")
    return faults


def long_files(files: list[Path], root: Path) -> list[str]:
    lengths = {str(path.relative_to(root)): len(path.read_text().splitlines()) for path in files}
    too_long = {name: n for name, n in lengths.items() if n > MAX_LINES and name not in LONG_FILES}
    return [f"{name} has {n} lines, more than {MAX_LINES}" for name, n in too_long.items()]


def python_files(root: Path) -> list[Path]:
    return sorted(path for top in ("server", "signaling") for path in (root / top).rglob("*.py"))


def javascript_files(root: Path) -> list[Path]:
    return sorted((root / "static").rglob("*.js"))


def test_imports_cross_no_border() -> None:
    assert python_files(ROOT), "nothing was looked at"
    assert layering_faults(ROOT) == []


def test_files_stay_short() -> None:
    assert long_files(python_files(ROOT) + javascript_files(ROOT), ROOT) == []


def test_exceptions_are_still_needed() -> None:
    for name, reason in LONG_FILES.items():
        assert reason
        assert len((ROOT / name).read_text().splitlines()) > MAX_LINES


def make_tree(root: Path, files: dict[str, str]) -> Path:
    for feature in ("shop", "returns", "migrations"):
        files.setdefault(f"server/{feature}/__init__.py", "")
    files.setdefault("server/shop/models.py", "class Product: ...\n")
    for name, source in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return root


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("signaling/bus.py", "import server.config"),
        ("signaling/bus.py", "from aiohttp import web"),
        ("signaling/bus.py", "def late():\n    import av"),
        ("signaling/deep/bus.py", "from ..server import config\nfrom sqlalchemy.orm import Session"),
        ("server/returns/report.py", "import server.shop.models"),
        ("server/returns/report.py", "from server.shop.models import Product"),
        ("server/returns/report.py", "from server.shop import models"),
        ("server/returns/report.py", "from ..shop.models import Product"),
        ("server/returns/deep/report.py", "from ...shop import models"),
    ],
)
def test_a_border_crossing_is_found(tmp_path: Path, place: str, source: str) -> None:
    faults = layering_faults(make_tree(tmp_path, {place: source}))
    assert len(faults) == 1
    assert faults[0].startswith(place)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("signaling/bus.py", "import redis.asyncio\nfrom signaling import messages"),
        ("server/returns/report.py", "from server.shop import Product\nimport server.shop"),
        ("server/returns/report.py", "from server import config\nfrom . import models"),
        ("server/returns/report.py", "from signaling.messages import ClientMessage"),
        ("server/shop/api.py", "from server.shop.models import Product"),
        ("server/migrations/env.py", "from server.shop.models import Product"),
        ("server/app.py", "from server.shop.models import Product"),
    ],
)
def test_an_allowed_import_is_left_alone(tmp_path: Path, place: str, source: str) -> None:
    assert layering_faults(make_tree(tmp_path, {place: source})) == []


def test_a_long_file_is_found(tmp_path: Path) -> None:
    tree = make_tree(tmp_path, {"server/app.py": "x = 1\n" * 401, "static/app.js": "let x;\n" * 400})
    assert long_files(python_files(tree) + javascript_files(tree), tree) == [
        "server/app.py has 401 lines, more than 400"
    ]
