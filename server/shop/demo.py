"""The demo: a small shop with three products and two agents, made once and kept."""

import contextlib
import re
import secrets
from collections.abc import Mapping
from typing import Final

import msgspec

from server.config import Config
from server.database import Database
from server.errors import AlreadyExists
from server.policy import ReturnRules, Rule
from server.shop.buyer_tokens import issue_buyer_token
from server.shop.catalogue import Catalogue, NewShop, Product, Shop, SizeChart, SizeRow, Variant
from server.shop.staff import Staff, StaffDirectory
from signaling.messages import Purpose

SHOP_ID: Final = "demo"
BUYER_COOKIE: Final = "consult_demo_buyer"
TOKEN_S: Final = 900

_DRESS_CHART = SizeChart(
    system="EU",
    group="women",
    garment="dress",
    dimensions=("chest", "waist", "hip", "height"),
    rows=tuple(
        SizeRow(
            size=size,
            body_cm={
                "chest": (chest - 2, chest + 2),
                "waist": (chest - 18, chest - 14),
                "hip": (chest + 6, chest + 10),
                "height": (160, 176),
            },
        )
        for size, chest in (("34", 80), ("36", 84), ("38", 88), ("40", 92), ("42", 96), ("44", 100))
    ),
)

_SHOE_CHART = SizeChart(
    system="EU",
    group="unisex",
    garment="shoes",
    dimensions=("foot_length",),
    rows=tuple(
        SizeRow(size=size, body_cm={"foot_length": (length - 0.3, length + 0.3)})
        for size, length in (
            ("37", 23.2), ("38", 23.8), ("39", 24.5), ("40", 25.2), ("41", 25.8), ("42", 26.5), ("43", 27.2),
            ("44", 27.8), ("45", 28.5),
        )
    ),
)  # fmt: skip

_DRESS_VARIANTS = tuple(
    Variant(id=f"{colour}-{size}", size=size, colour=colour, stock=stock)
    for colour, stocks in (("sage", (2, 6, 8, 5, 1, 3)), ("rust", (0, 4, 3, 4, 2, 0)))
    for size, stock in zip((row.size for row in _DRESS_CHART.rows), stocks, strict=True)
)

_SHOE_VARIANTS = tuple(
    Variant(id=f"dusk-orange-{size}", size=size, colour="dusk orange", stock=stock)
    for size, stock in zip((row.size for row in _SHOE_CHART.rows), (3, 5, 0, 7, 9, 12, 8, 4, 1), strict=True)
)

PRODUCTS: Final = (
    Product(
        shop=SHOP_ID,
        sku="dress-linen-midi",
        title="Linen midi dress",
        category="dresses",
        description=(
            "A midi dress of washed European linen with a square neck, wide straps and a tie belt. The cloth weighs "
            "185 g/m², is lined down to the hip and softens with every wash. Side seam pockets, concealed zip, "
            "118 cm long in size 38. Machine wash at 30 °C; expect it to shrink by less than 2 %."
        ),
        price="89.00 €",
        image="/static/demo/dress-linen-midi.svg",
        images=("/static/demo/dress-linen-midi.svg",),
        sizes=tuple(row.size for row in _DRESS_CHART.rows),
        size_chart=_DRESS_CHART,
        variants=_DRESS_VARIANTS,
    ),
    Product(
        shop=SHOP_ID,
        sku="shoes-trail-runner",
        title="Trail running shoes",
        category="shoes",
        description=(
            "A trail shoe for wet roots and loose stone: 4 mm lugs of sticky rubber, 6 mm drop, a rock plate under "
            "the forefoot and a gusseted tongue that keeps grit out. The upper is a woven ripstop that dries within "
            "an hour in the sun. 268 g in size 42. Cut a little narrow: between two sizes take the larger."
        ),
        price="124.00 €",
        image="/static/demo/shoes-trail-runner.svg",
        images=("/static/demo/shoes-trail-runner.svg",),
        sizes=tuple(row.size for row in _SHOE_CHART.rows),
        size_chart=_SHOE_CHART,
        variants=_SHOE_VARIANTS,
    ),
    Product(
        shop=SHOP_ID,
        sku="blender-hand-600",
        title="Hand blender 600 W",
        category="kitchen",
        description=(
            "A quiet 600 W hand blender with a stainless steel foot that comes off with a quarter turn and goes into "
            "the dishwasher. Stepless speed under the thumb, a bell that does not splash, 1.4 m cable. Comes with a "
            "beaker and a whisk. 220 to 240 V, type F plug; an adapter for other sockets is in the box."
        ),
        price="59.90 €",
        image="/static/demo/blender-hand-600.svg",
        images=("/static/demo/blender-hand-600.svg",),
        purposes=(Purpose.SHOWING, Purpose.USAGE, Purpose.INSPECTION),
        variants=(Variant(id="white", colour="white", stock=14), Variant(id="red", colour="red", price="62.90 €")),
    ),
)

