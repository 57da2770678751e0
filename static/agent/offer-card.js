/**
 * `<offer-card>`: a ringing ticket. The focus goes to *accept*; while it is inside the card, `A` accepts and `D`
 * or Escape declines.
 *
 * Fires `accept` and `decline`.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import "./buyer-facts.js";
import "./deadline-ring.js";
import { buyerName } from "./formats.js";

/** @typedef {import("../modules/messages.js").OfferView} OfferView */
/** @typedef {import("./buyer-facts-memory.js").BuyerFacts} Facts */

export class OfferCard extends LightElement {
  /** @override */
  static properties = {
    offer: { attribute: false },
    facts: { attribute: false },
    clock: { attribute: false },
    answering: { type: Boolean },
  };

  constructor() {
    super();
    /** @type {OfferView | null} */
    this.offer = null;
    /** @type {Facts | null} */
    this.facts = null;
    /** The server's clock now. @type {() => number} */
    this.clock = Date.now;
    /** True once it was answered. */
    this.answering = false;
  }

  /** @override */
  firstUpdated() {
    const accept = /** @type {HTMLElement | null} */ (this.querySelector("[data-testid=accept]"));
    accept?.focus();
    this.scrollIntoView({ block: "nearest" });
  }

  /** @override */
  render() {
    const { offer } = this;
    if (!offer) return nothing;
    const { consultation } = offer;
    const { product } = consultation;
    return html`<section class="card offer" role="alertdialog" aria-modal="false" aria-labelledby="offer-title"
      aria-describedby="offer-product" data-testid="offer" @keydown=${this.#key}>
      <div class="offer__picture">
        ${
          product.image
            ? html`<img src=${product.image} alt="" />`
            : html`<span class="offer__initial" aria-hidden="true">${[...product.title][0]}</span>`
        }
      </div>
      <div class="offer__facts stack">
        <div class="offer__head">
          <div>
            <p class="offer__purpose">${t(`agent-purpose-${consultation.purpose}`)}</p>
            <h2 id="offer-title">${t("agent-offer-title", { name: buyerName(offer.buyer_name) })}</h2>
          </div>
          <deadline-ring .startMs=${consultation.offered_ms ?? 0} .deadlineMs=${offer.deadline_ms} .clock=${this.clock}>
          </deadline-ring>
        </div>
        <p class="offer__product" id="offer-product">
          <bdi>${product.title}</bdi> ${product.price ? html`<span class="muted"><bdi>${product.price}</bdi></span>` : nothing}
        </p>
        <buyer-facts .facts=${this.facts} .view=${consultation} .clock=${this.clock} ringing></buyer-facts>
        <div class="offer__actions">
          <button type="button" class="button button--primary button--large" data-testid="accept"
            aria-keyshortcuts="A" ?disabled=${this.answering} @click=${() => this.#answer("accept")}>
            ${icon("phone")} ${t("agent-accept")}
          </button>
          <button type="button" class="button button--large" data-testid="decline" aria-keyshortcuts="D"
            ?disabled=${this.answering} @click=${() => this.#answer("decline")}>${t("agent-decline")}</button>
        </div>
        <p class="small muted offer__keys">${t("agent-offer-keys")}</p>
      </div>
    </section>`;
  }

  /** Keys without a modifier count only while the focus is in the card (WCAG 2.1.4). @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const key = event.key.toLowerCase();
    if (key !== "a" && key !== "d" && key !== "escape") return;
    event.preventDefault();
    this.#answer(key === "a" ? "accept" : "decline");
  }

  /** @param {"accept" | "decline"} answer */
  #answer(answer) {
    if (!this.answering) this.dispatchEvent(new Event(answer));
  }
}

customElements.define("offer-card", OfferCard);
