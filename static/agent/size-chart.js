/** `<size-chart>`: which body a size fits, in centimetres, as a table. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";

/** @typedef {import("../room/product-details.js").SizeChart} Chart */

export class SizeChart extends LightElement {
  /** @override */
  static properties = { chart: { attribute: false } };

  constructor() {
    super();
    /** @type {Chart | null} */
    this.chart = null;
  }

  /** @override */
  render() {
    const { chart } = this;
    if (!chart) return nothing;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("agent-size-chart")}>
      <table class="table size-chart numbers">
        <caption class="small muted">${t("agent-size-chart-unit", { system: chart.system })}</caption>
        <thead>
          <tr>
            <th scope="col">${t("agent-size")}</th>
            ${chart.dimensions.map((name) => html`<th scope="col">${textFor("agent-dimension", name, { name })}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${chart.rows.map(
            (row) => html`<tr>
              <th scope="row">${row.size}</th>
              ${chart.dimensions.map((name) => html`<td>${range(row.body_cm[name])}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

/** @param {[number, number] | undefined} cm least and most */
function range(cm) {
  if (!cm) return "–";
  const [least, most] = cm.map((value) => formatNumber(value));
  return least === most ? least : `${least}–${most}`;
}

customElements.define("size-chart", SizeChart);
