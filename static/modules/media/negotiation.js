/** @import { Candidate, Description } from "../messages.js" */
import { describedSession, iceFragment } from "./description.js";

/** More than a phone with many networks gathers; a peer that is wrong must not fill the memory. */
const MOST_QUEUED_CANDIDATES = 64;

/**
 * Offers, answers and candidates of one `RTCPeerConnection`, one after the other.
 *
 * Only the impolite side offers; the polite side asks it to. *Perfect negotiation*, where both offer and the polite side takes its offer back
 * when they collide, is not used: after the rollback Chromium decodes pictures that it does not show any more (seen in version 156).
 *
 * Every offer but the first restarts ICE: the transceivers stay as they are.
 *
 * @typedef {{type: "description", description: Description} | {type: "candidate", candidate: Candidate} | {type: "restart-ice"}} Signal
 *
 * @typedef {object} Negotiating
 * @property {(description: Description) => void} describe sends our description to the other side
 * @property {() => void} askForOffer sends the wish for an ICE restart
 * @property {() => void} asked the other side has sent it
 * @property {() => Promise<void>} negotiated transceivers are there and stable
 * @property {() => void} replaced the other side describes another peer connection than before: its page was reloaded
 * @property {(error: unknown) => void} failed
 */
export class Negotiation {
  #pc;
  #polite;
  #callbacks;
  #closed = false;
  /** An offer is asked for and has not come. */
  #asking = false;
  /** The session id of the other side's descriptions: another one means another peer connection. @type {string|null} */
  #remoteSession = null;
  /** Candidates that came before the description they belong to. @type {Candidate[]} */
  #candidates = [];
  /** Signals are taken one after the other: each may wait for the browser. @type {Promise<void>} */
  #received = Promise.resolve();

  /**
   * @param {RTCPeerConnection} pc
   * @param {{polite: boolean} & Negotiating} options
   */
  constructor(pc, { polite, ...callbacks }) {
    this.#pc = pc;
    this.#polite = polite;
    this.#callbacks = callbacks;
    if (!polite) pc.onnegotiationneeded = () => this.#offer();
  }

  /** Takes what the other side said. @param {Signal} signal */
  take(signal) {
    this.#received = this.#received.then(async () => {
      if (this.#closed) return;
      try {
        if (signal.type === "description") await this.#takeDescription(signal.description);
        else if (signal.type === "candidate") await this.#takeCandidate(signal.candidate);
        else this.#takeWish();
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  /** Gathers new candidates on both sides. An offer that is under way will do: it may have been lost, and is said again. */
  restartIce() {
    if (this.#polite) this.#ask();
    else if (this.#pc.signalingState === "have-local-offer") this.#describe();
    else this.#pc.restartIce();
  }

  /** Says again what may have been lost with a socket. A description holds all candidates so far. */
  repeat() {
    const connected = this.#pc.connectionState === "connected";
    if (this.#polite) {
      if (this.#asking || !connected) this.#ask();
    } else if (!connected || this.#pc.signalingState === "have-local-offer") {
      if (this.#pc.localDescription?.type === "offer") this.#describe();
    }
  }

  close() {
    this.#closed = true;
    this.#pc.onnegotiationneeded = null;
  }

  #ask() {
    this.#asking = true;
    this.#callbacks.askForOffer();
  }

  async #offer() {
    try {
      await this.#pc.setLocalDescription();
      this.#describe();
    } catch (error) {
      this.#failed(error);
    }
  }

  #takeWish() {
    if (this.#polite) return;
    this.#callbacks.asked();
    this.restartIce();
  }

  /** @param {Description} description */
  async #takeDescription(description) {
    const pc = this.#pc;
    const session = describedSession(description.sdp);
    if (this.#remoteSession !== null && session !== null && session !== this.#remoteSession) {
      // The other page was reloaded and still believes in this generation.
      return this.#callbacks.replaced();
    }
    if (description.type === "answer" && !this.#isAwaited(description)) return;
    await pc.setRemoteDescription(description);
    this.#remoteSession = session ?? this.#remoteSession;
    if (description.type === "offer") {
      this.#asking = false;
      for (const transceiver of pc.getTransceivers()) transceiver.direction = "sendrecv";
      await pc.setLocalDescription();
      this.#describe();
    }
    const candidates = this.#candidates.splice(0);
    for (const candidate of candidates) await this.#takeCandidate(candidate);
    if (!this.#closed) await this.#callbacks.negotiated();
  }

  /**
   * Whether an answer is to the offer that is out. An offer said twice is answered twice, and the second answer may come when another offer is
   * out already, which restarts ICE: its answer has other credentials.
   * @param {Description} answer
   */
  #isAwaited({ sdp }) {
    if (this.#pc.signalingState !== "have-local-offer") return false;
    const before = this.#pc.currentRemoteDescription;
    return before === null || iceFragment(before.sdp) !== iceFragment(sdp);
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
      // It may be of an offer of before; any other bad candidate leaves the good ones.
      console.warn("a candidate was refused", error);
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
