/**
 * Wall-clock time in which the newest frame on screen was young enough: what counts against the target.
 *
 * Latencies of frames alone hide a freeze, since a frame that never comes has none. Here a frame shown at `d` with
 * latency `l` is `l + (t - d)` old at the time `t`: it keeps the picture within the target until `d + (target - l)`,
 * that moment included, and from then on the time is late until a younger frame is shown.
 *
 * No clock inside: all times are given, in ms on one clock (`performance.now()`).
 *
 * @typedef {"due"|"off"|"hidden"} Watch
 *   `due`: a picture ought to be on screen. `off`: none is expected (camera off, not accepted yet); nothing counts.
 *   `hidden`: one is due but the page is in the background, where browsers stop telling of frames and nobody looks;
 *   the time counts as missing, neither as good nor as late.
 * @typedef {{withinMs: number, lateMs: number, missingMs: number}} Spent
 */
export class Freshness {
  /** @type {Watch} */
  #watch = "off";
  /** How far the time is accounted for. @type {number|null} */
  #accountedMs = null;
  /** @type {{shownMs: number, latencyMs: number|null}|null} */
  #newest = null;
  /** @type {Spent} */
  #spent = nothing();

  /** @param {number} targetMs */
  constructor(targetMs) {
    this.targetMs = targetMs;
  }

  /**
   * Says what is expected from now on. Every change forgets the newest frame: it belongs to what was before.
   * @param {number} nowMs
   * @param {Watch} watch
   */
  watch(nowMs, watch) {
    this.#account(nowMs);
    if (watch === this.#watch) return;
    this.#watch = watch;
    this.#newest = null;
  }

  /**
   * A new frame is on screen.
   * @param {number} shownMs
   * @param {number|null} latencyMs null when it cannot be told: the time until the next frame is missing then
   */
  frame(shownMs, latencyMs) {
    this.#account(shownMs);
    if (this.#watch === "due") this.#newest = { shownMs, latencyMs };
  }

  /**
   * How old the newest frame on screen is, in ms.
   * @param {number} nowMs
   * @returns {number|null} null when there is none or its latency is unknown
   */
  age(nowMs) {
    if (this.#newest === null || this.#newest.latencyMs === null) return null;
    return this.#newest.latencyMs + Math.max(nowMs - this.#newest.shownMs, 0);
  }

  /**
   * The time since the last `take()`, sorted.
   * @param {number} nowMs
   * @returns {Spent}
   */
  take(nowMs) {
    this.#account(nowMs);
    const spent = this.#spent;
    this.#spent = nothing();
    return spent;
  }

  /** @param {number} nowMs */
  #account(nowMs) {
    const from = this.#accountedMs ?? nowMs;
    // A frame's time on screen may lie a little ahead of the clock, or behind it: time is never counted twice.
    if (nowMs < from) return;
    this.#accountedMs = nowMs;
    const elapsed = nowMs - from;
    if (this.#watch === "off") return;
    if (this.#watch === "hidden" || this.#newest === null || this.#newest.latencyMs === null) {
      this.#spent.missingMs += elapsed;
      return;
    }
    const freshUntil = this.#newest.shownMs + this.targetMs - this.#newest.latencyMs;
    const within = Math.min(Math.max(freshUntil - from, 0), elapsed);
    this.#spent.withinMs += within;
    this.#spent.lateMs += elapsed - within;
  }
}

/** @returns {Spent} */
function nothing() {
  return { withinMs: 0, lateMs: 0, missingMs: 0 };
}
