"""The life of a consultation as a state machine without I/O: an event in, the new state and its consequences out.

    offered ──accept──▶ active ──end──▶ ended
       │                  │
       │ decline,         │ agent lost: the buyer goes back to his original place in line
       │ deadline,        │ buyer lost: the agent wraps up
       ▼ someone gone     ▼
     ended              ended

`advance` decides; `server/matchmaker.py` commits the decision with `scripts/settle.lua`, which takes it whole or, when
another node was faster, not at all, and then tells the two people. Nothing here reads a clock: `now_ms` is given.
"""

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from msgspec import Struct

from signaling.errors import ConsultationEnded, InvalidMessage, OfferGone
from signaling.messages import CartItem, CartStatus, MediaState, Purpose, Role

MAX_CART = 30
"""Of one consultation: every state carries them all."""

MAX_SHOWN = 30


class State(StrEnum):
    """Where a consultation stands."""

    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a consultation ended; the first five before anybody accepted it."""

    DECLINED = "declined"
    MISSED = "missed"
    ABANDONED = "abandoned"
    AGENT_UNREACHABLE = "agent_unreachable"
    BUYER_ENDED = "buyer_ended"
    AGENT_ENDED = "agent_ended"
    BUYER_LOST = "buyer_lost"
    AGENT_LOST = "agent_lost"


class TicketFate(StrEnum):
    """What a step means for the buyer's ticket."""

    KEEP = "keep"
    PAIR = "pair"
    REQUEUE = "requeue"
    PASS_ON = "pass_on"  # noqa: S105 - not a password
    """Back in line, and not to this agent again."""
    DROP = "drop"


class AgentFate(StrEnum):
    """What a step means for the agent."""

    KEEP = "keep"
    BUSY = "busy"
    AVAILABLE = "available"
    WRAP_UP = "wrap_up"
    AWAY = "away"
    GONE = "gone"


class Consultation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One consultation as Redis holds it. Created by `scripts/offer.lua`, changed only through `advance`."""

    id: str
    buyer: str
    agent: str
    product: str
    purpose: Purpose
    language: str
    place_ms: int
    joined_ms: int
    offered_ms: int
    deadline_ms: int
    state: State
    version: int
    """Grows by one with every step; a step is committed only against the version it was decided on."""
    generation: int
    """Counts peer connections: both sides rebuild theirs when it grows."""
    agent_name: str = ""
    buyer_name: str = ""
    buyer_country: str | None = None
    buyer_time_zone: str = "UTC"
    returning: bool = False
    language_differs: bool = False
    buyer_connected: bool = True
    agent_connected: bool = True
    buyer_media: MediaState = MediaState()
    agent_media: MediaState = MediaState()
    accepted_ms: int | None = None
    ended_ms: int | None = None
    end_reason: EndReason | None = None
    shown: tuple[str, ...] = ()
    """SKUs of what the agent has shown since the beginning, each once; the one shown now is the last."""
    cart: tuple[CartItem, ...] = ()
    camera: str | None = None
    """The second camera that is in it: the newest that joined."""

    def role_of(self, client: str) -> Role | None:
        """Which of the two people `client` (`buyer:ID`, `agent:ID`) is, or None for anybody else."""
        if client == f"buyer:{self.buyer}":
            return Role.BUYER
        if client == f"agent:{self.agent}":
            return Role.AGENT
        return None

    def client_of(self, role: Role) -> str:
        """The client (`buyer:ID`, `agent:ID`) in the given role."""
        return f"buyer:{self.buyer}" if role is Role.BUYER else f"agent:{self.agent}"

    def connected(self, role: Role) -> bool:
        """Whether this side has a live socket to some node."""
        return self.buyer_connected if role is Role.BUYER else self.agent_connected

    def media(self, role: Role) -> MediaState:
        """The devices this side is sending from."""
        return self.buyer_media if role is Role.BUYER else self.agent_media


# --- events ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Accepted:
    """The agent took the offer."""


@dataclass(frozen=True)
class Declined:
    """The agent passed the offer on; with `away`, he also wants no more."""

    away: bool = False


@dataclass(frozen=True)
class DeadlinePassed:
    """Nobody answered the offer in time."""


@dataclass(frozen=True)
class Finished:
    """One side ended it, or left while it rang."""

    by: Role


@dataclass(frozen=True)
class Lost:
    """One side's lease ended: it is gone for good."""

    role: Role


@dataclass(frozen=True)
class ConnectionChanged:
    """One side's socket came or went; the lease decides later whether it is lost."""

    role: Role
    connected: bool


