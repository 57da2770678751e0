/** `<live-table>`: every live consultation: a table where it is wide, cards on a phone. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { COLUMNS } from "./live-cells.js";

/** @typedef {import("../modules/messages.js").LiveConsultation} LiveConsultation */
/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

export class LiveTable extends LightElement {
  /** @override */
  static properties = { state: { attribute: false }, welcome: { attribute: false } };

  constructor() {
    super();
    /** @type {MonitorState | null} */
    this.state = null;
    /** @type {Welcome | null} */
    this.welcome = null;
  }

  /** @override */
  render() {
    const { state, welcome } = this;
    if (!state || !welcome) return nothing;
    if (state.live.length === 0) return html`<p class="list__empty">${t("monitor-live-empty")}</p>`;
    // The roles are said again because the cards' `display` takes them away in some browsers.
    return html`<div class="scroll live" tabindex="0" role="group" aria-label=${t("monitor-live-scroll")}>
      <table class="table live__table numbers" role="table" aria-labelledby="live-title">
        <thead role="rowgroup">
          <tr role="row">
            ${COLUMNS.map(({ id }) => html`<th scope="col" role="columnheader">${t(`monitor-column-${id}`)}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            state.live,
            ({ id }) => id,
            (live) => this.#row({ live, nowMs: state.now_ms, welcome }),
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** @param {{ live: LiveConsultation, nowMs: number, welcome: Welcome }} row */
  #row(row) {
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
}

customElements.define("live-table", LiveTable);
