/**
 * `<video-stage>`: the other side's picture, large, and one's own, small. The video elements stay the same as long
 * as the stage is on the page: give `remoteVideo` and `remoteAudio` to the `Consultation` after `updateComplete`.
 *
 * What lies on top of the picture is the page's: `overlay` (whole stage), `top` and `bottom` (edges).
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { t } from "../modules/i18n.js";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

/** @typedef {import("lit").TemplateResult | null} Part null, or `nothing` in a binding: nothing is shown */

export class VideoStage extends LightElement {
  /** @override */
  static properties = {
    peerName: { attribute: "peer-name" },
    peerCamera: { type: Boolean, attribute: "peer-camera" },
    localStream: { attribute: false },
    mirrored: { type: Boolean },
    connection: {},
    overlay: { attribute: false },
    top: { attribute: false },
    bottom: { attribute: false },
    playing: { state: true },
    shape: { state: true },
  };

  constructor() {
    super();
    this.peerName = "";
    /** Does the other side send a picture? Without one its initial is shown. */
    this.peerCamera = false;
    /** The own camera's stream, null while it is off. @type {MediaStream | null} */
    this.localStream = null;
    /** A front camera's own picture is shown as in a mirror; a rear camera's is not. */
    this.mirrored = true;
    /** @type {"connecting" | "connected" | "reconnecting" | "failed"} */
    this.connection = "connecting";
    /** @type {Part} */
    this.overlay = null;
    /** @type {Part} */
    this.top = null;
    /** @type {Part} */
    this.bottom = null;
    /** Whether a picture of the other side has been shown since it was last empty. */
    this.playing = false;
    /** Of the picture shown. @type {"none" | "wide" | "tall"} */
    this.shape = "none";
  }

  /** @returns {HTMLVideoElement} */
  get remoteVideo() {
    return /** @type {HTMLVideoElement} */ (this.querySelector("[data-testid=remote-video]"));
  }

  /** @returns {HTMLAudioElement} */
  get remoteAudio() {
    return /** @type {HTMLAudioElement} */ (this.querySelector("[data-testid=remote-audio]"));
  }

  /** @override */
  render() {
    const covered = !this.peerCamera || !this.playing;
    // `live` below: Lit sets an object property at every render, and a srcObject that is set starts the picture anew.
    return html`<div class="stage" data-connection=${this.connection} data-shape=${this.shape}>
      <video class="stage__remote" data-testid="remote-video" autoplay playsinline aria-label=${t(
        "remote-video",
        {
          name: this.peerName,
        },
      )} @playing=${this.#played} @emptied=${this.#emptied} @resize=${this.#resized}></video>
      <audio data-testid="remote-audio" autoplay></audio>
      ${covered && !this.overlay ? this.#placeholder() : nothing}
      <video class="stage__local ${this.mirrored ? "stage__local--mirrored" : ""}" data-testid="local-video" autoplay
        playsinline muted aria-label=${t("local-video")} ?hidden=${this.localStream === null}
        .srcObject=${live(this.localStream)}></video>
      ${!this.overlay ? nothing : html`<div class="stage__overlay">${this.overlay}</div>`}
      ${!this.top ? nothing : html`<div class="stage__top">${this.top}</div>`}
      ${!this.bottom ? nothing : html`<div class="stage__bottom">${this.bottom}</div>`}
    </div>`;
  }

  #placeholder() {
    return html`<div class="stage__placeholder">
      <span class="stage__initial" aria-hidden="true">${[...this.peerName][0] ?? ""}</span>
      <p>${
        this.peerCamera
          ? html`<span class="spinner" aria-hidden="true"></span> ${t("picture-coming")}`
          : html`${icon("camera-off")} ${t("peer-camera-off", { name: this.peerName })}`
      }</p>
    </div>`;
  }

  #played() {
    this.playing = true;
  }

  #emptied() {
    this.playing = false;
    this.shape = "none";
  }

  /** A phone that is turned changes the shape of the picture it sends. */
  #resized() {
    const { videoWidth, videoHeight } = this.remoteVideo;
    this.shape = videoWidth > videoHeight ? "wide" : "tall";
  }
}

customElements.define("video-stage", VideoStage);
