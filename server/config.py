"""Settings, read once from the environment (`CONSULT_*`) and never changed afterwards."""

import base64
import os
import re
import secrets
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from server.errors import ConfigError

PREFIX = "CONSULT_"
MIN_WEBHOOK_KEY_BYTES = 24
"""Standard Webhooks asks for 24 to 64 bytes."""

MIN_SECRET_CHARACTERS = 32
"""HMAC-SHA256 wants a key as long as its output (RFC 7518, 3.2)."""

LEAST_PROBE_EVERY_S = 60

Seconds = Annotated[int, Meta(ge=1, le=86_400)]
Days = Annotated[int, Meta(ge=1, le=3650)]

_EXAMPLES = {
    "port": "CONSULT_PORT=8080",
    "demo": "CONSULT_DEMO=true",
    "relay_only": "CONSULT_RELAY_ONLY=true",
    "governor": "CONSULT_GOVERNOR=on",
    "log_level": "CONSULT_LOG_LEVEL=info",
    "latency_objective": "CONSULT_LATENCY_OBJECTIVE=0.99",
}


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """All settings. Durations are in seconds (`_s`)."""

    public_url: str
    """Origin under which browsers reach the service, without a trailing slash."""
    secret_key: str
    """Signs staff sessions and resume tokens."""
    database_url: str
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8080
    data_dir: Path = Path("data")
    redis_url: str | None = None
    """None: the server starts a private Redis of its own."""
    turn_urls: tuple[str, ...] = ()
    """Each may carry the label of its region: `eu=turn:turn-eu.example:3478`."""
    turn_secret: str | None = None
    """Secret shared with the TURN server (coturn's `static-auth-secret`)."""
    demo: bool = False
    allowed_origins: tuple[str, ...] = ()
    """Further origins whose pages may use the API and the WebSocket."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks of reverse proxies whose `X-Forwarded-For` is believed."""
    relay_only: bool = False
    """Media goes over TURN only, so that neither side learns the other's address."""
    governor: Annotated[str, Meta(pattern="^(on|ceiling|off)$")] = "on"
    """What pages do about latency: govern, only keep under a fixed ceiling, or leave the browser alone (to compare)."""
    log_level: Annotated[str, Meta(pattern="^(debug|info|warning|error)$")] = "info"
    offer_deadline_s: Seconds = 20
    relax_after_s: Seconds = 45
    """Wait after which a buyer may be offered an agent of another language."""
    returning_boost_s: Annotated[int, Meta(ge=0, le=86_400)] = 120
    lease_s: Seconds = 20
    reconnect_grace_s: Seconds = 12
    clock_error_ms: Annotated[float, Meta(gt=0, le=60_000)] | None = None
    """How far this machine's clock may be from UTC (±); None: what the kernel says, where it knows."""
    timeline_days: Days = 30
    """How long timelines of consultations, and latency by the minute, are kept."""
    history_days: Days = 400
    """How long latency by hours, days and routes is kept, and what has fired."""
    latency_objective: Annotated[float, Meta(ge=0.5, lt=1)] = 0.99
    """Share of the seconds in which a picture was due that must be within target."""
    alert_webhook_url: str | None = None
    alert_webhook_secret: str | None = None
    """Signs the webhooks (Standard Webhooks): `whsec_` and the key in base64."""
    summary_days: Days = 90
    """How long the link to the summary of a consultation works."""
    stills_kept_days: Days = 180
    """How long stills of consultations are kept."""
    smtp_url: str | None = None
    """Mail server: `smtp://user:password@host:port` (STARTTLS where it offers that) or `smtps://`; None: no mail."""
    mail_from: str | None = None
    probe_every_s: Annotated[int, Meta(ge=0, le=86_400)] = 0
    """How often one of the nodes has a synthetic consultation by every way; 0 never."""
    node_id: str = msgspec.field(default_factory=lambda: secrets.token_hex(4))

    def __repr__(self) -> str:
        """Say which configuration it is, without its secrets: a repr ends up in logs."""
        return f"Config({self.public_url!r}, node_id={self.node_id!r})"

    @property
    def origins(self) -> frozenset[str]:
        """Origins whose pages may use the API and the WebSocket."""
        own = {self.public_url, *self.allowed_origins}
        if self.demo:
            own |= {f"http://{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        return frozenset(own)

    @property
    def turn_regions(self) -> dict[str, list[str]]:
        """The TURN URLs by the label of their region, in the order of the setting; "" holds those without one."""
        regions: dict[str, list[str]] = {}
        for entry in self.turn_urls:
            region, url = split_turn_url(entry)
            regions.setdefault(region, []).append(url)
        return regions

    @property
    def https(self) -> bool:
        """Whether browsers reach the service over TLS."""
        return self.public_url.startswith("https:")


def parse_origin(text: str) -> str:
    """Normalise the origin of a URL as browsers write it: `https://Shop.example:443/` → `https://shop.example`.

    Raises ValueError for anything but scheme, host and port.
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it has to begin with https:// and a host name")
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("it has to end after the host name and port")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    # The result is written into a Content-Security-Policy, where these would end or split a directive.
    if any(character in host for character in " ;,'\"*\\"):
        raise ValueError("its host name holds a character that host names cannot have")
    if ":" in host:
        host = f"[{host}]"
    default_port = {"http": 80, "https": 443}[parts.scheme]
    port = "" if parts.port in (None, default_port) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def split_turn_url(entry: str) -> tuple[str, str]:
    """Region (or "") and URL of an entry of the TURN setting. Raises ValueError when it is neither."""
    found = re.fullmatch(r"(?:([a-z0-9][a-z0-9-]{0,19})=)?(turns?:[^\s=]\S*)", entry)
    if found is None:
        raise ValueError("not [REGION=]turn:HOST, the region in small letters, digits and hyphens")
    return found[1] or "", found[2]


def is_loopback(url: str) -> bool:
    """Whether the URL's host is this very machine, where browsers allow camera and microphone without TLS."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def load_config(environ: Mapping[str, str], *, demo: bool = False) -> Config:
    """Read the settings out of the environment.

    In demo mode what is missing gets a default, and a secret key is made and kept in the data directory; otherwise
    nothing that protects anybody has a default. Raises ConfigError naming the variable and what to do.
    """
    values = {
        field.name: _convert(field, text)
        for field in msgspec.structs.fields(Config)
        if (text := environ.get(PREFIX + field.name.upper(), "").strip())
    }
    values["demo"] = demo = demo or values.get("demo", False)
    port = values.get("port", 8080)
    data_dir: Path = values.setdefault("data_dir", Path("data"))

    if demo:
        values.setdefault("public_url", f"http://localhost:{port}")
    for required in ("public_url", "secret_key"):
        if required not in values and not demo:
            raise ConfigError(_missing(required))
    values["public_url"] = _origin("public_url", values["public_url"])
    if values["public_url"].startswith("http:") and not is_loopback(values["public_url"]) and not demo:
        raise ConfigError(
            "CONSULT_PUBLIC_URL must begin with https:// (browsers give camera and microphone to secure pages only)"
        )
    values["allowed_origins"] = tuple(_origin("allowed_origins", o) for o in values.get("allowed_origins", ()))
    _check_turn(values)
    if 0 < values.get("probe_every_s", 0) < LEAST_PROBE_EVERY_S:
        raise ConfigError(
            f"CONSULT_PROBE_EVERY_S must be 0 (never) or at least {LEAST_PROBE_EVERY_S}: a probe takes some ten seconds"
        )
    _check_proxies(values.get("trusted_proxies", ()))
    _check_webhook(values, demo=demo)
    _check_mail(values)
    values.setdefault("database_url", f"sqlite+aiosqlite:///{(data_dir / 'consult.sqlite3').absolute()}")
    if "secret_key" not in values:
        values["secret_key"] = _kept_secret(data_dir)
    if len(values["secret_key"]) < MIN_SECRET_CHARACTERS:
        raise ConfigError(
            f"CONSULT_SECRET_KEY must have at least {MIN_SECRET_CHARACTERS} characters: "
            "make one with openssl rand -hex 32"
        )
    return Config(**values)


def _convert(field: msgspec.structs.FieldInfo, text: str) -> Any:
    value: object = text
    if field.type == tuple[str, ...]:
        value = [part for part in (part.strip() for part in text.split(",")) if part]
    elif field.type is Path:
        return Path(text).expanduser()
    elif field.type is bool:
        value = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(text.lower(), text.lower())
    elif field.name == "log_level":
        value = text.lower()
    try:
        return msgspec.convert(value, field.type, strict=False)
    except msgspec.ValidationError as error:
        name = PREFIX + field.name.upper()
        reason = str(error)[:1].lower() + str(error)[1:]
        example = _EXAMPLES.get(field.name, f"{name}=30")
        raise ConfigError(f"{name} is not usable ({reason}); write for example {example}") from None


def _missing(name: str) -> str:
    what = {
        "public_url": "to the address that browsers use, for example https://consult.example.com",
        "secret_key": "to a long random text; make one with: openssl rand -hex 32",
    }[name]
    return f"{PREFIX}{name.upper()} is not set: set it {what} (or start the demo: video-consult serve --demo)"


def _origin(name: str, text: str) -> str:
    try:
        return parse_origin(text)
    except ValueError as error:
        raise ConfigError(
            f"{PREFIX}{name.upper()} holds {text!r}, which is no origin ({error}); write for example https://consult.example.com"
        ) from None


def _check_turn(values: Mapping[str, Any]) -> None:
    urls, secret = values.get("turn_urls", ()), values.get("turn_secret")
    for entry in urls:
        try:
            split_turn_url(entry)
        except ValueError as error:
            raise ConfigError(
                f"CONSULT_TURN_URLS holds {entry!r}, which is {error}; "
                "write for example turn:turn.example.com:3478?transport=udp or eu=turn:turn-eu.example.com:3478"
            ) from None
    if urls and not secret:
        raise ConfigError("CONSULT_TURN_SECRET is not set: set it to the static-auth-secret of the TURN server")
    if secret and not urls:
        raise ConfigError(
            "CONSULT_TURN_URLS is not set: set it to the TURN server, for example turn:turn.example.com:3478"
        )
    if values.get("relay_only") and not urls:
        raise ConfigError("CONSULT_RELAY_ONLY needs a TURN server: set CONSULT_TURN_URLS and CONSULT_TURN_SECRET")


def _check_proxies(proxies: tuple[str, ...]) -> None:
    for proxy in proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError:
            raise ConfigError(
                f"CONSULT_TRUSTED_PROXIES holds {proxy!r}; write addresses or networks, for example 10.0.0.0/8"
            ) from None


def _check_webhook(values: Mapping[str, Any], *, demo: bool) -> None:
    url, secret = values.get("alert_webhook_url"), values.get("alert_webhook_secret")
    if url is not None and not is_webhook_url(url, demo=demo):
        raise ConfigError("CONSULT_ALERT_WEBHOOK_URL must begin with https://")
    if url is not None and secret is None:
        raise ConfigError("CONSULT_ALERT_WEBHOOK_SECRET is not set: set it to whsec_ and the key that the receiver has")
    if secret is not None:
        try:
            webhook_key(secret)
        except ValueError:
            raise ConfigError(
                "CONSULT_ALERT_WEBHOOK_SECRET must be whsec_ and a key of 24 bytes or more in base64: "
                "make one with: echo whsec_$(openssl rand -base64 32)"
            ) from None


def _check_mail(values: Mapping[str, Any]) -> None:
    url, sender = values.get("smtp_url"), values.get("mail_from")
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ConfigError("CONSULT_SMTP_URL must begin with smtp:// or smtps:// and name a host")
    if (url is None) != (sender is None):
        missing = "MAIL_FROM" if sender is None else "SMTP_URL"
        raise ConfigError(f"CONSULT_{missing} is not set: mail needs both CONSULT_SMTP_URL and CONSULT_MAIL_FROM")
    if sender is not None and ("@" not in sender or not sender.isprintable()):
        raise ConfigError("CONSULT_MAIL_FROM must be a mail address, for example consult@shop.example")


def is_webhook_url(url: str, *, demo: bool) -> bool:
    """Whether webhooks may go there: over TLS, except to this very machine, or in the demo.

    They carry a shop's figures, and an address inside must not be reached by way of a setting.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "http" and (demo or is_loopback(url))
    return bool(parts.hostname) and (parts.scheme == "https" or plain)


def webhook_key(secret: str) -> bytes:
    """The key in a secret of Standard Webhooks (`whsec_…`). Raises ValueError."""
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    if not secret.startswith("whsec_") or len(key) < MIN_WEBHOOK_KEY_BYTES:
        raise ValueError("no secret of Standard Webhooks")
    return key


def _kept_secret(data_dir: Path) -> str:
    """The demo's key: made at the first start, kept so that sessions outlive a restart."""
    path = data_dir / "secret-key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            # Created with its mode, so that there is no moment in which others can read it.
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text().strip()
    except OSError as error:
        raise ConfigError(
            f"CONSULT_DATA_DIR: {data_dir} cannot be written ({error.strerror}); set it to a directory of yours"
        ) from None
