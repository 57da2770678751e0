/** @import { Echo } from "./link-probe.js" */
import { CeilingSlew } from "./ceiling-slew.js";
import { Contest, FELT_AFTER_MS } from "./contest.js";
import { Layering } from "./layering.js";
import { hasRoomForWhole, PictureLadder } from "./picture-ladder.js";
import { QueueGauge } from "./queue-gauge.js";
import { ReceivedRate } from "./received-rate.js";
import { RoomSearch } from "./room-search.js";
import { emptyRoundTripMs } from "./round-trip.js";
import { Steadiness } from "./steadiness.js";
import { STILLS_BPS, STILLS_PER_SECOND, VoiceFirst } from "./voice-first.js";

/** Congestion control begins here too; at this rate a key frame is small enough not to swell the other side's jitter buffer for a minute. */
const START_BPS = 300_000;
const START_HOLD_MS = 400;

/** Below this there is no picture worth the name. */
const FLOOR_BPS = 100_000;

/** A share of what the link was seen to carry, so that its queue stays empty. */
const SAFE_SHARE = 0.85;

/** While the queue drains the picture goes on in a trickle: a frozen one grows old as well, and this needs no key frame afterwards. */
const BRAKE_BPS = 50_000;
const BRAKE_FRAMES_PER_SECOND = 10;
const SHORTEST_BRAKE_MS = 60;
/** Beyond the time that pings need to come through the queue. */
const LONGEST_BRAKE_MS = 1500;
const DRAINED_MS = 40;

/**
 * What is over sooner, or before the brake could have been felt at the other side and been heard of here, was a jolt: not ours, and no word of
 * what the link carries. Believing it starved the picture for half a minute on a long way with jitter.
 */
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
const CLIMB_NEAR_EVERY_MS = 1000;
const LIMIT_KNOWN_MS = 8000;

/** A ceiling far above what is sent says nothing, and holds nothing back when it should. */
const HEADROOM = 1.6;
const HEADROOM_BPS = 150_000;

/** How long bytes are counted to know a rate. */
const RATE_OVER_MS = 350;

/** Congestion control that stays so far below the ceiling, for so long, is made to look for room. */
const HELD_SHARE = 0.8;
const SEARCH_AFTER_MS = 1500;

/** On an unsteady link the brake is softer: whoever sends little at the moment of a jolt has little for half a minute. */
const SOFT_BRAKE_SHARE = 0.7;
const LEAST_SOFT_BRAKE_BPS = 100_000;

/** Of the cap, where the queue is somebody else's: congestion control alone is left to find how much of it we may have. */
const CONTESTED_CAP_SHARE = 0.5;

/** What the picture begins with again after stills. */
const AFTER_STILLS_BPS = 150_000;

/** Opus is clear speech at either; the lower one leaves a starved link to itself. */
export const VOICE_BPS = 32_000;
const LEAST_VOICE_BPS = 16_000;

/**
 * @typedef {object} Plan what the sender of the picture is set to
 * @property {number} ceilingBps
 * @property {number} scale 1: as large as the camera's; 2: half as wide and high
 * @property {number|null} framesPerSecond at most; null: as the camera gives
 * @property {number} voiceBps ceiling of the sound
 * @property {boolean} layered whether most frames shall be ones that no other needs
 *
 * @typedef {{reason: string, values: Record<string, number>}} Note what was done and why: for the agent and the timeline
 */

/**
 * Keeps the age of the picture at the other side within the target with the knobs that a page has, without touching congestion control:
 * pings and statistics go in, the plan for the sender comes out. It owns no clock, timer or connection.
 *
 * - The link's queue grows (pings wait clearly longer than is usual here): **brake**. The picture goes on in a trickle until the queue has
 *   drained; then the ceiling returns to a safe share of what came out of the queue meanwhile.
 * - A queue stands without growing: the ceiling is **eased** down.
 * - A queue that braking does not shorten is **contested**: somebody else's, who would get all that we give up.
 * - The link is calm: the ceiling **climbs**, slowly near the rate at which the queue grew last.
 * - The link is calm, yet congestion control stays below the ceiling: it is made to **search** for room.
 * - What is left decides on lines and frames, by purpose; at the end of the road the **voice goes first**.
 */
