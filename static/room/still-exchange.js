/** @import { PeerSession } from "../modules/media/peer-session.js" */
/** @import { Echo } from "../modules/media/link-probe.js" */
/** @import { StillLine } from "./still-line.js" */
/** @import { Offer } from "./still-transfer.js" */
import { StillPacer } from "./still-pacer.js";
import {
  CHUNK_BYTES,
  IncomingStill,
  isCount,
  MOST_BYTES,
  OutgoingStill,
  readChunk,
  readOffer,
  sha256,
} from "./still-transfer.js";

const TICK_MS = 15;

/** A still that came whole and wrong so often is given up. */
const MOST_SPOILED = 2;

/** The other page must not fill the memory. */
const MOST_INCOMING = 3;

/**
 * @typedef {{direction: "in"|"out", kind: Offer["kind"], bytes: number, size: number}} Progress
 * @typedef {{image: Blob, kind: Offer["kind"], label: string, sha256: string}} Arrival
 */

/**
 * Stills between the two pages: asked for, offered, sent in chunks at the pace that the picture leaves, checked by hash, taken up again where a
 * lost connection cut them. Messages go over the room's channel, chunks over a connection of their own, or, where that does not come about, over
 * the room's channel too.
 *
 * Messages: `still-ask` {label}; `still-refused` {reason}; `still-offer` {@link Offer}; `still-want` {number, from};
 * `still-got` {number, bytes}; `still-done` {number, whole}; `still-drop` {number}.
 *
 * Events: `change` (progress), `asked` (detail `{label}`: the other side wants a close look), `refused` (detail `{reason}`), `arrived`
 * (detail {@link Arrival}), `delivered` (detail {@link Arrival}: ours is there), `failed` (detail `{kind}`).
 */
export class StillExchange extends EventTarget {
  #peer;
  #channel;
  #line;
  #pacer = new StillPacer();
  /** In the order in which they are sent. @type {OutgoingStill[]} */
  #outgoing = [];
  /** What each outgoing one is, for when it is there. @type {Map<number, Arrival>} */
  #sentImages = new Map();
  /** @type {Map<number, IncomingStill>} */
  #incoming = new Map();
  /** What has come whole: the word of it may have been lost, and is said again. @type {Set<number>} */
  #finished = new Set();
  /** What was asked for and neither came nor was refused. @type {string|null} */
  #asking = null;
  /** Numbers of two pages, or of one that was loaded anew, must not be the same. */
  #number = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;
  #leaving = new AbortController();

