/** `<size-answer>`: the advised size, how sure it is and why, and the bodies that all sizes are made for. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { rangeText } from "./size-units.js";
import { dimensionName, reasonText, sureness } from "./size-words.js";

export class SizeAnswer extends LightElement {
  /** @override */
  static properties = { answer: { attribute: false }, guide: { attribute: false }, unit: {} };

  constructor() {
    super();
    /** @type {import("./size-advisor.js").Answer | null} */
    this.answer = null;
    /** @type {import("./size-advisor.js").Guide | null} */
    this.guide = null;
    /** @type {import("./size-units.js").Unit} */
    this.unit = "cm";
  }

  /** @override */
  render() {
    const { answer, guide, unit } = this;
    if (!answer || !guide) return nothing;
    const { size, probability, runner_up, outside, reasons } = answer.advice;
    return html`<div class="advice stack" data-testid="size-answer" data-size=${size} data-outside=${outside ?? nothing}>
      <div class="advice__head">
        <p class="advice__size"><span class="small">${t(outside ? "size-nearest" : "size-yours")}</span>
          <strong data-testid="advised-size">${size}</strong></p>
        <div>
          <p class="advice__sure">${outside ? t(`size-outside-${outside}`) : sureness(probability)}</p>
          ${
            runner_up && !outside
              ? html`<p class="muted" data-testid="runner-up">
                ${t("size-runner-up", { size: runner_up.size, share: percent(runner_up.probability) })}</p>`
              : nothing
          }
        </div>
      </div>
      <div>
        <h3>${t("size-why-title")}</h3>
        <ul class="advice__why">
          ${reasons.map(
            (reason) => html`<li data-code=${reason.code}>${reasonText(reason, unit, guide.group)}</li>`,
          )}
        </ul>
      </div>
      ${this.#table(guide, size)}
    </div>`;
  }

  /**
   * @param {import("./size-advisor.js").Guide} guide
   * @param {string} advised
   */
  #table({ chart, group }, advised) {
    const chances = new Map(this.answer?.advice.chances.map((each) => [each.size, each.probability]));
    return html`<div class="scroll advice__table" tabindex="0" role="region" aria-labelledby="size-table-title">
      <table class="numbers">
        <caption id="size-table-title" class="small muted">${t("size-table", { unit: this.unit })}</caption>
        <thead><tr>
          <th scope="col">${t("size-table-size", { system: chart.system })}</th>
          ${chart.dimensions.map((name) => html`<th scope="col">${dimensionName(name, group)}</th>`)}
          <th scope="col">${t("size-table-chance")}</th>
        </tr></thead>
        <tbody>${chart.rows.map(
          ({ size, body_cm }) => html`<tr class=${size === advised ? "advice__row" : ""}
            aria-current=${size === advised ? "true" : nothing}>
            <th scope="row">${size}</th>
            ${chart.dimensions.map((name) => html`<td>${rangeText(body_cm[name], this.unit)}</td>`)}
            <td><meter min="0" max="1" value=${chances.get(size) ?? 0} aria-hidden="true"></meter>
              ${percent(chances.get(size) ?? 0)}</td>
          </tr>`,
        )}</tbody>
      </table>
    </div>`;
  }
}

/** @param {number} share */
function percent(share) {
  return formatNumber(share, { style: "percent", maximumFractionDigits: 0 });
}

customElements.define("size-answer", SizeAnswer);
