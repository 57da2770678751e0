/** @typedef {import("../../static/modules/media/governor.js").Governor} Governor */

const STEP_MS = 5;
const PING_EVERY_MS = 30;
const COUNT_EVERY_MS = 100;
const STATISTICS_EVERY_MS = 250;

/** How full a download keeps the queue, in turns of so long, and how soon it fills what is left. */
const GREEDY_LEAST_MS = 150;
const GREEDY_MOST_MS = 250;
const GREEDY_TOOTH_MS = 4000;
const GREEDY_FILLS_MS = 100;

/** Sound, headers and pings beside the picture. */
const OTHER_BPS = 100_000;

/**
 * A *simulated* link with a queue, and a simulated congestion control above it, for a governor to be tried on without browsers: one
 * direction, fluid, all times in ms.
 *
 * Congestion control is Chromium's in its outlines: it backs off to 0.85 of what arrives when delay grows, grows by 8 % a second, near its
 * last limit by 4 kbit/s a round trip, and doubles at most when a ceiling rises after a time of using less than 65 % of its estimate.
 *
 * @typedef {{nowMs: number, waitMs: number, sentBps: number, ceilingBps: number, targetBps: number,
 *   framesPerSecond: number|null}} Moment
 */
export class LinkWorld {
  #governor;
  #rateBps;
  #delayMs;
  #jitterMs;
  #seed;
  #greedy;
  #queueBits = 0;
  #received = 0;
  #counted = { atMs: 0, bytes: 0 };
  #estimateBps = 300_000;
  #limitBps = Number.POSITIVE_INFINITY;
  #idleMs = 0;
  #ceilingBefore = 0;
  /** @type {{sentMs: number, receivedMs: number, backMs: number}[]} */
  #pings = [];
  /** @type {number[]} the queue's wait over the last 200 ms */
  #waits = [];
  nowMs = 0;
  /** @type {Moment[]} */
  moments = [];
  /** @type {{nowMs: number, reason: string}[]} */
  notes = [];

  /**
   * @param {Governor} governor
   * @param {{rateBps: (nowMs: number) => number, delayMs?: number, jitterMs?: number, seed?: number,
   *   greedy?: [number, number]|null}} link `greedy`: from when to when a download fills the queue, in ms
   */
  constructor(governor, { rateBps, delayMs = 60, jitterMs = 0, seed = 1, greedy = null }) {
    this.#governor = governor;
    this.#rateBps = rateBps;
    this.#delayMs = delayMs;
    this.#jitterMs = jitterMs;
    this.#seed = seed;
    this.#greedy = greedy;
  }

  /** The way becomes longer from now on. @param {number} byMs */
  lengthen(byMs) {
    this.#delayMs += byMs;
  }

  /** @param {number} untilMs */
  run(untilMs) {
    while (this.nowMs < untilMs) this.#step();
  }

  /** What a download sends at this moment: all that keeps the queue between two levels, in the teeth of a saw. @param {number} rate */
  #greedyBps(rate) {
    const [from, to] = this.#greedy ?? [0, 0];
    if (this.nowMs < from || this.nowMs >= to) return 0;
    const level =
      GREEDY_LEAST_MS +
      (GREEDY_MOST_MS - GREEDY_LEAST_MS) * ((this.nowMs % GREEDY_TOOTH_MS) / GREEDY_TOOTH_MS);
    return Math.max((level / 1000) * rate - this.#queueBits, 0) / (GREEDY_FILLS_MS / 1000);
  }

