/**
 * `<heat-map>`: how many frames took how long, over time: one column a slot, one row a bucket of the histogram. The
 * counts stand in a table below it, for those who cannot see the map.
 */
import { html, nothing } from "lit";
import uPlot from "uplot";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { heatOf, SHADES } from "./heat.js";
import { heatOptions } from "./heat-plot.js";
import "./heat-table.js";
import { Drawing, palette } from "./palette.js";

/** @typedef {import("./heat.js").HeatColumn} HeatColumn */
/** @typedef {import("./ranges.js").Slot} Slot */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */

const HEIGHT = 300;
const STEPS = Array.from({ length: SHADES }, (_, index) => index + 1);

export class HeatMap extends LightElement {
  /** @override */
  static properties = {
    slots: { attribute: false },
    slotMs: { attribute: false },
    welcome: { attribute: false },
    tableOpen: { state: true },
  };

  /** @type {uPlot | null} */
  #plot = null;
  /** @type {HeatColumn[]} */
  #columns = [];
  #drawing = new Drawing(this, { draw: () => this.#draw(), fit: () => this.#fit() });

  constructor() {
    super();
    /** @type {readonly Slot[]} */
    this.slots = [];
    this.slotMs = 0;
    /** @type {Welcome | null} */
    this.welcome = null;
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
  updated(changed) {
    if (!this.welcome || !(changed.has("slots") || changed.has("welcome"))) return;
    this.#columns = heatOf(this.slots, this.welcome.histogram_edges_ms.length + 1);
    if (!this.#plot || changed.has("slotMs")) this.#draw();
    else this.#plot.setData(this.#data());
  }

  /** @override */
  render() {
    const { welcome } = this;
    if (!welcome) return nothing;
    return html`<figure class="chart" data-testid="heat-map">
      <figcaption class="chart__legend small numbers">
        <span>${ramp("within")} ${t("monitor-heat-within", { target: welcome.target_ms })}</span>
        <span>${ramp("late")} ${t("monitor-heat-late")}</span>
        <span><span class="chart__key chart__key--missing" aria-hidden="true"></span>${t("monitor-chart-missing")}</span>
        <span class="muted">${t("monitor-heat-scale")}</span>
      </figcaption>
      <div class="chart__canvas heat__canvas" role="img" aria-label=${t("monitor-heat-label", { target: welcome.target_ms })}></div>
      <details class="chart__more" @toggle=${this.#toggled}>
        <summary>${t("monitor-chart-table")}</summary>
        ${
          this.tableOpen
            ? html`<heat-table .slots=${this.slots} .slotMs=${this.slotMs} .welcome=${welcome}></heat-table>`
            : nothing
        }
      </details>
    </figure>`;
  }

  /** @param {Event} event */
  #toggled(event) {
    this.tableOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
  }

  #draw() {
    const area = this.#area();
    const { welcome } = this;
    if (!area || !welcome) return;
    this.#plot?.destroy();
    const shades = (/** @type {string} */ side) =>
      STEPS.map((step) => palette(area, { shade: `--heat-${side}-${step}` }).shade);
    const options = heatOptions({
      width: area.clientWidth,
      height: HEIGHT,
      colours: {
        ...palette(area, {
          text: "--text-2",
          grid: "--line-color",
          target: "--poor",
          missing: "--series-missing",
        }),
        within: shades("within"),
        late: shades("late"),
      },
      edgesMs: welcome.histogram_edges_ms,
      goodMs: welcome.good_ms,
      targetMs: welcome.target_ms,
      slotMs: this.slotMs,
      columns: () => this.#columns,
    });
    this.#plot = new uPlot(options, this.#data(), area);
    this.#drawing.watch(area);
  }

  #fit() {
    const area = this.#area();
    if (area && this.#plot && area.clientWidth !== this.#plot.width) {
      this.#plot.setSize({ width: area.clientWidth, height: HEIGHT });
    }
  }

  /** @returns {import("uplot").AlignedData} */
  #data() {
    return [
      this.slots.map(({ startMs }) => (startMs + this.slotMs / 2) / 1000),
      new Array(this.slots.length).fill(0),
    ];
  }

  #area() {
    return /** @type {HTMLElement | null} */ (this.querySelector(".heat__canvas"));
  }
}

/** The shades from few to many, as a key. @param {"within" | "late"} side */
function ramp(side) {
  return html`<span class="heat__ramp" aria-hidden="true">${STEPS.map(
    (step) => html`<span class="heat__shade heat__shade--${side}-${step}"></span>`,
  )}</span>`;
}

customElements.define("heat-map", HeatMap);
