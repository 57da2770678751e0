/**
 * `<device-check>`: before going on duty, and between consultations: what buyers will see and hear. An agent
 * without a camera is told what that means, and may go on duty all the same.
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import "../components/device-menu.js";
import { icon } from "../components/icons.js";
import "../components/level-meter.js";
import { t, textFor } from "../modules/i18n.js";
import { DeskElement } from "./desk-element.js";

/** @typedef {import("./agent-desk.js").AgentDesk} AgentDesk */
/** @typedef {import("../components/device-menu.js").DeviceMenu} DeviceMenu */

export class DeviceCheck extends DeskElement {
  /** @override */
  static properties = { heard: { state: true } };

  constructor() {
    super();
    /** Whether the microphone has picked up a voice since it was opened. */
    this.heard = false;
  }

  /** @override */
  render() {
    const { desk } = this;
    if (!desk) return nothing;
    const { media } = desk;
    // `live` below: Lit sets an object property at every render, and a srcObject that is set starts the picture anew.
    return html`<section class="card device-check" aria-labelledby="device-check-title">
      <div class="row row--spread">
        <h2 id="device-check-title">${t("agent-check-title")}</h2>
        <button type="button" class="button" data-testid="devices" @click=${this.#menu}>
          ${icon("settings")} ${t("agent-choose-devices")}
        </button>
      </div>
      <div class="device-check__grid">
        <div class="device-check__preview">
          <video class="device-check__video" data-testid="preview-video" autoplay playsinline muted
            aria-label=${t("agent-preview")} .srcObject=${live(media.stream)} ?hidden=${!media.state.camera}></video>
          ${media.state.camera ? nothing : html`<p>${icon("camera-off")} ${t("agent-preview-off")}</p>`}
        </div>
        <div class="stack">
          ${this.#device("camera", this.#cameraText())}
          ${this.#device("microphone", this.#microphoneText())}
          ${
            media.state.microphone
              ? html`<level-meter .source=${media} @heard=${this.#hear}></level-meter>`
              : nothing
          }
          <p class="small muted">${t("agent-check-hint")}</p>
        </div>
      </div>
      <device-menu .devices=${media.state} @choose-device=${this.#choose}></device-menu>
    </section>`;
  }

  /**
   * @param {"camera" | "microphone"} device
   * @param {string} text
   */
  #device(device, text) {
    const desk = /** @type {AgentDesk} */ (this.desk);
    const on = desk.media.state[device];
    const problem = desk.problems.has(device);
    const shape = device === "camera" ? (on ? "camera" : "camera-off") : on ? "mic" : "mic-off";
    return html`<div class="device-check__device ${problem ? "device-check__device--problem" : ""}">
      ${icon(shape)}
      <p role="status" class="device-check__text">${text}</p>
      <button type="button" class="button" aria-pressed=${on} data-testid=${`check-${device}`}
        @click=${() => this.#want(device, !on)}>${t(on ? `agent-${device}-turn-off` : problem ? "try-again" : `agent-${device}-turn-on`)}</button>
    </div>`;
  }

  #cameraText() {
    const desk = /** @type {AgentDesk} */ (this.desk);
    const problem = desk.problems.get("camera");
    if (problem)
      return `${textFor("problem", problem.code, { device: "camera" })} ${t("agent-camera-still-available")}`;
    return t(desk.media.state.camera ? "agent-camera-on" : "agent-camera-off");
  }

  #microphoneText() {
    const desk = /** @type {AgentDesk} */ (this.desk);
    const problem = desk.problems.get("microphone");
    if (problem) return textFor("problem", problem.code, { device: "microphone" });
    if (!desk.media.state.microphone) return t("agent-microphone-off");
    return t(this.heard ? "agent-microphone-heard" : "agent-microphone-speak");
  }

  /**
   * @param {"camera" | "microphone"} device
   * @param {boolean} on
   */
  #want(device, on) {
    if (device === "microphone") this.heard = false;
    void this.desk?.wantDevice(device, on);
  }

  #hear() {
    this.heard = true;
  }

  #menu() {
    /** @type {DeviceMenu} */ (this.querySelector("device-menu")).open();
  }

  /** @param {CustomEvent<{ kind: "camera" | "microphone" | "speaker", deviceId: string }>} event */
  #choose({ detail: { kind, deviceId } }) {
    const media = this.desk?.media;
    if (kind === "camera") void media?.chooseCamera(deviceId);
    if (kind === "microphone") void media?.chooseMicrophone(deviceId);
  }
}

customElements.define("device-check", DeviceCheck);
