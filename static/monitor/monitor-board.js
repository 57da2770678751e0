/**
 * `<monitor-board>`: the overview: what needs somebody, what is live now, how the last hour, day and month were.
 *
 * Fires `sign-out`, and `refused` with `detail: { code }` when the service does not let this person watch.
 */
import { html, nothing } from "lit";
import { formatShare } from "../agent/formats.js";
import "../agent/history-list.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import "./alert-list.js";
import { alertsOf } from "./alerts.js";
import "./budget-card.js";
import "./figure-tiles.js";
import { lastMinutes, merge } from "./figures.js";
import "./live-table.js";
import "./monitor-header.js";
import { MonitorStream } from "./monitor-stream.js";
import "./monitor-trends.js";
import "./past-alerts.js";
import { Polled } from "./polled.js";
import "./probe-list.js";

/** @typedef {import("../agent/staff-session.js").Staff} Staff */
/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

const RECENT_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
const OVERVIEW_EVERY_MS = 30_000;

/** How often what lies back is drawn anew: a second is hardly a pixel of an hour. */
const TRENDS_EVERY_MS = 5000;

export class MonitorBoard extends LightElement {
  /** @override */
  static properties = { staff: { attribute: false }, url: { attribute: false } };

  #stream = new MonitorStream(this);
  /** Only today is taken from it: the hour is told live. @type {Polled<import("./views.js").Overview>} */
  #overview = new Polled(this, () => "/api/v1/monitor/overview", OVERVIEW_EVERY_MS);

  /** What the trends show. @type {MonitorState | null} */
  #trendsOf = null;

  constructor() {
    super();
    /** Who is signed in. @type {Staff | null} */
    this.staff = null;
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
  }

  /** @override */
  render() {
    const { state, welcome, status } = this.#stream;
    return html`<monitor-header .staff=${this.staff} @sign-out=${() => this.dispatchEvent(new Event("sign-out"))}></monitor-header>
      <main class="board" data-testid="monitor" data-status=${status}>
        <h1 class="visually-hidden">${t("monitor-title")}</h1>
        ${
          state && welcome
            ? this.#board(state, welcome)
            : html`<p class="list__empty" role="status">${t(status === "offline" ? "monitor-unreachable" : "loading")}</p>`
        }
      </main>`;
  }

  /**
   * @param {MonitorState} state
   * @param {Welcome} welcome
   */
  #objective({ budget }, { target_ms }) {
    if (!budget) return nothing;
    const objective = formatShare(budget.objective);
    return t("monitor-budget-objective", { objective, target: target_ms, days: budget.window_days });
  }

  /** The newest state, and for some seconds after it the same. @param {MonitorState} state */
  #trends(state) {
    const shownMs = this.#trendsOf?.now_ms ?? Number.NEGATIVE_INFINITY;
    if (state.now_ms - shownMs >= TRENDS_EVERY_MS) this.#trendsOf = state;
    return this.#trendsOf;
  }

  /**
   * @param {MonitorState} state
   * @param {Welcome} welcome
   */
  #board(state, welcome) {
    const { status, available } = this.#stream;
    const edges = welcome.histogram_edges_ms;
    const recent = merge(lastMinutes(state.minutes, state.now_ms, RECENT_MS), edges);
    const hour = merge(lastMinutes(state.minutes, state.now_ms, HOUR_MS), edges);
    return html`
      <alert-list .alerts=${alertsOf({ state, welcome, online: status === "online", available })}
        .burning=${state.alerts ?? []} .nowMs=${state.now_ms}></alert-list>
      <section class="board__figures" aria-label=${t("monitor-figures")}>
        <figure-tiles .state=${state} .welcome=${welcome} .recent=${recent} .hour=${hour}
          .todayShare=${this.#overview.value?.today.within_share}></figure-tiles>
      </section>
      <section class="card" aria-labelledby="budget-title">
        <h2 id="budget-title">${t("monitor-budget-title")} <span class="muted small">${this.#objective(state, welcome)}</span></h2>
        <budget-card .budget=${state.budget ?? null}></budget-card>
        <past-alerts></past-alerts>
      </section>
      <section class="card" aria-labelledby="live-title">
        <h2 id="live-title">${t("monitor-live-title")}</h2>
        <live-table .state=${state} .welcome=${welcome}></live-table>
      </section>
      <monitor-trends class="trends" .state=${this.#trends(state)} .welcome=${welcome}></monitor-trends>
      <section class="card board__chart" aria-labelledby="past-title">
        <h2 id="past-title">${t("monitor-past-title")}</h2>
        <history-list .linked=${true}></history-list>
      </section>
      <section class="card board__side" aria-labelledby="probes-title">
        <h2 id="probes-title">${t("monitor-probes-title")} <span class="badge">${t("monitor-synthetic")}</span></h2>
        <p class="small muted">${t("monitor-probes-explained")}</p>
        <probe-list .probes=${state.probes ?? []} .nowMs=${Math.floor(state.now_ms / MINUTE_MS) * MINUTE_MS}></probe-list>
      </section>`;
  }
}

customElements.define("monitor-board", MonitorBoard);
