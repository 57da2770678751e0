"""The same behaviour on SQLite and on PostgreSQL."""

import asyncio
import importlib
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, select, update

from server.database import Base, Database, _alembic, insert, prepare, run_on, upgrade
from server.errors import DatabaseUnavailable, InvalidRequest
from server.shop.models import ShopRow
from tests.support.node import free_port
from tests.support.postgres import Postgres

importlib.import_module("server.records.models")  # registers its tables

SHOP = {
    "id": "acme",
    "name": "0",
    "languages": ["en"],
    "secret": "s",
    "allowed_origins": [],
    "settings": {},
    "created_ms": 1,
}


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def add_shop(db: Database) -> None:
    async with db.session() as session:
        await session.execute(insert(session, ShopRow).values(SHOP))


async def shop_name(db: Database) -> str | None:
    async with db.reading() as session:
        return await session.scalar(select(ShopRow.name))


async def shop_name_at(url: str) -> str | None:
    db = await Database.open(url)
    try:
        return await shop_name(db)
    finally:
        await db.close()


async def test_the_migrations_make_exactly_the_tables_of_the_models(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    differences: list[Any] = []

    def compare(connection: Connection) -> None:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences.extend(compare_metadata(context, Base.metadata))
        assert tables(connection) == set(Base.metadata.tables)

    await run_on(empty_database_url, compare)
    assert differences == []


async def test_the_migrations_can_be_undone_and_done_again(empty_database_url: str) -> None:
    await upgrade(empty_database_url)

    def downgrade(connection: Connection) -> None:
        command.downgrade(_alembic(connection), "base")
        assert tables(connection) == set()

    await run_on(empty_database_url, downgrade)
    await upgrade(empty_database_url)
    assert await shop_name_at(empty_database_url) is None


async def test_two_migrations_at_once_do_not_disturb_each_other(empty_database_url: str) -> None:
    await asyncio.gather(upgrade(empty_database_url), upgrade(empty_database_url))
    await run_on(empty_database_url, lambda connection: None)


async def test_a_node_migrates_sqlite_by_itself(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/new-directory/test.sqlite3"
    await prepare(url)
    assert await shop_name_at(url) is None


@pytest.mark.postgres
async def test_a_node_refuses_a_postgresql_whose_schema_is_behind(postgres: Postgres) -> None:
    url = await postgres.create()
    with pytest.raises(DatabaseUnavailable, match="run video-consult migrate") as refusal:
        await prepare(url)
    assert "\n" not in str(refusal.value)
    await upgrade(url)
    await prepare(url)


async def test_a_block_that_ends_well_is_kept(db: Database) -> None:
    await add_shop(db)
    assert await shop_name(db) == "0"


async def test_a_block_that_raises_changes_nothing(db: Database) -> None:
    async def fail() -> None:
        async with db.session() as session:
            await session.execute(insert(session, ShopRow).values(SHOP))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await shop_name(db) is None


async def test_transactions_that_read_and_then_write_wait_for_each_other(database_url: str) -> None:
    db, other = await Database.open(database_url), await Database.open(database_url)
    await add_shop(db)

    async def count_up(database: Database) -> None:
        async with database.session() as session:
            row = await session.scalar(select(ShopRow).with_for_update())
            assert row is not None
            await session.execute(update(ShopRow).values(name=str(int(row.name) + 1)))

    await asyncio.gather(*(count_up(database) for database in [db, other] * 10))
    assert await shop_name(db) == "20"
    await db.close()
    await other.close()


async def test_reading_does_not_wait_for_a_writer(db: Database) -> None:
    await add_shop(db)
    async with db.session() as session:
        await session.execute(update(ShopRow).values(name="1"))
        assert await shop_name(db) == "0"
    assert await shop_name(db) == "1"


@pytest.mark.postgres
async def test_a_text_that_postgresql_cannot_store_is_the_senders_fault(postgres: Postgres) -> None:
    db = await Database.open(await postgres.empty())

    async def store() -> None:
        async with db.session() as session:
            await session.execute(insert(session, ShopRow).values({**SHOP, "name": "\0"}))

    with pytest.raises(InvalidRequest):
        await store()
    await db.close()


async def test_an_unreachable_server_is_one_line_without_the_password() -> None:
    with pytest.raises(DatabaseUnavailable) as refusal:
        await Database.open(f"postgresql://me:a-secret@127.0.0.1:{free_port()}/shop")
    message = str(refusal.value)
    assert "check that PostgreSQL runs there" in message
    assert "a-secret" not in message
    assert "\n" not in message


@pytest.mark.postgres
async def test_a_database_that_does_not_exist_is_named(postgres: Postgres) -> None:
    with pytest.raises(DatabaseUnavailable, match="nowhere"):
        await Database.open(postgres.url("nowhere"))


@pytest.mark.postgres
async def test_a_connection_lost_in_the_middle_is_an_outage_and_not_a_crash(postgres: Postgres) -> None:
    url = await postgres.create()
    await upgrade(url)
    db = await Database.open(url)
    name = url.rsplit("/", 1)[1]

    async def lose_it() -> None:
        async with db.session() as session:
            await session.execute(select(ShopRow))
            await postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            await session.execute(select(ShopRow))

    with pytest.raises(DatabaseUnavailable):
        await lose_it()
    await db.ping()  # and the next one finds a new connection
    await db.close()


@pytest.mark.parametrize("url", ["mysql://host/name", "nonsense", "sqlite:////proc/none/x.sqlite3"])
async def test_a_url_that_cannot_work_says_what_to_do(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as refusal:
        await Database.open(url)
    assert "CONSULT_D" in str(refusal.value)


async def test_a_damaged_file_is_an_outage_and_not_a_crash(tmp_path: Any) -> None:
    file = tmp_path / "test.sqlite3"
    file.write_bytes(b"this is no database at all, whatever its name says" * 100)
    with pytest.raises(DatabaseUnavailable, match="can be written"):
        await Database.open(f"sqlite:///{file}")
