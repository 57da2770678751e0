/** `<buyer-facts>`: what the agent should know of the buyer: language, country, the clock there, how long he waited. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { countryName, languageName, t } from "../modules/i18n.js";
import { formatLength, formatZoned } from "./formats.js";
import { TickController } from "./ticking.js";

/** @typedef {import("../modules/messages.js").ConsultationView} ConsultationView */
/** @typedef {import("./buyer-facts-memory.js").BuyerFacts} Facts */

export class BuyerFacts extends LightElement {
  /** @override */
  static properties = {
    facts: { attribute: false },
    view: { attribute: false },
    clock: { attribute: false },
    ringing: { type: Boolean },
  };

  constructor() {
    super();
    /** Null when they are not known any more. @type {Facts | null} */
    this.facts = null;
    /** @type {ConsultationView | null} */
    this.view = null;
    /** The server's clock now. @type {() => number} */
    this.clock = Date.now;
    /** While it rings the buyer is still waiting. */
    this.ringing = false;
    new TickController(this);
  }

  /** @override */
  render() {
    const { facts, view } = this;
    if (!view) return nothing;
    const now = this.clock();
    const localTime = facts?.timeZone ? formatZoned(now, facts.timeZone) : null;
    const waitedMs = facts ? facts.waitedMs + (this.ringing ? now - (view.offered_ms || now) : 0) : null;
    return html`<dl class="facts">
      ${this.#fact(t("agent-fact-language"), languageName(view.language))}
      ${facts?.country ? this.#fact(t("agent-fact-country"), countryName(facts.country)) : nothing}
      ${localTime ? this.#fact(t("agent-fact-local-time"), localTime) : nothing}
      ${waitedMs === null ? nothing : this.#fact(t("agent-fact-waited"), formatLength(waitedMs))}
    </dl>
    ${
      facts?.returning || view.language_differs
        ? html`<p class="row facts__badges">
            ${facts?.returning ? html`<span class="badge badge--accent">${t("agent-returning")}</span>` : nothing}
            ${view.language_differs ? html`<span class="badge badge--fair">${t("agent-language-differs")}</span>` : nothing}
          </p>`
        : nothing
    }`;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #fact(name, value) {
    return html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;
  }
}

customElements.define("buyer-facts", BuyerFacts);
