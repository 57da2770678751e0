/**
 * `<size-advisor>`: which size of a product to take, from any measures or a size worn elsewhere, with the reasons.
 *
 * No form element: it may stand inside one. Nothing that is entered is kept by the service unless the buyer says so.
 * Event: `advised` (detail: the service's answer).
 */
import { html, nothing } from "lit";
import "./size-answer.js";
import "./size-known.js";
import "./size-measures.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";
import { converted, usualUnit } from "./size-units.js";

/**
 * @typedef {import("./size-units.js").Unit} Unit
 * @typedef {"close" | "regular" | "loose"} Fit
 * @typedef {{ system: string, source: string, example: string, sizes: string[] }} SystemInfo
 * @typedef {{ size: string, body_cm: Record<string, [number, number]>, garment_cm?: Record<string, number> }} Row
 *
 * @typedef {object} Guide as `GET …/size-guide` answers
 * @property {string} garment
 * @property {string} group
 * @property {{ system: string, dimensions: string[], rows: Row[] }} chart
 * @property {{ name: string, least_cm: number, most_cm: number }[]} dimensions
 * @property {Record<string, SystemInfo[]>} systems by group
 * @property {Record<string, string[]>} unknown_systems codes of systems without such sizes, by group
 * @property {string[]} groups
 *
 * @typedef {object} Answer as `POST …/size-advice` answers
 * @property {{ size: string, probability: number, runner_up: { size: string, probability: number } | null,
 *   chances: { size: string, probability: number }[], outside: "smaller" | "larger" | null,
 *   reasons: import("./size-words.js").Reason[] }} advice
 * @property {{ system: string, size: string, body_cm: Record<string, [number, number]>, source: string }[]} known
 * @property {boolean} kept
 *
 * @typedef {{ token?: string, resume?: string }} Proof who the buyer is
 */

const FITS = /** @type {const} */ (["close", "regular", "loose"]);
const UNITS = /** @type {const} */ (["cm", "in"]);

export class SizeAdvisor extends LightElement {
  /** @override */
  static properties = {
    shop: {},
    sku: {},
    proof: { attribute: false },
    advise: { attribute: false },
    guide: { state: true },
    unit: { state: true },
    fit: { state: true },
    measures: { state: true },
    known: { state: true },
    consent: { state: true },
    kept: { state: true },
    busy: { state: true },
    answer: { state: true },
    error: { state: true },
    faults: { state: true },
  };

  #asked = "";

  constructor() {
    super();
    this.shop = "";
    this.sku = "";
    /** Who the buyer is, read anew for each request; null offers no keeping. @type {() => Proof | null} */
    this.proof = () => null;
    /**
     * Sends what is asked, in a room by way of the consultation; null asks for the product alone.
     * @type {((body: object) => Promise<Answer>) | null}
     */
    this.advise = null;
    /** @type {Guide | null} */
    this.guide = null;
    /** @type {Unit} */
    this.unit = usualUnit(navigator.languages);
    /** @type {Fit} */
    this.fit = "regular";
    /** By dimension, in `unit`. @type {Record<string, number>} */
    this.measures = {};
    /** @type {{ group: string, system: string, size: string }} */
    this.known = { group: "", system: "", size: "" };
    this.consent = false;
    this.kept = false;
    this.busy = false;
    /** @type {Answer | null} */
    this.answer = null;
    /** Code of what went wrong. */
    this.error = "";
    /** @type {readonly import("../modules/api.js").Fault[]} */
    this.faults = [];
  }

  /** @override */
  willUpdate() {
    const wanted = `${this.shop}/${this.sku}`;
    if (this.shop === "" || this.sku === "" || wanted === this.#asked) return;
    this.#asked = wanted;
    this.answer = null;
    void this.#load();
  }

  /** @override */
  render() {
    const { guide } = this;
    if (!guide && this.error) return html`<p class="banner" role="alert">${textFor("error", this.error)}</p>`;
    if (!guide) return html`<p class="muted" role="status">${t("loading")}</p>`;
    return html`<div class="sizing stack" data-testid="size-advisor">
      <p class="muted">${t("size-lead")}</p>
      <div class="sizing__choices">
        ${this.#choice("unit", UNITS, this.unit)} ${this.#choice("fit", FITS, this.fit)}
      </div>
      <size-measures .guide=${guide} .unit=${this.unit} .values=${this.measures} .faults=${this.faults}
        @measured=${this.#measured} @keydown=${this.#key}></size-measures>
      <p class="sizing__or"><span>${t("size-or")}</span></p>
      <size-known .shop=${this.shop} .guide=${guide} .value=${this.known} @known=${this.#wears}
        .fault=${this.#knownFault} @keydown=${this.#key}></size-known>
      ${this.proof() ? this.#keeping() : nothing}
      <button type="button" class="button button--primary" data-testid="size-ask" aria-disabled=${this.busy}
        @click=${this.#ask}>${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
        ${t("size-ask")}</button>
      <div class="sizing__answer" role="status">
        ${this.error ? html`<p class="field__error" data-testid="size-error">${textFor("error", this.error)}</p>` : nothing}
        ${
          this.answer
            ? html`<size-answer .answer=${this.answer} .guide=${guide} .unit=${this.unit}></size-answer>`
            : nothing
        }
      </div>
    </div>`;
  }

  /**
   * @param {"unit" | "fit"} name
   * @param {readonly string[]} values
   * @param {string} chosen
   */
  #choice(name, values, chosen) {
    return html`<fieldset class="segments">
      <legend>${t(`size-${name}`)}</legend>
      <div class="segments__row" @change=${name === "unit" ? this.#chooseUnit : this.#chooseFit}>
        ${values.map(
          (
            value,
          ) => html`<label class="segments__one"><input type="radio" class="visually-hidden" name=${`size-${name}`}
            value=${value} .checked=${value === chosen}><span class="segments__text">${t(`size-${name}-${value}`)}</span></label>`,
        )}
      </div>
    </fieldset>`;
  }

