"""What the environment may say, and what the server answers when it says something else."""

import base64
import stat
from pathlib import Path

import pytest

from server.config import Config, load_config, parse_origin, webhook_key
from server.errors import ConfigError

SECRET = "a secret of at least thirty-two characters"
PRODUCTION = {"CONSULT_PUBLIC_URL": "https://consult.example.com", "CONSULT_SECRET_KEY": SECRET}


def refusal(environ: dict[str, str], *, demo: bool = False) -> str:
    with pytest.raises(ConfigError) as raised:
        load_config(environ, demo=demo)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_the_demo_needs_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load_config({}, demo=True)
    assert (config.host, config.port, config.public_url) == ("127.0.0.1", 8080, "http://localhost:8080")
    assert config.database_url == f"sqlite+aiosqlite:///{tmp_path}/data/consult.sqlite3"
    assert config.redis_url is None


def test_the_demo_can_be_reached_by_every_name_of_this_machine(tmp_path: Path) -> None:
    config = load_config({"CONSULT_DATA_DIR": str(tmp_path), "CONSULT_PORT": "9000"}, demo=True)
    assert config.origins == {"http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"}


def test_the_demo_makes_a_secret_that_only_its_owner_can_read_and_keeps_it(tmp_path: Path) -> None:
    environ = {"CONSULT_DATA_DIR": str(tmp_path / "new")}
    first, second = load_config(environ, demo=True), load_config(environ, demo=True)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_two_demos_have_different_secrets(tmp_path: Path) -> None:
    keys = {load_config({"CONSULT_DATA_DIR": str(tmp_path / name)}, demo=True).secret_key for name in "ab"}
    assert len(keys) == 2


@pytest.mark.parametrize("missing", ["CONSULT_PUBLIC_URL", "CONSULT_SECRET_KEY"])
def test_production_refuses_to_start_without(missing: str) -> None:
    message = refusal({name: value for name, value in PRODUCTION.items() if name != missing})
    assert message.startswith(f"{missing} is not set")


def test_the_bound_of_the_clock_is_the_kernels_unless_somebody_vouches_for_another() -> None:
    assert load_config(PRODUCTION).clock_error_ms is None
    assert load_config({**PRODUCTION, "CONSULT_CLOCK_ERROR_MS": "2.5"}).clock_error_ms == 2.5
    assert refusal({**PRODUCTION, "CONSULT_CLOCK_ERROR_MS": "0"}).startswith("CONSULT_CLOCK_ERROR_MS is not usable")


def test_production_with_what_it_needs_allows_only_its_own_origin() -> None:
    config = load_config(PRODUCTION)
    assert config.origins == {"https://consult.example.com"}
    assert config.https
    assert not config.demo


def test_further_origins_are_allowed_by_name() -> None:
    config = load_config({**PRODUCTION, "CONSULT_ALLOWED_ORIGINS": "https://a.example/, https://b.example:444"})
    assert config.origins == {"https://consult.example.com", "https://a.example", "https://b.example:444"}


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("CONSULT_SECRET_KEY", "short", "at least 32 characters"),
        ("CONSULT_PUBLIC_URL", "http://consult.example.com", "https://"),
        ("CONSULT_PUBLIC_URL", "consult.example.com", "https://"),
        ("CONSULT_PUBLIC_URL", "https://consult.example.com/path", "no origin"),
        ("CONSULT_ALLOWED_ORIGINS", "https://a.example; script-src *", "no origin"),
        ("CONSULT_PORT", "eighty", "CONSULT_PORT=8080"),
        ("CONSULT_PORT", "70000", "CONSULT_PORT=8080"),
        ("CONSULT_LOG_LEVEL", "loud", "CONSULT_LOG_LEVEL=info"),
        ("CONSULT_RELAY_ONLY", "perhaps", "CONSULT_RELAY_ONLY=true"),
        ("CONSULT_PROBE_EVERY_S", "5", "at least 60"),
        ("CONSULT_LEASE_S", "0", "CONSULT_LEASE_S=30"),
        ("CONSULT_TURN_URLS", "stun:t.example", "turn:"),
        ("CONSULT_TURN_URLS", "EU=turn:t.example", "eu=turn:"),
        ("CONSULT_TURN_URLS", "eu=", "eu=turn:"),
        ("CONSULT_TURN_URLS", "eu=asia=turn:t.example", "eu=turn:"),
        ("CONSULT_RELAY_ONLY", "true", "CONSULT_TURN_URLS"),
        ("CONSULT_TRUSTED_PROXIES", "the proxy", "10.0.0.0/8"),
        ("CONSULT_LATENCY_OBJECTIVE", "1", "CONSULT_LATENCY_OBJECTIVE=0.99"),
        ("CONSULT_TIMELINE_DAYS", "0", "CONSULT_TIMELINE_DAYS=30"),
        ("CONSULT_ALERT_WEBHOOK_URL", "http://hooks.example/a", "https://"),
        ("CONSULT_ALERT_WEBHOOK_URL", "file:///etc/passwd", "https://"),
        ("CONSULT_ALERT_WEBHOOK_URL", "https:///a", "https://"),
        ("CONSULT_ALERT_WEBHOOK_SECRET", "whsec_c2hvcnQ=", "24 bytes"),
        ("CONSULT_ALERT_WEBHOOK_SECRET", "no secret of theirs, but long", "whsec_"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_to_do(name: str, value: str, hint: str) -> None:
    message = refusal({**PRODUCTION, name: value})
    assert name in message
    assert hint in message


def test_a_turn_server_needs_both_its_address_and_its_secret() -> None:
    assert refusal({**PRODUCTION, "CONSULT_TURN_URLS": "turn:t.example"}).startswith("CONSULT_TURN_SECRET is not set")
    assert refusal({**PRODUCTION, "CONSULT_TURN_SECRET": "s"}).startswith("CONSULT_TURN_URLS is not set")


def test_a_webhook_is_signed_and_goes_over_tls_except_on_this_machine() -> None:
    key = bytes(range(32))
    secret = {"CONSULT_ALERT_WEBHOOK_SECRET": "whsec_" + base64.b64encode(key).decode()}
    url = "CONSULT_ALERT_WEBHOOK_URL"
    assert refusal({**PRODUCTION, url: "https://hooks.example/a"}).startswith("CONSULT_ALERT_WEBHOOK_SECRET is not set")
    for address in ("https://hooks.example/a", "http://127.0.0.1:9000/a"):
        config = load_config({**PRODUCTION, **secret, url: address})
        assert (config.alert_webhook_url, webhook_key(config.alert_webhook_secret or "")) == (address, key)
    assert load_config({**PRODUCTION, **secret, url: "http://hooks.example/a"}, demo=True).alert_webhook_url


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SMTP_URL": "mail.example:25", "MAIL_FROM": "a@b.example"}, "CONSULT_SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example"}, "CONSULT_MAIL_FROM"),
        ({"MAIL_FROM": "a@b.example"}, "CONSULT_SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example", "MAIL_FROM": "nobody"}, "CONSULT_MAIL_FROM"),
    ],
)
def test_half_a_mail_server_is_none(settings: dict[str, str], named: str) -> None:
    assert named in refusal({**PRODUCTION, **{f"CONSULT_{name}": value for name, value in settings.items()}})


