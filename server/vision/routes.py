"""What to print, and what pictures tell, over HTTP."""

from typing import Final, Literal

import msgspec
from aiohttp import web

from server.auth import require_supervisor, staff_of
from server.rest import CSV, csv_response, json_response, read_body, read_query
from server.services import SERVICES, Services
from server.stills import RoomConsultation, participant_of, read_image
from server.vision.views import MeasuredCard, MeasureList, PresentCorrection, Taps
from signaling.errors import NotYourConsultation
from signaling.messages import Role

PICTURES_PER_MINUTE: Final = 30
"""Read for one side of one consultation."""

_SECONDS_IN_DAY: Final = 86_400


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """On which paper."""

    paper: Literal["A4", "letter"] = "A4"


class CardQuery(msgspec.Struct, frozen=True, kw_only=True):
    """As JSON, or as the table that a spreadsheet opens: with the values meant where none were measured."""

    format: Literal["json", "csv"] = "json"


def routes(_services: Services) -> list[web.RouteDef]:
    """The routes of documents to print, lengths and colours."""
    room = "/api/v1/consultations/{consultation}"
    return [
        web.get("/print/marker-sheet.pdf", print_marker_sheet),
        web.get("/print/colour-card.pdf", print_colour_card),
        web.post(f"{room}/stills/{{still}}/lengths", measure_length),
        web.get(f"{room}/measures", list_measures),
        web.get(f"{room}/stills/{{still}}/colour", show_still_correction),
        web.post(f"{room}/stills/{{still}}/colour", correct_by_still),
        web.get(f"{room}/colour", show_correction),
        web.post(f"{room}/colour", correct_by_frame),
        web.delete(f"{room}/colour", end_correction),
        web.get("/api/v1/colour-card", show_card),
        web.put("/api/v1/colour-card", change_card),
    ]


async def print_marker_sheet(request: web.Request) -> web.Response:
    """The marker sheet for measuring, as PDF."""
    paper = read_query(request, Print).paper

    def make() -> bytes:
        from server.vision.marker_sheet import marker_sheet_pdf

        return marker_sheet_pdf(paper)

    return _pdf(await request.app[SERVICES].vision.print(make), f"marker-sheet-{paper}.pdf")


async def print_colour_card(request: web.Request) -> web.Response:
    """The colour card, as PDF."""
    paper = read_query(request, Print).paper

    def make() -> bytes:
        from server.vision.colour_card import colour_card_pdf

        return colour_card_pdf(paper)

    return _pdf(await request.app[SERVICES].vision.print(make), f"colour-card-{paper}.pdf")


async def measure_length(request: web.Request) -> web.Response:
    """The length between two points of a still that shows the marker sheet, with its error."""
    consultation, role = await _reader_of(request)
    taps = await read_body(request, Taps)
    vision = request.app[SERVICES].vision
    return json_response(await vision.measure(consultation, role, request.match_info["still"], taps))


async def list_measures(request: web.Request) -> web.Response:
    """What was measured of the consultation's garment."""
    consultation, _ = await participant_of(request)
    return json_response(MeasureList(items=await request.app[SERVICES].vision.measures(consultation.id)))


async def show_still_correction(request: web.Request) -> web.Response:
    """How the colours of a still are put right: by the card on it, else as the agent's picture is at present."""
    consultation, _ = await _reader_of(request)
    vision = request.app[SERVICES].vision
    return json_response(await vision.still_correction(consultation, request.match_info["still"]))


async def correct_by_still(request: web.Request) -> web.Response:
    """Correct the agent's picture by the colour card on a still."""
    consultation, role = await _reader_of(request)
    _agent_only(role)
    vision = request.app[SERVICES].vision
    return json_response(await vision.correct_by_still(consultation, request.match_info["still"]))


async def correct_by_frame(request: web.Request) -> web.Response:
    """Correct the agent's picture by the colour card on one frame of it (the body), which is not kept."""
    consultation, role = await _reader_of(request)
    _agent_only(role)
    image = await read_image(request)
    return json_response(await request.app[SERVICES].vision.correct_by_frame(consultation, image))


async def show_correction(request: web.Request) -> web.Response:
    """How the agent's picture is corrected at present."""
    consultation, _ = await participant_of(request)
    return json_response(PresentCorrection(correction=await request.app[SERVICES].vision.correction(consultation)))


async def end_correction(request: web.Request) -> web.Response:
    """Show the agent's picture as it comes."""
    consultation, role = await participant_of(request)
    _agent_only(role)
    await request.app[SERVICES].vision.show_as_it_comes(consultation)
    return web.Response(status=204)


async def show_card(request: web.Request) -> web.Response:
    """The shop's colour card as it was measured."""
    staff = await staff_of(request)
    vision = request.app[SERVICES].vision
    if read_query(request, CardQuery).format == "csv":
        return csv_response(await vision.card_table(staff.shop), "colour-card.csv")
    return json_response(MeasuredCard(lab=await vision.card(staff.shop)))


async def change_card(request: web.Request) -> web.Response:
    """Take the shop's colour card for what was measured, given as JSON, or as text/csv in CIELAB or sRGB."""
    staff = await require_supervisor(request)
    as_table = request.content_type == CSV
    measured = await request.read() if as_table else (await read_body(request, MeasuredCard)).lab
    return json_response(MeasuredCard(lab=await request.app[SERVICES].vision.set_card(staff.shop, measured)))


async def _reader_of(request: web.Request) -> tuple[RoomConsultation, Role]:
    """Who asks for a picture to be read, if not too often. Raises as `participant_of`, and RateLimited."""
    consultation, role = await participant_of(request)
    limiter = request.app[SERVICES].limiter
    await limiter.hit("picture", f"{consultation.id}\n{role}", PICTURES_PER_MINUTE, 60)
    return consultation, role


def _agent_only(role: Role) -> None:
    """The card is in the agent's picture, and how it is shown is his. Raises NotYourConsultation."""
    if role is not Role.AGENT:
        raise NotYourConsultation("this is for the agent")


def _pdf(body: bytes, name: str) -> web.Response:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": f"public, max-age={_SECONDS_IN_DAY}",
    }
    return web.Response(body=body, content_type="application/pdf", headers=headers)
