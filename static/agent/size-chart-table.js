/**
 * `<size-chart-table>`: the cells of a size chart, edited in place: which bodies each size fits, and apart from it what the
 * garment itself measures.
 *
 * Enter and the arrow keys go up and down, past the last size Enter adds one. Cells copied from a spreadsheet are pasted as
 * cells. Event: `edit` (detail: the changed draft).
 */
/** @import { Cell, Draft, DraftRow, Part } from "./size-chart-draft.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { dimensionName } from "../room/size-words.js";
import {
  cellText,
  DIMENSIONS,
  easeOf,
  isAbout,
  withCell,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
} from "./size-chart-draft.js";
import { cellsOf } from "./size-chart-file.js";
import { chartFaultText } from "./size-chart-words.js";

/** @typedef {"dimensions" | "pieces"} List */

export class SizeChartTable extends LightElement {
  /** @override */
  static properties = { draft: { attribute: false } };

  constructor() {
    super();
    /** @type {Draft | null} */
    this.draft = null;
  }

  /** @override */
  render() {
    const { draft } = this;
    if (!draft) return nothing;
    return html`<div class="stack" @input=${this.#typed} @keydown=${this.#key} @paste=${this.#paste}>
      <section class="stack stack--tight" aria-labelledby="chart-bodies">
        <h3 id="chart-bodies">${t("agent-chart-bodies")}</h3>
        <p class="small muted">${t("agent-chart-bodies-hint")}</p>
        ${this.#table(draft, "dimensions")}
        <div class="chart__tools">
          <button type="button" class="button" data-testid="chart-add-size" @click=${() => this.#addRow(draft.rows.length)}>
            ${icon("plus")} ${t("agent-chart-add-size")}</button>
          ${this.#adding(draft, "dimensions")}
        </div>
      </section>
      <section class="stack stack--tight" aria-labelledby="chart-pieces">
        <h3 id="chart-pieces">${t("agent-chart-pieces")}</h3>
        <p class="small muted">${t("agent-chart-pieces-hint")}</p>
        ${draft.pieces.length > 0 ? this.#table(draft, "pieces") : nothing}
        <div class="chart__tools">${this.#adding(draft, "pieces")}</div>
      </section>
    </div>`;
  }

