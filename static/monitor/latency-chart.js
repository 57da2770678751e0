/**
 * `<latency-chart>`: p50, p95 and p99 over time against the target, and what could not be measured. The same numbers
 * stand in a table below it, for those who cannot see the chart.
 */
import { html, nothing } from "lit";
import uPlot from "uplot";
import { formatMs, formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { PLOT_COLOURS, plotOptions, pointsOf } from "./latency-plot.js";
import "./latency-table.js";
import { Drawing, palette } from "./palette.js";
import { NOTHING, slotTime } from "./written.js";

/** @typedef {import("./latency-plot.js").Points} Points */
/** @typedef {import("./ranges.js").Slot} Slot */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

const LINES = /** @type {const} */ (["p50", "p95", "p99"]);
const HEIGHT = 280;

export class LatencyChart extends LightElement {
  /** @override */
  static properties = {
    slots: { attribute: false },
    slotMs: { attribute: false },
    welcome: { attribute: false },
    points: { state: true },
    hovered: { state: true },
    tableOpen: { state: true },
  };

  /** @type {uPlot | null} */
  #plot = null;
  #drawing = new Drawing(this, { draw: () => this.#draw(), fit: () => this.#fit() });

  constructor() {
    super();
    /** @type {readonly Slot[]} */
    this.slots = [];
    this.slotMs = 0;
    /** @type {Welcome | null} */
    this.welcome = null;
    /** @type {Points | null} */
    this.points = null;
    /** Index of the slot under the pointer. @type {number | null} */
    this.hovered = null;
    /** The table is made when it is opened: it would otherwise be made anew with every update. */
    this.tableOpen = false;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!this.welcome || !(changed.has("slots") || changed.has("welcome"))) return;
    this.points = pointsOf(this.slots, this.welcome.histogram_edges_ms, this.slotMs);
    if (changed.has("slotMs")) this.hovered = null;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  updated(changed) {
    if (!this.points) return;
    if (!this.#plot) this.#draw();
    else if (changed.has("points")) this.#plot.setData(columns(this.points));
  }

  /** @override */
  render() {
    const { points, welcome } = this;
    if (!points || !welcome) return nothing;
    const measured = points.p50.filter((ms) => ms !== null).length;
    return html`<figure class="chart" data-testid="latency-chart" data-slots=${measured}>
      ${this.#legend(points, welcome)}
      <div class="chart__area">
        <div class="chart__canvas" role="img" aria-label=${this.#summary(points, welcome)}></div>
        ${measured === 0 ? html`<p class="chart__empty muted">${t("monitor-chart-empty")}</p>` : nothing}
      </div>
      <details class="chart__more" @toggle=${this.#toggled}>
        <summary>${t("monitor-chart-table")}</summary>
        ${
          this.tableOpen
            ? html`<latency-table .points=${points} .slots=${this.slots} .slotMs=${this.slotMs}></latency-table>`
            : nothing
        }
      </details>
    </figure>`;
  }

  /**
   * @param {Points} points
   * @param {Welcome} welcome
   */
  #legend(points, welcome) {
    const index = this.hovered;
    const missing = index === null ? null : points.missing[index];
    return html`<figcaption class="chart__legend small numbers">
      ${LINES.map((name) => {
        const ms = index === null ? null : points[name][index];
        return html`<span><span class="chart__key chart__key--${name}" aria-hidden="true"></span>${name}
          ${index === null ? nothing : html`<strong>${ms === null ? NOTHING : formatMs(ms)}</strong>`}</span>`;
      })}
      <span><span class="chart__key chart__key--target" aria-hidden="true"></span>
        ${t("monitor-chart-target", { target: welcome.target_ms })}</span>
      <span><span class="chart__key chart__key--missing" aria-hidden="true"></span>${t("monitor-chart-missing")}
        ${missing === null ? nothing : html`<strong>${formatShare(missing)}</strong>`}</span>
      ${
        index === null || !this.slots[index]
          ? nothing
          : html`<span class="chart__time"><strong>${slotTime(this.slots[index].startMs, this.slotMs)}</strong></span>`
      }
    </figcaption>`;
  }

  /**
   * @param {Points} points
   * @param {Welcome} welcome
   */
  #summary(points, welcome) {
    const worst = Math.max(0, ...points.p95.map((ms) => ms ?? 0));
    return t("monitor-chart-label", { worst: Math.round(worst), target: welcome.target_ms });
  }

  /** @param {Event} event */
  #toggled(event) {
    this.tableOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
  }

  #draw() {
    const area = this.#area();
    if (!area || !this.points || !this.welcome) return;
    this.#plot?.destroy();
    const options = plotOptions({
      width: area.clientWidth,
      height: HEIGHT,
      colours: palette(area, PLOT_COLOURS),
      targetMs: this.welcome.target_ms,
      missing: () => this.points?.missing ?? [],
      hovered: (index) => {
        this.hovered = index;
      },
    });
    this.#plot = new uPlot(options, columns(this.points), area);
    this.#drawing.watch(area);
  }

  #fit() {
    const area = this.#area();
    if (area && this.#plot && area.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: area.clientWidth, height: HEIGHT });
    }
  }

  #area() {
    return /** @type {HTMLElement | null} */ (this.querySelector(".chart__canvas"));
  }
}

/**
 * @param {Points} points
 * @returns {import("uplot").AlignedData}
 */
function columns({ seconds, p50, p95, p99 }) {
  return [seconds, p50, p95, p99];
}

customElements.define("latency-chart", LatencyChart);
