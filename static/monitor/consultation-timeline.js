/** `<consultation-timeline>`: the charts of one consultation over one axis of time, its events, and the replay. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import "./consultation-facts.js";
import "./event-list.js";
import "./replay-control.js";
import "./timeline-chart.js";
import { toneOf } from "./timeline-events.js";
import { courseOf } from "./timeline-series.js";
import { SPECS } from "./timeline-specs.js";
import "./window-table.js";

/** @typedef {import("./replay-control.js").ReplayControl} ReplayControl */
/** @typedef {import("./views.js").Timeline} Timeline */

/** Whose picture is looked at: the one towards the buyer, or the one towards the agent. */
const DIRECTIONS = /** @type {const} */ (["to_buyer", "to_agent"]);

export class ConsultationTimeline extends LightElement {
  /** @override */
  static properties = {
    timeline: { attribute: false },
    targetMs: { attribute: false },
    direction: { state: true },
    momentMs: { state: true },
  };

  /** @type {import("./timeline-series.js").Course | null} */
  #course = null;
  /** @type {import("./timeline-plot.js").Mark[]} */
  #marks = [];

  constructor() {
    super();
    /** @type {Timeline | null} */
    this.timeline = null;
    this.targetMs = 0;
    /** @type {"to_buyer" | "to_agent"} */
    this.direction = "to_buyer";
    /** What the replay shows, counted from the beginning. */
    this.momentMs = 0;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues<this>} changed
   */
  willUpdate(changed) {
    if (!changed.has("timeline") || !this.timeline) return;
    this.#course = courseOf(this.timeline);
    this.#marks = this.#course.events.map((event) => ({ atMs: event.at_ms, tone: toneOf(event) }));
  }

  /** @override */
  render() {
    const { timeline } = this;
    if (!timeline || !this.#course) return nothing;
    const windows = this.#course[this.direction];
    const { events, rangeMs } = this.#course;
    return html`
      <consultation-facts .timeline=${timeline} .windows=${windows}></consultation-facts>
      ${timeline.kept ? nothing : html`<p class="banner banner--fair">${t("monitor-windows-deleted")}</p>`}
      <div class="timeline__tools card">
        <replay-control .startMs=${rangeMs[0]} .endMs=${rangeMs[1]} @moment=${this.#moved}></replay-control>
        ${this.#directions()}
      </div>
      <div class="timeline__columns">
        <section class="card timeline__charts" aria-label=${t("monitor-timeline-charts")}>
          ${SPECS.map(
            (
              spec,
            ) => html`<timeline-chart .spec=${spec} .windows=${windows} .marks=${this.#marks} .rangeMs=${rangeMs}
              .momentMs=${this.momentMs} .targetMs=${this.targetMs} @moment=${this.#sought}></timeline-chart>`,
          )}
          <window-table .windows=${windows}></window-table>
        </section>
        <section class="card timeline__events" aria-labelledby="events-title">
          <h2 id="events-title">${t("monitor-events-title")}</h2>
          <event-list .events=${events} .momentMs=${this.momentMs} @moment=${this.#sought}></event-list>
        </section>
      </div>`;
  }

  #directions() {
    return html`<fieldset class="segments" data-testid="direction">
      <legend class="visually-hidden">${t("monitor-direction")}</legend>
      ${DIRECTIONS.map(
        (
          direction,
        ) => html`<label class="segments__one"><input type="radio" name="direction" value=${direction}
          .checked=${direction === this.direction} @change=${() => {
            this.direction = direction;
          }}><span>${t(`monitor-direction-${direction}`)}</span></label>`,
      )}
    </fieldset>`;
  }

  /** @param {CustomEvent<{ ms: number }>} event */
  #moved(event) {
    this.momentMs = event.detail.ms;
  }

  /** Pressed in a chart or the list: the replay goes there. @param {CustomEvent<{ ms: number }>} event */
  #sought(event) {
    /** @type {ReplayControl | null} */ (this.querySelector("replay-control"))?.seek(event.detail.ms);
  }
}

customElements.define("consultation-timeline", ConsultationTimeline);
