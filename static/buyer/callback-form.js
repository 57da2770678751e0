/** `<callback-form>`: asks when (in the buyer's own time zone) and how the buyer wants to be called back. */
import { html, nothing } from "lit";
import { t } from "../modules/i18n.js";
import { timeZone } from "./buyer-model.js";
import { ModelView } from "./model-view.js";

const HOUR_MS = 3_600_000;
const EARLIEST_HOUR = 9;
const LATEST_HOUR = 19;
/** As the field's limits in signaling/messages.py. */
const SHORTEST_CONTACT = 3;
const LONGEST_CONTACT = 200;
const LONGEST_NOTE = 1000;

export class CallbackForm extends ModelView {
  /** @override */
  static properties = {
    whenError: { state: true },
    contactError: { state: true },
    sent: { state: true },
  };

  #proposal = localInput(proposedTime(Date.now()));

  constructor() {
    super();
    this.whenError = false;
    this.contactError = false;
    this.sent = false;
  }

  /** @override */
  willUpdate() {
    if (this.model.error) this.sent = false;
  }

  /** @override */
  render() {
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <p class="muted">${t("callback-lead")}</p>
      <div class="field">
        <label for="callback-when">${t("callback-when")}</label>
        <input class="input" type="datetime-local" id="callback-when" name="when" data-testid="callback-when" required
          min=${localInput(Date.now())} .defaultValue=${this.#proposal} aria-invalid=${this.whenError}
          aria-describedby="callback-zone callback-when-error">
        <p class="field__hint" id="callback-zone">${t("callback-zone", { zone: timeZone().replaceAll("_", " ") })}</p>
        <p class="field__error" id="callback-when-error">${this.whenError ? t("callback-when-error") : nothing}</p>
      </div>
      <div class="field">
        <label for="callback-contact">${t("callback-contact")}</label>
        <input class="input" id="callback-contact" name="contact" data-testid="callback-contact" required
          maxlength=${LONGEST_CONTACT} autocomplete="email" dir="auto" aria-invalid=${this.contactError}
          aria-describedby="callback-contact-hint callback-contact-error">
        <p class="field__hint" id="callback-contact-hint">${t("callback-contact-hint")}</p>
        <p class="field__error" id="callback-contact-error">${this.contactError ? t("callback-contact-error") : nothing}</p>
      </div>
      <div class="field">
        <label for="callback-note">${t("callback-note")}</label>
        <textarea class="input" id="callback-note" name="note" data-testid="callback-note" dir="auto"
          maxlength=${LONGEST_NOTE}></textarea>
      </div>
      <button class="button button--primary" data-testid="callback-send" aria-disabled=${this.sent ? "true" : "false"}>
        ${this.sent ? html`<span class="spinner" aria-hidden="true"></span>` : nothing} ${t("callback-send")}
      </button>
    </form>`;
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} event */
  #submit(event) {
    event.preventDefault();
    if (this.sent) return;
    const data = new FormData(event.target);
    const [when, contact, note] = ["when", "contact", "note"].map((name) =>
      String(data.get(name) ?? "").trim(),
    );
    // Without an offset the browser reads the text as local time, daylight saving included.
    const atMs = new Date(when).getTime();
    this.whenError = !(atMs > Date.now());
    this.contactError = contact.length < SHORTEST_CONTACT;
    if (this.whenError || this.contactError) {
      const wrong = this.whenError ? "when" : "contact";
      /** @type {HTMLElement} */ (event.target.elements.namedItem(wrong)).focus();
      return;
    }
    this.sent = true;
    this.model.requestCallback({ atMs, timeZone: timeZone(), contact, note: note || null });
  }
}

/**
 * Offered first: the next full hour but one, or, when that lies in the buyer's night, the next morning.
 * @param {number} nowMs Unix milliseconds
 */
function proposedTime(nowMs) {
  const time = new Date(Math.ceil((nowMs + HOUR_MS) / HOUR_MS) * HOUR_MS);
  if (time.getHours() > LATEST_HOUR) time.setDate(time.getDate() + 1);
  if (time.getHours() > LATEST_HOUR || time.getHours() < EARLIEST_HOUR) time.setHours(EARLIEST_HOUR, 0);
  return time.getTime();
}

/**
 * The value of a datetime-local field: local time, without seconds.
 * @param {number} ms Unix milliseconds
 */
function localInput(ms) {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

customElements.define("callback-form", CallbackForm);
