/** @import { ConsultationView } from "../modules/messages.js" */
/** @import { RoomChannel } from "../modules/media/room-channel.js" */
/** @import { Signal } from "../modules/media/negotiation.js" */
import { peerConfiguration, tellCandidates } from "../modules/media/description.js";
import { Negotiation } from "../modules/media/negotiation.js";

/** What is not connected by then, or again by then, is waited for no longer. */
const PATIENCE_MS = 6000;

/** When less than this waits in the browser, more is taken: a page's timer, which is late now and then, leaves no gap. */
const LOW_BYTES = 16 * 1024;

/**
 * A peer connection for stills alone.
 *
 * On that of the consultation the pings would share a congestion window with them: where it is full, on a long way with loss, pings wait a whole
 * round trip, which looks like a queue of the link, and the still stands back before nothing. The picture's own sender would brake as well.
 *
 * It is negotiated over the room's channel (`still-line` {signal}) when it is first needed, and anew with each generation of the consultation's.
 *
 * Events: `bytes` (detail: ArrayBuffer), `open` (now, or again: what was under way may be lost), `low` (what waited has gone out), `hopeless`.
 */
export class StillLine extends EventTarget {
  #room;
  #view;
  /** @type {RTCPeerConnection|null} */
  #pc = null;
  /** @type {RTCDataChannel|null} */
  #channel = null;
  /** @type {Negotiation|null} */
  #negotiation = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #leaving = new AbortController();

  /** Whether it is waited for no longer; it may open all the same. */
  isHopeless = false;

  /** @param {{room: RoomChannel, view: () => Pick<ConsultationView, "polite"|"ice_servers"|"relay_only">}} options `view`: the newest */
  constructor({ room, view }) {
    super();
    this.#room = room;
    this.#view = view;
    const { signal } = this.#leaving;
    room.addEventListener("message", (event) => this.#receive(/** @type {CustomEvent} */ (event).detail), {
      signal,
    });
    // Another generation, perhaps with another page.
    room.addEventListener("open", () => this.#drop(), { signal });
  }

  get isOpen() {
    return this.#channel?.readyState === "open" && this.#pc?.connectionState === "connected";
  }

  /** @returns {number} bytes that wait in this browser */
  get buffered() {
    return this.#channel?.bufferedAmount ?? 0;
  }

  /** @returns {boolean} whether it takes more now */
  get hasRoom() {
    return this.buffered < LOW_BYTES;
  }

  /** Opens it, unless it is open or opening. */
  open() {
    if (this.#pc) return;
    this.#build();
    if (this.#view().polite) this.#tell({ type: "restart-ice" });
  }

  /** The consultation's connection looks for other ways: so does this one. */
  restartIce() {
    if (!this.#pc) return;
    this.#negotiation?.restartIce();
    this.#wait();
  }

  /** @param {ArrayBuffer} frame @returns {boolean} false when there is no connection now */
  send(frame) {
    if (!this.isOpen) return false;
    this.#channel?.send(frame);
    return true;
  }

  close() {
    this.#leaving.abort();
    this.#drop();
  }

  #build() {
    const { polite, ...view } = this.#view();
    const pc = new RTCPeerConnection(peerConfiguration(view));
    this.#pc = pc;
    this.#negotiation = new Negotiation(pc, {
      polite,
      describe: ({ type, sdp }) => this.#tell({ type: "description", description: { type, sdp: sdp ?? "" } }),
      askForOffer: () => this.#tell({ type: "restart-ice" }),
      asked: () => {},
      negotiated: async () => {},
      replaced: () => this.#drop(),
      failed: (error) => {
        console.warn("the negotiation of the stills' connection failed", error);
        this.#drop();
        this.#giveUp();
      },
    });
    tellCandidates(pc, (candidate) => this.#tell({ type: "candidate", candidate }));
    pc.onconnectionstatechange = () => this.#stateChanged(pc);
    const channel = pc.createDataChannel("stills", { negotiated: true, id: 0 });
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_BYTES / 2;
    channel.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.dispatchEvent(new CustomEvent("bytes", { detail: data }));
    };
    channel.onbufferedamountlow = () => this.dispatchEvent(new Event("low"));
    channel.onopen = () => this.#opened();
    this.#channel = channel;
    this.#wait();
  }

  /** @param {RTCPeerConnection} pc */
  #stateChanged(pc) {
    if (pc !== this.#pc) return;
    if (pc.connectionState === "connected") this.#opened();
    else if (pc.connectionState === "failed") this.restartIce();
    else if (pc.connectionState === "disconnected") this.#wait();
  }

  #opened() {
    if (!this.isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.isHopeless = false;
    this.dispatchEvent(new Event("open"));
  }

  #wait() {
    this.#timer ??= setTimeout(() => this.#giveUp(), PATIENCE_MS);
  }

  #giveUp() {
    this.#timer = undefined;
    if (this.isOpen || this.isHopeless) return;
    this.isHopeless = true;
    this.dispatchEvent(new Event("hopeless"));
  }

  /** @param {Record<string, unknown>} message */
  #receive({ type, signal }) {
    if (type !== "still-line" || !isSignal(signal)) return;
    const isNew = this.#pc === null;
    if (isNew) this.#build();
    // A wish that makes the first offer is fulfilled by it.
    if (!(isNew && signal.type === "restart-ice")) this.#negotiation?.take(signal);
  }

  /** @param {Signal} signal */
  #tell(signal) {
    this.#room.send({ type: "still-line", signal });
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.isHopeless = false;
    const [pc, channel] = [this.#pc, this.#channel];
    this.#pc = this.#channel = null;
    this.#negotiation?.close();
    this.#negotiation = null;
    if (channel) channel.onmessage = channel.onopen = channel.onbufferedamountlow = null;
    if (pc) {
      pc.onicecandidate = pc.onconnectionstatechange = null;
      pc.close();
    }
  }
}

/** @param {unknown} signal of the other page @returns {signal is Signal} */
function isSignal(signal) {
  if (typeof signal !== "object" || signal === null) return false;
  const { type, description, candidate } = /** @type {Record<string, any>} */ (signal);
  if (type === "description") {
    return ["offer", "answer"].includes(description?.type) && typeof description.sdp === "string";
  }
  return type === "restart-ice" || (type === "candidate" && typeof candidate?.candidate === "string");
}
