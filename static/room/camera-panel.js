/**
 * `<camera-panel>`: light, zoom and focus of the agent's camera, as far as it has them; for the agent, and for the buyer unless the
 * agent keeps them to himself.
 */
/** @import { Controls, Focus, Range, Setting } from "./camera-controls.js" */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../components/icons.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { hasAny } from "./camera-controls.js";
import { FarCamera } from "./far-camera.js";
import { OwnCamera } from "./own-camera.js";
import { placeOn } from "./picture-place.js";
import { RoomElement } from "./room-element.js";
import { stageVideo } from "./stage-video.js";

const MIDDLE = /** @type {const} */ ([0.5, 0.5]);

export class CameraPanel extends RoomElement {
  /** The stage on which one may point now. @type {Element|null} */
  #pointed = null;

  /** @override */
  get sources() {
    return this.room ? [this.room.camera] : [];
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#pointOn(null);
  }

  /** @override */
  render() {
    const { camera, role, peerName: name } = this.room;
    const { controls } = camera;
    if (!controls)
      return html`<p class="muted" data-testid="camera-none">${t(`camera-off-${role}`, { name })}</p>`;
    if (!hasAny(controls))
      return html`<p class="muted" data-testid="camera-none">${t(`camera-has-none-${role}`, { name })}</p>`;
    const forbidden = camera instanceof FarCamera && camera.locked;
    return html`<div class="stack stack--tight" data-testid="camera-controls">
      <fieldset class="camera" ?disabled=${forbidden}>
        <legend class="visually-hidden">${t("tool-camera")}</legend>
        ${controls.torch ? this.#torch(controls.torch.on) : nothing}
        ${controls.zoom ? this.#range("zoom", controls.zoom, zoomText(controls.zoom)) : nothing}
        ${controls.focus ? this.#focus(controls.focus) : nothing}
      </fieldset>
      <p class="camera__state" role="status">${forbidden ? t("camera-locked", { name }) : nothing}</p>
      ${
        camera.trouble && !forbidden
          ? html`<p class="camera__trouble" role="alert" data-testid="camera-trouble">${textFor("camera-trouble", camera.trouble)}</p>`
          : nothing
      }
      ${camera instanceof OwnCamera ? this.#lock(camera) : nothing}
    </div>`;
  }

  /** @override */
  updated() {
    const { camera, role } = this.room;
    const free = camera.controls?.focus?.point && !(camera instanceof FarCamera && camera.locked);
    const video = free ? stageVideo(role === "agent" ? "local" : "remote") : null;
    this.#pointOn(video?.parentElement ?? null);
  }

  /** @param {boolean} on */
  #torch(on) {
    return html`<button type="button" class="button" aria-pressed=${on} data-testid="camera-torch"
      @click=${() => this.#set({ name: "torch", value: !on })}>${icon("torch")} ${t("camera-torch")}</button>`;
  }

  /**
   * @param {"zoom" | "focus"} name
   * @param {Range} range
   * @param {string} text its value in words
   */
  #range(name, { min, max, step, value }, text) {
    const moved = (/** @type {Event} */ event) =>
      this.#set({ name, value: Number(/** @type {HTMLInputElement} */ (event.target).value) });
    // `live`: what was moved here and does not hold goes back.
    return html`<label class="camera__range"><span class="camera__name">${t(`camera-${name}`)}</span>
      <input type="range" min=${min} max=${max} step=${step} .value=${live(String(value))} aria-valuetext=${text}
        data-testid=${`camera-${name}`} @input=${moved}>
      <span class="numbers" aria-hidden="true">${text}</span></label>`;
  }

  /** @param {Focus} focus */
  #focus({ automatic, auto, point, distance }) {
    return html`${distance ? this.#range("focus", distance, auto ? t("camera-focus-auto") : shareText(distance)) : nothing}
      <div class="row">
        ${
          automatic
            ? html`<button type="button" class="button" aria-pressed=${auto} data-testid="camera-focus-auto" ?disabled=${auto && !point}
                @click=${() => this.#set({ name: "focus", value: "auto" })}>${t("camera-focus-self")}</button>`
            : nothing
        }
        ${
          point
            ? html`<button type="button" class="button" data-testid="camera-focus-middle"
                @click=${() => this.#set({ name: "point", value: MIDDLE })}>${t("camera-focus-middle")}</button>`
            : nothing
        }
      </div>
      ${point ? html`<p class="small muted">${t("camera-focus-point")}</p>` : nothing}`;
  }

  /** @param {OwnCamera} camera */
  #lock(camera) {
    return html`<label class="check"><input type="checkbox" .checked=${live(camera.locked)} data-testid="camera-lock"
      @change=${(/** @type {Event} */ event) => camera.lock(/** @type {HTMLInputElement} */ (event.target).checked)}>
      ${t("camera-lock")}</label>`;
  }

  /** @param {Element|null} stage */
  #pointOn(stage) {
    if (stage === this.#pointed) return;
    this.#pointed?.removeEventListener("click", this.#point);
    this.#pointed?.classList.remove("stage--pointing");
    this.#pointed = stage;
    stage?.addEventListener("click", this.#point);
    stage?.classList.add("stage--pointing");
  }

  /** @param {Event} event */
  #point = (event) => {
    const [shown, other] = this.room.role === "agent" ? ["local", "remote"] : ["remote", "local"];
    const video = stageVideo(/** @type {"local" | "remote"} */ (shown));
    const target = /** @type {Element} */ (event.target);
    if (!video || target.closest(`button, a, [data-testid="${other}-video"]`)) return;
    const value = placeOn(video, /** @type {MouseEvent} */ (event));
    if (value) this.#set({ name: "point", value });
  };

  /** @param {Setting} setting */
  #set(setting) {
    this.room.camera.set(setting);
  }
}

/** Cameras have scales of their own: what is told is how much larger than at the widest. @param {Range} zoom */
function zoomText({ min, max, value }) {
  if (min > 0) return t("camera-times", { times: formatNumber(value / min, { maximumFractionDigits: 1 }) });
  return shareText({ min, max, value });
}

/** Should be metres, but many cameras count otherwise. @param {{min: number, max: number, value: number}} range */
function shareText({ min, max, value }) {
  return formatNumber((value - min) / (max - min), { style: "percent", maximumFractionDigits: 0 });
}

customElements.define("camera-panel", CameraPanel);
