/** `<history-item>`: one past consultation, its outcome, what the buyer thought of it, and how late its picture was. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { countryName, formatDateTime, languageName, t } from "../modules/i18n.js";
import { consultationAddress } from "../monitor/address.js";
import { formatElapsed, formatMs, formatShare } from "./formats.js";

/**
 * @typedef {object} HistoryEntry
 * @property {string} id
 * @property {number} started_ms
 * @property {number | null} ended_ms
 * @property {import("../modules/messages.js").Purpose} purpose
 * @property {string} sku
 * @property {string} product_title
 * @property {string} language
 * @property {string | null} buyer_country
 * @property {string} agent_name
 * @property {string | null} end_reason
 * @property {import("../modules/messages.js").Outcome | null} outcome
 * @property {string | null} size_advised
 * @property {string | null} note
 * @property {number | null} stars
 * @property {string | null} comment
 * @property {number | null} accept_to_first_frame_ms
 * @property {number | null} p50_ms
 * @property {number | null} p95_ms
 * @property {number | null} bound_ms
 * @property {number | null} within_share
 */

export class HistoryItem extends LightElement {
  /** @override */
  static properties = { entry: { attribute: false }, linked: { type: Boolean } };

  constructor() {
    super();
    /** @type {HistoryEntry | null} */
    this.entry = null;
    /** Whether it leads to its timeline on the monitor. */
    this.linked = false;
  }

  /** @override */
  render() {
    const { entry } = this;
    if (!entry) return nothing;
    return html`<article class="entry" aria-label=${entry.product_title}>
      <header class="entry__head">
        <h3><bdi>${entry.product_title}</bdi></h3>
        <time class="small muted" datetime=${new Date(entry.started_ms).toISOString()}
          >${formatDateTime(entry.started_ms)}</time>
      </header>
      <p class="small muted">${this.#circumstances(entry)}</p>
      <p class="row entry__badges">
        ${
          entry.outcome
            ? html`<span class="badge badge--accent">${t(`agent-outcome-${entry.outcome}`)}</span>`
            : html`<span class="badge">${t("agent-outcome-missing")}</span>`
        }
        ${
          entry.size_advised
            ? html`<span class="badge">${icon("ruler")} ${t("agent-history-size", { size: entry.size_advised })}</span>`
            : nothing
        }
        ${
          entry.stars
            ? html`<span class="badge" title=${t("agent-history-stars", { stars: entry.stars })}>${icon("star")}
                <span class="numbers" aria-hidden="true">${entry.stars}/5</span>
                <span class="visually-hidden">${t("agent-history-stars", { stars: entry.stars })}</span></span>`
            : nothing
        }
      </p>
      ${
        this.linked
          ? html`<p><a class="small" href=${consultationAddress(entry.id)} data-testid="timeline-link"
              >${t("agent-history-timeline")}<span class="visually-hidden">: ${entry.product_title}</span></a></p>`
          : nothing
      }
      ${entry.note ? html`<p class="small entry__text" dir="auto">${entry.note}</p>` : nothing}
      ${entry.comment ? html`<blockquote class="small entry__text" dir="auto">${entry.comment}</blockquote>` : nothing}
      <p class="small muted numbers">${this.#latency(entry)}</p>
    </article>`;
  }

  /** @param {HistoryEntry} entry */
  #circumstances(entry) {
    return [
      t(`agent-purpose-${entry.purpose}`),
      languageName(entry.language),
      entry.buyer_country && countryName(entry.buyer_country),
      entry.ended_ms && formatElapsed(entry.ended_ms - entry.started_ms),
      entry.agent_name,
    ]
      .filter(Boolean)
      .join(" · ");
  }

  /** @param {HistoryEntry} entry */
  #latency({ accept_to_first_frame_ms, p50_ms, p95_ms, bound_ms, within_share }) {
    if (p50_ms === null || p95_ms === null) return t("agent-history-unmeasured");
    return [
      t(bound_ms === null ? "agent-history-latency" : "agent-history-latency-bounded", {
        p50: formatMs(p50_ms),
        p95: formatMs(p95_ms),
        bound: formatMs(bound_ms ?? 0),
      }),
      within_share !== null && t("agent-history-within", { share: formatShare(within_share) }),
      accept_to_first_frame_ms !== null &&
        t("agent-connect-time", { time: formatMs(accept_to_first_frame_ms) }),
    ]
      .filter(Boolean)
      .join(" · ");
  }
}

customElements.define("history-item", HistoryItem);