@dataclass(frozen=True)
class MediaChanged:
    """One side switched a device on or off."""

    role: Role
    media: MediaState


@dataclass(frozen=True)
class PeerRestart:
    """One side wants a new peer connection in place of the one of `generation`."""

    generation: int


@dataclass(frozen=True)
class ProductShown:
    """The agent shows a product of the shop."""

    sku: str


@dataclass(frozen=True)
class CartAsked:
    """The agent puts a variant into the shop's cart."""

    item: CartItem


@dataclass(frozen=True)
class CartAnswered:
    """The buyer's page tells what became of the item of this id."""

    id: str
    status: CartStatus


@dataclass(frozen=True)
class CameraJoined:
    """A second camera has come, in place of any other."""

    camera: str


@dataclass(frozen=True)
class CameraRemoved:
    """This second camera is taken out."""

    camera: str


Event = (
    Accepted | Declined | DeadlinePassed | Finished | Lost | ConnectionChanged | MediaChanged | PeerRestart
    | ProductShown | CartAsked | CartAnswered | CameraJoined | CameraRemoved
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What an event leads to. `guard` names the lease that must have ended for the step to be right."""

    consultation: Consultation
    ticket: TicketFate = TicketFate.KEEP
    agent: AgentFate = AgentFate.KEEP
    guard: str = ""

    @property
    def handled_ms(self) -> int | None:
        """How long the consultation took, once it has ended after having been accepted."""
        ended = self.consultation
        if ended.ended_ms is None or ended.accepted_ms is None:
            return None
        return ended.ended_ms - ended.accepted_ms


def advance(consultation: Consultation, event: Event, now_ms: int) -> Step | None:
    """Decide what `event` means for `consultation` at `now_ms`; None when it changes nothing.

    Raises `OfferGone` for an answer to an offer that is no longer open, `ConsultationEnded` for anything else that
    comes after the end. Events that only observe (`Lost`, `DeadlinePassed`, `ConnectionChanged`, `CameraRemoved`) never
    raise.
    """
    if consultation.state is State.ENDED:
        _refuse_after_the_end(event)
        return None
    if consultation.state is State.OFFERED:
        step = _while_offered(consultation, event, now_ms)
    else:
        step = _while_active(consultation, event, now_ms)
    if step is None:
        return None
    changed = msgspec.structs.replace(step.consultation, version=consultation.version + 1)
    return Step(changed, step.ticket, step.agent, step.guard)


def _refuse_after_the_end(event: Event) -> None:
    match event:
        case Accepted() | Declined():
            raise OfferGone("the offer was taken back or answered already")
        case (
            Finished() | MediaChanged() | PeerRestart() | ProductShown() | CartAsked() | CartAnswered() | CameraJoined()
        ):
            raise ConsultationEnded("the consultation is over")


def _while_offered(consultation: Consultation, event: Event, now_ms: int) -> Step | None:
    def ended(reason: EndReason) -> Consultation:
        return _ended(consultation, reason, now_ms)

    match event:
        case Accepted() if now_ms >= consultation.deadline_ms:
            raise OfferGone("the deadline of the offer has passed")
        case Accepted():
            active = msgspec.structs.replace(consultation, state=State.ACTIVE, accepted_ms=now_ms)
            return Step(active, TicketFate.PAIR, AgentFate.BUSY)
        case Declined(away=away):
            fate = AgentFate.AWAY if away else AgentFate.AVAILABLE
            return Step(ended(EndReason.DECLINED), TicketFate.PASS_ON, fate)
        case DeadlinePassed():
            if now_ms < consultation.deadline_ms:
                return None
            # Who does not answer is not at the desk: ringing it again would cost the next buyer a deadline too.
            return Step(ended(EndReason.MISSED), TicketFate.REQUEUE, AgentFate.AWAY)
        case Finished(by=Role.BUYER):
            return Step(ended(EndReason.ABANDONED), TicketFate.DROP, AgentFate.AVAILABLE)
        case Finished(by=Role.AGENT):
            return Step(ended(EndReason.DECLINED), TicketFate.PASS_ON, AgentFate.AVAILABLE)
        case Lost(role=Role.BUYER):
            guard = consultation.client_of(Role.BUYER)
            return Step(ended(EndReason.ABANDONED), TicketFate.DROP, AgentFate.AVAILABLE, guard)
        case Lost(role=Role.AGENT):
            guard = consultation.client_of(Role.AGENT)
            return Step(ended(EndReason.AGENT_UNREACHABLE), TicketFate.REQUEUE, AgentFate.GONE, guard)
        case ProductShown() | CartAsked() | CartAnswered() | CameraJoined():
            raise InvalidMessage("the consultation has not begun")
    return _while_either(consultation, event)


def _while_active(consultation: Consultation, event: Event, now_ms: int) -> Step | None:
    def ended(reason: EndReason) -> Consultation:
        return _ended(consultation, reason, now_ms)

    match event:
        case Accepted():
            return None  # a repeat after a reconnect
        case Declined():
            raise OfferGone("the offer was accepted already")
        case DeadlinePassed():
            return None
        case Finished(by=Role.BUYER):
            return Step(ended(EndReason.BUYER_ENDED), TicketFate.DROP, AgentFate.WRAP_UP)
        case Finished(by=Role.AGENT):
            return Step(ended(EndReason.AGENT_ENDED), TicketFate.DROP, AgentFate.WRAP_UP)
        case Lost(role=Role.BUYER):
            guard = consultation.client_of(Role.BUYER)
            return Step(ended(EndReason.BUYER_LOST), TicketFate.DROP, AgentFate.WRAP_UP, guard)
        case Lost(role=Role.AGENT):
            guard = consultation.client_of(Role.AGENT)
            return Step(ended(EndReason.AGENT_LOST), TicketFate.REQUEUE, AgentFate.GONE, guard)
        case ProductShown() | CartAsked() | CartAnswered():
            return _with_goods(consultation, event)
        case CameraJoined(camera=camera):
            return None if consultation.camera == camera else Step(msgspec.structs.replace(consultation, camera=camera))
    return _while_either(consultation, event)


def _while_either(consultation: Consultation, event: Event) -> Step | None:
    match event:
        case ConnectionChanged(role=role, connected=connected):
            if consultation.connected(role) is connected:
                return None
            return Step(_set(consultation, role, "connected", connected))
        case MediaChanged(role=role, media=media):
            if consultation.media(role) == media:
                return None
            return Step(_set(consultation, role, "media", media))
        case PeerRestart(generation=generation):
            if generation != consultation.generation:
                return None  # both sides asked; the first one was heard
            return Step(msgspec.structs.replace(consultation, generation=generation + 1))
        case CameraRemoved(camera=camera):
            return Step(msgspec.structs.replace(consultation, camera=None)) if consultation.camera == camera else None
    raise AssertionError(f"event without a rule: {event!r}")


_ANSWERS: dict[CartStatus, frozenset[CartStatus]] = {
    CartStatus.ASKED: frozenset(CartStatus) - {CartStatus.ASKED, CartStatus.REMOVED},
    # A shop that answers after its time is believed: the cart holds what it says.
    CartStatus.NO_SHOP: frozenset({CartStatus.ADDED, CartStatus.OUT_OF_STOCK, CartStatus.REFUSED}),
    CartStatus.ADDED: frozenset({CartStatus.REMOVED}),
}
"""Which answers an item of a status can still take."""


def _with_goods(consultation: Consultation, event: ProductShown | CartAsked | CartAnswered) -> Step | None:
    match event:
        case ProductShown(sku=sku):
            now = consultation.shown[-1] if consultation.shown else consultation.product
            if sku == now:
                return None
            shown = (*(other for other in consultation.shown if other != sku), sku)[-MAX_SHOWN:]
            return Step(msgspec.structs.replace(consultation, shown=shown))
        case CartAsked(item=item):
            if any(known.id == item.id for known in consultation.cart):
                return None
            if len(consultation.cart) >= MAX_CART:
                raise InvalidMessage(f"no more than {MAX_CART} of one consultation")
            return Step(msgspec.structs.replace(consultation, cart=(*consultation.cart, item)))
        case CartAnswered(id=item_id, status=status):
            cart = tuple(
                msgspec.structs.replace(item, status=status)
                if item.id == item_id and status in _ANSWERS.get(item.status, frozenset())
                else item
                for item in consultation.cart
            )
            return None if cart == consultation.cart else Step(msgspec.structs.replace(consultation, cart=cart))


def _ended(consultation: Consultation, reason: EndReason, now_ms: int) -> Consultation:
    return msgspec.structs.replace(consultation, state=State.ENDED, ended_ms=now_ms, end_reason=reason)


def _set(consultation: Consultation, role: Role, what: str, value: object) -> Consultation:
    return msgspec.structs.replace(consultation, **{f"{role}_{what}": value})
