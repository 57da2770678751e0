/**
 * `<start-view>`: what the buyer wants and in which language, what will and will not be sent, and the way in.
 *
 * `purpose` and `language` are plain `<select>` elements (tests: `select_option`).
 */
import { html, nothing } from "lit";
import "./device-check.js";
import "./product-card.js";
import { icon } from "../components/icons.js";
import { requestJson } from "../modules/api.js";
import { languageName, preferredLanguage, t } from "../modules/i18n.js";
import "../room/return-policy.js";
import { loadSizing } from "../room/size-door.js";
import { ModelView } from "./model-view.js";
import { allowSound } from "./tone.js";

/** @typedef {import("../modules/messages.js").Purpose} Purpose */

const API = { get: requestJson };

export class StartView extends ModelView {
  /** @override */
  static properties = {
    purpose: { state: true },
    language: { state: true },
    sizing: { state: true },
  };

  constructor() {
    super();
    /** @type {Purpose | null} */
    this.purpose = null;
    /** @type {string | null} */
    this.language = null;
    /** The size advisor is there. */
    this.sizing = false;
  }

  /** @override */
  willUpdate() {
    const { offering, parameters, claims, state } = this.model;
    if (!offering || this.purpose !== null) return;
    const wanted = state?.consultation?.purpose ?? parameters.purpose;
    this.purpose = offering.purposes.find((purpose) => purpose === wanted) ?? offering.purposes[0];
    const wishes = [state?.consultation?.language, parameters.language, claims.language];
    const known = wishes.filter((tag) => typeof tag === "string");
    this.language = preferredLanguage(this.model.languages, known) ?? null;
  }

  /** @override */
  render() {
    const { offering, joining, signaling, stage } = this.model;
    if (!offering) return nothing;
    return html`<form class="start" @submit=${this.#submit}>
      <div class="start__intro stack">
        <product-card .product=${offering.product}></product-card>
        <div class="stack stack--tight">
          <h1 tabindex="-1">${t("start-title")}</h1>
          <p class="muted">${t("start-lead")}</p>
        </div>
        <ul class="promises">
          <li>${icon("camera-off")}<span>${t("promise-camera")}</span></li>
          <li>${icon("mic-off")}<span>${t("promise-microphone")}</span></li>
          <li>${icon("shield")}<span>${t("promise-direct")}</span></li>
        </ul>
        <return-policy class="start__returns" .api=${API} path=${this.#policyPath(offering)} side="buyer"
          .country=${this.model.country} choosable @choose-country=${this.#chooseCountry}></return-policy>
      </div>
      <div class="start__form stack">
        <div class="field">
          <label for="purpose">${t("purpose-label")}</label>
          <select class="select" id="purpose" name="purpose" data-testid="purpose" aria-describedby="purpose-hint"
            @change=${this.#choosePurpose}>
            ${offering.purposes.map(
              (purpose) => html`<option value=${purpose} ?selected=${purpose === this.purpose}>
                ${t(`purpose-${purpose}`)}
              </option>`,
            )}
          </select>
          <p class="field__hint" id="purpose-hint">${this.purpose ? t(`purpose-hint-${this.purpose}`) : nothing}</p>
        </div>
        <div class="field">
          <label for="language">${t("language-label")}</label>
          <select class="select" id="language" name="language" data-testid="language" @change=${this.#chooseLanguage}>
            ${this.model.languages.map(
              (tag) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.language}>
                ${languageName(tag, tag)}
              </option>`,
            )}
          </select>
        </div>
        <device-check .media=${stage.media} .signaling=${signaling}></device-check>
        <div class="start__go">
          <button class="button button--primary button--large button--wide" data-testid="start"
            aria-disabled=${joining ? "true" : "false"}>
            ${joining ? html`<span class="spinner" aria-hidden="true"></span>` : icon("eye")}
            ${joining ? t("start-joining") : t("start-button")}
          </button>
        </div>
      </div>
    </form>
    ${this.#sizing(offering)}`;
  }

  /** @param {import("./buyer-model.js").Offering} offering */
  #policyPath({ shop, product }) {
    const { country } = this.model;
    const path = [shop.id, product.sku].map(encodeURIComponent).join("/products/");
    return `/api/v1/shops/${path}/return-policy${country === null ? "" : `?country=${country}`}`;
  }

  /** @param {CustomEvent<{ country: string }>} event */
  #chooseCountry({ detail }) {
    this.model.chooseCountry(detail.country);
  }

  /** Outside the form, whose fields it has nothing to do with. @param {import("./buyer-model.js").Offering} offering */
  #sizing({ shop, product }) {
    if (!product.sizes?.length) return nothing;
    return html`<details class="card start__sizing" data-testid="find-size" @toggle=${this.#openSizing}>
      <summary>${icon("ruler")}<span><strong>${t("find-size")}</strong>
        <span class="muted">${t("find-size-lead")}</span></span>${icon("chevron")}</summary>
      ${
        this.sizing
          ? html`<size-advisor shop=${shop.id} sku=${product.sku} .proof=${this.#proof}></size-advisor>`
          : nothing
      }
    </details>`;
  }

  /** Loaded when it is wanted: most buyers only want to go live. @param {Event & { target: HTMLDetailsElement }} event */
  #openSizing = async (event) => {
    if (!event.target.open) return;
    await loadSizing();
    this.sizing = true;
  };

  #proof = () => {
    const resume = this.model.resumeToken;
    return resume === null ? null : { resume };
  };

  /** @param {Event & { target: HTMLSelectElement }} event */
  #choosePurpose(event) {
    this.purpose = /** @type {Purpose} */ (event.target.value);
  }

  /** @param {Event & { target: HTMLSelectElement }} event */
  #chooseLanguage(event) {
    this.language = event.target.value;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.model.joining || this.purpose === null || this.language === null) return;
    allowSound();
    const check = /** @type {import("./device-check.js").DeviceCheck} */ (this.querySelector("device-check"));
    this.model.join({ purpose: this.purpose, language: this.language, microphone: check.microphoneWanted });
  }
}

customElements.define("start-view", StartView);
