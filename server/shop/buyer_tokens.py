"""Tokens that say who a buyer is: the shop's own, and those with which a page resumes after a lost connection.

A shop's server signs a JWT (HS256) with its secret: `iss` its shop id, `sub` its id of the buyer, `aud`
"video-consult", `exp` at most a day ahead; optional are `name`, `country`, `language` and `returning`.
"""

import time
from typing import Annotated, Any

import jwt
import msgspec
from msgspec import Meta

from server.config import Config
from server.shop.catalogue import Catalogue, Shop
from signaling.errors import TokenExpired, TokenInvalid
from signaling.messages import Country, Id, LanguageTag

AUDIENCE = "video-consult"
RESUME_AUDIENCE = "video-consult/resume"
"""Not the shops' audience: a resume token is of no use where a shop's token is asked for, and the other way round."""

MAX_LIFETIME_S = 24 * 3600
"""A shop's token that lives longer is refused: buyer tokens travel through pages and have to be short-lived."""
RESUME_LIFETIME_S = 2 * 3600
LEEWAY_S = 30
"""How far a shop's clock may be off."""


class Buyer(msgspec.Struct, frozen=True, kw_only=True):
    """Who the buyer is, as the shop says. `id` is stable: the same buyer has it at every visit."""

    shop: str
    id: str
    name: str | None = None
    country: str | None = None
    language: str | None = None
    returning: bool = False


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    iss: Id
    sub: Id
    exp: int
    name: Annotated[str, Meta(max_length=80)] | None = None
    country: Country | None = None
    language: LanguageTag | None = None
    returning: bool = False


class _ResumeClaims(msgspec.Struct, frozen=True, kw_only=True):
    buyer: Buyer


def issue_buyer_token(shop: Shop, buyer_id: str, ttl_s: int = 900, **claims: Any) -> str:
    """Sign a token as the shop's own server would; valid for `ttl_s` seconds."""
    now_s = int(time.time())
    payload = {**claims, "iss": shop.id, "sub": buyer_id, "aud": AUDIENCE, "iat": now_s, "exp": now_s + ttl_s}
    return jwt.encode(payload, shop.secret, algorithm="HS256")


async def verify_buyer_token(token: str, catalogue: Catalogue) -> Buyer:
    """Return whom the token is for. Raises TokenInvalid, TokenExpired, UnknownShop."""
    try:
        issuer = msgspec.convert(jwt.decode(token, options={"verify_signature": False}).get("iss"), Id)
    except (jwt.InvalidTokenError, msgspec.ValidationError):
        raise TokenInvalid("this is no token of a shop") from None
    # The claim is not verified yet, and is used for nothing but to find the key that verifies it.
    shop = await catalogue.shop(issuer)
    payload = _decode(token, shop.secret, AUDIENCE, issuer=issuer)
    try:
        claims = msgspec.convert(payload, _Claims, strict=False)
    except msgspec.ValidationError as error:
        raise TokenInvalid(f"a claim of the token is not as it should be: {error}") from None
    if claims.exp > time.time() + MAX_LIFETIME_S + LEEWAY_S:
        raise TokenInvalid(f"the token is valid for more than {MAX_LIFETIME_S // 3600} hours")
    return Buyer(
        shop=issuer,
        id=claims.sub,
        name=claims.name,
        country=claims.country,
        language=claims.language,
        returning=claims.returning,
    )


def issue_resume_token(config: Config, buyer: Buyer) -> str:
    """Sign a token with which the buyer's page reconnects to any node."""
    now_s = int(time.time())
    payload = {"aud": RESUME_AUDIENCE, "exp": now_s + RESUME_LIFETIME_S, "buyer": msgspec.to_builtins(buyer)}
    return jwt.encode(payload, config.secret_key, algorithm="HS256")


def verify_resume_token(config: Config, token: str) -> Buyer:
    """Return whom the resume token is for. Raises TokenInvalid, TokenExpired."""
    payload = _decode(token, config.secret_key, RESUME_AUDIENCE)
    try:
        return msgspec.convert(payload, _ResumeClaims).buyer
    except msgspec.ValidationError:
        raise TokenInvalid("this is no resume token") from None


def _decode(token: str, key: str, audience: str, *, issuer: str | None = None) -> dict[str, Any]:
    required = ["exp", "aud"] + (["iss", "sub"] if issuer else [])
    try:
        return jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            audience=audience,
            issuer=issuer,
            leeway=LEEWAY_S if issuer else 0,
            options={"require": required},
        )
    except jwt.ExpiredSignatureError:
        raise TokenExpired("the token has expired: load the page again") from None
    except (jwt.InvalidTokenError, ValueError):
        raise TokenInvalid("the token is not signed by whom it names, or not meant for this service") from None
