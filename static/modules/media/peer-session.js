/** @import { ConsultationView, Description, IceServer, Role, ServerMessage } from "../messages.js" */
/** @import { Plan } from "./governor.js" */
/** @import { Echo } from "./link-probe.js" */
/** @import { SignalingClient } from "../signaling-client.js" */
import { recall, remember } from "../tab.js";
import { rankCandidates } from "./candidate-rank.js";
import { captureClock, sendCaptureTime } from "./capture-clock.js";
import { openChannels } from "./channels.js";
import { preferCodecs } from "./codec-choice.js";
import { peerConfiguration, tellCandidates } from "./description.js";
import { LinkProbe } from "./link-probe.js";
import { MeasurementChannel } from "./measurement-channel.js";
import { Negotiation } from "./negotiation.js";
import { askForSpeech } from "./opus.js";
import { Recovery } from "./recovery.js";
import { relayInUse } from "./relay-in-use.js";
import { RoomChannel } from "./room-channel.js";
import { Sending, transceiver } from "./sending.js";

/** More than a phone with many networks gathers; a peer that is wrong must not fill the memory. */
const MOST_QUEUED_MESSAGES = 64;

/**
 * The peer connection of a consultation, one `RTCPeerConnection` per generation.
 *
 * It connects while it rings: one audio and one video transceiver and the measurement channel are negotiated before
 * any track exists. `setTrack()` then only exchanges the tracks, so accepting costs no round trip of negotiation. The
 * agent (impolite) makes the offers; either side may have ICE restarted later.
 *
 * The transceivers belong to no stream. Tracks that share one are played in lip-sync, and a swollen audio buffer then
 * holds the picture back: up to 650 ms were measured on an empty link.
 *
 * Events:
 * - `connection` (detail `{state: "connecting"|"connected"|"reconnecting"|"failed"}`): `failed` means that even a new
 *   peer connection does not connect; it is tried again all the same.
 * - `track` (detail `{track, generation}`): a remote track is there, muted until something flows.
 *
 * @typedef {"connecting"|"connected"|"reconnecting"|"failed"} ConnectionState
 * @typedef {Extract<ServerMessage, {type: "description"|"candidate"|"restart-ice"}>} Relayed
 */
export class PeerSession extends EventTarget {
  #role;
  #signaling;
  #view;
  #sending;
  #codecs;
  /** The only region whose relay is used; null: any way. @type {string|null} */
  #region = null;
  /** How often the polite side's was changed, or the impolite side was asked for an offer. */
  #changes = 0;
  #generation = 0;
  #closed = false;
  #everConnected = false;
  /** Of this generation. @type {Negotiation|null} */
  #negotiation = null;
  /** Messages for a generation that we have not heard of yet. @type {Relayed[]} */
  #early = [];
  #recovery;

  /** @type {RTCPeerConnection|null} */
  pc = null;
  /** @type {RTCDataChannel|null} */
  channel = null;
  /** Goes on over generations. */
  measurements = new MeasurementChannel();
  /** Goes on over generations. */
  probe = new LinkProbe();
  /** Goes on over generations. */
  room = new RoomChannel();
  /** @type {ConnectionState} */
  state = "connecting";
  /** The remote tracks of this generation; `remoteVideoStream` and `remoteAudioStream` hold one each. */
  remoteStream = new MediaStream();
  remoteVideoStream = new MediaStream();
  remoteAudioStream = new MediaStream();

