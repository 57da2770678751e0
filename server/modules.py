"""The browser's modules: where a bare import leads (the import map), and what a page loads in the end."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any, Final

import msgspec
import structlog

from server.assets import Directory
from server.errors import AssetsMissing

log = structlog.get_logger()

PACKAGES: Final = (
    "lit",
    "@lit/reactive-element",
    "lit-html",
    "lit-element",
    "uplot",
    "webrtc-adapter",
    "@fluent/bundle",
    "@fluent/langneg",
)
"""The npm packages that are served; no other is, whatever is installed."""

_ENTRIES: Final = {
    # Its modules import each other without file extensions, which browsers do not resolve; this is the same in one.
    "webrtc-adapter": "out/adapter.js",
}
_CONDITIONS: Final = frozenset({"browser", "import", "module", "default"})

_COMMENT: Final = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_IMPORT: Final = re.compile(
    r"""(?:^|[;}\n])\s*(?:import|export)\b\s*(?:[\w$*{}\s,]+?\bfrom\b\s*|\*\s*from\s*)?["']([^"'\n]+)["']"""
)


def import_map(node_modules: Path) -> dict[str, str]:
    """Map the name of each package, and its inside (`lit/`), to URLs. Raises AssetsMissing."""
    imports = {}
    for package in PACKAGES:
        try:
            manifest = msgspec.json.decode((node_modules / package / "package.json").read_bytes())
        except OSError:
            raise AssetsMissing(
                f"the browser package {package} is not in {node_modules}: run `make run`, which installs it"
            ) from None
        entry = _ENTRIES.get(package) or _entry(manifest)
        if not (node_modules / package / entry).is_file():
            raise AssetsMissing(f"the browser package {package} has no {entry}: run `make clean` and then `make run`")
        imports[package] = f"/vendor/{package}/{entry}"
        imports[f"{package}/"] = f"/vendor/{package}/"
    return imports


class ModuleGraph:
    """Follows static imports from module to module, as the browser will."""

    def __init__(self, imports: Mapping[str, str], static: Directory, vendor: Mapping[str, Directory]) -> None:
        self._imports = imports
        self._static = static
        self._vendor = vendor

    def reachable(self, entries: list[str]) -> dict[str, Path]:
        """URL and file of every module that the entry modules (URLs) load, nearest first, themselves included."""
        found: dict[str, Path] = {}
        queue = list(entries)
        for url in queue:
            if url in found:
                continue
            file = self.file_of(url)
            if file is None:
                log.error("module_missing", url=url)
                continue
            found[url] = file
            queue.extend(self._targets(url, file))
        return found

    def file_of(self, url: str) -> Path | None:
        """The file that is served under a module's URL."""
        if url.startswith("/static/"):
            return self._static.find(url.removeprefix("/static/"))
        for package, directory in self._vendor.items():
            if url.startswith(f"/vendor/{package}/"):
                return directory.find(url.removeprefix(f"/vendor/{package}/"))
        return None

    def _targets(self, url: str, file: Path) -> Iterator[str]:
        for specifier in static_imports(file.read_text()):
            target = self.resolve(specifier, url)
            if target is None:
                log.error("import_unresolved", specifier=specifier, of=url)
            else:
                yield target

    def resolve(self, specifier: str, base_url: str) -> str | None:
        """URL of an import found in the module at `base_url`; None when the import map does not have it."""
        if specifier.startswith(("./", "../")):
            return normpath(f"{base_url.rsplit('/', 1)[0]}/{specifier}")
        if specifier.startswith("/"):
            return specifier
        if specifier in self._imports:
            return self._imports[specifier]
        prefix = max((p for p in self._imports if p.endswith("/") and specifier.startswith(p)), key=len, default=None)
        return self._imports[prefix] + specifier.removeprefix(prefix) if prefix else None


def static_imports(source: str) -> list[str]:
    """The specifiers of a module's static imports and re-exports, in order."""
    return _IMPORT.findall(_COMMENT.sub("", source))


def _entry(manifest: dict[str, Any]) -> str:
    exports = manifest.get("exports")
    found = _match(exports.get(".", exports)) if isinstance(exports, dict) else exports
    entry = found or manifest.get("module") or manifest.get("main") or "index.js"
    return str(entry).removeprefix("./")


def _match(target: Any) -> str | None:
    """Resolve conditional exports as Node and bundlers do: the first condition that holds."""
    if isinstance(target, dict):
        for condition, inner in target.items():
            if condition in _CONDITIONS and (found := _match(inner)):
                return found
        return None
    return target if isinstance(target, str) else None
