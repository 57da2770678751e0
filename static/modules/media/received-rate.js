const REMEMBERED_MS = 2000;

/** Over less, the grain of counting is larger than what is counted. */
const LEAST_MS = 60;

/** What arrives at the other side, from the bytes it counts. Times in ms on its clock, rates in bit/s. */
export class ReceivedRate {
  /** @type {{atMs: number, bytes: number}[]} */
  #counts = [];

  /** @param {number} atMs @param {number} bytes so far */
  add(atMs, bytes) {
    if (this.#counts.at(-1)?.atMs === atMs) return;
    this.#counts.push({ atMs, bytes });
    while (this.#counts[0].atMs < atMs - REMEMBERED_MS) this.#counts.shift();
  }

  /**
   * @param {number} overMs the newest stretch of this length
   * @returns {number|null} null when too little is known
   */
  over(overMs) {
    const newest = this.#counts.at(-1);
    const oldest = newest && this.#counts.find(({ atMs }) => atMs >= newest.atMs - overMs);
    if (!newest || !oldest || newest.atMs - oldest.atMs < LEAST_MS) return null;
    return Math.max(((newest.bytes - oldest.bytes) * 8000) / (newest.atMs - oldest.atMs), 0);
  }

  clear() {
    this.#counts = [];
  }
}
