"""The shop's products for its staff: what an agent may show or put into the cart."""

from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from server.auth import staff_of
from server.rest import json_response, read_query
from server.services import SERVICES, Services
from signaling.messages import ProductView


class ProductQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which products: every word of `text` stands in title, SKU or category; without it the first of the listing."""

    text: Annotated[str, Meta(max_length=200)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class FoundProducts(msgspec.Struct, frozen=True, kw_only=True):
    """Products in the order of the shop's listing."""

    items: list[ProductView]


def routes(_services: Services) -> list[web.RouteDef]:
    """The route of the search."""
    return [web.get("/api/v1/products", find_products)]


async def find_products(request: web.Request) -> web.Response:
    """Products of the shop that one works for."""
    staff = await staff_of(request)
    query = read_query(request, ProductQuery)
    found = await request.app[SERVICES].catalogue.search(staff.shop, query.text, query.limit)
    return json_response(FoundProducts(items=[product.view() for product in found]))
