/** So long after a round trip the other side has felt a brake, and its pings have said so. */
export const FELT_AFTER_MS = 100;
/** A queue of ours would be this much shorter so long after that: by nine tenths of the link's rate, or by what a softer brake leaves of it. */
const JUDGED_AFTER_MS = 400;
const JUDGED_AFTER_SOFT_MS = 1000;
const HARDLY_SHORTER = 0.8;

/** How long nothing is done against the queue then; twice as long each time that it is found to be somebody else's again. */
const SHORTEST_MS = 20_000;
const LONGEST_MS = 160_000;

/** A queue below this, for so long, is gone: whoever filled it has stopped. */
const GONE_MS = 25;
const GONE_AFTER_MS = 3000;

/**
 * Whether the queue on the link is filled by somebody else, a download for example: then braking does not shorten it, and leaves the room to
 * the other. A brake is the test: what is ours drains while next to nothing is sent.
 *
 * No clock inside: every time is given, in ms.
 */
export class Contest {
  #untilMs = Number.NEGATIVE_INFINITY;
  #lastsMs = SHORTEST_MS;
  /** What pings waited when the brake could first be felt. @type {number|null} */
  #feltMs = null;
  #queuedMs = Number.NEGATIVE_INFINITY;

  /** @param {number} nowMs */
  isOn(nowMs) {
    return nowMs < this.#untilMs;
  }

  /** A brake begins. */
  braked() {
    this.#feltMs = null;
  }

  /**
   * A brake is on.
   * @param {{lastedMs: number, roundTripMs: number, waitMs: number}} brake
   * @param {boolean} hard whether next to nothing is sent
   * @returns {boolean} whether it has shown by now that the queue is somebody else's
   */
  shown({ lastedMs, roundTripMs, waitMs }, hard) {
    if (lastedMs < roundTripMs + FELT_AFTER_MS) return false;
    this.#feltMs ??= waitMs;
    const judgedAfterMs = hard ? JUDGED_AFTER_MS : JUDGED_AFTER_SOFT_MS;
    if (lastedMs < roundTripMs + FELT_AFTER_MS + judgedAfterMs) return false;
    return waitMs > this.#feltMs * HARDLY_SHORTER;
  }

  /** The queue is somebody else's. @param {number} nowMs */
  begin(nowMs) {
    this.#queuedMs = nowMs;
    this.#untilMs = nowMs + this.#lastsMs;
    this.#lastsMs = Math.min(this.#lastsMs * 2, LONGEST_MS);
  }

  /** @param {number} nowMs @param {number} standingMs what stands in the queue */
  follow(nowMs, standingMs) {
    if (standingMs > GONE_MS) this.#queuedMs = nowMs;
    else if (nowMs - this.#queuedMs > GONE_AFTER_MS) this.end();
  }

  /** The way is another one, or the other has stopped. */
  end() {
    this.#untilMs = Number.NEGATIVE_INFINITY;
    this.#lastsMs = SHORTEST_MS;
  }
}
