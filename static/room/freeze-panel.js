/** `<freeze-panel>`: freezes the picture for both, to point at it, draw and write on it; and keeps what was drawn. */
/** @import { Place } from "./drawing.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { t, textFor } from "../modules/i18n.js";
import "./drawing-board.js";
import { flattened } from "./mark-look.js";
import { RoomElement } from "./room-element.js";

export class FreezePanel extends RoomElement {
  /** @override */
  static properties = {
    ...RoomElement.properties,
    writing: { state: true },
    writeAt: { state: true },
    saving: { state: true },
    saved: { state: true },
  };

  /** @type {{frame: Blob, url: string}|null} */
  #shown = null;

  constructor() {
    super();
    this.writing = false;
    /** Where the words in the field will stand; null while nothing is written. @type {Place|null} */
    this.writeAt = null;
    this.saving = false;
    /** Whether what is seen is kept. */
    this.saved = false;
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.freeze, this.room.stills, this.room.second] : [];
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#show(null);
  }

  /** @override */
  render() {
    const { freeze } = this.room;
    this.#show(freeze.frame);
    return html`<div class="freeze" data-testid="freeze" data-shared=${freeze.shared}>
      ${this.#shown ? this.#board(this.#shown.url) : html`<p class="muted">${t("freeze-lead", { name: this.room.peerName })}</p>`}
      <div class="freeze__bar">
        <button type="button" class="button ${this.#shown ? "" : "button--primary"}" data-testid="freeze-now" ?disabled=${freeze.freezing}
          @click=${() => freeze.freeze()}>${icon("pause")} ${t(this.#shown ? "freeze-again" : "freeze-now")}</button>
        ${this.#shown ? this.#tools() : nothing}
      </div>
      ${this.room.second.id ? html`<p class="small muted">${t("freeze-which")}</p>` : nothing}
      <p class="freeze__state small" role="status">${this.#state()}</p>
      ${
        freeze.trouble
          ? html`<p class="freeze__trouble" role="alert" data-testid="freeze-trouble">${textFor("freeze-trouble", freeze.trouble)}</p>`
          : nothing
      }
    </div>`;
  }

  /** @param {string} url */
  #board(url) {
    return html`<drawing-board .freeze=${this.room.freeze} src=${url} ?writing=${this.writing} @write=${this.#write}></drawing-board>
      ${
        this.writeAt
          ? html`<form class="freeze__words" @submit=${this.#put}>
              <label class="label-field"><span class="label-field__name">${t("board-words")}</span>
                <input class="input" type="text" maxlength="120" autocomplete="off" data-testid="board-words"></label>
              <button class="button button--primary">${t("board-put")}</button>
            </form>`
          : nothing
      }`;
  }

  #tools() {
    const { freeze, role } = this.room;
    return html`<button type="button" class="button" aria-pressed=${this.writing} data-testid="board-write"
        @click=${() => {
          this.writing = !this.writing;
        }}>${icon("words")} ${t("board-write")}</button>
      <button type="button" class="button" data-testid="board-undo" ?disabled=${freeze.drawing.lastOf(role) === null}
        @click=${() => freeze.undo()}>${icon("undo")} ${t("board-undo")}</button>
      <button type="button" class="button" data-testid="board-save" ?disabled=${this.saving} @click=${this.#save}>
        ${icon("check")} ${t("board-save")}</button>
      <button type="button" class="button button--quiet" data-testid="board-away" @click=${() => freeze.leave()}>
        ${icon("close")} ${t("board-away")}</button>`;
  }

  #state() {
    const { freeze, role } = this.room;
    if (!freeze.frame) return nothing;
    if (this.saved) return t("board-saved");
    if (!freeze.shared) return t("freeze-sending", { name: this.room.peerName });
    return html`<span class="legend legend--${role}">${t("board-you")}</span>
      <span class="legend legend--${role === "buyer" ? "agent" : "buyer"}"><bdi>${this.room.peerName}</bdi></span>`;
  }

  /** @param {CustomEvent<{at: Place}>} event */
  #write = async ({ detail: { at } }) => {
    this.writeAt = at;
    await this.updateComplete;
    this.#field?.focus();
  };

  get #field() {
    return /** @type {HTMLInputElement|null} */ (this.querySelector("[data-testid=board-words]"));
  }

  /** @param {Event} event */
  #put = (event) => {
    event.preventDefault();
    const { freeze } = this.room;
    const text = this.#field?.value.trim() ?? "";
    const at = this.writeAt;
    this.writeAt = null;
    this.writing = false;
    if (text && at)
      freeze.draw({ op: "text", id: freeze.newMark(), order: freeze.drawing.nextOrder, at, text });
    /** @type {SVGElement|null} */ (this.querySelector(".board"))?.focus();
  };

  #save = async () => {
    const { freeze, stills } = this.room;
    if (!freeze.frame) return;
    const { marks } = freeze.drawing;
    this.saving = true;
    const image = await flattened(freeze.frame, marks);
    const still = await stills.keep(image, marks.length > 0 ? "drawn" : "frozen", "");
    this.saving = false;
    this.saved = still !== null;
    if (!still) freeze.fail("not-kept");
  };

  /** @param {Blob|null} frame */
  #show(frame) {
    if (frame === (this.#shown?.frame ?? null)) return;
    if (this.#shown) URL.revokeObjectURL(this.#shown.url);
    this.#shown = frame && { frame, url: URL.createObjectURL(frame) };
    this.saved = false;
    this.writeAt = null;
  }
}

customElements.define("freeze-panel", FreezePanel);
