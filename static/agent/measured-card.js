/**
 * `<measured-card>`: a dialog in which a supervisor enters what an instrument read from the shop's printed colour card, as a
 * table that may be pasted from a spreadsheet. Every wrong row is named; until all are right nothing is changed.
 */
/** @import { Fault } from "../modules/api.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestBlob, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";

const PATH = "/api/v1/colour-card";
const AS_TABLE = `${PATH}?format=csv`;

export class MeasuredCard extends LightElement {
  /** @override */
  static properties = {
    table: { state: true },
    measured: { state: true },
    busy: { state: true },
    done: { state: true },
    failure: { state: true },
    faults: { state: true },
  };

  constructor() {
    super();
    /** The values as the service has them; null until they are known. @type {string | null} */
    this.table = null;
    /** Whether they were measured: otherwise they are those that the card is meant to have. */
    this.measured = false;
    this.busy = false;
    /** What was done last. @type {"" | "saved" | "reset-done"} */
    this.done = "";
    /** Code of what went wrong last; "" for nothing. */
    this.failure = "";
    /** @type {readonly Fault[]} */
    this.faults = [];
  }

  async open() {
    this.#forget();
    this.table = null;
    this.querySelector("dialog")?.showModal();
    await this.#request(() => this.#load());
  }

  /** @override */
  render() {
    return html`<dialog class="measured-card" aria-labelledby="measured-card-title" data-testid="measured-card">
      <h2 class="dialog__title" id="measured-card-title">${t("agent-measured-card")}</h2>
      <form class="stack" @submit=${this.#save}>
        <div class="small stack stack--tight" id="measured-card-hint">
          <p>${t("agent-measured-card-why")}</p>
          <p>${t("agent-measured-card-hint")}</p>
        </div>
        <p data-testid="measured-card-state">${
          this.table === null
            ? nothing
            : t(this.measured ? "agent-measured-card-measured" : "agent-measured-card-meant")
        }</p>
        <div class="field">
          <label for="measured-card-table">${t("agent-measured-card-table")}</label>
          <textarea class="input measured-card__table" id="measured-card-table" rows="10" spellcheck="false" wrap="off"
            aria-describedby="measured-card-hint measured-card-faults" aria-invalid=${this.faults.length > 0}
            data-testid="measured-card-table" .value=${this.table ?? ""} ?disabled=${this.table === null}
            @input=${this.#forget}></textarea>
        </div>
        <div id="measured-card-faults" role="status" data-testid="measured-card-result">${this.#result()}</div>
        <div class="dialog__actions">
          <a class="button button--quiet" href=${AS_TABLE} download>${t("agent-measured-card-download")}</a>
          ${
            this.measured
              ? html`<button type="button" class="button button--quiet" data-testid="measured-card-reset"
                  aria-disabled=${this.busy} @click=${this.#reset}>${t("agent-measured-card-reset")}</button>`
              : nothing
          }
          <button type="button" class="button" @click=${this.#close}>${t("close")}</button>
          <button class="button button--primary" data-testid="measured-card-save"
            aria-disabled=${this.busy || this.table === null}>${t("agent-measured-card-save")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #result() {
    if (this.done) {
      return html`<p class="measured-card__done">${icon("check")} ${t(`agent-measured-card-${this.done}`)}</p>`;
    }
    if (this.failure === "") return nothing;
    return html`<p class="field__error">${textFor("error", this.failure)}</p>
      <ul class="small">
        ${this.faults.map(({ code, values }) => html`<li>${textFor("agent-card-fault", code, values)}</li>`)}
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
      this.measured = true;
      this.done = "saved";
    });
  }

  async #reset() {
    if (this.busy) return;
    this.#forget();
    await this.#request(async () => {
      await requestJson(PATH, { method: "PUT", body: { lab: null } });
      await this.#load();
      this.done = "reset-done";
    });
  }

  async #load() {
    const [{ lab }, table] = await Promise.all([requestJson(PATH), requestBlob(AS_TABLE)]);
    this.measured = lab !== null;
    this.table = await table.text();
  }

  #forget() {
    this.done = "";
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

customElements.define("measured-card", MeasuredCard);
