/**
 * `<timeline-chart>`: one chart of a consultation's timeline, with the moment of the replay in it and, above it, what was
 * so at that moment.
 *
 * Fires `moment` with `detail: { ms }` when somebody presses a place in it.
 */
import { html, nothing } from "lit";
import uPlot from "uplot";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { Drawing, palette } from "./palette.js";
import { TIMELINE_COLOURS, timelineData, timelineOptions } from "./timeline-plot.js";
import { windowAt } from "./timeline-series.js";
import { NOTHING } from "./written.js";

/** @typedef {import("./timeline-plot.js").Mark} Mark */
/** @typedef {import("./timeline-specs.js").Spec} Spec */
/** @typedef {import("./views.js").TimelineWindow} TimelineWindow */

const SYNC_KEY = "timeline";

export class TimelineChart extends LightElement {
  /** @override */
  static properties = {
    spec: { attribute: false },
    windows: { attribute: false },
    marks: { attribute: false },
    rangeMs: { attribute: false },
    momentMs: { attribute: false },
    targetMs: { attribute: false },
  };

  /** @type {uPlot | null} */
  #plot = null;
  #line = document.createElement("span");
  #drawing = new Drawing(this, { draw: () => this.#draw(), fit: () => this.#fit() });

  constructor() {
    super();
    /** @type {Spec | null} */
    this.spec = null;
    /** Oldest first. @type {readonly TimelineWindow[]} */
    this.windows = [];
    /** @type {readonly Mark[]} */
    this.marks = [];
    /** First and last moment of the axis. @type {[number, number]} */
    this.rangeMs = [0, 0];
    /** The moment that the replay shows. */
    this.momentMs = 0;
    this.targetMs = 0;
    this.#line.className = "timeline__moment";
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** @override */
  render() {
    const { spec } = this;
    if (!spec) return nothing;
    const window = windowAt(this.windows, this.momentMs);
    return html`<figure class="timeline__chart" data-chart=${spec.id}>
      <figcaption class="timeline__head small numbers">
        <strong>${t(`monitor-timeline-${spec.id}`)}</strong>
        ${spec.lines.map(
          ({ id, colour, text, dash }) => html`<span data-quantity=${id}>
            ${colour ? html`<span class="chart__key ${dash ? "chart__key--dashed" : ""} quantity--${id}" aria-hidden="true"></span>` : nothing}
            <span class="muted">${t(`monitor-quantity-${id}`)}</span> <bdi class="timeline__value">${window ? text(window) : NOTHING}</bdi>
          </span>`,
        )}
      </figcaption>
      <div class="chart__canvas timeline__canvas" role="img" aria-label=${t(`monitor-timeline-${spec.id}`)} @click=${this.#pressed}></div>
    </figure>`;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues<this>} changed
   */
  updated(changed) {
    if (!this.spec) return;
    if (!this.#plot || changed.has("rangeMs") || changed.has("targetMs")) this.#draw();
    else if (changed.has("windows")) this.#plot.setData(timelineData(this.spec, this.windows));
    else if (changed.has("marks")) this.#plot.redraw(false);
    this.#moveLine();
  }

  #draw() {
    const area = this.#area();
    if (!area || !this.spec) return;
    this.#plot?.destroy();
    const options = timelineOptions(this.spec, {
      width: area.clientWidth,
      colours: palette(area, TIMELINE_COLOURS),
      colourOf: (property) => palette(area, { line: property }).line,
      targetMs: this.targetMs,
      rangeMs: this.rangeMs,
      syncKey: SYNC_KEY,
      marks: () => this.marks,
      windows: () => this.windows,
    });
    this.#plot = new uPlot(options, timelineData(this.spec, this.windows), area);
    this.#plot.over.append(this.#line);
    this.#drawing.watch(area);
    this.#moveLine();
  }

  #fit() {
    const area = this.#area();
    if (!area || !this.#plot || area.clientWidth === this.#plot.width) return;
    this.#plot.setSize({ width: area.clientWidth, height: this.#plot.height });
    this.#moveLine();
  }

  /** Moved as an element: a replay would otherwise draw every chart anew with every frame. */
  #moveLine() {
    if (!this.#plot) return;
    const x = this.#plot.valToPos(this.momentMs / 1000, "x");
    this.#line.style.setProperty("translate", `${Math.round(x)}px`);
  }

  /** @param {MouseEvent} event */
  #pressed(event) {
    if (!this.#plot) return;
    const { left, width } = this.#plot.over.getBoundingClientRect();
    const x = Math.min(width, Math.max(0, event.clientX - left));
    const ms = this.#plot.posToVal(x, "x") * 1000;
    this.dispatchEvent(new CustomEvent("moment", { detail: { ms } }));
  }

  #area() {
    return /** @type {HTMLElement | null} */ (this.querySelector(".timeline__canvas"));
  }
}

customElements.define("timeline-chart", TimelineChart);
