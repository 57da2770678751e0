/** @import { LatencyWindow, Welcome } from "../messages.js" */
/** @import { ShownFrame } from "./frame-clock.js" */
/** @import { Snapshot } from "./stages.js" */
/** @import { Watch } from "./freshness.js" */
import { FrameClock } from "./frame-clock.js";
import { Freshness } from "./freshness.js";
import { Histogram } from "./histogram.js";
import { losses, receiveDelay, sendDelay, snapshot, stages } from "./stages.js";

const SAMPLE_EVERY_MS = 500;
const WINDOW_SAMPLES = 4;

/** Until the browser tells capture times (2-4 s) only statistics help: the first of them are fetched in a hurry. */
const FIRST_READINGS_EVERY_MS = 100;

/** A badge that follows single frames cannot be read: it shows the median of this long. */
const RECENT_MS = 1000;

/**
 * How far the browser's frame times themselves were found from a clock in the picture on a link without delay
 * (-4 to +4 ms for 90 % of the frames). The rest of the error is the comparison of clocks: half the round trip.
 */
const FRAME_TIMES_ERR_MS = 5;

/** The sum of statistics was found 7 to 21 ms under the truth: it holds neither the camera nor the way to the screen. */
const ESTIMATE_LACKS_MS = 21;

/** The longest duration that a message may carry. */
const LONGEST_MS = 600_000;

/**
 * What the meter needs of the peer session.
 *
 * @typedef {object} MeasuredPeer
 * @property {RTCPeerConnection|null} pc
 * @property {{sendDelayMs: number|null, remoteSendDelayMs: number|null}} measurements each side's encoding and sending
 *   time per frame; ours is written here, the other's is read
 */

/**
 * Measures how late the remote picture is, frame by frame, and sums it up every two seconds.
 *
 * - *measured*: the browser says when the frame was captured, translated to our clock by half the round trip. The
 *   bound is half the round trip, which is the error when the whole round trip lies on one way, and the few ms by
 *   which frame times err on any link.
 * - *estimated*: the sum of what statistics tell, while or where the browser does not say it. The bound is wider by
 *   what such a sum was found to lack.
 * - *missing*: neither. Never counted as good.
 * - *off*: no picture is due.
 *
 * Events: `sample` (detail {@link Sample}) about twice a second, `window` (detail `LatencyWindow`) every 2 s.
 *
 * @typedef {"measured"|"estimated"|"missing"|"off"} Kind
 * @typedef {{ms: number|null, boundMs: number|null, kind: Kind}} Sample
 */
export class LatencyMeter extends EventTarget {
  #peer;
  #pictureDue;
  #frames;
  #freshness;
  #histogram;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #hurryTimer;
  #reading = false;
  #samples = 0;
  /** Frames of the last second. @type {{shownMs: number, ms: number}[]} */
  #recent = [];
  /** @type {"measured"|"estimated"|"missing"} */
  #newestKind = "missing";
  #anyEstimated = false;
  /** Null once a frame of the window had no known bound. @type {number|null} */
  #widestBoundMs = 0;
  #waitMs = 0;
  #shownFrames = 0;
  /** @type {number|null} */
  #rttMs = null;
  /** @type {number|null} */
  #estimateMs = null;
  /** @type {Snapshot|null} */
  #lastSnapshot = null;
  /** @type {Snapshot|null} */
  #windowSnapshot = null;

  /**
   * @param {{video: HTMLVideoElement, peer: MeasuredPeer,
   *   welcome: Pick<Welcome, "target_ms"|"histogram_edges_ms">, pictureDue: () => boolean}} options
   *   `video` shows the remote picture; `pictureDue` says whether the other side is to be seen at this moment
   */
  constructor({ video, peer, welcome, pictureDue }) {
    super();
    this.#peer = peer;
    this.#pictureDue = pictureDue;
    this.#frames = new FrameClock(video, (frame) => this.#shown(frame));
    this.#freshness = new Freshness(welcome.target_ms);
    this.#histogram = new Histogram(welcome.histogram_edges_ms);
  }

