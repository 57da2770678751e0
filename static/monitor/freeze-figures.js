/** `<freeze-figures>`: how often and how long pictures stood still. */
import { html } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { sum } from "./figures.js";
import { formatSpan, NOTHING } from "./written.js";

/** @typedef {import("./figures.js").Stretch} Stretch */

export class FreezeFigures extends LightElement {
  /** @override */
  static properties = { stretches: { attribute: false } };

  constructor() {
    super();
    /** @type {readonly Stretch[]} */
    this.stretches = [];
  }

  /** @override */
  render() {
    const freezes = sum(this.stretches, "freezes");
    const frozenMs = sum(this.stretches, "frozen_ms");
    const dueMs =
      sum(this.stretches, "within_ms") + sum(this.stretches, "late_ms") + sum(this.stretches, "missing_ms");
    const known = dueMs > 0;
    return html`<dl class="facts numbers" data-testid="freezes" data-count=${known ? freezes : ""}>
      <div><dt>${t("monitor-freezes-count")}</dt><dd>${known ? formatNumber(freezes) : NOTHING}</dd></div>
      <div><dt>${t("monitor-freezes-time")}</dt><dd>${known ? formatSpan(frozenMs) : NOTHING}</dd></div>
      <div><dt>${t("monitor-freezes-share")}</dt><dd>${known ? share(frozenMs / dueMs) : NOTHING}</dd></div>
    </dl>`;
  }
}

/** @param {number} value */
function share(value) {
  return formatNumber(value, { style: "percent", maximumFractionDigits: 2 });
}

customElements.define("freeze-figures", FreezeFigures);
