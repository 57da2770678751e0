// Made from signaling/messages.py by `python -m signaling.typescript`; a test keeps it true. Do not edit.
//
// A field with a default is optional here: a sender leaves it out when it holds the default.

/** The agent takes the offer. */
export interface Accept {
  type: "accept";
  consultation: string;
}

/** The agent puts a variant into the shop's cart, by way of the buyer's page. `id` is the client's. */
export interface AddToCart {
  type: "add-to-cart";
  consultation: string;
  id: string;
  sku: string;
  variant?: string | null;
  quantity?: number;
}

/** First frame of an agent; who he is says the session cookie of the upgrade request. */
export interface AgentHello {
  type: "agent-hello";
  tab: string;
}

/**
 * The whole of what an agent must know. `status`: away | available | offered | busy | wrap_up.
 *
 * `notice`: offer-missed, offer-withdrawn, buyer-left.
 */
export interface AgentState {
  type: "agent-state";
  status: string;
  offer?: OfferView | null;
  consultation?: ConsultationView | null;
  waiting?: number;
  notice?: string | null;
}

/** Who acknowledged or silenced an alert, and why; `until_ms` is set for a silence. */
export interface AlertNote {
  by: string;
  at_ms: number;
  reason: string;
  until_ms?: number | null;
}

/** An agent wants to be rung. */
export interface Available {
  type: "available";
}

/** An agent does not want to be rung. */
export interface Away {
  type: "away";
}

/**
 * An alert on the error budget: both windows burn faster than `threshold`.
 *
 * `id` is the rule's (`fast-burn`, `slow-burn`, `steady-burn`). `resolved_ms` is set once it no longer fires.
 */
export interface BurnAlert {
  id: string;
  severity: "page" | "ticket";
  threshold: number;
  long: BurnRate;
  short: BurnRate;
  since_ms: number;
  resolved_ms?: number | null;
  acknowledged?: AlertNote | null;
  silenced?: AlertNote | null;
}

/**
 * How fast the error budget was spent over one window: 1 spends just all of it in the budget's days.
 *
 * `rate` is None while nothing was due.
 */
export interface BurnRate {
  window_s: number;
  due_s: number;
  rate?: number | null;
}

/** First frame of a buyer: the shop's token, or the resume token of an earlier `welcome`. */
export interface BuyerHello {
  type: "buyer-hello";
  tab: string;
  token?: string | null;
  resume?: string | null;
}

/**
 * The whole of what a buyer must know. `phase`: idle | waiting | ringing | active | ended.
 *
 * `notice` says why the phase changed where the buyer would wonder: agent-lost, offer-missed, left, lapsed.
 */
export interface BuyerState {
  type: "buyer-state";
  phase: string;
  product?: ProductView | null;
  purpose?: Purpose | null;
  language?: string | null;
  consultation?: ConsultationView | null;
  notice?: string | null;
}

/** First frame of a second camera: the token of the agent's invitation; the same `tab` may use it again. */
export interface CameraHello {
  type: "camera-hello";
  tab: string;
  token: string;
}

/**
 * About one peer connection (`link`) of a second camera: from the camera `to` one of the two people, or from them.
 *
 * With neither `description` nor `candidate` it asks the camera for an offer with a new link.
 */
export interface CameraSignal {
  type: "camera-signal";
  consultation: string;
  camera: string;
  link: string;
  to?: Role | null;
  description?: Description | null;
  candidate?: Candidate | null;
}

/** The whole of what a second camera must know. `removed` and `ended` are final. */
export interface CameraState {
  type: "camera-state";
  phase: "live" | "removed" | "ended";
  consultation: string;
  camera: string;
  ice_servers: IceServer[];
  relay_only?: boolean;
}

/** An ICE candidate (RTCIceCandidateInit); an empty `candidate` string means end of candidates. */
export interface Candidate {
  candidate: string;
  sdpMid?: string | null;
  sdpMLineIndex?: number | null;
  usernameFragment?: string | null;
}

/**
 * The buyer's page says what became of `add-to-cart` of this `id`, or that the buyer has taken it out again.
 */
export interface CartAnswer {
  type: "cart-answer";
  consultation: string;
  id: string;
  status: CartStatus;
}

/**
 * A variant that the agent put into the shop's cart, as it was when he did, and what became of it.
 *
 * `id` is the agent's page's own: the same one is put in once. `variant` is None for a product without variants.
 */
export interface CartItem {
  id: string;
  sku: string;
  title: string;
  variant?: string | null;
  size?: string | null;
  colour?: string | null;
  price?: string | null;
  quantity?: number;
  status?: CartStatus;
}

