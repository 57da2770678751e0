/** @import { LatencyWindow, Welcome } from "../messages.js" */
/** @import { ShownFrame } from "./frame-clock.js" */
/** @import { Age } from "./frame-age.js" */
/** @import { PeerClock } from "./peer-clock.js" */
/** @import { Snapshot } from "./stages.js" */
/** @import { Watch } from "./freshness.js" */
import { FrameAge } from "./frame-age.js";
import { FrameClock } from "./frame-clock.js";
import { Freshness } from "./freshness.js";
import { Histogram } from "./histogram.js";
import { heard } from "./sound.js";
import { losses, receiveDelay, sendDelay, snapshot, stages } from "./stages.js";

const SAMPLE_EVERY_MS = 500;
const WINDOW_SAMPLES = 4;

/** Until the browser tells capture times (2-4 s) only statistics help: the first of them are fetched in a hurry. */
const FIRST_READINGS_EVERY_MS = 100;

/** A badge that follows single frames cannot be read: it shows the median of this long. */
const RECENT_MS = 1000;

/** The longest duration that a message may carry. */
const LONGEST_MS = 600_000;

/**
 * What the meter needs of the peer session.
 *
 * @typedef {object} MeasuredPeer
 * @property {RTCPeerConnection|null} pc
 * @property {{sendDelayMs: number|null, remoteSendDelayMs: number|null, clock: PeerClock}} measurements each side's
 *   encoding and sending time per frame; ours is written here, the other's is read. `clock`: the other page's clocks
 */

/**
 * Measures how late the remote picture is, frame by frame, and sums it up every two seconds.
 *
 * - *measured*: it is known when the frame was captured, translated to our clock with a bound: see {@link FrameAge}.
 * - *estimated*: the sum of what statistics tell, while or where that is not known. The bound is wider.
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
  #ages;
  #freshness;
  #histogram;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #hurryTimer;
  #reading = false;
  #samples = 0;
  /** Frames of the last second. @type {(Age & {shownMs: number})[]} */
  #recent = [];
  /** @type {number|null} */
  #newestBoundMs = null;
  /** @type {"measured"|"estimated"|"missing"} */
  #newestKind = "missing";
  #anyEstimated = false;
  /** Null once a frame of the window had no known bound. @type {number|null} */
  #widestBoundMs = 0;
  #waitMs = 0;
  #shownFrames = 0;
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
    this.#ages = new FrameAge(peer);
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
    this.#count(frame.shownMs, this.#ages.of(frame));
  }

  /**
   * @param {number} shownMs
   * @param {Age|null} age null when it cannot be told
   */
  #count(shownMs, age) {
    this.#freshness.frame(shownMs, age?.ms ?? null);
    this.#newestKind = age?.kind ?? "missing";
    this.#newestBoundMs = age?.boundMs ?? null;
    if (age === null) return;
    this.#histogram.record(age.ms);
    this.#recent.push({ shownMs, ...age });
    if (age.kind === "estimated") this.#anyEstimated = true;
    this.#widestBoundMs = wider(this.#widestBoundMs, age.boundMs);
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
    if (this.#ages.estimates || this.#samples >= WINDOW_SAMPLES) clearInterval(this.#hurryTimer);
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
    const nowMs = performance.now();
    this.#lastSnapshot = now;
    // With no new frame the last figure stands: the next one will take about as long.
    this.#peer.measurements.sendDelayMs = sendDelay(before, now) ?? this.#peer.measurements.sendDelayMs;
    const receiveMs = receiveDelay(before, now);
    const remoteMs = this.#peer.measurements.remoteSendDelayMs;
    // The last estimate stands for the frame that is on screen.
    if (receiveMs === null) return this.#ages.statistics(nowMs, now.rttMs);
    const wayMs = this.#wayHere(now);
    const known = wayMs !== null && remoteMs !== null;
    this.#ages.statistics(nowMs, now.rttMs, known ? wayMs + receiveMs + remoteMs : null);
    if (!FrameClock.supported && this.#expected() === "due") this.#count(nowMs, this.#ages.estimate());
  }

  /**
   * The way from the other page to here, in ms; until the clocks are compared half the round trip stands for it.
   * @param {Snapshot} now
   * @returns {number|null}
   */
  #wayHere({ rttMs }) {
    return this.#peer.measurements.clock.wayHereMs ?? (rttMs === null ? null : rttMs / 2);
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
    const boundMs = this.#recent.reduce((widest, frame) => wider(widest, frame.boundMs), this.#newestBoundMs);
    return { ms, boundMs, kind: this.#newestKind };
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
    this.#widestBoundMs = known ? this.#newestBoundMs : 0;
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
    const wayMs = this.#wayHere(now);
    const sound = heard(this.#windowSnapshot?.sound ?? null, now.sound, wayMs);
    return {
      stages: stages(this.#windowSnapshot, now, {
        remoteSendDelayMs: this.#peer.measurements.remoteSendDelayMs,
        wayMs,
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
      frozen_ms: duration(lost.frozenMs),
      bitrate_bps: Math.round(lost.bitrateBps),
      codec: now.inbound?.codec ?? "",
      mouth_to_ear_ms: sound.mouthToEarMs === null ? null : duration(sound.mouthToEarMs),
      concealed_samples: sound.concealedSamples,
      audio_samples: sound.audioSamples,
    };
  }

  /** @param {string} type @param {Sample|LatencyWindow} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {number|null} a @param {number|null} b @returns {number|null} null when either is not known */
function wider(a, b) {
  return a === null || b === null ? null : Math.max(a, b);
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
