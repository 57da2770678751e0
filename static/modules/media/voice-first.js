/** So often braked in so short a time, or so little left by congestion control for so long, with the least picture there is. */
const HOPELESS_BRAKES = 3;
const HOPELESS_WITHIN_MS = 10_000;
const HOPELESS_BPS = 60_000;
const HOPELESS_AFTER_MS = 4000;

/** The picture comes back when what stills take has gone through calmly for so long; each time in vain, twice as long. */
const HOPE_AFTER_MS = 6000;
const LONGEST_HOPE_MS = 48_000;
const VAIN_WITHIN_MS = 30_000;

/** Congestion control keeps a part of what it allows for repetitions and correction. */
const STILLS_SHARE = 0.7;

/** What stills may take: one a second, by the picture's own encoder, paced and repaired as it is. */
export const STILLS_BPS = 50_000;
export const STILLS_PER_SECOND = 1;

/**
 * The end of the road: the link carries no moving picture, so the voice goes first and the picture becomes stills.
 *
 * No clock inside; times in ms, rates in bit/s.
 */
export class VoiceFirst {
  /** @type {number[]} */
  #brakes = [];
  #hopeAfterMs = HOPE_AFTER_MS;
  /** When the picture came back last. */
  #backMs = Number.NEGATIVE_INFINITY;
  /** Since when there is no hope, or, with stills, hope. @type {number|null} */
  #sinceMs = null;

  active = false;

  /** @param {number} nowMs */
  braked(nowMs) {
    this.#brakes.push(nowMs);
  }

  /**
   * @param {number} nowMs
   * @param {{targetBps: number, atBottom: boolean, calm: boolean}} link `targetBps`: what congestion control gives; `atBottom`: whether the
   *   picture has nothing left to give up
   * @returns {boolean} whether it has just turned
   */
  follow(nowMs, { targetBps, atBottom, calm }) {
    this.#brakes = this.#brakes.filter((atMs) => nowMs - atMs < HOPELESS_WITHIN_MS);
    const often = this.#brakes.length >= HOPELESS_BRAKES;
    const turning = this.active
      ? calm && targetBps >= STILLS_BPS * STILLS_SHARE
      : atBottom && (often || targetBps < HOPELESS_BPS);
    this.#sinceMs = turning ? (this.#sinceMs ?? nowMs) : null;
    if (this.#sinceMs === null) return false;
    const lastedMs = nowMs - this.#sinceMs;
    const turned = this.active ? lastedMs > this.#hopeAfterMs : often || lastedMs > HOPELESS_AFTER_MS;
    if (!turned) return false;
    if (this.active) this.#backMs = nowMs;
    else if (nowMs - this.#backMs > VAIN_WITHIN_MS) this.#hopeAfterMs = HOPE_AFTER_MS;
    else this.#hopeAfterMs = Math.min(this.#hopeAfterMs * 2, LONGEST_HOPE_MS);
    this.active = !this.active;
    this.#sinceMs = null;
    this.#brakes = [];
    return true;
  }
}
