/**
 * Where the way through the page ends, for now: after the consultation, after a callback request, in another tab, or
 * before it could begin.
 */
import { html, nothing } from "lit";
import "./product-card.js";
import "./rating-form.js";
import { icon } from "../components/icons.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { ModelView } from "./model-view.js";

/** Failures that trying again may cure; the others need another link or another browser. */
const PASSING = new Set(["network", "service-unavailable", "rate-limited", "internal"]);

/** `<ended-view>`: why it ended, a rating, and the way back to the start. */
export class EndedView extends ModelView {
  /** @override */
  render() {
    const { state, product } = this.model;
    const view = state?.consultation;
    return html`<div class="ending stack card">
      <product-card .product=${product}></product-card>
      <div class="stack stack--tight">
        <h1 tabindex="-1">${t("ended-title")}</h1>
        <p class="muted" data-testid="end-reason">
          ${textFor("ended", view?.end_reason ?? "unknown", { name: view?.peer_name ?? "" })}
        </p>
      </div>
      ${
        view?.summary
          ? html`<a class="button button--wide" data-testid="summary" href=${view.summary} target="_blank"
              rel="noopener">${icon("eye")} ${t("ended-summary")}</a>`
          : nothing
      }
      <rating-form .model=${this.model}></rating-form>
      <button type="button" class="button button--wide" data-testid="start-again" @click=${() => this.model.startAgain()}>
        ${t("start-again")}
      </button>
    </div>`;
  }
}

/** `<callback-saved-view>`: repeats when and how the buyer will be called. */
export class CallbackSavedView extends ModelView {
  /** @override */
  render() {
    const callback = this.model.callback;
    if (!callback) return nothing;
    return html`<div class="ending stack card" data-testid="callback-saved">
      <span class="mark mark--good">${icon("check")}</span>
      <h1 tabindex="-1">${t("callback-saved-title")}</h1>
      <p>
        ${t("callback-saved", {
          time: formatDateTime(callback.atMs, {
            dateStyle: "full",
            timeStyle: "short",
            timeZone: callback.timeZone,
          }),
          contact: callback.contact,
        })}
      </p>
      <p class="muted small">${t("callback-zone", { zone: callback.timeZone.replaceAll("_", " ") })}</p>
      <button type="button" class="button button--wide" data-testid="start-again" @click=${() => this.model.startAgain()}>
        ${t("start-again")}
      </button>
    </div>`;
  }
}

/** `<superseded-view>`: the consultation goes on in another tab; it can be brought back here. */
export class SupersededView extends ModelView {
  /** @override */
  render() {
    return html`<div class="ending stack card" data-testid="superseded">
      <span class="mark">${icon("expand")}</span>
      <h1 tabindex="-1">${t("superseded-title")}</h1>
      <p class="muted">${t("superseded-lead")}</p>
      <button type="button" class="button button--primary button--wide" data-testid="take-back"
        @click=${() => this.model.takeBack()}>${t("superseded-here")}</button>
    </div>`;
  }
}

/** `<failure-view>`: what went wrong and what the buyer can do. */
export class FailureView extends ModelView {
  /** @override */
  render() {
    const code = this.model.failure?.code ?? "internal";
    return html`<div class="ending stack card" role="alert" data-testid="failure" data-code=${code}>
      <span class="mark mark--poor">${icon("triangle")}</span>
      <h1 tabindex="-1">${textFor("failure-title", code)}</h1>
      <p class="muted">${textFor("failure", code)}</p>
      ${
        PASSING.has(code)
          ? html`<button type="button" class="button button--primary button--wide" data-testid="retry"
              @click=${() => this.model.load()}>${t("try-again")}</button>`
          : nothing
      }
    </div>`;
  }
}

customElements.define("ended-view", EndedView);
customElements.define("callback-saved-view", CallbackSavedView);
customElements.define("superseded-view", SupersededView);
customElements.define("failure-view", FailureView);
