/** @import { Plan } from "./governor.js" */
import { applyPlan, applyVoice } from "./send-quality.js";

/**
 * What is sent over the peer connections of one consultation: the tracks, and the plan for the picture. It goes on over generations.
 */
export class Sending {
  #degradation;
  /** @type {{audio: MediaStreamTrack|null, video: MediaStreamTrack|null}} */
  #tracks = { audio: null, video: null };
  /** Null: as the browser likes. @type {Plan|null} */
  #plan = null;
  /** Whether a plan is being applied: the sender is set to one after the other. */
  #applying = false;
  /** @type {RTCPeerConnection|null} */
  #pc = null;

  /** @param {{degradation: RTCDegradationPreference}} options */
  constructor({ degradation }) {
    this.#degradation = degradation;
  }

  /** Whether a picture is sent. */
  get picture() {
    return this.#tracks.video !== null;
  }

  /** What the picture may have now, by the plan; null without one. @returns {number|null} */
  get ceilingBps() {
    return this.#plan?.ceilingBps ?? null;
  }

  /** @returns {RTCRtpSender|null} of the picture; null before the transceivers are negotiated */
  get videoSender() {
    return this.#pc ? (transceiver(this.#pc, "video")?.sender ?? null) : null;
  }

  /**
   * Sends over this peer connection from now on, whose transceivers are negotiated; idempotent.
   * @param {RTCPeerConnection} pc
   * @throws {DOMException} when a track cannot be sent over it
   */
  async attach(pc) {
    this.#pc = pc;
    await Promise.all([this.#replace("audio"), this.#replace("video")]);
  }

  /**
   * Sends this track from now on; null sends nothing. Needs no negotiation.
   * @param {"audio"|"video"} kind
   * @param {MediaStreamTrack|null} track
   * @throws {DOMException} when it cannot be sent over the present peer connection
   */
  async setTrack(kind, track) {
    this.#tracks[kind] = track;
    await this.#replace(kind);
  }

  /**
   * Sets the sender of the picture to this plan. Of plans that come while one is being applied only the newest counts.
   * @param {Plan} plan
   */
  setPlan(plan) {
    this.#plan = plan;
    if (!this.#applying) this.#applyPlans();
  }

  /** Nothing is kept alive by what is left. */
  close() {
    this.#pc = null;
    this.#tracks = { audio: null, video: null };
  }

  /** @param {"audio"|"video"} kind */
  async #replace(kind) {
    const sender = this.#pc ? transceiver(this.#pc, kind)?.sender : null;
    if (!sender) return;
    const track = this.#tracks[kind];
    if (sender.track !== track) await sender.replaceTrack(track);
    if (kind === "video" && this.#plan) this.setPlan(this.#plan);
  }

  async #applyPlans() {
    this.#applying = true;
    /** @type {Plan|null} */
    let applied = null;
    while (this.#plan && applied !== this.#plan && this.#pc?.signalingState === "stable") {
      applied = this.#plan;
      const sender = this.videoSender;
      if (sender) await applyPlan(sender, applied, this.#degradation);
      const voice = this.#pc ? transceiver(this.#pc, "audio")?.sender : null;
      if (voice) await applyVoice(voice, applied.voiceBps);
    }
    this.#applying = false;
  }
}

/**
 * @param {RTCPeerConnection} pc
 * @param {"audio"|"video"} kind
 */
export function transceiver(pc, kind) {
  return pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
}
