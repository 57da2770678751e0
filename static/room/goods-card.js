/**
 * `<goods-card>`: one product: pictures, price, its variants with what is left of them, and what the shop says.
 *
 * With `form`, the id of a form, one of its variants has to be chosen there: it is the form's field `variant`.
 */
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { t } from "../modules/i18n.js";
import { byColour, stockWords } from "./goods-words.js";
import { productDetails } from "./product-details.js";

/** @typedef {import("../modules/messages.js").ProductView} ProductView */
/** @typedef {import("./product-details.js").ProductDetails} ProductDetails */
/** @typedef {import("./product-details.js").Variant} Variant */

export class GoodsCard extends LightElement {
  /** @override */
  static properties = {
    product: { attribute: false },
    shop: {},
    form: {},
    details: { state: true },
    picture: { state: true },
  };

  constructor() {
    super();
    /** @type {ProductView | null} */
    this.product = null;
    /** Id of the shop. */
    this.shop = "";
    /** Empty: nothing is to be chosen. */
    this.form = "";
    /** What the shop says beyond; null until it is known. @type {ProductDetails | null} */
    this.details = null;
    /** Which of the pictures is large. */
    this.picture = 0;
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
    const pictures = this.#pictures();
    const large = pictures[this.picture] ?? pictures[0];
    return html`<article class="goods" data-testid="goods-card" data-sku=${product.sku}>
      <div class="goods__pictures">
        ${large ? html`<img class="goods__picture" src=${large} alt="">` : nothing}
        ${pictures.length > 1 ? this.#thumbnails(pictures) : nothing}
      </div>
      <div class="goods__text stack stack--tight">
        <h3 class="goods__title"><bdi>${product.title}</bdi></h3>
        <p class="goods__price numbers"><bdi>${product.price ?? ""}</bdi></p>
        ${details ? keyed(product.sku, this.#variants(details)) : nothing}
        ${details?.description ? this.#description(details) : nothing}
      </div>
    </article>`;
  }

  /** @param {string[]} pictures */
  #thumbnails(pictures) {
    return html`<div class="goods__thumbnails" role="group" aria-label=${t("goods-pictures")}>
      ${pictures.map(
        (
          url,
          index,
        ) => html`<button type="button" class="goods__thumbnail" aria-pressed=${index === this.picture}
          aria-label=${t("goods-picture", { number: index + 1, count: pictures.length })}
          @click=${() => this.#enlarge(index)}><img src=${url} alt=""></button>`,
      )}
    </div>`;
  }

  /** @param {ProductDetails} details */
  #variants(details) {
    return html`${[...byColour(details)].map(([colour, variants]) => this.#colour(colour, variants))}`;
  }

  /**
   * @param {string | null} colour
   * @param {Variant[]} variants
   */
  #colour(colour, variants) {
    const name = colour ?? t("goods-variants");
    if (!this.form) {
      return html`<p class="small muted goods__colour"><bdi>${name}</bdi></p>
        <ul class="variants">${variants.map((variant) => html`<li class="variant">${this.#variant(variant)}</li>`)}</ul>`;
    }
    return html`<fieldset class="goods__choice">
      <legend class="small muted goods__colour"><bdi>${name}</bdi></legend>
      <div class="variants">
        ${variants.map(
          (variant) => html`<label class="variant variant--choice" data-testid=${`variant-${variant.id}`}>
            <input type="radio" class="visually-hidden" name="variant" value=${variant.id} form=${this.form} required>
            ${this.#variant(variant)}
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  /** @param {Variant} variant */
  #variant(variant) {
    const words = stockWords(variant);
    const scarce = variant.stock === 0 ? "variant__stock--none" : "";
    return html`<span class="variant__name"><bdi>${variant.size ?? variant.colour ?? variant.id}</bdi></span>
      ${variant.price ? html`<span class="variant__price numbers"><bdi>${variant.price}</bdi></span>` : nothing}
      ${words ? html`<span class="variant__stock numbers ${scarce}">${words}</span>` : nothing}`;
  }

  /** @param {ProductDetails} details */
  #description({ description, url }) {
    return html`<details class="goods__more">
      <summary>${t("goods-description")}</summary>
      <p class="small" dir="auto">${description}</p>
      ${
        url
          ? html`<p class="small"><a href=${url} target="_blank" rel="noopener noreferrer">${t("goods-page")}</a></p>`
          : nothing
      }
    </details>`;
  }

  #pictures() {
    const { product, details } = this;
    const all = details?.images.length ? details.images : [product?.image];
    return /** @type {string[]} */ (all.filter(Boolean));
  }

  /** @param {number} index */
  #enlarge(index) {
    this.picture = index;
  }

  async #load() {
    const { product } = this;
    this.details = null;
    this.picture = 0;
    if (!product) return;
    try {
      const details = await productDetails(this.shop, product.sku);
      if (this.product?.sku === product.sku) this.details = details;
    } catch (error) {
      // Without it there still are title, picture and price.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

customElements.define("goods-card", GoodsCard);
