/**
 * `<size-chart-editor>`: one size chart: what it is for, its cells, import and export, saving and deleting. What is wrong
 * is told at the size that it is about, and nothing typed is lost.
 *
 * Events: `edited` (detail: what is not saved, null for nothing), `saved` (detail: the entry), `removed`, `back`.
 */
/** @import { Fault } from "../modules/api.js" */
/** @import { Chart, Draft } from "./size-chart-draft.js" */
/** @import { SizeChartTable } from "./size-chart-table.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";
import { chartOf, draftOf, emptyDraft, GARMENTS, GROUPS, inCentimetres, marked } from "./size-chart-draft.js";
import { draftFromText } from "./size-chart-file.js";
import "./size-chart-place.js";
import "./size-chart-table.js";
import { chartFaultText } from "./size-chart-words.js";

/**
 * @typedef {{ scope: "product" | "brand" | "category", key: string }} Place what a chart is for; `key` is the SKU of a product
 * @typedef {Place & { chart: Chart, updated_ms: number }} ChartEntry
 * @typedef {{ place: Place, draft: Draft }} Unsaved
 * @typedef {Unsaved & { entry: ChartEntry | null }} Opened
 */

export class SizeChartEditor extends LightElement {
  /** @override */
  static properties = {
    opened: { attribute: false },
    shop: {},
    taken: { attribute: false },
    entry: { state: true },
    draft: { state: true },
    place: { state: true },
    busy: { state: true },
    saved: { state: true },
    failure: { state: true },
    faults: { state: true },
    replaced: { state: true },
    confirming: { state: true },
    pasted: { state: true },
    unread: { state: true },
  };

