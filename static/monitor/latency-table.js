/** `<latency-table>`: the numbers of the latency chart, newest first. */
import { html, nothing } from "lit";
import { formatMs, formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { orNothing, slotTime } from "./written.js";

/** @typedef {import("./latency-plot.js").Points} Points */
/** @typedef {import("./ranges.js").Slot} Slot */

export class LatencyTable extends LightElement {
  /** @override */
  static properties = {
    points: { attribute: false },
    slots: { attribute: false },
    slotMs: { attribute: false },
  };

  constructor() {
    super();
    /** @type {Points | null} */
    this.points = null;
    /** @type {readonly Slot[]} */
    this.slots = [];
    this.slotMs = 0;
  }

  /** @override */
  render() {
    const { points } = this;
    if (!points) return nothing;
    const newestFirst = [...points.seconds.keys()].reverse().filter((index) => points.share[index] !== null);
    return html`<div class="scroll chart__table" tabindex="0" role="region" aria-label=${t("monitor-chart-table")}>
      <table class="table numbers">
        <thead>
          <tr>
            <th scope="col">${t("monitor-time")}</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col">${t("monitor-within-short")}</th>
            <th scope="col">${t("monitor-chart-missing")}</th>
          </tr>
        </thead>
        <tbody>
          ${newestFirst.map(
            (index) => html`<tr>
              <th scope="row">${slotTime(this.slots[index].startMs, this.slotMs)}</th>
              ${[points.p50, points.p95, points.p99].map((column) => html`<td>${orNothing(column[index], formatMs)}</td>`)}
              ${[points.share, points.missing].map((column) => html`<td>${orNothing(column[index], formatShare)}</td>`)}
            </tr>`,
          )}
          ${newestFirst.length === 0 ? html`<tr><td colspan="6">${t("monitor-chart-empty")}</td></tr>` : nothing}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define("latency-table", LatencyTable);
