/**
 * `<size-chart-place>`: what a new size chart is for: a product, a brand or a category.
 *
 * Events: `place` (detail: `{place}`) when it is chosen, `begin` (detail: `{chart}`) to begin with the chart that the product has
 * now.
 */
/** @import { ProductView } from "../modules/messages.js" */
/** @import { Chart } from "./size-chart-draft.js" */
/** @import { Place } from "./size-chart-editor.js" */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";

const SCOPES = /** @type {const} */ (["product", "brand", "category"]);

export class SizeChartPlace extends LightElement {
  /** @override */
  static properties = {
    shop: {},
    place: { attribute: false },
    products: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** Id of the shop. */
    this.shop = "";
    /** @type {Place} */
    this.place = { scope: "product", key: "" };
    /** Those that are offered to choose from. @type {readonly ProductView[]} */
    this.products = [];
    /** Why the product's chart could not be had; "" for nothing. */
    this.failure = "";
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  /** @override */
  render() {
    const { scope, key } = this.place;
    return html`<div class="chart-editor__about">
      <div class="field">
        <label for="chart-scope">${t("agent-chart-scope")}</label>
        <select class="select" id="chart-scope" data-testid="chart-scope" @change=${this.#chooseScope}>
          ${SCOPES.map((each) => html`<option value=${each} ?selected=${each === scope}>${t(`agent-chart-scope-${each}`)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="chart-key">${t(`agent-chart-key-${scope}`)}</label>
        <input class="input" id="chart-key" data-testid="chart-key" required maxlength="100" pattern=".*\\S.*" autocomplete="off"
          list="chart-keys" .value=${key} @input=${this.#type}>
        <datalist id="chart-keys">${this.#keys()}</datalist>
      </div>
      ${
        scope === "product" && key.trim() !== ""
          ? html`<div class="chart-editor__begin"><button type="button" class="button" data-testid="chart-begin"
              @click=${this.#begin}>${t("agent-chart-begin")}</button>
              <span role="status" class="field__error">${this.failure ? textFor("error", this.failure) : nothing}</span></div>`
          : nothing
      }
    </div>`;
  }

  #keys() {
    const { scope } = this.place;
    if (scope === "product")
      return this.products.map(({ sku, title }) => html`<option value=${sku}>${title}</option>`);
    if (scope === "brand") return nothing;
    return [...new Set(this.products.map(({ category }) => category))].map(
      (each) => html`<option value=${each}></option>`,
    );
  }

  async #load() {
    try {
      this.products = (await requestJson("/api/v1/products?limit=100")).items;
    } catch (error) {
      // They only save typing.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  async #begin() {
    const path = [this.shop, this.place.key.trim()].map(encodeURIComponent).join("/products/");
    try {
      const { chart } = await requestJson(`/api/v1/shops/${path}/size-guide`);
      this.dispatchEvent(new CustomEvent("begin", { detail: { chart } }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    }
  }

  /** @param {Event & { target: HTMLSelectElement }} event */
  #chooseScope({ target }) {
    this.#tell({ scope: /** @type {Place["scope"]} */ (target.value), key: "" });
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #type({ target }) {
    this.#tell({ ...this.place, key: target.value });
  }

  /** @param {Place} place */
  #tell(place) {
    this.place = place;
    this.failure = "";
    this.dispatchEvent(new CustomEvent("place", { detail: { place } }));
  }
}

customElements.define("size-chart-place", SizeChartPlace);
