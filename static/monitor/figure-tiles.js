/** `<figure-tiles>`: the numbers of the moment: live, waiting, on duty, within the target, p50, p95, p99. */
import { html, nothing } from "lit";
import { formatMs, formatShare } from "../agent/formats.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { NOTHING, orNothing } from "./written.js";

/** @typedef {import("../modules/messages.js").MonitorState} MonitorState */
/** @typedef {import("../modules/messages.js").Welcome} Welcome */
/** @typedef {import("./figures.js").Figures} Figures */

export class FigureTiles extends LightElement {
  /** @override */
  static properties = {
    state: { attribute: false },
    welcome: { attribute: false },
    recent: { attribute: false },
    hour: { attribute: false },
    todayShare: { attribute: false },
  };

  constructor() {
    super();
    /** @type {MonitorState | null} */
    this.state = null;
    /** @type {Welcome | null} */
    this.welcome = null;
    /** Of the last five minutes. @type {Figures | null} */
    this.recent = null;
    /** Of the last hour. @type {Figures | null} */
    this.hour = null;
    /** Share of today's time within the target; undefined until it is known. @type {number | null | undefined} */
    this.todayShare = undefined;
  }

  /** @override */
  render() {
    const { state, recent, hour } = this;
    if (!state || !recent || !hour) return nothing;
    return html`<dl class="tiles">
      ${this.#count("live-consultations", t("monitor-live"), state.live.length)}
      ${this.#count("waiting", t("monitor-waiting"), state.waiting)}
      ${this.#count("on-duty", t("monitor-on-duty"), state.agents_on_duty)}
      ${this.#share(recent, hour)}
      ${this.#percentile("p50", recent.p50, hour.p50)}
      ${this.#percentile("p95", recent.p95, hour.p95)}
      ${this.#percentile("p99", recent.p99, hour.p99)}
    </dl>`;
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {number} count
   */
  #count(id, name, count) {
    return html`<div class="tile">
      <dt>${name}</dt>
      <dd class="tile__value numbers" data-testid=${id} data-count=${count}>${formatNumber(count)}</dd>
    </div>`;
  }

  /**
   * @param {Figures} recent
   * @param {Figures} hour
   */
  #share(recent, hour) {
    const missing = recent.missing ?? 0;
    return html`<div class="tile tile--wide">
      <dt>${t("monitor-within", { target: this.welcome?.target_ms ?? 0 })}</dt>
      <dd class="tile__value numbers" data-testid="within-target" data-share=${recent.share ?? ""}>
        ${orNothing(recent.share, formatShare)}
      </dd>
      <dd class="tile__more numbers">
        <span data-testid="within-target-hour" data-share=${hour.share ?? ""}>${t("monitor-hour", { value: orNothing(hour.share, formatShare) })}</span>
        · <span data-testid="within-target-today" data-share=${this.todayShare ?? ""}
          >${t("monitor-today", { value: orNothing(this.todayShare, formatShare) })}</span>
      </dd>
      ${
        missing > 0
          ? html`<dd class="tile__more tile__more--missing numbers" data-testid="missing" data-share=${missing}>
              ${t("monitor-missing-share", { value: formatShare(missing) })}</dd>`
          : nothing
      }
    </div>`;
  }

  /**
   * @param {"p50" | "p95" | "p99"} name
   * @param {number | null} recent
   * @param {number | null} hour
   */
  #percentile(name, recent, hour) {
    return html`<div class="tile">
      <dt><abbr title=${t(`monitor-${name}-explained`)}>${name}</abbr> · ${t("monitor-recent")}</dt>
      <dd class="tile__value tile__value--${this.#level(recent)} numbers" data-testid=${name}
        data-ms=${recent === null ? "" : Math.round(recent)}>${recent === null ? NOTHING : formatMs(recent)}</dd>
      <dd class="tile__more numbers" data-ms=${hour === null ? "" : Math.round(hour)}>
        ${t("monitor-hour", { value: orNothing(hour, formatMs) })}
      </dd>
    </div>`;
  }

  /** @param {number | null} ms */
  #level(ms) {
    if (ms === null || !this.welcome) return "unknown";
    if (ms <= this.welcome.good_ms) return "good";
    return ms <= this.welcome.target_ms ? "fair" : "poor";
  }
}

customElements.define("figure-tiles", FigureTiles);