RETURN_RULES: Final = (
    Rule(window_days=14, who_pays="buyer", exclusions=("made-to-order", "opened-hygiene"), condition="unused"),
    Rule(category="dresses", window_days=30, who_pays="buyer", exclusions=("made-to-order", "reduced")),
    Rule(category="dresses", country="EU", window_days=30, who_pays="shop", exclusions=("made-to-order",)),
    Rule(category="shoes", window_days=30, who_pays="buyer", condition="unused"),
)

AGENTS: Final = (
    Staff(
        id="mei",
        shop=SHOP_ID,
        username="mei",
        name="Mei Lin",
        role="supervisor",
        languages=("zh", "en"),
        time_zone="Asia/Shanghai",
    ),
    Staff(
        id="tom",
        shop=SHOP_ID,
        username="tom",
        name="Tom Becker",
        languages=("en", "de"),
        purposes=(Purpose.SHOWING, Purpose.USAGE, Purpose.INSPECTION),
        time_zone="Europe/Berlin",
    ),
)


class DemoToken(msgspec.Struct, frozen=True, kw_only=True):
    """A buyer token, and for how many seconds it is valid."""

    token: str
    expires_in_s: int


async def seed_demo(db: Database, config: Config, passwords: Mapping[str, str] | None = None) -> None:
    """Make the demo shop where it is missing; what is there stays, except that products are brought up to date.

    The agents get the `passwords` named by their id; without one they sign in with one-time links only.
    """
    catalogue, directory = Catalogue(db), StaffDirectory(db, config)
    with contextlib.suppress(AlreadyExists):
        await catalogue.add_shop(
            NewShop(
                id=SHOP_ID,
                name="Lindenhof",
                languages=("en", "de", "zh"),
                secret=secrets.token_urlsafe(32),
                allowed_origins=tuple(sorted(config.origins)),
            )
        )
    await catalogue.save_products(PRODUCTS)
    return_rules = ReturnRules(db)
    if not await return_rules.rules(SHOP_ID):
        await return_rules.replace(SHOP_ID, RETURN_RULES)
    for agent in AGENTS:
        with contextlib.suppress(AlreadyExists):
            await directory.add_staff(agent, (passwords or {}).get(agent.id))


async def demo_links(directory: StaffDirectory, ttl_s: int = 24 * 3600) -> dict[str, str]:
    """A fresh one-time sign-in link for each demo agent, by his name."""
    return {agent.name: directory.link_url(await directory.create_link(agent, ttl_s)) for agent in AGENTS}


async def welcome_text(config: Config, directory: StaffDirectory) -> str:
    """What the demo prints when it is ready: where to go, and how to sign in."""
    links = await demo_links(directory)
    roles = {agent.name: "agent and supervisor" if agent.role == "supervisor" else "agent" for agent in AGENTS}
    width = max(len(f"{name} ({roles[name]})") for name in links)
    lines = [
        "",
        "The demo is ready. Open the shop in one browser and an agent's console in another:",
        "",
        f"  {'Shop':<{width}}  {config.public_url}/",
        *(f"  {f'{name} ({roles[name]})':<{width}}  {url}" for name, url in links.items()),
        f"  {'Monitor (supervisor)':<{width}}  {config.public_url}/monitor",
        "",
        "A sign-in link works once. Another one: video-consult agent link mei --demo. Ctrl-C stops everything.",
        "",
    ]
    return "\n".join(lines)


def buyer_id_of(cookie: str | None) -> str:
    """The buyer whom the demo shop's cookie names; without a sound one a new buyer."""
    if cookie and re.fullmatch(r"demo-[0-9a-f]{16}", cookie):
        return cookie
    return f"demo-{secrets.token_hex(8)}"


def issue_token(shop: Shop, buyer_id: str, *, returning: bool) -> DemoToken:
    """Sign a token as the demo shop's server would."""
    token = issue_buyer_token(shop, buyer_id, ttl_s=TOKEN_S, returning=returning)
    return DemoToken(token=token, expires_in_s=TOKEN_S)
