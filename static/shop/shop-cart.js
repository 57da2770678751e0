/** `<shop-cart>`: what is in the demo shop's cart. */
import { html } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

/** @typedef {import("./cart.js").CartItem} CartItem */

export class ShopCart extends LightElement {
  /** @override */
  static properties = { cart: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./cart.js").Cart | null} */
    this.cart = null;
  }

  /** @override */
  firstUpdated() {
    this.cart?.addEventListener("change", () => this.requestUpdate());
  }

  /** @override */
  render() {
    const { count = 0, items = [] } = this.cart ?? {};
    return html`<details class="shop-cart" data-testid="shop-cart">
      <summary class="button">${icon("bag")} ${t("shop-cart", { count })}</summary>
      <div class="shop-cart__items card">
        ${
          items.length === 0
            ? html`<p class="muted small">${t("shop-cart-empty")}</p>`
            : html`<ul>${items.map((item) => this.#item(item))}</ul>`
        }
      </div>
    </details>
    <p class="visually-hidden" role="status">${t("shop-cart", { count })}</p>`;
  }

  /** @param {CartItem} item */
  #item({ id, title, size, colour, price, quantity = 1 }) {
    const words = [title, size, colour].filter(Boolean).join(", ");
    return html`<li>
      <span lang="en">${words}<br><span class="small muted numbers">${quantity} × ${price ?? ""}</span></span>
      <button type="button" class="button button--quiet" aria-label=${t("shop-cart-remove", { title: words })}
        @click=${() => this.cart?.remove(id)}>${icon("close")}</button>
    </li>`;
  }
}

customElements.define("shop-cart", ShopCart);
