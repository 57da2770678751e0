"""One operation of the REST API, as its feature states it for the description (`server/openapi.py`)."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from aiohttp import web

from signaling.errors import ConsultError

ROOM: Final = "/api/v1/consultations/{consultation}"
"""Below it is what only the two people of a consultation may ask for."""


class Operation(msgspec.Struct, frozen=True):
    """One operation. Its summary is the first line of its handler's docstring."""

    method: str
    path: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    response: Any = None
    """Type of the body; None: 204, no body."""
    body: Any = None
    query: Any = None
    errors: tuple[type[ConsultError], ...] = ()
    """Beside those that follow from the other fields."""
    staff: bool = False
    """Needs the session cookie."""
    supervisor: bool = False
    """Needs a supervisor's."""
    demo: bool = False
    """Exists in demo mode only."""
    participant: bool = False
    """For the two people of the consultation: its agent's cookie, or its buyer's resume token."""
    image: bool = False
    """Its body is an image."""
    csv: bool = False
    """The body that goes in, or else the one that comes out, is a CSV table."""
