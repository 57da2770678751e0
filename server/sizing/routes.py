"""Size advice over HTTP: what can be measured for a product, which size to take, and what a size means elsewhere."""

from typing import Annotated, Final

import msgspec
from aiohttp import web
from msgspec import Meta

from server.errors import InvalidBody
from server.rest import json_response, read_body, read_query
from server.security import client_address
from server.services import SERVICES, Services
from server.shop import Buyer, Garment, Group, Product, SizeChart, verify_buyer_token, verify_resume_token
from server.sizing import chart_routes, outcome_routes
from server.sizing.charts import garment_of, group_of, offered_sizes
from server.sizing.dimensions import Unit, in_cm, plausible_cm
from server.sizing.outcomes import Offset
from server.sizing.recommend import Fit, Recommendation, Wearer, recommend
from server.sizing.store import KeptMeasurements, Scope, WornSize
from server.sizing.systems import KnownSize, Match, SystemInfo, body_of, sizes_for, systems_for, unknown_systems
from server.sizing.words import sentence
from server.stills import participant_of
from signaling.messages import Token

ADVICE_PER_MINUTE: Final = 60
"""From one address, or from one side of a room. A buyer tries a dozen times; a whole office shares an address."""


class DimensionInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A body dimension that the product's chart has, and what a body can measure, in cm."""

    name: str
    least_cm: float
    most_cm: float


class SizeGuide(msgspec.Struct, frozen=True, kw_only=True):
    """What a page needs to ask for measurements: dimensions, and the systems in which a size can be named."""

    garment: Garment
    group: Group
    scope: Scope
    """Whose chart it is."""
    chart: SizeChart
    dimensions: tuple[DimensionInfo, ...]
    systems: dict[Group, tuple[SystemInfo, ...]]
    unknown_systems: dict[Group, tuple[str, ...]]
    """Systems that people will look for there in vain."""
    groups: tuple[Group, ...]
    """Whose sizes can be named: for `unisex` one has to say women's or men's."""


