/**
 * `<goods-search>`: the agent finds another product of the shop. Fires `show-product` (`detail.sku`).
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";

/** @typedef {import("../modules/messages.js").ProductView} ProductView */

/** A person who types has no use for the answers in between. */
const PAUSE_MS = 200;

export class GoodsSearch extends LightElement {
  /** @override */
  static properties = {
    shown: {},
    found: { state: true },
    failure: { state: true },
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asking = new AbortController();

  constructor() {
    super();
    /** SKU of the product that is shown now. */
    this.shown = "";
    /** What was found for the newest words; null before anything was asked. @type {ProductView[] | null} */
    this.found = null;
    /** @type {string | null} */
    this.failure = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.#find("");
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  /** @override */
  render() {
    const { found, failure } = this;
    return html`<search class="goods-search stack stack--tight">
      <label class="goods-search__field">${icon("search")}
        <span class="visually-hidden">${t("goods-search")}</span>
        <input class="input" type="search" data-testid="goods-search" placeholder=${t("goods-search")} maxlength="200"
          autocomplete="off" @input=${this.#typed}>
      </label>
      <p class="visually-hidden" role="status">${found ? t("goods-found", { count: found.length }) : nothing}</p>
      ${failure ? html`<p class="small field__error">${textFor("error", failure)}</p>` : nothing}
      ${found?.length === 0 ? html`<p class="small muted">${t("goods-found", { count: 0 })}</p>` : nothing}
      <ul class="goods-search__found">${(found ?? []).map((product) => this.#product(product))}</ul>
    </search>`;
  }

  /** @param {ProductView} product */
  #product(product) {
    const shown = product.sku === this.shown;
    return html`<li class="found">
      <span class="found__picture">${product.image ? html`<img src=${product.image} alt="">` : nothing}</span>
      <span class="found__text"><bdi>${product.title}</bdi>
        <span class="small muted numbers"><bdi>${product.price ?? ""}</bdi></span></span>
      <button type="button" class="button found__show" data-testid=${`show-${product.sku}`} ?disabled=${shown}
        aria-label=${t(shown ? "goods-shown-title" : "goods-show-title", { title: product.title })} @click=${() => this.#show(product.sku)}>
        ${t(shown ? "goods-shown-now" : "goods-show")}</button>
    </li>`;
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #typed({ target }) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(target.value.trim()), PAUSE_MS);
  }

  /** @param {string} text */
  async #find(text) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const { items } = await requestJson(`/api/v1/products?${new URLSearchParams({ text })}`, { signal });
      if (signal.aborted) return;
      this.found = items;
      this.failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!signal.aborted) this.failure = error.code;
    }
  }

  /** @param {string} sku */
  #show(sku) {
    this.dispatchEvent(new CustomEvent("show-product", { detail: { sku } }));
  }
}

customElements.define("goods-search", GoodsSearch);
