/**
 * `<device-check>`: connection, sound and microphone at a glance, before the line. Nothing here has to be passed: the
 * connection to the service is checked by itself, the way of the video, sound and microphone when the buyer wants it.
 *
 * `microphoneWanted` tells whether the buyer wants to be heard from the beginning. Fires `change` with it.
 */
import { html, nothing } from "lit";
import "../components/level-meter.js";
import "./line-check.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import { allowSound, playChime } from "./tone.js";

/** @typedef {import("../modules/media/local-media.js").LocalMedia} LocalMedia */
/** @typedef {import("../modules/signaling-client.js").SignalingClient} SignalingClient */

/** Up to here the way to the service leaves enough of the latency target for the picture. */
const QUICK_MS = 300;

export class DeviceCheck extends LightElement {
  /** @override */
  static properties = {
    media: { attribute: false },
    signaling: { attribute: false },
    microphoneWanted: { state: true },
    toned: { state: true },
    heard: { state: true },
    problem: { state: true },
  };

  /** @type {ReturnType<typeof setInterval> | undefined} */
  #poll;

  constructor() {
    super();
    /** @type {LocalMedia | null} */
    this.media = null;
    /** @type {SignalingClient | null} */
    this.signaling = null;
    this.microphoneWanted = false;
    this.toned = false;
    this.heard = false;
    /** Code of what the microphone failed with. @type {string | null} */
    this.problem = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    // The round trip has no event of its own; a glance a second is enough for a line of text.
    this.#poll = setInterval(() => this.requestUpdate(), 1000);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#poll);
  }

  /** @override */
  render() {
    return html`<section class="card check-card" aria-labelledby="check-title">
      <h2 id="check-title" class="check-card__title">${t("check-title")}</h2>
      <p class="field__hint">${t("check-optional")}</p>
      <ul class="checks">
        <li class="checks__row" data-testid="check-connection">${icon("globe")}${this.#connection()}</li>
        <li class="checks__row">
          ${icon("wifi")}<line-check class="checks__wide" .signaling=${this.signaling}></line-check>
        </li>
        <li class="checks__row">
          ${icon("speaker")}
          <div class="checks__text">
            <p class="checks__name">${t("check-sound")}</p>
            <p class="field__hint" role="status">${this.toned ? t("check-sound-played") : t("check-sound-hint")}</p>
          </div>
          <button type="button" class="button" data-testid="check-tone" @click=${this.#tone}>
            ${t("check-sound-play")}
          </button>
        </li>
        <li class="checks__row">
          ${icon(this.microphoneWanted ? "mic" : "mic-off")}
          <div class="checks__text">
            <p class="checks__name">${t("check-microphone")}</p>
            <p class="field__hint" role="status">${this.#microphoneHint()}</p>
          </div>
          <button type="button" class="button" data-testid="check-microphone" aria-pressed=${this.microphoneWanted}
            @click=${this.#toggleMicrophone}>
            ${this.microphoneWanted ? t("check-microphone-off") : t("check-microphone-on")}
          </button>
          ${
            this.microphoneWanted
              ? html`<level-meter class="checks__meter" .source=${this.media}
                  @heard=${() => {
                    this.heard = true;
                  }}></level-meter>`
              : nothing
          }
        </li>
      </ul>
    </section>`;
  }

  #connection() {
    const { status, roundTripMs } = this.signaling ?? { status: "connecting", roundTripMs: null };
    const lost = status === "offline";
    const level = lost
      ? "poor"
      : roundTripMs === null
        ? "checking"
        : roundTripMs <= QUICK_MS
          ? "good"
          : "slow";
    const mark = { good: icon("check"), slow: icon("triangle"), poor: icon("stop"), checking: nothing }[
      level
    ];
    return html`<div class="checks__text">
        <p class="checks__name">${t("check-connection")}</p>
        <p class="field__hint" role="status">${t(`check-connection-${level}`)}</p>
      </div>
      <span class="badge numbers ${level === "good" ? "badge--good" : level === "checking" ? "" : "badge--fair"}">
        ${mark} ${
          level === "checking" || roundTripMs === null
            ? html`<span class="spinner" aria-hidden="true"></span>`
            : t("milliseconds", { ms: Math.max(1, Math.round(roundTripMs)) })
        }
      </span>`;
  }

  #microphoneHint() {
    if (this.problem) return textFor("problem", this.problem, { device: "microphone" });
    if (!this.microphoneWanted) return t("check-microphone-hint");
    return this.heard ? t("check-microphone-heard") : t("check-microphone-speak");
  }

  #tone() {
    allowSound();
    playChime();
    this.toned = true;
  }

  async #toggleMicrophone() {
    const { media } = this;
    if (!media) return;
    this.problem = null;
    this.heard = false;
    const listener = (/** @type {Event} */ event) => {
      this.problem = /** @type {CustomEvent} */ (event).detail.code;
    };
    media.addEventListener("problem", listener);
    await media.setMicrophone(!this.microphoneWanted);
    media.removeEventListener("problem", listener);
    this.microphoneWanted = media.state.microphone;
    this.dispatchEvent(new Event("change"));
  }
}

customElements.define("device-check", DeviceCheck);
