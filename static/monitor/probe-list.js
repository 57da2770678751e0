/** `<probe-list>`: the newest synthetic consultation by each way. They are no people's and count nowhere else. */
import { html } from "lit";
import { formatMs } from "../agent/formats.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { formatRelative, t } from "../modules/i18n.js";
import { orNothing } from "./written.js";

/** @typedef {import("../modules/messages.js").ProbeResult} ProbeResult */

export class ProbeList extends LightElement {
  /** @override */
  static properties = { probes: { attribute: false }, nowMs: { attribute: false } };

  constructor() {
    super();
    /** @type {readonly ProbeResult[]} */
    this.probes = [];
    /** The service's clock, by the minute. */
    this.nowMs = 0;
  }

  /** @override */
  render() {
    if (this.probes.length === 0) return html`<p class="list__empty">${t("monitor-probes-empty")}</p>`;
    return html`<ul class="probes" data-testid="probes">
      ${this.probes.map((probe) => this.#probe(probe))}
    </ul>`;
  }

  /** @param {ProbeResult} probe */
  #probe({ region, path, at_ms, within_target, setup_ms, p50_ms, p95_ms, bound_ms, error }) {
    const tone = error ? "poor" : within_target ? "good" : "poor";
    const state = error ? "failed" : within_target ? "within" : "late";
    return html`<li class="probes__one numbers" data-region=${region} data-state=${state}>
      <div class="row row--spread">
        <strong>${region} <span class="muted">· ${t(`monitor-path-${path}`)}</span></strong>
        <span class="badge badge--${tone}">${icon(tone === "good" ? "check" : "stop")}${t(`monitor-probe-${state}`)}</span>
      </div>
      <p class="small">${
        error
          ? t("monitor-probe-error", { error })
          : t("monitor-probe-figures", {
              p50: orNothing(p50_ms, formatMs),
              p95: orNothing(p95_ms, formatMs),
              bound: orNothing(bound_ms, formatMs),
              setup: orNothing(setup_ms, formatMs),
            })
      }</p>
      <p class="small muted">${formatRelative(at_ms, Math.max(at_ms, this.nowMs))}</p>
    </li>`;
  }
}

customElements.define("probe-list", ProbeList);
