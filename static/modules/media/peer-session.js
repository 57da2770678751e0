/** @import { Candidate, ConsultationView, Description, Role, ServerMessage } from "../messages.js" */
/** @import { Plan } from "./governor.js" */
/** @import { SignalingClient } from "../signaling-client.js" */
import { recall, remember } from "../tab.js";
import { sendCaptureTime } from "./capture-clock.js";
import { describedSession, peerConfiguration } from "./description.js";
import { LinkProbe } from "./link-probe.js";
import { MeasurementChannel } from "./measurement-channel.js";
import { Recovery } from "./recovery.js";
import { applyPlan } from "./send-quality.js";

/** More than a phone with many networks gathers; a peer that is wrong must not fill the memory. */
const MOST_QUEUED_MESSAGES = 64;

/**
 * The peer connection of a consultation, one `RTCPeerConnection` per generation, by perfect negotiation.
 *
 * It connects while it rings: one audio and one video transceiver and the measurement channel are negotiated before
 * any track exists. `setTrack()` then only exchanges the tracks, so accepting costs no round trip of negotiation. The
 * agent (impolite) makes the first offer; either side may restart ICE later.
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
 * @typedef {Extract<ServerMessage, {type: "description"|"candidate"}>} Relayed
 */
export class PeerSession extends EventTarget {
  #role;
  #signaling;
  #view;
  #contentHint;
  /** What the sender of the picture is to be set to; null: as the browser likes. @type {Plan|null} */
  #plan = null;
  /** The sender is set to one plan after the other. @type {Promise<void>|null} */
  #planning = null;
  #generation = 0;
  #closed = false;
  #everConnected = false;
  #makingOffer = false;
  #ignoringOffer = false;
  /** The session id of the other side's descriptions: another one means another peer connection. @type {string|null} */
  #remoteSession = null;
  /** @type {{audio: MediaStreamTrack|null, video: MediaStreamTrack|null}} */
  #tracks = { audio: null, video: null };
  /** Messages for a generation that we have not heard of yet. @type {Relayed[]} */
  #early = [];
  /** Candidates that came before the description they belong to. @type {Candidate[]} */
  #candidates = [];
  /** Messages are taken one after the other: each may wait for the browser. @type {Promise<void>} */
  #received = Promise.resolve();
  #recovery;

  /** @type {RTCPeerConnection|null} */
  pc = null;
  /** @type {RTCDataChannel|null} */
  channel = null;
  /** Goes on over generations. */
  measurements = new MeasurementChannel();
  /** Goes on over generations. */
  probe = new LinkProbe();
  /** @type {ConnectionState} */
  state = "connecting";
  /** The remote tracks of this generation; `remoteVideoStream` and `remoteAudioStream` hold one each. */
  remoteStream = new MediaStream();
  remoteVideoStream = new MediaStream();
  remoteAudioStream = new MediaStream();

