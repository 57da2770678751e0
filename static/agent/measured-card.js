/**
 * `<measured-card>`: a dialog in which a supervisor enters what an instrument read from the shop's printed colour card, as a
 * table that may be pasted from a spreadsheet. Every wrong row is named; until all are right nothing is changed.
 */
import { html, nothing } from "lit";
import { requestJson } from "../modules/api.js";
import { t } from "../modules/i18n.js";
import { KeptTable } from "./kept-table.js";

const PATH = "/api/v1/colour-card";

export class MeasuredCard extends KeptTable {
  /** @override */
  static properties = { ...KeptTable.properties, measured: { state: true } };

  constructor() {
    super(PATH);
    /** Whether the values were measured: otherwise they are those that the card is meant to have. */
    this.measured = false;
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
          <textarea class="input table-dialog__text" id="measured-card-table" rows="10" spellcheck="false" wrap="off"
            aria-describedby="measured-card-hint measured-card-faults" aria-invalid=${this.faults.length > 0}
            data-testid="measured-card-table" .value=${this.table ?? ""} ?disabled=${this.table === null}
            @input=${this.forget}></textarea>
        </div>
        <div id="measured-card-faults" role="status" data-testid="measured-card-result">${this.result("agent-card-fault")}</div>
        <div class="dialog__actions">
          <a class="button button--quiet" href=${`${PATH}?format=csv`} download>${t("agent-measured-card-download")}</a>
          ${
            this.measured
              ? html`<button type="button" class="button button--quiet" data-testid="measured-card-reset"
                  aria-disabled=${this.busy} @click=${this.#reset}>${t("agent-measured-card-reset")}</button>`
              : nothing
          }
          <button type="button" class="button" @click=${this.close}>${t("close")}</button>
          <button class="button button--primary" data-testid="measured-card-save"
            aria-disabled=${this.busy || this.table === null}>${t("agent-measured-card-save")}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** @param {Event} event */
  async #save(event) {
    await this.save(event, "agent-measured-card-saved");
    if (this.done) this.measured = true;
  }

  async #reset() {
    if (this.busy) return;
    this.forget();
    await this.request(async () => {
      await requestJson(PATH, { method: "PUT", body: { lab: null } });
      await this.load();
      this.done = { text: "agent-measured-card-reset-done" };
    });
  }

  /** @override */
  async load() {
    const [{ lab }] = await Promise.all([requestJson(PATH), super.load()]);
    this.measured = lab !== null;
  }
}

customElements.define("measured-card", MeasuredCard);
