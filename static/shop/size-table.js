/** `<size-table>`: which body a size fits, in centimetres. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";

/**
 * @typedef {object} SizeChart as in the product's answer of the API
 * @property {string} system such as "EU"
 * @property {string[]} dimensions in the order of the table
 * @property {{ size: string, body_cm: Record<string, [number, number]> }[]} rows
 */

export class SizeTable extends LightElement {
  /** @override */
  static properties = { chart: { attribute: false } };

  constructor() {
    super();
    /** @type {SizeChart | null} */
    this.chart = null;
  }

  /** @override */
  render() {
    const { chart } = this;
    if (!chart) return nothing;
    return html`<div class="sizes" role="region" aria-labelledby="sizes-title" tabindex="0">
      <table>
        <caption id="sizes-title">${t("shop-size-chart")}</caption>
        <thead>
          <tr>
            <th scope="col">${t("shop-size", { system: chart.system })}</th>
            ${chart.dimensions.map((dimension) => html`<th scope="col">${t(`shop-dimension-${dimension}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${chart.rows.map(
            ({ size, body_cm }) => html`<tr>
              <th scope="row">${size}</th>
              ${chart.dimensions.map((dimension) => html`<td class="numbers">${range(body_cm[dimension])}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

/** @param {[number, number] | undefined} limits in centimetres */
function range(limits) {
  return limits ? limits.map((value) => formatNumber(value)).join("–") : "–";
}

customElements.define("size-table", SizeTable);
