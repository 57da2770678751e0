"""Return policies over HTTP: what holds for a product, open to everybody; the shop's rules, for its staff."""

from datetime import date
from typing import Literal

import msgspec
from aiohttp import web

from server.auth import require_supervisor, staff_of
from server.errors import InvalidBody
from server.policy.policy import Rule
from server.policy.table import csv_of, rules_of_csv, rules_of_json
from server.rest import CSV, JSON, csv_response, json_response, read_query
from server.services import SERVICES, Services
from server.stills import participant_of
from signaling.messages import Country


class PolicyQuery(msgspec.Struct, frozen=True, kw_only=True):
    """For which country, and, to learn the last day, when the goods arrive (ISO 8601, the buyer's own date)."""

    country: Country | None = None
    delivered: date | None = None


class RoomPolicyQuery(msgspec.Struct, frozen=True, kw_only=True):
    """When the goods arrive, as in `PolicyQuery`; which product and country is known in the room."""

    delivered: date | None = None


class RuleQuery(msgspec.Struct, frozen=True, kw_only=True):
    """As JSON, or as the table that a spreadsheet opens."""

    format: Literal["json", "csv"] = "json"


class RuleList(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of a shop."""

    items: tuple[Rule, ...]


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of policies and rules."""
    return [
        web.get("/api/v1/shops/{shop}/products/{sku}/return-policy", show_policy),
        web.get("/api/v1/consultations/{consultation}/return-policy", show_room_policy),
        web.get("/api/v1/return-rules", list_rules),
        web.put("/api/v1/return-rules", replace_rules),
    ]


async def show_policy(request: web.Request) -> web.Response:
    """What holds for returning a product; information, not legal advice."""
    services = request.app[SERVICES]
    query = read_query(request, PolicyQuery)
    product = await services.catalogue.product(request.match_info["shop"], request.match_info["sku"])
    policy = await services.return_rules.policy(product.shop, product.category, query.country, query.delivered)
    return json_response(policy)


async def show_room_policy(request: web.Request) -> web.Response:
    """What holds for returning the product of a consultation to the buyer's country, the same for both sides."""
    services = request.app[SERVICES]
    room, _role = await participant_of(request)
    query = read_query(request, RoomPolicyQuery)
    product = await services.catalogue.product(room.shop, room.product)
    rules = services.return_rules
    return json_response(await rules.policy(room.shop, product.category, room.buyer_country, query.delivered))


async def list_rules(request: web.Request) -> web.Response:
    """The shop's rules for returns."""
    staff = await staff_of(request)
    query = read_query(request, RuleQuery)
    rules = await request.app[SERVICES].return_rules.rules(staff.shop)
    if query.format == "json":
        return json_response(RuleList(items=rules))
    return csv_response(csv_of(rules), "return-rules.csv")


async def replace_rules(request: web.Request) -> web.Response:
    """Put others, as JSON or as text/csv, in the place of all the shop's rules for returns."""
    staff = await require_supervisor(request)
    readers = {JSON: rules_of_json, CSV: rules_of_csv}
    reader = readers.get(request.content_type)
    if reader is None:
        raise InvalidBody(f"Content-Type has to be one of {', '.join(readers)}")
    rules = reader(await request.read())
    await request.app[SERVICES].return_rules.replace(staff.shop, rules)
    return json_response(RuleList(items=tuple(rules)))
