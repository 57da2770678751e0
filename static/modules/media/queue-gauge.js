/** The least delay of so long stands for the empty way. Clocks that drift by 200 ppm move it by 4 ms. */
const BASE_MEMORY_MS = 20_000;
const BUCKET_MS = 1000;

/** What is usual on this link is learned from so long. */
const USUAL_MEMORY_MS = 8000;
const USUAL_EVERY_MS = 400;

/** Until enough is learned, a link is taken to be this unsteady. */
const UNLEARNED_SPREAD_MS = 45;
const LEARNED_AFTER_MS = 5000;

/** No link is believed to be usually worse than this: a queue must not become the custom. */
const MOST_USUAL_MS = 60;
const MOST_SPREAD_MS = 50;

/** Growth that is a queue for certain on a steady link; on an unsteady one, so many spreads. */
const CLEAR_GROWTH_MS = 50;
const CLEAR_SPREADS = 2.5;

/** Pings that came so close to each other came at once; they were sent much further apart. */
const TOGETHER_MS = 5;

/** A link whose delay spreads more than this needs a third witness. */
const UNSTEADY_MS = 20;

/** A link is unsteady from the first on, and steady again below the second: what depends on it must not go back and forth. */
const NOT_STEADY_MS = 25;
const STEADY_AGAIN_MS = 15;

/**
 * How long packets wait in the queue of the way to the other side, from pings that the other side stamps with its own clock.
 *
 * Only differences of (stamp - sent) are used, so the clocks need not agree. The least of them stands for the empty way; what a ping
 * takes above it, it has waited. What is usual for a link (jitter) is learned, and only what stands out clearly counts as a queue: a
 * fixed threshold brakes once a second on a link with jitter.
 *
 * No clock inside: every time is given, in ms.
 */
export class QueueGauge {
  /** Least delay of each second. @type {{second: number, least: number}[]} */
  #least = [];
  /** @type {{atMs: number, waitMs: number}[]} */
  #history = [];
  /** The newest few waits. @type {number[]} */
  #recent = [];
  #usualMs = 0;
  #spreadMs = UNLEARNED_SPREAD_MS;
  #learnedMs = Number.NEGATIVE_INFINITY;
  /** @type {number|null} */
  #firstMs = null;
  #receivedMs = Number.NEGATIVE_INFINITY;

  /** What the newest ping waited. */
  waitMs = 0;

  /** Whether delays are much alike here. */
  steady = false;

  /** The least that the last four waited: what stands in the queue, without the jitter. */
  get standingMs() {
    return this.#recent.length ? Math.max(Math.min(...this.#recent), 0) : 0;
  }

  /** Median wait of this link while nothing is wrong. */
  get usualMs() {
    return this.#usualMs;
  }

  /** How far above the median one wait in ten lies. */
  get spreadMs() {
    return this.#spreadMs;
  }

  /** From here on a wait is a queue. */
  get clearMs() {
    return this.#usualMs + Math.max(CLEAR_GROWTH_MS, CLEAR_SPREADS * this.#spreadMs);
  }

  /**
   * Whether the newest waits all lie above a limit.
   * @param {number} limitMs
   */
  allAbove(limitMs) {
    const witnesses = this.#spreadMs > UNSTEADY_MS ? 3 : 2;
    const newest = this.#recent.slice(-witnesses);
    return newest.length === witnesses && Math.min(...newest) > limitMs;
  }

  /**
   * One ping has come back.
   * @param {number} nowMs
   * @param {{sentMs: number, receivedMs: number}} ping `receivedMs` on the other side's clock
   * @param {boolean} calm whether nothing is being done about the link now, so that its custom can be learned
   */
  add(nowMs, { sentMs, receivedMs }, calm) {
    this.#firstMs ??= nowMs;
    const delay = receivedMs - sentMs;
    this.#remember(nowMs, delay);
    this.waitMs = delay - Math.min(...this.#least.map(({ least }) => least));
    // Pings that the other page took up together waited in it, not on the link: only the last of them tells.
    if (receivedMs - this.#receivedMs < TOGETHER_MS) this.#recent.pop();
    this.#receivedMs = receivedMs;
    this.#recent.push(this.waitMs);
    if (this.#recent.length > 4) this.#recent.shift();
    if (calm) this.#history.push({ atMs: nowMs, waitMs: this.waitMs });
    if (nowMs - this.#learnedMs >= USUAL_EVERY_MS) this.#learn(nowMs);
  }

  /** The way is another one, or its delay does not come from our packets: what is least from now on is the new empty way. */
  reset() {
    this.#least = [];
    this.#history = [];
    this.#recent = [];
    this.#firstMs = null;
    this.#usualMs = 0;
    this.#spreadMs = UNLEARNED_SPREAD_MS;
    this.waitMs = 0;
  }

  /** @param {number} nowMs @param {number} delay */
  #remember(nowMs, delay) {
    const second = Math.floor(nowMs / BUCKET_MS);
    const newest = this.#least.at(-1);
    if (newest?.second === second) newest.least = Math.min(newest.least, delay);
    else this.#least.push({ second, least: delay });
    while (this.#least[0].second * BUCKET_MS < nowMs - BASE_MEMORY_MS) this.#least.shift();
  }

  /** @param {number} nowMs */
  #learn(nowMs) {
    this.#learnedMs = nowMs;
    while (this.#history.length && this.#history[0].atMs < nowMs - USUAL_MEMORY_MS) this.#history.shift();
    if (this.#history.length < 20) return;
    const waits = this.#history.map(({ waitMs }) => waitMs).sort((a, b) => a - b);
    const median = waits[waits.length >> 1];
    const spread = waits[Math.floor(waits.length * 0.9)] - median;
    const unlearned = nowMs - (this.#firstMs ?? nowMs) < LEARNED_AFTER_MS;
    this.#usualMs = Math.min(median, MOST_USUAL_MS);
    if (spread > NOT_STEADY_MS) this.steady = false;
    else if (spread < STEADY_AGAIN_MS && !unlearned) this.steady = true;
    this.#spreadMs = Math.min(unlearned ? Math.max(spread, UNLEARNED_SPREAD_MS) : spread, MOST_SPREAD_MS);
  }
}
