"""Errors that only the server process knows; the wire's own are in `signaling.errors`.

Exception
└── StartError            something outside must be put right before the server can start
    ├── ConfigError, AssetsMissing
ConsultError
├── ServiceUnavailable
│   └── DatabaseUnavailable, MailFailed
├── AccessError
│   ├── SignInFailed, LinkExpired, OriginRefused
├── NotFound
│   ├── UnknownConsultation, UnknownCallback, UnknownStaff, UnknownAlert, UnknownStill, NoSizeChart
│   ├── UnknownDelivery, UnknownSummary
├── InvalidRequest        the request cannot be taken as it is
│   ├── InvalidBody, InvalidDescription, UnknownTimeZone, CallbackInPast, AlreadyExists, MailNotOffered
│   ├── UnsupportedImage, ImageTooLarge, TooManyPixels, CorruptImage
│   ├── MeasurementsMissing
│   └── FaultyInput       several things may be wrong; each is named in `faults`
│       ├── InvalidRows, MeasurementsRefused, UnknownSize, SizeChartRefused
└── Gone
    ├── ProbeRunning, TooManyStills, SummaryExpired
"""

from collections.abc import Iterable

import msgspec

from signaling.errors import AccessError, ConsultError, Gone, NotFound, ServiceUnavailable


class StartError(Exception):
    """The server cannot start. The message is one line that says what to do."""


class ConfigError(StartError):
    """A setting is missing or wrong; the message names the variable."""


class AssetsMissing(StartError):
    """The browser's packages or the pages are not where the server serves them from."""


class DatabaseUnavailable(ServiceUnavailable):
    """The database cannot be reached or used. The message is one line that says what to do, without the password."""


class SignInFailed(AccessError):
    """User name and password do not belong together; which of the two is wrong is never said."""

    code = "sign-in-failed"
    status = 401


class LinkExpired(AccessError):
    """The one-time link was used before, is too old, or never was one."""

    code = "link-expired"
    status = 401


class OriginRefused(AccessError):
    """The request comes from a page of another site."""

    code = "origin-refused"


class UnknownConsultation(NotFound):
    """No consultation of this id was ever accepted."""

    code = "unknown-consultation"


class UnknownCallback(NotFound):
    """The shop has no callback request of this id."""

    code = "unknown-callback"


class UnknownStaff(NotFound):
    """The shop has nobody of this id."""

    code = "unknown-staff"


class UnknownAlert(NotFound):
    """No rule of this id, or it does not fire."""

    code = "unknown-alert"


class UnknownStill(NotFound):
    """The consultation has no still of this id."""

    code = "unknown-still"


class NoSizeChart(NotFound):
    """Neither the product nor its brand nor its category has a size chart."""

    code = "no-size-chart"


class UnknownDelivery(NotFound):
    """The shop has no webhook of this id."""

    code = "unknown-delivery"


class UnknownSummary(NotFound):
    """The link opens no summary, or none yet."""

    code = "unknown-summary"


class InvalidRequest(ConsultError):
    """A parameter or field is missing or out of range; the message names it."""

    code = "invalid-request"
    status = 400


class InvalidBody(InvalidRequest):
    """The body is not JSON of the documented shape."""

    code = "invalid-body"


class InvalidDescription(InvalidRequest):
    """The session description is not that of one data channel."""

    code = "invalid-description"


class UnknownTimeZone(InvalidRequest):
    """Not the name of a time zone in the IANA database."""

    code = "unknown-time-zone"
    status = 422


class CallbackInPast(InvalidRequest):
    """The moment asked for has gone by."""

    code = "callback-in-past"
    status = 422


class AlreadyExists(InvalidRequest):
    """There is one of this id or name in the shop already."""

    code = "already-exists"
    status = 409


class MeasurementsMissing(InvalidRequest):
    """Nothing was given that the garment's size chart can be compared with."""

    code = "measurements-missing"
    status = 422


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong with what was sent.

    `where` names the field, or the row of a table; `code` is stable; `values` fill in the text of the code.
    """

    where: str
    code: str
    detail: str
    values: dict[str, str | float] = {}


class FaultyInput(InvalidRequest):
    """What was sent is wrong in the places that `faults` names."""

    status = 422

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.where}: {fault.detail}" for fault in self.faults))


class InvalidRows(FaultyInput):
    """A table cannot be taken: each cell that is wrong is named, and nothing of the table was taken."""

    code = "invalid-rows"


class MeasurementsRefused(FaultyInput):
    """A measurement is in another unit than stated, or that of no human body."""

    code = "measurements-refused"


class UnknownSize(FaultyInput):
    """The system has no such size; the nearest that it has are named."""

    code = "unknown-size"


class SizeChartRefused(FaultyInput):
    """The size chart has errors; each is named by its row."""

    code = "size-chart-refused"


class MailNotOffered(InvalidRequest):
    """No mail server is configured."""

    code = "mail-not-offered"
    status = 409


class MailFailed(ServiceUnavailable):
    """The mail server did not take the mail."""

    code = "mail-failed"


class SummaryExpired(Gone):
    """The link to the summary was valid once."""

    code = "summary-expired"
    status = 410


class PictureUnusable(InvalidRequest):
    """What is to be read from the picture cannot be read from it; the message says what to do."""

    code = "picture-unusable"
    status = 422


class ImageBlurred(PictureUnusable):
    """The markers are there, but run into each other."""

    code = "image-blurred"


class SheetNotFound(PictureUnusable):
    """No marker sheet on the picture, or too little of it."""

    code = "sheet-not-found"


class SeveralSheets(PictureUnusable):
    """More than one marker sheet on the picture."""

    code = "several-sheets"


class SheetTooSmall(PictureUnusable):
    """The marker sheet has too few pixels to be measured with."""

    code = "sheet-too-small"


class SheetBent(PictureUnusable):
    """The marker sheet does not lie flat."""

    code = "sheet-bent"


class PointsUnusable(PictureUnusable):
    """The points are not on the picture, or are one point."""

    code = "points-unusable"


class TooFarFromSheet(PictureUnusable):
    """The points are so far from the marker sheet that it tells nothing of them."""

    code = "too-far-from-sheet"


class CardNotFound(PictureUnusable):
    """No colour card on the picture, or too little of it."""

    code = "card-not-found"


class SeveralCards(PictureUnusable):
    """More than one colour card on the picture."""

    code = "several-cards"


class CardTooSmall(PictureUnusable):
    """The colour card has too few pixels for its patches to be read."""

    code = "card-too-small"


class CardUnreadable(PictureUnusable):
    """Too few of the colour card's patches are lit well enough to be read."""

    code = "card-unreadable"


class ProbeRunning(Gone):
    """Another probe is in; there is room for one at a time."""

    code = "probe-running"


class UnsupportedImage(InvalidRequest):
    """Not an image of a kind that is taken."""

    code = "unsupported-image"
    status = 415


class ImageTooLarge(InvalidRequest):
    """The image has too many bytes."""

    code = "image-too-large"
    status = 413


class TooManyPixels(InvalidRequest):
    """The image has, or would unpack to, too many pixels."""

    code = "too-many-pixels"
    status = 422


class CorruptImage(InvalidRequest):
    """The image is damaged or incomplete."""

    code = "corrupt-image"
    status = 422


class TooManyStills(Gone):
    """The consultation has as many stills as are kept of one."""

    code = "too-many-stills"
