/** @import { Candidate, Description } from "../messages.js" */
import { describedSession } from "./description.js";

/** More than a phone with many networks gathers; a peer that is wrong must not fill the memory. */
const MOST_QUEUED_CANDIDATES = 64;

/**
 * Perfect negotiation of one `RTCPeerConnection`: offers, answers and candidates, one after the other, colliding or not.
 *
 * @typedef {object} Negotiating
 * @property {(description: Description) => void} describe sends our description to the other side
 * @property {() => Promise<void>} negotiated transceivers are there and stable
 * @property {() => void} replaced the other side describes another peer connection than before: its page was reloaded
 * @property {(error: unknown) => void} failed
 */
export class Negotiation {
  #pc;
  #polite;
  #callbacks;
  #closed = false;
  #makingOffer = false;
  #ignoringOffer = false;
  /** The session id of the other side's descriptions: another one means another peer connection. @type {string|null} */
  #remoteSession = null;
  /** Candidates that came before the description they belong to. @type {Candidate[]} */
  #candidates = [];
  /** Messages are taken one after the other: each may wait for the browser. @type {Promise<void>} */
  #received = Promise.resolve();

  /**
   * @param {RTCPeerConnection} pc
   * @param {{polite: boolean} & Negotiating} options
   */
  constructor(pc, { polite, ...callbacks }) {
    this.#pc = pc;
    this.#polite = polite;
    this.#callbacks = callbacks;
    pc.onnegotiationneeded = () => this.#offer();
  }

  /** Takes a description or candidate of the other side. @param {{description: Description}|{candidate: Candidate}} message */
  take(message) {
    this.#received = this.#received.then(async () => {
      if (this.#closed) return;
      try {
        if ("description" in message) await this.#takeDescription(message.description);
        else await this.#takeCandidate(message.candidate);
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  close() {
    this.#closed = true;
    this.#pc.onnegotiationneeded = null;
  }

  async #offer() {
    // The polite side has nothing to offer before it has taken the transceivers of the first offer.
    if (this.#polite && !this.#pc.remoteDescription) return;
    try {
      this.#makingOffer = true;
      await this.#pc.setLocalDescription();
      this.#describe();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** @param {Description} description */
  async #takeDescription(description) {
    const pc = this.#pc;
    const session = describedSession(description.sdp);
    if (this.#remoteSession !== null && session !== null && session !== this.#remoteSession) {
      // The other page was reloaded and still believes in this generation.
      return this.#callbacks.replaced();
    }
    const collides = description.type === "offer" && (this.#makingOffer || pc.signalingState !== "stable");
    this.#ignoringOffer = !this.#polite && collides;
    if (this.#ignoringOffer) return;
    // The same answer again, sent once more after a reconnect.
    if (description.type === "answer" && pc.signalingState !== "have-local-offer") return;
    await pc.setRemoteDescription(description);
    this.#remoteSession = session ?? this.#remoteSession;
    if (description.type === "offer") {
      for (const transceiver of pc.getTransceivers()) transceiver.direction = "sendrecv";
      await pc.setLocalDescription();
      this.#describe();
    }
    const candidates = this.#candidates.splice(0);
    for (const candidate of candidates) await this.#takeCandidate(candidate);
    if (!this.#closed) await this.#callbacks.negotiated();
  }

  /** @param {Candidate} candidate */
  async #takeCandidate(candidate) {
    if (!this.#pc.remoteDescription) {
      if (this.#candidates.length < MOST_QUEUED_CANDIDATES) this.#candidates.push(candidate);
      return;
    }
    try {
      await this.#pc.addIceCandidate(candidate.candidate === "" ? undefined : candidate);
    } catch (error) {
      // It may belong to the offer that is ignored; any other bad candidate leaves the good ones.
      if (!this.#ignoringOffer) console.warn("a candidate was refused", error);
    }
  }

  #describe() {
    if (this.#closed || !this.#pc.localDescription) return;
    this.#callbacks.describe(this.#pc.localDescription);
  }

  /** @param {unknown} error */
  #failed(error) {
    if (!this.#closed && this.#pc.signalingState !== "closed") this.#callbacks.failed(error);
  }
}
