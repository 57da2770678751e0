"""Every message that crosses the WebSocket, one frozen struct each. `PROTOCOL.md` is the normative text.

`ClientMessage` and `ServerMessage` are closed unions, told apart by the `type` field. Times are Unix milliseconds
(`_ms`), durations carry their unit in the name, languages are BCP 47 tags, countries ISO 3166-1 alpha-2.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

SUBPROTOCOL = "video-consult.v1"
MAX_FRAME_BYTES = 64 * 1024
"""Longest text frame accepted from a client; a description of a bundled call is 4-8 KiB."""

MAX_CHAT_CHARACTERS = 2000

Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:@-]+$")]
LanguageTag = Annotated[str, Meta(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Sku = Annotated[str, Meta(min_length=1, max_length=64)]
Token = Annotated[str, Meta(min_length=1, max_length=4096)]
TimeZone = Annotated[str, Meta(max_length=64, pattern=r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$")]
Milliseconds = Annotated[float, Meta(ge=0, le=600_000)]
Count = Annotated[int, Meta(ge=0, le=10_000_000)]


class CartStatus(StrEnum):
    """What became of a variant that the agent put into the shop's cart."""

    ASKED = "asked"
    """The buyer's page has not answered yet."""
    ADDED = "added"
    OUT_OF_STOCK = "out-of-stock"
    REFUSED = "refused"
    """The shop's page did not take it."""
    NO_SHOP = "no-shop"
    """The consultation is not embedded in a shop's page, or nobody there answered."""
    REMOVED = "removed"
    """The buyer took it out again."""


class Purpose(StrEnum):
    """What the buyer wants of the consultation."""

    SHOWING = "showing"
    TRY_ON = "try_on"
    SIZING = "sizing"
    USAGE = "usage"
    INSPECTION = "inspection"


class Role(StrEnum):
    """The two people of a consultation."""

    BUYER = "buyer"
    AGENT = "agent"

    @property
    def other(self) -> "Role":
        """The role at the other end."""
        return Role.AGENT if self is Role.BUYER else Role.BUYER


class Outcome(StrEnum):
    """What the agent notes when a consultation is over."""

    SOLVED = "solved"
    FOLLOW_UP = "follow_up"
    BOUGHT = "bought"
    NOT_FOR_ME = "not_for_me"
    TECHNICAL = "technical_problem"
    ABUSE = "abuse"


