/** `<alert-list>`: what a supervisor should act on: the error budget's alerts, and what is wrong at this moment. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import "./burn-alert.js";

/** @typedef {import("./alerts.js").Alert} Alert */
/** @typedef {import("../modules/messages.js").BurnAlert} BurnAlert */

export class AlertList extends LightElement {
  /** @override */
  static properties = {
    alerts: { attribute: false },
    burning: { attribute: false },
    nowMs: { attribute: false },
  };

  constructor() {
    super();
    /** Of this moment. @type {readonly Alert[]} */
    this.alerts = [];
    /** Of the error budget. @type {readonly BurnAlert[]} */
    this.burning = [];
    /** The service's clock. */
    this.nowMs = 0;
  }

  /** @override */
  render() {
    const { alerts, burning } = this;
    const count = alerts.length + burning.length;
    return html`<section class="alerts" aria-label=${t("monitor-alerts")} data-testid="alerts" data-count=${count}>
      <p class="visually-hidden" role="alert">${burning.map(({ id }) => textFor("monitor-burn", id)).join(" ")}</p>
      ${repeat(
        burning,
        ({ id }) => id,
        (alert) => html`<burn-alert .alert=${alert} .nowMs=${this.nowMs}></burn-alert>`,
      )}
      <div class="alerts" role="log" aria-live="polite" aria-label=${t("monitor-alerts-now")}>
        ${
          count === 0
            ? html`<p class="banner banner--good">${icon("check")}<span class="banner__text">${t("monitor-alerts-none")}</span></p>`
            : nothing
        }
        ${repeat(
          alerts,
          ({ key }) => key,
          ({ code, tone, args }) => html`<p class="banner banner--${tone}" data-alert=${code}>
            ${icon(tone === "poor" ? "stop" : "triangle")}
            <span class="banner__text">${t(`monitor-alert-${code}`, args)}</span>
          </p>`,
        )}
      </div>
    </section>`;
  }
}

customElements.define("alert-list", AlertList);
