/** `<consultation-facts>`: whose consultation it was, how it went as a whole, and who said that it was bad. */
import { html, nothing } from "lit";
import { formatShare } from "../agent/formats.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { countryName, formatDateTime, formatNumber, languageName, t } from "../modules/i18n.js";
import { complaintsAmong, eventText } from "./timeline-events.js";
import { summed } from "./timeline-series.js";
import { formatSpan, NOTHING, orNothing, placeName } from "./written.js";

/** @typedef {import("./views.js").Timeline} Timeline */
/** @typedef {import("./views.js").TimelineWindow} TimelineWindow */

export class ConsultationFacts extends LightElement {
  /** @override */
  static properties = { timeline: { attribute: false }, windows: { attribute: false } };

  constructor() {
    super();
    /** @type {Timeline | null} */
    this.timeline = null;
    /** Of the picture that is looked at. @type {readonly TimelineWindow[]} */
    this.windows = [];
  }

  /** @override */
  render() {
    const { timeline } = this;
    if (!timeline) return nothing;
    return html`<header class="stack stack--tight">
        <div class="row">
          <h1><bdi>${timeline.agent_name}</bdi> · <bdi>${timeline.product_title}</bdi></h1>
          ${timeline.ended_ms ? nothing : html`<span class="badge badge--accent" data-testid="is-live">${t("monitor-is-live")}</span>`}
        </div>
        <p class="muted">${circumstances(timeline)}</p>
      </header>
      ${this.#complaints(timeline)}
      <dl class="facts numbers card">${this.#facts(timeline).map(
        ([name, value]) => html`<div><dt>${t(`monitor-fact-${name}`)}</dt><dd>${value}</dd></div>`,
      )}</dl>`;
  }

  /** @param {Timeline} timeline */
  #complaints({ events, stars, comment }) {
    const complaints = complaintsAmong(events);
    const poor = stars !== null && stars <= 2;
    if (complaints.length === 0 && !poor) return nothing;
    return html`<div class="banner banner--poor" data-testid="complaints">${icon("flag")}
      <div class="banner__text">
        ${complaints.map(
          (event) => html`<p><strong>${t(`monitor-by-whom-${event.by}`)}</strong> ${eventText(event)}</p>`,
        )}
        ${comment && poor ? html`<p><q dir="auto">${comment}</q></p>` : nothing}
      </div>
    </div>`;
  }

  /**
   * @param {Timeline} timeline
   * @returns {[string, string][]}
   */
  #facts({ started_ms, ended_ms, stars, floor_ms }) {
    const { withinShare, missingShare, freezes, frozenMs } = summed(this.windows);
    return [
      ["within", orNothing(withinShare, formatShare)],
      ["missing", orNothing(missingShare, formatShare)],
      [
        "freezes",
        withinShare === null
          ? NOTHING
          : t("monitor-fact-frozen", { count: formatNumber(freezes), time: formatSpan(frozenMs) }),
      ],
      ["floor", orNothing(floor_ms, (ms) => t("milliseconds", { ms: formatNumber(ms) }))],
      ["duration", ended_ms ? formatSpan(ended_ms - started_ms) : NOTHING],
      ["started", formatDateTime(started_ms)],
      ["stars", orNothing(stars, (count) => `${formatNumber(count)}/5`)],
    ];
  }
}

/** @param {Timeline} timeline */
function circumstances({ purpose, language, buyer_country, agent_region, buyer_browser, agent_browser }) {
  const from = buyer_country ? countryName(buyer_country) : t("monitor-unknown");
  const to = agent_region ? placeName(agent_region) : t("monitor-unknown");
  const browsers = [buyer_browser, agent_browser].filter(Boolean).join(" ↔ ");
  return [t(`agent-purpose-${purpose}`), languageName(language), t("monitor-way", { from, to }), browsers]
    .filter(Boolean)
    .join(" · ");
}

customElements.define("consultation-facts", ConsultationFacts);
