/** `<stage-bar>`: where the latency of a mean frame is spent, as a bar against the target and in numbers. */
import { html, nothing } from "lit";
import { formatMs } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { STAGES } from "./figures.js";

/** @typedef {import("./figures.js").Figures["stages"]} StageMeans */

export class StageBar extends LightElement {
  /** @override */
  static properties = { stages: { attribute: false }, targetMs: { attribute: false } };

  constructor() {
    super();
    /** Mean milliseconds a frame. @type {StageMeans | null} */
    this.stages = null;
    this.targetMs = 0;
  }

  /** @override */
  render() {
    const { stages, targetMs } = this;
    if (!stages) return nothing;
    const known = STAGES.map((name) => stages[name]).filter((ms) => ms !== null);
    const totalMs = known.reduce((sum, ms) => sum + ms, 0);
    return html`<div class="stages" data-testid="stages">
      <div class="stages__bar" aria-hidden="true">
        ${STAGES.map((name) => html`<span class="stages__part stages__part--${name}"></span>`)}
      </div>
      <dl class="stages__list">
        ${STAGES.map((name) => this.#stage(name, stages[name]))}
        <div class="stages__item stages__item--total">
          <dt>${t("monitor-stages-total", { target: targetMs })}</dt>
          <dd class="numbers">${known.length > 0 ? formatMs(totalMs) : "—"}</dd>
        </div>
      </dl>
    </div>`;
  }

  /** Widths go through the CSSOM: the page's policy allows no style attribute, which `styleMap` begins with. @override */
  updated() {
    const means = STAGES.map((name) => this.stages?.[name] ?? 0);
    const scaleMs = Math.max(
      means.reduce((sum, ms) => sum + ms, 0),
      this.targetMs,
    );
    for (const [index, part] of this.querySelectorAll(".stages__part").entries()) {
      /** @type {HTMLElement} */ (part).style.setProperty(
        "inline-size",
        `${(means[index] / scaleMs) * 100}%`,
      );
    }
  }

  /**
   * @param {string} name
   * @param {number | null} ms
   */
  #stage(name, ms) {
    return html`<div class="stages__item">
      <dt><span class="stages__key stages__part--${name}" aria-hidden="true"></span>${t(`monitor-stage-${name}`)}</dt>
      <dd class="numbers" data-stage=${name} data-ms=${ms === null ? "" : Math.round(ms)}>
        ${ms === null ? "—" : formatMs(ms)}
      </dd>
    </div>`;
  }
}

customElements.define("stage-bar", StageBar);
