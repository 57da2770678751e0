/**
 * `<burn-alert>`: one alert on the error budget, and what can be done about it: acknowledge it, silence it, take the
 * silence back. What was done is shown when the service tells it.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { burnRate, formatSpan, orNothing } from "./written.js";

/** @typedef {import("../modules/messages.js").BurnAlert} Alert */
/** @typedef {import("../modules/messages.js").AlertNote} AlertNote */

const HOUR_MS = 3_600_000;

/** For how long an alert can be silenced. */
const SILENCES_MS = [HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS];

export class BurnAlert extends LightElement {
  /** @override */
  static properties = {
    alert: { attribute: false },
    nowMs: { attribute: false },
    form: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** @type {Alert | null} */
    this.alert = null;
    /** The service's clock. */
    this.nowMs = 0;
    /** What is being written down. @type {"acknowledgement" | "silence" | null} */
    this.form = null;
    this.busy = false;
    /** Error code of the last try. */
    this.failure = "";
  }

  /** @override */
  render() {
    const { alert } = this;
    if (!alert) return nothing;
    const quiet = alert.acknowledged || alert.silenced;
    const tone = quiet || alert.severity === "ticket" ? "fair" : "poor";
    return html`<article class="banner banner--${tone} burn" data-alert=${alert.id}>
      ${icon(tone === "poor" ? "stop" : "triangle")}
      <div class="banner__text">
        <p><strong>${textFor("monitor-burn", alert.id)}</strong></p>
        <p class="small numbers">${this.#numbers(alert)}</p>
        ${this.#note("acknowledged", alert.acknowledged)} ${this.#note("silenced", alert.silenced)}
      </div>
      ${this.#buttons(alert)}
      ${this.form ? this.#form(this.form) : nothing}
      <p class="burn__failure small" role="status">${this.failure ? textFor("error", this.failure) : nothing}</p>
    </article>`;
  }

  /** @param {Alert} alert */
  #numbers({ long, short, threshold, since_ms }) {
    return t("monitor-burn-numbers", {
      long: orNothing(long.rate, burnRate),
      longWindow: formatSpan(long.window_s * 1000),
      short: orNothing(short.rate, burnRate),
      shortWindow: formatSpan(short.window_s * 1000),
      threshold: burnRate(threshold),
      since: formatDateTime(since_ms),
    });
  }

  /**
   * @param {"acknowledged" | "silenced"} what
   * @param {AlertNote | null | undefined} note
   */
  #note(what, note) {
    if (!note) return nothing;
    const until = orNothing(note.until_ms, formatDateTime);
    return html`<p class="small" data-note=${what}>${t(`monitor-alert-${what}`, { by: note.by, until })}
      ${note.reason ? html`<q dir="auto">${note.reason}</q>` : nothing}</p>`;
  }

  /** @param {Alert} alert */
  #buttons({ acknowledged, silenced }) {
    if (this.form) return nothing;
    return html`<div class="row burn__buttons">
      ${
        acknowledged
          ? nothing
          : html`<button type="button" class="button" data-testid="acknowledge" @click=${() => this.#open("acknowledgement")}>
              ${t("monitor-acknowledge")}</button>`
      }
      ${
        silenced
          ? html`<button type="button" class="button" data-testid="unsilence" ?disabled=${this.busy}
              @click=${() => this.#send("silence", "DELETE")}>${t("monitor-unsilence")}</button>`
          : html`<button type="button" class="button" data-testid="silence" @click=${() => this.#open("silence")}>
              ${t("monitor-silence")}</button>`
      }
    </div>`;
  }

  /** @param {"acknowledgement" | "silence"} form */
  #form(form) {
    const silence = form === "silence";
    const id = `${form}-${this.alert?.id}`;
    return html`<form class="burn__form" @submit=${this.#submit}>
      <div class="field">
        <label for="${id}-reason">${t(silence ? "monitor-silence-reason" : "monitor-acknowledge-reason")}</label>
        <input id="${id}-reason" class="input" name="reason" maxlength="200" autocomplete="off" ?required=${silence}
          data-testid="alert-reason">
      </div>
      ${
        silence
          ? html`<div class="field">
              <label for="${id}-for">${t("monitor-silence-for")}</label>
              <select id="${id}-for" class="select" name="for" data-testid="silence-for">
                ${SILENCES_MS.map((ms) => html`<option value=${ms}>${formatSpan(ms)}</option>`)}
              </select>
            </div>`
          : nothing
      }
      <div class="row">
        <button class="button button--primary" data-testid="alert-save" ?disabled=${this.busy}>
          ${t(silence ? "monitor-silence" : "monitor-acknowledge")}</button>
        <button type="button" class="button" @click=${() => this.#open(null)}>${t("monitor-cancel")}</button>
      </div>
    </form>`;
  }

  /** @param {"acknowledgement" | "silence" | null} form */
  async #open(form) {
    this.form = form;
    this.failure = "";
    await this.updateComplete;
    const next = form ? "[name=reason]" : ".burn__buttons button";
    /** @type {HTMLElement | null} */ (this.querySelector(next))?.focus();
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const reason = String(fields.get("reason")).trim();
    if (this.form === "acknowledgement") return this.#send("acknowledgement", "POST", { reason });
    return this.#send("silence", "POST", { reason, until_ms: this.nowMs + Number(fields.get("for")) });
  }

  /**
   * @param {"acknowledgement" | "silence"} what
   * @param {"POST" | "DELETE"} method
   * @param {{ reason: string, until_ms?: number }} [body]
   */
  async #send(what, method, body) {
    this.busy = true;
    try {
      await requestJson(`/api/v1/monitor/alerts/${this.alert?.id}/${what}`, { method, body });
      await this.#open(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("burn-alert", BurnAlert);
