/** `<monitor-trends>`: latency over the last hour, day or month: chart, stages, heat map, set-up, freezes, routes. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import { merge, ofMinute, ofPoint } from "./figures.js";
import "./freeze-figures.js";
import "./heat-map.js";
import "./latency-chart.js";
import { Polled } from "./polled.js";
import { RANGES, slotsOf } from "./ranges.js";
import "./route-table.js";
import "./set-up-times.js";
import "./stage-waterfall.js";

/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */
/** @typedef {import("./figures.js").Figures} Figures */
/** @typedef {import("./figures.js").Stretch} Stretch */
/** @typedef {import("./ranges.js").RangeName} RangeName */
/** @typedef {import("./ranges.js").Slot} Slot */
/** @typedef {import("./views.js").Grouping} Grouping */

/**
 * @typedef {object} Shown
 * @property {Slot[]} slots
 * @property {Stretch[]} stretches all of them
 * @property {Figures["stages"] | null} stages of all of them
 */

const EVERY_MS = 60_000;

export class MonitorTrends extends LightElement {
  /** @override */
  static properties = {
    state: { attribute: false },
    welcome: { attribute: false },
    range: { state: true },
    grouping: { state: true },
  };

  /** @type {Polled<import("./views.js").History>} */
  #history = new Polled(this, () => this.#path("history", { step: RANGES[this.range].step }), EVERY_MS);
  /** @type {Polled<import("./views.js").RouteTable>} */
  #routes = new Polled(this, () => this.#path("routes", { by: this.grouping }), EVERY_MS);
  /** What is shown of the range. @type {Shown} */
  #shown = { slots: [], stretches: [], stages: null };
  /** What that was made of. @type {unknown[]} */
  #madeOf = [];

  constructor() {
    super();
    /** @type {MonitorState | null} */
    this.state = null;
    /** @type {Welcome | null} */
    this.welcome = null;
    /** @type {RangeName} */
    this.range = "hour";
    /** @type {Grouping} */
    this.grouping = "route";
  }

  /** @override */
  render() {
    const { state, welcome } = this;
    if (!state || !welcome) return nothing;
    const { slotMs } = RANGES[this.range];
    const { slots, stretches, stages } = this.#current(state, welcome);
    const total = this.#history.value?.total ?? null;
    const range = t(`monitor-range-${this.range}`);
    return html`<div class="trends__head">
        <h2>${t("monitor-trends")}</h2>
        ${this.#rangeSwitch()}
        <p role="status" class="small">${this.#problem()}</p>
      </div>
      <section class="card board__chart" aria-labelledby="chart-title">
        <h3 id="chart-title">${t("monitor-chart-title")} <span class="muted">· ${range}</span></h3>
        <latency-chart .slots=${slots} .slotMs=${slotMs} .welcome=${welcome}></latency-chart>
      </section>
      <section class="card board__side" aria-labelledby="stages-title">
        <h3 id="stages-title">${t("monitor-stages-title")}</h3>
        <p class="small muted">${t("monitor-stages-mean")} · ${range}</p>
        <stage-waterfall .stages=${stages} .targetMs=${welcome.target_ms}></stage-waterfall>
      </section>
      <section class="card board__chart" aria-labelledby="heat-title">
        <h3 id="heat-title">${t("monitor-heat-title")} <span class="muted">· ${range}</span></h3>
        <heat-map .slots=${slots} .slotMs=${slotMs} .welcome=${welcome}></heat-map>
      </section>
      <div class="board__side stack">
        <section class="card stack" aria-labelledby="set-up-title">
          <h3 id="set-up-title">${t("monitor-set-up-title")} <span class="muted">· ${range}</span></h3>
          <set-up-times .total=${total}></set-up-times>
        </section>
        <section class="card stack" aria-labelledby="freezes-title">
          <h3 id="freezes-title">${t("monitor-freezes-title")} <span class="muted">· ${range}</span></h3>
          <freeze-figures .stretches=${stretches}></freeze-figures>
        </section>
      </div>
      <section class="card" aria-labelledby="routes-title">
        <h3 id="routes-title">${t("monitor-routes-title")} <span class="muted">· ${range}</span></h3>
        <route-table .table=${this.#routes.value} .grouping=${this.grouping} .targetMs=${welcome.target_ms}
          .loading=${!this.#routes.value && !this.#routes.failure} @grouping=${this.#group}></route-table>
      </section>`;
  }

  #rangeSwitch() {
    const names = /** @type {RangeName[]} */ (Object.keys(RANGES));
    return html`<fieldset class="segments" data-testid="range">
      <legend class="visually-hidden">${t("monitor-range")}</legend>
      ${names.map(
        (
          name,
        ) => html`<label class="segments__one"><input type="radio" name="range" value=${name} .checked=${name === this.range}
          @change=${() => this.#look(name)}><span>${t(`monitor-range-${name}`)}</span></label>`,
      )}
    </fieldset>`;
  }

  #problem() {
    const failure = this.#history.failure || this.#routes.failure;
    return failure ? html`<span class="badge badge--fair">${textFor("error", failure)}</span>` : nothing;
  }

  /**
   * The hour is told live; what lies further back is asked for. What is made of the same stays the same, so that no
   * chart is drawn anew.
   * @param {MonitorState} state
   * @param {Welcome} welcome
   */
  #current({ minutes, now_ms }, welcome) {
    const range = RANGES[this.range];
    const hour = this.range === "hour";
    const points = this.#history.value?.points;
    const madeOf = [hour ? minutes : points, Math.floor(now_ms / range.slotMs), this.range, welcome];
    if (madeOf.some((part, index) => part !== this.#madeOf[index])) {
      this.#madeOf = madeOf;
      const slots = slotsOf(hour ? minutes.map(ofMinute) : (points ?? []).map(ofPoint), now_ms, range);
      const stretches = slots.flatMap((slot) => slot.stretches);
      this.#shown = { slots, stretches, stages: merge(stretches, welcome.histogram_edges_ms).stages };
    }
    return this.#shown;
  }

  /**
   * @param {"history" | "routes"} what
   * @param {Record<string, string>} query
   */
  #path(what, query) {
    const toMs = this.state?.now_ms;
    if (toMs === undefined) return null;
    const fromMs = toMs - RANGES[this.range].lengthMs;
    return `/api/v1/monitor/${what}?${new URLSearchParams({ from_ms: String(fromMs), to_ms: String(toMs), ...query })}`;
  }

  /** @param {RangeName} range */
  #look(range) {
    this.range = range;
    void this.#history.restart();
    void this.#routes.restart();
  }

  /** @param {CustomEvent<{ by: Grouping }>} event */
  #group(event) {
    this.grouping = event.detail.by;
    void this.#routes.restart();
  }
}

customElements.define("monitor-trends", MonitorTrends);
