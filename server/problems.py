"""What an error looks like over HTTP: problem details (RFC 9457) with a stable code. The one place that maps them."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

import msgspec
import structlog
from aiohttp import web

from server.errors import Fault, FaultyInput
from signaling.errors import ConsultError, RateLimited

log = structlog.get_logger()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_CODES = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body-too-large",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Problem details. `code` is stable and what clients go by; `detail` is for developers.

    `errors` names each place that is wrong, where there may be several.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[Fault, ...] = ()


def problem_response(error: ConsultError) -> web.Response:
    """The response that tells a client of the error."""
    faults = error.faults if isinstance(error, FaultyInput) else ()
    response = _respond(error.status, error.code, str(error), faults)
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into problem details. What nobody foresaw is logged, and told to nobody outside."""
    try:
        return await handler(request)
    except ConsultError as error:
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.warning("request_failed", code=error.code, path=request.path, error=str(error))
            return _respond(error.status, error.code, "this cannot be done right now: try again in a moment")
        return problem_response(error)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        response = _respond(error.status, _CODES.get(HTTPStatus(error.status), "bad-request"), error.reason)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except Exception:
        log.exception("request_crashed", method=request.method, path=request.path)
        return _respond(500, ConsultError.code, "something went wrong here; it has been logged")


def _respond(status: int, code: str, detail: str, faults: tuple[Fault, ...] = ()) -> web.Response:
    problem = Problem(
        type=f"urn:video-consult:problem:{code}",
        title=code.replace("-", " ").capitalize(),
        status=status,
        detail=detail,
        code=code,
        errors=faults,
    )
    return web.Response(body=msgspec.json.encode(problem), status=status, content_type="application/problem+json")
