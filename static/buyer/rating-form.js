/** `<rating-form>`: one to five stars as radio buttons (name `rating`, values 1 to 5), a comment, and thanks. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";
import { ModelView } from "./model-view.js";

const STARS = [1, 2, 3, 4, 5];
/** As the field's limit in signaling/messages.py. */
const LONGEST_COMMENT = 1000;

export class RatingForm extends ModelView {
  /** @override */
  static properties = { stars: { state: true }, missing: { state: true } };

  constructor() {
    super();
    /** Chosen and perhaps not sent yet; 0: none. */
    this.stars = 0;
    this.missing = false;
  }

  /** @override */
  render() {
    const rated = this.model.rated;
    return html`<div role="status">
        ${rated ? html`<p class="banner banner--good" data-testid="rated">${icon("check")}${t("rating-thanks")}</p>` : nothing}
      </div>
      ${rated ? nothing : this.#form()}`;
  }

  #form() {
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <fieldset class="rating" data-testid="rating" aria-describedby="rating-word rating-missing">
        <legend>${t("rating-question")}</legend>
        <div class="rating__stars">
          ${STARS.map(
            (stars) => html`<label class="rating__star ${stars <= this.stars ? "rating__star--on" : ""}">
              <input type="radio" name="rating" value=${stars} @change=${this.#choose}>
              <span class="visually-hidden">${t("rating-stars", { stars })}, ${t(`rating-word-${stars}`)}</span>
              ${icon("star")}
            </label>`,
          )}
        </div>
        <p class="field__hint" id="rating-word" aria-hidden="true">
          ${this.stars > 0 ? t(`rating-word-${this.stars}`) : t("rating-choose")}
        </p>
        <p class="field__error" id="rating-missing" role="alert">${this.missing ? t("rating-missing") : nothing}</p>
      </fieldset>
      <div class="field">
        <label for="rating-comment">${t("rating-comment")}</label>
        <textarea class="input" id="rating-comment" name="comment" data-testid="rating-comment" dir="auto"
          maxlength=${LONGEST_COMMENT}></textarea>
      </div>
      <button class="button button--primary" data-testid="rating-send">${t("rating-send")}</button>
    </form>`;
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  #choose(event) {
    this.stars = Number(event.target.value);
    this.missing = false;
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} event */
  #submit(event) {
    event.preventDefault();
    this.missing = this.stars === 0;
    if (this.missing) return;
    const comment = String(new FormData(event.target).get("comment") ?? "").trim();
    this.model.rate(this.stars, comment || null);
  }
}

customElements.define("rating-form", RatingForm);
