/**
 * `<still-strip>`: the stills kept with the consultation: each with its name, to be opened large; two of them side by side. Pictures
 * out of files are added here; the agent may erase.
 */
/** @import { StillView } from "../modules/messages.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { labelField } from "./label-field.js";
import "./picture-chooser.js";
import { RoomElement } from "./room-element.js";
import "./still-viewer.js";
import "./true-still.js";

export class StillStrip extends RoomElement {
  /** @override */
  static properties = {
    ...RoomElement.properties,
    named: { state: true },
    doubted: { state: true },
  };

  constructor() {
    super();
    /** Id of the still whose name is being changed. */
    this.named = "";
    /** Id of the still that the agent is about to erase. */
    this.doubted = "";
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.stills] : [];
  }

  /** @override */
  render() {
    const { stills } = this.room;
    const { items, selected } = stills;
    return html`<div class="stills" data-testid="stills">
      ${selected.length > 0 ? this.#large(selected) : nothing}
      ${items.length === 0 ? html`<p class="muted">${t("stills-none")}</p>` : nothing}
      <ul class="stills__list">${items.map((still) => this.#item(still))}</ul>
      ${this.#doubt(items.find(({ id }) => id === this.doubted))}
      <picture-chooser .room=${this.room}></picture-chooser>
      ${
        stills.trouble
          ? html`<p class="stills__trouble" role="alert">${textFor("error", stills.trouble)}
              <button type="button" class="button button--quiet" @click=${() => stills.load()}>${t("stills-again")}</button></p>`
          : nothing
      }
    </div>`;
  }

  /** @param {StillView[]} selected */
  #large(selected) {
    const [still, other] = selected;
    if (still && !other) {
      return html`<true-still .room=${this.room} .still=${still} src=${this.room.stills.url(still.id)}
        label=${this.#name(still)}></true-still>`;
    }
    return html`<div class="stills__large" data-count=${selected.length} data-testid="stills-large">
      ${selected.map(
        (still) =>
          html`<still-viewer src=${this.room.stills.url(still.id)} label=${this.#name(still)}></still-viewer>`,
      )}
    </div>`;
  }

  /** @param {StillView} still */
  #item(still) {
    const { stills } = this.room;
    const name = this.#name(still);
    const shown = stills.selected.some(({ id }) => id === still.id);
    const beside = stills.selected.length === 1 && !shown;
    return html`<li class="still" data-testid="still" data-id=${still.id}>
      <button type="button" class="still__open" aria-pressed=${shown} data-testid="still-open"
        aria-label=${t("still-open", { label: name })} @click=${() => stills.select(...(shown ? [] : [still.id]))}>
        <img class="still__image" src=${stills.url(still.id) || nothing} alt="" loading="lazy">
      </button>
      ${
        this.named === still.id
          ? html`<form class="still__form" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
              ${labelField(still.label, (label) => this.#rename(still.id, label))}</form>`
          : html`<span class="still__name">${name}</span>
              <span class="still__size small muted numbers">${still.width} × ${still.height}</span>`
      }
      <span class="still__actions">
        <button type="button" class="button button--quiet still__action" data-testid="still-rename"
          aria-expanded=${this.named === still.id} aria-label=${t("still-rename", { label: name })}
          @click=${() => this.#edit(still.id)}>${icon("pen")}</button>
        ${
          beside
            ? html`<button type="button" class="button button--quiet still__action" data-testid="still-beside"
                aria-label=${t("still-beside", { label: name })}
                @click=${() => stills.select(stills.selected[0].id, still.id)}>${icon("columns")}</button>`
            : nothing
        }
        ${
          this.room.role === "agent"
            ? html`<button type="button" class="button button--quiet still__action" data-testid="still-erase"
                aria-expanded=${this.doubted === still.id} aria-label=${t("still-erase", { label: name })}
                @click=${() => this.#doubtOf(this.doubted === still.id ? "" : still.id)}>${icon("bin")}</button>`
            : nothing
        }
      </span>
    </li>`;
  }

  /** @param {StillView | undefined} still */
  #doubt(still) {
    if (!still) return nothing;
    return html`<div class="still__doubt" role="group" aria-labelledby="still-doubt" data-testid="still-doubt">
      <p id="still-doubt">${t("still-erase-sure", { label: this.#name(still) })}</p>
      <div class="row">
        <button type="button" class="button button--danger" data-testid="still-erase-now"
          @click=${() => this.#erase(still.id)}>${t("still-erase-now")}</button>
        <button type="button" class="button" @click=${() => this.#doubtOf("")}>${t("still-erase-not")}</button>
      </div>
    </div>`;
  }

  /** @param {StillView} still */
  #name({ label, kind, created_ms }) {
    return label || t(`still-kind-${kind}`, { time: formatDateTime(created_ms, { timeStyle: "short" }) });
  }

  /** @param {string} id */
  #edit(id) {
    this.named = this.named === id ? "" : id;
  }

  /** @param {string} id "" for none */
  async #doubtOf(id) {
    const before = this.doubted;
    this.doubted = id;
    await this.#focus(
      id ? ".still__doubt .button:last-child" : `[data-id="${before}"] [data-testid=still-erase]`,
    );
  }

  /** @param {string} id */
  async #erase(id) {
    this.doubted = "";
    await this.room.stills.erase(id);
    await this.#focus(".still__open, [data-testid=chooser-open]");
  }

  /** What had the focus is gone. @param {string} selector */
  async #focus(selector) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }

  /** @param {string} id @param {string} label */
  #rename(id, label) {
    this.named = "";
    void this.room.stills.relabel(id, label);
  }
}

customElements.define("still-strip", StillStrip);