def test_mail_needs_a_server_and_a_sender() -> None:
    settings = {"CONSULT_SMTP_URL": "smtps://me:word@mail.example", "CONSULT_MAIL_FROM": "consult@shop.example"}
    config = load_config({**PRODUCTION, **settings})
    assert (config.smtp_url, config.mail_from) == (settings["CONSULT_SMTP_URL"], "consult@shop.example")
    assert load_config(PRODUCTION).smtp_url is None


def test_plain_http_is_good_enough_for_this_machine() -> None:
    config = load_config({**PRODUCTION, "CONSULT_PUBLIC_URL": "http://127.0.0.1:8080"})
    assert not config.https


def test_a_setting_that_is_empty_counts_as_not_set() -> None:
    assert load_config({**PRODUCTION, "CONSULT_REDIS_URL": "  "}).redis_url is None


def test_every_kind_of_setting_is_read() -> None:
    config = load_config(
        {
            **PRODUCTION,
            "CONSULT_DATA_DIR": "/srv/consult",
            "CONSULT_TURN_URLS": "turn:t.example:3478,turns:t.example:5349",
            "CONSULT_TURN_SECRET": "s",
            "CONSULT_RELAY_ONLY": "yes",
            "CONSULT_LOG_LEVEL": "WARNING",
            "CONSULT_OFFER_DEADLINE_S": "7",
            "CONSULT_TRUSTED_PROXIES": "10.0.0.1, fd00::/8",
        }
    )
    assert config.data_dir == Path("/srv/consult")
    assert config.turn_urls == ("turn:t.example:3478", "turns:t.example:5349")
    assert (config.relay_only, config.log_level, config.offer_deadline_s) == (True, "warning", 7)
    assert config.trusted_proxies == ("10.0.0.1", "fd00::/8")


def test_every_node_has_a_name_of_its_own() -> None:
    assert load_config(PRODUCTION).node_id != load_config(PRODUCTION).node_id


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = refusal({"CONSULT_DATA_DIR": str(tmp_path / "file" / "data")}, demo=True)
    assert "CONSULT_DATA_DIR" in message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://Shop.Example:443/", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://läden.example", "https://xn--lden-loa.example"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(written: str, meant: str) -> None:
    assert parse_origin(written) == meant


@pytest.mark.parametrize(
    "text", ["ftp://a.example", "https://me@a.example", "https://a.example?x", "https://", "https://a b", "https://a:x"]
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_origin(text)


def test_a_config_cannot_be_changed() -> None:
    config: Config = load_config(PRODUCTION)
    with pytest.raises(AttributeError):
        config.port = 1  # type: ignore[misc]


def test_the_repr_of_a_configuration_holds_no_secret(tmp_path: Path) -> None:
    environ = {"CONSULT_DATA_DIR": str(tmp_path), "CONSULT_SECRET_KEY": "s" * 40, "CONSULT_TURN_SECRET": "t" * 40}
    environ["CONSULT_TURN_URLS"] = "turn:turn.example:3478"
    text = repr(load_config(environ, demo=True))
    assert "sss" not in text
    assert "ttt" not in text
