/**
 * `<wrap-up-form>`: what came of a consultation. A reload keeps what was written.
 *
 * Fires `save` with `detail` as in the `save-outcome` message, without its type.
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import { recall, remember } from "../modules/tab.js";
import { buyerName, formatLength } from "./formats.js";

/** @typedef {import("../modules/messages.js").ConsultationView} ConsultationView */
/** @typedef {import("../modules/messages.js").Outcome} Outcome */

/** @type {readonly Outcome[]} */
const OUTCOMES = ["solved", "follow_up", "bought", "not_for_me", "technical_problem", "abuse"];
const OTHER = "other";
const DRAFT = "wrap-up";

export class WrapUpForm extends LightElement {
  /** @override */
  static properties = {
    view: { attribute: false },
    saving: { type: Boolean },
    draft: { state: true },
  };

  constructor() {
    super();
    /** The ended consultation. @type {ConsultationView | null} */
    this.view = null;
    /** True until the server has stored it. */
    this.saving = false;
    /** @type {Record<string, string>} */
    this.draft = {};
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    const stored = JSON.parse(recall(DRAFT) ?? "{}");
    this.draft = stored.consultation === this.view?.id ? stored : {};
  }

  /** @override */
  firstUpdated() {
    this.querySelector("h2")?.focus();
  }

  /** @override */
  render() {
    const { view, draft } = this;
    if (!view) return nothing;
    const sizes = view.product.sizes ?? [];
    const free = sizes.length === 0 || draft.size === OTHER;
    return html`<form class="card stack wrap-up" @submit=${this.#submit} @input=${this.#keep}>
      <div class="stack stack--tight">
        <h2 tabindex="-1">${t("agent-wrap-up-title")}</h2>
        <p class="muted">${this.#summary(view)}</p>
        ${
          view.summary
            ? html`<p><a data-testid="summary" href=${view.summary} target="_blank" rel="noopener">${t("agent-summary")}</a></p>`
            : nothing
        }
      </div>
      <div class="wrap-up__fields">
        <div class="field">
          <label for="outcome">${t("agent-outcome")}</label>
          <select class="select" id="outcome" name="outcome" required data-testid="outcome">
            <option value="" ?selected=${!draft.outcome}>${t("agent-outcome-choose")}</option>
            ${OUTCOMES.map(
              (outcome) => html`<option value=${outcome} ?selected=${draft.outcome === outcome}>
                ${t(`agent-outcome-${outcome}`)}
              </option>`,
            )}
          </select>
        </div>
        ${
          sizes.length > 0
            ? html`<div class="field">
                <label for="size-advised">${t("agent-size-advised")}</label>
                <select class="select" id="size-advised" name="size" data-testid="size-advised">
                  <option value="">${t("agent-size-none")}</option>
                  ${sizes.map((size) => html`<option value=${size} ?selected=${draft.size === size}>${size}</option>`)}
                  <option value=${OTHER} ?selected=${draft.size === OTHER}>${t("agent-size-other")}</option>
                </select>
              </div>`
            : nothing
        }
        ${
          free
            ? html`<div class="field">
                <label for="size-text">${t(sizes.length > 0 ? "agent-size-text" : "agent-size-advised")}</label>
                <input class="input" id="size-text" name="sizeText" maxlength="40" dir="auto" .value=${draft.sizeText ?? ""}
                  data-testid=${sizes.length > 0 ? "size-text" : "size-advised"} autocomplete="off" />
              </div>`
            : nothing
        }
      </div>
      <div class="field">
        <label for="note">${t("agent-note")}</label>
        <textarea class="input" id="note" name="note" rows="4" maxlength="2000" dir="auto" data-testid="note"
          .value=${draft.note ?? ""}></textarea>
        <p class="field__hint">${t("agent-note-hint")}</p>
      </div>
      <div class="row row--spread">
        <label class="check"><input type="checkbox" name="available" data-testid="available-again"
          ?checked=${draft.available !== "no"} /> ${t("agent-available-again")}</label>
        <button class="button button--primary button--large" data-testid="save" ?disabled=${this.saving}>
          ${this.saving ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
          ${t(this.saving ? "agent-saving" : "agent-save")}
        </button>
      </div>
    </form>`;
  }

  /** @param {ConsultationView} view */
  #summary(view) {
    const length = formatLength((view.ended_ms ?? 0) - (view.accepted_ms ?? view.ended_ms ?? 0));
    const reason = textFor("agent-ended", view.end_reason ?? "unknown", { name: buyerName(view.peer_name) });
    return t("agent-wrap-up-summary", { reason, product: view.product.title, length });
  }

  #fields() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    return /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  }

  #keep() {
    const fields = this.#fields();
    this.draft = {
      ...fields,
      available: "available" in fields ? "yes" : "no",
      consultation: this.view?.id ?? "",
    };
    remember(DRAFT, JSON.stringify(this.draft));
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    if (this.saving || !this.view) return;
    const { outcome, size = OTHER, sizeText = "", note = "", available } = this.#fields();
    remember(DRAFT, null);
    this.dispatchEvent(
      new CustomEvent("save", {
        detail: {
          consultation: this.view.id,
          outcome: /** @type {Outcome} */ (outcome),
          size_advised: (size === OTHER ? sizeText.trim() : size) || null,
          note: note.trim() || null,
          available: available !== undefined,
        },
      }),
    );
  }
}

customElements.define("wrap-up-form", WrapUpForm);
