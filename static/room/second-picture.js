/**
 * `<second-picture>`: the second camera's picture on the stage, small beside the first one or large in its place, with
 * what is to be known of it. Alt+X exchanges the two from anywhere on the page.
 */
import { html, nothing, render } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";
import { RoomElement } from "./room-element.js";
import { SecondAge } from "./second-age.js";
import { stageVideo } from "./stage-video.js";

export class SecondPicture extends RoomElement {
  /** Between the pictures of the stage, whose own they are not. */
  #part = document.createElement("div");
  /** Of the present link. @type {{pc: RTCPeerConnection, age: SecondAge}|null} */
  #measured = null;

  constructor() {
    super();
    this.#part.className = "second";
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.second] : [];
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
    this.#leaveStage();
  }

  /** @override */
  render() {
    // Without the number, which would be announced every second.
    const { id, large } = this.room.second;
    return html`<p class="visually-hidden" role="status">${id ? t(large ? "second-large" : "second-there") : nothing}</p>`;
  }

  /** @override */
  updated() {
    const { second } = this.room;
    const stage = stageVideo("remote")?.parentElement;
    if (!second.id || !stage) return this.#leaveStage();
    if (this.#part.parentElement !== stage) stage.append(this.#part);
    stage.dataset.second = second.large ? "large" : "small";
    const covered = second.track === null;
    // `live`: a srcObject that is set starts the picture anew.
    render(
      html`<video class="stage__second" data-testid="second-video" autoplay playsinline muted aria-label=${t("second-video")}
          .srcObject=${live(second.stream)}></video>
        ${covered ? html`<p class="stage__second stage__second--coming small">${t("second-coming")}</p>` : nothing}
        ${
          second.large
            ? html`<p class="stage__second-note small numbers" data-testid="second-note"
                data-ms=${this.#measured?.age.value ? Math.round(this.#measured.age.value.ms) : nothing}>${this.#words()}</p>`
            : nothing
        }
        <button type="button" class="stage__exchange" data-testid="exchange" aria-keyshortcuts="Alt+X" title="Alt+X"
          @click=${() => second.swap()}>${icon("expand")}
          <span class="visually-hidden">${t(second.large ? "second-show-first" : "second-show-second")}</span></button>`,
      this.#part,
    );
    this.#measure();
  }

  #words() {
    const value = this.#measured?.age.value;
    if (!value) return t("second-large");
    return t("second-large-age", { ms: Math.round(value.ms), bound: Math.round(value.boundMs) });
  }

  /** How late it is, is measured while it is large. */
  #measure() {
    const { pc, large } = this.room.second;
    const video = this.#part.querySelector("video");
    if (this.#measured?.pc === pc && large) return;
    this.#measured?.age.close();
    this.#measured = null;
    if (!large || !pc || !video) return;
    const age = new SecondAge(video, pc);
    age.addEventListener("change", () => this.requestUpdate());
    this.#measured = { pc, age };
  }

  #leaveStage() {
    const stage = this.#part.parentElement;
    this.#measured?.age.close();
    this.#measured = null;
    if (!stage) return;
    this.#part.remove();
    delete stage.dataset.second;
  }

  /** `code` is the place of the key: on a Mac, Alt turns the letters into others. @param {KeyboardEvent} event */
  #key = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.code !== "KeyX") return;
    if (!this.room.second.id) return;
    event.preventDefault();
    this.room.second.swap();
  };
}

customElements.define("second-picture", SecondPicture);