class WornSizeInput(WornSize, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A size worn elsewhere: "UK" "12", "CN" "165/88A". `group` tells women's from men's for unisex goods."""

    system: Annotated[str, Meta(min_length=1, max_length=10)]
    size: Annotated[str, Meta(min_length=1, max_length=20)]
    group: Group | None = None


class BuyerProof(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: the token that the shop signed, or the `resume` token of a `welcome`. Needed to keep anything."""

    token: Token | None = None
    resume: Token | None = None


class AdviceRequest(BuyerProof, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of the wearer: measures, sizes worn elsewhere, or both. Nothing is kept without `consent`."""

    body: dict[str, float] = {}
    unit: Unit = "cm"
    known: Annotated[list[WornSizeInput], Meta(max_length=5)] = []
    fit: Fit = "regular"
    consent: bool = False


class SizeAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """The size to take, and why, as codes and as English sentences; `known`: the bodies that sizes elsewhere mean."""

    advice: Recommendation
    sentences: list[str]
    known: list[KnownSize]
    kept: bool


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """A size, the body range that it means, and the sizes of the other systems for that range, best first."""

    known: KnownSize
    matches: dict[str, list[Match]]


class ConversionQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which size of which system."""

    group: Group
    garment: Garment
    system: Annotated[str, Meta(max_length=10)]
    size: Annotated[str, Meta(max_length=20)]


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of the buyer; null: nothing."""

    kept: KeptMeasurements | None


def routes(services: Services) -> list[web.RouteDef]:
    """The routes of size advice, of size charts and of what became of sizes."""
    return [
        web.get("/api/v1/shops/{shop}/products/{sku}/size-guide", show_guide),
        web.post("/api/v1/shops/{shop}/products/{sku}/size-advice", advise),
        web.post("/api/v1/consultations/{consultation}/size-advice", advise_in_room),
        web.get("/api/v1/size-conversion", convert),
        web.post("/api/v1/measurements", show_kept),
        web.post("/api/v1/measurements/erasure", erase_kept),
        *chart_routes.routes(services),
        *outcome_routes.routes(services),
    ]


async def show_guide(request: web.Request) -> web.Response:
    """What can be measured for a product, and its size chart."""
    product = await _product(request)
    in_use = await request.app[SERVICES].size_charts.of(product)
    garment, group = garment_of(in_use.chart, product.category), group_of(in_use.chart)
    limits = {name: plausible_cm(name, group) for name in in_use.chart.dimensions}
    return json_response(
        SizeGuide(
            garment=garment,
            group=group,
            scope=in_use.scope,
            chart=offered_sizes(in_use.chart, product),
            dimensions=tuple(
                DimensionInfo(name=name, least_cm=least, most_cm=most) for name, (least, most) in limits.items()
            ),
            systems={named: systems_for(named, garment) for named in _named_groups(group)},
            unknown_systems={named: unknown_systems(named, garment) for named in _named_groups(group)},
            groups=_named_groups(group),
        )
    )


async def advise(request: web.Request) -> web.Response:
    """The size of a product that somebody should take."""
    services = request.app[SERVICES]
    await services.limiter.hit("size-advice", client_address(request), ADVICE_PER_MINUTE, 60)
    product = await _product(request)
    answer, _ = await _advise(services, product, await read_body(request, AdviceRequest))
    return json_response(answer)


async def advise_in_room(request: web.Request) -> web.Response:
    """The size of the consultation's product that somebody should take; what is advised last is for its summary."""
    services = request.app[SERVICES]
    room, role = await participant_of(request)
    await services.limiter.hit("size-advice", f"{room.id}\n{role}", ADVICE_PER_MINUTE, 60)
    product = await services.catalogue.product(room.shop, room.product)
    answer, group = await _advise(services, product, await read_body(request, AdviceRequest))
    await services.consultation_advice.keep(room.id, answer.advice, group)
    return json_response(answer)


async def convert(request: web.Request) -> web.Response:
    """What a size means in centimetres, and the sizes of other systems for the same body."""
    query = read_query(request, ConversionQuery)
    known = body_of(query.system, query.size, query.group, query.garment)
    matches = {
        info.system: sizes_for(known.body_cm, info.system, query.group, query.garment)
        for info in systems_for(query.group, query.garment)
        if info.system != known.system
    }
    return json_response(Conversion(known=known, matches=matches))


async def show_kept(request: web.Request) -> web.Response:
    """What is kept of the buyer who asks."""
    services = request.app[SERVICES]
    buyer = await _buyer(services, await read_body(request, BuyerProof))
    return json_response(KeptAnswer(kept=await services.measurements.of(buyer)))


async def erase_kept(request: web.Request) -> web.Response:
    """Erase what is kept of the buyer who asks."""
    services = request.app[SERVICES]
    await services.measurements.erase(await _buyer(services, await read_body(request, BuyerProof)))
    return web.Response(status=204)


async def _product(request: web.Request) -> Product:
    return await request.app[SERVICES].catalogue.product(request.match_info["shop"], request.match_info["sku"])


async def _advise(services: Services, product: Product, body: AdviceRequest) -> tuple[SizeAdvice, Group]:
    """The advice, and for whom the garment is made."""
    chart = offered_sizes((await services.size_charts.of(product)).chart, product)
    garment, group = garment_of(chart, product.category), group_of(chart)
    body_cm = in_cm(body.body, body.unit, group)
    known = [body_of(worn.system, worn.size, worn.group or _named_groups(group)[0], garment) for worn in body.known]
    advice = recommend(
        chart,
        Wearer(body_cm=body_cm, known=known, fit=body.fit),
        garment=garment,
        group=group,
        offset=await _offset(services, product),
    )
    if body.consent:
        buyer = await _buyer(services, body)
        worn_sizes = [WornSize(system=size.system, size=size.size) for size in known]
        await services.measurements.keep(buyer, body_cm, worn_sizes, body.fit)
    sentences = [sentence(reason) for reason in advice.reasons]
    return SizeAdvice(advice=advice, sentences=sentences, known=known, kept=body.consent), group


async def _buyer(services: Services, who: BuyerProof) -> Buyer:
    """Raises TokenInvalid, TokenExpired, UnknownShop, InvalidBody."""
    if who.resume is not None:
        return verify_resume_token(services.config, who.resume)
    if who.token is not None:
        return await verify_buyer_token(who.token, services.catalogue)
    raise InvalidBody("either token or resume is needed")


async def _offset(services: Services, product: Product) -> Offset | None:
    running = await services.size_outcomes.running(product.shop)
    return None if running is None else running.offset(product.sku, product.category)


def _named_groups(group: Group) -> tuple[Group, ...]:
    return ("women", "men") if group == "unisex" else (group,)
