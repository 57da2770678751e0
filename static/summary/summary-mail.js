/** `<summary-mail>`: sends the link of the summary to the buyer's own address, if he wants that. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { locale, t, textFor } from "../modules/i18n.js";

export class SummaryMail extends LightElement {
  /** @override */
  static properties = {
    path: {},
    sending: { state: true },
    sentTo: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** Of the summary in the API. */
    this.path = "";
    this.sending = false;
    /** The address that the mail went to; "" before. */
    this.sentTo = "";
    /** @type {string | null} */
    this.failure = null;
  }

  /** @override */
  render() {
    return html`<div role="status">
        ${
          this.sentTo
            ? html`<p class="banner banner--good" data-testid="mail-sent">${icon("check")}${t("mail-sent", { address: this.sentTo })}</p>`
            : nothing
        }
      </div>
      ${this.sentTo ? nothing : this.#form()}`;
  }

  #form() {
    return html`<form class="stack stack--tight summary-mail" @submit=${this.#submit}>
      <div class="field">
        <label for="mail-address">${t("mail-address")}</label>
        <input class="input" id="mail-address" name="address" type="email" autocomplete="email" required maxlength="254"
          data-testid="mail-address">
      </div>
      <label class="check"><input type="checkbox" name="consent" required data-testid="mail-consent"> ${t("mail-consent")}</label>
      <p class="field__error" role="alert">${this.failure ? textFor("error", this.failure) : nothing}</p>
      <button class="button button--primary" data-testid="mail-send" ?disabled=${this.sending}>${t("mail-send")}</button>
    </form>`;
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} event */
  async #submit(event) {
    event.preventDefault();
    const address = String(new FormData(event.target).get("address")).trim();
    this.sending = true;
    this.failure = null;
    try {
      const body = { address, consent: "given", locale: locale() };
      await requestJson(`${this.path}/mail`, { method: "POST", body });
      this.sentTo = address;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    } finally {
      this.sending = false;
    }
  }
}

customElements.define("summary-mail", SummaryMail);