  /**
   * @param {Draft} draft
   * @param {List} list
   */
  #table(draft, list) {
    const bodies = list === "dimensions";
    const names = draft[list];
    return html`<div class="scroll chart__scroll">
      <table class="table chart numbers" aria-labelledby=${bodies ? "chart-bodies" : "chart-pieces"}>
        <thead>
          <tr>
            <th scope="col" class="chart__size">${t("agent-size")}</th>
            ${names.map((name) => this.#heading(draft, list, name))}
            ${bodies ? html`<td></td>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${draft.rows.map((row, index) =>
            bodies ? this.#bodyRow(draft, row, index) : this.#pieceRow(draft, row, index),
          )}
        </tbody>
      </table>
    </div>`;
  }

  /**
   * @param {Draft} draft
   * @param {List} list
   * @param {string} name
   */
  #heading(draft, list, name) {
    const dimension = dimensionName(name, draft.group);
    return html`<th scope="col"><span class="chart__heading">${dimension}
      <button type="button" class="button button--quiet chart__remove" aria-label=${t("agent-chart-remove-dimension", { dimension })}
        data-testid=${`chart-remove-${list}-${name}`} @click=${() => this.#edit(withoutColumn(draft, list, name), true)}>
        ${icon("close")}</button></span></th>`;
  }

  /**
   * @param {Draft} draft
   * @param {DraftRow} row
   * @param {number} index
   */
  #bodyRow(draft, row, index) {
    const size = row.size || t("agent-chart-row", { row: index + 1 });
    return html`<tr>
        <th scope="row" class="chart__size">${this.#input(draft, { row: index, part: "size", dimension: "" }, t("agent-size"))}</th>
        ${draft.dimensions.map((dimension) => {
          const label = { size, dimension: dimensionName(dimension, draft.group) };
          return html`<td><span class="chart__range">
            ${this.#input(draft, { row: index, part: "least", dimension }, t("agent-chart-least", label))}
            <span aria-hidden="true">–</span>
            ${this.#input(draft, { row: index, part: "most", dimension }, t("agent-chart-most", label))}</span></td>`;
        })}
        <td><span class="chart__row-tools">
          <button type="button" class="button button--quiet chart__remove" title=${t("agent-chart-insert", { size })}
            aria-label=${t("agent-chart-insert", { size })} @click=${() => this.#addRow(index + 1)}>${icon("plus")}</button>
          <button type="button" class="button button--quiet chart__remove" title=${t("agent-chart-remove-size", { size })}
            aria-label=${t("agent-chart-remove-size", { size })} data-testid=${`chart-remove-size-${index}`}
            @click=${() => this.#edit(withoutRow(draft, index), true)}>${icon("close")}</button>
        </span></td>
      </tr>
      ${this.#faults(draft, row, index, false)}`;
  }

  /**
   * @param {Draft} draft
   * @param {DraftRow} row
   * @param {number} index
   */
  #pieceRow(draft, row, index) {
    const size = row.size || t("agent-chart-row", { row: index + 1 });
    return html`<tr>
        <th scope="row" class="chart__size">${size}</th>
        ${draft.pieces.map((dimension) => {
          const label = { size, dimension: dimensionName(dimension, draft.group) };
          return html`<td><span class="chart__range">
            ${this.#input(draft, { row: index, part: "piece", dimension }, t("agent-chart-piece", label))}
            <span class="small muted">${easeText(row, dimension)}</span></span></td>`;
        })}
      </tr>
      ${this.#faults(draft, row, index, true)}`;
  }

  /**
   * @param {Draft} draft
   * @param {Cell} cell
   * @param {string} label
   */
  #input(draft, cell, label) {
    const { row, part, dimension } = cell;
    const wrong = draft.rows[row].faults.some((fault) => isAbout(fault, part, dimension));
    const name = [part, dimension].filter(Boolean).join("-");
    return html`<input class="input chart__input" aria-label=${label} autocomplete="off"
      maxlength=${part === "size" ? 40 : 12} inputmode=${part === "size" ? "text" : "decimal"} data-testid=${`chart-${name}-${row}`}
      data-row=${row} data-part=${part} data-dimension=${dimension} .value=${cellText(draft, cell)}
      aria-invalid=${wrong} aria-describedby=${wrong ? faultsId(row, part === "piece") : nothing}>`;
  }

  /**
   * What is wrong with a size, below it.
   * @param {Draft} draft
   * @param {DraftRow} row
   * @param {number} index
   * @param {boolean} piece
   */
  #faults(draft, row, index, piece) {
    const own = row.faults.filter(
      (fault) => piece === draft.pieces.some((name) => isAbout(fault, "piece", name)),
    );
    if (own.length === 0) return nothing;
    const columns = piece ? draft.pieces.length + 1 : draft.dimensions.length + 2;
    return html`<tr class="chart__faults">
      <td colspan=${columns}>
        <ul class="field__error" id=${faultsId(index, piece)} data-testid=${`chart-faults-${index}`}>
          ${own.map((fault) => html`<li>${chartFaultText(fault, draft.group)}</li>`)}
        </ul>
      </td>
    </tr>`;
  }

  /**
   * @param {Draft} draft
   * @param {List} list
   */
  #adding(draft, list) {
    const left = DIMENSIONS.filter((name) => !draft[list].includes(name));
    if (left.length === 0) return nothing;
    return html`<span class="chart__adding">
      <select class="select" aria-label=${t(`agent-chart-add-${list}`)} data-testid=${`chart-choose-${list}`}>
        ${left.map((name) => html`<option value=${name}>${dimensionName(name, draft.group)}</option>`)}
      </select>
      <button type="button" class="button" data-testid=${`chart-add-${list}`}
        @click=${(/** @type {Event} */ event) => this.#addColumn(draft, list, event)}>
        ${icon("plus")} ${t(`agent-chart-add-${list}`)}</button>
    </span>`;
  }

  /** @param {Draft} draft @param {List} list @param {Event} event */
  #addColumn(draft, list, event) {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const { value } = /** @type {HTMLSelectElement} */ (button.previousElementSibling);
    this.#edit(withColumn(draft, list, value));
  }

