/** `<alert-list>`: what a supervisor should act on, announced as it comes. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

/** @typedef {import("./alerts.js").Alert} Alert */

export class AlertList extends LightElement {
  /** @override */
  static properties = { alerts: { attribute: false } };

  constructor() {
    super();
    /** @type {readonly Alert[]} */
    this.alerts = [];
  }

  /** @override */
  render() {
    return html`<div class="alerts" role="log" aria-live="polite" aria-label=${t("monitor-alerts")} data-testid="alerts"
      data-count=${this.alerts.length}>
      ${
        this.alerts.length === 0
          ? html`<p class="banner banner--good">${icon("check")}<span class="banner__text">${t("monitor-alerts-none")}</span></p>`
          : nothing
      }
      ${repeat(
        this.alerts,
        ({ key }) => key,
        ({ code, tone, args }) => html`<p class="banner banner--${tone}" data-alert=${code}>
          ${icon(tone === "poor" ? "stop" : "triangle")}
          <span class="banner__text">${t(`monitor-alert-${code}`, args)}</span>
        </p>`,
      )}
    </div>`;
  }
}

customElements.define("alert-list", AlertList);
