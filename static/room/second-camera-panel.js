/** `<second-camera-panel>`: the agent invites his phone by a QR code, sees whether it has come, and takes it out again. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { ApiError } from "../modules/api.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { RoomElement } from "./room-element.js";

/** Addresses that lead a phone to itself. */
const LOCAL = /^(localhost|127\..*|\[::1\])$/;

/** @typedef {{ url: string, qr: string, expires_ms: number }} Invitation */

export class SecondCameraPanel extends RoomElement {
  /** @override */
  static properties = {
    ...RoomElement.properties,
    invitation: { state: true },
    asking: { state: true },
    trouble: { state: true },
  };

  constructor() {
    super();
    /** @type {Invitation | null} */
    this.invitation = null;
    this.asking = false;
    /** The error code of an invitation that was refused; "" when none was. */
    this.trouble = "";
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.second] : [];
  }

  /** @override */
  willUpdate(/** @type {import("lit").PropertyValues} */ changed) {
    super.willUpdate(changed);
    // It has done its work.
    if (this.room.second.id) this.invitation = null;
  }

  /** @override */
  render() {
    return html`<div class="second-panel stack" data-testid="second-camera" data-camera=${this.room.second.id ?? ""}>
      ${this.room.second.id ? this.#there() : this.#invite()}
      ${this.trouble ? html`<p class="second-panel__trouble" role="alert">${textFor("error", this.trouble)}</p>` : nothing}
    </div>`;
  }

  #invite() {
    const { invitation } = this;
    if (invitation) return this.#code(invitation);
    return html`<p>${t("second-lead")}</p>
      <p>${this.#button(t("second-invite"), "button--primary")}</p>`;
  }

  /** @param {Invitation} invitation */
  #code({ url, qr, expires_ms }) {
    return html`<div class="second-panel__code">
      <img class="second-panel__qr" src=${qr} alt=${t("second-qr")} data-testid="qr" data-url=${url}>
      <div class="stack stack--tight">
        <p>${t("second-scan")}</p>
        <p class="small second-panel__address" dir="ltr">${url}</p>
        ${LOCAL.test(new URL(url).hostname) ? html`<p class="small">${icon("info")} ${t("second-local")}</p>` : nothing}
        <p class="small muted">${t("second-good-until", { time: formatDateTime(expires_ms, { timeStyle: "short" }) })}</p>
        <p>${this.#button(t("second-invite-again"), "")}</p>
      </div>
    </div>`;
  }

  /** @param {string} text @param {string} look */
  #button(text, look) {
    return html`<button type="button" class="button ${look}" data-testid="invite" ?disabled=${this.asking} @click=${this.#ask}>
      ${text}</button>`;
  }

  #there() {
    const { second } = this.room;
    return html`<p role="status">${icon(second.track ? "check" : "clock")} ${t(second.track ? "second-shows" : "second-coming")}</p>
      <p class="small muted">${t("second-limits")}</p>
      <p class="second-panel__actions">
        <button type="button" class="button" aria-keyshortcuts="Alt+X" title="Alt+X" data-testid="exchange-in-panel"
          @click=${() => second.swap()}>${icon("expand")} ${t(second.large ? "second-show-first" : "second-show-second")}</button>
        <button type="button" class="button button--danger" data-testid="remove-camera" @click=${() => second.remove()}>
          ${icon("camera-off")} ${t("second-remove")}</button>
      </p>`;
  }

  #ask = async () => {
    this.asking = true;
    this.trouble = "";
    try {
      this.invitation = await this.room.api.post("camera", {});
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.trouble = error.code;
    } finally {
      this.asking = false;
    }
  };
}

customElements.define("second-camera-panel", SecondCameraPanel);
