/** @import { CartAnswer, CartItem, CartStatus, ConsultationView } from "../modules/messages.js" */

/** A shop's page that has not answered within this has no cart, as far as the agent can know. */
const ANSWER_WITHIN_MS = 10_000;

/** What an item may become by an answer to either wish. */
const ANSWERS = /** @type {Record<string, CartStatus[]>} */ ({
  "add-to-cart": ["added", "out-of-stock", "refused", "no-shop"],
  "remove-from-cart": ["removed"],
});

/**
 * The way from the consultation to the shop's cart: hands what the agent put in to the page around this one, once
 * each, and tells the server what became of it. The buyer may take it out again.
 */
export class CartLink {
  #embed;
  #deliver;
  #changed;
  /** Ids of the items that the shop's page was asked to take, by this page. @type {Set<string>} */
  #asked = new Set();
  /** @type {ConsultationView | null} */
  #view = null;

  /**
   * @param {object} options
   * @param {import("./embed-channel.js").EmbedChannel | null} options.embed
   * @param {(answer: CartAnswer) => void} options.deliver
   * @param {() => void} options.changed told when `removing` or `stuck` change
   */
  constructor({ embed, deliver, changed }) {
    this.#embed = embed;
    this.#deliver = deliver;
    this.#changed = changed;
    /** Ids of what the shop's page was asked to take out. @type {Set<string>} */
    this.removing = new Set();
    /** Ids of what the shop's page did not take out: the buyer has to do it there. @type {Set<string>} */
    this.stuck = new Set();
    embed?.addEventListener("cart-answer", (event) =>
      this.#answered(/** @type {CustomEvent} */ (event).detail),
    );
  }

  /** @param {ConsultationView | null} view the newest */
  take(view) {
    this.#view = view;
    if (view?.state !== "active") return;
    for (const item of view.cart ?? []) {
      if ((item.status ?? "asked") === "asked" && !this.#asked.has(item.id)) this.#ask(item);
    }
  }

  /** The buyer takes an item out again. @param {CartItem} item */
  remove(item) {
    this.#embed?.askCart("remove-from-cart", item);
    this.removing.add(item.id);
    setTimeout(() => this.removing.has(item.id) && this.#notRemoved(item.id), ANSWER_WITHIN_MS);
    this.#changed();
  }

  /** @param {CartItem} item */
  #ask(item) {
    this.#asked.add(item.id);
    if (!this.#embed) return this.#tell(item.id, "no-shop");
    this.#embed.askCart("add-to-cart", item);
    setTimeout(() => this.#statusOf(item.id) === "asked" && this.#tell(item.id, "no-shop"), ANSWER_WITHIN_MS);
  }

  /** @param {{ wish?: string, id?: string, status?: CartStatus } | null} answer of the page around this one */
  #answered(answer) {
    const { wish = "", id = "", status = "refused" } = answer ?? {};
    if (!this.#view?.cart?.some((item) => item.id === id)) return;
    if (ANSWERS[wish]?.includes(status)) this.#tell(id, status);
    if (wish !== "remove-from-cart") return;
    if (status !== "removed") return this.#notRemoved(id);
    this.removing.delete(id);
    this.#changed();
  }

  /** @param {string} id */
  #notRemoved(id) {
    this.removing.delete(id);
    this.stuck.add(id);
    this.#changed();
  }

  /** @param {string} id */
  #statusOf(id) {
    const item = this.#view?.cart?.find((each) => each.id === id);
    return item && (item.status ?? "asked");
  }

  /** @param {string} id @param {CartStatus} status */
  #tell(id, status) {
    if (!this.#view) return;
    this.#deliver({ type: "cart-answer", consultation: this.#view.id, id, status });
  }
}
