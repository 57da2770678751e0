/**
 * `<agent-console>`: the agent's desk on one screen: status above; device check, offer, consultation or wrap-up in
 * the middle; product, chat, history and callbacks beside it.
 *
 * Fires `sign-out`, `signed-off` (the service does not know this session any more) and `ringing` with
 * `detail: { count, name }` whenever the number of ringing offers changes.
 */
import { html, nothing } from "lit";
import "../components/chat-panel.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { SignalingClient } from "../modules/signaling-client.js";
import { tabId } from "../modules/tab.js";
import { AgentDesk } from "./agent-desk.js";
import "./buyer-facts.js";
import "./callback-list.js";
import "./console-header.js";
import { consoleNotices } from "./console-notices.js";
import "./consultation-view.js";
import "./device-check.js";
import { buyerName } from "./formats.js";
import "./history-list.js";
import "./notice-list.js";
import "./offer-card.js";
import "./product-card.js";
import { Ringer } from "./ringer.js";
import "./side-tabs.js";
import "./wrap-up-form.js";

/** @typedef {import("./staff-session.js").Staff} Staff */
/** @typedef {import("./consultation-view.js").ConsultationView} ConsultationView */
/** @typedef {import("./history-list.js").HistoryList} HistoryList */
/** @typedef {import("./callback-list.js").CallbackList} CallbackList */
/** @typedef {import("../modules/messages.js").ConsultationView} View */

export class AgentConsole extends LightElement {
  /** @override */
  static properties = {
    staff: { attribute: false },
    url: { attribute: false },
    desk: { state: true },
    tab: { state: true },
    callbackCount: { state: true },
    readLines: { state: true },
  };

  #ringer = new Ringer();
  #ringing = false;
  #shownStatus = "away";

  constructor() {
    super();
    /** Who is signed in. @type {Staff | null} */
    this.staff = null;
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
    /** @type {AgentDesk | null} */
    this.desk = null;
    this.tab = "history";
    this.callbackCount = 0;
    /** How many lines of the chat were on screen when its tab was left. */
    this.readLines = 0;
  }

  /** @override */
  async firstUpdated() {
    const view = /** @type {ConsultationView} */ (this.querySelector("consultation-view"));
    await view.updateComplete;
    if (!this.isConnected) return;
    const signaling = new SignalingClient({
      url: this.url,
      hello: async () => ({ type: "agent-hello", tab: await tabId() }),
    });
    const desk = new AgentDesk({ signaling, screen: view.screen });
    desk.addEventListener("change", () => this.#changed(desk));
    desk.addEventListener("saved", () => this.#refreshLists());
    this.desk = desk;
    signaling.start();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ringer.stop();
    this.desk?.close();
  }

  /** @override */
  render() {
    const { desk } = this;
    const status = desk?.status ?? "away";
    const superseded = desk?.signaling.status === "superseded";
    return html`<div class="console" data-status=${status}>
      <header><console-header .staff=${this.staff} .desk=${desk} @available=${this.#available}
        @away=${() => desk?.away()} @sign-out=${() => this.dispatchEvent(new Event("sign-out"))}></console-header></header>
      <p class="visually-hidden" aria-live="assertive">${this.#announcement()}</p>
      <notice-list .notices=${desk && !superseded ? consoleNotices(desk) : []} @dismiss=${this.#dismiss}
        @act=${() => desk?.consultation?.resume()}></notice-list>
      <div class="console__body" ?hidden=${superseded}>
        <main class="console__main">
          <h1 class="visually-hidden">${t("agent-console")}</h1>
          <consultation-view .desk=${desk} ?active=${status === "busy"}></consultation-view>
          ${desk ? this.#main(desk) : nothing}
        </main>
        <aside class="console__side" aria-label=${t("agent-side")}>${this.#side()}</aside>
      </div>
      ${superseded ? this.#superseded() : nothing}
    </div>`;
  }

  /** @param {AgentDesk} desk */
  #main(desk) {
    const { state } = desk;
    const clock = () => desk.nowMs;
    switch (desk.status) {
      case "offered":
        return state?.offer
          ? html`<offer-card .offer=${state.offer} .facts=${desk.buyer} .clock=${clock} ?answering=${desk.answering}
              @accept=${() => desk.accept()} @decline=${() => desk.decline()}></offer-card>`
          : nothing;
      case "busy":
        return nothing;
      case "wrap_up":
        return html`<wrap-up-form .view=${desk.view} ?saving=${desk.saving} @save=${this.#save}></wrap-up-form>`;
      default:
        return html`<section class="duty card" data-on=${desk.status === "available"}>
            <h2>${t(`agent-duty-${desk.status}`)}</h2>
            <p class="muted">${t(`agent-duty-${desk.status}-hint`)}</p>
          </section>
          <device-check .desk=${desk}></device-check>`;
    }
  }

  #side() {
    const { desk, staff } = this;
    const { view } = desk ?? {};
    const lists = [
      {
        id: "history",
        label: t("agent-history"),
        content: html`<history-list ?linked=${this.staff?.role === "supervisor"}></history-list>`,
      },
      {
        id: "callbacks",
        label: t("agent-callbacks"),
        count: this.callbackCount,
        countLabel: t("agent-callbacks-open", { count: this.callbackCount }),
        content: html`<callback-list time-zone=${staff?.time_zone ?? "UTC"} @count=${this.#count}></callback-list>`,
      },
    ];
    const current = desk && view && desk.status === "busy" ? [this.#consultationTab(desk, view)] : [];
    return html`<side-tabs label=${t("agent-side")} .tabs=${[...current, ...lists]} selected=${this.tab}
      @select=${this.#select}></side-tabs>`;
  }

  /**
   * @param {AgentDesk} desk
   * @param {View} view
   */
  #consultationTab(desk, view) {
    const lines = desk.consultation?.lines ?? [];
    const unread =
      this.tab === "current"
        ? 0
        : lines.slice(this.readLines).filter((line) => line.sender === "buyer").length;
    return {
      id: "current",
      label: t("agent-current"),
      count: unread,
      countLabel: t("agent-unread", { count: unread }),
      content: html`<div class="current">
        <div class="current__facts">
          <buyer-facts .facts=${desk.buyer} .view=${view} .clock=${() => desk.nowMs}></buyer-facts>
          <product-card .product=${view.product} .shop=${this.staff?.shop.id ?? ""} .purpose=${view.purpose}></product-card>
        </div>
        <chat-panel .lines=${lines} me="agent" peer-name=${buyerName(view.peer_name)}
          @send-chat=${(/** @type {CustomEvent<{ text: string }>} */ event) => desk.consultation?.sendChat(event.detail.text)}
        ></chat-panel>
      </div>`,
    };
  }

