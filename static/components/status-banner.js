/**
 * `<status-banner>`: one short message about what is going on, announced when it changes. The element stays on the
 * page while it has no text, because a live region must exist before its content does.
 *
 * Fires `action` when its button is pressed.
 */
import { html, nothing } from "lit";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

/** @typedef {"info" | "good" | "fair" | "poor"} Tone */

/** @type {Record<Tone, import("./icons.js").IconName>} */
const SHAPES = { info: "info", good: "check", fair: "triangle", poor: "stop" };

export class StatusBanner extends LightElement {
  /** @override */
  static properties = { text: {}, tone: {}, actionLabel: { attribute: "action-label" } };

  constructor() {
    super();
    /** Empty: nothing is shown. */
    this.text = "";
    /** @type {Tone} */
    this.tone = "info";
    /** Label of the button; empty: there is none. */
    this.actionLabel = "";
  }

  /** @override */
  render() {
    return html`<div role=${this.tone === "poor" ? "alert" : "status"} data-testid="status">
      ${
        this.text
          ? html`<div class="banner banner--${this.tone}">
              ${icon(SHAPES[this.tone])}<span class="banner__text">${this.text}</span>
              ${
                this.actionLabel
                  ? html`<button type="button" class="button" @click=${this.#act}>${this.actionLabel}</button>`
                  : nothing
              }
            </div>`
          : nothing
      }
    </div>`;
  }

  #act() {
    this.dispatchEvent(new Event("action"));
  }
}

customElements.define("status-banner", StatusBanner);
