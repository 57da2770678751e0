/** @import { TimelineEvent } from "../messages.js" */
import { PeerClock } from "../latency/peer-clock.js";

const PING_EVERY_MS = 1000;

/** At first a few in quick succession: right after connecting both pages are busy, and one answer alone says little. */
const FIRST_PINGS_EVERY_MS = 100;
const FIRST_PINGS = 6;

const REPEAT_EVERY_MS = 200;

/** The smallest of a few round trips is the one that waited least in either page. */
const REMEMBERED_PINGS = 10;

/** Nothing here may pile up behind a slow link: old measurements are worthless. */
const MOST_BUFFERED_BYTES = 16 * 1024;

const LONGEST_MS = 600_000;

/** More than anybody has regions of relays, or an event has numbers. */
const MOST_NUMBERS = 32;

/**
 * What the two pages tell each other about time, over the unordered and unreliable data channel.
 *
 * JSON text, told apart by `type`; others are ignored, so that either page may be newer:
 * - `ping` {id, send_delay_ms, sent_ms, references, capture}: once a second, with what a frame now spends in encoding and
 *   sending here, or null; when it was sent, by the sender's clock; how far the clocks that both may know (`node:ID`, `utc`)
 *   and the capture clock are ahead of that, as pairs of least and most, by name and for itself (null while unknown)
 *   With it `relays`: how far it is to the relay of each region and back, by region
 * - `pong` {id, received_ms, answered_ms}: the answer, at once, with its times by the answering clock
 * - `seen` {ms, bound_ms, kind}: twice a second, how late the sender of this sees the other's picture, as on its badge
 * - `route` {reason, values}: the sender of this has just led the media another way, as in its timeline: for the other person
 * - `first-frame` {age_ms}: buyer to agent; the agent's first frame was on screen that long ago. Repeated until noted
 * - `first-frame-noted`
 *
 * What comes from the other page is not trusted: it is checked, and never more than numbers and words.
 *
 * Events: `first-frame` (detail `{atMs}`: when it was on the other's screen by our clock, before the way here is taken off),
 * `seen` (detail `Sample`: how late our picture is over there), `route` (detail `TimelineEvent`).
 */
export class MeasurementChannel extends EventTarget {
  /** @type {RTCDataChannel|null} */
  #channel = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #pingTimer;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #repeatTimer;
  /** @type {number|null} */
  #firstFrameMs = null;
  #pingId = 0;
  /** @type {Map<number, number>} */
  #sentPings = new Map();
  /** @type {number[]} */
  #roundTrips = [];

  /** @type {number|null} */
  #sendDelayMs = null;

  /** How far it is from here to the relay of each region and back, in ms; the other page is told. @type {Record<string, number>} */
  relays = {};

  /** The same of the other side. @type {Record<string, number>} */
  remoteRelays = {};

  /** What the pings tell of the other page's clocks. */
  clock = new PeerClock();

  /** The same of the other side, null while unknown. @type {number|null} */
  remoteSendDelayMs = null;

  /** What a frame now spends here in encoding and sending, in ms; the other page is told. @returns {number|null} */
  get sendDelayMs() {
    return this.#sendDelayMs;
  }

  set sendDelayMs(ms) {
    const first = this.#sendDelayMs === null && ms !== null;
    this.#sendDelayMs = ms;
    // Until it hears this, the other page cannot even estimate.
    if (first) this.#ping();
  }

  /** Page to page and back, in ms: the smallest of the last few; null while unknown. @returns {number|null} */
  get roundTripMs() {
    return this.#roundTrips.length ? Math.min(...this.#roundTrips) : null;
  }

  /**
   * Goes on over the channel of a new peer connection.
   * @param {RTCDataChannel} channel
   */
  attach(channel) {
    this.#detach();
    this.#channel = channel;
    this.#sentPings.clear();
    this.#roundTrips = [];
    this.remoteSendDelayMs = null;
    this.clock.reset();
    channel.onmessage = (event) => this.#receive(event.data);
    channel.onopen = () => this.#keepPinging(FIRST_PINGS);
  }

