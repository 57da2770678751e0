/** @import { Echo } from "../modules/media/link-probe.js" */
/** @import { Ceiling } from "../modules/media/camera-link.js" */
import { FIRST_CEILING, MOST_CEILING } from "../modules/media/camera-link.js";
import { QueueGauge } from "../modules/media/queue-gauge.js";
import { emptyRoundTripMs } from "../modules/media/round-trip.js";

/** Shown small, it needs no more than this. */
const SMALL_BPS = 200_000;
const SMALL_LINES = 240;

/** A picture that lives, and holds nobody up. */
const LEAST_BPS = 50_000;
const LEAST_FRAMES = 5;

/** Less than the governor of the first picture takes for a queue: the second gives way before the first has to. */
const QUEUED_MS = 25;
const BACK_OFF = 0.5;

/** An effect shows no sooner than this after the round trip. */
const EFFECT_MS = 150;

/** After a queue, nothing is raised for so long. */
const HOLD_MS = 2000;

/** What was too much is not tried again until that is so long ago: not long, because the queue may have been the first picture's own. */
const LIMIT_KNOWN_MS = 10_000;
const SAFE_SHARE = 0.8;

const CLIMB = 1.15;
const CLIMB_EVERY_MS = 500;

/**
 * What the second camera may send to this page, so that the first picture is never the one that gives way: its ceiling falls as soon as
 * a queue stands on the way on which the first one comes, and rises slowly while there is none.
 *
 * The queue is read off the pings over the first picture's connection, on their way back, which is the picture's own. No clock inside:
 * every time is given, in ms.
 */
export class SecondBudget {
  #gauge = new QueueGauge();
  #bps = FIRST_CEILING.bps;
  #roundTripMs = 0;
  #queuedMs = Number.NEGATIVE_INFINITY;
  #changedMs = Number.NEGATIVE_INFINITY;
  /** @type {{bps: number, atMs: number}|null} */
  #limit = null;

  /** Whether it is the large picture. */
  large = false;

  /** @returns {Ceiling} */
  get ceiling() {
    const bps = Math.min(this.#bps, this.#mostBps);
    return {
      bps: Math.round(bps),
      lines: this.large ? MOST_CEILING.lines : SMALL_LINES,
      framesPerSecond: bps < 2 * LEAST_BPS ? LEAST_FRAMES : MOST_CEILING.framesPerSecond,
    };
  }

  get #mostBps() {
    return this.large ? MOST_CEILING.bps : SMALL_BPS;
  }

  /** The way of the first picture is another one: nothing is known of it. */
  wayChanged() {
    this.#gauge.reset();
    this.#roundTripMs = 0;
    this.#limit = null;
  }

  /**
   * One ping over the first picture's connection has come back.
   * @param {number} nowMs
   * @param {Echo} echo
   */
  echo(nowMs, { sentMs, receivedMs, backMs }) {
    this.#roundTripMs = emptyRoundTripMs(this.#roundTripMs, { sentMs, backMs });
    // What is usual is learned while little is sent: a queue of our own must not become the custom.
    this.#gauge.add(nowMs, { sentMs: receivedMs, receivedMs: backMs }, this.#bps <= SMALL_BPS);
    if (this.#gauge.standingMs > this.#gauge.usualMs + QUEUED_MS) this.#giveWay(nowMs);
    else this.#climb(nowMs);
  }

  /** The first picture is past the target, for whatever reason. @param {number} nowMs */
  late(nowMs) {
    this.#giveWay(nowMs);
  }

  /**
   * Once a round trip, because what is in the queue already cannot be helped any more.
   * @param {number} nowMs
   */
  #giveWay(nowMs) {
    const effectMs = this.#roundTripMs + EFFECT_MS;
    if (nowMs - this.#queuedMs > effectMs) this.#limit = { bps: this.#bps, atMs: nowMs };
    this.#queuedMs = nowMs;
    if (nowMs - this.#changedMs < effectMs) return;
    this.#bps = Math.max(Math.min(this.#bps, this.#mostBps) * BACK_OFF, LEAST_BPS);
    this.#changedMs = nowMs;
  }

  /** @param {number} nowMs */
  #climb(nowMs) {
    if (nowMs - this.#queuedMs < HOLD_MS || nowMs - this.#changedMs < CLIMB_EVERY_MS) return;
    this.#changedMs = nowMs;
    const known = this.#limit !== null && nowMs - this.#limit.atMs < LIMIT_KNOWN_MS;
    const most = known ? Math.max((this.#limit?.bps ?? 0) * SAFE_SHARE, FIRST_CEILING.bps) : MOST_CEILING.bps;
    this.#bps = Math.max(
      Math.min(this.#bps * CLIMB, most, this.#mostBps),
      Math.min(this.#bps, this.#mostBps),
    );
  }
}
