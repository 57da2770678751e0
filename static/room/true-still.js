/**
 * `<true-still>`: a kept still, to be looked at closely, and on demand beside it the same with its colours put right: by a card
 * that is seen on it, or else as the live picture is at present.
 */
/** @import { ColourCorrection, StillView } from "../modules/messages.js" */
/** @import { Room } from "./room.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { correctedImage } from "./colour-program.js";
import "./still-viewer.js";

/** @typedef {{correction: ColourCorrection, read_on: "still" | "picture"}} StillCorrection */

const ONE_DIGIT = { maximumFractionDigits: 1 };

export class TrueStill extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    still: { attribute: false },
    src: {},
    label: {},
    on: { state: true },
    found: { state: true },
    url: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    /** @type {Room | null} */
    this.room = null;
    /** @type {StillView | null} */
    this.still = null;
    /** Address of the still's image as it was kept. */
    this.src = "";
    /** What the still is called. */
    this.label = "";
    /** Are true colours wanted? */
    this.on = false;
    /** @type {StillCorrection | null} */
    this.found = null;
    /** Address of the corrected image; "" until there is one. */
    this.url = "";
    /** Why there is none, in words. */
    this.problem = "";
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    const before = /** @type {StillView | null | undefined} */ (changed.get("still"));
    if (changed.has("still") && before?.id !== this.still?.id) this.#forget();
  }

  /** @override */
  render() {
    return html`<div class="stills__large" data-count=${this.url ? 2 : 1} data-testid="stills-large">
        <still-viewer src=${this.src} label=${this.label}></still-viewer>
        ${
          this.url
            ? html`<still-viewer class="true-still" src=${this.url}
                label=${t("true-still-label", { label: this.label })}></still-viewer>`
            : nothing
        }
      </div>
      <div class="stills__bar">
        <button type="button" class="button" data-testid="true-still" aria-pressed=${this.on} @click=${this.#toggle}>
          ${icon("eye")} ${t("true-still")}</button>
        <p class="small" role="status" data-testid="true-still-state">${this.#state()}</p>
      </div>`;
  }

  #state() {
    if (this.problem) return this.problem;
    if (!this.on) return nothing;
    if (!this.url || !this.found) return t("true-still-coming");
    const { correction, read_on: readOn } = this.found;
    const text = t(`true-still-by-${readOn}`, {
      left: formatNumber(correction.after.median, ONE_DIGIT),
      before: formatNumber(correction.before.median, ONE_DIGIT),
      reference: correction.reference ?? "card",
    });
    return correction.warnings.includes("poor-fit") ? `${text} ${t("colour-warning-poor-fit")}` : text;
  }

  #toggle() {
    if (this.on) this.#forget();
    else void this.#show();
  }

  async #show() {
    const { room, still } = this;
    if (!room || !still) return;
    this.on = true;
    this.problem = "";
    try {
      const [found, image] = await Promise.all([
        room.api.get(`stills/${still.id}/colour`),
        room.api.image(`stills/${still.id}`),
      ]);
      const corrected = await this.#corrected(image, found.correction.matrix);
      if (!corrected || !this.#wants(still)) return;
      this.found = found;
      this.url = URL.createObjectURL(corrected);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#wants(still))
        this.#fail(textFor("true-still-error", error.code, { why: textFor("error", error.code) }));
    }
  }

  /**
   * @param {Blob} image
   * @param {readonly number[]} matrix
   * @returns {Promise<Blob | null>} null where this browser cannot
   */
  async #corrected(image, matrix) {
    try {
      return await correctedImage(image, matrix);
    } catch (error) {
      console.error("the still's colours cannot be corrected here", error);
      this.#fail(t("colour-impossible"));
      return null;
    }
  }

  /** Whether the true colours of this still, and of no other one, are still wanted. @param {StillView} still */
  #wants(still) {
    return this.on && this.isConnected && this.still?.id === still.id;
  }

  /** @param {string} problem */
  #fail(problem) {
    this.on = false;
    this.problem = problem;
  }

  #forget() {
    if (this.url) URL.revokeObjectURL(this.url);
    this.on = false;
    this.found = null;
    this.url = "";
    this.problem = "";
  }
}

customElements.define("true-still", TrueStill);
