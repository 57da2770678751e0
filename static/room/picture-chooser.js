/**
 * `<picture-chooser>`: adds a picture out of a file to the stills: chosen, or dropped anywhere on the page; named; sent with progress,
 * and again if that went wrong.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { labelField } from "./label-field.js";
import { RoomElement } from "./room-element.js";

const BYTES_PER_MB = 1024 * 1024;
/** Nothing is told as having no size at all. */
const LEAST_MB = 0.1;

export class PictureChooser extends RoomElement {
  /** @override */
  static properties = { ...RoomElement.properties, over: { state: true } };

  /** @type {{file: File, url: string}|null} */
  #shown = null;

  constructor() {
    super();
    /** Whether a file is held over the page. */
    this.over = false;
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.picture] : [];
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    // On the whole page: beside its place, a dropped file would take the page's.
    for (const type of ["dragover", "dragleave", "drop"]) window.addEventListener(type, this.#drag);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const type of ["dragover", "dragleave", "drop"]) window.removeEventListener(type, this.#drag);
    this.#show(null);
  }

  /** @override */
  render() {
    const { picture } = this.room;
    this.#show(picture.file);
    return html`<div class="chooser" data-phase=${picture.phase} data-over=${this.over} data-testid="chooser">
      <input type="file" accept="image/*" hidden data-testid="chooser-file" @change=${this.#chosen}>
      ${this.#shown ? this.#picture(this.#shown) : this.#invitation()}
      <p class="small" role="status">${picture.phase === "kept" ? html`${icon("check")} ${t("chooser-kept")}` : nothing}</p>
      ${
        picture.trouble
          ? html`<p class="stills__trouble" role="alert" data-testid="chooser-trouble">${textFor("error", picture.trouble)}</p>`
          : nothing
      }
    </div>`;
  }

  #invitation() {
    return html`<div class="row"><button type="button" class="button" data-testid="chooser-open" @click=${this.#open}>
      ${icon("plus")} ${t("chooser-open")}</button> <span class="chooser__drop small muted">${t("chooser-drop")}</span></div>`;
  }

  /** @param {{file: File, url: string}} shown */
  #picture({ file, url }) {
    const { picture } = this.room;
    const sending = picture.phase === "sending";
    const size = formatNumber(Math.max(file.size / BYTES_PER_MB, LEAST_MB), { maximumFractionDigits: 1 });
    return html`<div class="chooser__picture">
      <img class="chooser__image" src=${url} alt="" @load=${this.#seen} @error=${this.#seen}>
      <div class="chooser__about">
        <span class="chooser__name"><bdi>${file.name}</bdi> <span class="small muted numbers">${t("chooser-size", { size })}</span></span>
        ${
          sending
            ? this.#progress(picture.share)
            : labelField(picture.label, (label) => {
                picture.label = label;
              })
        }
      </div>
    </div>
    <div class="row">${sending ? nothing : this.#actions()}</div>`;
  }

  #actions() {
    const { picture } = this.room;
    return html`${
      picture.isSendable
        ? html`<button type="button" class="button button--primary" data-testid="chooser-send" @click=${() => picture.send()}>
              ${t(picture.trouble ? "chooser-again" : "chooser-send")}</button>`
        : nothing
    }
      <button type="button" class="button" data-testid="chooser-other" @click=${this.#open}>${t("chooser-other")}</button>
      <button type="button" class="button button--quiet" data-testid="chooser-away" @click=${() => picture.away()}>
        ${t("chooser-away")}</button>`;
  }

  /** @param {number} share */
  #progress(share) {
    return html`<div class="close-look__progress">
      <progress max="1" .value=${share} aria-label=${t("chooser-progress")} data-testid="chooser-progress"></progress>
      <span class="numbers small">${formatNumber(share, { style: "percent", maximumFractionDigits: 0 })}</span>
      <button type="button" class="button button--quiet" data-testid="chooser-cancel" @click=${() => this.room.picture.cancel()}>
        ${t("close-look-cancel")}</button>
    </div>`;
  }

  /** What the browser cannot show has no place. @param {Event} event */
  #seen({ type, target }) {
    /** @type {HTMLImageElement} */ (target).hidden = type === "error";
  }

  #open() {
    /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]")).click();
  }

  /** @param {Event} event */
  #chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const [file] = input.files ?? [];
    if (file) this.room.picture.choose(file);
    // The same file may be chosen again.
    input.value = "";
  }

  /** @param {Event} event */
  #drag = (event) => {
    const { type, dataTransfer } = /** @type {DragEvent} */ (event);
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = type === "dragover";
    const [file] = type === "drop" ? dataTransfer.files : [];
    if (file) this.room.picture.choose(file);
  };

  /** @param {File|null} file */
  #show(file) {
    if (file === (this.#shown?.file ?? null)) return;
    if (this.#shown) URL.revokeObjectURL(this.#shown.url);
    this.#shown = file && { file, url: URL.createObjectURL(file) };
  }
}

customElements.define("picture-chooser", PictureChooser);
