"""The SQL database: SQLite by default, PostgreSQL by URL; one model and one set of migrations for both."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Connection, MetaData, Table, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from server.errors import DatabaseUnavailable, InvalidRequest

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 5_000
"""How long a writer of SQLite waits for another process's write to end."""


class Base(DeclarativeBase):
    """Base of every table. Constraints have fixed names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        list[str]: JSON,
        list[int]: JSON,
        # Absent is SQL's NULL, not JSON's null.
        dict[str, Any]: JSON(none_as_null=True),
    }


class Database:
    """A pool of connections. Open one per process with `Database.open`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(consult_read_only=True)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect. Raises DatabaseUnavailable when the database cannot be reached."""
        database = cls(_make_engine(url))
        try:
            await database.ping()
        except DatabaseUnavailable:
            await database.close()
            raise
        return database

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction that writes: committed at the end of the block, rolled back when it raises.

        Raises DatabaseUnavailable when the connection is lost; nothing is changed then.
        """
        with _translated(self._engine.url):
            async with AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One transaction that only reads; on SQLite it waits for no writer. Raises DatabaseUnavailable."""
        with _translated(self._engine.url):
            async with AsyncSession(self._reading, expire_on_commit=False) as session:
                yield session

    async def ping(self) -> None:
        """Ask the database for a sign of life. Raises DatabaseUnavailable."""
        async with self.reading() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection. May be called twice."""
        await self._engine.dispose()


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`; both databases spell them the same."""
    target = table.__table__
    assert isinstance(target, Table)
    return postgresql.insert(target) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(target)


async def upgrade(url: str) -> None:
    """Bring the schema up to date, in one transaction. Raises DatabaseUnavailable."""
    await run_on(url, _upgrade)


async def prepare(url: str) -> None:
    """Make the database ready to be served from: SQLite is migrated, PostgreSQL only checked.

    A shared database is migrated by whoever deploys, not by the first of many nodes that happens to start. Raises
    DatabaseUnavailable when it cannot be reached or its schema is behind.
    """
    if _parse(url).get_backend_name() == "sqlite":
        await upgrade(url)
    else:
        await run_on(url, _require_current)


async def run_on(url: str, work: Callable[[Connection], None]) -> None:
    """Run `work` in one transaction on a connection of its own. Raises DatabaseUnavailable."""
    engine = _make_engine(url)
    try:
        with _translated(engine.url):
            async with engine.begin() as connection:
                await connection.run_sync(work)
    finally:
        await engine.dispose()


def _alembic(connection: Connection | None = None) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two `migrate` at once: the second waits and then finds nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(7034114221)"))
    command.upgrade(_alembic(connection), "head")


def _require_current(connection: Connection) -> None:
    wanted = ScriptDirectory.from_config(_alembic()).get_current_head()
    found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        raise DatabaseUnavailable(
            f"the database's schema is {found or 'not there'}, this version needs {wanted}: run video-consult migrate"
        )


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnavailable(
            "CONSULT_DATABASE_URL is no database URL; write for example postgresql://user:password@host/name"
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            query = dict(parsed.query)
            # libpq's name for what asyncpg calls ssl.
            if "sslmode" in query:
                query["ssl"] = query.pop("sslmode")
            return parsed.set(drivername="postgresql+asyncpg", query=query)
        case other:
            raise DatabaseUnavailable(
                f"CONSULT_DATABASE_URL names {other}; only sqlite:/// and postgresql:// are supported"
            )


def _make_engine(url: str) -> AsyncEngine:
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return create_async_engine(
            parsed, pool_size=10, max_overflow=10, pool_timeout=5, pool_pre_ping=True, connect_args={"timeout": 5}
        )
    if parsed.database and parsed.database != ":memory:":
        directory = Path(parsed.database).parent
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable(
                f"the directory {directory} cannot be made ({error.strerror}): set CONSULT_DATA_DIR to one of yours"
            ) from None
    engine = create_async_engine(parsed, pool_timeout=5)
    event.listen(engine.sync_engine, "connect", _on_sqlite_connect)
    event.listen(engine.sync_engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and only at the first write: see _on_sqlite_begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    # A transaction that reads and then writes cannot wait when another writer came between: SQLite fails it at once
    # with "database is locked". Taking the write lock first makes it wait its turn.
    reading = connection.get_execution_options().get("consult_read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class _translated:
    """Turns every failure to reach the database into DatabaseUnavailable; other errors pass.

    A NUL character, which SQLite stores and PostgreSQL cannot, becomes InvalidRequest.
    """

    def __init__(self, url: URL) -> None:
        self._url = url

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if error is None or isinstance(error, DatabaseUnavailable):
            return
        lost = isinstance(error, OperationalError | InterfaceError | PoolTimeout | OSError | asyncio.TimeoutError)
        # Exactly this class, of no finer kind, is what SQLite says of a file that is damaged or no database at all.
        lost = lost or type(error) is DatabaseError
        if _sqlstate(error) == "22021":
            raise InvalidRequest("a text holds a NUL character") from error
        if lost or (isinstance(error, DBAPIError) and error.connection_invalidated) or _is_refusal(error):
            raise DatabaseUnavailable(_explain(self._url, error)) from error


def _is_refusal(error: BaseException) -> bool:
    """Whether PostgreSQL itself turned the connection down: shutting down, no such database, wrong password."""
    return _sqlstate(error)[:2] in ("08", "28", "3D", "53", "57")


def _sqlstate(error: BaseException) -> str:
    cause = getattr(error, "orig", error)
    return str(getattr(cause, "sqlstate", None) or getattr(cause.__cause__, "sqlstate", None) or "")


def _explain(url: URL, error: BaseException) -> str:
    cause = getattr(error, "orig", None) if isinstance(error, SQLAlchemyError) else error
    reason = str(cause or error).strip().splitlines()[0:1] or [type(error).__name__]
    where = url.render_as_string(hide_password=True)
    advice = (
        "check that the file and its directory can be written"
        if url.get_backend_name() == "sqlite"
        else "check that PostgreSQL runs there and CONSULT_DATABASE_URL is right"
    )
    return f"the database {where} cannot be used ({reason[0]}): {advice}"
