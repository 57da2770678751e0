/**
 * `<consultation-controls>`: microphone, camera, other camera, choice of devices, end. Alt+M and Alt+C turn
 * microphone and camera on and off from anywhere on the page.
 */
import { html, nothing } from "lit";
import "../components/device-menu.js";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";
import { DeskElement } from "./desk-element.js";

/** @typedef {import("../modules/consultation.js").Consultation} Consultation */
/** @typedef {import("../components/device-menu.js").DeviceMenu} DeviceMenu */

export class ConsultationControls extends DeskElement {
  /** @override */
  static properties = { consultation: { attribute: false } };

  constructor() {
    super();
    /** @type {Consultation | null} */
    this.consultation = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.ownerDocument.addEventListener("keydown", this.#key);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener("keydown", this.#key);
  }

  /** @override */
  render() {
    const { consultation } = this;
    if (!consultation) return nothing;
    const { camera, microphone, canSwitchCamera } = consultation.devices;
    return html`<div class="controls" role="group" aria-label=${t("agent-controls")}>
      <button type="button" class="button control" data-testid="mic" aria-pressed=${microphone} aria-keyshortcuts="Alt+M"
        title="Alt+M" @click=${this.#toggleMicrophone}>
        ${icon(microphone ? "mic" : "mic-off")} <span>${t("microphone-short")}</span>
      </button>
      <button type="button" class="button control" data-testid="camera" aria-pressed=${camera} aria-keyshortcuts="Alt+C"
        title="Alt+C" @click=${this.#toggleCamera}>
        ${icon(camera ? "camera" : "camera-off")} <span>${t("agent-camera")}</span>
      </button>
      ${
        canSwitchCamera
          ? html`<button type="button" class="button control" data-testid="switch-camera"
              @click=${() => consultation.switchCamera()}>${icon("flip")} <span>${t("agent-switch-camera")}</span></button>`
          : nothing
      }
      <button type="button" class="button control" data-testid="devices" @click=${this.#menu}>
        ${icon("settings")} <span>${t("agent-devices")}</span>
      </button>
      <button type="button" class="button button--danger control control--end" data-testid="end"
        @click=${() => consultation.end()}>${icon("end")} <span>${t("agent-end")}</span></button>
    </div>
    <device-menu .devices=${consultation.devices} @choose-device=${this.#choose}></device-menu>`;
  }

  /** `code` is the place of the key: on a Mac, Alt turns the letters into others. @param {KeyboardEvent} event */
  #key = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.code === "KeyM") this.#toggleMicrophone();
    else if (event.code === "KeyC") this.#toggleCamera();
    else return;
    event.preventDefault();
  };

  #toggleMicrophone() {
    void this.consultation?.setMicrophone(!this.consultation.devices.microphone);
  }

  #toggleCamera() {
    void this.consultation?.setCamera(!this.consultation.devices.camera);
  }

  #menu() {
    /** @type {DeviceMenu} */ (this.querySelector("device-menu")).open();
  }

  /** @param {CustomEvent<{ kind: "camera" | "microphone" | "speaker", deviceId: string }>} event */
  #choose({ detail: { kind, deviceId } }) {
    if (kind === "camera") void this.consultation?.chooseCamera(deviceId);
    if (kind === "microphone") void this.consultation?.chooseMicrophone(deviceId);
    if (kind === "speaker") void this.consultation?.chooseSpeaker(deviceId);
  }
}

customElements.define("consultation-controls", ConsultationControls);
