/**
 * `<size-known>`: a size that somebody wears elsewhere, in a system of the world.
 *
 * Event: `known` (detail: `{group, system, size}`; an empty size says nothing).
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import { faultText } from "./size-words.js";

export class SizeKnown extends LightElement {
  /** @override */
  static properties = {
    guide: { attribute: false },
    value: { attribute: false },
    fault: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import("./size-advisor.js").Guide | null} */
    this.guide = null;
    this.value = { group: "", system: "", size: "" };
    /** @type {import("../modules/api.js").Fault | null} */
    this.fault = null;
  }

  /** @override */
  render() {
    const { guide, value } = this;
    const group = value.group || guide?.groups[0];
    const systems = (group && guide?.systems[group]) || [];
    const unknown = (group && guide?.unknown_systems[group]) || [];
    if (!guide || !group || systems.length + unknown.length === 0) return nothing;
    const info = systems.find(({ system }) => system === value.system);
    return html`<div class="known">
      ${guide.groups.length > 1 ? this.#groups(guide.groups) : nothing}
      ${systems.length > 0 ? this.#systems(systems) : nothing}
      ${info ? this.#size(info) : nothing}
      ${this.fault ? html`<p class="field__error" id="known-error">${faultText(this.fault, guide.group)}</p>` : nothing}
      ${info ? html`<p class="field__hint known__source">${t("size-source", { source: info.source })}</p>` : nothing}
      ${
        unknown.length > 0
          ? html`<p class="field__hint known__source" data-testid="unknown-systems">${t("size-unknown-systems", { group, systems: unknown.join(", ") })}</p>`
          : nothing
      }
    </div>`;
  }

  /** @param {import("./size-advisor.js").SystemInfo[]} systems */
  #systems(systems) {
    const chosen = this.value.system;
    return html`<div class="field">
      <label for="known-system">${t("size-known-system")}</label>
      <select class="select" id="known-system" data-testid="known-system" @change=${this.#chooseSystem}>
        <option value="" ?selected=${chosen === ""}>${t("size-known-none")}</option>
        ${systems.map(
          ({ system }) => html`<option value=${system} ?selected=${system === chosen}>
            ${textFor("size-system", system, { system })}</option>`,
        )}
      </select>
    </div>`;
  }

  /** @param {string[]} groups */
  #groups(groups) {
    const chosen = this.value.group || groups[0];
    return html`<div class="field">
      <label for="known-group">${t("size-known-group")}</label>
      <select class="select" id="known-group" data-testid="known-group" @change=${this.#chooseGroup}>
        ${groups.map(
          (group) =>
            html`<option value=${group} ?selected=${group === chosen}>${textFor("size-group", group)}</option>`,
        )}
      </select>
    </div>`;
  }

  /** @param {import("./size-advisor.js").SystemInfo} info */
  #size({ sizes, example }) {
    const { size } = this.value;
    const invalid = this.fault !== null;
    if (sizes.length === 0) {
      return html`<div class="field">
        <label for="known-size">${t("size-known-size")}</label>
        <input class="input" id="known-size" data-testid="known-size" maxlength="20" autocomplete="off" .value=${size}
          placeholder=${example} aria-invalid=${invalid} aria-describedby="known-error" @change=${this.#chooseSize}>
      </div>`;
    }
    return html`<div class="field">
      <label for="known-size">${t("size-known-size")}</label>
      <select class="select" id="known-size" data-testid="known-size" aria-invalid=${invalid}
        aria-describedby="known-error" @change=${this.#chooseSize}>
        <option value="" ?selected=${size === ""}>–</option>
        ${sizes.map((name) => html`<option value=${name} ?selected=${name === size}>${name}</option>`)}
      </select>
    </div>`;
  }

  /** @param {Event & { target: HTMLSelectElement }} event */
  #chooseGroup = (event) => this.#tell({ ...this.value, group: event.target.value });

  /** @param {Event & { target: HTMLSelectElement }} event */
  #chooseSystem = (event) => this.#tell({ ...this.value, system: event.target.value, size: "" });

  /** @param {Event & { target: HTMLSelectElement | HTMLInputElement }} event */
  #chooseSize = (event) => this.#tell({ ...this.value, size: event.target.value.trim() });

  /** @param {{ group: string, system: string, size: string }} value */
  #tell(value) {
    this.value = value;
    this.fault = null;
    this.dispatchEvent(new CustomEvent("known", { detail: value }));
  }
}

customElements.define("size-known", SizeKnown);
