"""Describes the REST API as OpenAPI 3.1, out of the same types that validate it."""

import re
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final

import msgspec
from aiohttp import web

from server import auth
from server.camera.operations import OPERATIONS as CAMERA
from server.echo import routes as echo
from server.errors import (
    InvalidBody,
    InvalidDescription,
    InvalidRequest,
    LinkExpired,
    MailFailed,
    MailNotOffered,
    SignInFailed,
    SummaryExpired,
    UnknownAlert,
    UnknownCallback,
    UnknownConsultation,
    UnknownDelivery,
    UnknownSummary,
)
from server.goods import routes as goods
from server.monitor import routes as monitor
from server.monitor import views
from server.operation import Operation
from server.policy.operations import OPERATIONS as POLICY
from server.problems import Problem
from server.records import HistoryPage
from server.records import routes as records
from server.records.history import CallbackItem
from server.services import SERVICES, Services
from server.shop import routes as shop
from server.shop.demo import DemoToken
from server.sizing.operations import OPERATIONS as SIZING
from server.stills.operations import OPERATIONS as STILLS
from server.summary import routes as summary
from server.vision.operations import OPERATIONS as VISION
from server.webhooks import routes as webhooks
from server.webhooks.log import Delivery
from signaling.errors import (
    ConsultationEnded,
    ConsultError,
    NotSignedIn,
    NotSupervisor,
    NotYourConsultation,
    RateLimited,
    TokenExpired,
    TokenInvalid,
    UnknownProduct,
    UnknownShop,
)
from signaling.messages import BurnAlert

PATH: Final = "/api/v1/openapi.json"
REF_TEMPLATE: Final = "#/components/schemas/{name}"


async def describe(request: web.Request) -> web.Response:
    """This description."""
    body = _encoded(demo=request.app[SERVICES].config.demo)
    return web.Response(body=body, content_type="application/json")


_IMAGES: Final = ("image/jpeg", "image/png", "image/webp")

OPERATIONS: Final = (
    Operation(
        "post",
        "/api/v1/session",
        auth.sign_in,
        auth.SignedIn,
        body=auth.SignIn,
        errors=(SignInFailed, LinkExpired, RateLimited),
    ),
    Operation("get", "/api/v1/session", auth.show_session, auth.SignedIn, staff=True),
    Operation("delete", "/api/v1/session", auth.sign_out),
    Operation(
        "get",
        "/api/v1/shops/{shop}/products/{sku}",
        shop.show_product,
        shop.ProductPage,
        errors=(UnknownShop, UnknownProduct),
    ),
    Operation(
        "get", "/api/v1/products", goods.find_products, goods.FoundProducts, query=goods.ProductQuery, staff=True
    ),
    Operation(
        "get", "/api/v1/consultations", records.list_consultations, HistoryPage, query=records.HistoryQuery, staff=True
    ),
    Operation(
        "get",
        "/api/v1/callbacks",
        records.list_callbacks,
        records.CallbackList,
        query=records.CallbackQuery,
        staff=True,
    ),
    Operation(
        "patch",
        "/api/v1/callbacks/{id}",
        records.change_callback,
        CallbackItem,
        body=records.CallbackChange,
        errors=(UnknownCallback,),
        staff=True,
    ),
    Operation("get", "/api/v1/monitor/overview", monitor.show_overview, views.Overview, supervisor=True),
    Operation(
        "get",
        "/api/v1/monitor/history",
        monitor.show_history,
        views.History,
        query=monitor.HistoryQuery,
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/monitor/routes",
        monitor.list_routes,
        views.RouteTable,
        query=monitor.RouteQuery,
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/monitor/consultations/{id}",
        monitor.show_timeline,
        views.Timeline,
        errors=(UnknownConsultation,),
        supervisor=True,
    ),
    Operation("get", "/api/v1/monitor/probes", monitor.list_probes, views.ProbeList, supervisor=True),
    Operation("get", "/api/v1/monitor/alerts", monitor.list_alerts, views.AlertList, supervisor=True),
    Operation(
        "post",
        "/api/v1/monitor/alerts/{id}/acknowledgement",
        monitor.acknowledge_alert,
        BurnAlert,
        body=monitor.Acknowledgement,
        errors=(UnknownAlert,),
        supervisor=True,
    ),
    Operation(
        "post",
        "/api/v1/monitor/alerts/{id}/silence",
        monitor.silence_alert,
        views.AlertList,
        body=monitor.Silence,
        errors=(UnknownAlert,),
        supervisor=True,
    ),
    Operation(
        "delete",
        "/api/v1/monitor/alerts/{id}/silence",
        monitor.unsilence_alert,
        views.AlertList,
        errors=(UnknownAlert,),
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/webhook-deliveries",
        webhooks.list_deliveries,
        webhooks.DeliveryList,
        query=webhooks.DeliveryQuery,
        supervisor=True,
    ),
    Operation(
        "post",
        "/api/v1/webhook-deliveries/{id}/replay",
        webhooks.replay_delivery,
        Delivery,
        errors=(UnknownDelivery,),
        supervisor=True,
    ),
    Operation(
        "get",
        "/api/v1/summaries/{token}",
        summary.show_summary,
        summary.SummaryPage,
        errors=(UnknownSummary, SummaryExpired),
    ),
    Operation(
        "get",
        "/api/v1/summaries/{token}/stills/{still}",
        summary.show_summary_still,
        bytes,
        errors=(UnknownSummary, SummaryExpired),
    ),
    Operation(
        "post",
        "/api/v1/summaries/{token}/mail",
        summary.mail_summary,
        body=summary.MailWish,
        errors=(UnknownSummary, SummaryExpired, MailNotOffered, MailFailed, RateLimited),
    ),
    Operation("get", "/api/v1/demo/products", shop.list_demo_products, shop.ProductList, demo=True),
    Operation("post", "/api/v1/demo/token", shop.issue_demo_token, DemoToken, demo=True),
    Operation(
        "post",
        "/api/v1/echo/servers",
        echo.show_servers,
        echo.EchoServers,
        body=echo.EchoBuyer,
        errors=(TokenInvalid, TokenExpired, RateLimited),
    ),
    Operation(
        "post",
        "/api/v1/echo",
        echo.answer_echo,
        echo.EchoAnswer,
        body=echo.EchoOffer,
        errors=(InvalidDescription, TokenInvalid, TokenExpired, RateLimited),
    ),
    *SIZING,
    *POLICY,
    *STILLS,
    *VISION,
    *CAMERA,
    Operation("get", PATH, describe, dict[str, Any]),
)


