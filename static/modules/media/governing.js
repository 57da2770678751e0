/** @import { Role } from "../messages.js" */
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
  #lines;
  #governor;
  /** @type {ReturnType<typeof setInterval>[]} */
  #timers = [];
  #leaving = new AbortController();
  /** @type {string} the newest plan given to the peer, as JSON */
  #applied = "";

  /**
   * @param {{peer: PeerSession, role: Role, contentHint: string, track: MediaStreamTrack|null}} options `track`: what is going
   *   to be sent, where it is known already
   */
  constructor({ peer, role, contentHint, track }) {
    super();
    this.#peer = peer;
    this.#startsSmall = startsSmall(role, contentHint);
    this.#lines = linesOf(track) ?? (role === "agent" ? 720 : 480);
    this.#governor = new Governor(this.#picture());
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
    peer.addEventListener("way", () => this.#governor.wayChanged(), { signal });
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

  /** This is going to be sent from now on. @param {MediaStreamTrack|null} track */
  set track(track) {
    this.#lines = linesOf(track) ?? this.#lines;
    this.#governor.setPicture(this.#picture());
    this.#carryOut();
  }

  #picture() {
    const smallScale = this.#startsSmall ? Math.max(this.#lines / SMALL_LINES, 1) : 1;
    return { capBps: capFor(this.#lines), smallScale };
  }

  /** The other side has our first frame on screen. */
  seen() {
    this.#governor.seen(performance.now());
    this.#carryOut();
  }

  /** Of the present way while its queue is empty; null while unknown. @returns {number|null} */
  get roundTripMs() {
    return this.#governor.roundTripMs;
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
    for (const note of this.#governor.takeNotes())
      this.dispatchEvent(new CustomEvent("note", { detail: note }));
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

/**
 * Only the agent's: the buyer's page tells when it has his first frame, and nobody waits like that for the buyer's own. And
 * only where the encoder keeps the resolution: where it may lower it, it takes the step to the whole picture for a shortage
 * of bandwidth, and a quarter to half of the lines were still missing 7 s later on a link with room.
 * @param {Role} role
 * @param {string} contentHint
 */
function startsSmall(role, contentHint) {
  return role === "agent" && contentHint === "detail";
}

/**
 * @param {MediaStreamTrack|null} track
 * @returns {number|null} the shorter side of its picture: a phone held upright gives 480x640
 */
function linesOf(track) {
  const { width, height } = track?.getSettings() ?? {};
  return width && height ? Math.min(width, height) : null;
}
