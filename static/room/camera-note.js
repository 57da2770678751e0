/** `<camera-note>`: tells the agent what the buyer has set of his camera, and lets him keep it to himself. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";
import { OwnCamera } from "./own-camera.js";
import { RoomElement } from "./room-element.js";

export class CameraNote extends RoomElement {
  /** @override */
  get sources() {
    return this.room ? [this.room.camera] : [];
  }

  /** @override */
  render() {
    const { camera } = this.room;
    if (!(camera instanceof OwnCamera)) return nothing;
    const { changed } = camera;
    return html`<div class="camera-notes" role="status" data-testid="camera-note">${
      changed
        ? html`<div class="camera-note"><p class="small">${icon("torch")} ${this.#said(changed)}</p>
            <span class="row">
              <button type="button" class="button" data-testid="camera-keep" @click=${() => camera.lock(true)}>${t("camera-lock")}</button>
              <button type="button" class="button" data-testid="camera-read" @click=${() => camera.read()}>${t("understood")}</button>
            </span></div>`
        : nothing
    }</div>`;
  }

  /** @param {import("./camera-controls.js").Setting} setting */
  #said({ name, value }) {
    const { peerName } = this.room;
    if (name === "torch")
      return t(value ? "camera-note-torch-on" : "camera-note-torch-off", { name: peerName });
    return t(name === "zoom" ? "camera-note-zoom" : "camera-note-focus", { name: peerName });
  }
}

customElements.define("camera-note", CameraNote);
