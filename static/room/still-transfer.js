/**
 * One packet: pings share the congestion window of the association, and where a chunk of several packets fills it, they wait a whole
 * round trip, which looks like a queue of the link.
 */
export const CHUNK_BYTES = 1024;

/** As the server takes them at most. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** So often the receiver says how far it is. */
const TOLD_EVERY_BYTES = 32 * 1024;

const HEAD_BYTES = 8;
const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);
const KINDS = new Set(["close-look", "frozen"]);
const LONGEST_LABEL = 80;

/**
 * @typedef {object} Offer what is said of a still before its bytes
 * @property {number} number names the transfer; of the sender's choice, never used twice
 * @property {number} size in bytes
 * @property {string} sha256 hexadecimal
 * @property {string} mime
 * @property {"close-look"|"frozen"} kind
 * @property {string} label
 */

/**
 * A still on its way out. It begins where the other side wants it to, and again there after the connection was lost.
 *
 * A chunk is binary: number (u32), offset (u32), both big-endian, then bytes of the still.
 */
export class OutgoingStill {
  #bytes;
  /** Where the next chunk begins; null until the other side wants it. @type {number|null} */
  #position = null;

  /** How much the other side has. */
  acknowledged = 0;

  /**
   * @param {Offer} offer
   * @param {Uint8Array} bytes
   */
  constructor(offer, bytes) {
    this.offer = offer;
    this.#bytes = bytes;
  }

  get isWanted() {
    return this.#position !== null && this.#position < this.#bytes.length;
  }

  /** The connection may have lost what was sent: nothing more goes out until it is wanted again. */
  interrupt() {
    this.#position = null;
  }

  /** @param {number} from the first byte that the other side does not have */
  want(from) {
    this.#position = this.acknowledged = Math.min(from, this.#bytes.length);
  }

  /** @param {number} bytes that the other side has */
  acknowledge(bytes) {
    this.acknowledged = Math.max(this.acknowledged, Math.min(bytes, this.#bytes.length));
  }

  /** @returns {ArrayBuffer} the next chunk; only while `isWanted` */
  next() {
    const position = this.#position ?? 0;
    const payload = this.#bytes.subarray(position, position + CHUNK_BYTES);
    const frame = new Uint8Array(HEAD_BYTES + payload.length);
    const head = new DataView(frame.buffer);
    head.setUint32(0, this.offer.number);
    head.setUint32(4, position);
    frame.set(payload, HEAD_BYTES);
    this.#position = position + payload.length;
    return frame.buffer;
  }
}

/** A still on its way in. */
export class IncomingStill {
  #bytes;
  #told = 0;

  /** So much of it is here. */
  received = 0;
  /** How often it has come whole and was not what had been announced. */
  spoiled = 0;

  /** @param {Offer} offer */
  constructor(offer) {
    this.offer = offer;
    this.#bytes = new Uint8Array(offer.size);
  }

  get isWhole() {
    return this.received === this.offer.size;
  }

  /**
   * Takes a chunk; one that does not go on where the last one ended is left out, as after a connection was lost.
   * @param {number} offset
   * @param {Uint8Array} payload
   */
  take(offset, payload) {
    if (offset !== this.received || payload.length > this.offer.size - offset) return;
    this.#bytes.set(payload, offset);
    this.received += payload.length;
  }

  /** Whether the sender should hear how far we are; once for each step. */
  get isToTell() {
    if (this.received - this.#told < TOLD_EVERY_BYTES) return false;
    this.#told = this.received;
    return true;
  }

  /** Compares it with what was announced; all is wanted again when it is another. @returns {Promise<boolean>} */
  async check() {
    if ((await sha256(this.#bytes)) === this.offer.sha256) return true;
    this.spoiled += 1;
    this.received = this.#told = 0;
    return false;
  }

  /** @returns {Blob} */
  get image() {
    return new Blob([this.#bytes], { type: this.offer.mime });
  }
}

/**
 * @param {ArrayBuffer} frame
 * @returns {{number: number, offset: number, payload: Uint8Array}|null} null when it is no chunk
 */
export function readChunk(frame) {
  if (frame.byteLength <= HEAD_BYTES) return null;
  const head = new DataView(frame);
  return { number: head.getUint32(0), offset: head.getUint32(4), payload: new Uint8Array(frame, HEAD_BYTES) };
}

/**
 * The other page is not trusted: what it offers must be an image of a size that can be kept.
 * @param {Record<string, unknown>} message
 * @returns {Offer|null}
 */
export function readOffer({ number, size, sha256: sum, mime, kind, label }) {
  if (!isCount(number, 0xffff_ffff) || !isCount(size, MOST_BYTES) || size === 0) return null;
  if (typeof sum !== "string" || !/^[0-9a-f]{64}$/.test(sum)) return null;
  if (typeof mime !== "string" || !TYPES.has(mime) || typeof kind !== "string" || !KINDS.has(kind))
    return null;
  const said = typeof label === "string" ? label.slice(0, LONGEST_LABEL) : "";
  return { number, size, sha256: sum, mime, kind: /** @type {Offer["kind"]} */ (kind), label: said };
}

/** @param {unknown} value @param {number} most @returns {value is number} */
export function isCount(value, most) {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>} hexadecimal */
export async function sha256(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