export class Governor {
  #gauge = new QueueGauge();
  #ladder;
  #lines;
  #capBps;
  #ceilingBps = START_BPS;
  #small;
  #smallScale;
  /** When the other side had the first frame on screen. @type {number|null} */
  #seenMs = null;
  #wholeMs = Number.NEGATIVE_INFINITY;
  /** @type {{sinceMs: number, waitMs: number, bps: number}|null} */
  #brake = null;
  #releasedMs = Number.NEGATIVE_INFINITY;
  #changedMs = Number.NEGATIVE_INFINITY;
  #troubleMs = Number.NEGATIVE_INFINITY;
  /** What the link carried when its queue last grew. @type {{bps: number, atMs: number}|null} */
  #limit = null;
  #roundTripMs = 0;
  /** When the newest ping was sent that has come back. */
  #echoedMs = Number.NEGATIVE_INFINITY;
  #received = new ReceivedRate();
  #search = new RoomSearch();
  #ceilingSlew = new CeilingSlew(START_BPS);
  #sentBps = START_BPS;
  #voiceFirst = new VoiceFirst();
  #contest = new Contest();
  #layering = new Layering();
  #steadiness = new Steadiness();
  /** @type {Note[]} */
  #notes = [];

  /**
   * @param {{degradation: RTCDegradationPreference, lines: number, capBps: number, smallScale: number}} options `lines` of the camera's picture;
   *   `smallScale` above 1: begin with a picture so much smaller, until `seen()`
   */
  constructor({ degradation, lines, capBps, smallScale }) {
    this.#ladder = new PictureLadder(degradation);
    this.#lines = lines;
    this.#capBps = capBps;
    this.#smallScale = smallScale;
    this.#small = smallScale > 1;
  }