/** What became of a variant that the agent put into the shop's cart. */
export type CartStatus = "asked" | "added" | "out-of-stock" | "refused" | "no-shop" | "removed";

/** A stored line; sent to both sides, for the sender it is the acknowledgement. */
export interface Chat {
  type: "chat";
  consultation: string;
  line: ChatLine;
}

/** One line of the conversation, in the order in which the server stored it. */
export interface ChatLine {
  id: string;
  sender: Role;
  text: string;
  sent_ms: number;
}

/**
 * From now on the agent's picture is corrected like this; null: it is shown as it comes. Sent to both sides.
 */
export interface ColourCorrected {
  type: "colour-corrected";
  consultation: string;
  correction: ColourCorrection | null;
}

/**
 * How to show the agent's picture: decode sRGB to linear light, apply `matrix` (3 x 3, row by row), encode again.
 *
 * `reference`: read from the printed card or from a 24-patch chart. `patches`: how many of its 24 could be read.
 */
export interface ColourCorrection {
  matrix: number[];
  patches: number;
  before: ColourDifferences;
  after: ColourDifferences;
  warnings: ("clipped" | "too-dark" | "glare" | "uneven-light" | "poor-fit")[];
  reference?: "card" | "chart";
}

/** CIEDE2000 between a colour card's patches as shown and as they are. */
export interface ColourDifferences {
  median: number;
  mean: number;
  most: number;
}

/**
 * All that one side must know of its consultation; sent whole at every change and on every reconnect.
 *
 * `generation` counts peer connections: a description or candidate of another generation is stale and is dropped.
 * `version` grows by one with every change. `polite`: this side leaves the offers to the other one.
 */
export interface ConsultationView {
  id: string;
  state: string;
  version: number;
  generation: number;
  polite: boolean;
  purpose: Purpose;
  product: ProductView;
  language: string;
  peer_name: string;
  peer_connected: boolean;
  peer_media: MediaState;
  ice_servers: IceServer[];
  relay_only?: boolean;
  language_differs?: boolean;
  offered_ms?: number;
  accepted_ms?: number | null;
  ended_ms?: number | null;
  end_reason?: string | null;
  chat?: ChatLine[];
  shown?: ProductView | null;
  cart?: CartItem[];
  summary?: string | null;
  camera?: string | null;
}

/** The agent passes the offer on. */
export interface Decline {
  type: "decline";
  consultation: string;
}

/** A session description (RTCSessionDescriptionInit). Empty `sdp` is allowed only for a rollback. */
export interface Description {
  type: "offer" | "answer" | "pranswer" | "rollback";
  sdp?: string;
}

/** Either side ends the consultation. */
export interface End {
  type: "end";
  consultation: string;
}

/**
 * Something was refused. `code` is stable (see PROTOCOL.md), `detail` is for developers, `of` the type refused.
 */
export interface Error {
  type: "error";
  code: string;
  detail: string;
  of?: string | null;
  retry_after_s?: number | null;
}

/**
 * The objective: `objective` of the due seconds within target over `window_days` days.
 *
 * Missing seconds are due and not within; `missing_s` shows them apart. `left_share` is what is left of the budget:
 * 1 all of it, 0 nothing, below 0 overspent; None while nothing was due.
 */
export interface ErrorBudget {
  objective: number;
  window_days: number;
  due_s: number;
  within_s: number;
  missing_s: number;
  left_share?: number | null;
  burn?: BurnRate[];
}

/** From the agent: time from his *accept* to the first frame on the buyer's screen, ± `bound_ms`. */
export interface FirstFrame {
  type: "first-frame";
  consultation: string;
  elapsed_ms: number;
  bound_ms: number;
}

/** A length of the garment, measured on a still: the truth is within ± `error_cm` in 95 of 100 cases. */
export interface GarmentMeasure {
  name: "chest" | "length" | "sleeve" | "waist" | "inseam";
  cm: number;
  error_cm: number;
  still: string;
  by: Role;
  measured_ms: number;
}

/** A garment measurement is kept; it replaces the one of its name. Sent to both sides. */
export interface GarmentMeasured {
  type: "garment-measured";
  consultation: string;
  measure: GarmentMeasure;
}

/** The node is about to stop; reconnect (to any node) with the resume token. Media goes on. */
export interface GoingAway {
  type: "going-away";
  retry_ms?: number;
}

/** A STUN or TURN server (RTCIceServer) with its time-limited credential. */
export interface IceServer {
  urls: string[];
  username?: string | null;
  credential?: string | null;
  region?: string | null;
}

