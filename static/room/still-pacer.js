/** @import { Echo } from "../modules/media/link-probe.js" */
import { QueueGauge } from "../modules/media/queue-gauge.js";

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
/** After a queue, nothing is raised for so long, and not above what was too much until that is so long ago. */
const HOLD_MS = 1000;
const LIMIT_KNOWN_MS = 30_000;
const SAFE_SHARE = 0.8;
const BACK_OFF = 0.5;

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
    const roundTrip = echo.backMs - echo.sentMs;
    this.#roundTripMs = this.#roundTripMs ? Math.min(this.#roundTripMs * 1.002, roundTrip) : roundTrip;
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
   * Once a round trip, because what is in the queue already cannot be helped any more; a queue that stays tells of a link that carries
   * far less than before.
   * @param {number} nowMs
   */
  #giveWay(nowMs) {
    const effectMs = this.#roundTripMs + EFFECT_MS;
    if (nowMs - this.#queuedMs > effectMs) this.#limit = { bps: this.#bps, atMs: nowMs };
    if (nowMs - this.#backedOffMs > effectMs) {
      this.#bps = Math.max(this.#bps * BACK_OFF, LEAST_BPS);
      this.#backedOffMs = nowMs;
    }
    this.#queuedMs = this.#changedMs = nowMs;
  }

  /** @param {number} nowMs @param {number} earlyBps */
  #climb(nowMs, earlyBps) {
    if (nowMs - this.#queuedMs < HOLD_MS || nowMs - this.#changedMs < this.#roundTripMs + EFFECT_MS) return;
    this.#changedMs = nowMs;
    const known = this.#limit !== null && nowMs - this.#limit.atMs < LIMIT_KNOWN_MS;
    const most = known ? (this.#limit?.bps ?? 0) * SAFE_SHARE : MOST_BPS;
    this.#bps = Math.max(
      Math.min(this.#bps * (this.#bps < earlyBps ? EARLY_CLIMB : CLIMB), most),
      Math.min(this.#bps, MOST_BPS),
    );
  }
}
