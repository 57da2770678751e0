/** `<product-detail>`: one product at length. Fires `show-list` for the way back. */
import { html, nothing } from "lit";
import "./size-table.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { liveButton } from "./live-button.js";

export class ProductDetail extends LightElement {
  /** @override */
  static properties = { product: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./product-tile.js").Product | null} */
    this.product = null;
  }

  /** @override */
  render() {
    const { product } = this;
    if (!product) return nothing;
    const sizes = product.sizes ?? [];
    return html`<article class="detail">
      <a class="detail__back" href="/" @click=${this.#back}>${icon("back", "icon--mirrored")} ${t("shop-all")}</a>
      <div class="detail__picture"><img src=${product.image ?? ""} alt="" width="800" height="800"></div>
      <div class="detail__text stack">
        <div class="stack stack--tight">
          <h1 tabindex="-1" lang="en">${product.title}</h1>
          <p class="detail__price numbers">${product.price}</p>
        </div>
        <p lang="en">${product.description}</p>
        ${
          sizes.length > 0
            ? html`<div class="stack stack--tight">
                <h2 class="detail__heading">${t("shop-sizes")}</h2>
                <ul class="chips">${sizes.map((size) => html`<li>${size}</li>`)}</ul>
              </div>`
            : nothing
        }
        <div class="detail__live card stack stack--tight">
          <p class="detail__heading">${t("shop-unsure")}</p>
          <p class="muted small">${t("shop-unsure-lead")}</p>
          <div class="row">
            ${liveButton(product, { label: t("shop-see-live") })}
            ${
              product.size_chart
                ? liveButton(product, {
                    label: t("purpose-sizing"),
                    purpose: "sizing",
                    primary: false,
                    shape: "ruler",
                  })
                : nothing
            }
          </div>
        </div>
        <size-table .chart=${product.size_chart ?? null}></size-table>
      </div>
    </article>`;
  }

  /** @param {MouseEvent} event */
  #back(event) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.dispatchEvent(new Event("show-list"));
  }
}

customElements.define("product-detail", ProductDetail);
