/**
 * The buyer's page: reads the address, makes the model, and shows the view of the screen the model is on.
 *
 * This script and `ConsultPage` are the only ones here that touch the document as a whole: title, focus, wake lock.
 */
import { html, LitElement, nothing } from "lit";
import "../components/locale-switch.js";
import "../components/status-banner.js";
import "./consultation-view.js";
import "./end-views.js";
import "./start-view.js";
import "./waiting-view.js";
import { LocaleController, loadLocale, locale, t, textFor } from "../modules/i18n.js";
import { keepAwake } from "../modules/wake-lock.js";
import { BuyerModel } from "./buyer-model.js";
import { EmbedChannel } from "./embed-channel.js";
import { readParameters } from "./parameters.js";
import { playChime } from "./tone.js";

/** @typedef {import("./buyer-model.js").Screen} Screen */

class ConsultPage extends LitElement {
  /** @type {Screen | null} */
  #shown = null;
  #introducedIn = "";

  constructor() {
    super();
    new LocaleController(this);
    const parameters = readParameters();
    this.embed = EmbedChannel.open(parameters.embedder);
    this.model = new BuyerModel(parameters, this.embed);
    this.model.addEventListener("change", () => this.requestUpdate());
    this.model.addEventListener("tell", (event) => this.#tell(/** @type {CustomEvent} */ (event).detail));
    this.embed?.addEventListener("close", (event) =>
      this.#close(/** @type {CustomEvent} */ (event).detail.force),
    );
    document.documentElement.toggleAttribute("data-embedded", this.embed !== null);
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.model.load();
  }

  /** @override */
  render() {
    const { model } = this;
    const { screen, offering } = model;
    const onStage = screen === "ringing" || screen === "active";
    return html`<div class="page ${onStage ? "page--stage" : ""}" data-screen=${screen}>
      <header class="page__header">
        <p class="page__name"><bdi>${offering?.shop.name ?? ""}</bdi><span>${t("page-name")}</span></p>
        <locale-switch></locale-switch>
      </header>
      <main class="page__main">${this.#view(screen)}</main>
      <div class="page__notice">
        <status-banner tone=${this.#notice().tone} text=${this.#notice().text}></status-banner>
      </div>
      ${this.#leaveDialog()}
    </div>`;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} _changed
   */
  updated(_changed) {
    const { screen } = this.model;
    document.title = this.#title(screen);
    if (this.#introducedIn !== locale()) {
      this.#introducedIn = locale();
      this.embed?.introduce({ title: t("page-name"), close: t("close") });
    }
    if (screen === this.#shown) return;
    const before = this.#shown;
    this.#shown = screen;
    keepAwake(this.model.busy);
    if (screen !== "loading") this.embed?.setBusy(this.model.busy);
    if (screen === "ringing" || (screen === "active" && before === "waiting")) playChime();
    if (before !== null && before !== "loading") void this.#focusHeading();
  }

  /** @param {Screen} screen */
  #view(screen) {
    const { model } = this;
    switch (screen) {
      case "loading":
        return html`<p class="page__loading" role="status"><span class="spinner" aria-hidden="true"></span> ${t("loading")}</p>`;
      case "failed":
        return html`<failure-view .model=${model}></failure-view>`;
      case "superseded":
        return html`<superseded-view .model=${model}></superseded-view>`;
      case "start":
        return html`<start-view .model=${model}></start-view>`;
      case "waiting":
        return html`<waiting-view .model=${model}></waiting-view>`;
      case "ringing":
      case "active":
        // One template for both: the connection that was made while it rang must keep its elements.
        return html`<consultation-view .model=${model}></consultation-view>`;
      case "ended":
        return html`<ended-view .model=${model}></ended-view>`;
      case "callback-saved":
        return html`<callback-saved-view .model=${model}></callback-saved-view>`;
    }
  }

  /** @returns {{ text: string, tone: import("../components/status-banner.js").Tone }} */
  #notice() {
    const { screen, disconnected, error, state, again } = this.model;
    if (screen === "failed" || screen === "superseded") return { text: "", tone: "info" };
    if (disconnected && screen === "waiting") return { text: t("disconnected-line"), tone: "fair" };
    if (disconnected && screen !== "loading") return { text: t("disconnected-start"), tone: "fair" };
    if (error) return { text: textFor("error", error), tone: "poor" };
    if (state?.notice && !again && (screen === "waiting" || screen === "start")) {
      const tone = state.notice === "left" ? "info" : "fair";
      return { text: textFor("notice", state.notice), tone };
    }
    return { text: "", tone: "info" };
  }

  /** @param {Screen} screen */
  #title(screen) {
    const { offering, product, queue, state } = this.model;
    const name = state?.consultation?.peer_name ?? "";
    if (screen === "waiting" && queue) return t("title-waiting", { position: queue.position });
    if (screen === "ringing") return t("title-ringing", { name });
    if (screen === "active") return t("title-active", { name });
    return [product?.title, t("page-name"), offering?.shop.name].filter(Boolean).join(" – ");
  }

  #leaveDialog() {
    if (!this.embed) return nothing;
    const active = this.model.screen === "active";
    return html`<dialog class="leave-dialog" aria-labelledby="leave-title" data-testid="leave-dialog">
      <h2 class="dialog__title" id="leave-title">${t(active ? "leave-active-title" : "leave-waiting-title")}</h2>
      <p>${t(active ? "leave-active" : "leave-waiting")}</p>
      <form method="dialog" class="dialog__actions">
        <button class="button" autofocus>${t("leave-stay")}</button>
        <button class="button button--danger" data-testid="leave-confirm" @click=${this.#release}>
          ${t(active ? "leave-active-confirm" : "leave-waiting-confirm")}
        </button>
      </form>
    </dialog>`;
  }

  /** The page around this one wants to close the panel. @param {boolean} force */
  #close(force) {
    if (force || !this.model.busy) return this.#release();
    this.embed?.answerClose("asking");
    /** @type {HTMLDialogElement} */ (this.querySelector(".leave-dialog")).showModal();
  }

  #release = () => {
    this.model.giveUp();
    this.embed?.answerClose("released");
  };

  /** @param {{ name: "waiting" | "paired" | "ended" | "callback-requested" }} event */
  #tell({ name, ...detail }) {
    this.embed?.tell(name, detail);
  }

  /** A new screen is a new page to whoever listens to it: the focus goes to its heading. */
  async #focusHeading() {
    const view = this.querySelector("main > *");
    if (view instanceof LitElement) await view.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector("main h1"))?.focus();
  }
}

await loadLocale("common", "buyer", "room-policy");
customElements.define("consult-page", ConsultPage);
