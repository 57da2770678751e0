/** @import { PeerClock } from "./peer-clock.js" */
/** @import { ShownFrame } from "./frame-clock.js" */
import { newestCapture } from "../media/capture-clock.js";
import { minus, overlap } from "./clock-interval.js";
import { ABSURD_MS } from "./frame-clock.js";

/**
 * How far the browser's frame times themselves were found from a clock in the picture on a link without delay: -4 to +4 ms
 * for 90 % of the frames, and more where a busy sender notices its frames late, of which capture times are an average.
 * The rest of the error is the comparison of clocks.
 */
const FRAME_TIMES_ERR_MS = 8;

/** The sum of statistics was found 7 to 21 ms under the truth: it holds neither the camera nor the way to the screen. */
const ESTIMATE_LACKS_MS = 21;

/** The browser compares clocks by a filter over the last sender reports: it may still hold one that met a long queue. */
const REPORTS_COUNT_MS = 30_000;

/** Capture times are tied to RTP timestamps, which one reading does for long; more often it would only cost. */
const READ_EVERY_MS = 500;
const FIRST_READINGS_EVERY_MS = 50;

const TICKS_PER_MS = 90;

/**
 * What the ages need of the peer session.
 *
 * @typedef {object} TimedPeer
 * @property {RTCPeerConnection|null} pc
 * @property {{clock: PeerClock}} measurements
 */

/**
 * How late a shown frame is, by the best means there is at the moment, and how far that may be from the truth.
 *
 * 1. *measured*: the sender's capture time came with the frame, and the offset of the two clocks is bounded by the paths
 *    between them. The bound is half the width of what is possible, and the few ms by which frame times err on any link.
 * 2. *measured*: the browser's own capture time, which it translates by assuming that both ways take half the round trip.
 *    The bound is half the longest round trip that its comparison may hold.
 * 3. *estimated*: the sum of what statistics tell. The bound is wider by what such a sum was found to lack.
 *
 * @typedef {{ms: number, boundMs: number|null, kind: "measured"|"estimated"}} Age `boundMs` null when it cannot be told
 */
export class FrameAge {
  #peer;
  /** @type {{atMs: number, rttMs: number}[]} */
  #roundTrips = [];
  /** @type {number|null} */
  #estimateMs = null;
  /** @type {{captureMs: number, rtpTimestamp: number}|null} */
  #capture = null;
  #readMs = Number.NEGATIVE_INFINITY;

  /** @param {TimedPeer} peer */
  constructor(peer) {
    this.#peer = peer;
  }

  /** Whether frames could be told an age without times of their own. */
  get estimates() {
    return this.#estimateMs !== null;
  }

  /**
   * Takes what new statistics say.
   * @param {number} nowMs
   * @param {number|null} rttMs
   * @param {number|null} [estimateMs] left out when there was no new frame: the last estimate stands for the one shown
   */
  statistics(nowMs, rttMs, estimateMs = this.#estimateMs) {
    this.#estimateMs = estimateMs;
    this.#roundTrips = this.#roundTrips.filter(({ atMs }) => nowMs - atMs <= REPORTS_COUNT_MS);
    if (rttMs !== null) this.#roundTrips.push({ atMs: nowMs, rttMs });
  }

  /** @param {ShownFrame} frame @returns {Age|null} null when nothing tells */
  of(frame) {
    const known = this.#byBothClocks(frame);
    if (known !== null) return known;
    if (frame.latencyMs === null) return this.estimate();
    return { ms: frame.latencyMs, boundMs: this.#bound(FRAME_TIMES_ERR_MS), kind: "measured" };
  }

  /** @returns {Age|null} the age of any frame by statistics */
  estimate() {
    if (this.#estimateMs === null) return null;
    return { ms: this.#estimateMs, boundMs: this.#bound(ESTIMATE_LACKS_MS), kind: "estimated" };
  }

  /** @param {ShownFrame} frame @returns {Age|null} */
  #byBothClocks({ shownMs, rtpTimestamp }) {
    const captureMs = rtpTimestamp === null ? null : this.#captureMs(rtpTimestamp, shownMs);
    if (captureMs === null) return null;
    const captured = this.#peer.measurements.clock.captured(captureMs, shownMs);
    if (captured === null) return null;
    // A picture cannot be seen before it was taken.
    const possible = overlap(minus({ lower: shownMs, upper: shownMs }, captured), {
      lower: 0,
      upper: ABSURD_MS,
    });
    if (possible === null) return null;
    const { lower, upper } = possible;
    return { ms: (lower + upper) / 2, boundMs: (upper - lower) / 2 + FRAME_TIMES_ERR_MS, kind: "measured" };
  }

  /**
   * @param {number} rtpTimestamp
   * @param {number} nowMs
   * @returns {number|null} when that frame was captured, by the sender's capture clock
   */
  #captureMs(rtpTimestamp, nowMs) {
    const everyMs = this.#capture === null ? FIRST_READINGS_EVERY_MS : READ_EVERY_MS;
    if (nowMs - this.#readMs >= everyMs) {
      this.#readMs = nowMs;
      const receiver = this.#peer.pc?.getReceivers().find(({ track }) => track.kind === "video");
      this.#capture = receiver ? newestCapture(receiver) : null;
    }
    if (this.#capture === null) return null;
    // RTP timestamps wrap at 32 bits, and so does this difference.
    const ms = ((rtpTimestamp - this.#capture.rtpTimestamp) | 0) / TICKS_PER_MS;
    return Math.abs(ms) <= ABSURD_MS ? this.#capture.captureMs + ms : null;
  }

  /** @param {number} besidesMs @returns {number|null} */
  #bound(besidesMs) {
    if (this.#roundTrips.length === 0) return null;
    return Math.max(...this.#roundTrips.map(({ rttMs }) => rttMs)) / 2 + besidesMs;
  }
}
