/** `<colour-tool>`: the agent holds the colour card into view, and the buyer sees true colours from then on. */
/** @import { ColourCorrection } from "../modules/messages.js" */
/** @import { Room } from "./room.js" */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { photographOf, stageVideo } from "./stage-video.js";

const ONE_DIGIT = { maximumFractionDigits: 1 };

export class ColourTool extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    correction: { state: true },
    busy: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    /** @type {Room | null} */
    this.room = null;
    /** @type {ColourCorrection | null} */
    this.correction = null;
    this.busy = false;
    /** What went wrong, in words. */
    this.problem = "";
  }

  /** @override */
  firstUpdated() {
    void this.#run(async (room) => {
      ({ correction: this.correction } = await room.api.get("colour"));
    });
  }

  /** @override */
  render() {
    const { correction } = this;
    return html`<div class="stack">
      <p>${t("colour-how")}</p>
      <p class="small">
        <a href="/print/colour-card.pdf?paper=A4" target="_blank" rel="noopener">${t("colour-print", { paper: "A4" })}</a>
        · <a href="/print/colour-card.pdf?paper=letter" target="_blank" rel="noopener">${t("colour-print", { paper: "Letter" })}</a>
      </p>
      <div class="row">
        <button type="button" class="button button--primary" data-testid="colour-read" ?disabled=${this.busy}
          @click=${this.#read}>${t("colour-read")}</button>
        ${
          correction
            ? html`<button type="button" class="button" data-testid="colour-end" ?disabled=${this.busy}
                @click=${this.#end}>${t("colour-end")}</button>`
            : nothing
        }
      </div>
      <div role="status" data-testid="colour-result">
        ${this.problem ? html`<p>${this.problem}</p>` : correction ? this.#result(correction) : nothing}
      </div>
      <p class="small muted">${t("colour-printers-error")}</p>
    </div>`;
  }

  /** @param {ColourCorrection} correction */
  #result({ before, after, patches, warnings, reference = "card" }) {
    return html`<p><strong>${t("colour-left", {
      before: formatNumber(before.median, ONE_DIGIT),
      left: formatNumber(after.median, ONE_DIGIT),
      most: formatNumber(after.most, ONE_DIGIT),
    })}</strong> ${t("colour-patches", { patches, reference })}</p>
    ${
      warnings.length > 0
        ? html`<ul class="small" data-testid="colour-warnings">${warnings.map(
            (warning) => html`<li>${textFor("colour-warning", warning)}</li>`,
          )}</ul>`
        : nothing
    }`;
  }

  #read() {
    void this.#run(async (room) => {
      const video = stageVideo("local");
      const image = video && (await photographOf(video));
      if (!image) {
        this.problem = t("colour-no-picture");
        return;
      }
      this.correction = await room.api.postImage("colour", image);
    });
  }

  #end() {
    void this.#run(async (room) => {
      await room.api.delete("colour");
      this.correction = null;
    });
  }

  /** @param {(room: Room) => Promise<void>} work */
  async #run(work) {
    if (!this.room || this.busy) return;
    this.busy = true;
    this.problem = "";
    try {
      await work(this.room);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = textFor("error", error.code);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("colour-tool", ColourTool);
