"""The link to a summary: who has it may read it, and nobody can guess it."""

from typing import Final

import jwt

from server.config import Config
from server.errors import SummaryExpired, UnknownSummary

AUDIENCE: Final = "video-consult/summary"
DAY_S: Final = 24 * 3600


def summary_path(config: Config, consultation_id: str, ended_ms: int) -> str:
    """The path of a consultation's summary. It is the same each time, and worth nothing after `summary_days`."""
    claims = {"aud": AUDIENCE, "sub": consultation_id, "exp": expires_s(config, ended_ms)}
    return f"/summary/{jwt.encode(claims, config.secret_key, algorithm='HS256')}"


def expires_s(config: Config, ended_ms: int) -> int:
    """When the link ends, in Unix seconds."""
    return ended_ms // 1000 + config.summary_days * DAY_S


def consultation_of(config: Config, token: str) -> str:
    """The consultation whose summary the token opens. Raises `SummaryExpired`, `UnknownSummary`."""
    try:
        claims = jwt.decode(
            token,
            config.secret_key,
            algorithms=["HS256"],
            audience=AUDIENCE,
            options={"require": ["exp", "aud", "sub"]},
        )
    except jwt.ExpiredSignatureError:
        raise SummaryExpired("the link to this summary has expired") from None
    except (jwt.InvalidTokenError, ValueError):
        raise UnknownSummary("this is no link to a summary") from None
    return str(claims["sub"])
