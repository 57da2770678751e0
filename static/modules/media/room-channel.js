/** Said before the room has been loaded is kept for it, up to so many frames. */
const MOST_EARLY = 64;

/** Longer than any word of the room; images go in binary frames. */
const LONGEST_TEXT = 32 * 1024;

/** From here on more may be sent: almost nothing, because everything on this connection waits behind what is buffered here. */
const LOW_BYTES = 1024;

/**
 * What the tools of the room tell each other, over a reliable and ordered data channel that goes on over generations.
 *
 * A frame is JSON text with a `type`, or binary. What comes from the other page is not trusted: whoever listens checks it.
 *
 * Events: `message` (detail: the object), `bytes` (detail: ArrayBuffer), `open` (the channel of this generation is open: what was
 * under way may be lost), `low` (what was buffered has gone out).
 */
export class RoomChannel extends EventTarget {
  /** @type {RTCDataChannel|null} */
  #channel = null;
  /** Null once somebody listens. @type {unknown[]|null} */
  #early = [];

  /**
   * Goes on over the channel of a new peer connection.
   * @param {RTCDataChannel} channel reliable and ordered
   */
  attach(channel) {
    this.close();
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_BYTES;
    channel.onmessage = ({ data }) => this.#receive(data);
    channel.onbufferedamountlow = () => this.dispatchEvent(new Event("low"));
    channel.onopen = () => this.dispatchEvent(new Event("open"));
  }

  /** Hands over what came before, and from now on everything at once. Call it when the listeners are there. */
  listen() {
    const early = this.#early ?? [];
    this.#early = null;
    for (const data of early) this.#receive(data);
  }

  get isOpen() {
    return this.#channel?.readyState === "open";
  }

  /** @returns {boolean} whether what waits in this browser is so little that more may be sent in bulk */
  get hasRoom() {
    return (this.#channel?.bufferedAmount ?? 0) <= LOW_BYTES;
  }

  /**
   * @param {object | ArrayBuffer} frame an object goes as JSON
   * @returns {boolean} false when there is no connection now
   */
  send(frame) {
    const channel = this.#channel;
    if (channel?.readyState !== "open") return false;
    if (frame instanceof ArrayBuffer) channel.send(frame);
    else channel.send(JSON.stringify(frame));
    return true;
  }

  close() {
    const channel = this.#channel;
    if (channel) channel.onmessage = channel.onopen = channel.onbufferedamountlow = null;
    this.#channel = null;
  }

  /** @param {unknown} data */
  #receive(data) {
    if (this.#early) {
      if (this.#early.length < MOST_EARLY) this.#early.push(data);
      return;
    }
    if (data instanceof ArrayBuffer) this.dispatchEvent(new CustomEvent("bytes", { detail: data }));
    const message = parse(data);
    if (message) this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }
}

/**
 * @param {unknown} data
 * @returns {Record<string, unknown>|null}
 */
function parse(data) {
  if (typeof data !== "string" || data.length > LONGEST_TEXT) return null;
  try {
    const message = JSON.parse(data);
    return typeof message === "object" && !Array.isArray(message) ? message : null;
  } catch {
    return null; // another page's mistake, or its malice: nothing that this page could mend
  }
}