def routes(_services: Services) -> list[web.RouteDef]:
    """The route of the description."""
    return [web.get(PATH, describe)]


@cache
def _encoded(*, demo: bool) -> bytes:
    return msgspec.json.encode(document(demo=demo))


def document(*, demo: bool) -> dict[str, Any]:
    """The OpenAPI document; with `demo`, the operations of the demo shop too."""
    operations = [operation for operation in OPERATIONS if demo or not operation.demo]
    types = [t for o in operations for t in (o.response, o.body) if t is not None]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template=REF_TEMPLATE)
    by_type = dict(zip([*types, Problem], schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, by_type)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Video consultations",
            "version": version("video-consult"),
            "description": "Errors are problem details (RFC 9457) with a stable `code`. Times are Unix milliseconds.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "staff": {"type": "apiKey", "in": "cookie", "name": auth.COOKIE},
                "buyer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.handler.__name__,
        "summary": (operation.handler.__doc__ or "").splitlines()[0],
        "parameters": [*_path_parameters(operation.path), *_query_parameters(operation.query)],
        "responses": {**_success(operation, schemas), **_failures(operation, schemas)},
    }
    if operation.body is not None:
        kind = "text/csv" if operation.csv else "application/json"
        content = {kind: {"schema": schemas[operation.body]}}
        described["requestBody"] = {"required": True, "content": content}
    if operation.image:
        content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _IMAGES}
        described["requestBody"] = {"required": True, "content": content}
    if operation.staff or operation.supervisor:
        described["security"] = [{"staff": []}]
    elif operation.participant:
        described["security"] = [{"staff": []}, {"buyer": []}]
    return described


def _success(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    if operation.response is None:
        return {"204": {"description": HTTPStatus.NO_CONTENT.phrase}}
    if operation.response is bytes:
        content = {_IMAGES[0]: {"schema": {"type": "string", "format": "binary"}}}
    else:
        kind = "text/csv" if operation.csv and operation.body is None else "application/json"
        content = {kind: {"schema": schemas[operation.response]}}
    return {"200": {"description": HTTPStatus.OK.phrase, "content": content}}


def _failures(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    errors: list[type[ConsultError]] = []
    if operation.body is not None:
        errors.append(InvalidBody)
    if operation.query is not None:
        errors.append(InvalidRequest)
    errors.extend(operation.errors)
    if operation.staff or operation.supervisor:
        errors.append(NotSignedIn)
    if operation.supervisor:
        errors.append(NotSupervisor)
    if operation.participant:
        errors.extend((NotSignedIn, TokenInvalid, TokenExpired, NotYourConsultation, ConsultationEnded))
    failures: dict[str, Any] = {}
    for status in sorted({error.status for error in errors}):
        lines = [
            f"`{error.code}`: {(error.__doc__ or '').splitlines()[0]}" for error in errors if error.status == status
        ]
        failures[str(status)] = {
            "description": "\n\n".join(lines),
            "content": {"application/problem+json": {"schema": schemas[Problem]}},
        }
    return failures


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _query_parameters(query: Any) -> list[dict[str, Any]]:
    if query is None:
        return []
    (_schema,), components = msgspec.json.schema_components([query], ref_template=REF_TEMPLATE)
    properties = components[query.__name__]["properties"]
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in properties.items()]