  #superseded() {
    return html`<main class="console__elsewhere stack" data-testid="superseded">
      <h1>${t("agent-superseded-title")}</h1>
      <p class="muted">${t("agent-superseded")}</p>
      <p><button type="button" class="button button--primary button--large" @click=${() => this.desk?.signaling.start()}>
        ${t("agent-superseded-here")}</button></p>
    </main>`;
  }

  #announcement() {
    const offer = this.desk?.state?.offer;
    if (!offer) return "";
    const { product, purpose } = offer.consultation;
    return t("agent-offer-announcement", {
      name: buyerName(offer.buyer_name),
      product: product.title,
      purpose: t(`agent-purpose-${purpose}`),
    });
  }

  /** @param {AgentDesk} desk */
  #changed(desk) {
    if (desk.signaling.status === "refused") this.dispatchEvent(new Event("signed-off"));
    this.#ring(desk);
    if (desk.status !== this.#shownStatus) {
      this.#shownStatus = desk.status;
      if (desk.status === "busy") this.tab = "current";
      else if (this.tab === "current") this.tab = "history";
      this.readLines = 0;
    }
    this.requestUpdate();
  }

  /** @param {AgentDesk} desk */
  #ring(desk) {
    const offer = desk.status === "offered" && !desk.answering ? desk.state?.offer : null;
    const ringing = Boolean(offer);
    if (ringing === this.#ringing) return;
    this.#ringing = ringing;
    if (ringing) this.#ringer.start();
    else this.#ringer.stop();
    const detail = { count: ringing ? 1 : 0, name: buyerName(offer?.buyer_name ?? "") };
    this.dispatchEvent(new CustomEvent("ringing", { detail, bubbles: true }));
  }

  #available() {
    this.#ringer.allow();
    this.desk?.available();
  }

  /** @param {CustomEvent<Omit<import("../modules/messages.js").SaveOutcome, "type">>} event */
  #save({ detail }) {
    this.#ringer.allow();
    this.desk?.save(detail);
  }

  /** @param {CustomEvent<{ key: string }>} event */
  #dismiss({ detail: { key } }) {
    this.desk?.dismiss(key);
  }

  /**
   * An arrow function: the tabs render the list, and Lit binds listeners to the element that renders.
   * @param {CustomEvent<{ count: number }>} event
   */
  #count = ({ detail: { count } }) => {
    this.callbackCount = count;
  };

  /** @param {CustomEvent<{ id: string }>} event */
  #select({ detail: { id } }) {
    if (this.tab === "current") this.readLines = this.desk?.consultation?.lines.length ?? 0;
    this.tab = id;
  }

  #refreshLists() {
    void (/** @type {HistoryList} */ (this.querySelector("history-list")).refresh());
    void (/** @type {CallbackList} */ (this.querySelector("callback-list")).refresh());
  }
}

customElements.define("agent-console", AgentConsole);