  /**
   * @param {{role: Role, signaling: Pick<SignalingClient,
   *   "send"|"status"|"doubt"|"addEventListener"|"removeEventListener">, view: ConsultationView,
   *   degradation?: RTCDegradationPreference, codecs?: readonly string[]}} options `codecs`: MIME types of video, the preferred first
   */
  constructor({ role, signaling, view, degradation = "balanced", codecs = [] }) {
    super();
    this.#role = role;
    this.#signaling = signaling;
    this.#view = view;
    this.#codecs = codecs;
    this.#sending = new Sending({ degradation });
    this.#recovery = new Recovery({
      peer: this,
      canReachPeer: () => signaling.status === "online" && this.#view.peer_connected,
      restart: () => {
        this.#negotiation?.restartIce();
        this.dispatchEvent(new Event("ice-restart"));
      },
      rebuild: () => this.#askForRestart(),
      onHopeless: () => this.#setState("failed"),
      doubt: () => signaling.doubt(),
    });
    this.probe.addEventListener("silent", () => signaling.doubt());
    this.probe.addEventListener("echo", (event) => {
      const { sentMs, receivedMs, backMs } = /** @type {CustomEvent<Echo>} */ (event).detail;
      this.measurements.clock.exchange({ sentMs, receivedMs, answeredMs: receivedMs, backMs });
    });
    signaling.addEventListener("status", this.#signalingChanged);
    if (this.#isRebuilt()) {
      this.#generation = view.generation;
      this.#recovery.rebuild();
    } else {
      this.#build();
    }
  }

  /** @returns {number} */
  get generation() {
    return this.#generation;
  }

  /** @returns {boolean} whether the other side has described itself in this generation */
  get described() {
    return Boolean(this.pc?.remoteDescription);
  }

  /**
   * Takes a newer view: a new generation builds a new peer connection, fresh ICE servers are used from the next
   * restart on, a peer that came back is sent what it may have missed.
   * @param {ConsultationView} view
   */
  update(view) {
    if (this.#closed) return;
    const cameBack = view.peer_connected && !this.#view.peer_connected;
    const freshServers = JSON.stringify(view.ice_servers) !== JSON.stringify(this.#view.ice_servers);
    this.#view = view;
    if (view.generation > this.#generation) return this.#build();
    if (freshServers) this.pc?.setConfiguration(peerConfiguration(this.#view, this.#region));
    if (cameBack) this.#repeat();
  }

  /**
   * Takes what the other side says of its peer connection; of another consultation or an older generation it is dropped.
   * @param {ServerMessage} message any; what is about something else is ignored
   */
  receive(message) {
    if (this.#closed || !isRelayed(message) || message.consultation !== this.#view.id) return;
    if (message.generation > this.#generation) {
      if (this.#early.length < MOST_QUEUED_MESSAGES) this.#early.push(message);
      return;
    }
    if (message.generation < this.#generation || !this.pc) return;
    this.#negotiation?.take(message);
  }

  /**
   * Sends this track from now on, over every generation; null sends nothing. Needs no negotiation.
   * @param {"audio"|"video"} kind
   * @param {MediaStreamTrack|null} track
   */
  async setTrack(kind, track) {
    await this.#attach(() => this.#sending.setTrack(kind, track));
    this.probe.quick = this.#sending.picture;
  }

  /**
   * Sets the sender of the picture to this plan, now and on every later peer connection.
   * @param {Plan} plan
   */
  setPlan(plan) {
    this.#sending.setPlan(plan);
  }

  /** What the picture may have now; null where the browser alone decides. @returns {number|null} */
  get ceilingBps() {
    return this.#sending.ceilingBps;
  }

  /** @returns {RTCRtpSender|null} */
  get videoSender() {
    return this.#sending.videoSender;
  }

  /** @param {"audio"|"video"} kind @returns {RTCRtpReceiver|null} */
  receiver(kind) {
    return this.pc ? (transceiver(this.pc, kind)?.receiver ?? null) : null;
  }

  /** @returns {readonly IceServer[]} */
  get iceServers() {
    return this.#view.ice_servers;
  }

  /** @returns {boolean} whether nobody may learn an address */
  get relayOnly() {
    return this.#view.relay_only === true;
  }

  /**
   * Leads the media over the relays of one region, or over any way again; they go on meanwhile. Polite side only: the other one's
   * browser chooses the pair, finds its own relay's candidates poor, but believes what it is told of ours.
   * @param {string|null} region
   */
  takeRelay(region) {
    this.#region = region;
    this.#changes += 1;
    this.pc?.setConfiguration(peerConfiguration(this.#view, region));
    this.restartIce();
  }

  /** @returns {Promise<string|null>} the region whose relay what we receive arrives over now */
  async relayInUse() {
    const report = await this.pc?.getStats();
    return report ? relayInUse(report, this.iceServers, this.#region) : null;
  }

  /** Gathers new ways to the other side, as after a change of network. The media goes on meanwhile. */
  restartIce() {
    this.#recovery.restartIce();
  }

  /** Measures this browser's capture clock and tells the other side; not before it is connected, which it would hold up. */
  async tellCaptureClock() {
    this.measurements.clock.capture = await captureClock();
  }

  /** Frees everything; idempotent. */
  close() {
    if (this.#closed) return;
    // 1. Nothing may start again.
    this.#closed = true;
    this.#signaling.removeEventListener("status", this.#signalingChanged);
    this.#recovery.close();
    // 2. No more measurements, no more media; the tracks belong to whoever gave them.
    this.measurements.close();
    this.probe.close();
    this.room.close();
    this.#drop();
    // 3. Nothing is kept alive by what is left.
    this.#early = [];
    this.#sending.close();
  }

  /**
   * Has this side's peer connection of this generation gone with another page? Then the other side still talks to
   * that one, and only a new generation can connect. A consultation that is met when active already is such a case.
   */
  #isRebuilt() {
    return this.#view.state === "active" || recall("peer") === `${this.#view.id}:${this.#view.generation}`;
  }

  #build() {
    this.#generation = this.#view.generation;
    remember("peer", `${this.#view.id}:${this.#generation}`);
    this.remoteStream = new MediaStream();
    this.remoteVideoStream = new MediaStream();
    this.remoteAudioStream = new MediaStream();
    if (this.pc) this.dispatchEvent(new Event("rebuilt"));
    this.#drop();
    const pc = new RTCPeerConnection(peerConfiguration(this.#view, this.#region));
    this.pc = pc;
    this.#negotiation = new Negotiation(pc, {
      polite: this.#view.polite,
      describe: (description) => this.#sendDescription(description),
      askForOffer: () => this.#signaling.send({ type: "restart-ice", ...this.#address() }),
      asked: () => {
        this.#changes += 1;
      },
      negotiated: () => this.#attach(() => this.#sending.attach(pc)),
      replaced: () => this.#recovery.rebuild(),
      failed: (error) => this.#failed(pc, error),
    });
    tellCandidates(
      pc,
      (candidate) => this.#signaling.send({ type: "candidate", ...this.#address(), candidate }),
      (text) => this.#ranked(text),
    );
    pc.ontrack = ({ track }) => this.#trackArrived(track);
    pc.onconnectionstatechange = () => this.#connectionChanged(pc);
    this.channel = openChannels(pc, this);
    // The answering side takes the transceivers of the offer: its own would not be matched with them.
    if (!this.#view.polite) {
      sendCaptureTime(pc.addTransceiver("audio", { direction: "sendrecv" }));
      const video = pc.addTransceiver("video", { direction: "sendrecv" });
      sendCaptureTime(video);
      preferCodecs(video, this.#codecs);
    }
    this.#recovery.watch(pc);
    if (this.state !== "failed") this.#setState(this.#everConnected ? "reconnecting" : "connecting");
    const early = this.#early.filter((message) => message.generation === this.#generation);
    this.#early = this.#early.filter((message) => message.generation > this.#generation);
    for (const message of early) this.#negotiation.take(message);
  }

  #drop() {
    const pc = this.pc;
    if (!pc) return;
    this.pc = this.channel = null;
    this.#negotiation?.close();
    pc.onicecandidate = pc.ontrack = pc.onconnectionstatechange = null;
    pc.close();
  }

  /** @param {() => Promise<void>} attach */
  async #attach(attach) {
    const pc = this.pc;
    try {
      await attach();
    } catch (error) {
      if (!pc) throw error;
      this.#failed(pc, error);
    }
  }

  /** @param {MediaStreamTrack} track */
  #trackArrived(track) {
    this.remoteStream.addTrack(track);
    (track.kind === "video" ? this.remoteVideoStream : this.remoteAudioStream).addTrack(track);
    this.dispatchEvent(new CustomEvent("track", { detail: { track, generation: this.#generation } }));
  }

  /** @param {RTCPeerConnection} pc */
  #connectionChanged(pc) {
    if (pc !== this.pc) return;
    if (pc.connectionState === "connected") {
      this.#everConnected = true;
      this.#watchWay(pc);
      this.#recovery.connected();
      this.#setState("connected");
    } else if (this.state === "connected" && pc.connectionState !== "connecting") {
      this.#setState("reconnecting");
    }
  }

  /** @param {RTCPeerConnection} pc */
  #watchWay(pc) {
    this.dispatchEvent(new Event("way"));
    const transport = pc.sctp?.transport.iceTransport;
    if (transport) transport.onselectedcandidatepairchange = () => this.dispatchEvent(new Event("way"));
  }

  /** @param {ConnectionState} state */
  #setState(state) {
    if (state === this.state && state !== "connected") return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("connection", { detail: { state } }));
  }

  /** @param {Description} description */
  #sendDescription({ type, sdp }) {
    const description = { type, sdp: this.#ranked(askForSpeech(sdp ?? "")) };
    this.#signaling.send({ type: "description", ...this.#address(), description });
  }

  /** @param {string} text */
  #ranked(text) {
    const { polite } = this.#view;
    return rankCandidates(text, { polite, changes: this.#changes, relayed: this.#region !== null });
  }

  #address() {
    return { consultation: this.#view.id, generation: this.#generation };
  }

  #signalingChanged = () => {
    if (this.#signaling.status !== "online") return;
    this.#repeat();
    if (this.probe.silent) this.#recovery.moved();
  };

  /** Signaling was cut: says again what may have been lost. */
  #repeat() {
    this.#negotiation?.repeat();
    this.#recovery.reachable();
  }

  #askForRestart() {
    if (this.state !== "failed") this.#setState(this.#everConnected ? "reconnecting" : "connecting");
    this.#signaling.send({ type: "restart-peer", ...this.#address() });
  }

  /** @param {RTCPeerConnection} pc @param {unknown} error */
  #failed(pc, error) {
    if (pc !== this.pc || pc.signalingState === "closed") return;
    console.warn(`the ${this.#role}'s negotiation failed; a new peer connection is asked for`, error);
    this.#recovery.rebuild();
  }
}

/** @param {ServerMessage} message @returns {message is Relayed} */
function isRelayed(message) {
  return ["description", "candidate", "restart-ice"].includes(message.type);
}
