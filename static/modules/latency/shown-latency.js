/** @import { Latency } from "../consultation.js" */
/** @import { Welcome } from "../messages.js" */
/** @import { Sample } from "./latency-meter.js" */
import { latencyLevel } from "./latency-level.js";

/** Told twice a second; what is older than this is not known any more. */
const SEEN_STALE_MS = 3000;

/**
 * The latency that a page shows: how late it sees the other side, and while it is to see no picture, how late the other side sees its own.
 */
export class ShownLatency {
  #welcome;
  /** What the other side last told of how late it sees us. @type {{sample: Sample, atMs: number}|null} */
  #there = null;

  /** @param {Welcome} welcome */
  constructor(welcome) {
    this.#welcome = welcome;
  }

  /** @param {Sample} sample how late the other side sees us now */
  seenThere(sample) {
    this.#there = { sample, atMs: performance.now() };
  }

  /**
   * @param {Sample} sample how late we see the other side now
   * @returns {Latency}
   */
  of(sample) {
    const there = this.#there;
    const known = there && performance.now() - there.atMs < SEEN_STALE_MS;
    const shown = sample.kind === "off" && known ? there.sample : sample;
    const side = shown === sample ? "here" : "there";
    return { ...shown, level: latencyLevel(shown.ms, this.#welcome), side };
  }
}
