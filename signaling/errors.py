"""The error tree. Every error has a stable `code`; clients translate the code, developers read the message.

    ConsultError
    ├── FrameError            the frame is not a message of this protocol
    │   ├── NotText, BadFrame, UnknownType, InvalidMessage
    ├── AccessError           who one is, or isn't
    │   ├── HelloRequired, TokenInvalid, TokenExpired, NotSignedIn, NotSupervisor, NotYourConsultation
    │   ├── CameraLinkExpired, CameraLinkUsed
    ├── NotFound
    │   ├── UnknownShop, UnknownProduct, UnknownVariant
    ├── Gone                  it was so a moment ago
    │   ├── NotInLine, OfferGone, ConsultationEnded
    ├── RateLimited
    └── ServiceUnavailable

`code` and `status` (the HTTP status of the same error on the REST side) are declared here and nowhere else.
"""

from typing import ClassVar


class ConsultError(Exception):
    """Base of every error that a client is told about."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500


class FrameError(ConsultError):
    """A frame that cannot be taken as a message."""

    code = "bad-frame"
    status = 400
    close_code: ClassVar[int | None] = None
    """WebSocket close code when the socket cannot go on; None keeps it open."""


class NotText(FrameError):
    """A binary frame; this protocol is text only."""

    code = "not-text"
    close_code = 1003


class BadFrame(FrameError):
    """Not JSON, or not an object with a `type`."""

    code = "bad-frame"


class UnknownType(FrameError):
    """A `type` that this version of the protocol does not have."""

    code = "unknown-type"


class InvalidMessage(FrameError):
    """A known type whose fields are missing, unknown or out of range; or one that this role may not send."""

    code = "invalid-message"


class AccessError(ConsultError):
    """The sender may not do this."""

    status = 403


class HelloRequired(AccessError):
    """The first frame was not a hello, or did not come in time."""

    code = "hello-required"
    status = 401


class TokenInvalid(AccessError):
    """The token is not one of this shop's, or is not a token at all."""

    code = "token-invalid"
    status = 401


class TokenExpired(AccessError):
    """The token was valid once; the shop page can issue a new one."""

    code = "token-expired"
    status = 401


class NotSignedIn(AccessError):
    """No valid staff session in the cookie."""

    code = "not-signed-in"
    status = 401


class NotSupervisor(AccessError):
    """Signed in, but without the supervisor role."""

    code = "not-supervisor"


class NotYourConsultation(AccessError):
    """The sender is not one of the two people of this consultation."""

    code = "not-your-consultation"


class CameraLinkExpired(AccessError):
    """The invitation of a second camera is too old, or never was one."""

    code = "camera-link-expired"


class CameraLinkUsed(AccessError):
    """Another page has used the invitation of a second camera."""

    code = "camera-link-used"


class NotFound(ConsultError):
    """What the request names does not exist."""

    status = 404


class UnknownShop(NotFound):
    """No shop of this id."""

    code = "unknown-shop"


class UnknownProduct(NotFound):
    """The shop has no product with this SKU."""

    code = "unknown-product"


class UnknownVariant(NotFound):
    """The product has no such variant, or has variants and none was named."""

    code = "unknown-variant"


class Gone(ConsultError):
    """It was there a moment ago; the client's picture is out of date and the new state follows."""

    status = 409


class NotInLine(Gone):
    """The buyer has no ticket."""

    code = "not-in-line"


class OfferGone(Gone):
    """The offer was taken back: the buyer left, the deadline passed, or it was answered already."""

    code = "offer-gone"


class ConsultationEnded(Gone):
    """The consultation is over."""

    code = "consultation-ended"


class RateLimited(ConsultError):
    """Too many tries."""

    code = "rate-limited"
    status = 429

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        """Whole seconds after which another try is allowed."""


class ServiceUnavailable(ConsultError):
    """Redis or the database cannot be reached; nothing was changed."""

    code = "service-unavailable"
    status = 503
