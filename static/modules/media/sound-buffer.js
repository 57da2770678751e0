/** So much made-up sound is heard as such. */
const AUDIBLE_SHARE = 0.03;
const CLEAN_SHARE = 0.005;

const STEP_MS = 40;
const MOST_MS = 160;

/** A longer buffer is taken back only after so long without trouble. */
const CLEAN_FOR_MS = 20_000;

/**
 * How much longer than by itself the browser should hold sound back, so that late packets are still in time: speech with holes is worse than
 * speech that comes a little later. No clock inside; times in ms.
 */
export class SoundBuffer {
  #targetMs = 0;
  #audible = 0;
  /** @type {number|null} */
  #cleanSinceMs = null;

  /**
   * @param {number} nowMs
   * @param {number} concealedShare of the samples played since the last call, 0 to 1
   * @returns {number|null} the new target for the jitter buffer, null when it stays
   */
  heard(nowMs, concealedShare) {
    this.#audible = concealedShare > AUDIBLE_SHARE ? this.#audible + 1 : 0;
    if (concealedShare > CLEAN_SHARE) this.#cleanSinceMs = null;
    else this.#cleanSinceMs ??= nowMs;
    if (this.#audible >= 2 && this.#targetMs < MOST_MS) {
      this.#audible = 0;
      return this.#set(this.#targetMs + STEP_MS);
    }
    if (this.#targetMs > 0 && this.#cleanSinceMs !== null && nowMs - this.#cleanSinceMs >= CLEAN_FOR_MS) {
      this.#cleanSinceMs = nowMs;
      return this.#set(this.#targetMs - STEP_MS);
    }
    return null;
  }

  /** @param {number} ms */
  #set(ms) {
    this.#targetMs = ms;
    return ms;
  }
}
