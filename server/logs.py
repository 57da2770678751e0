"""Logging: events with key-values, readable on a terminal and JSON elsewhere. Never a secret."""

import logging
import re
import sys
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

_SECRET_NAMES: Final = frozenset(
    {
        "token",
        "resume",
        "link",
        "password",
        "secret",
        "secret_key",
        "turn_secret",
        "credential",
        "cookie",
        "authorization",
    }
)
# JSON Web Tokens and one-time links, wherever in a text they stand.
_SECRET_TEXT: Final = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=link=)[\w-]+")
HIDDEN: Final = "[hidden]"


def configure_logging(level: str = "info") -> None:
    """Send all logging of this process to standard error, the libraries' too, from `level` on."""
    terminal = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if terminal else "iso", utc=not terminal),
    ]
    formatting: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if terminal:
        formatting += [hide_secrets, structlog.dev.ConsoleRenderer()]
    else:
        # Tracebacks first: they quote messages, which may quote secrets.
        formatting += [structlog.processors.format_exc_info, hide_secrets, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=formatting))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # The access log would write the addresses of buyers, and Alembic speaks even when there is nothing to do.
    for name in ("aiohttp.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def hide_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Blank what must not be written down, by its name or by its look."""
    for name, value in event.items():
        if name in _SECRET_NAMES:
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = _SECRET_TEXT.sub(HIDDEN, value)
    return event
