/** `<set-up-times>`: how long it took to connect while it rang, and from *accept* to the first picture. */
import { html, nothing } from "lit";
import { formatMs } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { orNothing } from "./written.js";

/** @typedef {import("./views.js").HistoryPoint} HistoryPoint */
/** @typedef {import("./views.js").SetUpTimes} Times */

export class SetUpTimes extends LightElement {
  /** @override */
  static properties = { total: { attribute: false } };

  constructor() {
    super();
    /** Of the whole range; null until it is known. @type {HistoryPoint | null} */
    this.total = null;
  }

  /** @override */
  render() {
    const { total } = this;
    return html`<table class="table numbers" data-testid="set-up">
      <thead><tr>
        <th scope="col"><span class="visually-hidden">${t("monitor-set-up-what")}</span></th>
        <th scope="col">p50</th><th scope="col">p95</th><th scope="col">${t("monitor-n")}</th>
      </tr></thead>
      <tbody>
        ${row("connect", total?.connect)} ${row("first_frame", total?.first_frame)}
      </tbody>
    </table>
    ${total ? nothing : html`<p class="small muted">${t("loading")}</p>`}`;
  }
}

/**
 * @param {"connect" | "first_frame"} name
 * @param {Times | undefined} times
 */
function row(name, times) {
  return html`<tr>
    <th scope="row">${t(`monitor-set-up-${name}`)}</th>
    <td data-ms=${times?.p50_ms ?? ""}>${orNothing(times?.p50_ms, formatMs)}</td>
    <td>${orNothing(times?.p95_ms, formatMs)}</td>
    <td>${orNothing(times?.n, (n) => formatNumber(n))}</td>
  </tr>`;
}

customElements.define("set-up-times", SetUpTimes);
