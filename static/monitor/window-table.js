/** `<window-table>`: the numbers behind a consultation's charts, window by window; made when it is opened. */
import { html, nothing } from "lit";
import { formatElapsed } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { SPECS } from "./timeline-specs.js";

/** @typedef {import("./views.js").TimelineWindow} TimelineWindow */

const QUANTITIES = SPECS.flatMap(({ lines }) => lines);

export class WindowTable extends LightElement {
  /** @override */
  static properties = {
    windows: { attribute: false },
    open: { state: true },
  };

  constructor() {
    super();
    /** Oldest first, with times counted from the beginning. @type {readonly TimelineWindow[]} */
    this.windows = [];
    this.open = false;
  }

  /** @override */
  render() {
    return html`<details class="chart__more" @toggle=${this.#toggled}>
      <summary>${t("monitor-chart-table")}</summary>
      ${this.open ? this.#table() : nothing}
    </details>`;
  }

  #table() {
    return html`<div class="scroll chart__table" tabindex="0" role="region" aria-label=${t("monitor-timeline-charts")}>
      <table class="table numbers">
        <thead><tr>
          <th scope="col">${t("monitor-time")}</th>
          ${QUANTITIES.map(({ id }) => html`<th scope="col">${t(`monitor-quantity-${id}`)}</th>`)}
        </tr></thead>
        <tbody>
          ${this.windows.map(
            (window) => html`<tr>
              <th scope="row">${formatElapsed(window.at_ms)}</th>
              ${QUANTITIES.map(({ text }) => html`<td>${text(window)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {Event} event */
  #toggled(event) {
    this.open = /** @type {HTMLDetailsElement} */ (event.target).open;
  }
}

customElements.define("window-table", WindowTable);
