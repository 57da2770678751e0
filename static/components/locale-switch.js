/** `<locale-switch>`: lets the reader change the language of the interface; each language is named in itself. */
import { html } from "lit";
import { LOCALES, locale, localeName, setLocale, t } from "../modules/i18n.js";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

export class LocaleSwitch extends LightElement {
  /** @override */
  render() {
    return html`<label class="locale-switch">
      ${icon("globe")}<span class="visually-hidden">${t("interface-language")}</span>
      <select class="select select--small" data-testid="locale" @change=${this.#change}>
        ${LOCALES.map(
          (tag) => html`<option value=${tag} lang=${tag} ?selected=${tag === locale()}>
            ${localeName(tag)}
          </option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {Event & { target: HTMLSelectElement }} event */
  #change(event) {
    setLocale(event.target.value);
  }
}

customElements.define("locale-switch", LocaleSwitch);
