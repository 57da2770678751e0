"""The routes of measuring and colours, described."""

from typing import Final

from server.errors import (
    CorruptImage,
    ImageTooLarge,
    InvalidRows,
    PictureUnusable,
    TooManyPixels,
    UnknownStill,
    UnsupportedImage,
)
from server.operation import ROOM, Operation
from server.vision import routes as vision
from server.vision.views import Length, MeasuredCard, MeasureList, PresentCorrection, StillCorrection, Taps
from signaling.errors import RateLimited
from signaling.messages import ColourCorrection

OPERATIONS: Final = (
    Operation(
        "post",
        f"{ROOM}/stills/{{still}}/lengths",
        vision.measure_length,
        Length,
        body=Taps,
        errors=(UnknownStill, PictureUnusable, RateLimited),
        participant=True,
    ),
    Operation("get", f"{ROOM}/measures", vision.list_measures, MeasureList, participant=True),
    Operation(
        "get",
        f"{ROOM}/stills/{{still}}/colour",
        vision.show_still_correction,
        StillCorrection,
        errors=(UnknownStill, PictureUnusable, RateLimited),
        participant=True,
    ),
    Operation(
        "post",
        f"{ROOM}/stills/{{still}}/colour",
        vision.correct_by_still,
        ColourCorrection,
        errors=(UnknownStill, PictureUnusable, RateLimited),
        participant=True,
    ),
    Operation("get", f"{ROOM}/colour", vision.show_correction, PresentCorrection, participant=True),
    Operation(
        "post",
        f"{ROOM}/colour",
        vision.correct_by_frame,
        ColourCorrection,
        errors=(UnsupportedImage, ImageTooLarge, TooManyPixels, CorruptImage, PictureUnusable, RateLimited),
        participant=True,
        image=True,
    ),
    Operation("delete", f"{ROOM}/colour", vision.end_correction, participant=True),
    Operation("get", "/api/v1/colour-card", vision.show_card, MeasuredCard, query=vision.CardQuery, staff=True),
    Operation(
        "put",
        "/api/v1/colour-card",
        vision.change_card,
        MeasuredCard,
        body=MeasuredCard,
        errors=(InvalidRows,),
        supervisor=True,
    ),
)
