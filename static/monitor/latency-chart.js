/**
 * `<latency-chart>`: p50, p95 and p99 minute by minute against the target, and what could not be measured. The same
 * numbers stand in a table below it, for those who cannot see the chart.
 */
import { html, nothing } from "lit";
import uPlot from "uplot";
import { formatMs, formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatDateTime, localeEvents, t } from "../modules/i18n.js";
import { plotOptions, pointsOf } from "./latency-plot.js";
import "./latency-table.js";

/** @typedef {import("./latency-plot.js").Points} Points */
/** @typedef {import("../modules/messages.js").LatencyMinute} LatencyMinute */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

const LINES = /** @type {const} */ (["p50", "p95", "p99"]);
const HEIGHT = 280;

export class LatencyChart extends LightElement {
  /** @override */
  static properties = {
    minutes: { attribute: false },
    welcome: { attribute: false },
    nowMs: { attribute: false },
    points: { state: true },
    hovered: { state: true },
  };

  /** @type {uPlot | null} */
  #plot = null;
  #resize = new ResizeObserver(() => this.#fit());
  #scheme = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super();
    /** @type {readonly LatencyMinute[]} */
    this.minutes = [];
    /** @type {Welcome | null} */
    this.welcome = null;
    /** The server's clock. */
    this.nowMs = 0;
    /** @type {Points | null} */
    this.points = null;
    /** Index of the minute under the pointer. @type {number | null} */
    this.hovered = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.#draw);
    localeEvents.addEventListener("locale", this.#draw);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener("change", this.#draw);
    localeEvents.removeEventListener("locale", this.#draw);
    this.#resize.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!this.welcome || !(changed.has("minutes") || changed.has("welcome"))) return;
    this.points = pointsOf(this.minutes, this.welcome.histogram_edges_ms, this.nowMs);
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
    return html`<figure class="chart" data-testid="latency-chart" data-minutes=${measured}>
      ${this.#legend(points, welcome)}
      <div class="chart__area">
        <div class="chart__canvas" role="img" aria-label=${this.#summary(points, welcome)}></div>
        ${measured === 0 ? html`<p class="chart__empty muted">${t("monitor-chart-empty")}</p>` : nothing}
      </div>
      <details class="chart__more">
        <summary>${t("monitor-chart-table")}</summary>
        <latency-table .points=${points}></latency-table>
      </details>
    </figure>`;
  }

  /**
   * @param {Points} points
   * @param {Welcome} welcome
   */
  #legend(points, welcome) {
    const index = this.hovered;
    const time = index === null ? null : formatDateTime(points.seconds[index] * 1000, { timeStyle: "short" });
    return html`<figcaption class="chart__legend small numbers">
      ${LINES.map((name) => {
        const ms = index === null ? null : points[name][index];
        return html`<span><span class="chart__key chart__key--${name}" aria-hidden="true"></span>${name}
          ${index === null ? nothing : html`<strong>${ms === null ? "—" : formatMs(ms)}</strong>`}</span>`;
      })}
      <span><span class="chart__key chart__key--target" aria-hidden="true"></span>
        ${t("monitor-chart-target", { target: welcome.target_ms })}</span>
      <span><span class="chart__key chart__key--missing" aria-hidden="true"></span>${t("monitor-chart-missing")}
        ${index === null || points.missing[index] === null ? nothing : html`<strong>${formatShare(points.missing[index])}</strong>`}</span>
      ${time ? html`<span class="chart__time"><strong>${time}</strong></span>` : nothing}
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

  /** The canvas knows neither the scheme nor the language by itself: it is made anew when they change. */
  #draw = () => {
    const area = this.#area();
    if (!area || !this.points || !this.welcome) return;
    this.#plot?.destroy();
    const options = plotOptions({
      width: area.clientWidth,
      height: HEIGHT,
      colours: this.#colours(area),
      targetMs: this.welcome.target_ms,
      missing: () => this.points?.missing ?? [],
      hovered: (index) => {
        this.hovered = index;
      },
    });
    this.#plot = new uPlot(options, columns(this.points), area);
    this.#resize.observe(area);
  };

  #fit() {
    const area = this.#area();
    if (area && this.#plot && area.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: area.clientWidth, height: HEIGHT });
    }
  }

  #area() {
    return /** @type {HTMLElement | null} */ (this.querySelector(".chart__canvas"));
  }

  /** Reads colours through a probe: a custom property's own value is not resolved. @param {HTMLElement} area */
  #colours(area) {
    const probe = area.ownerDocument.createElement("span");
    area.append(probe);
    const colour = (/** @type {string} */ name) => {
      probe.style.setProperty("color", `var(${name})`);
      return getComputedStyle(probe).color;
    };
    const colours = {
      text: colour("--text-2"),
      grid: colour("--line-color"),
      p50: colour("--series-p50"),
      p95: colour("--series-p95"),
      p99: colour("--series-p99"),
      target: colour("--poor"),
      missing: colour("--series-missing"),
    };
    probe.remove();
    return colours;
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
