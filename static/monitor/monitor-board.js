/**
 * `<monitor-board>`: what is live now, and the last hour, told anew by the service once a second.
 *
 * Fires `sign-out`, and `refused` with `detail: { code }` when the service does not let this person watch.
 */
import { html } from "lit";
import "../agent/account-menu.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { SignalingClient } from "../modules/signaling-client.js";
import { tabId } from "../modules/tab.js";
import "./alert-list.js";
import { alertsOf } from "./alerts.js";
import "./figure-tiles.js";
import { lastMinutes, merge } from "./figures.js";
import "./latency-chart.js";
import "./live-table.js";
import "./stage-bar.js";

/** @typedef {import("../agent/staff-session.js").Staff} Staff */
/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").ServerMessage} ServerMessage */

const RECENT_MINUTES = 5;
const HOUR_MINUTES = 60;

export class MonitorBoard extends LightElement {
  /** @override */
  static properties = {
    staff: { attribute: false },
    url: { attribute: false },
    state: { state: true },
    available: { state: true },
    status: { state: true },
  };

  /** @type {SignalingClient | null} */
  #signaling = null;

  constructor() {
    super();
    /** Who is signed in. @type {Staff | null} */
    this.staff = null;
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
    /** Null until the first has come. @type {MonitorState | null} */
    this.state = null;
    /** Whether the service reaches its waiting room. */
    this.available = true;
    /** @type {import("../modules/signaling-client.js").Status} */
    this.status = "connecting";
  }

  /** @override */
  firstUpdated() {
    const signaling = new SignalingClient({
      url: this.url,
      hello: async () => ({ type: "monitor-hello", tab: await tabId() }),
    });
    signaling.addEventListener("status", () => this.#statusChanged(signaling));
    signaling.addEventListener("message", (event) =>
      this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail),
    );
    this.#signaling = signaling;
    signaling.start();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#signaling?.stop();
  }

  /** @override */
  render() {
    const { staff } = this;
    return html`<header class="console-header">
        <p class="console-header__title">
          <strong>${staff?.shop.name}</strong> <span class="muted">${t("monitor-title")}</span>
        </p>
        <div class="console-header__self">
          <a href="/agent">${t("monitor-to-console")}</a>
          <account-menu .name=${staff?.name ?? ""} @sign-out=${() => this.dispatchEvent(new Event("sign-out"))}></account-menu>
        </div>
      </header>
      <main class="board" data-testid="monitor" data-status=${this.status}>
        <h1 class="visually-hidden">${t("monitor-title")}</h1>
        ${this.#board()}
      </main>`;
  }

  #board() {
    const { state, available, status } = this;
    const welcome = this.#signaling?.welcome;
    if (!state || !welcome) {
      const text = status === "offline" ? t("monitor-unreachable") : t("loading");
      return html`<p class="list__empty" role="status">${text}</p>`;
    }
    const edges = welcome.histogram_edges_ms;
    const recent = merge(lastMinutes(state.minutes, state.now_ms, RECENT_MINUTES), edges);
    const hour = merge(lastMinutes(state.minutes, state.now_ms, HOUR_MINUTES), edges);
    // With nobody talking now, the hour still tells where the time goes.
    const staged = recent.p50 === null ? hour : recent;
    return html`
      <alert-list .alerts=${alertsOf({ state, welcome, online: status === "online", available })}></alert-list>
      <section class="board__figures" aria-label=${t("monitor-figures")}>
        <figure-tiles .state=${state} .welcome=${welcome} .recent=${recent} .hour=${hour}></figure-tiles>
      </section>
      <section class="card board__chart" aria-labelledby="chart-title">
        <h2 id="chart-title">${t("monitor-chart-title")}</h2>
        <latency-chart .minutes=${state.minutes} .welcome=${welcome} .nowMs=${state.now_ms}></latency-chart>
      </section>
      <section class="card board__stages" aria-labelledby="stages-title">
        <h2 id="stages-title">${t("monitor-stages-title")}</h2>
        <p class="small muted">${t(staged === recent ? "monitor-stages-recent" : "monitor-stages-hour")}</p>
        <stage-bar .stages=${staged.stages} .targetMs=${welcome.target_ms}></stage-bar>
      </section>
      <section class="card board__live" aria-labelledby="live-title">
        <h2 id="live-title">${t("monitor-live-title")}</h2>
        <live-table .state=${state} .welcome=${welcome}></live-table>
      </section>`;
  }

  /** @param {SignalingClient} signaling */
  #statusChanged(signaling) {
    this.status = signaling.status;
    if (signaling.status !== "refused") return;
    this.dispatchEvent(
      new CustomEvent("refused", { detail: { code: signaling.refusal ?? "not-signed-in" } }),
    );
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "welcome") this.available = true;
    if (message.type === "service-status") this.available = message.available;
    if (message.type !== "monitor-state") return;
    this.state = message;
  }
}

customElements.define("monitor-board", MonitorBoard);
