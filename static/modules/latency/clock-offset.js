/** @import { Interval } from "./clock-interval.js" */
import { marzullo, minus, overlap, widened } from "./clock-interval.js";

/**
 * How far a page's clock may run from true time, in ms per ms. Crystals of phones and computers are within 100 ppm over
 * their range of temperature; where the system disciplines the clock, NTP's own adjustment comes on top.
 */
const PAGE_DRIFT = 250e-6;

/** A node's clock that NTP is just bringing back: the most by which a Linux kernel slews (adjtimex(2)). */
const NODE_DRIFT = 500e-6;

/** Browsers round their clocks down to as much as this, against fingerprinting. */
const CLOCK_GRAIN_MS = 1;

/** The reference that all nodes share. */
const UTC = "utc";

/** The node in use, and the one before it after a change. */
const REMEMBERED_NODES = 2;

/**
 * One question and its answer, each time by the clock of whom it happened to, in ms.
 *
 * @typedef {object} Exchange
 * @property {number} sentMs by the asking clock
 * @property {number} receivedMs by the answering clock
 * @property {number} answeredMs by the answering clock
 * @property {number} backMs by the asking clock
 */

/**
 * How far another clock is ahead of ours, from exchanges over one path.
 *
 * A message arrives after it was sent, whatever the path: so the other clock is ahead by at most `received - sent` and by
 * at least `answered - back`. Nothing is assumed of how the round trip divides into its two ways. The tightest edges of
 * all exchanges are kept; what they say of the present loosens with their age, as the clocks may have run apart since.
 */
class PathOffset {
  #drift;
  /** @type {{ms: number, atMs: number}|null} */
  #lower = null;
  /** @type {{ms: number, atMs: number}|null} */
  #upper = null;

  /** @param {number} drift the most by which the two clocks run apart, in ms per ms */
  constructor(drift) {
    this.#drift = drift;
  }

  /** @param {Exchange} exchange */
  exchange({ sentMs, receivedMs, answeredMs, backMs }) {
    const lower = { ms: answeredMs - backMs - CLOCK_GRAIN_MS, atMs: sentMs };
    const upper = { ms: receivedMs - sentMs + CLOCK_GRAIN_MS, atMs: sentMs };
    const known = this.at(backMs);
    const fresh = widened({ lower: lower.ms, upper: upper.ms }, (backMs - sentMs) * this.#drift);
    // One of the clocks has jumped (it was set, or the machine slept): what was known before is of another offset.
    const jumped = known !== null && overlap(known, fresh) === null;
    if (known === null || jumped || fresh.lower > known.lower) this.#lower = lower;
    if (known === null || jumped || fresh.upper < known.upper) this.#upper = upper;
  }

  /**
   * @param {number} nowMs by our clock
   * @returns {Interval|null} null before the first exchange
   */
  at(nowMs) {
    if (this.#lower === null || this.#upper === null) return null;
    return {
      lower: this.#lower.ms - Math.max(nowMs - this.#lower.atMs, 0) * this.#drift,
      upper: this.#upper.ms + Math.max(nowMs - this.#upper.atMs, 0) * this.#drift,
    };
  }
}

/**
 * How far clocks that both pages can read are ahead of this page's: that of each node, and UTC, of which a node's clock
 * is a reading with a stated error. Two pages at the same node have its clock in common, those at different nodes UTC.
 */
export class References {
  /** @type {Map<string, PathOffset>} */
  #offsets = new Map();

  /**
   * Takes a node's answer to a ping.
   * @param {{node: string, sentMs: number, clockMs: number, boundMs: number|null, backMs: number}} reading `clockMs` on
   *   the node's own clock, `boundMs` how far that may be from UTC, null when unknown
   */
  read({ node, sentMs, clockMs, boundMs, backMs }) {
    this.#exchange(`node:${node}`, { sentMs, receivedMs: clockMs, answeredMs: clockMs, backMs });
    const nodes = [...this.#offsets.keys()].filter((name) => name !== UTC);
    for (const name of nodes.slice(0, -REMEMBERED_NODES)) this.#offsets.delete(name);
    if (boundMs === null) return;
    this.#exchange(UTC, { sentMs, receivedMs: clockMs + boundMs, answeredMs: clockMs - boundMs, backMs });
  }

  /** @param {number} nowMs @returns {Record<string, Interval>} by name of the reference */
  at(nowMs) {
    const known = [...this.#offsets].map(([name, offset]) => [name, offset.at(nowMs)]);
    return Object.fromEntries(known);
  }

  /** @param {string} name @param {Exchange} exchange */
  #exchange(name, exchange) {
    const offset = this.#offsets.get(name) ?? new PathOffset(referenceDrift(name));
    // Last in the map: the one in use.
    this.#offsets.delete(name);
    this.#offsets.set(name, offset);
    offset.exchange(exchange);
  }
}

/**
 * How far the other page's clock is ahead of ours, from every path there is: between the two pages, and by way of every
 * reference that both have read. No path needs to be symmetric, so all of them hold and the truth lies where they overlap.
 *
 * The path between the pages holds by causality. A reference that contradicts it was wrong (a node's clock that is not
 * as good as it says): it is left out, and the bound is as wide as what remains says.
 */
export class ClockOffset {
  #direct = new PathOffset(2 * PAGE_DRIFT);
  /** What the other page last told of its references, at that moment by its clock.
   * @type {{atMs: number, references: Record<string, Interval>}} */
  #theirs = { atMs: 0, references: {} };

  /** @param {Exchange} exchange over the path between the two pages, asked by ours */
  exchange(exchange) {
    this.#direct.exchange(exchange);
  }

  /** @param {number} atMs by the other page's clock @param {Record<string, Interval>} references as it knows them */
  told(atMs, references) {
    this.#theirs = { atMs, references };
  }

  /**
   * @param {number} nowMs by our clock
   * @param {Record<string, Interval>} ours our references at this moment
   * @returns {(Interval & {disputed: boolean})|null} null before the first exchange; `disputed` when a source was wrong
   */
  at(nowMs, ours) {
    const direct = this.#direct.at(nowMs);
    if (direct === null) return null;
    const joined = this.#joined(nowMs, ours, direct);
    const possible = joined.map((path) => overlap(path, direct)).filter((path) => path !== null);
    const best = marzullo([direct, ...possible]) ?? { ...direct, agreeing: 0 };
    const { lower, upper, agreeing } = best;
    return { lower, upper, disputed: agreeing < 1 + joined.length };
  }

  /** @param {number} nowMs @param {Record<string, Interval>} ours @param {Interval} direct @returns {Interval[]} */
  #joined(nowMs, ours, direct) {
    const { atMs, references } = this.#theirs;
    // By our clock it was told no earlier than this.
    const ageMs = Math.max(nowMs - (atMs - direct.upper), 0);
    return Object.keys(ours)
      .filter((name) => Object.hasOwn(references, name))
      .map((name) => minus(ours[name], widened(references[name], ageMs * referenceDrift(name))));
  }
}

/** @param {string} name @returns {number} how far the reference and a page's clock run apart, in ms per ms */
function referenceDrift(name) {
  return name === UTC ? PAGE_DRIFT : PAGE_DRIFT + NODE_DRIFT;
}
