/** So much of what congestion control allows is left unused, until it counts the sender as limited by its application. */
const DIP_SHARE = 0.35;
const DIP_MS = 750;

/** Then the ceiling shows for a moment what is wanted. It falls back before the encoder could make a huge frame of it. */
const FLASH_SHARE = 2;
const FLASH_MS = 120;

/**
 * How soon a search may follow another, by how many in a row found nothing: soon enough for a link that is wide again after some seconds,
 * seldom enough on one that is just narrow.
 */
const PAUSES_MS = [1500, 3000, 6000, 6000, 20_000];

/** So much more than before, and it was worth it. */
const WORTH = 1.25;
const JUDGED_AFTER_MS = 1500;

/**
 * Gets congestion control to look for room at once. Left alone it grows by a few per cent a second near the rate at which the link was full
 * last, and stays low for half a minute after the link is wide again. But when the sender had less to send than it might, and its ceiling is
 * raised, Chromium's probes the link with a short burst of up to twice its estimate ("allocation probe"). Where a browser does not, the
 * search costs a second of a slightly coarser picture. What the link cannot carry, congestion control does not give.
 *
 * No clock inside; times in ms, rates in bit/s.
 */
export class RoomSearch {
  /** @type {{sinceMs: number, targetBps: number}|null} */
  #search = null;
  #endedMs = Number.NEGATIVE_INFINITY;
  /** How many in a row found nothing. */
  #vain = 0;
  /** What congestion control gave before the newest search, until that is judged. @type {number|null} */
  #beforeBps = null;

  get active() {
    return this.#search !== null;
  }

  /** @param {number} nowMs */
  mayBegin(nowMs) {
    return !this.#search && nowMs - this.#endedMs >= PAUSES_MS[this.#vain];
  }

  /** @param {number} nowMs @param {number} targetBps what congestion control gives now */
  begin(nowMs, targetBps) {
    this.#search = { sinceMs: nowMs, targetBps };
  }

  /**
   * @param {number} nowMs
   * @param {number} capBps
   * @returns {number|null} the ceiling of this moment; null when there is no search, or it has just ended
   */
  ceiling(nowMs, capBps) {
    if (!this.#search) return null;
    const { sinceMs, targetBps } = this.#search;
    if (nowMs - sinceMs < DIP_MS) return targetBps * DIP_SHARE;
    if (nowMs - sinceMs < DIP_MS + FLASH_MS) return Math.min(capBps, targetBps * FLASH_SHARE);
    this.#search = null;
    this.#endedMs = nowMs;
    this.#beforeBps = targetBps;
    return null;
  }

  /** Something more urgent has come up. */
  abandon() {
    this.#search = null;
  }

  /** @param {number} nowMs @param {number} targetBps what congestion control gives now */
  judge(nowMs, targetBps) {
    if (this.#beforeBps === null || nowMs - this.#endedMs < JUDGED_AFTER_MS) return;
    const worth = targetBps > this.#beforeBps * WORTH;
    this.#vain = worth ? 0 : Math.min(this.#vain + 1, PAUSES_MS.length - 1);
    this.#beforeBps = null;
  }
}
