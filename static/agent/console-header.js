/**
 * `<console-header>`: who is at the desk, whether he can be rung, how many wait, and whether his devices work.
 *
 * Fires `available`, `away` and `sign-out`.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";
import "./account-menu.js";
import { DeskElement } from "./desk-element.js";
import "./measured-card.js";
import "./return-rules.js";
import { loadSizes } from "./sizes-door.js";
import "./status-switch.js";

/** @typedef {import("./agent-desk.js").AgentDesk} AgentDesk */
/** @typedef {import("./measured-card.js").MeasuredCard} MeasuredCard */
/** @typedef {import("./return-rules.js").ReturnRules} ReturnRules */
/** @typedef {import("./size-charts.js").SizeCharts} SizeCharts */
/** @typedef {import("./size-outcomes.js").SizeOutcomes} SizeOutcomes */
/** @typedef {import("./staff-session.js").Staff} Staff */

export class ConsoleHeader extends DeskElement {
  /** @override */
  static properties = { staff: { attribute: false } };

  constructor() {
    super();
    /** @type {Staff | null} */
    this.staff = null;
  }

  /** @override */
  render() {
    const { staff, desk } = this;
    if (!staff || !desk) return nothing;
    const elsewhere = desk.signaling.status === "superseded";
    const supervisor = staff.role === "supervisor";
    return html`<div class="console-header">
      <p class="console-header__title">
        <strong>${staff.shop.name}</strong> <span class="muted">${t("agent-console")}</span>
      </p>
      ${elsewhere ? nothing : this.#duty(desk)}
      <div class="console-header__self">
        ${supervisor ? html`<a href="/monitor">${t("agent-to-monitor")}</a>` : nothing}
        <account-menu .name=${staff.name} ?supervisor=${supervisor} @return-rules=${this.#openRules}
          @size-charts=${this.#openSizes} @size-outcomes=${this.#openSizes} @measured-card=${this.#openCard}
          @sign-out=${this.#pass}></account-menu>
        ${
          supervisor
            ? html`<return-rules></return-rules><size-charts shop=${staff.shop.id}></size-charts>
                <size-outcomes></size-outcomes><measured-card></measured-card>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** @param {AgentDesk} desk */
  #duty(desk) {
    const waiting = desk.state?.waiting ?? 0;
    return html`<div class="console-header__duty">
      <status-switch .status=${desk.status} ?online=${desk.signaling.status === "online"}
        @available=${this.#pass} @away=${this.#pass}></status-switch>
      <span class="badge numbers" data-testid="waiting" data-count=${waiting}>
        ${icon("clock")} ${t("agent-waiting", { count: waiting })}
      </span>
      ${desk.status === "away" ? nothing : this.#devices(desk)}
    </div>`;
  }

  /** @param {AgentDesk} desk */
  #devices(desk) {
    const { camera, microphone } = desk.media.state;
    return html`<span class="device-state">
      ${this.#device(camera, camera ? "camera" : "camera-off", t(camera ? "agent-camera-ready" : "agent-camera-none"))}
      ${this.#device(
        microphone,
        microphone ? "mic" : "mic-off",
        t(microphone ? "agent-microphone-ready" : "agent-microphone-none"),
      )}
    </span>`;
  }

  /**
   * @param {boolean} ready
   * @param {import("../components/icons.js").IconName} shape
   * @param {string} text
   */
  #device(ready, shape, text) {
    return html`<span class="badge device-state__badge ${ready ? "badge--good" : "badge--fair"}" title=${text}>
      ${icon(shape)}<span class="visually-hidden">${text}</span>
    </span>`;
  }

  #openRules() {
    void (/** @type {ReturnRules} */ (this.querySelector("return-rules")).open());
  }

  /** Loaded when they are wanted. @param {Event} event whose type is the name of the element */
  async #openSizes({ type }) {
    await loadSizes();
    const dialog = /** @type {SizeCharts | SizeOutcomes} */ (this.querySelector(type));
    await dialog.updateComplete;
    await dialog.open();
  }

  #openCard() {
    void (/** @type {MeasuredCard} */ (this.querySelector("measured-card")).open());
  }

  /** @param {Event} event */
  #pass(event) {
    this.dispatchEvent(new Event(event.type));
  }
}

customElements.define("console-header", ConsoleHeader);
