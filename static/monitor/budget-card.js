/** `<budget-card>`: the objective as an error budget: what is left of it, and how fast it is being spent. */
import { html, nothing } from "lit";
import { formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { burnRate, formatSpan, NOTHING, orNothing } from "./written.js";

/** @typedef {import("../modules/messages.js").ErrorBudget} ErrorBudget */

export class BudgetCard extends LightElement {
  /** @override */
  static properties = { budget: { attribute: false } };

  constructor() {
    super();
    /** @type {ErrorBudget | null} */
    this.budget = null;
  }

  /** @override */
  render() {
    const { budget } = this;
    if (!budget) return html`<p class="muted">${t("monitor-budget-unknown")}</p>`;
    const left = budget.left_share ?? null;
    return html`<div class="budget" data-testid="budget" data-left=${left ?? ""}>
      <div class="budget__main">
        <p class="budget__left numbers budget__left--${levelOf(left)}">${leftText(left)}</p>
        <div class="budget__bar" aria-hidden="true"><span class="budget__rest budget__rest--${levelOf(left)}"></span></div>
        <p class="small muted numbers">${this.#time(budget, left)}</p>
      </div>
      ${this.#rates(budget)}
    </div>`;
  }

  /** The width goes through the CSSOM: the page's policy allows no style attribute. @override */
  updated() {
    const rest = /** @type {HTMLElement | null} */ (this.querySelector(".budget__rest"));
    const left = Math.min(1, Math.max(0, this.budget?.left_share ?? 0));
    rest?.style.setProperty("inline-size", `${left * 100}%`);
  }

  /**
   * @param {ErrorBudget} budget
   * @param {number | null} left
   */
  #time({ objective, due_s, missing_s }, left) {
    if (left === null) return t("monitor-budget-nothing-due");
    const allMs = (1 - objective) * due_s * 1000;
    return t("monitor-budget-time", {
      spent: formatSpan((1 - left) * allMs),
      all: formatSpan(allMs),
      missing: formatSpan(missing_s * 1000),
    });
  }

  /** @param {ErrorBudget} budget */
  #rates({ burn = [] }) {
    if (burn.length === 0) return nothing;
    return html`<div class="budget__rates">
      <p class="small muted" id="burn-explained">${t("monitor-burn-explained")}</p>
      <dl class="burns numbers" aria-labelledby="burn-explained">
        ${burn.map(
          ({
            window_s,
            rate,
            due_s,
          }) => html`<div class="burns__one" data-window=${window_s} data-rate=${rate ?? ""}>
            <dt>${formatSpan(window_s * 1000)}</dt>
            <dd class=${rate != null && rate > 1 ? "burns__fast" : ""}>${orNothing(rate, burnRate)}</dd>
            <dd class="small muted">${due_s > 0 ? t("monitor-burn-due", { due: formatSpan(due_s * 1000) }) : nothing}</dd>
          </div>`,
        )}
      </dl>
    </div>`;
  }
}

/** @param {number | null} left */
function levelOf(left) {
  if (left === null) return "unknown";
  if (left <= 0) return "poor";
  return left < 0.25 ? "fair" : "good";
}

/** @param {number | null} left */
function leftText(left) {
  if (left === null) return NOTHING;
  if (left < 0)
    return t("monitor-budget-over", {
      share: formatNumber(-left, { style: "percent", maximumFractionDigits: 0 }),
    });
  return t("monitor-budget-left", { share: formatShare(left) });
}

customElements.define("budget-card", BudgetCard);