  /**
   * @param {{role: Role, signaling: Pick<SignalingClient,
   *   "send"|"status"|"addEventListener"|"removeEventListener">, view: ConsultationView,
   *   contentHint?: string}} options
   */
  constructor({ role, signaling, view, contentHint = "" }) {
    super();
    this.#role = role;
    this.#signaling = signaling;
    this.#view = view;
    this.#contentHint = contentHint;
    this.#recovery = new Recovery({
      peer: this,
      canReachPeer: () => signaling.status === "online" && this.#view.peer_connected,
      rebuild: () => this.#askForRestart(),
      onHopeless: () => this.#setState("failed"),
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
    if (freshServers) this.pc?.setConfiguration(peerConfiguration(this.#view));
    if (cameBack) this.#repeat();
  }

  /**
   * Takes a relayed description or candidate; of another consultation or an older generation it is dropped.
   * @param {Relayed} message
   */
  receive(message) {
    if (this.#closed || message.consultation !== this.#view.id) return;
    if (message.generation > this.#generation) {
      if (this.#early.length < MOST_QUEUED_MESSAGES) this.#early.push(message);
      return;
    }
    if (message.generation < this.#generation || !this.pc) return;
    this.#take(message, this.pc);
  }

  /**
   * Sends this track from now on, over every generation; null sends nothing. Needs no negotiation.
   * @param {"audio"|"video"} kind
   * @param {MediaStreamTrack|null} track
   */
  async setTrack(kind, track) {
    this.#tracks[kind] = track;
    if (kind === "video" && track && "contentHint" in track) track.contentHint = this.#contentHint;
    await this.#attach(kind);
  }

  /**
   * Sets the sender of the picture to this plan, now and on every later peer connection. Plans that come while one is being applied
   * are passed over but for the newest.
   * @param {Plan} plan
   */
  setPlan(plan) {
    this.#plan = plan;
    this.#planning ??= this.#applyPlans();
  }

  /** @returns {RTCRtpSender|null} */
  get videoSender() {
    return this.#transceiver("video")?.sender ?? null;
  }

  /** @returns {RTCRtpReceiver|null} */
  get videoReceiver() {
    return this.#transceiver("video")?.receiver ?? null;
  }

  /** Gathers new ways to the other side, as after a change of network. The media goes on meanwhile. */
  restartIce() {
    this.#recovery.restartIce();
  }

  /** Asks for a new peer connection on both sides. */
  restartPeer() {
    this.#recovery.rebuild();
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
    this.#drop();
    // 3. Nothing is kept alive by what is left.
    this.#early = [];
    this.#tracks = { audio: null, video: null };
  }

  /**
   * Has this side's peer connection of this generation gone with another page? Then the other side still talks to
   * that one, and only a new generation can connect. A consultation that is met when active already is such a case.
   */
  #isRebuilt() {
    return this.#view.state === "active" || recall("peer") === `${this.#view.id}:${this.#view.generation}`;
  }

  #build() {
    this.#drop();
    this.#generation = this.#view.generation;
    remember("peer", `${this.#view.id}:${this.#generation}`);
    this.#makingOffer = this.#ignoringOffer = false;
    this.#remoteSession = null;
    this.#candidates = [];
    this.#received = Promise.resolve();
    this.remoteStream = new MediaStream();
    this.remoteVideoStream = new MediaStream();
    this.remoteAudioStream = new MediaStream();
    const pc = new RTCPeerConnection(peerConfiguration(this.#view));
    this.pc = pc;
    pc.onnegotiationneeded = () => this.#offer(pc);
    pc.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
    pc.ontrack = ({ track }) => this.#trackArrived(track);
    pc.onconnectionstatechange = () => this.#connectionChanged(pc);
    // Both sides know its id, so it opens with the connection; unordered and never repeated, because it carries time.
    const unreliable = { negotiated: true, ordered: false, maxRetransmits: 0 };
    this.channel = pc.createDataChannel("measurements", { ...unreliable, id: 0 });
    this.measurements.attach(this.channel);
    this.probe.attach(pc.createDataChannel("probe", { ...unreliable, id: 1 }));
    // The answering side takes the transceivers of the offer: its own would not be matched with them.
    if (!this.#view.polite) {
      sendCaptureTime(pc.addTransceiver("audio", { direction: "sendrecv" }));
      sendCaptureTime(pc.addTransceiver("video", { direction: "sendrecv" }));
    }
    this.#recovery.watch(pc);
    if (this.state !== "failed") this.#setState(this.#everConnected ? "reconnecting" : "connecting");
    const early = this.#early.filter((message) => message.generation === this.#generation);
    this.#early = this.#early.filter((message) => message.generation > this.#generation);
    for (const message of early) this.#take(message, pc);
  }

  #drop() {
    const pc = this.pc;
    if (!pc) return;
    this.pc = this.channel = null;
    pc.onnegotiationneeded = pc.onicecandidate = pc.ontrack = pc.onconnectionstatechange = null;
    pc.close();
  }

  /** @param {RTCPeerConnection} pc */
  async #offer(pc) {
    // The polite side has nothing to offer before it has taken the transceivers of the first offer.
    if (pc !== this.pc || (this.#view.polite && !pc.remoteDescription)) return;
    try {
      this.#makingOffer = true;
      await pc.setLocalDescription();
      this.#sendDescription(pc);
    } catch (error) {
      this.#failed(pc, error);
    } finally {
      if (pc === this.pc) this.#makingOffer = false;
    }
  }

  /** @param {Relayed} message @param {RTCPeerConnection} pc */
  #take(message, pc) {
    this.#received = this.#received.then(async () => {
      if (pc !== this.pc) return;
      try {
        if (message.type === "description") await this.#takeDescription(message.description, pc);
        else await this.#takeCandidate(message.candidate, pc);
      } catch (error) {
        this.#failed(pc, error);
      }
    });
  }

  /** @param {Description} description @param {RTCPeerConnection} pc */
  async #takeDescription(description, pc) {
    const session = describedSession(description.sdp);
    if (this.#remoteSession !== null && session !== null && session !== this.#remoteSession) {
      // The other page was reloaded and still believes in this generation.
      return this.#recovery.rebuild();
    }
    const collides = description.type === "offer" && (this.#makingOffer || pc.signalingState !== "stable");
    this.#ignoringOffer = !this.#view.polite && collides;
    if (this.#ignoringOffer) return;
    // The same answer again, sent once more after a reconnect.
    if (description.type === "answer" && pc.signalingState !== "have-local-offer") return;
    await pc.setRemoteDescription(description);
    this.#remoteSession = session ?? this.#remoteSession;
    if (description.type === "offer") {
      for (const transceiver of pc.getTransceivers()) {
        transceiver.direction = "sendrecv";
        sendCaptureTime(transceiver);
      }
      await pc.setLocalDescription();
      this.#sendDescription(pc);
    }
    const candidates = this.#candidates.splice(0);
    for (const candidate of candidates) await this.#takeCandidate(candidate, pc);
    await Promise.all([this.#attach("audio"), this.#attach("video")]);
  }

  /** @param {Candidate} candidate @param {RTCPeerConnection} pc */
  async #takeCandidate(candidate, pc) {
    if (!pc.remoteDescription) {
      if (this.#candidates.length < MOST_QUEUED_MESSAGES) this.#candidates.push(candidate);
      return;
    }
    try {
      await pc.addIceCandidate(candidate.candidate === "" ? undefined : candidate);
    } catch (error) {
      // It may belong to the offer that is ignored; any other bad candidate leaves the good ones.
      if (!this.#ignoringOffer) console.warn("a candidate was refused", error);
    }
  }

  /** @param {"audio"|"video"} kind */
  #transceiver(kind) {
    return this.pc?.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
  }

  /** @param {"audio"|"video"} kind */
  async #attach(kind) {
    const pc = this.pc;
    const transceiver = this.#transceiver(kind);
    if (!pc || !transceiver) return;
    const track = this.#tracks[kind];
    try {
      if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
    } catch (error) {
      return this.#failed(pc, error);
    }
    if (kind !== "video") return;
    this.probe.quick = track !== null;
    if (this.#plan) this.setPlan(this.#plan);
  }

  async #applyPlans() {
    /** @type {Plan|null} */
    let applied = null;
    while (this.#plan && applied !== this.#plan && this.pc?.signalingState === "stable") {
      applied = this.#plan;
      const sender = this.videoSender;
      if (sender) await applyPlan(sender, applied, this.#contentHint);
    }
    this.#planning = null;
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
      this.#recovery.connected();
      this.#setState("connected");
    } else if (this.state === "connected" && pc.connectionState !== "connecting") {
      this.#setState("reconnecting");
    }
  }

  /** @param {ConnectionState} state */
  #setState(state) {
    if (state === this.state && state !== "connected") return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("connection", { detail: { state } }));
  }

  /** @param {RTCPeerConnection} pc */
  #sendDescription(pc) {
    if (pc !== this.pc || !pc.localDescription) return;
    const { type, sdp } = pc.localDescription;
    this.#signaling.send({ type: "description", ...this.#address(), description: { type, sdp } });
  }

  /** @param {RTCIceCandidate|null} candidate null: there are no more */
  #sendCandidate(candidate) {
    // Some browsers say the end twice, in an empty candidate and in null.
    if (candidate?.candidate === "") return;
    this.#signaling.send({
      type: "candidate",
      ...this.#address(),
      candidate: candidate
        ? {
            candidate: candidate.candidate,
            sdpMid: candidate.sdpMid,
            sdpMLineIndex: candidate.sdpMLineIndex,
            usernameFragment: candidate.usernameFragment,
          }
        : { candidate: "" },
    });
  }

  #address() {
    return { consultation: this.#view.id, generation: this.#generation };
  }

  #signalingChanged = () => {
    if (this.#signaling.status === "online") this.#repeat();
  };

  /** Signaling was cut: says again what may have been lost. The local description holds all candidates so far. */
  #repeat() {
    const pc = this.pc;
    if (pc?.localDescription && pc.connectionState !== "connected") {
      this.#sendDescription(pc);
      if (pc.iceGatheringState === "complete") this.#sendCandidate(null);
    } else if (pc?.signalingState === "have-local-offer") {
      this.#sendDescription(pc);
    }
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