  /** @returns {Plan} */
  get plan() {
    const { scale, framesPerSecond } = this.#ladder.step;
    const slow = Math.min(framesPerSecond ?? BRAKE_FRAMES_PER_SECOND, BRAKE_FRAMES_PER_SECOND);
    return {
      ceilingBps: Math.round(this.#voiceFirst.active ? STILLS_BPS : this.#sentBps),
      scale: this.#small ? this.#smallScale : scale,
      framesPerSecond: this.#voiceFirst.active ? STILLS_PER_SECOND : this.#brake ? slow : framesPerSecond,
      voiceBps: this.#voiceFirst.active ? LEAST_VOICE_BPS : VOICE_BPS,
      layered: this.#layering.on,
    };
  }

  /**
   * Another picture is going to be sent.
   * @param {{lines: number, capBps: number, smallScale: number}} options
   */
  setPicture({ lines, capBps, smallScale }) {
    this.#lines = lines;
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

  /** The other side has the first frame on screen: the whole picture is sent as soon as there is room for it. @param {number} nowMs */
  seen(nowMs) {
    this.#seenMs ??= this.#changedMs = nowMs;
  }

  /** The picture takes another way now. */
  wayChanged() {
    this.#contest.end();
    this.#forgetWay();
  }

  #forgetWay() {
    this.#gauge.reset();
    this.#roundTripMs = 0;
    this.#received.clear();
    this.#limit = null;
  }

  /**
   * One ping has come back.
   * @param {number} nowMs
   * @param {Echo} echo
   */
  echo(nowMs, echo) {
    this.#echoedMs = echo.sentMs;
    this.#roundTripMs = emptyRoundTripMs(this.#roundTripMs, echo);
    this.#ladder.roundTripMs = this.#roundTripMs;
    this.#layering.follow(this.#roundTripMs, this.#seenMs !== null);
    const calm = !this.#brake && nowMs - this.#releasedMs > HOLD_MS;
    this.#gauge.add(nowMs, echo, calm);
    this.#received.add(echo.bytesMs, echo.bytes);
    this.#decide(nowMs, 0);
    this.#slew(nowMs);
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
    this.#slew(nowMs);
  }

  /**
   * What the sender's statistics say.
   * @param {number} nowMs
   * @param {{targetBps: number, lossShare: number, sendDelayMs: number}} sent `targetBps`: what congestion control lets the encoder
   *   have; `lossShare` of the packets, 0 to 1, as the other side reported it last; `sendDelayMs`: how long packets waited in the sender
   */
  sent(nowMs, { targetBps, lossShare, sendDelayMs }) {
    this.#steadiness.lost(nowMs, lossShare);
    const contested = this.#contest.isOn(nowMs);
    if (!contested) this.#ceilingBps = Math.min(this.#ceilingBps, this.#cap(nowMs));
    this.#search.judge(nowMs, targetBps);
    this.#fitPicture(nowMs, targetBps, sendDelayMs);
    if (this.#brake || contested || this.#voiceFirst.active || this.#seenMs === null) return;
    if (!this.#search.mayBegin(nowMs) || !this.#isSteady(nowMs)) return;
    const held = targetBps > 0 && targetBps < this.#ceilingBps * HELD_SHARE;
    const quiet = nowMs - Math.max(this.#troubleMs, this.#seenMs, this.#wholeMs) > SEARCH_AFTER_MS;
    if (!held || !quiet || !this.#isCalm()) return;
    this.#search.begin(nowMs, targetBps);
    this.#note("probe", { ceiling_kbps: this.#ceilingBps / 1000 });
  }

  /** @param {number} nowMs @param {number} targetBps @param {number} sendDelayMs */
  #fitPicture(nowMs, targetBps, sendDelayMs) {
    if (this.#seenMs === null) return;
    if (this.#small && hasRoomForWhole(targetBps, this.#lines)) {
      this.#small = false;
      this.#wholeMs = this.#changedMs = nowMs;
    }
    if (targetBps === 0 || this.#brake || this.#search.active) return;
    const atBottom = this.#small || this.#ladder.atBottom;
    if (this.#voiceFirst.follow(nowMs, { targetBps, atBottom, calm: this.#isCalm() })) {
      if (!this.#voiceFirst.active) this.#ceilingBps = AFTER_STILLS_BPS;
      this.#changedMs = nowMs;
      this.#note(this.#voiceFirst.active ? "voice-first" : "picture-again", {});
    }
    if (this.#voiceFirst.active || this.#small) return;
    if (!this.#ladder.follow(nowMs, targetBps, this.#lines, sendDelayMs)) return;
    const { scale, framesPerSecond } = this.#ladder.step;
    this.#note("picture", { lines: this.#lines / scale, frames_per_second: framesPerSecond ?? 30 });
  }

  /** @param {number} nowMs @param {number} overdueMs */
  #decide(nowMs, overdueMs) {
    if (this.#brake) return this.#whileBraking(nowMs, overdueMs);
    const gauge = this.#gauge;
    this.#contest.follow(nowMs, gauge.standingMs);
    if (this.#contest.isOn(nowMs)) return;
    const tolerance = TOLERANCE_MS * Math.max(0, 1 - (nowMs - this.#releasedMs) / TOLERANCE_FOR_MS);
    if (
      gauge.allAbove(gauge.clearMs + tolerance) ||
      overdueMs > gauge.clearMs + gauge.spreadMs + tolerance + 15
    ) {
      return this.#startBrake(nowMs, Math.max(gauge.waitMs, overdueMs));
    }
    if (this.#search.active) return;
    const since = nowMs - this.#changedMs;
    const standing = gauge.usualMs + Math.max(STANDING_MS, gauge.spreadMs) + tolerance / 2;
    if (gauge.standingMs > standing && since > this.#roundTripMs + 250) this.#ease(nowMs);
    else if (this.#isCalm() && this.#mayClimb(nowMs, since)) this.#climb(nowMs);
  }

  /** @param {number} nowMs */
  #isSteady(nowMs) {
    return this.#steadiness.isSteady(nowMs, this.#gauge.steady);
  }

  /** @param {number} nowMs */
  #cap(nowMs) {
    return this.#capBps * this.#steadiness.capShare(nowMs, this.#gauge.steady);
  }

  #isCalm() {
    return this.#gauge.standingMs < this.#gauge.usualMs * 0.7 + 20;
  }

  /** @param {number} nowMs @param {number} sinceChangeMs */
  #mayClimb(nowMs, sinceChangeMs) {
    if (this.#seenMs === null || nowMs - this.#seenMs < START_HOLD_MS) return false;
    return sinceChangeMs > this.#roundTripMs + EFFECT_MS && nowMs - this.#troubleMs > HOLD_MS;
  }

  /** @param {number} nowMs @param {number} waitMs */
  #startBrake(nowMs, waitMs) {
    const rate = this.#received.over(RATE_OVER_MS) ?? 0;
    const bps = this.#isSteady(nowMs) ? BRAKE_BPS : Math.max(rate * SOFT_BRAKE_SHARE, LEAST_SOFT_BRAKE_BPS);
    this.#brake = { sinceMs: nowMs, waitMs, bps };
    this.#contest.braked();
    this.#voiceFirst.braked(nowMs);
    this.#search.abandon();
    this.#troubleMs = nowMs;
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
    const ping = { sentAfterMs: this.#echoedMs - brake.sinceMs, waitMs: gauge.waitMs };
    if (!drained && this.#contest.shown(ping, brake.bps === BRAKE_BPS)) return this.#leaveContested(nowMs);
    if (!drained && lasted < LONGEST_BRAKE_MS + brake.waitMs) return;
    this.#brake = null;
    const carried = this.#received.over(lasted);
    if (lasted >= Math.max(BLIP_MS, this.#roundTripMs + FELT_AFTER_MS) && carried !== null) {
      // While a queue drains, what comes out of it is what the link carries.
      this.#limit = { bps: carried, atMs: nowMs };
      this.#ceilingBps = Math.max(FLOOR_BPS, Math.min(this.#ceilingBps * 0.9, SAFE_SHARE * carried));
    }
    this.#releasedMs = this.#changedMs = this.#troubleMs = nowMs;
    this.#note("queue", { ceiling_kbps: this.#ceilingBps / 1000, queue_ms: brake.waitMs, pause_ms: lasted });
  }

  /** Or the way has become longer: what it takes now is the new usual. @param {number} nowMs */
  #leaveContested(nowMs) {
    this.#brake = null;
    this.#contest.begin(nowMs);
    this.#forgetWay();
    this.#ceilingBps = Math.max(this.#ceilingBps, this.#capBps * CONTESTED_CAP_SHARE);
    this.#releasedMs = this.#changedMs = this.#troubleMs = nowMs;
    this.#note("contested", { ceiling_kbps: this.#ceilingBps / 1000 });
  }

  /** @param {number} nowMs */
  #ease(nowMs) {
    const bps = this.#received.over(RATE_OVER_MS) ?? this.#ceilingBps;
    this.#limit = { bps, atMs: nowMs };
    this.#ceilingBps = Math.max(FLOOR_BPS, Math.min(this.#ceilingBps * 0.95, SAFE_SHARE * bps));
    this.#changedMs = this.#troubleMs = nowMs;
    this.#note("standing-queue", { ceiling_kbps: this.#ceilingBps / 1000, queue_ms: this.#gauge.standingMs });
  }

  /** @param {number} nowMs */
  #slew(nowMs) {
    const searched = this.#brake ? null : this.#search.ceiling(nowMs, this.#capBps);
    const bps = this.#ceilingSlew.follow(nowMs, this.#brake?.bps ?? this.#ceilingBps, searched);
    this.#sentBps = Math.max(bps, BRAKE_BPS);
  }

  /** @param {number} nowMs */
  #climb(nowMs) {
    const limit = this.#limit;
    const near =
      limit !== null &&
      nowMs - limit.atMs < LIMIT_KNOWN_MS &&
      this.#ceilingBps > limit.bps * 0.8 &&
      this.#ceilingBps < limit.bps * 1.15;
    if (near && nowMs - this.#changedMs < CLIMB_NEAR_EVERY_MS) return;
    const rate = this.#received.over(500);
    const most =
      rate === null ? this.#capBps : Math.max(HEADROOM * rate + HEADROOM_BPS, FLOOR_BPS * 2, START_BPS);
    const wanted = Math.min(this.#cap(nowMs), most, this.#ceilingBps * (near ? CLIMB_NEAR : CLIMB));
    this.#changedMs = nowMs;
    this.#ceilingBps = Math.max(this.#ceilingBps, wanted);
  }

  /** @param {string} reason @param {Record<string, number>} values */
  #note(reason, values) {
    this.#notes.push({
      reason,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)])),
    });
  }
}
