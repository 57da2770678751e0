/** `<product-card>`: the product a consultation is about: picture, price, what the shop says, size chart. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { t } from "../modules/i18n.js";
import { productDetails } from "../room/product-details.js";
import "./size-chart.js";

/** @typedef {import("../modules/messages.js").ProductView} ProductView */
/** @typedef {import("../room/product-details.js").ProductDetails} ProductDetails */

export class ProductCard extends LightElement {
  /** @override */
  static properties = {
    product: { attribute: false },
    shop: {},
    purpose: {},
    details: { state: true },
  };

  constructor() {
    super();
    /** @type {ProductView | null} */
    this.product = null;
    /** Id of the shop. */
    this.shop = "";
    /** @type {import("../modules/messages.js").Purpose} */
    this.purpose = "showing";
    /** @type {ProductDetails | null} */
    this.details = null;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    const before = changed.get("product");
    if (changed.has("product") && before?.sku !== this.product?.sku) void this.#load();
  }

  /** @override */
  render() {
    const { product, details } = this;
    if (!product) return nothing;
    return html`<section class="product stack stack--tight" aria-labelledby="product-title">
      <div class="product__head">
        ${product.image ? html`<img class="product__image" src=${product.image} alt="" />` : nothing}
        <div>
          <p class="offer__purpose">${t(`agent-purpose-${this.purpose}`)}</p>
          <h2 id="product-title"><bdi>${product.title}</bdi></h2>
          <p class="small muted"><bdi>${product.price ?? ""}</bdi> <bdi class="product__sku">${product.sku}</bdi></p>
        </div>
      </div>
      ${
        product.sizes?.length && !details?.size_chart
          ? html`<p class="small">${t("agent-sizes", { sizes: product.sizes.join(" · ") })}</p>`
          : nothing
      }
      ${
        details?.size_chart
          ? html`<details class="product__more" ?open=${this.purpose === "sizing" && matchMedia("(width >= 64rem)").matches}>
              <summary>${t("agent-size-chart")}</summary>
              <size-chart .chart=${details.size_chart}></size-chart>
            </details>`
          : nothing
      }
      ${
        details?.description
          ? html`<details class="product__more">
              <summary>${t("agent-description")}</summary>
              <p class="small product__description" dir="auto">${details.description}</p>
              ${
                product.url
                  ? html`<p class="small"><a href=${product.url} target="_blank" rel="noopener noreferrer"
                      >${t("agent-product-page")}</a></p>`
                  : nothing
              }
            </details>`
          : nothing
      }
    </section>`;
  }

  async #load() {
    const { product } = this;
    this.details = null;
    if (!product) return;
    try {
      const details = await productDetails(this.shop, product.sku);
      if (this.product?.sku === product.sku) this.details = details;
    } catch (error) {
      // Without it the agent still has title, price and sizes.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

customElements.define("product-card", ProductCard);
