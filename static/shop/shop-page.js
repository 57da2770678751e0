/** The demo shop: a list, a page for each product (`?product=SKU`), and consultations through embed.js. */
import { html, LitElement, nothing } from "lit";
import "../components/locale-switch.js";
import "../components/status-banner.js";
import "./product-detail.js";
import "./product-tile.js";
import "./shop-cart.js";
import { icon } from "../components/icons.js";
import { ApiError, requestJson } from "../modules/api.js";
import { LocaleController, loadLocale, t, textFor } from "../modules/i18n.js";
import { Cart } from "./cart.js";
import { provideToken } from "./demo-token.js";

class ShopPage extends LitElement {
  /** @override */
  static properties = {
    shop: { state: true },
    items: { state: true },
    sku: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    new LocaleController(this);
    /** @type {import("../modules/messages.js").ShopView | null} */
    this.shop = null;
    /** @type {import("./product-tile.js").Product[]} */
    this.items = [];
    this.sku = currentSku();
    /** @type {string | null} */
    this.failure = null;
    /** Settles when it is known what the shop has. @type {Promise<void>} */
    this.loaded = Promise.resolve();
    this.cart = new Cart(async () => {
      await this.loaded;
      return this.items;
    });
    addEventListener("popstate", () => {
      this.sku = currentSku();
    });
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.loaded = this.#load();
  }

  /** @override */
  render() {
    const product = this.items.find(({ sku }) => sku === this.sku) ?? null;
    return html`<div class="shop">
      <header>
        <p class="shop__demo small">${t("shop-demo")}</p>
        <div class="shop__header">
          <a class="shop__name" href="/" @click=${this.#home}>${this.shop?.name ?? ""}</a>
          <shop-cart .cart=${this.cart}></shop-cart>
          <locale-switch></locale-switch>
        </div>
      </header>
      <main>
        <status-banner tone="poor" text=${this.failure ? textFor("error", this.failure) : ""}
          action-label=${t("try-again")} @action=${this.#load}></status-banner>
        ${
          product
            ? html`<product-detail .product=${product} @show-list=${() => this.#show("")}></product-detail>`
            : this.#list()
        }
      </main>
      <footer class="shop__footer muted small">
        <p>${t("shop-footer")}</p>
      </footer>
    </div>`;
  }

  #list() {
    return html`<section class="hero">
        <h1 tabindex="-1">${t("shop-hero")}</h1>
        <p>${t("shop-hero-lead")}</p>
      </section>
      <section class="tiles" aria-label=${t("shop-all")}>
        ${this.items.map(
          (product) => html`<product-tile .product=${product}
            @show-product=${() => this.#show(product.sku)}></product-tile>`,
        )}
      </section>
      ${this.items.length > 0 ? this.#steps() : nothing}`;
  }

  #steps() {
    return html`<section class="steps" aria-labelledby="steps-title">
      <h2 id="steps-title">${t("shop-steps")}</h2>
      <ol>
        <li>${icon("camera")}<h3>${t("shop-step-ask")}</h3><p class="muted">${t("shop-step-ask-text")}</p></li>
        <li>${icon("eye")}<h3>${t("shop-step-see")}</h3><p class="muted">${t("shop-step-see-text")}</p></li>
        <li>${icon("check")}<h3>${t("shop-step-decide")}</h3><p class="muted">${t("shop-step-decide-text")}</p></li>
      </ol>
    </section>`;
  }

  /** @override */
  updated() {
    const product = this.items.find(({ sku }) => sku === this.sku);
    document.title = [product?.title, this.shop?.name].filter(Boolean).join(" – ") || "–";
  }

  /** @param {MouseEvent} event */
  #home(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#show("");
  }

  /** @param {string} sku empty for the list */
  async #show(sku) {
    history.pushState(null, "", sku ? `?product=${encodeURIComponent(sku)}` : "/");
    this.sku = sku;
    await this.updateComplete;
    const view = this.querySelector("product-detail");
    if (view instanceof LitElement) await view.updateComplete;
    scrollTo({ top: 0, behavior: "instant" });
    /** @type {HTMLElement | null} */ (this.querySelector("h1"))?.focus({ preventScroll: true });
  }

  async #load() {
    this.failure = null;
    try {
      const { shop, items } = await requestJson("/api/v1/demo/products");
      this.shop = shop;
      this.items = items;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    }
  }
}

function currentSku() {
  return new URLSearchParams(location.search).get("product") ?? "";
}

provideToken();
await loadLocale("common", "shop");
customElements.define("shop-page", ShopPage);
