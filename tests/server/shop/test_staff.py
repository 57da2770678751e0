"""Who may sign in, and how."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import argon2
import pytest
from sqlalchemy import select

from server.config import Config
from server.database import Database, upgrade
from server.errors import AlreadyExists, LinkExpired, SignInFailed, UnknownStaff, UnknownTimeZone
from server.shop import Catalogue, NewShop, Staff, StaffDirectory
from server.shop.models import SignInLinkRow, StaffRow
from signaling.errors import UnknownShop
from signaling.messages import Purpose
from tests.support.node import make_config
from tests.support.redis import Clock

ANN = Staff(
    id="ann",
    shop="acme",
    username="ann@acme.example",
    name="Ann",
    role="supervisor",
    languages=("en", "zh-CN"),
    purposes=(Purpose.SIZING,),
    categories=("coats",),
    time_zone="Asia/Shanghai",
)
PASSWORD = "correct horse battery staple"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


async def make_directory(db: Database, config: Config, clock: Clock, **options: Any) -> StaffDirectory:
    """Two shops, and Ann in one of them."""
    catalogue = Catalogue(db)
    for shop in ("acme", "other"):
        await catalogue.add_shop(NewShop(id=shop, name=shop, languages=("en",), secret="s" * 32))
    directory = StaffDirectory(db, config, now_ms=clock.now_ms, **options)
    await directory.add_staff(ANN, PASSWORD)
    return directory


@pytest.fixture
async def staff(db: Database, config: Config, clock: Clock) -> StaffDirectory:
    """Hashes passwords cheaply: most tests are about something else."""
    return await make_directory(db, config, clock, hasher=argon2.PasswordHasher(1, 8, 1))


@pytest.fixture
async def real_staff(tmp_path: Path, config: Config, clock: Clock) -> AsyncIterator[StaffDirectory]:
    """Hashes passwords as in production."""
    url = f"sqlite:///{tmp_path}/real.sqlite3"
    await upgrade(url)
    db = await Database.open(url)
    yield await make_directory(db, config, clock)
    await db.close()


async def test_the_right_password_signs_in(staff: StaffDirectory) -> None:
    assert await staff.sign_in("ann@acme.example", PASSWORD) == ANN
    assert await staff.sign_in("ann@acme.example", PASSWORD, "acme") == ANN


@pytest.mark.parametrize(
    ("username", "password", "shop"),
    [
        ("ann@acme.example", "wrong", None),
        ("ann@acme.example", "", None),
        ("ann@acme.example", PASSWORD + " ", None),
        ("ann@acme.example", PASSWORD, "other"),
        ("nobody", PASSWORD, None),
        ("ann@acme.example", "x" * 100_000, None),
    ],
)
async def test_anything_else_does_not(staff: StaffDirectory, username: str, password: str, shop: str | None) -> None:
    with pytest.raises(SignInFailed) as refusal:
        await staff.sign_in(username, password, shop)
    assert str(refusal.value) == "user name or password is wrong"


async def test_an_unknown_user_name_cannot_be_told_by_the_time_it_takes(real_staff: StaffDirectory) -> None:
    async def fails(username: str) -> float:
        start = time.process_time()  # work done, which other programs on the machine do not change
        with pytest.raises(SignInFailed):
            await real_staff.sign_in(username, "wrong")
        return time.process_time() - start

    known = statistics.median([await fails("ann@acme.example") for _ in range(5)])
    unknown = statistics.median([await fails("nobody") for _ in range(5)])
    assert 0.5 < unknown / known < 2


async def test_a_user_name_that_two_shops_have_needs_the_shop(staff: StaffDirectory) -> None:
    namesake = Staff(id="ann", shop="other", username="ann@acme.example", name="Other Ann")
    await staff.add_staff(namesake, PASSWORD)
    with pytest.raises(SignInFailed):
        await staff.sign_in("ann@acme.example", PASSWORD)
    assert await staff.sign_in("ann@acme.example", PASSWORD, "other") == namesake


async def test_a_password_is_stored_as_a_costly_argon2id_hash(real_staff: StaffDirectory, tmp_path: Path) -> None:
    db = await Database.open(f"sqlite:///{tmp_path}/real.sqlite3")
    async with db.reading() as session:
        stored = await session.scalar(select(StaffRow.password_hash))
    await db.close()
    assert stored is not None
    parameters = argon2.extract_parameters(stored)
    assert parameters.type is argon2.Type.ID
    # The least that OWASP's password storage cheat sheet asks of argon2id.
    assert parameters.memory_cost >= 19 * 1024
    assert parameters.time_cost >= 2


async def test_a_hash_of_older_settings_is_renewed_at_the_next_sign_in(
    staff: StaffDirectory, db: Database, config: Config
) -> None:
    stronger = StaffDirectory(db, config, hasher=argon2.PasswordHasher(2, 16, 1))
    await stronger.sign_in("ann@acme.example", PASSWORD)
    async with db.reading() as session:
        stored = await session.scalar(select(StaffRow.password_hash))
    assert stored is not None
    assert argon2.extract_parameters(stored).memory_cost == 16
    assert await stronger.sign_in("ann@acme.example", PASSWORD) == ANN


async def test_a_new_password_takes_the_place_of_the_old_one(staff: StaffDirectory) -> None:
    await staff.set_password("acme", "ann", "another good password")
    await staff.sign_in("ann@acme.example", "another good password")
    with pytest.raises(SignInFailed):
        await staff.sign_in("ann@acme.example", PASSWORD)
    with pytest.raises(UnknownStaff):
        await staff.set_password("acme", "nobody", PASSWORD)


async def test_without_a_password_only_links_sign_in(staff: StaffDirectory) -> None:
    bob = Staff(id="bob", shop="acme", username="bob", name="Bob")
    await staff.add_staff(bob)
    with pytest.raises(SignInFailed):
        await staff.sign_in("bob", "")
    assert await staff.sign_in_with_link(await staff.create_link(bob)) == bob


async def test_a_link_works_once(staff: StaffDirectory) -> None:
    token = await staff.create_link(ANN)
    assert await staff.sign_in_with_link(token) == ANN
    with pytest.raises(LinkExpired):
        await staff.sign_in_with_link(token)


async def test_of_many_that_use_a_link_at_once_one_gets_in(staff: StaffDirectory) -> None:
    token = await staff.create_link(ANN)
    results = await asyncio.gather(*(staff.sign_in_with_link(token) for _ in range(8)), return_exceptions=True)
    assert [result for result in results if not isinstance(result, LinkExpired)] == [ANN]


async def test_a_link_ends_with_its_time(staff: StaffDirectory, clock: Clock) -> None:
    first, second = await staff.create_link(ANN, ttl_s=60), await staff.create_link(ANN, ttl_s=60)
    clock.advance(59_999)
    await staff.sign_in_with_link(first)
    clock.advance(1)
    with pytest.raises(LinkExpired):
        await staff.sign_in_with_link(second)


async def test_a_made_up_link_does_not_sign_in(staff: StaffDirectory) -> None:
    with pytest.raises(LinkExpired):
        await staff.sign_in_with_link("made up")


async def test_who_reads_the_database_cannot_use_its_links(staff: StaffDirectory, db: Database) -> None:
    token = await staff.create_link(ANN)
    async with db.reading() as session:
        stored = (await session.scalars(select(SignInLinkRow))).one()
    assert token not in (stored.token_hash, stored.shop, stored.staff_id)
    with pytest.raises(LinkExpired):
        await staff.sign_in_with_link(stored.token_hash)


async def test_links_that_ended_are_cleared_away(staff: StaffDirectory, db: Database, clock: Clock) -> None:
    await staff.create_link(ANN, ttl_s=60)
    clock.advance(60_000)
    await staff.create_link(ANN)
    async with db.reading() as session:
        assert len((await session.scalars(select(SignInLinkRow))).all()) == 1


async def test_a_link_leads_to_the_console_and_keeps_its_token_out_of_logs(
    staff: StaffDirectory, config: Config
) -> None:
    assert staff.link_url("abc") == f"{config.public_url}/agent#link=abc"


async def test_staff_are_found_in_their_shop_only(staff: StaffDirectory) -> None:
    assert await staff.staff("acme", "ann") == ANN
    with pytest.raises(UnknownStaff):
        await staff.staff("other", "ann")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"shop": "nobody"}, UnknownShop),
        ({"time_zone": "Mars/Olympus"}, UnknownTimeZone),
        ({"time_zone": "Europe"}, UnknownTimeZone),
        ({"id": "ann"}, AlreadyExists),
        ({"username": "ann@acme.example"}, AlreadyExists),
    ],
)
async def test_staff_who_cannot_be_added_are_refused(
    staff: StaffDirectory, change: dict[str, Any], error: type[Exception]
) -> None:
    values: dict[str, Any] = {"id": "bob", "shop": "acme", "username": "bob", "name": "Bob", **change}
    with pytest.raises(error):
        await staff.add_staff(Staff(**values))


async def test_a_flood_of_passwords_leaves_the_node_responsive(real_staff: StaffDirectory) -> None:
    async def turns(work: Callable[[], Coroutine[Any, Any, object]]) -> int:
        """How often the event loop came round while the work was done."""
        task, count = asyncio.create_task(work()), 0
        while not task.done():
            count += 1
            await asyncio.sleep(0)
        await task
        return count

    async def flood() -> object:
        return await asyncio.gather(
            *(real_staff.sign_in("ann@acme.example", "wrong") for _ in range(6)), return_exceptions=True
        )

    assert await turns(flood) > 100
