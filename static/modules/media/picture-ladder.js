/**
 * How many bits a second each step needs for a picture of 480 lines; another size needs as much more as it has pixels. Found by eye on cloth
 * and a hand at 640x480 in VP8: below, blocks show in what the purpose is about.
 */
const REFERENCE_LINES = 480;

/** @typedef {{scale: number, framesPerSecond: number|null, fromBps: number}} Step the best first */

/** Detail gives up frames and keeps the weave, but no more than half: at 8 a second a lost one is noticed too late to be repeated in time; motion gives up lines and keeps the movement; between, a little of both. @type {Record<string, Step[]>} */
const LADDERS = {
  detail: [
    { scale: 1, framesPerSecond: null, fromBps: 120_000 },
    { scale: 1, framesPerSecond: 15, fromBps: 60_000 },
    { scale: 1.5, framesPerSecond: 15, fromBps: 0 },
  ],
  motion: [
    { scale: 1, framesPerSecond: null, fromBps: 300_000 },
    { scale: 1.5, framesPerSecond: null, fromBps: 150_000 },
    { scale: 2, framesPerSecond: 20, fromBps: 0 },
  ],
  "": [
    { scale: 1, framesPerSecond: null, fromBps: 260_000 },
    { scale: 1.5, framesPerSecond: 20, fromBps: 120_000 },
    { scale: 2, framesPerSecond: 12, fromBps: 0 },
  ],
};

/** Up only with so much more than the step needs, and for so long: a picture that changes its size back and forth is worse than a small one. */
const UP_SHARE = 1.4;
const UP_AFTER_MS = 3000;
const DOWN_AFTER_MS = 1000;

/** Resolution and frame rate for a bitrate, by what the consultation is for. No clock inside; times in ms. */
export class PictureLadder {
  #steps;
  #index = 0;
  /** @type {{index: number, sinceMs: number}|null} */
  #wanted = null;

  /** @param {string} contentHint `detail`, `motion` or "" */
  constructor(contentHint) {
    this.#steps = LADDERS[contentHint] ?? LADDERS[""];
  }

  /** @returns {Step} */
  get step() {
    return this.#steps[this.#index];
  }

  /** Whether there is nothing left to give up. */
  get atBottom() {
    return this.#index === this.#steps.length - 1;
  }

  /**
   * @param {number} nowMs
   * @param {number} bps what the picture may take
   * @param {number} lines of the camera's picture
   * @returns {boolean} whether the step is another one now
   */
  follow(nowMs, bps, lines) {
    const needs = (lines / REFERENCE_LINES) ** 2;
    const fits = (/** @type {Step} */ { fromBps }) => bps >= fromBps * needs;
    const clears = (/** @type {Step} */ { fromBps }) => bps >= fromBps * needs * UP_SHARE;
    let index = this.#index;
    if (!fits(this.step)) index = this.#steps.findIndex(fits);
    else if (index > 0 && clears(this.#steps[index - 1])) index -= 1;
    if (index === this.#index) {
      this.#wanted = null;
      return false;
    }
    if (this.#wanted?.index !== index) this.#wanted = { index, sinceMs: nowMs };
    if (nowMs - this.#wanted.sinceMs < (index > this.#index ? DOWN_AFTER_MS : UP_AFTER_MS)) return false;
    this.#index = index;
    this.#wanted = null;
    return true;
  }
}
