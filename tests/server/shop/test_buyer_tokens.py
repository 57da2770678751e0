"""Which tokens say who a buyer is, and which say nothing."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest

from server.database import Database, upgrade
from server.shop import (
    Buyer,
    Catalogue,
    NewShop,
    Shop,
    issue_buyer_token,
    issue_resume_token,
    verify_buyer_token,
    verify_resume_token,
)
from server.shop.buyer_tokens import AUDIENCE, MAX_LIFETIME_S, RESUME_AUDIENCE
from signaling.errors import TokenExpired, TokenInvalid, UnknownShop
from tests.support.node import make_config

SECRET, OTHER_SECRET = "the secret of the shop called acme", "the secret of the shop called other"
ACME = Shop(id="acme", name="Acme", languages=("en",), secret=SECRET)


@pytest.fixture(scope="module")
async def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Any:
    url = f"sqlite:///{tmp_path_factory.mktemp('tokens')}/test.sqlite3"
    await upgrade(url)
    db = await Database.open(url)
    catalogue = Catalogue(db)
    for shop, secret in (("acme", SECRET), ("other", OTHER_SECRET)):
        await catalogue.add_shop(NewShop(id=shop, name=shop, languages=("en",), secret=secret))
    yield catalogue
    await db.close()


def claims(**changes: Any) -> dict[str, Any]:
    """Claims of a good token; a change to None leaves the claim out."""
    good = {"iss": "acme", "sub": "bea", "aud": AUDIENCE, "exp": int(time.time()) + 600}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def sign(payload: dict[str, Any], key: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(payload, key, algorithm=algorithm)


async def test_a_token_that_the_shop_signed_says_who_the_buyer_is(catalogue: Catalogue) -> None:
    token = issue_buyer_token(ACME, "bea", name="Bea", country="ID", language="id", returning=True)
    assert await verify_buyer_token(token, catalogue) == Buyer(
        shop="acme", id="bea", name="Bea", country="ID", language="id", returning=True
    )


async def test_a_token_needs_no_more_than_shop_buyer_audience_and_end(catalogue: Catalogue) -> None:
    assert await verify_buyer_token(sign(claims()), catalogue) == Buyer(shop="acme", id="bea")


def unsigned(payload: dict[str, Any]) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, payload)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def other_end(token: str) -> str:
    """The token with another signature of the same length."""
    head, signature = token.rsplit(".", 1)
    return f"{head}.{'A' * len(signature)}"


@pytest.mark.parametrize(
    "make_token",
    [
        pytest.param(lambda: "", id="empty"),
        pytest.param(lambda: "made up", id="made up"),
        pytest.param(lambda: "a.b.c", id="three parts of nothing"),
        pytest.param(lambda: unsigned(claims()), id="algorithm none"),
        pytest.param(lambda: sign(claims(), SECRET * 2, "HS512"), id="another algorithm"),
        pytest.param(lambda: sign(claims(), SECRET * 2, "HS384"), id="yet another algorithm"),
        pytest.param(lambda: other_end(sign(claims())), id="changed signature"),
        pytest.param(lambda: sign(claims(), OTHER_SECRET), id="secret of another shop"),
        pytest.param(lambda: sign(claims(iss="other")), id="in the name of another shop"),
        pytest.param(lambda: sign(claims(aud="someone-else")), id="meant for another service"),
        pytest.param(lambda: sign(claims(aud=RESUME_AUDIENCE)), id="meant as a resume token"),
        pytest.param(lambda: sign(claims(aud=None)), id="without audience"),
        pytest.param(lambda: sign(claims(exp=None)), id="without an end"),
        pytest.param(lambda: sign(claims(sub=None)), id="without a buyer"),
        pytest.param(lambda: sign(claims(iss=None)), id="without a shop"),
        pytest.param(lambda: sign(claims(exp=int(time.time()) + MAX_LIFETIME_S + 3600)), id="valid for too long"),
        pytest.param(lambda: sign(claims(sub="../../etc")), id="buyer id with slashes"),
        pytest.param(lambda: sign(claims(sub="b" * 65)), id="buyer id too long"),
        pytest.param(lambda: sign(claims(name="n" * 81)), id="name too long"),
        pytest.param(lambda: sign(claims(country="Indonesia")), id="country that is no code"),
        pytest.param(lambda: sign(claims(language="english please")), id="language that is no tag"),
        pytest.param(lambda: sign(claims(nbf=int(time.time()) + 3600)), id="not valid yet"),
    ],
)
async def test_a_token_is_refused_that_is(catalogue: Catalogue, make_token: Callable[[], str]) -> None:
    # Made now, not at collection: a slow run outlives a token, and then each of them would only have expired.
    with pytest.raises(TokenInvalid):
        await verify_buyer_token(make_token(), catalogue)


async def test_a_token_that_has_ended_is_told_apart(catalogue: Catalogue) -> None:
    with pytest.raises(TokenExpired):
        await verify_buyer_token(issue_buyer_token(ACME, "bea", ttl_s=-120), catalogue)


async def test_a_shop_whose_clock_is_a_little_off_is_understood(catalogue: Catalogue) -> None:
    buyer = await verify_buyer_token(issue_buyer_token(ACME, "bea", ttl_s=-5), catalogue)
    assert buyer.id == "bea"


async def test_a_token_of_an_unknown_shop_names_the_trouble(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownShop):
        await verify_buyer_token(sign(claims(iss="nobody")), catalogue)


def test_a_resume_token_brings_the_same_buyer_back(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    buyer = Buyer(shop="acme", id="bea", name="Bea", country="ID", language="id", returning=True)
    assert verify_resume_token(config, issue_resume_token(config, buyer)) == buyer


def test_a_resume_token_of_another_deployment_is_refused(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    token = issue_resume_token(make_config(tmp_path, secret_key="k" * 32), Buyer(shop="acme", id="bea"))
    with pytest.raises(TokenInvalid):
        verify_resume_token(config, token)


def test_a_token_with_the_servers_key_but_another_purpose_does_not_resume(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    for audience in (AUDIENCE, "video-consult/staff"):
        payload = {"aud": audience, "exp": int(time.time()) + 60, "buyer": {"shop": "acme", "id": "bea"}}
        with pytest.raises(TokenInvalid):
            verify_resume_token(config, sign(payload, config.secret_key))


def test_a_resume_token_ends(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    payload = {"aud": RESUME_AUDIENCE, "exp": int(time.time()) - 1, "buyer": {"shop": "acme", "id": "bea"}}
    with pytest.raises(TokenExpired):
        verify_resume_token(config, sign(payload, config.secret_key))


async def test_a_resume_token_is_no_buyer_token(catalogue: Catalogue, tmp_path: Path) -> None:
    token = issue_resume_token(make_config(tmp_path), Buyer(shop="acme", id="bea"))
    with pytest.raises(TokenInvalid):
        await verify_buyer_token(token, catalogue)
