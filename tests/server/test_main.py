"""The command line: what it prints, and its exit status."""

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiohttp
import psutil
import pytest

from server.__main__ import main
from server.database import Database
from server.shop import Catalogue, Product, Staff, StaffDirectory
from tests.support.node import free_port, make_config

T = TypeVar("T")


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CONSULT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CONSULT_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("server.__main__.configure_logging", lambda level: None)


def command(*arguments: str) -> int:
    return main([*arguments, "--demo"])


def ask(tmp_path: Path, question: Callable[[Database], Awaitable[T]]) -> T:
    """Ask the database that the commands worked on."""

    async def answer() -> T:
        db = await Database.open(f"sqlite:///{tmp_path}/consult.sqlite3")
        try:
            return await question(db)
        finally:
            await db.close()

    return asyncio.run(answer())


def add_shop() -> None:
    assert command("shop", "add", "acme", "--name", "Acme", "--languages", "en,de") == 0


def add_ann(*more: str) -> int:
    return command("agent", "add", "ann", "--shop", "acme", "--name", "Ann", "--languages", "en,zh", *more)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    written = capsys.readouterr().err
    assert written.startswith("video-consult: ")
    assert written.count("\n") == 1
    return written


def test_migrating_twice_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert [command("migrate"), command("migrate")] == [0, 0]
    assert "up to date" in capsys.readouterr().out


def test_a_new_shop_prints_its_secret_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origins = "https://Acme.example/,https://www.acme.example"
    assert command("shop", "add", "acme", "--name", "Acme", "--languages", "en", "--origins", origins) == 0
    shop = ask(tmp_path, lambda db: Catalogue(db).shop("acme"))
    assert shop.secret in capsys.readouterr().out.splitlines()
    assert shop.allowed_origins == ("https://acme.example", "https://www.acme.example")


def test_an_agent_without_a_password_gets_a_link_that_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_shop()
    assert add_ann("--purposes", "showing", "--time-zone", "Asia/Shanghai") == 0
    token = capsys.readouterr().out.rsplit("#link=", 1)[1].strip()
    staff = ask(tmp_path, lambda db: StaffDirectory(db, make_config(tmp_path)).sign_in_with_link(token))
    assert staff == Staff(
        id="ann",
        shop="acme",
        username="ann",
        name="Ann",
        languages=("en", "zh"),
        purposes=("showing",),  # type: ignore[arg-type] # equal to the member of the enumeration
        time_zone="Asia/Shanghai",
    )


def test_an_agents_password_is_read_and_not_an_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add_shop()

    class Input:
        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            return "a good password\n"

    monkeypatch.setattr(sys, "stdin", Input())
    assert add_ann("--password", "--role", "supervisor") == 0
    assert "a good password" not in capsys.readouterr().out
    config = make_config(tmp_path)
    staff = ask(tmp_path, lambda db: StaffDirectory(db, config).sign_in("ann", "a good password"))
    assert staff.role == "supervisor"


def test_an_agent_gets_another_link(capsys: pytest.CaptureFixture[str]) -> None:
    add_shop()
    add_ann()
    capsys.readouterr()
    assert command("agent", "link", "ann", "--shop", "acme", "--hours", "2") == 0
    assert "once, within 2 hours:\nhttp://localhost:8080/agent#link=" in capsys.readouterr().out


def test_products_are_loaded_and_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_shop()
    file = tmp_path / "products.json"
    for title in ("Coat", "Better coat"):
        file.write_text(json.dumps([{"sku": "coat", "title": title, "category": "coats", "sizes": ["38"]}]))
        assert command("products", "load", str(file), "--shop", "acme") == 0
    products = ask(tmp_path, lambda db: Catalogue(db).products("acme"))
    assert products == [Product(shop="acme", sku="coat", title="Better coat", category="coats", sizes=("38",))]


def test_a_shop_says_where_it_is_told_of_its_consultations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_shop()
    assert command("shop", "webhook", "acme", "https://acme.example/hook") == 0
    webhook = ask(tmp_path, lambda db: Catalogue(db).shop("acme")).webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret in capsys.readouterr().out) == ("https://acme.example/hook", True)
    assert command("shop", "webhook", "acme", "off") == 0
    assert ask(tmp_path, lambda db: Catalogue(db).shop("acme")).webhook is None


