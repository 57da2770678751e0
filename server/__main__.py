"""The command line: `video-consult serve | migrate | agent | shop | products | probe | sizing`."""

import argparse
import asyncio
import base64
import errno
import getpass
import os
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from server.config import Config, is_webhook_url, load_config, parse_origin
from server.database import Database, prepare, upgrade
from server.errors import InvalidRequest, StartError
from server.logs import configure_logging
from server.probe import PROBE_SHOP, open_probe_shop
from server.probe import command as probe
from server.shop import Catalogue, NewShop, Product, ShopWebhook, Staff, StaffDirectory
from server.sizing.learning import command as size_judge
from server.sizing.learning.errors import RowsUnusable
from signaling.errors import ConsultError
from signaling.messages import Purpose

EXIT_USAGE = 2
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. What is wrong outside is one line on standard error, and status 2.

    `probe` has further statuses, see `server.probe.command`.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.run is None:  # a probe needs no node's settings, only its address; a judgement only its file
            status: int = options.alone(os.environ, options)
            return status
        config = load_config(os.environ, demo=options.demo)
        configure_logging(config.log_level)
        options.run(config, options)
    except KeyboardInterrupt:
        return 130
    except (StartError, ConsultError, RowsUnusable) as error:
        return _refuse(str(error))
    return 0


def _refuse(reason: str) -> int:
    print(f"video-consult: {reason}", file=sys.stderr)
    return EXIT_USAGE


# --- commands -------------------------------------------------------------------------------------------------------


def _serve(config: Config, _options: argparse.Namespace) -> None:
    # Everything that the other commands can do without: they start faster for it.
    from server.app import run

    try:
        run(config)
    except OSError as error:
        raise StartError(_address_advice(config, error)) from error


def _address_advice(config: Config, error: OSError) -> str:
    where = f"port {config.port} on {config.host}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"{where} is taken: stop the program that has it, or set CONSULT_PORT to another one"
        case errno.EACCES:
            return f"{where} may not be used without privileges: set CONSULT_PORT to one above 1023"
        case errno.EADDRNOTAVAIL:
            return f"{config.host} is no address of this machine: set CONSULT_HOST to 127.0.0.1 or 0.0.0.0"
        case _:
            raise error


def _migrate(config: Config, _options: argparse.Namespace) -> None:
    asyncio.run(upgrade(config.database_url))
    print("The database is up to date.")


def _agent_add(config: Config, options: argparse.Namespace) -> None:
    values = {
        "id": options.id or options.username,
        "shop": options.shop,
        "username": options.username,
        "name": options.name,
        "role": options.role,
        "languages": _split(options.languages),
        "purposes": _split(options.purposes),
        "categories": _split(options.categories),
        "time_zone": options.time_zone,
    }
    staff = _convert(values, Staff)
    password = _read_password() if options.password else None

    async def add() -> None:
        async with _directory(config) as directory:
            await directory.add_staff(staff, password)
            if password is None:
                await _print_link(directory, staff, options.hours)

    asyncio.run(add())


def _agent_link(config: Config, options: argparse.Namespace) -> None:
    async def link() -> None:
        async with _directory(config) as directory:
            staff = await directory.staff(options.shop, options.id)
            await _print_link(directory, staff, options.hours)

    asyncio.run(link())


def _shop_add(config: Config, options: argparse.Namespace) -> None:
    try:
        origins = [parse_origin(origin) for origin in _split(options.origins)]
    except ValueError as error:
        raise InvalidRequest(f"--origins: {error}") from None
    if options.id == PROBE_SHOP:
        raise InvalidRequest(f"{PROBE_SHOP!r} is reserved: video-consult probe init opens it")
    shop = _convert(
        {
            "id": options.id,
            "name": options.name,
            "languages": _split(options.languages),
            "secret": secrets.token_urlsafe(32),
            "allowed_origins": origins,
        },
        NewShop,
    )

    async def add() -> None:
        async with _database(config) as db:
            await Catalogue(db).add_shop(shop)

    asyncio.run(add())
    print(f"Sign the buyer tokens of {shop.id} (JWT, HS256) with this secret; it is shown only now:\n{shop.secret}")


def _shop_webhook(config: Config, options: argparse.Namespace) -> None:
    if options.url != "off" and not is_webhook_url(options.url, demo=config.demo):
        raise InvalidRequest("the address of a webhook must begin with https://")
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    webhook = None if options.url == "off" else ShopWebhook(url=options.url, secret=secret)

    async def change() -> None:
        async with _database(config) as db:
            await Catalogue(db).set_webhook(options.id, webhook)

    asyncio.run(change())
    if webhook is None:
        print(f"{options.id} is no longer told of its consultations.")
    else:
        print(
            f"Webhooks to {options.id} are signed (Standard Webhooks) with this secret; it is shown only now:\n{secret}"
        )


