/**
 * `<goods-panel>`: the product that is shown now, for both sides; the agent also shows another one and puts variants into
 * the shop's cart, and both read what became of them.
 *
 * Fires `cart-remove` (bubbles, `detail.item`) when the buyer wants one out again.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { newId } from "../modules/tab.js";
import "./goods-card.js";
import "./goods-search.js";
import { itemWords } from "./goods-words.js";

/** @typedef {import("../modules/messages.js").CartItem} CartItem */
/** @typedef {import("../modules/messages.js").ProductView} ProductView */
/** @typedef {import("../components/icons.js").IconName} IconName */

/** @type {Record<string, IconName>} */
const MARKS = { asked: "clock", added: "check", removed: "back" };

const MOST = 9;
/** Id of the form in which variant and quantity are chosen. */
const FORM = "goods-put";

export class GoodsPanel extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    searching: { state: true },
  };

  #leaving = new AbortController();

  constructor() {
    super();
    /** @type {import("./room.js").Room | null} */
    this.room = null;
    /** Whether the agent looks for another product. */
    this.searching = false;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!changed.has("room")) return;
    this.#leaving.abort();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    this.room?.consultation.addEventListener("view", () => this.requestUpdate(), { signal });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leaving.abort();
  }

  /** @override */
  render() {
    const { room } = this;
    if (!room) return nothing;
    const agent = room.role === "agent";
    const { cart = [] } = room.view;
    return html`<div class="goods-panel stack">
      <goods-card .product=${this.#shown()} shop=${room.consultation.shop} form=${agent ? FORM : ""}></goods-card>
      ${agent ? this.#put() : nothing}
      ${cart.length > 0 ? this.#cart(cart, agent) : nothing}
      ${agent ? this.#another() : nothing}
    </div>`;
  }

  /** @returns {ProductView | null} */
  #shown() {
    const view = this.room?.view;
    return view ? (view.shown ?? view.product) : null;
  }

  #put() {
    return html`<form class="goods-put" id=${FORM} @submit=${this.#submit}>
      <label class="goods-put__quantity"><span class="small">${t("goods-quantity")}</span>
        <input class="input numbers" type="number" name="quantity" min="1" max=${MOST} value="1" required></label>
      <button class="button button--primary" data-testid="put">${icon("bag")} ${t("goods-put")}</button>
    </form>`;
  }

  #another() {
    return html`<details class="goods__more" ?open=${this.searching} @toggle=${this.#searching}>
      <summary data-testid="goods-another">${t("goods-another")}</summary>
      ${
        this.searching
          ? html`<goods-search shown=${this.#shown()?.sku ?? ""} @show-product=${this.#show}></goods-search>`
          : nothing
      }
    </details>`;
  }

  /** @param {CartItem[]} cart @param {boolean} agent */
  #cart(cart, agent) {
    return html`<section class="stack stack--tight" aria-labelledby="goods-cart">
      <h3 class="goods__heading" id="goods-cart">${t(agent ? "goods-cart-agent" : "goods-cart")}</h3>
      <ul class="cart" data-testid="goods-cart">
        ${cart.toReversed().map((item) => this.#item(item, agent))}
      </ul>
    </section>`;
  }

  /** @param {CartItem} item @param {boolean} agent */
  #item(item, agent) {
    const { status = "asked" } = item;
    return html`<li class="cart__item" data-status=${status} data-testid=${`cart-${item.sku}`}>
      ${icon(MARKS[status] ?? "triangle")}
      <span class="cart__text"><bdi>${itemWords(item)}</bdi>
        <span class="small muted">${t(`goods-${agent ? "agent" : "buyer"}-${status}`)}</span></span>
      ${
        !agent && status === "added"
          ? html`<button type="button" class="button button--quiet" data-testid="cart-remove"
              @click=${() => this.#remove(item)}>${t("goods-remove")}</button>`
          : nothing
      }
    </li>`;
  }

  /** @param {Event & { target: HTMLDetailsElement }} event */
  #searching({ target }) {
    this.searching = target.open;
  }

  /** @param {CustomEvent<{ sku: string }>} event */
  #show({ detail: { sku } }) {
    const { room } = this;
    if (!room) return;
    room.consultation.deliver({ type: "show-product", consultation: room.view.id, sku });
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} event */
  #submit(event) {
    event.preventDefault();
    const { room } = this;
    const sku = this.#shown()?.sku;
    if (!room || !sku) return;
    const fields = new FormData(event.target);
    room.consultation.deliver({
      type: "add-to-cart",
      consultation: room.view.id,
      id: newId(),
      sku,
      variant: /** @type {string | null} */ (fields.get("variant")),
      quantity: Number(fields.get("quantity")),
    });
  }

  /** @param {CartItem} item */
  #remove(item) {
    this.dispatchEvent(new CustomEvent("cart-remove", { detail: { item }, bubbles: true }));
  }
}

customElements.define("goods-panel", GoodsPanel);
