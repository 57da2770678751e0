/**
 * `<return-rules>`: a dialog in which a supervisor edits the shop's rules for returns, as the table that a spreadsheet
 * also opens. Every wrong cell is named; until all are right nothing is changed.
 */
/** @import { Fault } from "../modules/api.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestBlob, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";

const PATH = "/api/v1/return-rules";
const COLUMNS = ["category", "country", "window_days", "who_pays", "exclusions", "condition"];
const AS_TABLE = `${PATH}?format=csv`;

export class ReturnRules extends LightElement {
  /** @override */
  static properties = {
    table: { state: true },
    busy: { state: true },
    saved: { state: true },
    failure: { state: true },
    faults: { state: true },
  };

  constructor() {
    super();
    /** The rules as the service has them; null until they are known. @type {string | null} */
    this.table = null;
    this.busy = false;
    this.saved = false;
    /** Code of what went wrong last; "" for nothing. */
    this.failure = "";
    /** @type {readonly Fault[]} */
    this.faults = [];
  }

  async open() {
    this.#forget();
    this.table = null;
    this.querySelector("dialog")?.showModal();
    await this.#request(async () => {
      this.table = await (await requestBlob(AS_TABLE)).text();
    });
  }

  /** @override */
  render() {
    return html`<dialog class="return-rules" aria-labelledby="return-rules-title" data-testid="return-rules">
      <h2 class="dialog__title" id="return-rules-title">${t("agent-return-rules")}</h2>
      <form class="stack" @submit=${this.#save}>
        <div class="small stack stack--tight" id="return-rules-hint">
          <p>${t("agent-return-rules-hint")}</p>
          <dl class="return-rules__columns">
            ${COLUMNS.map((column) => html`<div><dt>${column}</dt><dd>${t(`agent-rule-column-${column}`)}</dd></div>`)}
          </dl>
        </div>
        <div class="field">
          <label for="return-rules-table">${t("agent-return-rules-table")}</label>
          <textarea class="input return-rules__table" id="return-rules-table" rows="10" spellcheck="false" wrap="off"
            aria-describedby="return-rules-hint return-rules-faults" aria-invalid=${this.faults.length > 0}
            data-testid="return-rules-table" .value=${this.table ?? ""} ?disabled=${this.table === null}
            @input=${this.#forget}></textarea>
        </div>
        <div id="return-rules-faults" role="status" data-testid="return-rules-result">${this.#result()}</div>
        <div class="dialog__actions">
          <a class="button button--quiet" href=${AS_TABLE} download>${t("agent-return-rules-download")}</a>
          <button type="button" class="button" @click=${this.#close}>${t("close")}</button>
          <button class="button button--primary" data-testid="return-rules-save"
            aria-disabled=${this.busy || this.table === null}>${t("agent-return-rules-save")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #result() {
    if (this.saved)
      return html`<p class="return-rules__saved">${icon("check")} ${t("agent-return-rules-saved")}</p>`;
    if (this.failure === "") return nothing;
    return html`<p class="field__error">${textFor("error", this.failure)}</p>
      <ul class="small">
        ${this.faults.map(({ code, values }) => html`<li>${textFor("agent-rule-fault", code, values)}</li>`)}
      </ul>`;
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    if (this.busy || this.table === null) return;
    this.#forget();
    const text = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea")).value;
    this.table = text;
    await this.#request(async () => {
      await requestJson(PATH, { method: "PUT", body: new Blob([text], { type: "text/csv" }) });
      this.saved = true;
    });
  }

  #forget() {
    this.saved = false;
    this.failure = "";
    this.faults = [];
  }

  #close() {
    this.querySelector("dialog")?.close();
  }

  /** @param {() => Promise<void>} work */
  async #request(work) {
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
      this.faults = error.faults;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("return-rules", ReturnRules);
