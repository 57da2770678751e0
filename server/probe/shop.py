"""The shop and the agent that are reserved for probes: apart from people's, with one secret that opens both.

The secret follows from the nodes' own, so that every node knows it without being told, and whoever gets hold of it has
no more than the probe's shop.
"""

import hashlib
import hmac
from typing import Final

from server.config import Config
from server.database import Database
from server.errors import UnknownStaff
from server.shop import Catalogue, NewShop, Product, Staff, StaffDirectory
from signaling.errors import UnknownShop
from signaling.messages import Purpose

PROBE_SHOP: Final = "probe"
"""Kept out of records, of the figures of all shops, and closed to whoever would open a shop of this id."""
PROBE_AGENT: Final = "probe"
PROBE_BUYER: Final = "probe"
PROBE_SKU: Final = "clock"
PROBE_LANGUAGE: Final = "en"
PROBE_PURPOSE: Final = Purpose.SHOWING


def probe_secret(secret_key: str) -> str:
    """The secret of probes on nodes with this key: signs the buyer's token, and is the agent's password."""
    return hmac.new(secret_key.encode(), b"video-consult/probe", hashlib.sha256).hexdigest()


async def open_probe_shop(db: Database, config: Config) -> str:
    """Make the reserved shop and agent where they are missing, with the present secret, which is returned."""
    catalogue, directory = Catalogue(db), StaffDirectory(db, config)
    secret = probe_secret(config.secret_key)
    try:
        known = (await catalogue.shop(PROBE_SHOP)).secret
    except UnknownShop:
        known = secret
        await catalogue.add_shop(NewShop(id=PROBE_SHOP, name="Probe", languages=(PROBE_LANGUAGE,), secret=secret))
    await catalogue.save_products([Product(shop=PROBE_SHOP, sku=PROBE_SKU, title="Clock", category="clocks")])
    try:
        await directory.staff(PROBE_SHOP, PROBE_AGENT)
    except UnknownStaff:
        agent = Staff(id=PROBE_AGENT, shop=PROBE_SHOP, username=PROBE_AGENT, name="Probe", languages=(PROBE_LANGUAGE,))
        await directory.add_staff(agent, secret)
    if known != secret:
        await directory.set_password(PROBE_SHOP, PROBE_AGENT, secret)
        await catalogue.set_secret(PROBE_SHOP, secret)
    return secret
