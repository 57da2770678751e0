/** @import { Echo } from "../modules/media/link-probe.js" */
import { QueueGauge } from "../modules/media/queue-gauge.js";
import { emptyRoundTripMs } from "../modules/media/round-trip.js";

/** Of what the picture may have now: a still begins with so little beside it, and soon has the second share if nothing stands. */
const FIRST_SHARE = 0.08;
const EARLY_SHARE = 0.25;

/** Without a plan for the picture, this is taken for its share. */
const UNPLANNED_BPS = 1_000_000;

const LEAST_BPS = 64_000;
const MOST_BPS = 8_000_000;

/** Less than the governor takes for a queue: a still gives way before the picture has to. */
const QUEUED_MS = 25;

/** Up to the early share, and from there on: a step must not make a queue that the picture feels before it is seen here. */
const EARLY_CLIMB = 1.5;
const CLIMB = 1.08;
/** What was too much stands for the link's limit for so long: back to just below it at once, past it slowly. */
const LIMIT_KNOWN_MS = 30_000;
const BACK_CLIMB = 1.25;
const BELOW_SHARE = 0.85;
const NEAR_CLIMB = 1.03;
const BEYOND_SHARE = 1.15;

/** After a queue, nothing is raised for so long. */
const HOLD_MS = 800;
const BACK_OFF = 0.6;
/** The limit falls by no more at once, lest what others do on the link starve the still by and by. */
const LIMIT_FALLS = 0.85;

/** After so long without one a queue is another queue. */
const GAP_MS = 100;

/** An effect shows no sooner than this after the round trip. */
const EFFECT_MS = 150;

/** A ping that is so long overdue stands in a queue. */
const OVERDUE_MS = 60;

/** What may be made up for at once after a pause: a page's timer is late now and then, a burst is a queue. */
const BURST_BYTES = 8 * 1024;

/**
 * How much of a still may be sent now, so that the live picture is not held up: a small share of what the picture has, more while the
 * link's queue stays empty, nothing while one stands.
 *
 * The latency decides, not the loss: it rises first. No clock inside: every time is given, in ms.
 */
export class StillPacer {
  #gauge = new QueueGauge();
  #bps = 0;
  #roundTripMs = 0;
  #changedMs = Number.NEGATIVE_INFINITY;
  #queuedMs = Number.NEGATIVE_INFINITY;
  /** When the queue began that stands, or stood last. */
  #beganMs = Number.NEGATIVE_INFINITY;
  #backedOffMs = Number.NEGATIVE_INFINITY;
  /** @type {{bps: number, atMs: number}|null} */
  #limit = null;
  #bytes = 0;
  /** @type {number|null} */
  #tookMs = null;

  /** What is sent now, in bits a second. */
  get bps() {
    return this.#bps;
  }

  /** The way is another one: nothing is known of it. */
  wayChanged() {
    this.#gauge.reset();
    this.#roundTripMs = 0;
    this.#limit = null;
    this.#bps = 0;
  }

  /**
   * One ping has come back.
   * @param {number} nowMs
   * @param {Echo} echo
   */
  echo(nowMs, echo) {
    this.#roundTripMs = emptyRoundTripMs(this.#roundTripMs, echo);
    // What is usual is learned while nothing is sent: a queue of our own must not become the custom.
    this.#gauge.add(nowMs, echo, this.#tookMs === null);
  }

  /** Nothing is to be sent for now. */
  rest() {
    this.#tookMs = null;
    this.#bytes = 0;
    this.#bps = 0;
  }

  /**
   * @param {number} nowMs
   * @param {{ceilingBps: number|null, unansweredSinceMs: number|null}} link `ceilingBps`: what the picture may have;
   *   `unansweredSinceMs`: when the oldest ping was sent that should have been answered
   * @returns {number} bytes that may be sent now; call `sent()` for those that were
   */
  allowed(nowMs, { ceilingBps, unansweredSinceMs }) {
    const first = Math.max((ceilingBps ?? UNPLANNED_BPS) * FIRST_SHARE, LEAST_BPS);
    if (this.#bps === 0) this.#bps = first;
    const overdueMs = unansweredSinceMs === null ? 0 : nowMs - unansweredSinceMs - this.#roundTripMs;
    const elapsedMs = this.#tookMs === null ? 0 : nowMs - this.#tookMs;
    this.#tookMs = nowMs;
    if (this.#isQueued() || overdueMs > OVERDUE_MS + this.#gauge.usualMs + this.#gauge.spreadMs) {
      this.#giveWay(nowMs);
      this.#bytes = 0;
      return 0;
    }
    // What is not used, because the connection does not take it, says nothing about the link.
    if (this.#bytes < BURST_BYTES) this.#climb(nowMs, (first / FIRST_SHARE) * EARLY_SHARE);
    this.#bytes = Math.min(this.#bytes + (this.#bps * elapsedMs) / 8000, BURST_BYTES);
    return this.#bytes;
  }

  /** @param {number} bytes */
  sent(bytes) {
    this.#bytes -= bytes;
  }

  #isQueued() {
    return this.#gauge.standingMs > this.#gauge.usualMs + QUEUED_MS;
  }

  /**
   * Nothing is sent while something stands. A queue of ours is seen for a round trip at least; what is over sooner was a jolt, of the link or of
   * a page, and says nothing of what the link carries. A queue that stays tells of a link that carries far less than before.
   * @param {number} nowMs
   */
  #giveWay(nowMs) {
    if (nowMs - this.#queuedMs > GAP_MS) this.#beganMs = nowMs;
    const lastedMs = nowMs - this.#beganMs;
    if (lastedMs > this.#roundTripMs && nowMs - this.#backedOffMs > this.#roundTripMs + EFFECT_MS) {
      this.#limit = { bps: Math.max(this.#bps, (this.#limitBps(nowMs) ?? 0) * LIMIT_FALLS), atMs: nowMs };
      this.#bps = Math.max(this.#bps * BACK_OFF, LEAST_BPS);
      this.#backedOffMs = nowMs;
    }
    this.#queuedMs = this.#changedMs = nowMs;
  }

  /** @param {number} nowMs @param {number} earlyBps */
  #climb(nowMs, earlyBps) {
    if (nowMs - this.#queuedMs < HOLD_MS || nowMs - this.#changedMs < this.#roundTripMs + EFFECT_MS) return;
    this.#changedMs = nowMs;
    this.#bps = Math.min(this.#next(this.#limitBps(nowMs), earlyBps), MOST_BPS);
  }

  /** @param {number|null} limitBps @param {number} earlyBps @returns {number} bits a second */
  #next(limitBps, earlyBps) {
    const bps = this.#bps;
    if (limitBps === null) return bps * (bps < earlyBps ? EARLY_CLIMB : CLIMB);
    const belowBps = limitBps * BELOW_SHARE;
    if (bps < belowBps) return Math.min(bps * BACK_CLIMB, belowBps);
    return bps * (bps < limitBps * BEYOND_SHARE ? NEAR_CLIMB : CLIMB);
  }

  /** @param {number} nowMs */
  #limitBps(nowMs) {
    return this.#limit && nowMs - this.#limit.atMs < LIMIT_KNOWN_MS ? this.#limit.bps : null;
  }
}
