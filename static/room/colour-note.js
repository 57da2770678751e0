/**
 * `<colour-note>`: at the buyer's, the agent's picture with the colours put right by his card, and what remains of their error;
 * at both, a word when the light has changed since.
 */
/** @import { ColourCorrection, ServerMessage } from "../modules/messages.js" */
/** @import { Room } from "./room.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { ColourView } from "./colour-view.js";
import { LightWatch, lookOf } from "./light-watch.js";
import { pixelsOf, stageVideo } from "./stage-video.js";

const LOOK_EVERY_MS = 1000;

export class ColourNote extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    correction: { state: true },
    on: { state: true },
    changed: { state: true },
    impossible: { state: true },
  };

  #leaving = new AbortController();
  /** @type {ColourView | null} */
  #view = null;
  #watch = new LightWatch();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  constructor() {
    super();
    /** @type {Room | null} */
    this.room = null;
    /** @type {ColourCorrection | null} */
    this.correction = null;
    /** Does the buyer want the correction? */
    this.on = true;
    /** Has the light changed since? */
    this.changed = false;
    /** Cannot this browser correct a video? */
    this.impossible = false;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave();
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!changed.has("room")) return;
    this.#leave();
    const { room } = this;
    if (!room) return;
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    room.consultation.addEventListener("message", this.#told, { signal });
    // What was corrected before this page was loaded.
    room.api
      .get("colour")
      .then(({ correction }) => {
        if (!signal.aborted && correction && !this.correction) this.#correct(correction);
      })
      .catch((error) => console.error("the present correction of colours cannot be asked for", error));
  }

  /** @override */
  render() {
    const { correction, room } = this;
    if (!correction || !room) return nothing;
    const values = {
      left: formatNumber(correction.after.median, { maximumFractionDigits: 1 }),
      reference: correction.reference ?? "card",
    };
    const buyer = room.role === "buyer";
    return html`<div class="colour-note" data-testid="colour-note" data-changed=${this.changed}>
      <p class="small" role="status">
        ${icon(this.#doubtful ? "triangle" : "check")}
        ${
          this.impossible
            ? t("colour-impossible")
            : t(buyer && !this.on ? "colour-as-it-comes" : "colour-corrected", values)
        }
        ${correction.warnings.includes("poor-fit") ? t("colour-warning-poor-fit") : nothing}
        ${this.changed ? t(buyer ? "colour-light-changed" : "colour-light-changed-agent") : nothing}
      </p>
      ${
        buyer && !this.impossible
          ? html`<button type="button" class="button" data-testid="colour-toggle" aria-pressed=${this.on}
              @click=${this.#toggle}>${t("colour-toggle")}</button>`
          : nothing
      }
    </div>`;
  }

  /** @override */
  updated() {
    this.#show();
  }

  get #doubtful() {
    return this.impossible || this.changed || this.correction?.warnings.includes("poor-fit");
  }

  /** @param {Event} event */
  #told = (event) => {
    const message = /** @type {CustomEvent<ServerMessage>} */ (event).detail;
    if (message.type === "colour-corrected") this.#correct(message.correction);
  };

  /** @param {ColourCorrection | null} correction */
  #correct(correction) {
    this.correction = correction;
    this.changed = false;
    this.#watch = new LightWatch();
    clearInterval(this.#timer);
    if (correction) this.#timer = setInterval(this.#look, LOOK_EVERY_MS);
  }

  #look = () => {
    const video = this.room && stageVideo(this.room.role === "buyer" ? "remote" : "local");
    const pixels = video && pixelsOf(video);
    if (!pixels) return;
    this.#watch.see(lookOf(pixels));
    this.changed = this.#watch.changed;
  };

  #show() {
    const wanted = this.room?.role === "buyer" && this.on && this.correction;
    if (!wanted) {
      this.#view?.close();
      this.#view = null;
      return;
    }
    if (this.#view) {
      this.#view.correctBy(wanted.matrix);
      return;
    }
    const video = stageVideo("remote");
    if (!video || this.impossible) return;
    try {
      this.#view = new ColourView(video, wanted.matrix);
    } catch (error) {
      console.error("the picture's colours cannot be corrected here", error);
      this.impossible = true;
    }
  }

  #toggle() {
    this.on = !this.on;
  }

  #leave() {
    this.#leaving.abort();
    clearInterval(this.#timer);
    this.#view?.close();
    this.#view = null;
    this.correction = null;
  }
}

customElements.define("colour-note", ColourNote);