class _Message(
    Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """Common base: tagged by `type`, unknown fields refused so that a typo is heard of.

    Messages and their parts hold values alone and so no cycles: the garbage collector need not look at them.
    """


class _View(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Common base of the parts inside messages."""


# --- parts ----------------------------------------------------------------------------------------------------------


class Description(_View, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session description (RTCSessionDescriptionInit). Empty `sdp` is allowed only for a rollback."""

    type: Annotated[str, Meta(pattern="^(offer|answer|pranswer|rollback)$")]
    sdp: Annotated[str, Meta(max_length=48 * 1024)] = ""


class Candidate(_View, frozen=True, kw_only=True):
    """An ICE candidate (RTCIceCandidateInit); an empty `candidate` string means end of candidates."""

    candidate: Annotated[str, Meta(max_length=1024)]
    sdpMid: Annotated[str, Meta(max_length=64)] | None = None
    sdpMLineIndex: Annotated[int, Meta(ge=0, le=64)] | None = None
    usernameFragment: Annotated[str, Meta(max_length=256)] | None = None


class IceServer(_View, frozen=True, kw_only=True):
    """A STUN or TURN server (RTCIceServer) with its time-limited credential."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None
    region: str | None = None
    """Where it stands, as the operator names it; one entry a region, so that a page can choose by measuring."""


class MediaState(_View, frozen=True, kw_only=True):
    """Which of its devices one side is sending from."""

    camera: bool = False
    microphone: bool = False


class ProductView(_View, frozen=True, kw_only=True):
    """The product that a consultation is about, as both sides see it."""

    sku: str
    title: str
    category: str
    image: str | None = None
    price: str | None = None
    url: str | None = None
    sizes: list[str] = []


class ShopView(_View, frozen=True, kw_only=True):
    """The shop, as its buyers see it."""

    id: str
    name: str
    languages: list[str] = []


class ChatLine(_View, frozen=True, kw_only=True):
    """One line of the conversation, in the order in which the server stored it."""

    id: str
    sender: Role
    text: str
    sent_ms: int


class CartItem(_View, frozen=True, kw_only=True):
    """A variant that the agent put into the shop's cart, as it was when he did, and what became of it.

    `id` is the agent's page's own: the same one is put in once. `variant` is None for a product without variants.
    """

    id: str
    sku: str
    title: str
    variant: str | None = None
    size: str | None = None
    colour: str | None = None
    price: str | None = None
    quantity: int = 1
    status: CartStatus = CartStatus.ASKED


class ConsultationView(_View, frozen=True, kw_only=True):
    """All that one side must know of its consultation; sent whole at every change and on every reconnect.

    `generation` counts peer connections: a description or candidate of another generation is stale and is dropped.
    `version` grows by one with every change. `polite`: this side leaves the offers to the other one.
    """

    id: str
    state: str  # offered | active | ended
    version: int
    generation: int
    polite: bool
    purpose: Purpose
    product: ProductView
    language: str
    peer_name: str
    peer_connected: bool
    peer_media: MediaState
    ice_servers: list[IceServer]
    relay_only: bool = False
    language_differs: bool = False
    """True when the other side does not speak the buyer's language: both are told."""
    offered_ms: int = 0
    accepted_ms: int | None = None
    ended_ms: int | None = None
    end_reason: str | None = None
    chat: list[ChatLine] = []
    shown: ProductView | None = None
    """The product that the agent shows now, where it is another one than the consultation began with."""
    cart: list[CartItem] = []
    """What the agent put into the shop's cart, oldest first."""
    summary: str | None = None
    """Path of the summary's page, once the consultation has ended."""
    camera: str | None = None
    """The second camera that is in it."""


class OfferView(_View, frozen=True, kw_only=True):
    """A ticket offered to this agent, with its deadline. The agent connects while it rings."""

    consultation: ConsultationView
    deadline_ms: int
    buyer_name: str
    buyer_country: str | None = None
    buyer_time_zone: str | None = None
    waited_ms: int = 0
    returning: bool = False


class Stage(_View, frozen=True, kw_only=True):
    """Time spent in one stage over a report's window: sum in ms over `frames` frames."""

    sum_ms: Annotated[float, Meta(ge=0, le=1e9)] = 0.0
    frames: Count = 0


class Stages(_View, frozen=True, kw_only=True):
    """Where the latency was spent. Sums and counts, so that they merge by addition like the histogram."""

    capture_encode: Stage = Stage()
    network: Stage = Stage()
    jitter_buffer: Stage = Stage()
    decode_render: Stage = Stage()


class LatencyWindow(_View, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one side saw of the other's picture in about 2 s.

    `buckets[i]` counts frames up to `histogram_edges_ms[i]`; the last one takes the rest. `within_ms` + `late_ms` +
    `missing_ms` is the wall-clock time in which a picture was due: newest frame at most the target old, older, and
    not measurable. `bound_ms` is the widest error bound (±) of the window.
    """

    kind: Annotated[str, Meta(pattern="^(measured|estimated|missing|off)$")]
    buckets: Annotated[list[Count], Meta(max_length=64)] = []
    sum_ms: Annotated[float, Meta(ge=0, le=1e9)] = 0.0
    """Sum of the latencies counted in `buckets`."""
    within_ms: Milliseconds = 0
    late_ms: Milliseconds = 0
    missing_ms: Milliseconds = 0
    newest_ms: Milliseconds | None = None
    bound_ms: Milliseconds | None = None
    stages: Stages = Stages()
    path: Annotated[str, Meta(pattern="^(direct|relay|unknown)$")] = "unknown"
    rtt_ms: Milliseconds | None = None
    packets_lost: Count = 0
    packets_received: Count = 0
    width: Annotated[int, Meta(ge=0, le=16384)] = 0
    height: Annotated[int, Meta(ge=0, le=16384)] = 0
    frames_per_second: Annotated[float, Meta(ge=0, le=1000)] = 0.0
    freezes: Count = 0
    frozen_ms: Milliseconds = 0
    """Time the picture stood still, as W3C's `totalFreezesDuration` counts it."""
    bitrate_bps: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0
    """What the picture took of the link on average, in bit/s."""
    codec: Annotated[str, Meta(max_length=20, pattern=r"^[A-Za-z0-9-]*$")] = ""
    mouth_to_ear_ms: Milliseconds | None = None
    """Estimated age of the sound when heard; None while unknown."""
    concealed_samples: Count = 0
    """Audio samples that were made up because none had come in time, of `audio_samples` played."""
    audio_samples: Count = 0


class TimelineEvent(_View, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened at one side, for the consultation's timeline.

    `kind` and `reason` are stable words that pages translate (`timeline-KIND`, `timeline-KIND-REASON`); `values` are
    the numbers of that sentence, units in their names.
    """

    kind: Annotated[
        str,
        Meta(
            pattern="^(governor|route|ice-restart|peer-rebuilt|reconnecting|connected|camera-switched|camera-on|camera-off"
            "|network-changed|complaint)$"
        ),
    ]
    reason: Annotated[str, Meta(max_length=40, pattern=r"^[a-z0-9-]*$")] = ""
    values: Annotated[dict[Annotated[str, Meta(max_length=40)], float], Meta(max_length=8)] = {}
    age_ms: Milliseconds = 0
    """How long ago it happened when it was sent."""


# --- client to server -----------------------------------------------------------------------------------------------


class BuyerHello(_Message, tag="buyer-hello", frozen=True, kw_only=True):
    """First frame of a buyer: the shop's token, or the resume token of an earlier `welcome`."""

    tab: Id
    token: Token | None = None
    resume: Token | None = None


class AgentHello(_Message, tag="agent-hello", frozen=True, kw_only=True):
    """First frame of an agent; who he is says the session cookie of the upgrade request."""

    tab: Id


class MonitorHello(_Message, tag="monitor-hello", frozen=True, kw_only=True):
    """First frame of a monitor page; needs the supervisor role."""

    tab: Id


class CameraHello(_Message, tag="camera-hello", frozen=True, kw_only=True):
    """First frame of a second camera: the token of the agent's invitation; the same `tab` may use it again."""

    tab: Id
    token: Token


class Join(_Message, tag="join", frozen=True, kw_only=True):
    """A buyer takes a place in line."""

    product: Annotated[str, Meta(min_length=1, max_length=64)]
    purpose: Purpose
    language: LanguageTag
    country: Country | None = None
    time_zone: TimeZone = "UTC"


class Leave(_Message, tag="leave", frozen=True, kw_only=True):
    """A buyer gives up the place in line."""


class Available(_Message, tag="available", frozen=True, kw_only=True):
    """An agent wants to be rung."""


class Away(_Message, tag="away", frozen=True, kw_only=True):
    """An agent does not want to be rung."""


class Accept(_Message, tag="accept", frozen=True, kw_only=True):
    """The agent takes the offer."""

    consultation: Id


class Decline(_Message, tag="decline", frozen=True, kw_only=True):
    """The agent passes the offer on."""

    consultation: Id


class PeerDescription(_Message, tag="description", frozen=True, kw_only=True):
    """A session description for the other side; relayed unchanged, with the generation checked."""

    consultation: Id
    generation: Count
    description: Description


class PeerCandidate(_Message, tag="candidate", frozen=True, kw_only=True):
    """An ICE candidate for the other side."""

    consultation: Id
    generation: Count
    candidate: Candidate


class RestartIce(_Message, tag="restart-ice", frozen=True, kw_only=True):
    """Asks the other side, which makes the offers, for one with an ICE restart."""

    consultation: Id
    generation: Count


class RestartPeer(_Message, tag="restart-peer", frozen=True, kw_only=True):
    """Asks for a new peer connection on both sides, one generation up. A stale `generation` changes nothing."""

    consultation: Id
    generation: Count


class CameraSignal(_Message, tag="camera-signal", frozen=True, kw_only=True):
    """About one peer connection (`link`) of a second camera: from the camera `to` one of the two people, or from them.

    With neither `description` nor `candidate` it asks the camera for an offer with a new link.
    """

    consultation: Id
    camera: Id
    link: Id
    to: Role | None = None
    description: Description | None = None
    candidate: Candidate | None = None


class RemoveCamera(_Message, tag="remove-camera", frozen=True, kw_only=True):
    """The agent, or the second camera itself, takes it out of the consultation."""

    consultation: Id
    camera: Id


class SetMedia(_Message, tag="set-media", frozen=True, kw_only=True):
    """Tells the other side which devices one is sending from."""

    consultation: Id
    media: MediaState


class SendChat(_Message, tag="send-chat", frozen=True, kw_only=True):
    """A line of chat. `id` is the client's; a repeat of the same id is stored once and answered again."""

    consultation: Id
    id: Id
    text: Annotated[str, Meta(min_length=1, max_length=MAX_CHAT_CHARACTERS)]


class ShowProduct(_Message, tag="show-product", frozen=True, kw_only=True):
    """The agent shows another product of the shop; both sides see it in their next state."""

    consultation: Id
    sku: Sku


class AddToCart(_Message, tag="add-to-cart", frozen=True, kw_only=True):
    """The agent puts a variant into the shop's cart, by way of the buyer's page. `id` is the client's."""

    consultation: Id
    id: Id
    sku: Sku
    variant: Id | None = None
    quantity: Annotated[int, Meta(ge=1, le=99)] = 1


class CartAnswer(_Message, tag="cart-answer", frozen=True, kw_only=True):
    """The buyer's page says what became of `add-to-cart` of this `id`, or that the buyer has taken it out again."""

    consultation: Id
    id: Id
    status: Annotated[CartStatus, Meta(description="any but asked")]


class LatencyReport(_Message, tag="latency-report", frozen=True, kw_only=True):
    """One window of latency as the sender of the report saw it."""

    consultation: Id
    window: LatencyWindow


class ReportEvent(_Message, tag="report-event", frozen=True, kw_only=True):
    """One entry of the consultation's timeline, as the sender saw it happen."""

    consultation: Id
    event: TimelineEvent


class FirstFrame(_Message, tag="first-frame", frozen=True, kw_only=True):
    """From the agent: time from his *accept* to the first frame on the buyer's screen, ± `bound_ms`."""

    consultation: Id
    elapsed_ms: Milliseconds
    bound_ms: Milliseconds


class End(_Message, tag="end", frozen=True, kw_only=True):
    """Either side ends the consultation."""

    consultation: Id


class SaveOutcome(_Message, tag="save-outcome", frozen=True, kw_only=True):
    """The agent's wrap-up; makes him available again when `available` is true."""

    consultation: Id
    outcome: Outcome
    size_advised: Annotated[str, Meta(max_length=40)] | None = None
    note: Annotated[str, Meta(max_length=2000)] | None = None
    available: bool = True


class Rate(_Message, tag="rate", frozen=True, kw_only=True):
    """The buyer's rating of the consultation."""

    consultation: Id
    stars: Annotated[int, Meta(ge=1, le=5)]
    comment: Annotated[str, Meta(max_length=1000)] | None = None


class RequestCallback(_Message, tag="request-callback", frozen=True, kw_only=True):
    """The buyer asks to be called back at a moment of his choice (`at_ms`), said in his `time_zone`."""

    id: Id
    product: Annotated[str, Meta(min_length=1, max_length=64)]
    purpose: Purpose
    language: LanguageTag
    at_ms: Annotated[int, Meta(ge=0, le=10**14)]
    time_zone: TimeZone
    contact: Annotated[str, Meta(min_length=3, max_length=200)]
    note: Annotated[str, Meta(max_length=1000)] | None = None


class Ping(_Message, tag="ping", frozen=True, kw_only=True):
    """Answered at once by `pong`; measures the way to the node and keeps proxies from closing the socket."""

    sent_ms: float


ClientMessage = (
    BuyerHello | AgentHello | MonitorHello | CameraHello | Join | Leave | Available | Away | Accept | Decline
    | PeerDescription | PeerCandidate | RestartIce | RestartPeer | CameraSignal | RemoveCamera | SetMedia | SendChat
    | ShowProduct | AddToCart | CartAnswer | LatencyReport | ReportEvent | FirstFrame | End | SaveOutcome | Rate
    | RequestCallback | Ping
)  # fmt: skip


# --- server to client -----------------------------------------------------------------------------------------------


class Welcome(_Message, tag="welcome", frozen=True, kw_only=True):
    """Answer to a hello: who one is here, and the numbers that pages share with the server."""

    role: str
    client: str
    name: str
    shop: ShopView
    target_ms: int
    good_ms: int
    histogram_edges_ms: list[int]
    lease_ms: int
    now_ms: int
    governor: Annotated[str, Meta(pattern="^(on|ceiling|off)$")] = "on"
    resume: str | None = None


class BuyerState(_Message, tag="buyer-state", frozen=True, kw_only=True):
    """The whole of what a buyer must know. `phase`: idle | waiting | ringing | active | ended.

    `notice` says why the phase changed where the buyer would wonder: agent-lost, offer-missed, left, lapsed.
    """

    phase: str
    product: ProductView | None = None
    purpose: Purpose | None = None
    language: str | None = None
    consultation: ConsultationView | None = None
    notice: str | None = None


class QueueStatus(_Message, tag="queue-status", frozen=True, kw_only=True):
    """Place in line, sent whenever it changes. `agents` counts those on duty who may still take this ticket."""

    position: int
    agents: int
    wait_estimate_s: int | None = None
    relaxed: bool = False


class AgentState(_Message, tag="agent-state", frozen=True, kw_only=True):
    """The whole of what an agent must know. `status`: away | available | offered | busy | wrap_up.

    `notice`: offer-missed, offer-withdrawn, buyer-left.
    """

    status: str
    offer: OfferView | None = None
    consultation: ConsultationView | None = None
    waiting: int = 0
    notice: str | None = None


class RelayedDescription(_Message, tag="description", frozen=True, kw_only=True):
    """The other side's session description."""

    consultation: str
    generation: int
    description: Description


class RelayedCandidate(_Message, tag="candidate", frozen=True, kw_only=True):
    """The other side's ICE candidate."""

    consultation: str
    generation: int
    candidate: Candidate


class RelayedRestartIce(_Message, tag="restart-ice", frozen=True, kw_only=True):
    """The other side, which makes no offers, asks for one with an ICE restart."""

    consultation: str
    generation: int


class CameraState(_Message, tag="camera-state", frozen=True, kw_only=True):
    """The whole of what a second camera must know. `removed` and `ended` are final."""

    phase: Annotated[str, Meta(pattern="^(live|removed|ended)$")]
    consultation: str
    camera: str
    ice_servers: list[IceServer]
    relay_only: bool = False


class RelayedCameraSignal(_Message, tag="camera-signal", frozen=True, kw_only=True):
    """What the other end of a second camera's peer connection said; `of` stands where that is one of the two people."""

    consultation: str
    camera: str
    link: str
    of: Role | None = None
    description: Description | None = None
    candidate: Candidate | None = None


class Chat(_Message, tag="chat", frozen=True, kw_only=True):
    """A stored line; sent to both sides, for the sender it is the acknowledgement."""

    consultation: str
    line: ChatLine


StillKind = Annotated[str, Meta(pattern="^(close-look|frozen|drawn|file)$")]
StillLabel = Annotated[str, Meta(max_length=80)]


class StillView(Struct, frozen=True, kw_only=True):
    """One kept still. `by`: whose page sent it in; `sha256` of the image as it is kept, in hexadecimal."""

    id: str
    kind: StillKind
    by: Role
    label: str
    width: int
    height: int
    sha256: str
    created_ms: int


class StillAdded(_Message, tag="still-added", frozen=True, kw_only=True):
    """A still is kept, or has another label; sent to both sides."""

    consultation: str
    still: StillView


class StillRemoved(_Message, tag="still-removed", frozen=True, kw_only=True):
    """A still was erased and is nowhere any more; sent to both sides. `still` is its id."""

    consultation: str
    still: str


GarmentPoint = Annotated[str, Meta(pattern="^(chest|length|sleeve|waist|inseam)$")]


class GarmentMeasure(Struct, frozen=True, kw_only=True):
    """A length of the garment, measured on a still: the truth is within ± `error_cm` in 95 of 100 cases."""

    name: GarmentPoint
    cm: float
    error_cm: float
    still: str
    by: Role
    measured_ms: int


class GarmentMeasured(_Message, tag="garment-measured", frozen=True, kw_only=True):
    """A garment measurement is kept; it replaces the one of its name. Sent to both sides."""

    consultation: str
    measure: GarmentMeasure


ColourWarning = Annotated[str, Meta(pattern="^(clipped|too-dark|glare|uneven-light|poor-fit)$")]


ColourReference = Annotated[str, Meta(pattern="^(card|chart)$")]


class ColourDifferences(Struct, frozen=True, kw_only=True):
    """CIEDE2000 between a colour card's patches as shown and as they are."""

    median: float
    mean: float
    most: float


class ColourCorrection(Struct, frozen=True, kw_only=True):
    """How to show the agent's picture: decode sRGB to linear light, apply `matrix` (3 x 3, row by row), encode again.

    `reference`: read from the printed card or from a 24-patch chart. `patches`: how many of its 24 could be read.
    """

    matrix: Annotated[list[float], Meta(min_length=9, max_length=9)]
    patches: int
    before: ColourDifferences
    after: ColourDifferences
    warnings: list[ColourWarning]
    reference: ColourReference = "card"


class ColourCorrected(_Message, tag="colour-corrected", frozen=True, kw_only=True):
    """From now on the agent's picture is corrected like this; null: it is shown as it comes. Sent to both sides."""

    consultation: str
    correction: ColourCorrection | None


class Saved(_Message, tag="saved", frozen=True, kw_only=True):
    """Something is stored; `id` names it. `what`: rating | outcome | callback | shown | cart | cart-answer."""

    what: str
    id: str


class Pong(_Message, tag="pong", frozen=True, kw_only=True):
    """Answer to `ping`: when it was answered, on the nodes' shared clock and on the node's own.

    The own one is kept by NTP: it is within `clock_bound_ms` of UTC, or nobody knows how far from it when that is None.
    """

    sent_ms: float
    server_ms: float
    node: str
    clock_ms: float
    clock_bound_ms: float | None = None


class Superseded(_Message, tag="superseded", frozen=True, kw_only=True):
    """The same person opened another tab, which takes over; this socket is closed with 4001."""


class GoingAway(_Message, tag="going-away", frozen=True, kw_only=True):
    """The node is about to stop; reconnect (to any node) with the resume token. Media goes on."""

    retry_ms: int = 500


class ServiceStatus(_Message, tag="service-status", frozen=True, kw_only=True):
    """Whether this node can reach the waiting room. While it cannot, a running consultation goes on by itself."""

    available: bool


class Error(_Message, tag="error", frozen=True, kw_only=True):
    """Something was refused. `code` is stable (see PROTOCOL.md), `detail` is for developers, `of` the type refused."""

    code: str
    detail: str
    of: str | None = None
    retry_after_s: int | None = None


class LiveFigures(_View, frozen=True, kw_only=True):
    """The newest window of one direction of a live consultation, as the monitor's table shows it.

    `within_share` and `freezes` are those of the whole consultation so far; None where nothing was due or measured.
    """

    reported_ms: int
    kind: Annotated[str, Meta(pattern="^(measured|estimated|missing|off)$")]
    newest_ms: int | None = None
    bound_ms: int | None = None
    within_share: float | None = None
    path: Annotated[str, Meta(pattern="^(direct|relay|unknown)$")] = "unknown"
    codec: str = ""
    width: int = 0
    height: int = 0
    frames_per_second: int = 0
    bitrate_bps: int = 0
    loss_share: float | None = None
    rtt_ms: int | None = None
    mouth_to_ear_ms: int | None = None
    freezes: int = 0


class LiveConsultation(_View, frozen=True, kw_only=True):
    """One live consultation. All but `to_buyer` and `to_agent` changes seldom or never.

    `agent_region` is the IANA time zone of the agent, `browser` the buyer's (name and major version), `floor_ms` the
    least latency that physics allows on the way between the two people.
    """

    id: str
    purpose: Purpose
    product_title: str
    agent_name: str
    language: str
    started_ms: int
    buyer_country: str | None = None
    agent_region: str = ""
    browser: str = ""
    floor_ms: int | None = None
    first_frame_ms: float | None = None
    complaints: int = 0
    to_buyer: LiveFigures | None = None
    to_agent: LiveFigures | None = None


class LiveChange(_View, frozen=True, kw_only=True):
    """New figures of one live consultation; a direction that is left out has none that are new."""

    id: str
    to_buyer: LiveFigures | None = None
    to_agent: LiveFigures | None = None


class LatencyMinute(_View, frozen=True, kw_only=True):
    """Latency of a shop's pictures towards buyers in one minute: merged histogram, seconds and counts."""

    minute_ms: int
    buckets: list[int]
    within_ms: float
    late_ms: float
    missing_ms: float
    stages: Stages
    freezes: int = 0
    frozen_ms: float = 0.0


class BurnRate(_View, frozen=True, kw_only=True):
    """How fast the error budget was spent over one window: 1 spends just all of it in the budget's days.

    `rate` is None while nothing was due.
    """

    window_s: int
    due_s: float
    rate: float | None = None


class ErrorBudget(_View, frozen=True, kw_only=True):
    """The objective: `objective` of the due seconds within target over `window_days` days.

    Missing seconds are due and not within; `missing_s` shows them apart. `left_share` is what is left of the budget:
    1 all of it, 0 nothing, below 0 overspent; None while nothing was due.
    """

    objective: float
    window_days: int
    due_s: float
    within_s: float
    missing_s: float
    left_share: float | None = None
    burn: list[BurnRate] = []


class AlertNote(_View, frozen=True, kw_only=True):
    """Who acknowledged or silenced an alert, and why; `until_ms` is set for a silence."""

    by: str
    at_ms: int
    reason: str
    until_ms: int | None = None


class BurnAlert(_View, frozen=True, kw_only=True):
    """An alert on the error budget: both windows burn faster than `threshold`.

    `id` is the rule's (`fast-burn`, `slow-burn`, `steady-burn`). `resolved_ms` is set once it no longer fires.
    """

    id: str
    severity: Annotated[str, Meta(pattern="^(page|ticket)$")]
    threshold: float
    long: BurnRate
    short: BurnRate
    since_ms: int
    resolved_ms: int | None = None
    acknowledged: AlertNote | None = None
    silenced: AlertNote | None = None


class ProbeResult(_View, frozen=True, kw_only=True):
    """The newest synthetic consultation by one way. It never enters people's sums."""

    region: str
    path: Annotated[str, Meta(pattern="^(direct|relay|unknown)$")]
    at_ms: int
    within_target: bool
    setup_ms: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    bound_ms: float | None = None
    error: str | None = None


class MonitorState(_Message, tag="monitor-state", frozen=True, kw_only=True):
    """First picture of a monitor, and again whenever changes would not do: all that is live, and the last hour."""

    now_ms: int
    live: list[LiveConsultation]
    minutes: list[LatencyMinute]
    waiting: int
    agents_on_duty: int
    budget: ErrorBudget | None = None
    alerts: list[BurnAlert] = []
    probes: list[ProbeResult] = []


class MonitorUpdate(_Message, tag="monitor-update", frozen=True, kw_only=True):
    """What has changed since the message before, about once a second.

    `live` holds entries that came or changed in more than figures: each replaces the one of its id, whole. `figures`
    replaces only the directions that it names. `minutes` replaces minutes by `minute_ms`. None: as before.
    """

    now_ms: int
    waiting: int
    agents_on_duty: int
    live: list[LiveConsultation] = []
    figures: list[LiveChange] = []
    gone: list[str] = []
    minutes: list[LatencyMinute] = []
    budget: ErrorBudget | None = None
    alerts: list[BurnAlert] | None = None
    probes: list[ProbeResult] | None = None


ServerMessage = (
    Welcome | BuyerState | QueueStatus | AgentState | RelayedDescription | RelayedCandidate | RelayedRestartIce
    | CameraState | RelayedCameraSignal | Chat | StillAdded | StillRemoved | GarmentMeasured | ColourCorrected | Saved
    | Pong | Superseded | GoingAway | ServiceStatus | Error | MonitorState | MonitorUpdate
)  # fmt: skip

_client_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_server_decoder: msgspec.json.Decoder[ServerMessage] = msgspec.json.Decoder(ServerMessage)
_encoder = msgspec.json.Encoder()


def decode_client_message(frame: str | bytes) -> ClientMessage:
    """Decode one frame from a client. Raises `msgspec.DecodeError` (or its `ValidationError`) when it is not one."""
    return _client_decoder.decode(frame)


def decode_server_message(frame: str | bytes) -> ServerMessage:
    """Decode one frame from a server; for software participants, load clients and tests."""
    return _server_decoder.decode(frame)


def encode(message: ClientMessage | ServerMessage) -> str:
    """Encode a message as one JSON text frame."""
    return _encoder.encode(message).decode()
