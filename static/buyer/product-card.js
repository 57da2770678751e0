/** `<product-card>`: picture, title and price of the product that the consultation is about. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";

export class ProductCard extends LightElement {
  /** @override */
  static properties = { product: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../modules/messages.js").ProductView | null} */
    this.product = null;
  }

  /** @override */
  render() {
    const product = this.product;
    if (!product) return nothing;
    return html`<div class="product">
      <div class="product__picture">
        ${product.image ? html`<img src=${product.image} alt="" width="160" height="200">` : nothing}
      </div>
      <div class="product__text">
        <p class="product__title"><bdi>${product.title}</bdi></p>
        ${product.price ? html`<p class="muted numbers"><bdi>${product.price}</bdi></p>` : nothing}
      </div>
    </div>`;
  }
}

customElements.define("product-card", ProductCard);