def test_letting_others_probe_prints_what_they_need_and_again_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [command("probe", "init"), command("probe", "init")] == [0, 0]
    printed = re.findall(r"^CONSULT_PROBE_SECRET=(\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert len(printed) == 2
    secret = printed[0]
    assert printed[1] == secret
    assert ask(tmp_path, lambda db: Catalogue(db).shop("probe")).secret == secret
    staff = ask(tmp_path, lambda db: StaffDirectory(db, make_config(tmp_path)).sign_in("probe", secret, "probe"))
    assert (staff.id, staff.role) == ("probe", "agent")


def test_the_probes_help_documents_its_exit_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["probe", "--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {status}  " in printed for status in range(4))


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["shop", "add", "acme", "--name", "Again", "--languages", "en"], "already"),
        (["shop", "add", "b", "--name", "B", "--languages", "en", "--origins", "b.example"], "--origins"),
        (["shop", "webhook", "acme", "ftp://acme.example/hook"], "https"),
        (["shop", "webhook", "nobody", "https://acme.example/hook"], "nobody"),
        (["shop", "add", "a/b", "--name", "B", "--languages", "en"], "id"),
        (["shop", "add", "probe", "--name", "P", "--languages", "en"], "probe init"),
        (["agent", "add", "x", "--shop", "nobody", "--name", "X", "--languages", "en"], "nobody"),
        (["agent", "add", "x", "--shop", "acme", "--name", "X", "--languages", "en", "--purposes", "chat"], "purposes"),
        (["agent", "add", "x", "--shop", "acme", "--name", "X", "--languages", "en", "--time-zone", "CET2"], "CET2"),
        (["agent", "link", "nobody", "--shop", "acme"], "nobody"),
        (["products", "load", "/nowhere.json", "--shop", "acme"], "/nowhere.json"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], hint: str
) -> None:
    add_shop()
    capsys.readouterr()
    assert command(*arguments) == 2
    assert hint in one_line(capsys)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("CONSULT_PORT", "eighty", "CONSULT_PORT"),
        ("CONSULT_DATABASE_URL", "postgresql://me:secret@127.0.0.1:FREE/x", "check that PostgreSQL runs"),
        ("CONSULT_DATABASE_URL", "oracle://x", "CONSULT_DATABASE_URL"),
        ("CONSULT_REDIS_URL", "redis://127.0.0.1:FREE", "CONSULT_REDIS_URL"),
        ("CONSULT_HOST", "203.0.113.1", "CONSULT_HOST"),
    ],
)
def test_a_node_that_cannot_start_says_in_one_line_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(name, value.replace("FREE", str(free_port())))
    assert command("serve") == 2
    line = one_line(capsys)
    assert hint in line
    assert "secret" not in line


def test_a_taken_port_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("CONSULT_PORT", str(port))
        assert command("serve") == 2
    assert f"port {port} on 127.0.0.1 is taken" in one_line(capsys)


def test_production_without_a_secret_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_PUBLIC_URL", "https://consult.example.com")
    assert main(["serve"]) == 2
    assert "CONSULT_SECRET_KEY is not set" in one_line(capsys)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_the_demo_starts_with_one_command_and_stops_with_a_signal(tmp_path: Path, how: signal.Signals) -> None:
    port = free_port()
    environ = {**os.environ, "CONSULT_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "serve", "--demo", env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip
    assert process.stdout is not None
    printed = await asyncio.wait_for(process.stdout.readuntil(b"Ctrl-C"), 60)
    links = re.findall(r"http://\S+", printed.decode())
    assert len(links) == 4
    async with aiohttp.ClientSession() as http:
        for link in links:
            async with http.get(link) as response:
                assert response.status == 200, link
    redis = redis_processes(tmp_path)
    assert redis
    process.send_signal(how)
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, errors.decode()
    assert redis_processes(tmp_path) == []


def redis_processes(data_dir: Path) -> list[int]:
    """Ids of the Redis servers that keep their data there."""
    found = []
    for process in psutil.process_iter(["name"]):
        if "redis" in (process.info["name"] or ""):
            with contextlib.suppress(psutil.Error):
                if Path(process.cwd()).is_relative_to(data_dir):
                    found.append(process.pid)
    return found
