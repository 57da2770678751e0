/**
 * `<status-switch>`: whether the agent can be rung, and the one button that changes it.
 *
 * Fires `available` and `away`.
 */
import { html } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

const SETTLED = new Set(["away", "available"]);

export class StatusSwitch extends LightElement {
  /** @override */
  static properties = { status: {}, online: { type: Boolean } };

  constructor() {
    super();
    /** @type {string} away | available | offered | busy | wrap_up */
    this.status = "away";
    /** Whether the service hears. */
    this.online = false;
  }

  /** @override */
  render() {
    const onDuty = this.status !== "away";
    const fixed = !this.online || !SETTLED.has(this.status);
    return html`<span class="status status--${this.status}" role="status" data-testid="status" data-status=${this.status}>
        <span class="status__dot" aria-hidden="true"></span>${t(`agent-status-${this.status}`)}
      </span>
      <button type="button" class="switch" data-testid="available" aria-pressed=${onDuty} aria-disabled=${fixed}
        title=${this.#why(fixed)} @click=${() => !fixed && this.#toggle()}>
        <span class="switch__track" aria-hidden="true"><span class="switch__thumb"></span></span>${t("agent-on-duty")}
      </button>`;
  }

  /** @param {boolean} fixed */
  #why(fixed) {
    if (!this.online) return t("agent-on-duty-offline");
    return t(fixed ? "agent-on-duty-fixed" : "agent-on-duty-hint");
  }

  #toggle() {
    this.dispatchEvent(new Event(this.status === "away" ? "available" : "away"));
  }
}

customElements.define("status-switch", StatusSwitch);
