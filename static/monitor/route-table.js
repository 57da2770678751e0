/**
 * `<route-table>`: latency by where it goes, how and with what, against what physics allows.
 *
 * Fires `grouping` with `detail: { by }` when another grouping is wanted.
 */
import { html } from "lit";
import { formatMs, formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { GROUPINGS, ordered, routeName } from "./route-order.js";
import { sortHeading } from "./sort-heading.js";
import { formatSpan, NOTHING, orNothing, overFloor } from "./written.js";

/** @typedef {import("./live-order.js").Order} Order */
/** @typedef {import("./route-order.js").RouteColumn} RouteColumn */
/** @typedef {import("./views.js").Grouping} Grouping */
/** @typedef {import("./views.js").RouteItem} RouteItem */
/** @typedef {import("./views.js").RouteTable} Table */

/** @type {readonly RouteColumn[]} */
const COLUMNS = ["name", "n", "due", "within", "p50", "p95", "over-floor", "floor", "freezes", "missing"];

export class RouteTable extends LightElement {
  /** @override */
  static properties = {
    table: { attribute: false },
    grouping: { attribute: false },
    targetMs: { attribute: false },
    loading: { attribute: false },
    order: { state: true },
  };

  constructor() {
    super();
    /** Null until it has come. @type {Table | null} */
    this.table = null;
    /** @type {Grouping} */
    this.grouping = "route";
    this.targetMs = 0;
    this.loading = false;
    /** @type {Order} */
    this.order = { by: "n", descending: true };
  }

  /** @override */
  render() {
    return html`<div class="field routes__by">
        <label for="routes-by">${t("monitor-routes-by")}</label>
        <select id="routes-by" class="select" data-testid="routes-by" @change=${this.#chosen}>
          ${GROUPINGS.map(
            (by) =>
              html`<option value=${by} ?selected=${by === this.grouping}>${t(`monitor-by-${by}`)}</option>`,
          )}
        </select>
      </div>
      ${this.#items()}`;
  }

  #items() {
    const items = this.table?.items ?? [];
    if (this.loading) return html`<p class="list__empty" role="status">${t("loading")}</p>`;
    if (items.length === 0) return html`<p class="list__empty">${t("monitor-routes-empty")}</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${t("monitor-routes-scroll")}>
      <table class="table numbers routes__table" aria-labelledby="routes-title" data-testid="routes">
        <thead><tr>
          ${COLUMNS.map((id) =>
            sortHeading({
              id,
              text: t(id === "name" ? `monitor-by-${this.grouping}` : `monitor-routes-${id}`, {
                target: this.targetMs,
              }),
              order: this.order,
              sort: (order) => {
                this.order = order;
              },
            }),
          )}
        </tr></thead>
        <tbody>${ordered(items, this.grouping, this.order).map((item) => this.#row(item))}</tbody>
      </table>
    </div>`;
  }

  /** @param {RouteItem} item */
  #row(item) {
    const { figures, consultations, floor_ms, over_floor } = item;
    const late = figures.p95_ms !== null && figures.p95_ms > this.targetMs;
    return html`<tr>
      <th scope="row">${routeName(item, this.grouping)}</th>
      <td>${formatNumber(consultations)}</td>
      <td>${figures.due_s > 0 ? formatSpan(figures.due_s * 1000) : NOTHING}</td>
      <td>${orNothing(figures.within_share, formatShare)}</td>
      <td>${orNothing(figures.p50_ms, formatMs)}</td>
      <td class=${late ? "routes__late" : ""}>${orNothing(figures.p95_ms, formatMs)}</td>
      <td>${orNothing(over_floor, overFloor)}</td>
      <td>${orNothing(floor_ms, formatMs)}</td>
      <td>${formatNumber(figures.freezes)}</td>
      <td>${missing(figures.missing_share)}</td>
    </tr>`;
  }

  /** @param {Event} event */
  #chosen(event) {
    const by = /** @type {HTMLSelectElement} */ (event.target).value;
    this.dispatchEvent(new CustomEvent("grouping", { detail: { by } }));
  }
}

/** @param {number | null} share */
function missing(share) {
  if (!share) return orNothing(share, formatShare);
  return html`<span class="badge badge--fair">${formatShare(share)}</span>`;
}

customElements.define("route-table", RouteTable);
