"""A real PostgreSQL for the tests, and the databases, of both kinds, that tests run on."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from server.database import Base, Database, upgrade
from tests.support.node import free_port
from tests.support.sqlite import make_database

_names = count()


class Postgres:
    """A running server that belongs to this test run."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._emptied: str | None = None

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    async def execute(self, statement: str, database: str = "postgres") -> None:
        url = self.url(database).replace("postgresql:", "postgresql+asyncpg:")
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(statement))

    async def create(self) -> str:
        """Make a database without any table; its URL."""
        name = f"test{next(_names)}"
        await self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    async def empty(self) -> str:
        """A database with the present schema and no rows; its URL. One for all: emptying costs less than making."""
        if self._emptied is None:
            url = await self.create()
            await upgrade(url)
            self._emptied = url.rsplit("/", 1)[1]
        name = self._emptied
        # A test that failed may have left a transaction open, which would hold its locks.
        await self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        await self.execute(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY CASCADE", name)
        return self.url(name)


def _programs() -> Path:
    # Debian keeps the server's programs out of PATH, and what stands there may be a link to one of them.
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        pytest.fail("PostgreSQL is not installed: run tests/install-system-tools.sh, or apt-get install postgresql")
    return Path(on_path).resolve().parent


def _unprivileged() -> dict[str, Any]:
    """What starts a program as somebody whom PostgreSQL accepts: it refuses to run as root."""
    if os.getuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs, identity = _programs(), _unprivileged()
    # Not in pytest's directories: those are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="consult-postgres-"))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    data, port = folder / "data", free_port()
    environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    run: dict[str, Any] = {"env": environment, "cwd": folder, **identity}
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        **run,
    )
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "max_connections": 60,
        "shared_buffers": "16MB",
    }
    options = [f"-c{name}={value}" for name, value in settings.items()]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([programs / "postgres", "-D", data, *options], stderr=log, **run)
    try:
        ready: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
        while subprocess.run(ready, check=False, env=environment).returncode != 0:
            assert process.poll() is None, (folder / "log").read_text()
        yield Postgres(port)
    finally:
        # "Immediate": nothing of it is to be kept, and open connections are not waited for.
        process.send_signal(signal.SIGQUIT)
        process.wait()
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database without any table, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.sqlite3'}"
    server: Postgres = request.getfixturevalue("postgres")
    return await server.create()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database with the present schema, of each kind in turn."""
    if request.param == "sqlite":
        return await make_database(tmp_path / "test.sqlite3")
    server: Postgres = request.getfixturevalue("postgres")
    return await server.empty()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind in turn."""
    database = await Database.open(database_url)
    yield database
    await database.close()