  /**
   * @param {Pick<PeerSession, "room"|"probe"|"ceilingBps"> & EventTarget} peer
   * @param {StillLine} line
   */
  constructor(peer, line) {
    super();
    this.#peer = peer;
    this.#channel = peer.room;
    this.#line = line;
    const { signal } = this.#leaving;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(peer.room, "message", (message) => this.#receive(message));
    on(peer.room, "bytes", (frame) => this.#take(frame));
    on(peer.room, "open", () => this.#opened());
    on(peer.room, "low", () => this.#send());
    on(line, "bytes", (frame) => this.#take(frame));
    on(line, "low", () => this.#send());
    // The way has changed: what was on the former is lost, or would come out of its order.
    on(line, "open", () => this.#offerAgain());
    on(line, "hopeless", () => this.#offerAgain());
    on(peer, "ice-restart", () => line.restartIce());
    on(peer.probe, "echo", (/** @type {Echo} */ echo) => this.#pacer.echo(echo.backMs, echo));
    on(peer, "way", () => this.#pacer.wayChanged());
  }

  /** What is under way, the incoming first. @returns {Progress[]} */
  get progress() {
    const incoming = [...this.#incoming.values()].map(({ offer, received }) => ({
      direction: /** @type {const} */ ("in"),
      kind: offer.kind,
      bytes: received,
      size: offer.size,
    }));
    const outgoing = this.#outgoing.map(({ offer, acknowledged }) => ({
      direction: /** @type {const} */ ("out"),
      kind: offer.kind,
      bytes: acknowledged,
      size: offer.size,
    }));
    return [...incoming, ...outgoing];
  }

  /** Asks the other side for a still of its camera. @param {string} label what it will be called @returns {boolean} false without a connection */
  ask(label) {
    this.#asking = label;
    return this.#channel.send({ type: "still-ask", label });
  }

  /** Says that there will be none. @param {string} reason a word */
  refuse(reason) {
    this.#channel.send({ type: "still-refused", reason });
  }

  /**
   * Sends a still, as soon as there is a connection; a frozen frame before photographs, which are longer under way.
   * @param {Blob} image
   * @param {Offer["kind"]} kind
   * @param {string} label
   * @throws {RangeError} when it is larger than any that is kept
   */
  async offer(image, kind, label) {
    if (image.size > MOST_BYTES) throw new RangeError("the still is too large");
    const bytes = new Uint8Array(await image.arrayBuffer());
    const sum = await sha256(bytes);
    this.#number = (this.#number + 1) >>> 0;
    const offer = { number: this.#number, size: bytes.length, sha256: sum, mime: image.type, kind, label };
    const still = new OutgoingStill(offer, bytes);
    if (kind === "frozen") this.#outgoing.unshift(still);
    else this.#outgoing.push(still);
    this.#sentImages.set(offer.number, { image, kind, label, sha256: sum });
    this.#line.open();
    this.#channel.send({ type: "still-offer", ...offer });
    this.#timer ??= setInterval(() => this.#send(), TICK_MS);
    this.#changed();
  }

  /** Gives up what is under way of one kind, in either direction. @param {Offer["kind"]} kind */
  cancel(kind) {
    if (kind === "close-look") this.#asking = null;
    for (const { offer } of [...this.#incoming.values(), ...this.#outgoing]) {
      if (offer.kind !== kind) continue;
      this.#channel.send({ type: "still-drop", number: offer.number });
      this.#forget(offer.number);
    }
  }

  close() {
    this.#leaving.abort();
    this.#line.close();
    clearInterval(this.#timer);
    this.#outgoing = [];
    this.#incoming.clear();
    this.#sentImages.clear();
  }

  /** What was under way on the channel before is lost; the other side says from where it wants it again. */
  #opened() {
    if (this.#asking !== null) this.#channel.send({ type: "still-ask", label: this.#asking });
    if (this.#outgoing.length > 0) this.#line.open();
    this.#offerAgain();
  }

  #offerAgain() {
    for (const still of this.#outgoing) {
      still.interrupt();
      this.#channel.send({ type: "still-offer", ...still.offer });
    }
  }

  #send() {
    const still = this.#outgoing.find(({ isWanted }) => isWanted);
    const way = this.#line.isOpen ? this.#line : this.#line.isHopeless ? this.#channel : null;
    if (!still || !way || !this.#channel.isOpen) return this.#pacer.rest();
    const { ceilingBps, probe } = this.#peer;
    const link = { ceilingBps, unansweredSinceMs: probe.unansweredSinceMs };
    let allowed = this.#pacer.allowed(performance.now(), link);
    while (still.isWanted && allowed >= CHUNK_BYTES && way.hasRoom) {
      const chunk = still.next();
      if (!way.send(chunk)) return;
      this.#pacer.sent(chunk.byteLength);
      allowed -= chunk.byteLength;
    }
  }

  /** @param {Record<string, unknown>} message */
  #receive(message) {
    const { type, number } = message;
    const still = this.#outgoing.find(({ offer }) => offer.number === number);
    if (type === "still-ask") this.#asked(message.label);
    else if (type === "still-refused") this.#refused(String(message.reason));
    else if (type === "still-offer") this.#offered(message);
    else if (type === "still-want" && still && isCount(message.from, MOST_BYTES)) still.want(message.from);
    else if (type === "still-got" && still && isCount(message.bytes, MOST_BYTES))
      still.acknowledge(message.bytes);
    else if (type === "still-done" && still) this.#done(still, message.whole === true);
    else if (type === "still-drop" && typeof number === "number") return this.#forget(number);
    else return;
    this.#changed();
  }

  /** @param {OutgoingStill} still @param {boolean} whole */
  #done({ offer: { number, kind } }, whole) {
    const sent = this.#sentImages.get(number);
    this.#forget(number);
    this.#emit(whole ? "delivered" : "failed", whole ? sent : { kind });
  }

  /** @param {unknown} label */
  #asked(label) {
    // It connects while the photograph is taken.
    this.#line.open();
    this.#emit("asked", { label: String(label ?? "").slice(0, 80) });
  }

  /** @param {string} reason */
  #refused(reason) {
    this.#asking = null;
    this.#emit("refused", { reason });
  }

  /** @param {Record<string, unknown>} message */
  #offered(message) {
    const offer = readOffer(message);
    if (!offer) return;
    if (this.#finished.has(offer.number)) {
      this.#channel.send({ type: "still-done", number: offer.number, whole: true });
      return;
    }
    if (offer.kind === "close-look") this.#asking = null;
    let still = this.#incoming.get(offer.number);
    if (!still) {
      if (this.#incoming.size >= MOST_INCOMING) return;
      still = new IncomingStill(offer);
      this.#incoming.set(offer.number, still);
    }
    this.#channel.send({ type: "still-want", number: offer.number, from: still.received });
  }

  /** @param {ArrayBuffer} frame */
  #take(frame) {
    const chunk = readChunk(frame);
    const still = chunk && this.#incoming.get(chunk.number);
    if (!still || still.isWhole) return;
    still.take(chunk.offset, chunk.payload);
    if (still.isWhole) void this.#judge(still);
    else if (still.isToTell)
      this.#channel.send({ type: "still-got", number: chunk.number, bytes: still.received });
    else return;
    this.#changed();
  }

  /** @param {IncomingStill} still that is whole */
  async #judge(still) {
    const { number, kind, label, sha256: sum } = still.offer;
    if (await still.check()) {
      this.#incoming.delete(number);
      this.#finished.add(number);
      this.#channel.send({ type: "still-done", number, whole: true });
      this.#emit("arrived", { image: still.image, kind, label, sha256: sum });
    } else if (still.spoiled < MOST_SPOILED) {
      this.#channel.send({ type: "still-want", number, from: 0 });
    } else {
      this.#incoming.delete(number);
      this.#channel.send({ type: "still-done", number, whole: false });
      this.#emit("failed", { kind });
    }
    this.#changed();
  }

  /** @param {number} number */
  #forget(number) {
    this.#incoming.delete(number);
    this.#sentImages.delete(number);
    this.#outgoing = this.#outgoing.filter(({ offer }) => offer.number !== number);
    if (this.#outgoing.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#pacer.rest();
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