def _products_load(config: Config, options: argparse.Namespace) -> None:
    try:
        listed = msgspec.json.decode(Path(options.file).read_bytes(), type=list[dict[str, object]])
    except (OSError, msgspec.DecodeError) as error:
        raise InvalidRequest(f"{options.file} is no JSON list of products: {error}") from None
    products = [_convert({**fields, "shop": options.shop}, Product) for fields in listed]

    async def save() -> None:
        async with _database(config) as db:
            await Catalogue(db).save_products(products)

    asyncio.run(save())
    print(f"{options.shop} has these {len(products)} products now.")


def _probe_init(config: Config, _options: argparse.Namespace) -> None:
    async def init() -> str:
        async with _database(config) as db:
            return await open_probe_shop(db, config)

    secret = asyncio.run(init())
    print("Machines that have this in their environment may probe the nodes with this CONSULT_SECRET_KEY:")
    print(f"{probe.SECRET_VARIABLE}={secret}")


# --- what they share ------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _database(config: Config) -> AsyncIterator[Database]:
    await prepare(config.database_url)
    db = await Database.open(config.database_url)
    try:
        yield db
    finally:
        await db.close()


@asynccontextmanager
async def _directory(config: Config) -> AsyncIterator[StaffDirectory]:
    async with _database(config) as db:
        yield StaffDirectory(db, config)


async def _print_link(directory: StaffDirectory, staff: Staff, hours: int) -> None:
    url = directory.link_url(await directory.create_link(staff, hours * 3600))
    print(f"{staff.name} signs in with this link, once, within {hours} hours:\n{url}")


def _read_password() -> str:
    """Ask for it on a terminal, else read a line: never an argument, which every user of the machine can list."""
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < 10:
        raise InvalidRequest("a password needs at least 10 characters")
    return password


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _convert(values: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise InvalidRequest(str(error)) from None


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--demo", action="store_true", help="use the demo's settings where none are given")
    parser = argparse.ArgumentParser(
        prog="video-consult", description="Live video consultations. Settings come from CONSULT_* variables."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", parents=[shared], help="run a node")
    serve.set_defaults(run=_serve)
    migrate = commands.add_parser("migrate", parents=[shared], help="bring the database's schema up to date")
    migrate.set_defaults(run=_migrate)

    agent = commands.add_parser("agent", help="staff of a shop").add_subparsers(required=True, metavar="command")
    add = agent.add_parser("add", parents=[shared], help="add an agent or supervisor")
    add.add_argument("username")
    add.add_argument("--shop", default="demo")
    add.add_argument("--id", help="the user name, unless given")
    add.add_argument("--name", required=True, help="as buyers see it")
    add.add_argument("--role", choices=("agent", "supervisor"), default="agent")
    add.add_argument("--languages", required=True, help="for example en,zh")
    add.add_argument("--purposes", default=",".join(Purpose), help="for example showing,usage (default: all)")
    add.add_argument("--categories", default="", help="kinds of product (default: all)")
    add.add_argument("--time-zone", default="UTC", help="for example Asia/Shanghai")
    add.add_argument("--password", action="store_true", help="ask for a password; without, a one-time link is made")
    _add_hours(add)
    add.set_defaults(run=_agent_add)

    link = agent.add_parser("link", parents=[shared], help="make a one-time sign-in link")
    link.add_argument("id")
    link.add_argument("--shop", default="demo")
    _add_hours(link)
    link.set_defaults(run=_agent_link)

    shop = commands.add_parser("shop", help="shops").add_subparsers(required=True, metavar="command")
    add = shop.add_parser("add", parents=[shared], help="open a shop")
    add.add_argument("id")
    add.add_argument("--name", required=True)
    add.add_argument("--languages", required=True, help="for example en,de")
    add.add_argument("--origins", default="", help="sites that may embed it, for example https://shop.example")
    add.set_defaults(run=_shop_add)

    webhook = shop.add_parser("webhook", parents=[shared], help="where a shop is told of its consultations")
    webhook.add_argument("id")
    webhook.add_argument("url", help="an https address, or off")
    webhook.set_defaults(run=_shop_webhook)

    products = commands.add_parser("products", help="products of a shop").add_subparsers(
        required=True, metavar="command"
    )
    load = products.add_parser("load", parents=[shared], help="add or replace products out of a JSON file")
    load.add_argument("file", help="a list of objects with sku, title, category, description, price, image, …")
    load.add_argument("--shop", required=True)
    load.set_defaults(run=_products_load)
    probing = commands.add_parser(
        "probe",
        help="have a synthetic consultation and measure it",
        description=probe.HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    probe.add_arguments(probing)
    probing.set_defaults(run=None, alone=probe.run)
    init = probing.add_subparsers(metavar="init").add_parser(
        "init", parents=[shared], help="on a node: let other machines probe, and print what they need"
    )
    init.set_defaults(run=_probe_init)
    sizing = commands.add_parser("sizing", help="sizes that fit").add_subparsers(required=True, metavar="command")
    judge = sizing.add_parser(
        "evaluate",
        help="judge on outcomes of your own how well sizes are learned",
        description=size_judge.HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    size_judge.add_arguments(judge)
    judge.set_defaults(run=None, alone=size_judge.run)
    return parser


def _add_hours(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--hours", type=int, default=24, help="how long a link is good for (default: 24)")


if __name__ == "__main__":
    sys.exit(main())
