/**
 * `<event-list>`: what happened in a consultation, in words, in its order; each leads to its moment.
 *
 * Fires `moment` with `detail: { ms }`.
 */
import { html } from "lit";
import { formatElapsed } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { eventText, toneOf } from "./timeline-events.js";

/** @typedef {import("./views.js").TimelineEntry} TimelineEntry */

export class EventList extends LightElement {
  /** @override */
  static properties = {
    events: { attribute: false },
    momentMs: { attribute: false },
  };

  constructor() {
    super();
    /** Oldest first, with times counted from the beginning. @type {readonly TimelineEntry[]} */
    this.events = [];
    /** The moment that the replay shows. */
    this.momentMs = 0;
  }

  /** @override */
  render() {
    if (this.events.length === 0) return html`<p class="list__empty">${t("monitor-events-empty")}</p>`;
    const current = this.events.findLastIndex(({ at_ms }) => at_ms <= this.momentMs);
    return html`<ol class="events" data-testid="events">
      ${this.events.map((event, index) => this.#event(event, index === current))}
    </ol>`;
  }

  /**
   * @param {TimelineEntry} event
   * @param {boolean} current
   */
  #event(event, current) {
    const tone = toneOf(event);
    return html`<li><button type="button" class="events__one" data-kind=${event.kind} data-tone=${tone}
        aria-current=${current} @click=${() => this.#go(event.at_ms)}>
      <span class="numbers events__time">${elapsed(event.at_ms)}</span>
      <span class="mark mark--${tone}" aria-hidden="true"></span>
      <span><span class="muted">${t(`monitor-by-whom-${event.by}`)}</span> ${eventText(event)}</span>
    </button></li>`;
  }

  /** @param {number} ms */
  #go(ms) {
    this.dispatchEvent(new CustomEvent("moment", { detail: { ms } }));
  }
}

/** @param {number} ms */
function elapsed(ms) {
  return ms <= -1000 ? t("monitor-event-before", { at: formatElapsed(-ms) }) : formatElapsed(ms);
}

customElements.define("event-list", EventList);
