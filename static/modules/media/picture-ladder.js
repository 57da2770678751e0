/**
 * How many bits a second each step needs for a picture of 480 lines; another size needs as much more as it has pixels. Found by eye on cloth
 * and a hand at 640x480 in VP8: below, blocks show in what the purpose is about.
 */
const REFERENCE_LINES = 480;

/** @typedef {{scale: number, framesPerSecond: number|null, fromBps: number}} Step the best first */

/**
 * Detail gives up frames and keeps the weave, but no more than half: at 8 a second a lost one is noticed too late to be repeated in time;
 * motion gives up lines and keeps the movement; between, a little of both. Frames come back a few at a time: an encoder takes a second to
 * notice that there are more of them, and makes each as large as before until then.
 * @type {Record<RTCDegradationPreference, Step[]>}
 */
const LADDERS = {
  "maintain-resolution": [
    { scale: 1, framesPerSecond: null, fromBps: 180_000 },
    { scale: 1, framesPerSecond: 24, fromBps: 130_000 },
    { scale: 1, framesPerSecond: 19, fromBps: 100_000 },
    { scale: 1, framesPerSecond: 15, fromBps: 60_000 },
    { scale: 1.5, framesPerSecond: 15, fromBps: 0 },
  ],
  "maintain-framerate": [
    { scale: 1, framesPerSecond: null, fromBps: 300_000 },
    { scale: 1.5, framesPerSecond: null, fromBps: 150_000 },
    { scale: 2, framesPerSecond: 20, fromBps: 0 },
  ],
  balanced: [
    { scale: 1, framesPerSecond: null, fromBps: 260_000 },
    { scale: 1.5, framesPerSecond: 20, fromBps: 120_000 },
    { scale: 2, framesPerSecond: 12, fromBps: 0 },
  ],
};

/** Up only with so much more than the step needs, and for so long: a picture that changes its size back and forth is worse than a small one. */
const UP_SHARE = 1.4;
const UP_AFTER_MS = 3000;
const DOWN_AFTER_MS = 1000;

/**
 * How long packets wait in the sender: more, and the encoder makes more than it may. Fewer frames help at once, and cost no key frame as
 * fewer lines do.
 */
const SENDER_QUEUE_MS = 50;
const SENDER_CALM_MS = 25;
const QUEUE_EVERY_MS = 500;

/**
 * On so long a way a repetition comes just in time, if at all: a slightly smaller picture is in fewer packets, and they are sooner complete.
 * The second limit keeps the size from going back and forth.
 */
const FAR_MS = 320;
const NOT_FAR_MS = 280;
const FAR_SCALE = 1.25;

/** For the step from the small picture of the beginning: its key frame must not stand in the way for long. */
const WHOLE_FROM_BPS = 120_000;

/**
 * Whether a picture that began small may become whole.
 * @param {number} bps what it may take; 0 where the browser does not tell
 * @param {number} lines of the camera's picture
 */
export function hasRoomForWhole(bps, lines) {
  return bps === 0 || bps >= WHOLE_FROM_BPS * (lines / REFERENCE_LINES) ** 2;
}

/** Resolution and frame rate for a bitrate, by what the consultation is for. No clock inside; times in ms. */
export class PictureLadder {
  #steps;
  #index = 0;
  /** @type {{index: number, sinceMs: number}|null} */
  #wanted = null;
  #changedMs = Number.NEGATIVE_INFINITY;
  #far = false;

  /** @param {RTCDegradationPreference} degradation */
  constructor(degradation) {
    this.#steps = LADDERS[degradation];
  }

  /** @returns {Step} */
  get step() {
    const step = this.#steps[this.#index];
    return this.#far ? { ...step, scale: step.scale * FAR_SCALE } : step;
  }

  /** How long the way is, there and back. @param {number} ms */
  set roundTripMs(ms) {
    this.#far = ms > (this.#far ? NOT_FAR_MS : FAR_MS);
  }

  /** Whether there is nothing left to give up. */
  get atBottom() {
    return this.#index === this.#steps.length - 1;
  }

  /**
   * @param {number} nowMs
   * @param {number} bps what the picture may take
   * @param {number} lines of the camera's picture
   * @param {number} sendDelayMs how long packets wait in the sender
   * @returns {boolean} whether the step is another one now
   */
  follow(nowMs, bps, lines, sendDelayMs) {
    const needs = (lines / REFERENCE_LINES) ** 2;
    const fits = (/** @type {Step} */ { fromBps }) => bps >= fromBps * needs;
    const clears = (/** @type {Step} */ { fromBps }) => bps >= fromBps * needs * UP_SHARE;
    if (sendDelayMs > SENDER_QUEUE_MS && nowMs - this.#changedMs >= QUEUE_EVERY_MS) {
      const [step, fewer] = this.#steps.slice(this.#index);
      if (fewer?.scale === step.scale) return this.#take(nowMs, this.#index + 1);
    }
    let index = this.#index;
    if (!fits(this.#steps[index])) index = this.#steps.findIndex(fits);
    else if (index > 0 && clears(this.#steps[index - 1]) && sendDelayMs < SENDER_CALM_MS) index -= 1;
    if (index === this.#index) {
      this.#wanted = null;
      return false;
    }
    if (this.#wanted?.index !== index) this.#wanted = { index, sinceMs: nowMs };
    if (nowMs - this.#wanted.sinceMs < (index > this.#index ? DOWN_AFTER_MS : UP_AFTER_MS)) return false;
    return this.#take(nowMs, index);
  }

  /** @param {number} nowMs @param {number} index */
  #take(nowMs, index) {
    this.#index = index;
    this.#wanted = null;
    this.#changedMs = nowMs;
    return true;
  }
}
