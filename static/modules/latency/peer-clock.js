/** @import { Interval } from "./clock-interval.js" */
/** @import { Exchange } from "./clock-offset.js" */
import { minus } from "./clock-interval.js";
import { ClockOffset, References } from "./clock-offset.js";

/** The longest round trip that says anything; also what a message may claim to have lain at the other page. */
const LONGEST_MS = 60_000;

/** Beyond the year 4000 in ms since 1900: no clock that a page has. */
const LATEST_MS = 1e14;

/** Our node and the one before, and UTC, at either side; another page may be newer and know more. */
const MOST_REFERENCES = 8;

const LONGEST_NAME = 80;

/** The way here that waited least is the way itself. */
const REMEMBERED_WAYS = 10;

/**
 * The other page's clocks as seen from this page: that of its scripts (`performance.now()`), and that by which its browser
 * stamps captured frames. Both are compared without assuming anything of the ways between the pages.
 *
 * No I/O: `told()` is what the other page's `heard()` takes, and whoever has an {@link Exchange} hands it in.
 */
export class PeerClock {
  #offset = new ClockOffset();
  /** How far the other browser's capture clock is ahead of its page's. @type {Interval|null} */
  #theirCapture = null;
  /** How long the last messages took to come here, by our middle of the offset, in ms. @type {number[]} */
  #ways = [];

  /** The node clocks as this page knows them; shared with whoever talks to the nodes. */
  references = new References();
  /** How far our browser's capture clock is ahead of `performance.now()`; the other page is told. @type {Interval|null} */
  capture = null;

  /** Forgets the other page: another one may be there from now on. */
  reset() {
    this.#offset = new ClockOffset();
    this.#theirCapture = null;
    this.#ways = [];
  }

  /**
   * An exchange between the two pages over whatever connects them; impossible ones are ignored.
   * @param {Exchange} exchange
   * @returns {boolean} whether it was taken
   */
  exchange(exchange) {
    const there = exchange.answeredMs - exchange.receivedMs;
    const roundTrip = exchange.backMs - exchange.sentMs - there;
    if (!isTime(exchange.receivedMs) || !isTime(exchange.answeredMs)) return false;
    // A clock that is rounded down may show the answer up to a millisecond too early or too late.
    if (there < 0 || there > LONGEST_MS || roundTrip < -2 || roundTrip > LONGEST_MS) return false;
    this.#offset.exchange(exchange);
    return true;
  }

  /**
   * What the other page must hear of our clocks, to be sent at this very moment.
   * @param {number} nowMs
   */
  told(nowMs) {
    /** @type {Record<string, [number, number]>} */
    const references = {};
    for (const [name, { lower, upper }] of Object.entries(this.references.at(nowMs))) {
      references[name] = [lower, upper];
    }
    const capture = this.capture && [this.capture.lower, this.capture.upper];
    return { sent_ms: nowMs, references, capture };
  }

  /**
   * Takes what the other page told of its clocks; what makes no sense of it is left out.
   * @param {Record<string, unknown>} message
   * @param {number} receivedMs
   */
  heard({ sent_ms, references, capture }, receivedMs) {
    if (!isTime(sent_ms)) return;
    this.#theirCapture = interval(capture);
    /** @type {Record<string, Interval>} */
    const known = {};
    for (const [name, value] of Object.entries(references ?? {}).slice(0, MOST_REFERENCES)) {
      const offset = interval(value);
      if (offset !== null && name.length <= LONGEST_NAME) known[name] = offset;
    }
    this.#offset.told(sent_ms, known);
    const offset = this.offset(receivedMs);
    if (offset === null) return;
    this.#ways.push(receivedMs - (sent_ms - (offset.lower + offset.upper) / 2));
    if (this.#ways.length > REMEMBERED_WAYS) this.#ways.shift();
  }

  /**
   * How far the other page's clock is ahead of ours.
   * @param {number} nowMs
   * @returns {(Interval & {disputed: boolean})|null} null while unknown
   */
  offset(nowMs) {
    return this.#offset.at(nowMs, this.references.at(nowMs));
  }

  /**
   * When a frame was captured, by our clock.
   * @param {number} captureMs by the capture clock of the other browser
   * @param {number} nowMs
   * @returns {Interval|null} null while one of the clocks is unknown
   */
  captured(captureMs, nowMs) {
    const offset = this.offset(nowMs);
    if (offset === null || this.#theirCapture === null) return null;
    const byTheirPage = minus({ lower: captureMs, upper: captureMs }, this.#theirCapture);
    return minus(byTheirPage, offset);
  }

  /** The time that a message takes from the other page to here, in ms; null while unknown. @returns {number|null} */
  get wayHereMs() {
    return this.#ways.length ? Math.max(Math.min(...this.#ways), 0) : null;
  }
}

/** @param {unknown} value @returns {value is number} */
function isTime(value) {
  return typeof value === "number" && Math.abs(value) <= LATEST_MS;
}

/** @param {unknown} value @returns {Interval|null} */
function interval(value) {
  if (!Array.isArray(value)) return null;
  const [lower, upper] = value;
  return isTime(lower) && isTime(upper) && lower <= upper ? { lower, upper } : null;
}
