/** `<product-tile>`: one product in the list. Following its link fires `show-product` with `detail.sku`. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { liveButton } from "./live-button.js";

/** @typedef {import("../modules/messages.js").ProductView} ProductView */
/** @typedef {{ id: string, stock: number | null }} Variant */
/**
 * @typedef {ProductView & { description: string, size_chart?: import("./size-table.js").SizeChart | null,
 *   variants: Variant[] }} Product
 */

export class ProductTile extends LightElement {
  /** @override */
  static properties = { product: { attribute: false } };

  constructor() {
    super();
    /** @type {Product | null} */
    this.product = null;
  }

  /** @override */
  render() {
    const { product } = this;
    if (!product) return nothing;
    return html`<article class="tile">
      <a class="tile__link" href="?product=${encodeURIComponent(product.sku)}" data-sku=${product.sku} @click=${this.#follow}>
        <span class="tile__picture"><img src=${product.image ?? ""} alt="" width="600" height="600"></span>
        <h2 class="tile__title" lang="en">${product.title}</h2>
      </a>
      <p class="muted numbers">${product.price}</p>
      ${liveButton(product, { label: t("shop-see-live") })}
    </article>`;
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    // A link stays a link to those who open it elsewhere.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("show-product", { detail: { sku: this.product?.sku } }));
  }
}

customElements.define("product-tile", ProductTile);
