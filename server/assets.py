"""Static files out of one directory each, kept in memory in the form in which they are sent."""

import contextlib
import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from aiohttp import web

from server.problems import Handler

MIN_GZIP_BYTES: Final = 1024
"""Below this a compressed file saves no packet."""

CONTENT_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".ftl": "text/plain; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""What is served at all; a file of another kind is not found."""

_COMPRESSIBLE: Final = ("text/", "image/svg", "application/")


class _Asset(msgspec.Struct, frozen=True):
    """One file in memory."""

    version: tuple[int, int]
    etag: str
    content_type: str
    body: bytes
    gzipped: bytes | None


class Directory:
    """Serves the files below one directory, and nothing else."""

    def __init__(self, root: Path, *, headers: dict[str, str] | None = None) -> None:
        self._root = root.resolve()
        self._headers = headers or {}
        self._assets: dict[Path, _Asset] = {}

    def find(self, path: str) -> Path | None:
        """Return the file that a URL path below the directory names; None when there is none to be served.

        `..`, hidden names, and symbolic links that lead out of the directory name none.
        """
        parts = path.split("/")
        if any(part.startswith(".") or not part or "\\" in part or "\0" in part for part in parts):
            return None
        if Path(parts[-1]).suffix not in CONTENT_TYPES:
            return None
        try:
            real = self._root.joinpath(*parts).resolve(strict=True)
        except OSError:
            return None
        return real if real.is_relative_to(self._root) and real.is_file() else None

    def etags(self) -> dict[str, str]:
        """The entity tags of all files that may be served, by their paths; they change with the content alone."""
        paths = (path.relative_to(self._root).as_posix() for path in sorted(self._root.rglob("*")))
        return {path: self._load(file).etag for path in paths if (file := self.find(path)) is not None}

    def state(self) -> int:
        """A number that is another one when a file came, went or changed; far cheaper than the tags."""
        files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(self._root) for name in names)
        state: list[tuple[str, tuple[int, int]]] = []
        for file in files:
            # Editors make files that are gone a moment later.
            with contextlib.suppress(FileNotFoundError):
                state.append((file, _version(os.stat(file))))
        return hash(tuple(state))

    def handler(self, release: Callable[[], str]) -> Handler:
        """A handler for a route whose `path` is below the directory.

        Where its `release` is the present one, the browser need not ask for the file again.
        """

        async def serve(request: web.Request) -> web.StreamResponse:
            file = self.find(request.match_info["path"])
            if file is None:
                raise web.HTTPNotFound
            return self.respond(request, file, forever=request.match_info.get("release") == release())

        return serve

    def respond(self, request: web.Request, file: Path, *, forever: bool = False) -> web.Response:
        """The response with the file's content, or the 304 that says that the browser has it.

        `forever`: the URL never leads to other content.
        """
        asset = self._load(file)
        headers = {
            "ETag": asset.etag,
            # Else asked for again at each use, answered by an empty 304: a new release is never mixed with an old one.
            "Cache-Control": "public, max-age=31536000, immutable" if forever else "no-cache",
            "Vary": "Accept-Encoding",
            **self._headers,
        }
        if any(tag.value in asset.etag for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        body = asset.body
        if asset.gzipped is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = asset.gzipped
            headers["Content-Encoding"] = "gzip"
        headers["Content-Type"] = asset.content_type
        return web.Response(body=body, headers=headers)

    def _load(self, file: Path) -> _Asset:
        version = _version(file.stat())
        cached = self._assets.get(file)
        if cached is not None and cached.version == version:
            return cached
        body = file.read_bytes()
        content_type = CONTENT_TYPES[file.suffix]
        gzipped = None
        if len(body) >= MIN_GZIP_BYTES and content_type.startswith(_COMPRESSIBLE):
            gzipped = gzip.compress(body, mtime=0)
        # Weak (RFC 9110, 8.8.1), because the plain and the compressed body share it.
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
        self._assets[file] = asset = _Asset(version, etag, content_type, body, gzipped)
        return asset


def _version(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_mtime_ns, stat.st_size
