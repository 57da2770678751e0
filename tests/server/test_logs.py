"""What is written to the log, and what never is."""

import json
import subprocess
import sys

import jwt
import pytest

from server.logs import HIDDEN, hide_secrets

TOKEN = jwt.encode({"sub": "bea"}, "k" * 32, "HS256")

PROGRAM = """
import logging, sys, structlog
from server.logs import configure_logging
log = structlog.get_logger()
configure_logging(sys.argv[1])
log.debug("quiet")
log.info("joined", buyer="bea", token="abc")
logging.getLogger("aiohttp.access").info("GET / from 203.0.113.9")
logging.getLogger("some.library").warning("a library says %s", "this")
try:
    raise ValueError("bad link=SECRET-LINK")
except ValueError:
    log.exception("crashed")
"""


def run(level: str) -> list[dict[str, str]]:
    done = subprocess.run([sys.executable, "-c", PROGRAM, level], check=True, capture_output=True, text=True)
    assert done.stdout == ""
    assert "203.0.113.9" not in done.stderr
    assert "SECRET-LINK" not in done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_every_line_is_json_when_nobody_watches() -> None:
    joined, library, crashed = run("info")
    assert (joined["event"], joined["buyer"], joined["token"], joined["level"]) == ("joined", "bea", HIDDEN, "info")
    assert (library["event"], library["level"]) == ("a library says this", "warning")
    assert "ValueError: bad link=" in crashed["exception"]


def test_the_level_decides_what_is_written() -> None:
    assert [line["event"] for line in run("debug")] == ["quiet", "joined", "a library says this", "crashed"]
    assert [line["event"] for line in run("error")] == ["crashed"]


@pytest.mark.parametrize(
    "name", ["token", "resume", "link", "password", "secret", "secret_key", "cookie", "credential"]
)
def test_what_is_called_a_secret_is_not_written(name: str) -> None:
    assert hide_secrets(None, "info", {"event": "x", name: "value"}) == {"event": "x", name: HIDDEN}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"cannot read {TOKEN}", f"cannot read {HIDDEN}"),
        ("GET /agent#link=abc-DEF_1 HTTP/1.1", f"GET /agent#link={HIDDEN} HTTP/1.1"),
        ("eye and link are harmless words", "eye and link are harmless words"),
    ],
)
def test_what_looks_like_a_secret_is_not_written(text: str, written: str) -> None:
    assert hide_secrets(None, "info", {"event": text, "n": 5}) == {"event": written, "n": 5}
