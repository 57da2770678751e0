/**
 * `<return-policy>`: what holds for returning a product: a line, and unfolded from it all terms and what the law says.
 *
 * The server decides; this shows. Event: `choose-country` (detail `{country}`), with `choosable` alone.
 */
/** @import { Policy, Statutory } from "./policy-view.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { countries } from "../modules/countries.js";
import { countryName, formatDateTime, t, textFor } from "../modules/i18n.js";

export class ReturnPolicy extends LightElement {
  /** @override */
  static properties = {
    api: { attribute: false },
    path: {},
    side: {},
    country: { attribute: false },
    choosable: { type: Boolean },
    unfolded: { type: Boolean },
    policy: { state: true },
    failure: { state: true },
  };

  #asked = 0;

  constructor() {
    super();
    /** Asks for the policy. @type {{ get: (path: string) => Promise<any> }} */
    this.api = { get: () => Promise.reject(new ApiError("not-found", 404)) };
    /** Where the policy is, as `api` takes it; the day of delivery is added. */
    this.path = "";
    /** Whose page this is. @type {import("../modules/messages.js").Role} */
    this.side = "buyer";
    /** The country that is chosen, where it can be. @type {string | null} */
    this.country = null;
    /** Whether the reader may say another country. */
    this.choosable = false;
    /** Whether all is shown from the beginning. */
    this.unfolded = false;
    /** @type {Policy | null} */
    this.policy = null;
    /** Code of why there is none. @type {string | null} */
    this.failure = null;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if ((changed.has("path") || changed.has("api")) && this.path) void this.#load();
  }

  /** @override */
  render() {
    const { policy, failure } = this;
    if (failure)
      return html`<p class="returns__line" role="status">${icon("parcel")}<span>${textFor("error", failure)}</span></p>`;
    return html`<details class="returns" data-testid="return-policy" ?open=${this.unfolded}>
      <summary class="returns__line" data-testid="return-line">
        ${icon("parcel")}<span>${policy ? this.#line(policy) : t("returns-loading")}</span>${icon("chevron")}
      </summary>
      <div class="returns__all stack">
        ${this.choosable ? this.#choice() : nothing}
        ${policy ? [this.#terms(policy), this.#law(policy)] : nothing}
      </div>
    </details>`;
  }

  /** @param {Policy} policy */
  #line({ window_days: days, who_pays: payer, stated }) {
    if (days > 0) return t("returns-line", { days, payer, side: this.side });
    return t(stated ? "returns-line-none" : "returns-line-unstated");
  }

  #choice() {
    return html`<label class="field">
      <span class="label">${t("returns-country")}</span>
      <select class="select" name="country" data-testid="return-country" @change=${this.#choose}>
        ${this.country === null ? html`<option value="" selected>${t("returns-country-unknown")}</option>` : nothing}
        ${countries().map(
          ({ code, name }) => html`<option value=${code} ?selected=${code === this.country}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {Policy} policy */
  #terms(policy) {
    if (policy.window_days === 0) return nothing;
    return html`<dl class="returns__terms">
      ${this.#term("returns-window", t("returns-window-days", { days: policy.window_days }))}
      ${
        policy.last_day
          ? html`<div><dt>${t("returns-last-day")}</dt>
              <dd data-testid="return-last-day">${formatDay(policy.last_day)}</dd></div>`
          : nothing
      }
      ${this.#term("returns-cost", t("returns-cost-payer", { payer: policy.who_pays, side: this.side }))}
      ${this.#term("returns-condition", t(`returns-condition-${policy.condition}`))}
      ${this.#term(
        "returns-exclusions",
        policy.exclusions.length > 0
          ? html`<ul>${policy.exclusions.map((each) => html`<li>${t(`returns-exclusion-${each}`)}</li>`)}</ul>`
          : t("returns-exclusions-none"),
      )}
    </dl>`;
  }

  /**
   * @param {string} name id of its text
   * @param {unknown} value
   */
  #term(name, value) {
    return html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`;
  }

  /** @param {Policy} policy */
  #law({ country, statutory, raised }) {
    if (country === null) return html`<p class="small muted">${t("returns-law-no-country")}</p>`;
    const name = countryName(country);
    return html`<section class="returns__law stack stack--tight" aria-labelledby="returns-law" data-testid="return-law">
      <p class="returns__title" id="returns-law">${t("returns-law", { country: name })}</p>
      ${
        statutory
          ? this.#statutory(statutory, raised.length > 0)
          : html`<p class="small">${t("returns-law-unknown", { country: name })}</p>`
      }
    </section>`;
  }

  /**
   * @param {Statutory} law
   * @param {boolean} raised whether it has changed what the shop states
   */
  #statutory(law, raised) {
    const { guarantee } = law;
    return html`${this.#right(law).map((text) => html`<p class="small">${text}</p>`)}
      ${raised ? html`<p class="small"><strong>${t("returns-law-raised")}</strong></p>` : nothing}
      <p class="small muted">${t("returns-law-source", { source: law.source })}</p>
      ${
        guarantee
          ? html`<p class="small">${guarantee.months === null ? t("returns-faulty") : t("returns-faulty-months", { months: guarantee.months })}</p>
              <p class="small muted">${t("returns-law-source", { source: guarantee.source })}</p>`
          : nothing
      }
      <p class="small muted">${t("returns-law-note", { day: formatDay(law.known_on) })}</p>`;
  }

  /** @param {Statutory} law */
  #right(law) {
    if (law.window_days === 0) return [t("returns-law-none")];
    const working = law.working_days !== null;
    const parts = [
      t(working ? "returns-law-working-days" : "returns-law-days", {
        days: law.working_days ?? law.window_days,
      }),
    ];
    if (!law.binding) parts.push(t("returns-law-unless"));
    if (law.return_cost) parts.push(t("returns-law-cost", { payer: law.return_cost, side: this.side }));
    return parts;
  }

  /** @param {Event & { target: HTMLSelectElement }} event */
  #choose(event) {
    const country = event.target.value;
    this.dispatchEvent(new CustomEvent("choose-country", { detail: { country } }));
  }

  async #load() {
    this.#asked += 1;
    const asked = this.#asked;
    const join = this.path.includes("?") ? "&" : "?";
    try {
      const policy = await this.api.get(`${this.path}${join}delivered=${today()}`);
      if (asked !== this.#asked) return;
      this.policy = policy;
      this.failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked === this.#asked) this.failure = error.code;
    }
  }
}

/** The reader's own date, ISO 8601. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {string} day ISO 8601 */
function formatDay(day) {
  return formatDateTime(Date.parse(day), { dateStyle: "long", timeZone: "UTC" });
}

customElements.define("return-policy", ReturnPolicy);
