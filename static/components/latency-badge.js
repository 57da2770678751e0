/**
 * `<latency-badge>`: how late the picture on this screen is, end to end, with its error bound; or, where none is due
 * here, how late the other side sees ours.
 *
 * The level is told by colour, shape and words. The number changes twice a second and is therefore no live region;
 * who wants a warning announced shows it in a `<status-banner>`.
 */
import { html, nothing } from "lit";
import { t } from "../modules/i18n.js";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

/** @typedef {"good" | "fair" | "poor" | "unknown"} LatencyLevel */

/** @type {Record<LatencyLevel, import("./icons.js").IconName>} */
const SHAPES = { good: "check", fair: "triangle", poor: "stop", unknown: "clock" };

export class LatencyBadge extends LightElement {
  /** @override */
  static properties = {
    ms: { type: Number },
    boundMs: { type: Number, attribute: "bound-ms" },
    kind: {},
    level: {},
    side: {},
  };

  constructor() {
    super();
    /** End-to-end latency in milliseconds. @type {number | null} */
    this.ms = null;
    /** Error bound (±) in milliseconds. @type {number | null} */
    this.boundMs = null;
    /** How the number came about. @type {"measured" | "estimated" | "missing" | "off"} */
    this.kind = "missing";
    /** @type {LatencyLevel} */
    this.level = "unknown";
    /** Whose screen: this one, or the other side's. @type {"here" | "there"} */
    this.side = "here";
  }

  /** @override */
  render() {
    const tone = this.level === "unknown" ? "" : `badge--${this.level}`;
    return html`<span class="badge latency ${tone} numbers" data-testid="latency" data-kind=${this.kind}
      data-level=${this.level} data-side=${this.side} data-ms=${this.ms === null ? nothing : Math.round(this.ms)}
      data-bound-ms=${this.boundMs === null ? nothing : Math.round(this.boundMs)} title=${t(`latency-explained-${this.side}`)}
      >${icon(SHAPES[this.level])}<span class="visually-hidden">${t("latency-label")} </span
      ><bdi>${this.#text()}</bdi
      ><span class="visually-hidden">, ${t(`latency-level-${this.level}`)}</span></span>`;
  }

  #text() {
    if (this.ms === null) return t("latency-missing");
    const args = { ms: Math.round(this.ms), bound: Math.round(this.boundMs ?? 0) };
    const known = this.kind === "estimated" ? "latency-estimated" : "latency-measured";
    const latency = t(this.boundMs === null ? "latency-unbounded" : known, args);
    return this.side === "there" ? t("latency-there", { latency }) : latency;
  }
}

customElements.define("latency-badge", LatencyBadge);