  /** @param {number} index */
  async #addRow(index) {
    if (!this.draft) return;
    this.#edit(withRow(this.draft, index));
    await this.updateComplete;
    this.#at({ row: index, part: "size", dimension: "" })?.focus();
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #typed({ target }) {
    const cell = cellOf(target);
    if (this.draft && cell) this.#edit(withCell(this.draft, cell, target.value));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const cell = cellOf(event.target);
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (!this.draft || !cell || step === undefined || event.isComposing) return;
    event.preventDefault();
    const row = cell.row + step;
    if (event.key === "Enter" && row === this.draft.rows.length && cell.part !== "piece")
      void this.#addRow(row);
    else this.#at({ ...cell, row })?.select();
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const cell = cellOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!this.draft || !cell || !/\t|\n./.test(text)) return;
    event.preventDefault();
    const columns = cell.part === "piece" ? pieceColumns(this.draft) : bodyColumns(this.draft);
    const first = columns.findIndex(
      ({ part, dimension }) => part === cell.part && dimension === cell.dimension,
    );
    let draft = this.draft;
    cellsOf(text, "\t").forEach((line, down) => {
      const row = cell.row + down;
      if (row === draft.rows.length) draft = withRow(draft, row);
      line.forEach((each, right) => {
        const column = columns[first + right];
        if (column) draft = withCell(draft, { ...column, row }, each);
      });
    });
    this.#edit(draft);
  }

  /** @param {Cell} cell @returns {HTMLInputElement | null} */
  #at({ row, part, dimension }) {
    return this.querySelector(`input[data-row="${row}"][data-part="${part}"][data-dimension="${dimension}"]`);
  }

  /**
   * @param {Draft} draft
   * @param {boolean} [removes] something that was typed
   */
  #edit(draft, removes = false) {
    this.draft = draft;
    this.dispatchEvent(new CustomEvent("edit", { detail: { draft, removes } }));
  }
}

/** @param {EventTarget | null} target @returns {Cell | null} null for what is no cell */
function cellOf(target) {
  if (!(target instanceof HTMLInputElement) || target.dataset.row === undefined) return null;
  const { row, part, dimension = "" } = target.dataset;
  return { row: Number(row), part: /** @type {Part} */ (part), dimension };
}

/** @param {Draft} draft @returns {{ part: Part, dimension: string }[]} */
function bodyColumns({ dimensions }) {
  return [
    { part: "size", dimension: "" },
    ...dimensions.flatMap((dimension) =>
      /** @type {const} */ (["least", "most"]).map((part) => ({ part, dimension })),
    ),
  ];
}

/** @param {Draft} draft @returns {{ part: Part, dimension: string }[]} */
function pieceColumns({ pieces }) {
  return pieces.map((dimension) => ({ part: "piece", dimension }));
}

/** @param {DraftRow} row @param {string} dimension */
function easeText(row, dimension) {
  const ease = easeOf(row, dimension);
  if (!ease) return "";
  const [least, most] = ease.map((cm) =>
    formatNumber(cm, { maximumFractionDigits: 1, signDisplay: "exceptZero" }),
  );
  return least === most ? t("agent-chart-ease", { cm: least }) : t("agent-chart-ease-range", { least, most });
}

/** @param {number} row @param {boolean} piece */
function faultsId(row, piece) {
  return `chart-faults-${piece ? "piece" : "body"}-${row}`;
}

customElements.define("size-chart-table", SizeChartTable);
