import { html } from "lit";
import { t } from "../modules/i18n.js";

/** What stills are mostly told apart by. */
const USUAL = ["daylight", "lamp", "flash"];

/**
 * A field for what a still is called, with what is usual at hand.
 * @param {string} value
 * @param {(label: string) => void} changed
 */
export function labelField(value, changed) {
  const heard = (/** @type {Event} */ event) => changed(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<label class="label-field"><span class="label-field__name">${t("still-label")}</span>
    <input class="input" type="text" maxlength="80" autocomplete="off" list="still-labels" data-testid="still-label" .value=${value}
      @change=${heard}>
    <datalist id="still-labels">${USUAL.map((name) => html`<option value=${t(`still-label-${name}`)}></option>`)}</datalist>
  </label>`;
}