/** A buyer takes a place in line. */
export interface Join {
  type: "join";
  product: string;
  purpose: Purpose;
  language: string;
  country?: string | null;
  time_zone?: string;
}

/** Latency of a shop's pictures towards buyers in one minute: merged histogram, seconds and counts. */
export interface LatencyMinute {
  minute_ms: number;
  buckets: number[];
  within_ms: number;
  late_ms: number;
  missing_ms: number;
  stages: Stages;
  freezes?: number;
  frozen_ms?: number;
}

/** One window of latency as the sender of the report saw it. */
export interface LatencyReport {
  type: "latency-report";
  consultation: string;
  window: LatencyWindow;
}

/**
 * What one side saw of the other's picture in about 2 s.
 *
 * `buckets[i]` counts frames up to `histogram_edges_ms[i]`; the last one takes the rest. `within_ms` + `late_ms` +
 * `missing_ms` is the wall-clock time in which a picture was due: newest frame at most the target old, older, and
 * not measurable. `bound_ms` is the widest error bound (±) of the window.
 */
export interface LatencyWindow {
  kind: "measured" | "estimated" | "missing" | "off";
  buckets?: number[];
  sum_ms?: number;
  within_ms?: number;
  late_ms?: number;
  missing_ms?: number;
  newest_ms?: number | null;
  bound_ms?: number | null;
  stages?: Stages;
  path?: "direct" | "relay" | "unknown";
  rtt_ms?: number | null;
  packets_lost?: number;
  packets_received?: number;
  width?: number;
  height?: number;
  frames_per_second?: number;
  freezes?: number;
  frozen_ms?: number;
  bitrate_bps?: number;
  codec?: string;
  mouth_to_ear_ms?: number | null;
  concealed_samples?: number;
  audio_samples?: number;
}

/** A buyer gives up the place in line. */
export interface Leave {
  type: "leave";
}

/** New figures of one live consultation; a direction that is left out has none that are new. */
export interface LiveChange {
  id: string;
  to_buyer?: LiveFigures | null;
  to_agent?: LiveFigures | null;
}

/**
 * One live consultation. All but `to_buyer` and `to_agent` changes seldom or never.
 *
 * `agent_region` is the IANA time zone of the agent, `browser` the buyer's (name and major version), `floor_ms` the
 * least latency that physics allows on the way between the two people.
 */
export interface LiveConsultation {
  id: string;
  purpose: Purpose;
  product_title: string;
  agent_name: string;
  language: string;
  started_ms: number;
  buyer_country?: string | null;
  agent_region?: string;
  browser?: string;
  floor_ms?: number | null;
  first_frame_ms?: number | null;
  complaints?: number;
  to_buyer?: LiveFigures | null;
  to_agent?: LiveFigures | null;
}

/**
 * The newest window of one direction of a live consultation, as the monitor's table shows it.
 *
 * `within_share` and `freezes` are those of the whole consultation so far; None where nothing was due or measured.
 */
export interface LiveFigures {
  reported_ms: number;
  kind: "measured" | "estimated" | "missing" | "off";
  newest_ms?: number | null;
  bound_ms?: number | null;
  within_share?: number | null;
  path?: "direct" | "relay" | "unknown";
  codec?: string;
  width?: number;
  height?: number;
  frames_per_second?: number;
  bitrate_bps?: number;
  loss_share?: number | null;
  rtt_ms?: number | null;
  mouth_to_ear_ms?: number | null;
  freezes?: number;
}

/** Which of its devices one side is sending from. */
export interface MediaState {
  camera?: boolean;
  microphone?: boolean;
}

/** First frame of a monitor page; needs the supervisor role. */
export interface MonitorHello {
  type: "monitor-hello";
  tab: string;
}

/**
 * First picture of a monitor, and again whenever changes would not do: all that is live, and the last hour.
 */
export interface MonitorState {
  type: "monitor-state";
  now_ms: number;
  live: LiveConsultation[];
  minutes: LatencyMinute[];
  waiting: number;
  agents_on_duty: number;
  budget?: ErrorBudget | null;
  alerts?: BurnAlert[];
  probes?: ProbeResult[];
}

/**
 * What has changed since the message before, about once a second.
 *
 * `live` holds entries that came or changed in more than figures: each replaces the one of its id, whole. `figures`
 * replaces only the directions that it names. `minutes` replaces minutes by `minute_ms`. None: as before.
 */
export interface MonitorUpdate {
  type: "monitor-update";
  now_ms: number;
  waiting: number;
  agents_on_duty: number;
  live?: LiveConsultation[];
  figures?: LiveChange[];
  gone?: string[];
  minutes?: LatencyMinute[];
  budget?: ErrorBudget | null;
  alerts?: BurnAlert[] | null;
  probes?: ProbeResult[] | null;
}

