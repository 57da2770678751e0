/**
 * `<page-switch>`: turns the pages of a list; nothing where there is only one.
 *
 * Fires `page` with `detail: { page }`, counted from 0.
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";

export class PageSwitch extends LightElement {
  /** @override */
  static properties = { page: { attribute: false }, pages: { attribute: false }, label: {} };

  constructor() {
    super();
    this.page = 0;
    this.pages = 1;
    /** What the pages are of, for those who cannot see it. */
    this.label = "";
  }

  /** @override */
  render() {
    const { page, pages } = this;
    if (pages <= 1) return nothing;
    return html`<nav class="row page-switch" aria-label=${this.label}>
      <button type="button" class="button" data-testid="page-before" ?disabled=${page === 0} @click=${() => this.#turn(page - 1)}>
        ${t("monitor-page-before")}</button>
      <span class="numbers" data-testid="page" data-page=${page}>${t("monitor-page", {
        page: formatNumber(page + 1),
        pages: formatNumber(pages),
      })}</span>
      <button type="button" class="button" data-testid="page-after" ?disabled=${page === pages - 1}
        @click=${() => this.#turn(page + 1)}>${t("monitor-page-after")}</button>
    </nav>`;
  }

  /** @param {number} page */
  #turn(page) {
    this.dispatchEvent(new CustomEvent("page", { detail: { page } }));
  }
}

customElements.define("page-switch", PageSwitch);
