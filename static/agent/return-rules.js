/**
 * `<return-rules>`: a dialog in which a supervisor edits the shop's rules for returns, as the table that a spreadsheet
 * also opens. Every wrong cell is named; until all are right nothing is changed.
 */
import { html } from "lit";
import { t } from "../modules/i18n.js";
import { KeptTable } from "./kept-table.js";

const PATH = "/api/v1/return-rules";
const COLUMNS = ["category", "country", "window_days", "who_pays", "exclusions", "condition"];

export class ReturnRules extends KeptTable {
  constructor() {
    super(PATH);
  }

  /** @override */
  render() {
    return html`<dialog class="return-rules" aria-labelledby="return-rules-title" data-testid="return-rules">
      <h2 class="dialog__title" id="return-rules-title">${t("agent-return-rules")}</h2>
      <form class="stack" @submit=${this.#save}>
        <div class="small stack stack--tight" id="return-rules-hint">
          <p>${t("agent-return-rules-hint")}</p>
          <dl class="table-dialog__columns">
            ${COLUMNS.map((column) => html`<div><dt>${column}</dt><dd>${t(`agent-rule-column-${column}`)}</dd></div>`)}
          </dl>
        </div>
        <div class="field">
          <label for="return-rules-table">${t("agent-return-rules-table")}</label>
          <textarea class="input table-dialog__text" id="return-rules-table" rows="10" spellcheck="false" wrap="off"
            aria-describedby="return-rules-hint return-rules-faults" aria-invalid=${this.faults.length > 0}
            data-testid="return-rules-table" .value=${this.table ?? ""} ?disabled=${this.table === null}
            @input=${this.forget}></textarea>
        </div>
        <div id="return-rules-faults" role="status" data-testid="return-rules-result">${this.result("agent-rule-fault")}</div>
        <div class="dialog__actions">
          <a class="button button--quiet" href=${`${PATH}?format=csv`} download>${t("agent-return-rules-download")}</a>
          <button type="button" class="button" @click=${this.close}>${t("close")}</button>
          <button class="button button--primary" data-testid="return-rules-save"
            aria-disabled=${this.busy || this.table === null}>${t("agent-return-rules-save")}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** @param {Event} event */
  #save(event) {
    return this.save(event, "agent-return-rules-saved");
  }
}

customElements.define("return-rules", ReturnRules);
