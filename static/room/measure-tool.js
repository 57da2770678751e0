/** `<measure-tool>`: lengths of the garment, measured on a still on which the marker sheet lies beside it. */
/** @import { GarmentMeasure, ServerMessage, StillView } from "../modules/messages.js" */
/** @import { Point } from "./point-picture.js" */
/** @import { Room } from "./room.js" */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { formatDateTime, formatNumber, t, textFor } from "../modules/i18n.js";
import "./point-picture.js";

/** @typedef {{cm: number, error_cm: number, inches: number}} Length */

const NAMES = ["chest", "length", "sleeve", "waist", "inseam"];
const CM_PER_INCH = 2.54;
const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

export class MeasureTool extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    stills: { state: true },
    chosen: { state: true },
    image: { state: true },
    taps: { state: true },
    name: { state: true },
    length: { state: true },
    measures: { state: true },
    busy: { state: true },
    problem: { state: true },
  };

  #leaving = new AbortController();

  constructor() {
    super();
    /** @type {Room | null} */
    this.room = null;
    /** @type {StillView[]} */
    this.stills = [];
    /** Id of the still that is measured on. */
    this.chosen = "";
    /** @type {ImageBitmap | null} */
    this.image = null;
    /** @type {{points: Point[], tapPx: number} | null} */
    this.taps = null;
    /** Which length of the garment it is; "" for none. */
    this.name = "";
    /** @type {Length | null} */
    this.length = null;
    /** @type {GarmentMeasure[]} */
    this.measures = [];
    this.busy = false;
    /** What went wrong, in words. */
    this.problem = "";
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leaving.abort();
  }

  /** @override */
  firstUpdated() {
    const { room } = this;
    if (!room) return;
    room.consultation.addEventListener("message", this.#told, { signal: this.#leaving.signal });
    void this.#run(async () => {
      const [stills, measures] = await Promise.all([room.api.get("stills"), room.api.get("measures")]);
      this.stills = stills.items;
      this.measures = measures.items;
      const newest = this.stills.at(-1);
      if (newest) await this.#choose(newest.id);
    });
  }

  /** @override */
  render() {
    return html`<div class="stack">
      <p>${t("measure-how")}
        <a href="/print/marker-sheet.pdf?paper=A4" target="_blank" rel="noopener">${t("measure-print", { paper: "A4" })}</a> ·
        <a href="/print/marker-sheet.pdf?paper=letter" target="_blank" rel="noopener">${t("measure-print", { paper: "Letter" })}</a>
      </p>
      ${this.stills.length === 0 ? html`<p class="muted" data-testid="measure-no-still">${t("measure-no-still")}</p>` : this.#form()}
      ${this.measures.length === 0 ? nothing : this.#kept()}
    </div>`;
  }

  #form() {
    return html`<div class="field">
        <label for="measure-still">${t("measure-still")}</label>
        <select class="select" id="measure-still" data-testid="measure-still" @change=${this.#chosenAnew}>${this.stills.map(
          (still) =>
            html`<option value=${still.id} ?selected=${still.id === this.chosen}>${still.label || textFor("measure-kind", still.kind)},
              ${formatDateTime(still.created_ms, { timeStyle: "short" })}</option>`,
        )}</select>
      </div>
      <point-picture .image=${this.image} @points=${this.#pointed}></point-picture>
      <div class="row">
        <div class="field">
          <label for="measure-name">${t("measure-name")}</label>
          <select class="select" id="measure-name" data-testid="measure-name" @change=${this.#named}>
            <option value="">${t("measure-name-none")}</option>
            ${NAMES.map((name) => html`<option value=${name}>${t(`measure-name-${name}`)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="measure-ruler">${t("measure-ruler")}</label>
          <input class="input" id="measure-ruler" type="number" inputmode="decimal" min="15" max="25" step="0.05" value="20" data-testid="measure-ruler" />
        </div>
      </div>
      <button type="button" class="button button--primary" data-testid="measure-now" ?disabled=${this.busy || !this.taps}
        @click=${this.#measure}>${t("measure-now")}</button>
      <p role="status" class="measure-result" data-testid="measure-result">${
        this.problem || (this.length ? this.#text(this.length) : "")
      }</p>`;
  }

  #kept() {
    return html`<table class="measures" data-testid="measures">
      <caption>${t("measure-kept")}</caption>
      <tbody>${this.measures.map(
        (measure) => html`<tr>
          <th scope="row">${textFor("measure-name", measure.name)}</th>
          <td>${this.#text({ ...measure, inches: measure.cm / CM_PER_INCH })}</td>
        </tr>`,
      )}</tbody>
    </table>`;
  }

  /** @param {Length} length */
  #text({ cm, error_cm: error, inches }) {
    return t("measure-length", {
      cm: formatNumber(cm, ONE_DIGIT),
      // Never less than it is.
      error: formatNumber(Math.ceil(error * 10) / 10, ONE_DIGIT),
      inches: formatNumber(inches, ONE_DIGIT),
    });
  }

  /** @param {Event} event */
  #told = (event) => {
    const message = /** @type {CustomEvent<ServerMessage>} */ (event).detail;
    if (message.type === "still-added") {
      const { still } = message;
      const others = this.stills.filter(({ id }) => id !== still.id);
      this.stills = [...others, still].sort((one, other) => one.created_ms - other.created_ms);
      if (this.chosen === "") void this.#run(() => this.#choose(still.id));
    }
    if (message.type === "still-removed") this.#removed(message.still);
    if (message.type === "garment-measured") {
      const others = this.measures.filter(({ name }) => name !== message.measure.name);
      this.measures = [...others, message.measure].sort((one, other) => one.name.localeCompare(other.name));
    }
  };

  /** @param {string} id */
  #removed(id) {
    this.stills = this.stills.filter((still) => still.id !== id);
    if (this.chosen !== id) return;
    this.chosen = "";
    this.image = null;
    this.taps = null;
    const newest = this.stills.at(-1);
    if (newest) void this.#run(() => this.#choose(newest.id));
  }

  /** @param {Event} event */
  #chosenAnew(event) {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    void this.#run(() => this.#choose(value));
  }

  /** @param {string} id */
  async #choose(id) {
    this.chosen = id;
    this.image = null;
    this.taps = null;
    this.length = null;
    const image = await createImageBitmap(await /** @type {Room} */ (this.room).api.image(`stills/${id}`));
    if (this.chosen === id) this.image = image;
  }

  /** @param {Event} event */
  #named(event) {
    this.name = /** @type {HTMLSelectElement} */ (event.target).value;
  }

  /** @param {CustomEvent<{points: Point[], tapPx: number}>} event */
  #pointed({ detail }) {
    this.taps = detail;
    this.length = null;
    this.problem = "";
  }

  #measure() {
    void this.#run(async (room) => {
      const { taps } = this;
      if (!taps) return;
      const ruler = /** @type {HTMLInputElement} */ (this.querySelector("[data-testid=measure-ruler]"));
      if (!ruler.reportValidity()) return;
      this.length = await room.api.post(`stills/${this.chosen}/lengths`, {
        points: taps.points,
        tap_px: Math.min(50, taps.tapPx),
        ruler_cm: ruler.valueAsNumber || 20,
        ...(this.name === "" ? {} : { name: this.name }),
      });
    });
  }

  /** @param {(room: Room) => Promise<void>} work */
  async #run(work) {
    if (!this.room) return;
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

customElements.define("measure-tool", MeasureTool);