  start() {
    if (this.#timer !== undefined) return;
    this.#frames.start();
    document.addEventListener("visibilitychange", this.#watch);
    this.#watch();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_EVERY_MS);
    this.#hurryTimer = setInterval(() => this.#hurry(), FIRST_READINGS_EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
    clearInterval(this.#hurryTimer);
    this.#timer = undefined;
    this.#frames.stop();
    document.removeEventListener("visibilitychange", this.#watch);
  }

  /** To be called when `pictureDue` may have changed, so that the time is split at the right moment. */
  check() {
    this.#watch();
  }

  #watch = () => {
    this.#freshness.watch(performance.now(), this.#expected());
  };

  /** @returns {Watch} */
  #expected() {
    if (!this.#pictureDue()) return "off";
    return document.visibilityState === "hidden" ? "hidden" : "due";
  }

  /** @param {ShownFrame} frame */
  #shown(frame) {
    this.#watch();
    if (this.#expected() !== "due") return;
    this.#waitMs += frame.waitMs;
    this.#shownFrames += 1;
    if (frame.latencyMs !== null) this.#count(frame.shownMs, frame.latencyMs, "measured");
    else this.#count(frame.shownMs, this.#estimateMs, "estimated");
  }

  /**
   * @param {number} shownMs
   * @param {number|null} latencyMs
   * @param {"measured"|"estimated"} kind
   */
  #count(shownMs, latencyMs, kind) {
    this.#freshness.frame(shownMs, latencyMs);
    this.#newestKind = latencyMs === null ? "missing" : kind;
    if (latencyMs === null) return;
    this.#histogram.record(latencyMs);
    this.#recent.push({ shownMs, ms: latencyMs });
    if (kind === "estimated") this.#anyEstimated = true;
    const bound = this.#bound(kind);
    if (bound === null || this.#widestBoundMs === null) this.#widestBoundMs = null;
    else this.#widestBoundMs = Math.max(this.#widestBoundMs, bound);
  }

  /** @param {"measured"|"estimated"} kind @returns {number|null} */
  #bound(kind) {
    if (this.#rttMs === null) return null;
    return this.#rttMs / 2 + (kind === "estimated" ? ESTIMATE_LACKS_MS : FRAME_TIMES_ERR_MS);
  }

  async #sample() {
    await this.#readStatistics();
    if (this.#timer === undefined) return;
    this.#watch();
    this.#emit("sample", this.#summary());
    this.#samples += 1;
    if (this.#samples % WINDOW_SAMPLES === 0) this.#emit("window", this.#window());
  }

  async #hurry() {
    await this.#readStatistics();
    if (this.#estimateMs !== null || this.#samples >= WINDOW_SAMPLES) clearInterval(this.#hurryTimer);
  }

  async #readStatistics() {
    const pc = this.#peer.pc;
    // A starved page answers late; questions must not pile up behind it.
    if (this.#reading || !pc || pc.connectionState === "closed") return;
    this.#reading = true;
    try {
      const report = await pc.getStats();
      if (pc === this.#peer.pc) this.#take(snapshot(report));
    } finally {
      this.#reading = false;
    }
  }

  /** @param {Snapshot} now */
  #take(now) {
    const before = this.#lastSnapshot;
    this.#lastSnapshot = now;
    this.#rttMs = now.rttMs;
    // With no new frame the last figure stands: the next one will take about as long.
    this.#peer.measurements.sendDelayMs = sendDelay(before, now) ?? this.#peer.measurements.sendDelayMs;
    const receiveMs = receiveDelay(before, now);
    const remoteMs = this.#peer.measurements.remoteSendDelayMs;
    if (receiveMs === null) return; // the last estimate stands for the frame that is on screen
    this.#estimateMs = now.rttMs === null || remoteMs === null ? null : now.rttMs / 2 + receiveMs + remoteMs;
    if (!FrameClock.supported && this.#expected() === "due") {
      this.#count(performance.now(), this.#estimateMs, "estimated");
    }
  }

  /** @returns {Sample} */
  #summary() {
    const expected = this.#expected();
    if (expected === "off") return { ms: null, boundMs: null, kind: "off" };
    const nowMs = performance.now();
    const age = this.#freshness.age(nowMs);
    if (age === null || this.#newestKind === "missing") return { ms: null, boundMs: null, kind: "missing" };
    this.#recent = this.#recent.filter((frame) => nowMs - frame.shownMs <= RECENT_MS);
    // In a freeze there is nothing recent: then the number is the growing age of what is on screen.
    const ms = this.#recent.length ? median(this.#recent.map((frame) => frame.ms)) : age;
    return { ms, boundMs: this.#bound(this.#newestKind), kind: this.#newestKind };
  }

  /** @returns {LatencyWindow} */
  #window() {
    const nowMs = performance.now();
    const spent = this.#freshness.take(nowMs);
    const age = this.#freshness.age(nowMs);
    const kind = this.#kind(spent);
    const known = kind === "measured" || kind === "estimated";
    const now = this.#lastSnapshot;
    /** @type {LatencyWindow} */
    const window = {
      kind,
      buckets: [...this.#histogram.buckets],
      sum_ms: Math.round(this.#histogram.sumMs * 10) / 10,
      within_ms: duration(spent.withinMs),
      late_ms: duration(spent.lateMs),
      missing_ms: duration(spent.missingMs),
      newest_ms: age === null ? null : duration(age),
      bound_ms: !known || this.#widestBoundMs === null ? null : duration(this.#widestBoundMs),
      ...(now ? this.#transport(now) : {}),
    };
    this.#windowSnapshot = now;
    this.#histogram.clear();
    this.#anyEstimated = false;
    this.#widestBoundMs = known ? this.#bound(kind) : 0;
    this.#waitMs = 0;
    this.#shownFrames = 0;
    return window;
  }

  /**
   * The label of a window is the weakest of what went into it.
   * @param {import("./freshness.js").Spent} spent
   * @returns {Kind}
   */
  #kind(spent) {
    const counted = spent.withinMs + spent.lateMs;
    if (counted + spent.missingMs === 0) return "off";
    if (counted === 0) return "missing";
    return this.#anyEstimated || this.#newestKind === "estimated" ? "estimated" : "measured";
  }

  /** @param {Snapshot} now */
  #transport(now) {
    const lost = losses(this.#windowSnapshot, now);
    return {
      stages: stages(this.#windowSnapshot, now, {
        remoteSendDelayMs: this.#peer.measurements.remoteSendDelayMs,
        waitMs: this.#waitMs,
        shownFrames: this.#shownFrames,
      }),
      path: now.path,
      rtt_ms: now.rttMs === null ? null : duration(now.rttMs),
      packets_lost: lost.packetsLost,
      packets_received: lost.packetsReceived,
      width: now.inbound?.frameWidth ?? 0,
      height: now.inbound?.frameHeight ?? 0,
      frames_per_second: Math.min(now.inbound?.framesPerSecond ?? 0, 1000),
      freezes: lost.freezes,
    };
  }

  /** @param {string} type @param {Sample|LatencyWindow} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {number[]} values at least one @returns {number} */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** To a tenth of a millisecond: more is noise, and costs bytes. @param {number} ms @returns {number} */
function duration(ms) {
  return Math.min(Math.round(ms * 10) / 10, LONGEST_MS);
}
