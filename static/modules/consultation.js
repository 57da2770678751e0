/** @import { ClientMessage, ConsultationView, LatencyWindow, Role, ServerMessage, Welcome } from "./messages.js" */
/** @import { Sample } from "./latency/latency-meter.js" */
/** @import { SignalingClient } from "./signaling-client.js" */
import { Conversation } from "./conversation.js";
import { FirstFrame } from "./first-frame.js";
import { LatencyMeter } from "./latency/latency-meter.js";
import { ShownLatency } from "./latency/shown-latency.js";
import { Governing } from "./media/governing.js";
import { LocalMedia } from "./media/local-media.js";
import { MediaTeller } from "./media/media-teller.js";
import { PeerSession } from "./media/peer-session.js";
import { RemoteMedia } from "./media/remote-media.js";
import { Routing } from "./media/routing.js";
import { degradationFor } from "./media/send-quality.js";
import { Timeline } from "./timeline.js";

/** A buyer's page that does not tell of its first frame must not keep the picture small. */
const LONGEST_SMALL_MS = 2000;

/** Before anything was measured. @type {Latency} */
export const UNKNOWN_LATENCY = { ms: null, boundMs: null, kind: "missing", level: "unknown", side: "here" };

/**
 * One consultation as a page sees it: devices, peer connection, latency and chat in one object, for both roles.
 *
 * The page makes one as soon as a state message holds a consultation (while it rings), hands every later view to
 * `update()` and every message of the consultation to `receive()`, and calls `close()` when it is over.
 *
 * Events (`CustomEvent`, see the typedefs below for `detail`):
 * - `latency` {@link Latency}: about twice a second while the consultation is active.
 * - `devices` {@link import("./media/local-media.js").DeviceState}: what is on, in use and choosable changed.
 * - `problem` {@link Problem}: something the person should know of or can act on.
 * - `solved` {@link Problem}: an earlier problem with that code is over.
 * - `connection` `{state: "connecting"|"connected"|"reconnecting"|"failed"}`.
 * - `first-frame` `{elapsed_ms, bound_ms}`: agent only, once: from *accept* to the first frame on the buyer's screen.
 * - `told` `TimelineEvent`: what happened at this side, as kept for the timeline, or a change of the way that the other side made.
 * - `message` `ServerMessage` and `view` `ConsultationView`: all that comes of this consultation, for what stands on top of it.
 * - `chat` `{lines: ShownLine[], added: ShownLine[]}`: all lines in order, and those that are new.
 *
 * @typedef {{ms: number|null, boundMs: number|null, kind: "measured"|"estimated"|"missing"|"off",
 *   level: "good"|"fair"|"poor"|"unknown", side: "here"|"there"}} Latency
 *   `there`: how late the other side sees us, told while we are to see no picture ourselves
 * @typedef {{code: "denied"|"absent"|"in-use"|"insecure"|"unsupported"|"failed"|"interrupted"|"tap-to-play"|
 *   "undeliverable", device?: "camera"|"microphone"|"speaker", text?: string}} Problem
 *   `interrupted`: the system took the device (a phone call); `tap-to-play`: call `resume()` from a click;
 *   `undeliverable`: the server refused the chat line `text`.
 * @typedef {import("./conversation.js").ShownLine} ShownLine
 */
export class Consultation extends EventTarget {
  #signaling;
  #welcome;
  #peer;
  #governing;
  #routing;
  #timeline;
  #remote;
  #meter;
  #shownLatency;
  #firstFrame;
  #conversation;
  #ownsMedia;
  #attached = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #sharpenTimer;
  #ending = false;
  #closed = false;
  #mediaTeller;
  /** Takes all listeners on what outlives this object away. */
  #leaving = new AbortController();