  #random() {
    this.#seed = (this.#seed * 1103515245 + 12345) % 2147483648;
    return this.#seed / 2147483648;
  }

  #step() {
    this.nowMs += STEP_MS;
    const now = this.nowMs;
    const governor = this.#governor;
    const rate = this.#rateBps(now);
    const { ceilingBps, framesPerSecond } = governor.plan;
    const sentBps = Math.min(ceilingBps, this.#estimateBps);
    const offeredBps = sentBps + OTHER_BPS + this.#greedyBps(rate);
    const arrived = offeredBps * (STEP_MS / 1000);
    const served = Math.min(this.#queueBits + arrived, rate * (STEP_MS / 1000));
    this.#queueBits = Math.min(this.#queueBits + arrived - served, rate);
    this.#received += (served * sentBps) / offeredBps / 8;
    const waitMs = (this.#queueBits / rate) * 1000;
    this.#control(waitMs, served / (STEP_MS / 1000), sentBps, ceilingBps);
    if (now % COUNT_EVERY_MS === 0) this.#counted = { atMs: now, bytes: this.#received };
    if (now % PING_EVERY_MS === 0) {
      const receivedMs =
        now + this.#delayMs + waitMs + Math.abs(this.#jitterMs * (this.#random() + this.#random() - 1));
      this.#pings.push({ sentMs: now, receivedMs, backMs: receivedMs + this.#delayMs });
    }
    while (this.#pings.length && this.#pings[0].backMs <= now) {
      const ping = /** @type {{sentMs: number, receivedMs: number, backMs: number}} */ (this.#pings.shift());
      governor.echo(now, { ...ping, bytes: this.#counted.bytes, bytesMs: this.#counted.atMs });
    }
    if (now % 15 === 0) governor.tick(now, this.#pings[0]?.sentMs ?? null);
    if (now % STATISTICS_EVERY_MS === 0)
      governor.sent(now, { targetBps: sentBps, lossShare: 0, sendDelayMs: 0 });
    for (const { reason } of governor.takeNotes()) this.notes.push({ nowMs: now, reason });
    this.moments.push({ nowMs: now, waitMs, sentBps, ceilingBps, targetBps: sentBps, framesPerSecond });
  }

  /** @param {number} waitMs @param {number} servedBps @param {number} sentBps @param {number} ceilingBps */
  #control(waitMs, servedBps, sentBps, ceilingBps) {
    this.#waits.push(waitMs);
    if (this.#waits.length > 40) this.#waits.shift();
    this.#idleMs =
      sentBps < this.#estimateBps * 0.65 ? this.#idleMs + STEP_MS : Math.max(this.#idleMs - STEP_MS, 0);
    if (waitMs - this.#waits[0] > 60) {
      this.#limitBps = servedBps;
      this.#estimateBps = Math.max(Math.min(this.#estimateBps, servedBps * 0.85 - OTHER_BPS), 30_000);
    } else if (ceilingBps > this.#ceilingBefore * 1.2 && this.#idleMs > 600 && waitMs < 20) {
      const room = this.#rateBps(this.nowMs) * 0.95 - OTHER_BPS;
      this.#estimateBps = Math.max(this.#estimateBps, Math.min(this.#estimateBps * 2, ceilingBps, room));
      this.#idleMs = 0;
    } else if (waitMs < 30 && sentBps > this.#estimateBps * 0.65) {
      const near = this.#estimateBps < this.#limitBps * 1.2;
      this.#estimateBps += near ? 20 * STEP_MS : this.#estimateBps * 0.08 * (STEP_MS / 1000);
    }
    this.#ceilingBefore = ceilingBps;
  }
}

/**
 * The longest wait, the share of time within a limit of it, and the mean bitrate of a stretch.
 * @param {LinkWorld} world
 * @param {number} fromMs
 * @param {number} toMs
 */
export function stretch(world, fromMs, toMs) {
  const moments = world.moments.filter(({ nowMs }) => nowMs > fromMs && nowMs <= toMs);
  return {
    longestWaitMs: Math.max(...moments.map(({ waitMs }) => waitMs)),
    meanBps: moments.reduce((sum, { sentBps }) => sum + sentBps, 0) / moments.length,
    brakes: world.notes.filter(({ nowMs, reason }) => reason === "queue" && nowMs > fromMs && nowMs <= toMs)
      .length,
    reasons: [
      ...new Set(
        world.notes.filter(({ nowMs }) => nowMs > fromMs && nowMs <= toMs).map(({ reason }) => reason),
      ),
    ],
  };
}
