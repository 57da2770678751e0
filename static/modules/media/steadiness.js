/** Above this share of the packets a link loses some; it is remembered for so long. */
const LOSS_SHARE = 0.01;
const REMEMBERED_MS = 8000;

/** What is near the link's limit is late by a jolt more, where delays are unsteady. */
const UNSTEADY_CAP_SHARE = 0.5;
/** Where packets are lost, fewer of them are fewer chances of waiting for a repetition. */
const LOSSY_CAP_SHARE = 0.25;

/**
 * Whether a link is steady, and how much of the cap the picture may have on one that is not, by jitter or by loss: congestion control takes
 * every jolt for a queue there and falls to a share of what just arrives.
 *
 * No clock inside: every time is given, in ms.
 */
export class Steadiness {
  #lostMs = Number.NEGATIVE_INFINITY;

  /** @param {number} nowMs @param {number} share of the packets, 0 to 1 */
  lost(nowMs, share) {
    if (share > LOSS_SHARE) this.#lostMs = nowMs;
  }

  /** @param {number} nowMs @param {boolean} steadyDelay */
  isSteady(nowMs, steadyDelay) {
    return steadyDelay && !this.#isLossy(nowMs);
  }

  /** @param {number} nowMs @param {boolean} steadyDelay */
  capShare(nowMs, steadyDelay) {
    if (this.isSteady(nowMs, steadyDelay)) return 1;
    return this.#isLossy(nowMs) ? LOSSY_CAP_SHARE : UNSTEADY_CAP_SHARE;
  }

  /** @param {number} nowMs */
  #isLossy(nowMs) {
    return nowMs - this.#lostMs <= REMEMBERED_MS;
  }
}
