/**
 * `<device-menu>`: a dialog that chooses microphone, camera and speaker, and names the ones really in use.
 *
 * Call `open()`. Fires `choose-device` with `detail: { kind, deviceId }`.
 */
import { html, nothing } from "lit";
import { t } from "../modules/i18n.js";
import { LightElement } from "./light-element.js";

/** @typedef {import("../modules/media/local-media.js").Device} Device */
/** @typedef {import("../modules/media/local-media.js").DeviceState} DeviceState */
/** @typedef {"microphone" | "camera" | "speaker"} DeviceKind */

export class DeviceMenu extends LightElement {
  /** @override */
  static properties = { devices: { attribute: false } };

  constructor() {
    super();
    /** @type {DeviceState | null} */
    this.devices = null;
  }

  /** Shows the menu; the browser moves the focus in and back. */
  open() {
    this.querySelector("dialog")?.showModal();
  }

  /** @override */
  render() {
    return html`<dialog aria-labelledby="device-menu-title" data-testid="device-menu" closedby="any">
      <h2 class="dialog__title" id="device-menu-title">${t("devices-title")}</h2>
      <div class="stack">
        ${this.#choice("microphone", this.devices?.microphones ?? [])}
        ${this.#choice("camera", this.devices?.cameras ?? [])}
        ${this.#choice("speaker", this.devices?.speakers ?? [])}
      </div>
      <form method="dialog" class="dialog__actions"><button class="button">${t("close")}</button></form>
    </dialog>`;
  }

  /**
   * @param {DeviceKind} kind
   * @param {readonly Device[]} devices
   */
  #choice(kind, devices) {
    const id = `choose-${kind}`;
    return html`<div class="field">
      <label for=${id}>${t(`device-${kind}`)}</label>
      <select class="select" id=${id} data-testid=${id} ?disabled=${devices.length === 0}
        @change=${(/** @type {Event} */ event) => this.#choose(kind, event)}>
        ${devices.length === 0 ? html`<option>${t(`device-none-${kind}`)}</option>` : nothing}
        ${devices.map(
          (device, index) => html`<option value=${device.deviceId} .selected=${device.inUse}>
            ${device.label || t("device-unnamed", { number: index + 1 })}
          </option>`,
        )}
      </select>
    </div>`;
  }

  /**
   * @param {DeviceKind} kind
   * @param {Event} event
   */
  #choose(kind, event) {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    this.dispatchEvent(new CustomEvent("choose-device", { detail: { kind, deviceId: select.value } }));
  }
}

customElements.define("device-menu", DeviceMenu);
