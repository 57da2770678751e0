/** @import { ClientMessage, ServerMessage } from "./messages.js" */

/** Far more than a person can type while offline; a page that is wrong must not fill the memory. */
const CAPACITY = 64;

/** A server that is overloaded answers again; one that always fails on a message must not be asked for ever. */
const MOST_TRIES = 5;

const TEMPORARY = new Set(["rate-limited", "service-unavailable", "internal"]);

/**
 * Messages that must not get lost, each kept until the server has acknowledged it. No clock, no socket.
 */
export class Outbox {
  /** @type {Map<string, {message: ClientMessage, sent: boolean, tries: number}>} */
  #entries = new Map();

  get size() {
    return this.#entries.size;
  }

  /**
   * Keeps a message; one of the same identity (a changed rating) takes the place of the older.
   * @param {ClientMessage} message
   * @returns {boolean} false when it is full
   * @throws {TypeError} for a type that the server never acknowledges
   */
  add(message) {
    const key = identity(message);
    if (this.#entries.size >= CAPACITY && !this.#entries.has(key)) return false;
    this.#entries.delete(key);
    this.#entries.set(key, { message, sent: false, tries: 0 });
    return true;
  }

  /** On a new connection nothing counts as sent. */
  forgetSent() {
    for (const entry of this.#entries.values()) entry.sent = false;
  }

  /**
   * Gives what is not yet sent, oldest first.
   * @param {(message: ClientMessage) => boolean} send
   */
  flush(send) {
    for (const entry of this.#entries.values()) {
      if (entry.sent) continue;
      if (!send(entry.message)) return;
      entry.sent = true;
      entry.tries += 1;
    }
  }

  /**
   * Takes an acknowledgement or a refusal out of what the server says.
   * @param {ServerMessage} message
   * @returns {{retryAfterS?: number, refused?: {message: ClientMessage, code: string}}} what is to be done now
   */
  settle(message) {
    if (message.type === "chat") this.#entries.delete(`chat:${message.line.id}`);
    if (message.type === "saved") this.#entries.delete(`${message.what}:${message.id}`);
    if (message.type !== "error") return {};
    // The server answers in order, so a refusal means the oldest message of its type that has no answer yet.
    const found = [...this.#entries].find(([, entry]) => entry.sent && entry.message.type === message.of);
    if (!found) return {};
    const [key, entry] = found;
    if (TEMPORARY.has(message.code) && entry.tries < MOST_TRIES) {
      entry.sent = false;
      return { retryAfterS: message.retry_after_s ?? 2 };
    }
    this.#entries.delete(key);
    return { refused: { message: entry.message, code: message.code } };
  }
}

/**
 * What the acknowledgement of a message will name.
 * @param {ClientMessage} message
 */
function identity(message) {
  switch (message.type) {
    case "send-chat":
      return `chat:${message.id}`;
    case "rate":
      return `rating:${message.consultation}`;
    case "save-outcome":
      return `outcome:${message.consultation}`;
    case "request-callback":
      return `callback:${message.id}`;
    case "show-product":
      return `shown:${message.sku}`;
    case "add-to-cart":
      return `cart:${message.id}`;
    case "cart-answer":
      return `cart-answer:${message.id}`;
    default:
      throw new TypeError(`the server does not acknowledge ${message.type}`);
  }
}
