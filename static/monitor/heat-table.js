/** `<heat-table>`: the counts of the heat map, newest first: frames within *good*, within the target, above it. */
import { html, nothing } from "lit";
import { formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { merge } from "./figures.js";
import { countsOf } from "./heat.js";
import { orNothing, slotTime } from "./written.js";

/** @typedef {import("./ranges.js").Slot} Slot */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

export class HeatTable extends LightElement {
  /** @override */
  static properties = {
    slots: { attribute: false },
    slotMs: { attribute: false },
    welcome: { attribute: false },
  };

  constructor() {
    super();
    /** @type {readonly Slot[]} */
    this.slots = [];
    this.slotMs = 0;
    /** @type {Welcome | null} */
    this.welcome = null;
  }

  /** @override */
  render() {
    const { welcome } = this;
    if (!welcome) return nothing;
    const newestFirst = this.slots.filter(({ stretches }) => stretches.length > 0).reverse();
    return html`<div class="scroll chart__table" tabindex="0" role="region" aria-label=${t("monitor-heat-table")}>
      <table class="table numbers">
        <thead>
          <tr>
            <th scope="col">${t("monitor-time")}</th>
            <th scope="col">${t("monitor-heat-good", { good: welcome.good_ms })}</th>
            <th scope="col">${t("monitor-heat-fair", { good: welcome.good_ms, target: welcome.target_ms })}</th>
            <th scope="col">${t("monitor-heat-above", { target: welcome.target_ms })}</th>
            <th scope="col">${t("monitor-chart-missing")}</th>
          </tr>
        </thead>
        <tbody>
          ${newestFirst.map((slot) => this.#row(slot, welcome))}
          ${newestFirst.length === 0 ? html`<tr><td colspan="5">${t("monitor-chart-empty")}</td></tr>` : nothing}
        </tbody>
      </table>
    </div>`;
  }

  /**
   * @param {Slot} slot
   * @param {Welcome} welcome
   */
  #row({ startMs, stretches }, welcome) {
    const { good, fair, late } = countsOf(stretches, welcome.histogram_edges_ms, welcome);
    return html`<tr>
      <th scope="row">${slotTime(startMs, this.slotMs)}</th>
      ${[good, fair, late].map((frames) => html`<td>${formatNumber(frames)}</td>`)}
      <td>${orNothing(merge(stretches, welcome.histogram_edges_ms).missing, formatShare)}</td>
    </tr>`;
  }
}

customElements.define("heat-table", HeatTable);
