/** @import { Echo } from "./link-probe.js" */
import { QueueGauge } from "./queue-gauge.js";

const T = /** @type {any} */ (globalThis).__tune ?? {};

/** Congestion control begins here too; at this rate a key frame is small enough not to swell the other side's jitter buffer for a minute. */
const START_BPS = 300_000;
const START_HOLD_MS = 400;

/** Below this there is no picture worth the name. */
const FLOOR_BPS = 100_000;

/** A share of what the link was seen to carry, so that its queue stays empty. */
const SAFE_SHARE = 0.85;

/** While the queue drains the picture goes on in a trickle: a frozen picture grows old as well, and no key frame is needed afterwards. */
const BRAKE_BPS = T.brakeBps ?? 50_000;
const BRAKE_FRAMES_PER_SECOND = T.brakeFps ?? 10;
const SHORTEST_BRAKE_MS = 60;
const LONGEST_BRAKE_MS = 1500;
const DRAINED_MS = 40;

/** What is over sooner was a burst, of another's or of congestion control's own search: it says nothing of what the link carries. */
const BLIP_MS = 200;

/** A queue that stands, without growing, is taken back by and by. */
const STANDING_MS = 35;

/** Right after a brake the link is still settling: more is tolerated, for so long. */
const TOLERANCE_MS = 220;
const TOLERANCE_FOR_MS = 900;

/** After trouble nothing is raised for so long; no change follows another sooner than its effect can be seen. */
const HOLD_MS = 600;
const EFFECT_MS = 120;

const CLIMB = 1.2;
/** Near the rate at which the queue grew last, and while that is not long ago. */
const CLIMB_NEAR = 1.04;
const LIMIT_KNOWN_MS = 8000;

/** A ceiling far above what is sent says nothing, and holds nothing back when it should. */
const HEADROOM = 1.6;
const HEADROOM_BPS = 150_000;

/** How long bytes are counted to know a rate. */
const RATE_OVER_MS = 350;

/** Congestion control grows slowly by itself; it looks for room at once when it had some to spare and the ceiling rises. */
const DIP_SHARE = 0.35;
const DIP_MS = T.dipMs ?? 750;
const DIP_FIRST_AFTER_MS = 1500;
const DIP_AGAIN_MS = 1500;
const LONGEST_DIP_PAUSE_MS = 6000;
/** So much more than before, and it was worth it. */
const DIP_WORTH = 1.25;
const DIP_JUDGED_AFTER_MS = 1500;

/**
 * @typedef {object} Plan what the sender of the picture is set to
 * @property {number} ceilingBps
 * @property {number} scale 1: as large as the camera's; 2: half as wide and high
 * @property {number|null} framesPerSecond at most; null: as the camera gives
 *
 * @typedef {{reason: string, values: Record<string, number>}} Note what was done and why: for the agent and the timeline
 */

/**
 * Keeps the age of the picture at the other side within the target with the knobs that a page has, without touching congestion control:
 * pings and statistics go in, the plan for the sender comes out. It owns no clock, timer or connection.
 *
 * - The link's queue grows (pings wait clearly longer than is usual here): **brake**. The ceiling falls to a quarter of what the link
 *   carries, until the queue has drained; then it returns to a safe share of what was measured meanwhile.
 * - A queue stands without growing: the ceiling is **eased** down.
 * - The link is calm: the ceiling **climbs**, slowly near the rate at which the queue grew last.
 * - The link is calm, yet congestion control stays below the ceiling: a **dip** lets it look for room.
 */
export class Governor {
  #gauge = new QueueGauge();
  #capBps;
  #ceilingBps = START_BPS;
  #small;
  #smallScale;
  /** When the whole picture was begun. @type {number|null} */
  #wholeMs = null;
  /** @type {{sinceMs: number, waitMs: number}|null} */
  #brake = null;
  #releasedMs = Number.NEGATIVE_INFINITY;
  #changedMs = Number.NEGATIVE_INFINITY;
  #troubleMs = Number.NEGATIVE_INFINITY;
  /** What the link carried when its queue last grew. @type {{bps: number, atMs: number}|null} */
  #limit = null;
  #roundTripMs = 0;
  /** @type {{atMs: number, bytes: number}[]} on the other side's clock */
  #counts = [];
  /** @type {{untilMs: number, targetBps: number}|null} */
  #dip = null;
  #dippedMs = Number.NEGATIVE_INFINITY;
  #dipPauseMs = DIP_AGAIN_MS;
  /** What congestion control gave before the newest dip, until it is known whether it was worth it. @type {number|null} */
  #dipFoundBps = null;
  /** @type {Note[]} */
  #notes = [];

  /** @param {{capBps: number, smallScale: number}} options `smallScale` above 1: begin with a picture so much smaller, until `seen()` */
  constructor({ capBps, smallScale }) {
    this.#capBps = capBps;
    this.#smallScale = smallScale;
    this.#small = smallScale > 1;
  }

