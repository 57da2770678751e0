/**
 * `<goods-note>`: what the agent has just done for the buyer, over the conversation: another product is shown, or
 * something was put into the cart and can be taken out again. Nothing gets into a cart without this being read.
 *
 * Fires `cart-remove` (`detail.item`) and `look`.
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { itemWords } from "./goods-words.js";

/** @typedef {import("../modules/messages.js").CartItem} CartItem */
/** @typedef {import("../modules/messages.js").ConsultationView} ConsultationView */

/** @type {Record<string, string>} */
const TONES = { asked: "info", added: "good", removed: "info" };

export class GoodsNote extends LightElement {
  /** @override */
  static properties = {
    view: { attribute: false },
    removing: { attribute: false },
    stuck: { attribute: false },
    read: { state: true },
  };

  constructor() {
    super();
    /** @type {ConsultationView | null} */
    this.view = null;
    /** Ids of what is being taken out. @type {ReadonlySet<string>} */
    this.removing = new Set();
    /** Ids of what the shop did not take out. @type {ReadonlySet<string>} */
    this.stuck = new Set();
    /** What the buyer has read already. @type {readonly string[]} */
    this.read = [];
  }

  /** @override */
  render() {
    const { shown, cart = [] } = this.view ?? {};
    const item = cart.findLast((each) => !this.read.includes(keyOf(each)));
    const key = `shown:${shown?.sku}`;
    return html`<div role="status" data-testid="goods-note">
      ${item ? this.#item(item) : nothing}
      ${
        shown && !this.read.includes(key)
          ? this.#banner("info", t("goods-shown", { name: this.#name, title: shown.title }), [
              this.#button("goods-look", () => this.#look(key), "goods-look"),
              this.#button("understood", () => this.#forget(key)),
            ])
          : nothing
      }
    </div>`;
  }

  get #name() {
    return this.view?.peer_name ?? "";
  }

  /** @param {CartItem} item */
  #item(item) {
    const { status = "asked" } = item;
    const stuck = status === "added" && this.stuck.has(item.id);
    const text = t(`goods-note-${stuck ? "stuck" : status}`, { name: this.#name, what: itemWords(item) });
    const out = status === "added" && !stuck;
    return this.#banner(stuck ? "fair" : (TONES[status] ?? "fair"), text, [
      out &&
        this.#button("goods-remove", () => this.#remove(item), "note-remove", this.removing.has(item.id)),
      status !== "asked" && this.#button("understood", () => this.#forget(keyOf(item))),
    ]);
  }

  /**
   * @param {string} tone
   * @param {string} text
   * @param {(import("lit").TemplateResult | false)[]} buttons
   */
  #banner(tone, text, buttons) {
    return html`<div class="banner banner--${tone}"><span class="banner__text">${text}</span>
      ${buttons.map((button) => button || nothing)}</div>`;
  }

  /**
   * @param {string} label id of its text
   * @param {() => void} press
   * @param {string} [testId]
   * @param {boolean} [disabled]
   */
  #button(label, press, testId = "", disabled = false) {
    return html`<button type="button" class="button" data-testid=${testId || nothing} ?disabled=${disabled}
      @click=${press}>${t(label)}</button>`;
  }

  /** @param {string} key */
  #forget(key) {
    this.read = [...this.read, key];
  }

  /** @param {string} key */
  #look(key) {
    this.#forget(key);
    this.dispatchEvent(new Event("look"));
  }

  /** @param {CartItem} item */
  #remove(item) {
    this.dispatchEvent(new CustomEvent("cart-remove", { detail: { item }, bubbles: true }));
  }
}

/** @param {CartItem} item */
function keyOf({ id, status = "asked" }) {
  return `${id}:${status}`;
}

// Its texts come with the room's.
void customElements.whenDefined("room-tools").then(() => customElements.define("goods-note", GoodsNote));
