/** @import { Plan } from "./governor.js" */
/** @import { PeerSession } from "./peer-session.js" */
import { Governor } from "./governor.js";
import { capFor, SMALL_LINES } from "./send-quality.js";

const TICK_MS = 15;
const STATISTICS_EVERY_MS = 250;
const COUNT_EVERY_MS = 100;

/**
 * Moves what the governor needs and decides between it and the peer session: pings, statistics and time in, the sender's plan out.
 *
 * Event: `note` (detail {@link import("./governor.js").Note}).
 */
export class Governing extends EventTarget {
  #peer;
  #startsSmall;
  #governor;
  /** @type {ReturnType<typeof setInterval>[]} */
  #timers = [];
  #leaving = new AbortController();
  /** @type {string} the newest plan given to the peer, as JSON */
  #applied = "";

  /**
   * @param {{peer: PeerSession, startsSmall: boolean, lines: number}} options `lines`: of the picture that is going to be sent
   */
  constructor({ peer, startsSmall, lines }) {
    super();
    this.#peer = peer;
    this.#startsSmall = startsSmall;
    this.#governor = new Governor(this.#picture(lines));
    const { signal } = this.#leaving;
    peer.probe.addEventListener(
      "echo",
      (event) => {
        const { detail } = /** @type {CustomEvent<import("./link-probe.js").Echo>} */ (event);
        this.#governor.echo(detail.backMs, detail);
        this.#carryOut();
      },
      { signal },
    );
    peer.addEventListener("connection", () => this.#governor.wayChanged(), { signal });
    this.#carryOut();
    this.#timers.push(
      setInterval(() => {
        this.#governor.tick(performance.now(), peer.probe.unansweredSinceMs);
        this.#carryOut();
      }, TICK_MS),
      setInterval(() => this.#readSent(), STATISTICS_EVERY_MS),
      setInterval(() => this.#countReceived(), COUNT_EVERY_MS),
    );
  }

  /** @param {number} lines of the picture that is sent from now on */
  set lines(lines) {
    this.#governor.setPicture(this.#picture(lines));
    this.#carryOut();
  }

  /** @param {number} lines */
  #picture(lines) {
    return { capBps: capFor(lines), smallScale: this.#startsSmall ? Math.max(lines / SMALL_LINES, 1) : 1 };
  }

  /** The other side has our first frame on screen. */
  seen() {
    this.#governor.seen(performance.now());
    this.#carryOut();
  }

  close() {
    this.#leaving.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  #carryOut() {
    const plan = this.#governor.plan;
    const text = JSON.stringify(plan);
    if (text !== this.#applied) {
      this.#applied = text;
      this.#peer.setPlan(plan);
    }
    for (const note of this.#governor.takeNotes()) this.dispatchEvent(new CustomEvent("note", { detail: note }));
  }

  async #readSent() {
    const sender = this.#peer.videoSender;
    if (!sender?.track) return;
    const report = await sender.getStats();
    for (const entry of report.values()) {
      if (entry.type !== "outbound-rtp" || entry.kind !== "video") continue;
      this.#governor.sent(performance.now(), { targetBps: entry.targetBitrate ?? 0 });
    }
    this.#carryOut();
  }

  async #countReceived() {
    const receiver = this.#peer.videoReceiver;
    if (!receiver) return;
    const report = await receiver.getStats();
    for (const entry of report.values()) {
      if (entry.type !== "inbound-rtp" || entry.kind !== "video") continue;
      this.#peer.probe.counted(entry.bytesReceived ?? 0, performance.now());
    }
  }
}