  constructor() {
    super();
    /** What it begins with. @type {Opened | null} */
    this.opened = null;
    /** As the service has it; null for one that is not stored yet. @type {ChartEntry | null} */
    this.entry = null;
    /** @type {Draft} */
    this.draft = emptyDraft();
    /** @type {Place} */
    this.place = { scope: "product", key: "" };
    /** Id of the shop. */
    this.shop = "";
    /** Whether there is a chart for this place already. @type {(place: Place) => boolean} */
    this.taken = () => false;
    this.busy = false;
    this.saved = false;
    /** Code of what went wrong last; "" for nothing. */
    this.failure = "";
    /** What is wrong with no size in particular. @type {readonly Fault[]} */
    this.faults = [];
    /** What was there before something typed was taken away. @type {Draft | null} */
    this.replaced = null;
    /** Whether deleting has to be confirmed now. */
    this.confirming = false;
    /** What stands in the field of the import. */
    this.pasted = "";
    /** Why that could not be read. @type {readonly Fault[]} */
    this.unread = [];
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has("opened") && this.opened) Object.assign(this, this.opened);
  }

  /** @override */
  render() {
    const { entry, draft, place } = this;
    return html`<form class="chart-editor stack" data-testid="size-chart-editor" @submit=${this.#save}>
      <div class="chart-editor__head">
        <button type="button" class="button button--quiet" data-testid="chart-back" @click=${() => this.#tell("back")}>
          ${icon("back", "icon--mirrored")} ${t("agent-charts-all")}</button>
        <h3 tabindex="-1">${entry ? t(`agent-chart-of-${place.scope}`, { key: place.key }) : t("agent-chart-new")}</h3>
      </div>
      ${
        entry
          ? nothing
          : html`<size-chart-place shop=${this.shop} .place=${place} @place=${this.#choosePlace} @begin=${this.#begin}></size-chart-place>`
      }
      <div class="chart-editor__about" @input=${this.#about}>
        <div class="field">
          <label for="chart-system">${t("agent-chart-system")}</label>
          <input class="input" id="chart-system" name="system" data-testid="chart-system" required maxlength="10"
            autocomplete="off" list="chart-systems" .value=${draft.system}>
          <datalist id="chart-systems">
            ${["EU", "FR", "IT", "UK", "US", "JP", "CN", "INT"].map((system) => html`<option value=${system}></option>`)}
          </datalist>
        </div>
        ${this.#choice("group", GROUPS)} ${this.#choice("garment", GARMENTS)}
      </div>
      <size-chart-table .draft=${draft} @edit=${this.#cells}></size-chart-table>
      ${this.#importing()}
      <div role="status" data-testid="chart-result">${this.#result()}</div>
      ${this.confirming ? this.#confirmation() : this.#actions()}
    </form>`;
  }

  /**
   * @param {"group" | "garment"} name
   * @param {readonly string[]} values
   */
  #choice(name, values) {
    const chosen = this.draft[name];
    return html`<div class="field">
      <label for=${`chart-${name}`}>${t(`agent-chart-${name}`)}</label>
      <select class="select" id=${`chart-${name}`} name=${name} data-testid=${`chart-${name}`}>
        <option value="" ?selected=${chosen === ""}>${t("agent-chart-open")}</option>
        ${values.map(
          (value) =>
            html`<option value=${value} ?selected=${value === chosen}>${t(`agent-chart-${name}-${value}`)}</option>`,
        )}
      </select>
    </div>`;
  }

  #importing() {
    return html`<details class="chart-editor__import">
      <summary>${t("agent-chart-import")}</summary>
      <div class="stack stack--tight">
        <p class="small muted" id="chart-import-hint">${t("agent-chart-import-hint")}</p>
        <div class="field">
          <label for="chart-file">${t("agent-chart-file")}</label>
          <input class="input" type="file" id="chart-file" data-testid="chart-file" accept=".csv,.json,text/csv,application/json"
            @change=${this.#read}>
        </div>
        <div class="field">
          <label for="chart-pasted">${t("agent-chart-pasted")}</label>
          <textarea class="input chart-editor__pasted" id="chart-pasted" data-testid="chart-pasted" rows="5" wrap="off"
            spellcheck="false" aria-describedby="chart-import-hint chart-unread" aria-invalid=${this.unread.length > 0}
            .value=${this.pasted} @input=${this.#pasting}></textarea>
        </div>
        <ul class="field__error" id="chart-unread" data-testid="chart-unread" ?hidden=${this.unread.length === 0}>
          ${this.unread.map((fault) => html`<li>${chartFaultText(fault, this.draft.group)}</li>`)}
        </ul>
        <p><button type="button" class="button" data-testid="chart-take" aria-disabled=${this.pasted.trim() === ""}
          @click=${() => this.#take(this.pasted)}>${t("agent-chart-take")}</button></p>
      </div>
    </details>`;
  }

  #result() {
    const { replaced, failure, faults, draft } = this;
    const undo = replaced
      ? html`<p>${t("agent-chart-replaced")} <button type="button" class="button button--quiet" data-testid="chart-undo"
          @click=${() => this.#change(replaced)}>${icon("undo")} ${t("agent-chart-undo")}</button></p>`
      : nothing;
    if (this.saved) {
      return html`<p class="table-dialog__done">${icon("check")} ${t("agent-chart-saved")}</p>`;
    }
    const unit = draft.rows.some((row) => row.faults.some(({ code }) => code === "wrong-unit"));
    return html`${
      failure === ""
        ? nothing
        : html`<p class="field__error">${textFor("agent-chart-failure", failure, { key: this.place.key })}</p>
              <ul class="small">${faults.map((fault) => html`<li>${chartFaultText(fault, draft.group)}</li>`)}</ul>`
    }
      ${
        unit
          ? html`<p><button type="button" class="button" data-testid="chart-convert"
              @click=${() => this.#change(inCentimetres(draft), draft)}>${t("agent-chart-convert")}</button></p>`
          : nothing
      }
      ${undo}`;
  }

  #actions() {
    const { entry, busy } = this;
    const path = entry ? pathOf(entry) : "";
    return html`<div class="dialog__actions">
      ${
        entry
          ? html`<button type="button" class="button button--quiet chart-editor__delete" data-testid="chart-delete"
                @click=${this.#ask}>${t("agent-chart-delete")}</button>
              <a class="button button--quiet" data-testid="chart-csv" href=${`${path}/csv`} download
                aria-label=${t("agent-chart-export", { kind: "CSV" })}>CSV</a>
              <a class="button button--quiet" data-testid="chart-json" href=${path} download=${`${entry.key}.json`}
                aria-label=${t("agent-chart-export", { kind: "JSON" })}>JSON</a>`
          : nothing
      }
      <button class="button button--primary" data-testid="chart-save" aria-disabled=${busy}>${t("agent-chart-save")}</button>
    </div>`;
  }

  #confirmation() {
    return html`<div class="chart-editor__confirm" role="alertdialog" aria-labelledby="chart-sure">
      <p id="chart-sure"><strong>${t("agent-chart-delete-sure", { key: this.place.key })}</strong></p>
      <div class="dialog__actions">
        <button type="button" class="button" data-testid="chart-keep" @click=${this.#keep}>${t("agent-chart-keep")}</button>
        <button type="button" class="button button--danger" data-testid="chart-delete-really" aria-disabled=${this.busy}
          @click=${this.#remove}>${t("agent-chart-delete")}</button>
      </div>
    </div>`;
  }

  /** @param {CustomEvent<{ place: Place }>} event */
  #choosePlace({ detail: { place } }) {
    this.place = place;
    this.#forget();
    this.#edited();
  }

  /** Begins with the chart that counts for the product now. @param {CustomEvent<{ chart: Chart }>} event */
  #begin({ detail: { chart } }) {
    this.#change(draftOf(chart), this.draft);
  }

  /** @param {Event & { target: HTMLInputElement | HTMLSelectElement }} event */
  #about({ target: { name, value } }) {
    this.#change({ ...this.draft, [name]: value }, this.replaced);
  }

  /** @param {CustomEvent<{ draft: Draft, removes: boolean }>} event */
  #cells({ detail: { draft, removes } }) {
    this.#change(draft, removes ? this.draft : null);
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #read = async ({ target }) => {
    const [file] = target.files ?? [];
    if (!file) return;
    const text = await file.text();
    // The same file may be chosen again when it has been mended.
    target.value = "";
    this.pasted = text;
    this.#take(text);
  };

  /** @param {Event & { target: HTMLTextAreaElement }} event */
  #pasting = ({ target }) => {
    this.pasted = target.value;
    this.unread = [];
  };

  /** @param {string} text */
  #take(text) {
    if (text.trim() === "") return;
    const { draft, faults } = draftFromText(text, this.draft);
    this.unread = faults;
    if (faults.length > 0) return;
    this.pasted = "";
    this.#change(draft, this.draft);
  }

  /**
   * @param {Draft} draft
   * @param {Draft | null} [replaced] what can be had back
   */
  #change(draft, replaced = null) {
    this.draft = draft;
    this.#forget();
    this.replaced = replaced;
    this.#edited();
  }

  #edited() {
    /** @type {Unsaved} */
    const detail = { place: this.place, draft: this.draft };
    this.#tell("edited", detail);
  }

  #forget() {
    this.saved = false;
    this.failure = "";
    this.faults = [];
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    if (this.busy) return;
    const place = { ...this.place, key: this.place.key.trim() };
    const { chart, faults } = chartOf(this.draft);
    if (!this.entry && this.taken(place)) this.#refuse("taken", []);
    else if (faults.length > 0) this.#refuse("size-chart-refused", faults);
    else {
      await this.#request(async () => {
        const entry = await requestJson(pathOf(place), { method: "PUT", body: chart });
        this.entry = entry;
        this.place = place;
        this.draft = draftOf(entry.chart);
        this.#forget();
        this.replaced = null;
        this.saved = true;
        this.#tell("edited", null);
        this.#tell("saved", entry);
      });
    }
    if (this.failure !== "") await this.#showFirst();
  }

  /** @param {string} code @param {readonly Fault[]} faults */
  #refuse(code, faults) {
    const { draft, general } = marked(this.draft, faults);
    this.draft = draft;
    this.failure = code;
    this.faults = general;
    this.#edited();
  }

  /** Moves to the first cell that is wrong. */
  async #showFirst() {
    await this.updateComplete;
    await /** @type {SizeChartTable} */ (this.querySelector("size-chart-table")).updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(".chart__input[aria-invalid=true]"))?.focus();
  }

  async #ask() {
    this.confirming = true;
    await this.#focus("chart-keep");
  }

  async #keep() {
    this.confirming = false;
    await this.#focus("chart-delete");
  }

  /** @param {string} testId */
  async #focus(testId) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-testid=${testId}]`))?.focus();
  }

  async #remove() {
    const { entry } = this;
    if (this.busy || !entry) return;
    await this.#request(async () => {
      await requestJson(pathOf(entry), { method: "DELETE" });
      this.#tell("removed");
    });
    this.confirming = false;
  }

  /** @param {() => Promise<void>} work */
  async #request(work) {
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.saved = false;
      this.#refuse(error.code, error.faults);
    } finally {
      this.busy = false;
    }
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Place} place */
function pathOf({ scope, key }) {
  return `/api/v1/size-charts/${scope}/${encodeURIComponent(key)}`;
}

customElements.define("size-chart-editor", SizeChartEditor);
