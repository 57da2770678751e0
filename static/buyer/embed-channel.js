/**
 * The consult page's end of the conversation with embed.js in the page around it.
 *
 * Every message is `{ source: "video-consult", type, detail }`, sent to and taken from one exact origin. From here:
 * `ready` (with the names of panel and close button), `token-wanted`, `busy` (a place or a consultation would be lost),
 * `event` (for the shop's listeners), `cart` (a wish for the shop's handler), and the two answers to a wish to close: `asking` (the buyer is asked first) and
 * `released` (the panel may go). From there: `token`, `cart-answer`, and `close` with `detail.force`.
 */

const SOURCE = "video-consult";

/** A shop's page may have to ask its own server for the token. */
const TOKEN_WITHIN_MS = 10_000;

/**
 * Fires `close` (`detail.force`: without asking the buyer) and `cart-answer` (`detail.id`, `detail.status`, and
 * `detail.wish`: what was answered).
 */
export class EmbedChannel extends EventTarget {
  /** @type {((token: string | null) => void) | null} */
  #tokenWaiter = null;

  /**
   * @param {string | null} origin of the embedding page. The browser delivers nothing if it lies about that.
   * @returns {EmbedChannel | null} null when this page is not embedded
   */
  static open(origin) {
    return origin === null || window.parent === window ? null : new EmbedChannel(origin);
  }

  /** @param {string} origin */
  constructor(origin) {
    super();
    this.origin = origin;
    window.addEventListener("message", (event) => this.#receive(event));
    window.addEventListener("keydown", (event) => this.#escape(event));
  }

  /**
   * Says that this page is there, or that its language has changed.
   * @param {{ title: string, close: string }} labels of the panel and of its close button
   */
  introduce(labels) {
    this.#send("ready", labels);
  }

  /**
   * Says whether the buyer has a place in line or is in a consultation.
   * @param {boolean} busy
   */
  setBusy(busy) {
    this.#send("busy", { busy });
  }

  /**
   * Asks the shop's page for a fresh token.
   * @returns {Promise<string | null>} null when it has none, or does not answer in time
   */
  requestToken() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#tokenWaiter?.(null), TOKEN_WITHIN_MS);
      this.#tokenWaiter = (token) => {
        clearTimeout(timer);
        this.#tokenWaiter = null;
        resolve(token);
      };
      this.#send("token-wanted");
    });
  }

  /**
   * Tells the shop's listeners of an event.
   * @param {"waiting" | "paired" | "ended" | "callback-requested"} name
   * @param {Record<string, unknown>} detail
   */
  tell(name, detail) {
    this.#send("event", { name, detail });
  }

  /**
   * Hands a wish about the shop's cart to its page; the answer comes as `cart-answer`, or never.
   * @param {"add-to-cart" | "remove-from-cart"} wish
   * @param {import("../modules/messages.js").CartItem} item
   */
  askCart(wish, item) {
    const { id, sku, title, variant = null, size = null, colour = null, price = null, quantity = 1 } = item;
    this.#send("cart", { wish, item: { id, sku, title, variant, size, colour, price, quantity } });
  }

  /**
   * Answers a wish to close.
   * @param {"asking" | "released"} answer
   */
  answerClose(answer) {
    this.#send(answer);
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} [detail]
   */
  #send(type, detail = {}) {
    window.parent.postMessage({ source: SOURCE, type, detail }, this.origin);
  }

  /** @param {MessageEvent} event */
  #receive(event) {
    if (event.source !== window.parent || event.origin !== this.origin || event.data?.source !== SOURCE)
      return;
    const { type, detail } = event.data;
    if (type === "token") this.#tokenWaiter?.(typeof detail?.token === "string" ? detail.token : null);
    if (type === "cart-answer") this.dispatchEvent(new CustomEvent("cart-answer", { detail }));
    if (type === "close") this.#wantClose(detail?.force === true);
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    // A dialog or an input method that is open takes the key for itself.
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") !== null) return;
    // Or the same key would close the dialog that it makes the page open.
    event.preventDefault();
    this.#wantClose(false);
  }

  /** @param {boolean} force */
  #wantClose(force) {
    this.dispatchEvent(new CustomEvent("close", { detail: { force } }));
  }
}
