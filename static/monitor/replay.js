/** How many times as fast as it happened a consultation can be replayed. */
export const SPEEDS = /** @type {const} */ ([1, 5, 20]);

/**
 * Where a replay stands. It holds no timer: whoever draws it says what time it is (`nowMs`, any steady clock).
 */
export class Replay {
  /** Where it stood when it was last touched. */
  #anchorMs;
  #touchedMs = 0;

  /**
   * @param {number} startMs the first moment of what is replayed
   * @param {number} endMs the last one
   */
  constructor(startMs, endMs) {
    this.startMs = startMs;
    this.endMs = endMs;
    this.playing = false;
    /** @type {number} */
    this.speed = SPEEDS[0];
    this.#anchorMs = startMs;
  }

  /**
   * The moment shown. At the end it stops by itself.
   * @param {number} nowMs
   */
  at(nowMs) {
    if (!this.playing) return this.#anchorMs;
    const moment = this.#anchorMs + (nowMs - this.#touchedMs) * this.speed;
    if (moment < this.endMs) return moment;
    this.playing = false;
    this.#anchorMs = this.endMs;
    return this.endMs;
  }

  /**
   * Goes on; from the beginning when it stands at the end.
   * @param {number} nowMs
   */
  play(nowMs) {
    if (this.at(nowMs) >= this.endMs) this.#anchorMs = this.startMs;
    this.#touch(this.at(nowMs), nowMs);
    this.playing = true;
  }

  /** @param {number} nowMs */
  pause(nowMs) {
    this.#touch(this.at(nowMs), nowMs);
    this.playing = false;
  }

  /**
   * @param {number} momentMs outside of what there is, its nearer end
   * @param {number} nowMs
   */
  seek(momentMs, nowMs) {
    this.#touch(Math.min(this.endMs, Math.max(this.startMs, momentMs)), nowMs);
  }

  /**
   * @param {number} speed
   * @param {number} nowMs
   */
  setSpeed(speed, nowMs) {
    this.#touch(this.at(nowMs), nowMs);
    this.speed = speed;
  }

  /**
   * @param {number} momentMs
   * @param {number} nowMs
   */
  #touch(momentMs, nowMs) {
    this.#anchorMs = momentMs;
    this.#touchedMs = nowMs;
  }
}
