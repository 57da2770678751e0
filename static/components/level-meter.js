/**
 * `<level-meter>`: shows how loud a microphone is. Fires `heard` once a source, when it was clearly not silent.
 */
import { html } from "lit";
import { t } from "../modules/i18n.js";
import { LightElement } from "./light-element.js";

/** Level from which on a voice is meant, not the noise of a quiet room. */
const HEARD = 0.15;

export class LevelMeter extends LightElement {
  /** @override */
  static properties = { source: { attribute: false } };

  #frame = 0;
  #heard = false;

  constructor() {
    super();
    /** What is measured: `level` is 0 to 1. @type {{ readonly level: number } | null} */
    this.source = null;
  }

  /** @override */
  render() {
    return html`<div class="level" role="meter" aria-label=${t("microphone-level")} aria-valuemin="0"
      aria-valuemax="100" aria-valuenow="0"><div class="level__bar"></div></div>`;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  updated(changed) {
    if (!changed.has("source")) return;
    cancelAnimationFrame(this.#frame);
    this.#heard = false;
    if (this.source) this.#draw(this.source);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  /** @param {{ readonly level: number }} source */
  #draw(source) {
    const level = Math.min(1, Math.max(0, source.level));
    const meter = /** @type {HTMLElement} */ (this.querySelector(".level"));
    meter.style.setProperty("--level", level.toFixed(3));
    meter.setAttribute("aria-valuenow", String(Math.round(level * 100)));
    if (!this.#heard && level > HEARD) {
      this.#heard = true;
      this.dispatchEvent(new Event("heard"));
    }
    this.#frame = requestAnimationFrame(() => this.#draw(source));
  }
}

customElements.define("level-meter", LevelMeter);
