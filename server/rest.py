"""Bodies and query parameters of the REST API, validated by type."""

from typing import Any, Final, TypeVar

import msgspec
from aiohttp import web

from server.errors import InvalidBody, InvalidRequest

T = TypeVar("T")

JSON: Final = "application/json"
CSV: Final = "text/csv"


async def read_body(request: web.Request, kind: type[T]) -> T:
    """Decode the JSON body. Raises InvalidBody.

    The content type has to be JSON: a form of another site cannot send that without asking the browser first.
    """
    if request.content_type != JSON:
        raise InvalidBody(f"Content-Type has to be {JSON}")
    body = await request.read()
    # PostgreSQL cannot store it, and no text that means something holds it.
    if b"\\u0000" in body:
        raise InvalidBody("a text holds a NUL character")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise InvalidBody(str(error)) from None
    except RecursionError:
        raise InvalidBody("nested too deeply") from None


def read_query(request: web.Request, kind: type[T]) -> T:
    """Convert the query parameters, each given once. Raises InvalidRequest naming the parameter."""
    try:
        return msgspec.convert(dict(request.query), kind, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(str(error)) from None


def json_response(value: Any, status: int = 200) -> web.Response:
    """Encode `value` as the JSON body of a response that nobody may keep."""
    return web.Response(
        body=msgspec.json.encode(value),
        status=status,
        content_type=JSON,
        headers={"Cache-Control": "no-store"},
    )


def csv_response(text: str, filename: str) -> web.Response:
    """A table that is saved as a file of this name, and that nobody else may keep."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{filename}"'}
    return web.Response(text=text, content_type=CSV, headers=headers)
