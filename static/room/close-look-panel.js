/** `<close-look-panel>`: asks for a close look, or shows one; says what is under way; and the newest one, to be looked at closely. */
/** @import { Phase } from "./close-look.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { labelField } from "./label-field.js";
import { RoomElement } from "./room-element.js";
import "./still-viewer.js";

export class CloseLookPanel extends RoomElement {
  /** @override */
  static properties = { ...RoomElement.properties, label: { state: true } };

  /** The address of the image shown, and which it is. @type {{image: Blob, url: string}|null} */
  #shown = null;

  constructor() {
    super();
    /** What the next one will be called. */
    this.label = "";
  }

  /** @override */
  get sources() {
    return this.room ? [this.room.closeLook, this.room.stills, this.room.second] : [];
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#show(null);
  }

  /** @override */
  render() {
    const { closeLook, role } = this.room;
    this.#show(closeLook.image);
    const buyer = role === "buyer";
    return html`<div class="close-look" data-phase=${closeLook.phase} data-testid="close-look">
      ${
        this.#shown
          ? html`<still-viewer src=${this.#shown.url} label=${closeLook.imageLabel}></still-viewer>`
          : html`<p class="muted">${t(buyer ? "close-look-lead-buyer" : "close-look-lead-agent")}</p>`
      }
      ${this.room.second.id ? html`<p class="small muted" data-testid="close-look-which">${t("close-look-which")}</p>` : nothing}
      <div class="close-look__ask">
        ${labelField(this.label, (label) => {
          this.label = label;
        })}
        <button type="button" class="button button--primary" data-testid="close-look-ask" ?disabled=${!closeLook.isFree}
          @click=${() => (buyer ? closeLook.ask(this.label) : closeLook.show(this.label))}>
          ${icon("loupe")} ${t(buyer ? "close-look-ask" : "close-look-show")}</button>
      </div>
      <div class="close-look__state" role="status">${this.#state(closeLook.phase)}</div>
      ${this.#progress(closeLook.phase)}
      ${
        closeLook.trouble
          ? html`<p class="close-look__trouble" role="alert" data-testid="close-look-trouble">${this.#trouble(closeLook.trouble)}</p>`
          : nothing
      }
    </div>`;
  }

  /** @param {Phase} phase */
  #state(phase) {
    const { closeLook } = this.room;
    if (phase === "idle") return closeLook.kept ? html`${icon("check")} ${t("close-look-kept")}` : nothing;
    const name = this.room.peerName;
    if (phase === "taking" && closeLook.wanted) return t("close-look-taking-wanted", { name });
    return t(`close-look-${phase}`, { name });
  }

  /** @param {Phase} phase */
  #progress(phase) {
    const { closeLook } = this.room;
    if (phase === "idle" || phase === "keeping") return nothing;
    const { progress } = closeLook;
    const share = progress ? progress.bytes / progress.size : 0;
    return html`<div class="close-look__progress">
      ${
        progress
          ? html`<progress max="1" .value=${share} aria-label=${t("close-look-progress")}
                data-testid="close-look-progress"></progress>
              <span class="numbers small">${formatNumber(share, { style: "percent", maximumFractionDigits: 0 })}</span>`
          : nothing
      }
      <button type="button" class="button button--quiet" data-testid="close-look-cancel" @click=${() => closeLook.cancel()}>
        ${t("close-look-cancel")}</button>
    </div>`;
  }

  /** @param {string} trouble */
  #trouble(trouble) {
    const { closeLook, stills } = this.room;
    if (trouble !== "not-kept") return textFor("close-look-trouble", trouble);
    return html`${textFor("error", stills.trouble)}
      <button type="button" class="button button--quiet" @click=${() => closeLook.keep()}>${t("close-look-keep")}</button>`;
  }

  /** @param {Blob|null} image */
  #show(image) {
    if (image === (this.#shown?.image ?? null)) return;
    if (this.#shown) URL.revokeObjectURL(this.#shown.url);
    this.#shown = image && { image, url: URL.createObjectURL(image) };
  }
}

customElements.define("close-look-panel", CloseLookPanel);
