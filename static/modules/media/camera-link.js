/** @import { Candidate, CameraState, Description } from "../messages.js" */
import { peerConfiguration, tellCandidates } from "./description.js";
import { Negotiation } from "./negotiation.js";

/**
 * What a receiver lets a second camera send, and what the camera sends before it has heard of that.
 *
 * @typedef {object} Ceiling
 * @property {number} bps
 * @property {number} lines the shorter side of the picture
 * @property {number} framesPerSecond
 */

/** @type {Readonly<Ceiling>} */
export const FIRST_CEILING = { bps: 100_000, lines: 240, framesPerSecond: 15 };

/** No receiver may ask for more: the first picture has the link. @type {Readonly<Ceiling>} */
export const MOST_CEILING = { bps: 700_000, lines: 480, framesPerSecond: 30 };

/**
 * One end of one peer connection between a second camera and somebody who looks at it. The camera's end offers.
 *
 * Over a reliable channel the receiver says what the camera may send: JSON `{"type": "ceiling", "bps", "lines", "frames_per_second"}`.
 *
 * Events: `connection` (the state has changed), `track` (detail `{track}`), `open` (the channel is), `ceiling` (detail {@link Ceiling}, within
 * what may be asked for).
 *
 * @typedef {{description: Description} | {candidate: Candidate}} Part what is told to the other end
 */
export class CameraLink extends EventTarget {
  #channel;
  #pc;
  #negotiation;

  /**
   * @param {{id: string, view: Pick<CameraState, "ice_servers"|"relay_only">, offers: boolean, say: (part: Part) => void,
   *   negotiated?: (pc: RTCPeerConnection) => Promise<void>, failed: (error: unknown) => void}} options
   *   `id`: made up by the camera; `offers`: whether this is its end; `negotiated`: tracks can be attached
   */
  constructor({ id, view, offers, say, negotiated, failed }) {
    super();
    this.id = id;
    const pc = new RTCPeerConnection(
      peerConfiguration({ ice_servers: view.ice_servers, relay_only: view.relay_only }),
    );
    this.#pc = pc;
    this.#negotiation = new Negotiation(pc, {
      polite: !offers,
      describe: ({ type, sdp }) => say({ description: { type, sdp } }),
      // Whoever looks asks for a new link instead.
      askForOffer: () => {},
      asked: () => {},
      negotiated: async () => negotiated?.(pc),
      replaced: () => failed(new Error("another peer connection has the same name")),
      failed,
    });
    tellCandidates(pc, (candidate) => say({ candidate }));
    pc.onconnectionstatechange = () => this.dispatchEvent(new Event("connection"));
    pc.ontrack = ({ track }) => this.dispatchEvent(new CustomEvent("track", { detail: { track } }));
    this.#channel = pc.createDataChannel("ceiling", { negotiated: true, id: 0 });
    this.#channel.onopen = () => this.dispatchEvent(new Event("open"));
    if (!offers) return;
    this.#channel.onmessage = ({ data }) => this.#receive(data);
    pc.addTransceiver("video", { direction: "sendonly" });
  }

  /** @returns {RTCPeerConnection} */
  get pc() {
    return this.#pc;
  }

  /** @returns {boolean} whether the other end has described itself */
  get described() {
    return this.#pc.remoteDescription !== null;
  }

  get connected() {
    return this.#pc.connectionState === "connected";
  }

  /** Takes what the other end said. @param {{description?: Description|null, candidate?: Candidate|null}} part */
  take({ description, candidate }) {
    if (description) this.#negotiation.take({ type: "description", description });
    if (candidate) this.#negotiation.take({ type: "candidate", candidate });
  }

  /** Gathers new ways, at the camera's end; the picture goes on meanwhile. */
  restartIce() {
    this.#negotiation.restartIce();
  }

  /** Says again what may have been lost with a socket. */
  repeat() {
    this.#negotiation.repeat();
  }

  /** @param {Ceiling} ceiling @returns {boolean} false while there is no connection */
  allow({ bps, lines, framesPerSecond }) {
    if (this.#channel.readyState !== "open") return false;
    const frames = framesPerSecond;
    this.#channel.send(JSON.stringify({ type: "ceiling", bps, lines, frames_per_second: frames }));
    return true;
  }

  close() {
    const pc = this.#pc;
    this.#negotiation.close();
    this.#channel.onopen = this.#channel.onmessage = null;
    this.#channel.close();
    pc.onicecandidate = pc.ontrack = pc.onconnectionstatechange = null;
    pc.close();
  }

  /** @param {unknown} data */
  #receive(data) {
    const ceiling = readCeiling(data);
    if (ceiling) this.dispatchEvent(new CustomEvent("ceiling", { detail: ceiling }));
  }
}

/**
 * The other page is not trusted: what is no ceiling changes nothing, and none is higher than it may be.
 * @param {unknown} data
 * @returns {Ceiling|null}
 */
function readCeiling(data) {
  if (typeof data !== "string" || data.length > 200) return null;
  try {
    const { type, bps, lines, frames_per_second: frames } = JSON.parse(data) ?? {};
    if (type !== "ceiling" || ![bps, lines, frames].every((value) => Number.isFinite(value) && value >= 1))
      return null;
    return {
      bps: Math.min(bps, MOST_CEILING.bps),
      lines: Math.min(lines, MOST_CEILING.lines),
      framesPerSecond: Math.min(frames, MOST_CEILING.framesPerSecond),
    };
  } catch {
    return null; // another page's mistake, or its malice: nothing that this page could mend
  }
}
