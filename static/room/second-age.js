import { FrameAge } from "../modules/latency/frame-age.js";
import { FrameClock } from "../modules/latency/frame-clock.js";
import { PeerClock } from "../modules/latency/peer-clock.js";
import { snapshot } from "../modules/latency/stages.js";

const READ_EVERY_MS = 1000;

/**
 * How late the second camera's picture is shown here, from its sensor's frame to this screen.
 *
 * The browser compares the two clocks by taking both ways for equally long, so half a round trip is in the bound: the two pages exchange
 * no pings of their own, which the first picture's link would have to carry. Browsers that name no capture times tell nothing.
 *
 * Event: `change`, once a second.
 */
export class SecondAge extends EventTarget {
  #pc;
  #ages;
  #frames;
  /** Of the frames since the last reading. @type {import("../modules/latency/frame-age.js").Age[]} */
  #recent = [];
  #timer;

  /** The median of the last second; null while nothing is known. @type {{ms: number, boundMs: number}|null} */
  value = null;

  /** @param {HTMLVideoElement} video shows its picture @param {RTCPeerConnection} pc over which it comes */
  constructor(video, pc) {
    super();
    this.#pc = pc;
    this.#ages = new FrameAge({ pc, measurements: { clock: new PeerClock() } });
    this.#frames = new FrameClock(video, (frame) => {
      const age = this.#ages.of(frame);
      if (age) this.#recent.push(age);
    });
    this.#frames.start();
    this.#timer = setInterval(() => void this.#read(), READ_EVERY_MS);
  }

  close() {
    clearInterval(this.#timer);
    this.#frames.stop();
  }

  async #read() {
    this.#ages.statistics(performance.now(), snapshot(await this.#pc.getStats()).rttMs);
    const known = this.#recent.splice(0).sort((a, b) => a.ms - b.ms);
    const { ms, boundMs } = known[known.length >> 1] ?? { ms: 0, boundMs: null };
    this.value = boundMs === null ? null : { ms, boundMs };
    this.dispatchEvent(new Event("change"));
  }
}
