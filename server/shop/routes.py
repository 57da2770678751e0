"""Products over HTTP, as the consultation page and the agent's console show them; open to everybody."""

import msgspec
from aiohttp import web

from server.rest import json_response
from server.services import SERVICES, Services
from server.shop import demo
from server.shop.catalogue import Product, SizeChart, Variant
from signaling.messages import ProductView, Purpose, ShopView


class ProductDetails(ProductView, frozen=True, kw_only=True, omit_defaults=False):
    """A product with all that is known of it."""

    description: str
    images: tuple[str, ...]
    size_chart: SizeChart | None
    variants: tuple[Variant, ...]


class ProductPage(msgspec.Struct, frozen=True, kw_only=True):
    """What a buyer sees before the consultation. `demo`: this shop issues tokens to everybody."""

    shop: ShopView
    product: ProductDetails
    purposes: tuple[Purpose, ...]
    demo: bool


class ProductList(msgspec.Struct, frozen=True, kw_only=True):
    """Every product of a shop, in the order of its listing."""

    shop: ShopView
    items: list[ProductDetails]


def routes(services: Services) -> list[web.RouteDef]:
    """The routes of products, and in demo mode those of the demo shop."""
    own = [web.get("/api/v1/shops/{shop}/products/{sku}", show_product)]
    return own + (demo_routes() if services.config.demo else [])


def demo_routes() -> list[web.RouteDef]:
    """What the demo shop's own server would do: list its products, and issue tokens to its buyers."""
    return [
        web.get("/api/v1/demo/products", list_demo_products),
        web.post("/api/v1/demo/token", issue_demo_token),
    ]


async def show_product(request: web.Request) -> web.Response:
    """One product of a shop."""
    services = request.app[SERVICES]
    shop = await services.catalogue.shop(request.match_info["shop"])
    product = await services.catalogue.product(shop.id, request.match_info["sku"])
    return json_response(
        ProductPage(
            shop=shop.view(),
            product=_details(product),
            purposes=product.purposes,
            demo=services.config.demo and shop.id == demo.SHOP_ID,
        )
    )


async def list_demo_products(request: web.Request) -> web.Response:
    """The demo shop's products."""
    catalogue = request.app[SERVICES].catalogue
    shop = await catalogue.shop(demo.SHOP_ID)
    return json_response(ProductList(shop=shop.view(), items=[_details(p) for p in await catalogue.products(shop.id)]))


async def issue_demo_token(request: web.Request) -> web.Response:
    """A buyer token for this browser; the same buyer at every visit."""
    services = request.app[SERVICES]
    buyer_id = demo.buyer_id_of(request.cookies.get(demo.BUYER_COOKIE))
    shop = await services.catalogue.shop(demo.SHOP_ID)
    returning = await services.records.has_consulted(shop.id, buyer_id)
    response = json_response(demo.issue_token(shop, buyer_id, returning=returning))
    response.set_cookie(
        demo.BUYER_COOKIE,
        buyer_id,
        max_age=365 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=services.config.https,
        path="/",
    )
    return response


def _details(product: Product) -> ProductDetails:
    return ProductDetails(
        **msgspec.structs.asdict(product.view()),
        description=product.description,
        images=product.images,
        size_chart=product.size_chart,
        variants=product.variants,
    )
