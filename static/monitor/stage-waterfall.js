/** `<stage-waterfall>`: where the latency of a mean frame is spent, one stage after the other, against the target. */
import { html, nothing } from "lit";
import { formatMs } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { STAGES } from "./figures.js";

/** @typedef {import("./figures.js").Figures["stages"]} StageMeans */

export class StageWaterfall extends LightElement {
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
    return html`<dl class="waterfall" data-testid="stages">
      ${STAGES.map((name) => this.#stage(name, stages[name]))}
      <div class="waterfall__stage waterfall__stage--total">
        <dt>${t("monitor-stages-total", { target: targetMs })}</dt>
        <dd class="numbers">${known.length > 0 ? formatMs(known.reduce((sum, ms) => sum + ms, 0)) : "—"}</dd>
      </div>
    </dl>`;
  }

  /** Places go through the CSSOM: the page's policy allows no style attribute, which `styleMap` begins with. @override */
  updated() {
    const means = STAGES.map((name) => this.stages?.[name] ?? 0);
    const totalMs = means.reduce((sum, ms) => sum + ms, 0);
    const scaleMs = Math.max(totalMs, this.targetMs * 1.05);
    let fromMs = 0;
    for (const [index, track] of this.#tracks().entries()) {
      track.style.setProperty("--from", String(fromMs / scaleMs));
      track.style.setProperty("--part", String(means[index] / scaleMs));
      track.style.setProperty("--target", String(this.targetMs / scaleMs));
      fromMs += means[index];
    }
  }

  #tracks() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".waterfall__track"));
  }

  /**
   * @param {keyof StageMeans} name
   * @param {number | null} ms
   */
  #stage(name, ms) {
    return html`<div class="waterfall__stage">
      <dt>${t(`monitor-stage-${name}`)}</dt>
      <dd class="numbers" data-stage=${name} data-ms=${ms === null ? "" : Math.round(ms)}>
        ${ms === null ? "—" : formatMs(ms)}
      </dd>
      <dd class="waterfall__track" aria-hidden="true"><span class="waterfall__bar waterfall__bar--${name}"></span></dd>
    </div>`;
  }
}

customElements.define("stage-waterfall", StageWaterfall);
