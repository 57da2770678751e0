/** `<monitor-app>`: signs a supervisor in and shows what the address names; an agent is told that it is not for him. */
import { html } from "lit";
import "../agent/sign-in-form.js";
import { currentStaff, signOut } from "../agent/staff-session.js";
import { LightElement } from "../components/light-element.js";
import "../components/locale-switch.js";
import { ApiError } from "../modules/api.js";
import { t } from "../modules/i18n.js";
import "./consultation-page.js";
import "./monitor-board.js";

/** @typedef {import("../agent/staff-session.js").Staff} Staff */

export class MonitorApp extends LightElement {
  /** @override */
  static properties = {
    url: { attribute: false },
    consultation: { attribute: false },
    staff: { state: true },
    reason: { state: true },
    loading: { state: true },
    forbidden: { state: true },
  };

  constructor() {
    super();
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
    /** Id of the one to show; null for the overview. @type {string | null} */
    this.consultation = null;
    /** @type {Staff | null} */
    this.staff = null;
    /** Why one has to sign in (again); see `<sign-in-form>`. */
    this.reason = "";
    this.loading = true;
    /** The service says that this person is no supervisor, whatever this page thought. */
    this.forbidden = false;
  }

  /** @override */
  async firstUpdated() {
    try {
      this.#take(await currentStaff());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.reason = error.code;
    }
    this.loading = false;
  }

  /** @override */
  render() {
    const { staff } = this;
    if (this.loading) return html`<p class="console__loading muted" role="status">${t("loading")}</p>`;
    if (!staff) {
      return html`<main class="sign-in-page">
        <sign-in-form heading=${t("monitor-sign-in-title")} .reason=${this.reason}
          @signed-in=${(/** @type {CustomEvent<{ staff: Staff }>} */ event) => this.#take(event.detail.staff)}></sign-in-form>
        <locale-switch></locale-switch>
      </main>`;
    }
    if (this.forbidden) return this.#forbiddenPage(staff);
    if (this.consultation === null) {
      return html`<monitor-board .staff=${staff} .url=${this.url} @sign-out=${this.#signOut} @refused=${this.#refused}>
      </monitor-board>`;
    }
    return html`<consultation-page .staff=${staff} .url=${this.url} .consultation=${this.consultation}
      @sign-out=${this.#signOut} @refused=${this.#refused}></consultation-page>`;
  }

  /** @param {Staff} staff */
  #forbiddenPage(staff) {
    return html`<main class="sign-in-page">
      <section class="card stack sign-in" data-testid="not-supervisor">
        <h1>${t("monitor-forbidden-title")}</h1>
        <p>${t("monitor-forbidden", { name: staff.name })}</p>
        <p class="row">
          <a class="button button--primary" href="/agent">${t("monitor-to-console")}</a>
          <button type="button" class="button" @click=${this.#signOut}>${t("monitor-other-account")}</button>
        </p>
      </section>
      <locale-switch></locale-switch>
    </main>`;
  }

  /** @param {Staff | null} staff */
  #take(staff) {
    this.staff = staff;
    this.reason = "";
    this.forbidden = staff !== null && staff.role !== "supervisor";
  }

  /** @param {CustomEvent<{ code: string }>} event */
  #refused({ detail: { code } }) {
    if (code === "not-supervisor") {
      this.forbidden = true;
      return;
    }
    this.staff = null;
    this.reason = "signed-off";
  }

  async #signOut() {
    try {
      await signOut();
      this.#take(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#take(null);
      if (error.status !== 401) this.reason = "sign-out-failed";
    }
  }
}

customElements.define("monitor-app", MonitorApp);
