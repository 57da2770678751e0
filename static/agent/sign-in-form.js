/**
 * `<sign-in-form>`: user name and password of staff; each way of failing has its own words.
 *
 * Fires `signed-in` with `detail: { staff }`.
 */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";
import { signIn } from "./staff-session.js";
import { TickController } from "./ticking.js";

export class SignInForm extends LightElement {
  /** @override */
  static properties = {
    heading: {},
    reason: {},
    busy: { state: true },
    failure: { state: true },
    blockedUntil: { state: true },
  };

  constructor() {
    super();
    /** Says what one signs in to. */
    this.heading = "";
    /** Why signing in is asked for now: a code of `agent-sign-in-…`, empty for the plain start. */
    this.reason = "";
    this.busy = false;
    /** Error code of the last try. */
    this.failure = "";
    /** Until when the server refuses further tries (`performance.now()`). */
    this.blockedUntil = 0;
    new TickController(this);
  }

  /** @override */
  firstUpdated() {
    /** @type {HTMLInputElement | null} */ (this.querySelector("input"))?.focus();
  }

  /** @override */
  render() {
    const wait = Math.ceil((this.blockedUntil - performance.now()) / 1000);
    const problem = this.#problem(wait);
    return html`<form class="card stack sign-in" @submit=${this.#submit}>
      <h1>${this.heading}</h1>
      <div role="alert" class="sign-in__problem">
        ${
          problem
            ? html`<p class="banner banner--poor" id="sign-in-problem" data-testid="sign-in-problem">${problem}</p>`
            : nothing
        }
      </div>
      <div class="field">
        <label for="username">${t("agent-username")}</label>
        <input class="input" id="username" name="username" autocomplete="username" autocapitalize="none" dir="auto"
          spellcheck="false" required maxlength="200" data-testid="username" aria-invalid=${this.#wrong()}
          aria-describedby=${problem ? "sign-in-problem" : nothing} />
      </div>
      <div class="field">
        <label for="password">${t("agent-password")}</label>
        <input class="input" id="password" name="password" type="password" autocomplete="current-password" required
          maxlength="256" data-testid="password" aria-invalid=${this.#wrong()}
          aria-describedby=${problem ? "sign-in-problem" : nothing} />
      </div>
      <button class="button button--primary button--large button--wide" data-testid="sign-in"
        aria-disabled=${this.busy || wait > 0}>
        ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing} ${t("agent-sign-in")}
      </button>
      ${wait > 0 ? html`<p class="small muted numbers">${t("agent-sign-in-again-in", { seconds: wait })}</p>` : nothing}
    </form>`;
  }

  /** @param {number} wait seconds until the next try is allowed */
  #problem(wait) {
    // The seconds stand beside the button: in the alert they would be read out every second.
    if (this.failure === "rate-limited") return wait > 0 ? t("agent-sign-in-rate-limited") : "";
    if (this.failure) return textFor("agent-sign-in", this.failure);
    return this.reason ? textFor("agent-sign-in", this.reason) : "";
  }

  #wrong() {
    return this.failure === "sign-in-failed" ? "true" : "false";
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy || performance.now() < this.blockedUntil) return;
    const form = event.target;
    const fields = new FormData(form);
    this.busy = true;
    this.failure = "";
    try {
      const staff = await signIn({
        username: String(fields.get("username")).trim(),
        password: String(fields.get("password")),
      });
      this.dispatchEvent(new CustomEvent("signed-in", { detail: { staff } }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
      if (error.retryAfterS) this.blockedUntil = performance.now() + error.retryAfterS * 1000;
      form.querySelector("input")?.focus();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("sign-in-form", SignInForm);
