/**
 * `<replay-control>`: plays what happened, at its own pace or faster.
 *
 * Fires `moment` with `detail: { ms }` whenever the moment shown has changed.
 */
import { html, nothing } from "lit";
import { formatElapsed } from "../agent/formats.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { Replay, SPEEDS } from "./replay.js";

/** What an arrow key moves the slider by. */
const STEP_MS = 1000;

export class ReplayControl extends LightElement {
  /** @override */
  static properties = {
    startMs: { attribute: false },
    endMs: { attribute: false },
    momentMs: { state: true },
  };

  #replay = new Replay(0, 0);
  #frame = 0;

  constructor() {
    super();
    /** The first moment, counted from the beginning; before it where there is something to show. */
    this.startMs = 0;
    this.endMs = 0;
    this.momentMs = 0;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  /**
   * Shows this moment, as if it had been sought here.
   * @param {number} ms
   */
  seek(ms) {
    this.#replay.seek(ms, performance.now());
    this.#show();
  }

  /**
   * @override
   * @param {import("lit").PropertyValues<this>} changed
   */
  willUpdate(changed) {
    if (!changed.has("startMs") && !changed.has("endMs")) return;
    this.#replay.startMs = this.startMs;
    this.#replay.endMs = this.endMs;
    this.seek(this.momentMs);
  }

  /** @override */
  render() {
    const { playing, speed } = this.#replay;
    const [from, length] = [this.momentMs - this.startMs, this.endMs - this.startMs];
    const clock = { at: formatElapsed(this.momentMs), length: formatElapsed(this.endMs) };
    if (length <= 0) return nothing;
    return html`<div class="replay" role="group" aria-label=${t("monitor-replay")} data-testid="replay"
      data-playing=${playing} data-ms=${Math.round(this.momentMs)}>
      <button type="button" class="button button--primary replay__play" data-testid="replay-play" @click=${this.#toggle}
        >${icon(playing ? "pause" : "play")}<span>${t(playing ? "monitor-replay-pause" : "monitor-replay-play")}</span></button>
      <input type="range" class="replay__slider" data-testid="replay-slider" min="0" max=${length} step=${STEP_MS}
        .value=${String(from)} aria-label=${t("monitor-replay-moment")}
        aria-valuetext=${t("monitor-replay-at", clock)}
        @input=${this.#sought}>
      <span class="numbers replay__clock" aria-hidden="true">${clock.at} / ${clock.length}</span>
      <fieldset class="segments">
        <legend class="visually-hidden">${t("monitor-replay-speed")}</legend>
        ${SPEEDS.map(
          (each) => html`<label class="segments__one"><input type="radio" name="replay-speed" value=${each}
            .checked=${each === speed} @change=${() => this.#setSpeed(each)}><span>${t("monitor-replay-times", { times: each })}</span></label>`,
        )}
      </fieldset>
    </div>`;
  }

  #toggle() {
    const now = performance.now();
    if (this.#replay.playing) this.#replay.pause(now);
    else this.#replay.play(now);
    this.#show();
  }

  /** @param {Event} event */
  #sought(event) {
    this.seek(this.startMs + Number(/** @type {HTMLInputElement} */ (event.target).value));
  }

  /** @param {number} speed */
  #setSpeed(speed) {
    this.#replay.setSpeed(speed, performance.now());
    this.requestUpdate();
  }

  #show() {
    cancelAnimationFrame(this.#frame);
    this.momentMs = this.#replay.at(performance.now());
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("moment", { detail: { ms: this.momentMs } }));
    if (this.#replay.playing) this.#frame = requestAnimationFrame(() => this.#show());
  }
}

customElements.define("replay-control", ReplayControl);
