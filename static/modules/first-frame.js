/** @import { Role } from "./messages.js" */
/** @import { PeerSession } from "./media/peer-session.js" */
import { FrameClock } from "./latency/frame-clock.js";

/**
 * How long it takes from the agent's *accept* to his first frame on the buyer's screen.
 *
 * The buyer's page sees the frame and tells the agent's how long ago that was; the agent's has the moment of the click
 * and takes half a round trip off. No clocks are compared: the error is at most the other half.
 *
 * Event, at the agent, once: `first-frame` (detail `{elapsed_ms, bound_ms}`).
 */
export class FirstFrame extends EventTarget {
  #role;
  #peer;
  #pictureDue;
  #frames;
  /** Buyer: of which generation the first frame was told. */
  #toldGeneration = 0;
  /** Agent: when he accepted. @type {number|null} */
  #acceptedMs = null;
  #leaving = new AbortController();

  /**
   * @param {{role: Role, peer: PeerSession, video: HTMLVideoElement, pictureDue: () => boolean}} options
   */
  constructor({ role, peer, video, pictureDue }) {
    super();
    this.#role = role;
    this.#peer = peer;
    this.#pictureDue = pictureDue;
    this.#frames = new FrameClock(video, (frame) => this.#shown(frame.shownMs));
    const { signal } = this.#leaving;
    peer.measurements.addEventListener(
      "first-frame",
      (event) => this.#told(/** @type {CustomEvent<{atMs: number}>} */ (event).detail.atMs),
      { signal },
    );
    peer.addEventListener("connection", () => this.check(), { signal });
  }

  /** Agent: the click. @param {number} nowMs on the clock of `performance.now()` */
  accepted(nowMs) {
    this.#acceptedMs ??= nowMs;
  }

  /** Buyer: begins to look out for the first frame, once one can be on screen. */
  check() {
    if (this.#role !== "buyer" || !this.#pictureDue()) return;
    if (this.#peer.generation !== this.#toldGeneration) this.#frames.start();
  }

  close() {
    this.#frames.stop();
    this.#leaving.abort();
  }

  /** @param {number} shownMs */
  #shown(shownMs) {
    if (!this.#pictureDue() || this.#peer.state !== "connected") return;
    this.#frames.stop();
    this.#toldGeneration = this.#peer.generation;
    this.#peer.measurements.tellFirstFrame(shownMs);
  }

  /** @param {number} atMs by this clock, had the way here taken no time */
  #told(atMs) {
    const roundTripMs = this.#peer.measurements.roundTripMs;
    if (this.#acceptedMs === null || roundTripMs === null) return;
    const elapsed = Math.max(atMs - this.#acceptedMs - roundTripMs / 2, 0);
    this.#acceptedMs = null;
    this.dispatchEvent(
      new CustomEvent("first-frame", { detail: { elapsed_ms: elapsed, bound_ms: roundTripMs / 2 } }),
    );
  }
}
