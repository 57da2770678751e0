/**
 * `<side-tabs>`: panels of which one is shown. All stay on the page, so that each keeps its place and its content.
 *
 * Fires `select` with `detail: { id }`.
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber } from "../modules/i18n.js";

/**
 * @typedef {object} Tab
 * @property {string} id
 * @property {string} label
 * @property {number} [count] shown beside the label when it is above zero
 * @property {string} [countLabel] the count in words
 * @property {import("lit").TemplateResult} content
 */

export class SideTabs extends LightElement {
  /** @override */
  static properties = { tabs: { attribute: false }, selected: {}, label: {} };

  constructor() {
    super();
    /** @type {readonly Tab[]} */
    this.tabs = [];
    /** Id of the tab that is shown; the first when there is none of that id. */
    this.selected = "";
    /** Names the list of tabs. */
    this.label = "";
  }

  /** @override */
  render() {
    const shown = this.#shown();
    return html`<div class="tabs" role="tablist" aria-label=${this.label} @keydown=${this.#key}>
        ${this.tabs.map((tab) => this.#tab(tab, tab.id === shown))}
      </div>
      ${this.tabs.map(
        ({
          id,
          content,
        }) => html`<div class="tabs__panel tabs__panel--${id}" role="tabpanel" id=${`panel-${id}`}
          aria-labelledby=${`tab-${id}`} data-testid=${`${id}-panel`} ?hidden=${id !== shown}>${content}</div>`,
      )}`;
  }

  /**
   * @param {Tab} tab
   * @param {boolean} shown
   */
  #tab({ id, label, count = 0, countLabel = "" }, shown) {
    return html`<button type="button" class="tabs__tab" role="tab" id=${`tab-${id}`} data-testid=${id}
      aria-selected=${shown} aria-controls=${`panel-${id}`} tabindex=${shown ? 0 : -1} @click=${() => this.#select(id)}>
      ${label}
      ${
        count > 0
          ? html`<span class="badge badge--accent numbers" aria-hidden="true">${formatNumber(count)}</span>
              <span class="visually-hidden">${countLabel}</span>`
          : nothing
      }
    </button>`;
  }

  #shown() {
    return (this.tabs.find(({ id }) => id === this.selected) ?? this.tabs[0])?.id;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const count = this.tabs.length;
    const forward = this.matches(":dir(rtl)") ? -1 : 1;
    const now = this.tabs.findIndex(({ id }) => id === this.#shown());
    const next = Number.isFinite(step) ? (now + step * forward + count) % count : step > 0 ? count - 1 : 0;
    this.#select(this.tabs[next].id);
    /** @type {HTMLElement} */ (this.querySelectorAll("[role=tab]")[next]).focus();
  }

  /** @param {string} id */
  #select(id) {
    this.dispatchEvent(new CustomEvent("select", { detail: { id } }));
  }
}

customElements.define("side-tabs", SideTabs);
