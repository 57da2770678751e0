/**
 * `<size-measures>`: a field for each body dimension, and how to measure the one that is being filled in.
 *
 * Event: `measured` (detail: numbers by dimension, in the unit shown).
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import { sizeFigure } from "./size-figure.js";
import { typedNumber } from "./size-units.js";
import { dimensionName, faultText } from "./size-words.js";

export class SizeMeasures extends LightElement {
  /** @override */
  static properties = {
    guide: { attribute: false },
    unit: {},
    values: { attribute: false },
    faults: { attribute: false },
    shown: { state: true },
    untyped: { state: true },
  };

  constructor() {
    super();
    /** @type {import("./size-advisor.js").Guide | null} */
    this.guide = null;
    /** @type {import("./size-units.js").Unit} */
    this.unit = "cm";
    /** @type {Record<string, number>} */
    this.values = {};
    /** @type {readonly import("../modules/api.js").Fault[]} */
    this.faults = [];
    /** The dimension whose drawing is shown. */
    this.shown = "";
    /** Dimensions in whose field there is something else than a number. @type {ReadonlySet<string>} */
    this.untyped = new Set();
  }

  /** @override */
  render() {
    const { guide } = this;
    if (!guide) return nothing;
    const shown = this.shown || guide.dimensions[0]?.name;
    return html`<div class="measures">
      <div class="measures__fields">${guide.dimensions.map(({ name }) => this.#field(name, guide.group))}</div>
      ${shown ? this.#howTo(shown, guide.group) : nothing}
    </div>`;
  }

  /**
   * @param {string} name
   * @param {string} group
   */
  #field(name, group) {
    const fault = this.faults.find(({ where }) => where === name);
    const wrong = this.untyped.has(name) ? t("size-fault-no-number") : fault ? faultText(fault, group) : "";
    const value = this.values[name];
    return html`<div class="field">
      <label for=${`measure-${name}`}>${dimensionName(name, group)}</label>
      <div class="measures__input">
        <input class="input numbers" id=${`measure-${name}`} data-testid=${`measure-${name}`} inputmode="decimal"
          autocomplete="off" maxlength="8" .value=${value === undefined ? (this.untyped.has(name) ? this.#typed(name) : "") : String(value)}
          aria-describedby=${`how-to measure-${name}-error`} aria-invalid=${wrong !== ""}
          @focus=${() => this.#show(name)} @change=${(/** @type {Event} */ event) => this.#change(name, event)}>
        <span class="measures__unit" aria-hidden="true">${this.unit}</span>
      </div>
      <p class="field__error" id=${`measure-${name}-error`}>${wrong || nothing}</p>
    </div>`;
  }

  /**
   * @param {string} name
   * @param {string} group
   */
  #howTo(name, group) {
    return html`<div class="how-to" id="how-to" data-testid="how-to">
      ${sizeFigure(name)}
      <div class="how-to__text">
        <p class="how-to__name">${dimensionName(name, group)}</p>
        <p class="small">${textFor("size-how", name, { group })}</p>
      </div>
    </div>`;
  }

  /** What stands in a field now. @param {string} name */
  #typed(name) {
    return /** @type {HTMLInputElement | null} */ (this.querySelector(`#measure-${name}`))?.value ?? "";
  }

  /** @param {string} name */
  #show(name) {
    this.shown = name;
  }

  /**
   * @param {string} name
   * @param {Event} event
   */
  #change(name, event) {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    const number = typedNumber(text);
    const untyped = new Set(this.untyped);
    if (number === null && text.trim() !== "") untyped.add(name);
    else untyped.delete(name);
    this.untyped = untyped;
    const values = { ...this.values };
    if (number === null) delete values[name];
    else values[name] = number;
    this.values = values;
    this.faults = this.faults.filter(({ where }) => where !== name);
    this.dispatchEvent(new CustomEvent("measured", { detail: values }));
  }
}

customElements.define("size-measures", SizeMeasures);
