/**
 * `<complain-button>`: says that picture or sound are bad just now. It is kept with what was measured at that moment, so that the shop can
 * see what it looked like in numbers.
 */
import { html } from "lit";
import { t } from "../modules/i18n.js";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

/** @typedef {import("../modules/consultation.js").Consultation} Consultation */

const THANKS_FOR_MS = 4000;

export class ComplainButton extends LightElement {
  /** @override */
  static properties = { consultation: { attribute: false }, told: { state: true } };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    super();
    /** @type {Consultation | null} */
    this.consultation = null;
    this.told = false;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** @override */
  render() {
    const text = t(this.told ? "complain-noted" : "complain");
    // Not `disabled`, which would take the keyboard's focus away.
    return html`<button type="button" class="badge badge--button" data-testid="complain" title=${text}
        aria-disabled=${this.told} @click=${this.#complain}>
        ${icon(this.told ? "check" : "flag")}<span class=${this.told ? "" : "visually-hidden"}>${text}</span>
      </button>
      <span class="visually-hidden" role="status">${this.told ? text : ""}</span>`;
  }

  #complain() {
    if (this.told) return;
    this.consultation?.complain();
    this.told = true;
    this.#timer = setTimeout(() => {
      this.told = false;
    }, THANKS_FOR_MS);
  }
}

customElements.define("complain-button", ComplainButton);