  /** @returns {Plan} */
  get plan() {
    const scale = this.#small ? this.#smallScale : 1;
    if (this.#brake) {
      return { ceilingBps: BRAKE_BPS, scale, framesPerSecond: BRAKE_FRAMES_PER_SECOND };
    }
    if (this.#dip) {
      const bps = Math.max(this.#dip.targetBps * DIP_SHARE, BRAKE_BPS);
      return { ceilingBps: Math.round(bps), scale, framesPerSecond: null };
    }
    return { ceilingBps: Math.round(this.#ceilingBps), scale, framesPerSecond: null };
  }

  /**
   * Another picture is going to be sent.
   * @param {{capBps: number, smallScale: number}} options
   */
  setPicture({ capBps, smallScale }) {
    this.#capBps = capBps;
    this.#smallScale = smallScale;
  }

  /** What was done since it was last asked. @returns {Note[]} */
  takeNotes() {
    return this.#notes.splice(0);
  }

  /** Of the present way while its queue is empty; null while unknown. @returns {number|null} */
  get roundTripMs() {
    return this.#roundTripMs || null;
  }

  /** The other side has the first frame on screen: from now on the whole picture is sent. @param {number} nowMs */
  seen(nowMs) {
    if (this.#wholeMs !== null) return;
    this.#small = false;
    this.#wholeMs = this.#changedMs = nowMs;
  }

  /** The picture takes another way now. */
  wayChanged() {
    this.#gauge.reset();
    this.#roundTripMs = 0;
    this.#counts = [];
    this.#limit = null;
  }

  /**
   * One ping has come back.
   * @param {number} nowMs
   * @param {Echo} echo
   */
  echo(nowMs, echo) {
    const roundTrip = echo.backMs - echo.sentMs;
    this.#roundTripMs = this.#roundTripMs ? Math.min(this.#roundTripMs * 1.002, roundTrip) : roundTrip;
    const calm = !this.#brake && nowMs - this.#releasedMs > HOLD_MS;
    this.#gauge.add(nowMs, echo, calm);
    if (this.#counts.at(-1)?.atMs !== echo.bytesMs) {
      this.#counts.push({ atMs: echo.bytesMs, bytes: echo.bytes });
      while (this.#counts[0].atMs < echo.bytesMs - 2000) this.#counts.shift();
    }
    this.#decide(nowMs, 0);
  }

  /**
   * Nothing has come; that may be news as well.
   * @param {number} nowMs
   * @param {number|null} unansweredSinceMs when the oldest ping was sent that should have been answered
   */
  tick(nowMs, unansweredSinceMs) {
    if (this.#roundTripMs === 0) return;
    const overdueMs = unansweredSinceMs === null ? 0 : nowMs - unansweredSinceMs - this.#roundTripMs - 30;
    this.#decide(nowMs, Math.max(overdueMs, 0));
  }

  /**
   * What the sender's statistics say.
   * @param {number} nowMs
   * @param {{targetBps: number}} sent `targetBps`: what congestion control lets the encoder have
   */
  sent(nowMs, { targetBps }) {
    this.#judgeDip(nowMs, targetBps);
    if (this.#brake || this.#dip || this.#wholeMs === null) return;
    const held = targetBps > 0 && targetBps < this.#ceilingBps * 0.8;
    const quiet = nowMs - Math.max(this.#troubleMs, this.#wholeMs) > DIP_FIRST_AFTER_MS;
    if (!held || !quiet || !this.#isCalm() || nowMs - this.#dippedMs < this.#dipPauseMs) return;
    this.#dip = { untilMs: nowMs + DIP_MS, targetBps };
  }

  /** @param {number} nowMs @param {number} targetBps */
  #judgeDip(nowMs, targetBps) {
    if (this.#dipFoundBps === null || nowMs - this.#dippedMs < DIP_JUDGED_AFTER_MS) return;
    const found = targetBps > this.#dipFoundBps * DIP_WORTH;
    this.#dipPauseMs = found ? DIP_AGAIN_MS : Math.min(this.#dipPauseMs * 2, LONGEST_DIP_PAUSE_MS);
    this.#dipFoundBps = null;
  }

  /** @param {number} nowMs @param {number} overdueMs */
  #decide(nowMs, overdueMs) {
    if (this.#brake) return this.#whileBraking(nowMs, overdueMs);
    const gauge = this.#gauge;
    const tolerance = TOLERANCE_MS * Math.max(0, 1 - (nowMs - this.#releasedMs) / TOLERANCE_FOR_MS);
    if (
      gauge.allAbove(gauge.clearMs + tolerance) ||
      overdueMs > gauge.clearMs + gauge.spreadMs + tolerance + 15
    ) {
      return this.#startBrake(nowMs, Math.max(gauge.waitMs, overdueMs));
    }
    if (this.#dip) return this.#whileDipping(nowMs);
    const since = nowMs - this.#changedMs;
    const standing = gauge.usualMs + Math.max(STANDING_MS, gauge.spreadMs) + tolerance / 2;
    if (gauge.standingMs > standing && since > this.#roundTripMs + 250) this.#ease(nowMs);
    else if (this.#isCalm() && this.#mayClimb(nowMs, since)) this.#climb(nowMs);
  }

  #isCalm() {
    return this.#gauge.standingMs < this.#gauge.usualMs * 0.7 + 20;
  }

  /** @param {number} nowMs @param {number} sinceChangeMs */
  #mayClimb(nowMs, sinceChangeMs) {
    if (this.#wholeMs === null || nowMs - this.#wholeMs < START_HOLD_MS) return false;
    return sinceChangeMs > this.#roundTripMs + EFFECT_MS && nowMs - this.#troubleMs > HOLD_MS;
  }

  /** @param {number} nowMs @param {number} waitMs */
  #startBrake(nowMs, waitMs) {
    const rate = this.#rate(RATE_OVER_MS) ?? this.#ceilingBps;
    this.#brake = { sinceMs: nowMs, waitMs };
    this.#dip = null;
    this.#troubleMs = nowMs;
    if (T.notes) this.#note("brake", { queue_ms: waitMs, rate_kbps: rate / 1000 });
  }

  /** @param {number} nowMs @param {number} overdueMs */
  #whileBraking(nowMs, overdueMs) {
    const brake = this.#brake;
    if (!brake) return;
    const gauge = this.#gauge;
    const lasted = nowMs - brake.sinceMs;
    const drained =
      gauge.waitMs < gauge.usualMs + Math.max(DRAINED_MS, gauge.spreadMs) &&
      overdueMs === 0 &&
      lasted > SHORTEST_BRAKE_MS;
    if (!drained && lasted < LONGEST_BRAKE_MS) return;
    // Sending less does not shorten this queue: it is somebody else's, or the way has become longer.
    if (!drained && gauge.waitMs > brake.waitMs * 0.8) gauge.reset();
    this.#brake = null;
    const carried = this.#rate(lasted);
    if (lasted >= BLIP_MS && carried !== null) {
      // While a queue drains, what comes out of it is what the link carries.
      this.#limit = { bps: carried, atMs: nowMs };
      this.#ceilingBps = Math.max(FLOOR_BPS, Math.min(this.#ceilingBps * 0.9, SAFE_SHARE * carried));
    } else {
      this.#ceilingBps = Math.max(FLOOR_BPS, this.#ceilingBps * 0.95);
    }
    this.#releasedMs = this.#changedMs = this.#troubleMs = nowMs;
    this.#note("queue", { ceiling_kbps: this.#ceilingBps / 1000, queue_ms: brake.waitMs, pause_ms: lasted });
  }

  /** @param {number} nowMs */
  #whileDipping(nowMs) {
    const dip = this.#dip;
    if (!dip || nowMs < dip.untilMs) return;
    this.#dip = null;
    this.#ceilingBps = Math.min(this.#capBps, Math.max(this.#ceilingBps, dip.targetBps * 2));
    this.#dipFoundBps = dip.targetBps;
    this.#dippedMs = this.#changedMs = nowMs;
    this.#note("probe", { ceiling_kbps: this.#ceilingBps / 1000 });
  }

  /** @param {number} nowMs */
  #ease(nowMs) {
    const bps = this.#rate(RATE_OVER_MS) ?? this.#ceilingBps;
    this.#limit = { bps, atMs: nowMs };
    this.#ceilingBps = Math.max(FLOOR_BPS, Math.min(this.#ceilingBps * 0.95, SAFE_SHARE * bps));
    this.#changedMs = this.#troubleMs = nowMs;
    this.#note("standing-queue", { ceiling_kbps: this.#ceilingBps / 1000, queue_ms: this.#gauge.standingMs });
  }

  /** @param {number} nowMs */
  #climb(nowMs) {
    const limit = this.#limit;
    const near =
      limit !== null &&
      nowMs - limit.atMs < LIMIT_KNOWN_MS &&
      this.#ceilingBps > limit.bps * 0.8 &&
      this.#ceilingBps < limit.bps * 1.15;
    const rate = this.#rate(500);
    const most =
      rate === null ? this.#capBps : Math.max(HEADROOM * rate + HEADROOM_BPS, FLOOR_BPS * 2, START_BPS);
    const wanted = Math.min(this.#capBps, most, this.#ceilingBps * (near ? CLIMB_NEAR : CLIMB));
    this.#changedMs = nowMs;
    this.#ceilingBps = Math.max(this.#ceilingBps, wanted);
  }

  /**
   * Video that arrived at the other side over the newest stretch, in bit/s.
   * @param {number} overMs
   * @returns {number|null} null when too little is known
   */
  #rate(overMs) {
    const newest = this.#counts.at(-1);
    if (!newest) return null;
    const oldest = this.#counts.find(({ atMs }) => atMs >= newest.atMs - overMs);
    if (!oldest || newest.atMs - oldest.atMs < 60) return null;
    return Math.max(((newest.bytes - oldest.bytes) * 8000) / (newest.atMs - oldest.atMs), 0);
  }

  /** @param {string} reason @param {Record<string, number>} values */
  #note(reason, values) {
    this.#notes.push({
      reason,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)])),
    });
  }
}