  /**
   * @param {{role: Role, signaling: SignalingClient, view: ConsultationView, welcome: Welcome,
   *   remoteVideo: HTMLVideoElement, remoteAudio?: HTMLAudioElement, media?: LocalMedia}} options
   *   `media`: devices opened before (device check, agent on duty); they stay open after `close()`. Without it the
   *   consultation has its own, opened by `setMicrophone(true)` and `setCamera(true)`, closed by `close()`.
   *   `remoteVideo` only ever carries the picture; the sound plays through `remoteAudio`, or an element of its own.
   */
  constructor({ role, signaling, view, welcome, remoteVideo, remoteAudio, media }) {
    super();
    this.#signaling = signaling;
    this.#welcome = welcome;
    /** The newest view. @type {ConsultationView} */
    this.view = view;
    /** The newest latency. @type {Latency} */
    this.latency = UNKNOWN_LATENCY;
    /** The own devices; `media.stream` is what a local preview shows. @type {LocalMedia} */
    this.media = media ?? new LocalMedia({ role });
    this.#ownsMedia = media === undefined;
    const degradation = degradationFor(view.purpose);
    this.#peer = new PeerSession({ role, signaling, view, degradation, codecs: this.media.codecs });
    this.#governing = new Governing({
      peer: this.#peer,
      role,
      degradation,
      track: this.media.tracks.video,
      mode: welcome.governor,
    });
    this.#routing = new Routing({
      peer: this.#peer,
      decides: view.polite,
      roundTripMs: () => this.#governing.roundTripMs,
    });
    this.#timeline = new Timeline({
      signaling,
      consultation: view.id,
      peer: this.#peer,
      governing: this.#governing,
      routing: this.#routing,
      media: this.media,
      signal: this.#leaving.signal,
    });
    this.#mediaTeller = new MediaTeller({ signaling, consultation: view.id });
    signaling.comparesClocks = true;
    this.#peer.measurements.clock.references = signaling.references;
    this.#remote = new RemoteMedia({ peer: this.#peer, video: remoteVideo, audio: remoteAudio });
    const pictureDue = () => this.#pictureDue();
    this.#meter = new LatencyMeter({ video: remoteVideo, peer: this.#peer, welcome, pictureDue });
    this.#shownLatency = new ShownLatency(welcome);
    this.#firstFrame = new FirstFrame({ role, peer: this.#peer, video: remoteVideo, pictureDue });
    this.#conversation = new Conversation({ role, view });
    this.#listen();
    this.#follow(view);
  }

  /** Id of the shop. */
  get shop() {
    return this.#welcome.shop.id;
  }

  /** @returns {"connecting"|"connected"|"reconnecting"|"failed"} */
  get connection() {
    return this.#peer.state;
  }

  /** The connection underneath, for diagnosis and tests. @returns {PeerSession} */
  get peer() {
    return this.#peer;
  }

  /** All lines in order, the not yet stored ones last. @returns {ShownLine[]} */
  get lines() {
    return this.#conversation.lines;
  }

  /** What is on, in use and choosable. @returns {import("./media/local-media.js").DeviceState} */
  get devices() {
    return this.media.state;
  }

  /**
   * Takes the view out of a new state message; an older one and another consultation's change nothing.
   * @param {ConsultationView} view
   */
  update(view) {
    if (this.#closed || view.id !== this.view.id || view.version < this.view.version) return;
    this.view = view;
    this.#peer.update(view);
    this.#conversation.update(view.chat ?? []);
    this.#follow(view);
    this.#emit("view", view);
  }

  /**
   * Takes any message; those of other consultations or other types are ignored.
   * @param {ServerMessage} message
   */
  receive(message) {
    if (this.#closed || !("consultation" in message) || message.consultation !== this.view.id) return;
    this.#peer.receive(message);
    if (message.type === "chat") this.#conversation.stored(message.line);
    this.#emit("message", message);
  }

  /**
   * Agent only: takes the offer and switches the tracks on. Call it from the click itself.
   * @returns {boolean} false when the server cannot be reached now
   */
  accept() {
    if (this.#signaling.status !== "online") return false;
    this.#firstFrame.accepted(performance.now());
    this.#attach();
    return this.#signaling.send({ type: "accept", consultation: this.view.id });
  }

  /** Resolves when done; a refusal is a `problem` event, never a rejection. @param {boolean} on */
  async setMicrophone(on) {
    await this.media.setMicrophone(on);
  }

  /** Resolves when done; a refusal is a `problem` event, never a rejection. @param {boolean} on */
  async setCamera(on) {
    await this.media.setCamera(on);
  }

  /** From front to rear camera or back; on a computer to the next camera. */
  async switchCamera() {
    await this.media.switchCamera();
  }

  /** @param {string} deviceId */
  async chooseMicrophone(deviceId) {
    await this.media.chooseMicrophone(deviceId);
  }

  /** @param {string} deviceId */
  async chooseCamera(deviceId) {
    await this.media.chooseCamera(deviceId);
  }

  /** @param {string} deviceId */
  async chooseSpeaker(deviceId) {
    await this.#remote.chooseSpeaker(deviceId);
    this.media.speakerId = this.#remote.speakerId;
    await this.media.refresh();
  }

  /** Plays what the browser refused to play (`tap-to-play`) and re-opens interrupted devices; call it from a click. */
  async resume() {
    await Promise.all([this.#remote.play(), this.media.resume()]);
  }

  /**
   * Sends a line, kept and repeated until the server has stored it.
   * @param {string} text
   * @returns {boolean} false when it is empty, too long, or too much is waiting already
   */
  sendChat(text) {
    const line = this.#conversation.compose(text);
    if (line === null) return false;
    const { id, text: said } = line;
    const kept = this.deliver({ type: "send-chat", consultation: this.view.id, id, text: said });
    if (kept) this.#conversation.sent(line);
    return kept;
  }

  /** Sends a message now or not at all. @param {ClientMessage} message @returns {boolean} false when it was dropped, being offline */
  send(message) {
    return this.#signaling.send(message);
  }

  /** Keeps a message and repeats it until the server has taken it. @param {ClientMessage} message */
  deliver(message) {
    return this.#signaling.deliver(message);
  }

  /** The person finds the picture or the sound bad: kept with what was measured at that moment. */
  complain() {
    this.#timeline.tell("complaint");
  }

  /** Ends the consultation for both sides; nothing more is sent or shown from this moment, even when offline. */
  end() {
    this.#ending = true;
    this.#signaling.send({ type: "end", consultation: this.view.id });
    this.#detach();
    this.#remote.show({ picture: false, sound: false });
    this.#meter.stop();
  }

  /** Frees everything; idempotent. Ends nothing at the server. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#leaving.abort();
    clearTimeout(this.#sharpenTimer);
    this.#meter.stop();
    this.#firstFrame.close();
    this.#remote.close();
    this.#governing.close();
    this.#routing.close();
    this.#peer.close();
    this.#signaling.comparesClocks = false;
    if (this.#ownsMedia) this.media.close();
  }

  #listen() {
    const { signal } = this.#leaving;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(this.media, "track", ({ kind, track }) => this.#attached && this.#send(kind, track));
    on(this.media, "devices", (state) => {
      this.#tellMedia();
      this.#emit("devices", state);
    });
    for (const source of [this.media, this.#remote]) {
      on(source, "problem", (problem) => this.#emit("problem", problem));
      on(source, "solved", (problem) => this.#emit("solved", problem));
    }
    on(this.#peer, "connection", (change) => {
      // Not before, when it would hold the connection up.
      if (change.state === "connected") this.#peer.tellCaptureClock();
      this.#emit("connection", change);
    });
    on(this.#meter, "sample", (sample) => this.#sampled(sample));
    on(this.#meter, "window", (window) => this.#report(window));
    on(this.#peer.measurements, "seen", (sample) => this.#shownLatency.seenThere(sample));
    on(this.#firstFrame, "first-frame", (times) => {
      this.#signaling.send({ type: "first-frame", consultation: this.view.id, ...times });
      this.#emit("first-frame", times);
      this.#governing.seen();
    });
    on(this.#timeline, "told", (event) => {
      this.#emit("told", event);
      if (event.kind === "route") this.#peer.measurements.tellRoute(event);
    });
    on(this.#peer.measurements, "route", (event) => this.#emit("told", event));
    on(this.#conversation, "chat", (change) => this.#emit("chat", change));
    on(this.#signaling, "status", () => this.#signalingChanged());
    on(this.#signaling, "undeliverable", ({ message }) => {
      if (message.type !== "send-chat" || message.consultation !== this.view.id) return;
      this.#conversation.refused(message.id);
      this.#emit("problem", { code: "undeliverable", text: message.text });
    });
  }

  /** Brings everything into line with the view. @param {ConsultationView} view */
  #follow(view) {
    if (view.state === "ended") {
      this.#detach();
      this.#meter.stop();
      this.#remote.show({ picture: false, sound: false });
      this.#peer.close();
      return;
    }
    if (this.#ending) return;
    const active = view.state === "active";
    if (active) this.#attach();
    this.#remote.show({ picture: this.#pictureDue(), sound: active });
    this.#meter.check();
    if (active) {
      this.#meter.start();
      this.#routing.start();
    }
    this.#firstFrame.check();
  }

  /** The other side is to be seen: accepted, and his camera is on. A broken connection excuses nothing. */
  #pictureDue() {
    return this.view.state === "active" && this.view.peer_media.camera === true && !this.#ending;
  }

  #attach() {
    if (this.#attached) return;
    this.#attached = true;
    const { audio, video } = this.media.tracks;
    this.#send("video", video);
    this.#send("audio", audio);
    this.#sharpenTimer ??= setTimeout(() => this.#governing.seen(), LONGEST_SMALL_MS);
    this.#tellMedia();
  }

  /** @param {"audio"|"video"} kind @param {MediaStreamTrack|null} track */
  #send(kind, track) {
    if (kind === "video") this.#governing.track = track;
    this.#peer.setTrack(kind, track);
  }

  #detach() {
    this.#attached = false;
    this.#peer.setTrack("video", null);
    this.#peer.setTrack("audio", null);
  }

  #tellMedia() {
    if (this.#attached && this.view.state !== "ended") this.#mediaTeller.tell(this.media.state);
  }

  #signalingChanged() {
    if (this.#signaling.status !== "online") return;
    if (this.#ending && this.view.state !== "ended") {
      this.#signaling.send({ type: "end", consultation: this.view.id });
    }
    this.#mediaTeller.forget();
    this.#tellMedia();
  }

  /** @param {Sample} sample */
  #sampled(sample) {
    this.#peer.measurements.tellSeen(sample);
    this.latency = this.#shownLatency.of(sample);
    this.#emit("latency", this.latency);
  }

  /** @param {LatencyWindow} window */
  #report(window) {
    this.#signaling.send({ type: "latency-report", consultation: this.view.id, window });
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    if (!this.#closed) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