  #keeping() {
    if (this.kept) {
      return html`<p class="small muted sizing__kept">${t("size-kept")}
        <button type="button" class="button button--quiet" data-testid="size-erase" @click=${this.#erase}>
          ${t("size-erase")}</button></p>`;
    }
    return html`<label class="check"><input type="checkbox" data-testid="size-consent" .checked=${this.consent}
      @change=${this.#agree}><span>${t("size-consent")}</span></label>`;
  }

  get #knownFault() {
    return this.faults.find(({ where }) => where === "size" || where === "system") ?? null;
  }

  async #load() {
    try {
      this.guide = await requestJson(`${this.#path}/size-guide`);
      this.error = "";
    } catch (error) {
      this.#failed(error);
      return;
    }
    const proof = this.proof();
    if (!proof) return;
    // What is kept saves typing; without it everything works as well.
    const { kept } = await requestJson("/api/v1/measurements", { method: "POST", body: proof }).catch(() => ({
      kept: null,
    }));
    if (kept) this.#fill(kept);
  }

  /** @param {{ body_cm: Record<string, number>, known: { system: string, size: string }[], fit: Fit }} kept */
  #fill(kept) {
    this.measures = inUnit(kept.body_cm, "cm", this.unit);
    if (kept.known[0]) this.known = { ...this.known, ...kept.known[0] };
    this.fit = kept.fit;
    this.kept = true;
  }

  get #path() {
    return `/api/v1/shops/${encodeURIComponent(this.shop)}/products/${encodeURIComponent(this.sku)}`;
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #chooseUnit = (event) => {
    const unit = /** @type {Unit} */ (event.target.value);
    this.measures = inUnit(this.measures, this.unit, unit);
    this.faults = [];
    this.unit = unit;
  };

  /** @param {Event & { target: HTMLInputElement }} event */
  #chooseFit = (event) => {
    this.fit = /** @type {Fit} */ (event.target.value);
    if (this.answer) void this.#ask();
  };

  /** @param {CustomEvent<Record<string, number>>} event */
  #measured = ({ detail }) => {
    this.measures = detail;
  };

  /** @param {CustomEvent<{ group: string, system: string, size: string }>} event */
  #wears = ({ detail }) => {
    this.known = detail;
  };

  /** @param {Event & { target: HTMLInputElement }} event */
  #agree = (event) => {
    this.consent = event.target.checked;
  };

  /** Enter asks, and does not send a form around this. @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    // What stands in the field counts although it has not been left.
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    void this.#ask();
  };

  #ask = async () => {
    if (this.busy) return;
    const { system, size, group } = this.known;
    const worn = system !== "" && size !== "" ? [{ system, size, ...(group ? { group } : {}) }] : [];
    const proof = this.consent && !this.kept ? this.proof() : null;
    const body = { body: this.measures, unit: this.unit, known: worn, fit: this.fit };
    this.busy = true;
    try {
      const wish = proof ? { ...body, consent: true, ...proof } : body;
      this.answer = this.advise
        ? await this.advise(wish)
        : await requestJson(`${this.#path}/size-advice`, { method: "POST", body: wish });
      this.kept ||= this.answer?.kept === true;
      this.error = "";
      this.faults = [];
      this.dispatchEvent(new CustomEvent("advised", { detail: this.answer }));
    } catch (error) {
      this.answer = null;
      this.#failed(error);
    } finally {
      this.busy = false;
    }
  };

  #erase = async () => {
    const proof = this.proof();
    if (!proof) return;
    try {
      await requestJson("/api/v1/measurements/erasure", { method: "POST", body: proof });
      this.kept = false;
      this.consent = false;
    } catch (error) {
      this.#failed(error);
    }
  };

  /** @param {unknown} error */
  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    this.error = error.code;
    this.faults = error.faults;
  }
}

/**
 * @param {Record<string, number>} measures
 * @param {Unit} from
 * @param {Unit} to
 */
function inUnit(measures, from, to) {
  return Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [name, converted(value, from, to)]),
  );
}

customElements.define("size-advisor", SizeAdvisor);
