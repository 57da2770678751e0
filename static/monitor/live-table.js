/**
 * `<live-table>`: the live consultations, worst first, page by page: a table where it is wide, cards on a phone.
 *
 * While somebody points at a row or has the focus in one, rows keep their places, so that none slips away from under him.
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, locale, t } from "../modules/i18n.js";
import { COLUMNS, drawnFrom } from "./live-cells.js";
import { badness, held, matches, sorted, WORST_FIRST } from "./live-order.js";
import "./page-switch.js";
import { sortHeading } from "./sort-heading.js";

/** @typedef {import("../modules/messages.js").LiveConsultation} LiveConsultation */
/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */
/** @typedef {import("./live-cells.js").Row} Row */
/** @typedef {import("./live-order.js").Order} Order */

/** Rows of a page, where it is a table and where it is cards. */
const ROWS = { table: 20, cards: 8 };

export class LiveTable extends LightElement {
  /** @override */
  static properties = {
    state: { attribute: false },
    welcome: { attribute: false },
    order: { state: true },
    query: { state: true },
    page: { state: true },
  };

  /** The ids in their order as somebody reads them; null while nobody does. @type {string[] | null} */
  #reading = null;
  #narrow = matchMedia("(width < 64rem)");

  constructor() {
    super();
    /** @type {MonitorState | null} */
    this.state = null;
    /** @type {Welcome | null} */
    this.welcome = null;
    /** @type {Order} */
    this.order = WORST_FIRST;
    /** What the rows are filtered by. */
    this.query = "";
    this.page = 0;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#narrow.addEventListener("change", this.#changed);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#narrow.removeEventListener("change", this.#changed);
  }

  /** @override */
  render() {
    const { state, welcome } = this;
    if (!state || !welcome) return nothing;
    if (state.live.length === 0) return html`<p class="list__empty">${t("monitor-live-empty")}</p>`;
    const found = this.#ordered(
      state.live.filter((live) => matches(live, this.query)),
      state,
      welcome,
    );
    const rows = this.#narrow.matches ? ROWS.cards : ROWS.table;
    const pages = Math.max(1, Math.ceil(found.length / rows));
    const page = Math.min(this.page, pages - 1);
    const shown = found.slice(page * rows, (page + 1) * rows);
    return html`${this.#tools(found.length, state.live.length)}
      ${this.#table(shown, state.now_ms, welcome)}
      <page-switch .page=${page} .pages=${pages} label=${t("monitor-live-pages")} @page=${this.#turned}></page-switch>`;
  }

  /**
   * @param {number} found
   * @param {number} all
   */
  #tools(found, all) {
    return html`<div class="live__tools">
      <div class="field live__filter">
        <label for="live-filter">${t("monitor-filter")}</label>
        <input id="live-filter" type="search" class="input" data-testid="live-filter" autocomplete="off"
          placeholder=${t("monitor-filter-hint")} .value=${this.query} @input=${this.#filtered}>
      </div>
      <p class="muted small numbers" role="status" data-testid="live-found" data-count=${found}>
        ${t("monitor-live-found", { found: formatNumber(found), all: formatNumber(all) })}
      </p>
      ${
        this.order.by === WORST_FIRST.by
          ? nothing
          : html`<button type="button" class="button" data-testid="worst-first" @click=${() => this.#sort(WORST_FIRST)}>
              ${t("monitor-worst-first")}</button>`
      }
    </div>`;
  }

  /**
   * @param {LiveConsultation[]} shown
   * @param {number} nowMs
   * @param {Welcome} welcome
   */
  #table(shown, nowMs, welcome) {
    // The roles are said again because the cards' `display` takes them away in some browsers.
    return html`<div class="scroll live" tabindex="0" role="group" aria-label=${t("monitor-live-scroll")}>
      <table class="table live__table numbers" role="table" aria-labelledby="live-title" data-testid="live-table">
        <thead role="rowgroup">
          <tr role="row">
            ${COLUMNS.map(({ id, key }) =>
              sortHeading({
                id,
                text: t(`monitor-column-${id}`),
                order: this.order,
                sort: key && ((order) => this.#sort(order)),
              }),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup" @pointerenter=${this.#read} @pointerleave=${this.#readNoMore} @focusin=${this.#read}
          @focusout=${this.#readNoMore}>
          ${repeat(
            shown,
            ({ id }) => id,
            (live) => this.#row({ live, nowMs, welcome }),
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Most rows are as they were a second ago. @param {Row} row */
  #row(row) {
    return guard([...drawnFrom(row), locale()], () => this.#drawn(row));
  }

  /** @param {Row} row */
  #drawn(row) {
    return html`<tr role="row" data-consultation=${row.live.id}>
      ${COLUMNS.map(
        ({
          id,
          cell,
        }) => html`<td role="cell" class="live__cell live__cell--${id}" data-label=${t(`monitor-column-${id}`)}>
          ${cell(row)}</td>`,
      )}
    </tr>`;
  }

  /**
   * @param {LiveConsultation[]} found
   * @param {MonitorState} state
   * @param {Welcome} welcome
   */
  #ordered(found, state, welcome) {
    if (this.#reading) return held(found, this.#reading);
    const column = COLUMNS.find(({ id }) => id === this.order.by);
    const worst = (/** @type {LiveConsultation} */ live) => badness(live, state.now_ms, welcome);
    return sorted(found, column?.key ?? worst, this.order.descending);
  }

  /** @param {Order} order */
  #sort(order) {
    this.order = order;
    this.page = 0;
  }

  /** @param {Event} event */
  #filtered(event) {
    this.query = /** @type {HTMLInputElement} */ (event.target).value.trim();
    this.page = 0;
  }

  /** @param {CustomEvent<{ page: number }>} event */
  #turned(event) {
    this.page = event.detail.page;
  }

  #read() {
    if (this.#reading || !this.state || !this.welcome) return;
    this.#reading = this.#ordered([...this.state.live], this.state, this.welcome).map(({ id }) => id);
  }

  /** @param {PointerEvent | FocusEvent} event */
  #readNoMore(event) {
    const body = /** @type {HTMLElement} */ (event.currentTarget);
    if (event.relatedTarget instanceof Node && body.contains(event.relatedTarget)) return;
    if (body.matches(":hover, :focus-within")) return;
    this.#reading = null;
    this.requestUpdate();
  }

  #changed = () => this.requestUpdate();
}

customElements.define("live-table", LiveTable);