  /**
   * Buyer: tells the agent that his first frame is on screen, until he has heard it.
   * @param {number} shownMs on the clock of `performance.now()`
   */
  tellFirstFrame(shownMs) {
    clearInterval(this.#repeatTimer);
    this.#firstFrameMs = shownMs;
    this.#repeatFirstFrame();
    this.#repeatTimer = setInterval(() => this.#repeatFirstFrame(), REPEAT_EVERY_MS);
  }

  /** Tells how late the other's picture is here. @param {import("../latency/latency-meter.js").Sample} sample */
  tellSeen({ ms, boundMs, kind }) {
    this.#send({ type: "seen", ms, bound_ms: boundMs, kind });
  }

  /** Tells of a change of the way; lost, only the other person's note is. @param {TimelineEvent} event */
  tellRoute({ reason, values }) {
    this.#send({ type: "route", reason, values });
  }

  close() {
    this.#detach();
    clearInterval(this.#repeatTimer);
  }

  #detach() {
    clearTimeout(this.#pingTimer);
    if (this.#channel) this.#channel.onmessage = this.#channel.onopen = null;
    this.#channel = null;
  }

  /** @param {number} quick how many more in quick succession */
  #keepPinging(quick) {
    this.#ping();
    const delay = quick > 0 ? FIRST_PINGS_EVERY_MS : PING_EVERY_MS;
    this.#pingTimer = setTimeout(() => this.#keepPinging(quick - 1), delay);
  }

  #ping() {
    this.#pingId += 1;
    const now = performance.now();
    const told = { send_delay_ms: this.sendDelayMs, relays: this.relays, ...this.clock.told(now) };
    const ping = { type: "ping", id: this.#pingId, ...told };
    if (!this.#send(ping)) return;
    this.#sentPings.set(this.#pingId, now);
    for (const id of this.#sentPings.keys()) {
      if (id <= this.#pingId - REMEMBERED_PINGS) this.#sentPings.delete(id);
    }
  }

  #repeatFirstFrame() {
    if (this.#firstFrameMs === null) return;
    const age = performance.now() - this.#firstFrameMs;
    // The agent's elapsed time could not be right any more, nor would it be looked at.
    if (age > LONGEST_MS) return clearInterval(this.#repeatTimer);
    this.#send({ type: "first-frame", age_ms: age });
  }

  /** @param {unknown} data */
  #receive(data) {
    const now = performance.now();
    const message = parse(data);
    switch (message?.type) {
      case "ping":
        this.remoteSendDelayMs = duration(message.send_delay_ms);
        this.remoteRelays = durations(message.relays);
        this.clock.heard(message, now);
        this.#send({
          type: "pong",
          id: Number(message.id),
          received_ms: now,
          answered_ms: performance.now(),
        });
        break;
      case "pong":
        this.#pong(message, now);
        break;
      case "seen": {
        const sample = seen(message);
        if (sample) this.dispatchEvent(new CustomEvent("seen", { detail: sample }));
        break;
      }
      case "route": {
        const detail = { kind: "route", reason: word(message.reason), values: durations(message.values) };
        this.dispatchEvent(new CustomEvent("route", { detail }));
        break;
      }
      case "first-frame": {
        const age = signedDuration(message.age_ms);
        // Without a round trip to take off it is of no use yet: not noted, it comes again.
        if (age === null || this.roundTripMs === null) break;
        this.#send({ type: "first-frame-noted" });
        this.dispatchEvent(new CustomEvent("first-frame", { detail: { atMs: now - age } }));
        break;
      }
      case "first-frame-noted":
        clearInterval(this.#repeatTimer);
        this.#firstFrameMs = null;
        break;
    }
  }

  /** @param {Record<string, unknown>} message @param {number} now */
  #pong(message, now) {
    const id = Number(message.id);
    const sent = this.#sentPings.get(id);
    if (sent === undefined) return;
    this.#sentPings.delete(id);
    this.clock.exchange({
      sentMs: sent,
      receivedMs: Number(message.received_ms),
      answeredMs: Number(message.answered_ms),
      backMs: now,
    });
    this.#roundTrips.push(now - sent);
    if (this.#roundTrips.length > REMEMBERED_PINGS) this.#roundTrips.shift();
  }

  /** @param {object} message @returns {boolean} */
  #send(message) {
    const channel = this.#channel;
    if (channel?.readyState !== "open" || channel.bufferedAmount > MOST_BUFFERED_BYTES) return false;
    channel.send(JSON.stringify(message));
    return true;
  }
}

/**
 * @param {unknown} data
 * @returns {Record<string, unknown>|null}
 */
function parse(data) {
  if (typeof data !== "string") return null;
  try {
    const message = JSON.parse(data);
    return typeof message === "object" ? message : null;
  } catch {
    return null; // another page's mistake, or its malice: nothing that this page could mend
  }
}

/**
 * @param {Record<string, unknown>} message
 * @returns {import("../latency/latency-meter.js").Sample|null}
 */
function seen({ ms, bound_ms, kind }) {
  if (kind === "off" || kind === "missing") return { ms: null, boundMs: null, kind };
  const known = duration(ms);
  if (known === null || (kind !== "measured" && kind !== "estimated")) return null;
  return { ms: known, boundMs: duration(bound_ms), kind };
}

/** @param {unknown} value @returns {string} a word that a page may have a text for, or "" */
function word(value) {
  return typeof value === "string" && /^[a-z-]{1,32}$/.test(value) ? value : "";
}

/** @param {unknown} value @returns {Record<string, number>} */
function durations(value) {
  if (typeof value !== "object" || value === null) return {};
  const known = Object.entries(value).filter(([, ms]) => duration(ms) !== null);
  return Object.fromEntries(known.slice(0, MOST_NUMBERS));
}

/** @param {unknown} value @returns {number|null} */
function signedDuration(value) {
  return typeof value === "number" && Math.abs(value) <= LONGEST_MS ? value : null;
}

/** @param {unknown} value @returns {number|null} */
function duration(value) {
  const ms = signedDuration(value);
  return ms === null || ms < 0 ? null : ms;
}
