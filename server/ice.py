"""ICE servers for one consultation: TURN credentials that expire, made as coturn's `use-auth-secret` wants them."""

import base64
import hashlib
import hmac
from typing import Final

from server.config import Config
from signaling.messages import IceServer

CREDENTIAL_TTL_S: Final = 2 * 3600
"""Longer than a consultation lasts; a TURN allocation is refreshed with the credential it was made with."""


def ice_servers(config: Config, client: str, now_s: int, *, ttl_s: int = CREDENTIAL_TTL_S) -> list[IceServer]:
    """The configured TURN servers, one entry a region, with a credential for `client`; nothing when there are none.

    It is valid for `ttl_s` seconds: username `expiry:client`, credential base64(HMAC-SHA1(secret, username)), after
    draft-uberti-behave-turn-rest. No public STUN server is added: on a network without internet it costs seconds, and
    a TURN server answers STUN.
    """
    if not config.turn_urls or config.turn_secret is None:
        return []
    username = f"{now_s + ttl_s}:{client}"
    digest = hmac.new(config.turn_secret.encode(), username.encode(), hashlib.sha1).digest()
    credential = base64.b64encode(digest).decode()
    return [
        IceServer(urls=urls, username=username, credential=credential, region=region or None)
        for region, urls in config.turn_regions.items()
    ]