/** A ticket offered to this agent, with its deadline. The agent connects while it rings. */
export interface OfferView {
  consultation: ConsultationView;
  deadline_ms: number;
  buyer_name: string;
  buyer_country?: string | null;
  buyer_time_zone?: string | null;
  waited_ms?: number;
  returning?: boolean;
}

/** What the agent notes when a consultation is over. */
export type Outcome = "solved" | "follow_up" | "bought" | "not_for_me" | "technical_problem" | "abuse";

/** An ICE candidate for the other side. */
export interface PeerCandidate {
  type: "candidate";
  consultation: string;
  generation: number;
  candidate: Candidate;
}

/** A session description for the other side; relayed unchanged, with the generation checked. */
export interface PeerDescription {
  type: "description";
  consultation: string;
  generation: number;
  description: Description;
}

/** Answered at once by `pong`; measures the way to the node and keeps proxies from closing the socket. */
export interface Ping {
  type: "ping";
  sent_ms: number;
}

/**
 * Answer to `ping`: when it was answered, on the nodes' shared clock and on the node's own.
 *
 * The own one is kept by NTP: it is within `clock_bound_ms` of UTC, or nobody knows how far from it when that is None.
 */
export interface Pong {
  type: "pong";
  sent_ms: number;
  server_ms: number;
  node: string;
  clock_ms: number;
  clock_bound_ms?: number | null;
}

/** The newest synthetic consultation by one way. It never enters people's sums. */
export interface ProbeResult {
  region: string;
  path: "direct" | "relay" | "unknown";
  at_ms: number;
  within_target: boolean;
  setup_ms?: number | null;
  p50_ms?: number | null;
  p95_ms?: number | null;
  bound_ms?: number | null;
  error?: string | null;
}

/** The product that a consultation is about, as both sides see it. */
export interface ProductView {
  sku: string;
  title: string;
  category: string;
  image?: string | null;
  price?: string | null;
  url?: string | null;
  sizes?: string[];
}

/** What the buyer wants of the consultation. */
export type Purpose = "showing" | "try_on" | "sizing" | "usage" | "inspection";

/** Place in line, sent whenever it changes. `agents` counts those on duty who may still take this ticket. */
export interface QueueStatus {
  type: "queue-status";
  position: number;
  agents: number;
  wait_estimate_s?: number | null;
  relaxed?: boolean;
}

/** The buyer's rating of the consultation. */
export interface Rate {
  type: "rate";
  consultation: string;
  stars: number;
  comment?: string | null;
}

/**
 * What the other end of a second camera's peer connection said; `of` stands where that is one of the two people.
 */
export interface RelayedCameraSignal {
  type: "camera-signal";
  consultation: string;
  camera: string;
  link: string;
  of?: Role | null;
  description?: Description | null;
  candidate?: Candidate | null;
}

/** The other side's ICE candidate. */
export interface RelayedCandidate {
  type: "candidate";
  consultation: string;
  generation: number;
  candidate: Candidate;
}

/** The other side's session description. */
export interface RelayedDescription {
  type: "description";
  consultation: string;
  generation: number;
  description: Description;
}

/** The other side, which makes no offers, asks for one with an ICE restart. */
export interface RelayedRestartIce {
  type: "restart-ice";
  consultation: string;
  generation: number;
}

/** The agent, or the second camera itself, takes it out of the consultation. */
export interface RemoveCamera {
  type: "remove-camera";
  consultation: string;
  camera: string;
}

/** One entry of the consultation's timeline, as the sender saw it happen. */
export interface ReportEvent {
  type: "report-event";
  consultation: string;
  event: TimelineEvent;
}

/** The buyer asks to be called back at a moment of his choice (`at_ms`), said in his `time_zone`. */
export interface RequestCallback {
  type: "request-callback";
  id: string;
  product: string;
  purpose: Purpose;
  language: string;
  at_ms: number;
  time_zone: string;
  contact: string;
  note?: string | null;
}

/** Asks the other side, which makes the offers, for one with an ICE restart. */
export interface RestartIce {
  type: "restart-ice";
  consultation: string;
  generation: number;
}

/** Asks for a new peer connection on both sides, one generation up. A stale `generation` changes nothing. */
export interface RestartPeer {
  type: "restart-peer";
  consultation: string;
  generation: number;
}

/** The two people of a consultation. */
export type Role = "buyer" | "agent";

