/** The page of a summary: fetched by the token in the address, which is all that opens it. */
import { html, LitElement, nothing } from "lit";
import "../components/locale-switch.js";
import "../components/status-banner.js";
import "./summary-mail.js";
import "./summary-view.js";
import { icon } from "../components/icons.js";
import { ApiError, requestJson } from "../modules/api.js";
import { formatDateTime, LocaleController, loadLocale, t, textFor } from "../modules/i18n.js";

/** The summary is written right after the end: who follows the link at once may be before it. */
const TRIES = 8;
const PAUSE_MS = 1000;

class SummaryPage extends LitElement {
  /** @override */
  static properties = { answer: { state: true }, failure: { state: true } };

  constructor() {
    super();
    new LocaleController(this);
    /** @type {import("./summary.js").SummaryAnswer | null} */
    this.answer = null;
    /** @type {string | null} */
    this.failure = null;
    this.path = `/api/v1/summaries/${location.pathname.split("/").at(-1)}`;
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  /** @override */
  render() {
    const { answer, failure } = this;
    return html`<div class="summary">
      <header class="summary__header">
        <p class="summary__shop"><bdi>${answer?.summary.shop_name ?? ""}</bdi></p>
        <locale-switch class="no-print"></locale-switch>
      </header>
      <main>
        ${failure ? this.#failed(failure) : answer ? this.#read(answer) : this.#loading()}
      </main>
    </div>`;
  }

  /** @override */
  updated() {
    document.title = [t("summary-title"), this.answer?.summary.product.title].filter(Boolean).join(" – ");
  }

  #loading() {
    return html`<p class="muted" role="status"><span class="spinner" aria-hidden="true"></span> ${t("loading")}</p>`;
  }

  /** @param {string} code */
  #failed(code) {
    return html`<div class="card stack summary__failure" data-testid="failure" data-code=${code}>
      <h1>${t("summary-failure")}</h1>
      <p class="muted">${textFor("error", code)}</p>
      <p><button type="button" class="button" @click=${this.#load}>${t("try-again")}</button></p>
    </div>`;
  }

  /** @param {import("./summary.js").SummaryAnswer} answer */
  #read({ summary, expires_ms, mail }) {
    return html`<summary-view .summary=${summary} path=${this.path}></summary-view>
      <footer class="summary__footer no-print">
        <p><button type="button" class="button" data-testid="print" @click=${() => print()}>${icon("print")} ${t("summary-print")}</button></p>
        ${mail ? html`<summary-mail path=${this.path}></summary-mail>` : nothing}
        <p class="small muted">${t("summary-expires", { date: formatDateTime(expires_ms, { dateStyle: "long" }) })}</p>
      </footer>`;
  }

  async #load() {
    this.failure = null;
    for (let tries = 1; ; tries++) {
      try {
        this.answer = await requestJson(this.path);
        return;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code !== "unknown-summary" || tries === TRIES) {
          this.failure = error.code;
          return;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

await loadLocale("common", "summary", "room-policy", "room-sizing", "room-vision");
customElements.define("summary-page", SummaryPage);
