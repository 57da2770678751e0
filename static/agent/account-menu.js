/**
 * `<account-menu>`: under the name of who is signed in: language of the interface, what the shop keeps here, signing out.
 *
 * Fires `return-rules`, `size-charts`, `size-outcomes`, `measured-card` and `sign-out`.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import "../components/locale-switch.js";
import { t } from "../modules/i18n.js";

/** What a supervisor keeps for the shop; each fires an event of its name. */
const KEPT = /** @type {const} */ (["return-rules", "size-charts", "size-outcomes", "measured-card"]);

export class AccountMenu extends LightElement {
  /** @override */
  static properties = { name: {}, supervisor: { type: Boolean } };

  constructor() {
    super();
    this.name = "";
    /** Whether what the shop keeps here may be changed. */
    this.supervisor = false;
  }

  /** @override */
  render() {
    return html`<details class="account" @focusout=${this.#left} @keydown=${this.#key}>
      <summary class="button button--quiet account__name" data-testid="account">
        <bdi>${this.name}</bdi> ${icon("chevron", "account__chevron")}
      </summary>
      <div class="card account__menu stack">
        <locale-switch></locale-switch>
        ${
          this.supervisor
            ? KEPT.map(
                (
                  name,
                ) => html`<button type="button" class="button" data-testid=${`open-${name}`} @click=${() => this.#open(name)}>
                  ${t(`agent-${name}`)}
                </button>`,
              )
            : nothing
        }
        <button type="button" class="button" data-testid="sign-out" @click=${this.#signOut}>
          ${t("agent-sign-out")}
        </button>
      </div>
    </details>`;
  }

  /** @param {typeof KEPT[number]} name */
  #open(name) {
    this.#close();
    this.dispatchEvent(new Event(name));
  }

  #signOut() {
    this.dispatchEvent(new Event("sign-out"));
  }

  #close() {
    this.querySelector("details")?.removeAttribute("open");
  }

  /** @param {FocusEvent} event */
  #left(event) {
    // A null target is a click on something that takes no focus, the menu's own ground included.
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#close();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    this.#close();
    this.querySelector("summary")?.focus();
  }
}

customElements.define("account-menu", AccountMenu);
