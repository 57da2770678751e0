/** The page of a second camera, on the agent's phone: what it shows, who sees it, and the end of it. */
import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import "../components/locale-switch.js";
import "../components/status-banner.js";
import { icon } from "../components/icons.js";
import { LocaleController, loadLocale, t, textFor } from "../modules/i18n.js";
import { keepAwake } from "../modules/wake-lock.js";
import { CameraModel } from "./camera-model.js";

const token = location.hash.slice(1);
// A one-time secret must not stay in the address bar, in the history, or in a screenshot.
if (token) history.replaceState(null, "", location.pathname + location.search);
// Another code that is scanned into this tab changes nothing but the hash.
addEventListener("hashchange", () => location.reload());

/** The phases in which nothing is shown, with the mark that each has. */
const MARKS = /** @type {const} */ ({
  "no-link": "info",
  refused: "triangle",
  removed: "camera-off",
  ended: "check",
  elsewhere: "info",
});

class CameraPage extends LitElement {
  #phase = "";

  constructor() {
    super();
    new LocaleController(this);
    this.model = new CameraModel({ url: new URL("/ws", location.href.replace(/^http/, "ws")), token });
    this.model.addEventListener("change", () => this.requestUpdate());
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  render() {
    const { model } = this;
    const { phase } = model;
    return html`<div class="camera" data-testid="camera" data-phase=${phase}>
      <header class="camera__header">
        <p class="camera__name">${t("camera-title")}<bdi>${model.shopName}</bdi></p>
        <locale-switch></locale-switch>
      </header>
      <main class="camera__main">${phase === "start" ? this.#start() : phase in MARKS ? this.#over(phase) : this.#shows()}</main>
    </div>`;
  }

  /** @override */
  updated() {
    const { phase } = this.model;
    document.title = t("camera-title");
    if (phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = phase;
    keepAwake(phase === "joining" || phase === "live");
    if (before) /** @type {HTMLElement | null} */ (this.querySelector("h1"))?.focus();
  }

  #start() {
    return html`<section class="card stack">
      <h1 tabindex="-1">${t("camera-start-title")}</h1>
      <p>${t("camera-start-lead")}</p>
      <p class="muted">${icon("mic-off")} ${t("camera-no-sound")}</p>
      <p><button type="button" class="button button--primary button--large" data-testid="begin"
        @click=${() => this.model.begin()}>${icon("camera")} ${t("camera-begin")}</button></p>
    </section>`;
  }

  #shows() {
    const { model } = this;
    const { camera, canSwitchCamera, facing } = model.devices;
    const state = this.#state();
    return html`<h1 class="visually-hidden" tabindex="-1">${t("camera-title")}</h1>
      <div class="camera__picture">
        <video class="${facing === "user" ? "camera__video camera__video--mirrored" : "camera__video"}" data-testid="camera-video"
          autoplay playsinline muted aria-label=${t("camera-picture")} .srcObject=${live(camera ? model.media.stream : null)}></video>
      </div>
      <status-banner tone=${state.tone} text=${state.text} action-label=${state.retry ? t("try-again") : ""}
        @action=${() => model.retry()}></status-banner>
      <p class="camera__sound small">${icon("mic-off")} ${t("camera-no-sound")}</p>
      <div class="camera__controls">
        ${
          canSwitchCamera
            ? html`<button type="button" class="button" data-testid="flip" @click=${() => model.media.switchCamera()}>
                ${icon("flip")} ${t("camera-switch")}</button>`
            : nothing
        }
        <button type="button" class="button button--danger" data-testid="leave" @click=${() => model.leave()}>
          ${icon("camera-off")} ${t("camera-leave")}</button>
      </div>`;
  }

  /** @returns {{ tone: "info" | "good" | "fair" | "poor", text: string, retry?: boolean }} */
  #state() {
    const { model } = this;
    if (model.problem) {
      return { tone: "poor", text: textFor("problem", model.problem, { device: "camera" }), retry: true };
    }
    if (!model.online) return { tone: "fair", text: t("camera-offline") };
    const buyer = model.shows("buyer");
    const agent = model.shows("agent");
    if (buyer && agent) return { tone: "good", text: t("camera-seen-by-both") };
    if (buyer) return { tone: "good", text: t("camera-seen-by-buyer") };
    return { tone: "fair", text: t(agent ? "camera-seen-at-desk" : "camera-connecting") };
  }

  /** @param {string} phase one of those in which nothing is shown */
  #over(phase) {
    const { refusal } = this.model;
    return html`<section class="card stack camera__over" role="status">
      <h1 tabindex="-1">${icon(MARKS[/** @type {keyof typeof MARKS} */ (phase)])} ${t(`camera-over-${phase}`)}</h1>
      <p>${phase === "refused" ? textFor("error", refusal ?? "") : t(`camera-after-${phase}`)}</p>
    </section>`;
  }
}

await loadLocale("common", "camera");
customElements.define("camera-page", CameraPage);
