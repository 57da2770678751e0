/**
 * `<monitor-header>`: whose monitor it is, the ways out of it, and who is signed in.
 *
 * Fires `sign-out`.
 */
import { html, nothing } from "lit";
import "../agent/account-menu.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { OVERVIEW } from "./address.js";

/** @typedef {import("../agent/staff-session.js").Staff} Staff */

export class MonitorHeader extends LightElement {
  /** @override */
  static properties = { staff: { attribute: false }, inside: { type: Boolean } };

  constructor() {
    super();
    /** @type {Staff | null} */
    this.staff = null;
    /** Whether this is a page inside of the overview, which then is one of the ways out. */
    this.inside = false;
  }

  /** @override */
  render() {
    return html`<header class="console-header">
      <p class="console-header__title">
        <strong>${this.staff?.shop.name}</strong> <span class="muted">${t("monitor-title")}</span>
      </p>
      <nav class="console-header__self" aria-label=${t("monitor-ways")}>
        ${this.inside ? html`<a href=${OVERVIEW}>${t("monitor-to-overview")}</a>` : nothing}
        <a href="/agent">${t("monitor-to-console")}</a>
        <account-menu .name=${this.staff?.name ?? ""} @sign-out=${() => this.dispatchEvent(new Event("sign-out"))}></account-menu>
      </nav>
    </header>`;
  }
}

customElements.define("monitor-header", MonitorHeader);
