"""SQLite databases with the present schema, cheap enough for every test to have its own."""

from pathlib import Path

from server.database import upgrade

_migrated = b""


async def make_database(file: Path) -> str:
    """Make a database with the schema and no rows, unless the test has made it already; its URL."""
    url = f"sqlite+aiosqlite:///{file}"
    # Migrating takes a fifth of a second: the first database of a run is migrated, the others are copies of it.
    if not _is_there(file):
        await upgrade(url)
        _keep(file)
    return url


def _is_there(file: Path) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.exists() or bool(_migrated and file.write_bytes(_migrated))


def _keep(file: Path) -> None:
    global _migrated
    _migrated = file.read_bytes()
