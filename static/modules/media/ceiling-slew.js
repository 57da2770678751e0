const SLEW = 1.5;
const SLEW_EVERY_MS = 150;

/**
 * The ceiling on its way to the one wanted: down at once, up in steps. A sudden rise makes one huge frame, and the other side's jitter buffer keeps
 * room for its like for a minute.
 *
 * No clock inside: every time is given, in ms.
 */
export class CeilingSlew {
  #bps;
  #changedMs = Number.NEGATIVE_INFINITY;

  /** @param {number} bps to begin with */
  constructor(bps) {
    this.#bps = bps;
  }

  /**
   * @param {number} nowMs
   * @param {number} wantedBps
   * @param {number|null} searchedBps what a search for room sets for a moment, outside of the steps
   * @returns {number} the ceiling for the sender
   */
  follow(nowMs, wantedBps, searchedBps) {
    if (searchedBps !== null || wantedBps <= this.#bps) {
      this.#bps = Math.min(searchedBps ?? wantedBps, this.#bps);
      this.#changedMs = nowMs;
    } else if (nowMs - this.#changedMs >= SLEW_EVERY_MS) {
      this.#bps = Math.min(wantedBps, this.#bps * SLEW);
      this.#changedMs = nowMs;
    }
    return searchedBps ?? this.#bps;
  }
}
