/** A relay must be so much quicker, of the present round trip and at least, to be worth a change. */
const BETTER_SHARE = 0.15;
const BETTER_MS = 30;

/** So often in a row, before anything is changed. */
const WITNESSES = 2;

/** Nothing is changed again sooner. */
const HOLD_MS = 15_000;

/** The media must have left the old way by then; their round trip over the new one is known a little later. */
const LONGEST_CHANGE_MS = 8000;
const SETTLED_MS = 4000;

/** A way that turned out no better, broke or could not be taken is left alone for so long. */
const BANNED_MS = 300_000;

/** @typedef {{region: string|null, reason: "relay-faster"|"direct-faster"|"relay-lost"|"relay-unreached", fromMs: number, toMs: number|null}} Change `region` null: any way */

/**
 * Decides by measured round trips whether the media take the way that the browser found or the relay of a region. The internet's direct
 * way is not always its quickest. It owns no clock or connection; all times are in ms.
 *
 * Hysteresis: a relay must promise 15 % and 30 ms less, twice in a row; a change is judged by what is measured once the media have taken
 * it, and taken back when it was no better, or never taken; a way that disappointed is not tried for five minutes.
 */
export class RouteChooser {
  /** Chosen relay's region, null: the way the browser found. @type {string|null} */
  #region = null;
  #changedMs = Number.NEGATIVE_INFINITY;
  /** Since when the media have been on the chosen relay; null: not yet. @type {number|null} */
  #takenMs = null;
  /** Round trip before the newest change, until that is judged. @type {number|null} */
  #beforeMs = null;
  /** @type {{region: string, times: number}|null} */
  #candidate = null;
  /** @type {Map<string, number>} */
  #bannedUntil = new Map();

  get region() {
    return this.#region;
  }

  /**
   * What is known now.
   * @param {number} nowMs
   * @param {{presentMs: number, region: string|null, relays: Map<string, number>}} measured `presentMs`: the round trip of the present way
   *   with an empty queue; `region`: whose relay that way in fact leads over, null: none; `relays`: the round trip of the way over each
   *   region's relay, where both sides know their part
   * @returns {Change|null}
   */
  measured(nowMs, { presentMs, region, relays }) {
    if (this.#region !== null) return this.#judge(nowMs, presentMs, region === this.#region);
    if (nowMs - this.#changedMs < HOLD_MS) return null;
    const best = this.#best(nowMs, relays);
    if (!best || best.ms > presentMs - Math.max(BETTER_MS, presentMs * BETTER_SHARE)) {
      this.#candidate = null;
      return null;
    }
    const times = this.#candidate?.region === best.region ? this.#candidate.times + 1 : 1;
    this.#candidate = { region: best.region, times };
    if (times < WITNESSES) return null;
    return this.#change(nowMs, best.region, "relay-faster", presentMs, best.ms);
  }

  /**
   * Compares what the newest change promised with what it brought, once.
   * @param {number} nowMs
   * @param {number} presentMs
   * @param {boolean} taken whether the media are on the chosen relay
   * @returns {Change|null}
   */
  #judge(nowMs, presentMs, taken) {
    const before = this.#beforeMs;
    if (before === null) return null;
    if (!taken) {
      this.#takenMs = null;
      return nowMs - this.#changedMs < LONGEST_CHANGE_MS
        ? null
        : this.#leave(nowMs, "relay-unreached", presentMs, null);
    }
    this.#takenMs ??= nowMs;
    if (nowMs - this.#takenMs < SETTLED_MS) return null;
    this.#beforeMs = null;
    return presentMs > before - BETTER_MS / 2 ? this.#leave(nowMs, "direct-faster", presentMs, before) : null;
  }

  /**
   * The present way broke.
   * @param {number} nowMs
   * @returns {Change|null}
   */
  lost(nowMs) {
    return this.#region === null ? null : this.#leave(nowMs, "relay-lost", 0, null);
  }

  /**
   * @param {number} nowMs
   * @param {Change["reason"]} reason
   * @param {number} fromMs
   * @param {number|null} toMs
   */
  #leave(nowMs, reason, fromMs, toMs) {
    if (this.#region !== null) this.#bannedUntil.set(this.#region, nowMs + BANNED_MS);
    return this.#change(nowMs, null, reason, fromMs, toMs);
  }

  /** @param {number} nowMs @param {Map<string, number>} relays */
  #best(nowMs, relays) {
    /** @type {{region: string, ms: number}|null} */
    let best = null;
    for (const [region, ms] of relays) {
      if ((this.#bannedUntil.get(region) ?? 0) > nowMs) continue;
      if (best === null || ms < best.ms) best = { region, ms };
    }
    return best;
  }

  /**
   * @param {number} nowMs
   * @param {string|null} region
   * @param {Change["reason"]} reason
   * @param {number} fromMs
   * @param {number|null} toMs
   * @returns {Change}
   */
  #change(nowMs, region, reason, fromMs, toMs) {
    this.#region = region;
    this.#changedMs = nowMs;
    this.#takenMs = null;
    this.#beforeMs = reason === "relay-faster" ? fromMs : null;
    this.#candidate = null;
    return { region, reason, fromMs, toMs };
  }
}