/** The agent's wrap-up; makes him available again when `available` is true. */
export interface SaveOutcome {
  type: "save-outcome";
  consultation: string;
  outcome: Outcome;
  size_advised?: string | null;
  note?: string | null;
  available?: boolean;
}

/** Something is stored; `id` names it. `what`: rating | outcome | callback | shown | cart | cart-answer. */
export interface Saved {
  type: "saved";
  what: string;
  id: string;
}

/** A line of chat. `id` is the client's; a repeat of the same id is stored once and answered again. */
export interface SendChat {
  type: "send-chat";
  consultation: string;
  id: string;
  text: string;
}

/**
 * Whether this node can reach the waiting room. While it cannot, a running consultation goes on by itself.
 */
export interface ServiceStatus {
  type: "service-status";
  available: boolean;
}

/** Tells the other side which devices one is sending from. */
export interface SetMedia {
  type: "set-media";
  consultation: string;
  media: MediaState;
}

/** The shop, as its buyers see it. */
export interface ShopView {
  id: string;
  name: string;
  languages?: string[];
}

/** The agent shows another product of the shop; both sides see it in their next state. */
export interface ShowProduct {
  type: "show-product";
  consultation: string;
  sku: string;
}

/** Time spent in one stage over a report's window: sum in ms over `frames` frames. */
export interface Stage {
  sum_ms?: number;
  frames?: number;
}

/** Where the latency was spent. Sums and counts, so that they merge by addition like the histogram. */
export interface Stages {
  capture_encode?: Stage;
  network?: Stage;
  jitter_buffer?: Stage;
  decode_render?: Stage;
}

/** A still is kept, or has another label; sent to both sides. */
export interface StillAdded {
  type: "still-added";
  consultation: string;
  still: StillView;
}

/** A still was erased and is nowhere any more; sent to both sides. `still` is its id. */
export interface StillRemoved {
  type: "still-removed";
  consultation: string;
  still: string;
}

/** One kept still. `by`: whose page sent it in; `sha256` of the image as it is kept, in hexadecimal. */
export interface StillView {
  id: string;
  kind: "close-look" | "frozen" | "drawn" | "file";
  by: Role;
  label: string;
  width: number;
  height: number;
  sha256: string;
  created_ms: number;
}

/** The same person opened another tab, which takes over; this socket is closed with 4001. */
export interface Superseded {
  type: "superseded";
}

/**
 * Something that happened at one side, for the consultation's timeline.
 *
 * `kind` and `reason` are stable words that pages translate (`timeline-KIND`, `timeline-KIND-REASON`); `values` are
 * the numbers of that sentence, units in their names.
 */
export interface TimelineEvent {
  kind: "governor" | "route" | "ice-restart" | "peer-rebuilt" | "reconnecting" | "connected" | "camera-switched" | "camera-on" | "camera-off" | "network-changed" | "complaint";
  reason?: string;
  values?: Record<string, number>;
  age_ms?: number;
}

/** Answer to a hello: who one is here, and the numbers that pages share with the server. */
export interface Welcome {
  type: "welcome";
  role: string;
  client: string;
  name: string;
  shop: ShopView;
  target_ms: number;
  good_ms: number;
  histogram_edges_ms: number[];
  lease_ms: number;
  now_ms: number;
  governor?: "on" | "ceiling" | "off";
  resume?: string | null;
}

export type ClientMessage =
  | BuyerHello
  | AgentHello
  | MonitorHello
  | CameraHello
  | Join
  | Leave
  | Available
  | Away
  | Accept
  | Decline
  | PeerDescription
  | PeerCandidate
  | RestartIce
  | RestartPeer
  | CameraSignal
  | RemoveCamera
  | SetMedia
  | SendChat
  | ShowProduct
  | AddToCart
  | CartAnswer
  | LatencyReport
  | ReportEvent
  | FirstFrame
  | End
  | SaveOutcome
  | Rate
  | RequestCallback
  | Ping;

export type ServerMessage =
  | Welcome
  | BuyerState
  | QueueStatus
  | AgentState
  | RelayedDescription
  | RelayedCandidate
  | RelayedRestartIce
  | CameraState
  | RelayedCameraSignal
  | Chat
  | StillAdded
  | StillRemoved
  | GarmentMeasured
  | ColourCorrected
  | Saved
  | Pong
  | Superseded
  | GoingAway
  | ServiceStatus
  | Error
  | MonitorState
  | MonitorUpdate;

/** Values that both sides must agree on; pages receive the others in `welcome`. */
export interface Limits {
  subprotocol: "video-consult.v1";
  maxFrameBytes: 65536;
  maxChatCharacters: 2000;
}
