/**
 * `<agent-app>`: signs the agent in and shows the console. A one-time link signs in by itself, also when somebody
 * else is signed in at this browser.
 *
 * Fires `ringing` as the console does.
 */
import { html } from "lit";
import { LightElement } from "../components/light-element.js";
import "../components/locale-switch.js";
import { ApiError } from "../modules/api.js";
import { t } from "../modules/i18n.js";
import "./agent-console.js";
import "./sign-in-form.js";
import { currentStaff, signIn, signOut } from "./staff-session.js";

/** @typedef {import("./staff-session.js").Staff} Staff */

export class AgentApp extends LightElement {
  /** @override */
  static properties = {
    link: { attribute: false },
    url: { attribute: false },
    staff: { state: true },
    reason: { state: true },
    loading: { state: true },
  };

  constructor() {
    super();
    /** The token of a one-time link, if the page was opened with one. @type {string | null} */
    this.link = null;
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
    /** @type {Staff | null} */
    this.staff = null;
    /** Why one has to sign in (again); see `<sign-in-form>`. */
    this.reason = "";
    this.loading = true;
  }

  /** @override */
  firstUpdated() {
    void this.#begin();
  }

  /** @override */
  render() {
    if (this.loading) return html`<p class="console__loading muted" role="status">${t("loading")}</p>`;
    if (this.staff) {
      return html`<agent-console .staff=${this.staff} .url=${this.url} @sign-out=${this.#signOut}
        @signed-off=${() => this.#leave("signed-off")}></agent-console>`;
    }
    return html`<main class="sign-in-page">
      <sign-in-form heading=${t("agent-sign-in-title")} .reason=${this.reason} @signed-in=${this.#signedIn}></sign-in-form>
      <locale-switch></locale-switch>
    </main>`;
  }

  async #begin() {
    try {
      this.staff = this.link ? await signIn({ link: this.link }) : await currentStaff();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Who follows his link again after a reload is signed in already.
      this.staff = error.code === "link-expired" ? await currentStaff().catch(() => null) : null;
      this.reason = this.staff ? "" : error.code;
    }
    this.link = null;
    this.loading = false;
  }

  /** @param {CustomEvent<{ staff: Staff }>} event */
  #signedIn({ detail: { staff } }) {
    this.reason = "";
    this.staff = staff;
  }

  async #signOut() {
    try {
      await signOut();
      this.#leave("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#leave(error.status === 401 ? "" : "sign-out-failed");
    }
  }

  /** @param {string} reason */
  #leave(reason) {
    this.staff = null;
    this.reason = reason;
  }
}

customElements.define("agent-app", AgentApp);
