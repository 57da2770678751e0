/** A ping sent so long after the brake finds the queue as the brake leaves it: what had been encoded before has gone. */
export const FELT_AFTER_MS = 100;
/** What a ping sent so much later has found by then is judged: nine tenths of the link's rate drain a queue of ours, or what a softer brake leaves. */
const JUDGED_AFTER_MS = 400;
const JUDGED_AFTER_SOFT_MS = 1000;
/** A queue of ours is shorter then by a fifth; or, being a long one, by a good part of the time that it had to drain. */
const HARDLY_SHORTER = 0.8;
const DRAINED_SHARE = 0.4;

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
  /** What the first ping waited that felt the brake. @type {{sentAfterMs: number, waitMs: number}|null} */
  #felt = null;
  #queuedMs = Number.NEGATIVE_INFINITY;

  /** @param {number} nowMs */
  isOn(nowMs) {
    return nowMs < this.#untilMs;
  }

  /** A brake begins. */
  braked() {
    this.#felt = null;
  }

  /**
   * A brake is on. It is judged by when pings were sent, not by when they came back: in a long queue they are late by its whole length, and those
   * that come back first went into it before the brake.
   * @param {{sentAfterMs: number, waitMs: number}} ping the newest that has come back: when it was sent, counted from the brake
   * @param {boolean} hard whether next to nothing is sent
   * @returns {boolean} whether it has shown by now that the queue is somebody else's
   */
  shown({ sentAfterMs, waitMs }, hard) {
    if (sentAfterMs < FELT_AFTER_MS) return false;
    this.#felt ??= { sentAfterMs, waitMs };
    const drainedForMs = sentAfterMs - this.#felt.sentAfterMs;
    if (drainedForMs < (hard ? JUDGED_AFTER_MS : JUDGED_AFTER_SOFT_MS)) return false;
    const shorterByMs = this.#felt.waitMs - waitMs;
    return waitMs > this.#felt.waitMs * HARDLY_SHORTER && shorterByMs < drainedForMs * DRAINED_SHARE;
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
