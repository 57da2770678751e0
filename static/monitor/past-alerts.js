/** `<past-alerts>`: alerts on the error budget that have fired lately and no longer do; asked for when wanted. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { orNothing } from "./written.js";

/** @typedef {import("../modules/messages.js").BurnAlert} BurnAlert */

export class PastAlerts extends LightElement {
  /** @override */
  static properties = { past: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** Null until it has come. @type {BurnAlert[] | null} */
    this.past = null;
    /** Error code of the last question. */
    this.failure = "";
  }

  /** @override */
  render() {
    return html`<details class="chart__more" data-testid="past-alerts" @toggle=${this.#toggled}>
      <summary>${t("monitor-alerts-past")}</summary>
      <div role="status">
        ${this.failure ? html`<p class="banner banner--poor">${textFor("error", this.failure)}</p>` : nothing}
        ${this.past?.length === 0 ? html`<p class="small muted">${t("monitor-alerts-past-none")}</p>` : nothing}
      </div>
      <ul class="past">${this.past?.map((alert) => this.#alert(alert))}</ul>
    </details>`;
  }

  /** @param {BurnAlert} alert */
  #alert({ id, since_ms, resolved_ms, acknowledged }) {
    return html`<li class="small">
      <strong>${textFor("monitor-burn", id)}</strong>
      <span class="numbers muted">${t("monitor-alert-time", { since: formatDateTime(since_ms), until: orNothing(resolved_ms, formatDateTime) })}</span>
      ${
        acknowledged
          ? html`<span>${t("monitor-alert-acknowledged", { by: acknowledged.by })}
              ${acknowledged.reason ? html`<q dir="auto">${acknowledged.reason}</q>` : nothing}</span>`
          : nothing
      }
    </li>`;
  }

  /** @param {Event} event */
  async #toggled(event) {
    if (!(/** @type {HTMLDetailsElement} */ (event.target).open)) return;
    try {
      this.past = (await requestJson("/api/v1/monitor/alerts")).past;
      this.failure = "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    }
  }
}

customElements.define("past-alerts", PastAlerts);
