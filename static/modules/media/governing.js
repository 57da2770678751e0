/** @import { Role, Welcome } from "../messages.js" */
/** @import { Plan } from "./governor.js" */
/** @import { PeerSession } from "./peer-session.js" */
import { Governor, VOICE_BPS } from "./governor.js";
import { capFor, SMALL_LINES } from "./send-quality.js";
import { SoundBuffer } from "./sound-buffer.js";

const TICK_MS = 15;
const STATISTICS_EVERY_MS = 250;
const COUNT_EVERY_MS = 100;
const SOUND_EVERY_MS = 2000;

/**
 * Moves what the governor needs and decides between it and the peer session: pings, statistics and time in, the sender's plan out.
 *
 * Event: `note` (detail {@link import("./governor.js").Note}).
 */
export class Governing extends EventTarget {
  #peer;
  #startsSmall;
  #lines;
  #mode;
  #seen = false;
  #soundBuffer = new SoundBuffer();
  /** @type {{concealed: number, samples: number}|null} */
  #sound = null;
  /** Of the newest statistics; a new peer connection counts from zero. @type {{delayMs: number, packets: number}|null} */
  #waited = null;
  #governor;
  /** @type {ReturnType<typeof setInterval>[]} */
  #timers = [];
  #leaving = new AbortController();
  /** @type {string} the newest plan given to the peer, as JSON */
  #applied = "";

  /**
   * @param {{peer: PeerSession, role: Role, degradation: RTCDegradationPreference, track: MediaStreamTrack|null, mode: Welcome["governor"]}} options
   *   `track`: what is going to be sent, where it is known already; `mode`: whether to govern, only to keep under a ceiling, or
   *   to leave the browser alone
   */
  constructor({ peer, role, degradation, track, mode = "on" }) {
    super();
    this.#peer = peer;
    this.#startsSmall = startsSmall(role, degradation);
    this.#lines = linesOf(track) ?? (role === "agent" ? 720 : 480);
    this.#mode = mode;
    this.#governor = new Governor({ degradation, ...this.#picture() });
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
    if (mode !== "on") return;
    this.#timers.push(
      setInterval(() => {
        this.#governor.tick(performance.now(), peer.probe.unansweredSinceMs);
        this.#carryOut();
      }, TICK_MS),
      setInterval(() => this.#readSent(), STATISTICS_EVERY_MS),
      setInterval(() => this.#countReceived(), COUNT_EVERY_MS),
      setInterval(() => this.#readSound(), SOUND_EVERY_MS),
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
    return { lines: this.#lines, capBps: capFor(this.#lines), smallScale };
  }

  /** The other side has our first frame on screen. */
  seen() {
    this.#seen = true;
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

  /** @returns {Plan|null} */
  get #plan() {
    if (this.#mode === "on") return this.#governor.plan;
    if (this.#mode === "off") return null;
    const { capBps, smallScale } = this.#picture();
    const scale = this.#seen ? 1 : smallScale;
    return { ceilingBps: capBps, scale, framesPerSecond: null, voiceBps: VOICE_BPS, layered: false };
  }

  #carryOut() {
    const plan = this.#plan;
    if (!plan) return;
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
    let targetBps = 0;
    let lossShare = 0;
    let sendDelayMs = 0;
    for (const entry of report.values()) {
      if (entry.type === "outbound-rtp") {
        targetBps = entry.targetBitrate ?? 0;
        sendDelayMs = this.#sendDelayMs(entry);
      }
      if (entry.type === "remote-inbound-rtp") lossShare = entry.fractionLost ?? 0;
    }
    this.#governor.sent(performance.now(), { targetBps, lossShare, sendDelayMs });
    this.#carryOut();
  }

  /**
   * How long the packets since the last statistics waited in this browser; 0 in one that does not count it.
   * @param {{totalPacketSendDelay?: number, packetsSent?: number}} entry in s
   */
  #sendDelayMs({ totalPacketSendDelay = 0, packetsSent = 0 }) {
    const before = this.#waited;
    this.#waited = { delayMs: totalPacketSendDelay * 1000, packets: packetsSent };
    const packets = packetsSent - (before?.packets ?? 0);
    return before && packets > 0 ? (this.#waited.delayMs - before.delayMs) / packets : 0;
  }

  async #readSound() {
    const receiver = this.#peer.receiver("audio");
    // Not in every browser, nor in TypeScript's library.
    if (!receiver || !("jitterBufferTarget" in receiver)) return;
    for (const entry of (await receiver.getStats()).values()) {
      if (entry.type !== "inbound-rtp") continue;
      const before = this.#sound;
      this.#sound = { concealed: entry.concealedSamples ?? 0, samples: entry.totalSamplesReceived ?? 0 };
      const samples = this.#sound.samples - (before?.samples ?? 0);
      if (!before || samples <= 0) continue;
      const share = (this.#sound.concealed - before.concealed) / samples;
      const targetMs = this.#soundBuffer.heard(performance.now(), share);
      if (targetMs === null) continue;
      receiver.jitterBufferTarget = targetMs === 0 ? null : targetMs;
      this.dispatchEvent(
        new CustomEvent("note", { detail: { reason: "jitter-buffer", values: { buffer_ms: targetMs } } }),
      );
    }
  }

  async #countReceived() {
    const receiver = this.#peer.receiver("video");
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
 * @param {RTCDegradationPreference} degradation
 */
function startsSmall(role, degradation) {
  return role === "agent" && degradation === "maintain-resolution";
}

/**
 * @param {MediaStreamTrack|null} track
 * @returns {number|null} the shorter side of its picture: a phone held upright gives 480x640
 */
function linesOf(track) {
  const { width, height } = track?.getSettings() ?? {};
  return width && height ? Math.min(width, height) : null;
}
