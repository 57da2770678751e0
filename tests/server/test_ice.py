"""TURN credentials: made as coturn checks them, valid for a while, never without a secret."""

import base64
import hashlib
import hmac
from pathlib import Path

from server.ice import CREDENTIAL_TTL_S, ice_servers
from tests.support.node import make_config

NOW_S = 1_800_000_000


def test_without_a_turn_server_there_are_no_ice_servers_not_even_a_public_one(tmp_path: Path) -> None:
    assert ice_servers(make_config(tmp_path), "buyer:bea", NOW_S) == []


def test_a_credential_is_the_hmac_of_its_expiry_and_client(tmp_path: Path) -> None:
    config = make_config(tmp_path, turn_urls=("turn:t.example:3478", "turns:t.example:443"), turn_secret="s3cret")

    (server,) = ice_servers(config, "buyer:bea", NOW_S)

    assert server.urls == ["turn:t.example:3478", "turns:t.example:443"]
    assert server.username == f"{NOW_S + CREDENTIAL_TTL_S}:buyer:bea"
    expected = hmac.new(b"s3cret", server.username.encode(), hashlib.sha1).digest()
    assert server.credential == base64.b64encode(expected).decode()


def test_each_region_is_a_server_of_its_own_so_that_pages_can_choose(tmp_path: Path) -> None:
    urls = (
        "eu=turn:eu.example:3478",
        "asia=turn:asia.example",
        "eu=turns:eu.example:443?transport=tcp",
        "turn:t.example",
    )
    config = make_config(tmp_path, turn_urls=urls, turn_secret="s3cret")

    servers = ice_servers(config, "buyer:bea", NOW_S)

    assert [(server.region, server.urls) for server in servers] == [
        ("eu", ["turn:eu.example:3478", "turns:eu.example:443?transport=tcp"]),
        ("asia", ["turn:asia.example"]),
        (None, ["turn:t.example"]),
    ]
    assert len({server.credential for server in servers}) == 1
