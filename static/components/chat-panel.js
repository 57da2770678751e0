/**
 * `<chat-panel>`: the written side of a consultation. Lines are text and nothing else, each isolated from the
 * direction of its surroundings.
 *
 * Fires `send-chat` with `detail.text` (trimmed, never empty).
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatDateTime, t } from "../modules/i18n.js";
import { icon } from "./icons.js";
import { LightElement } from "./light-element.js";

/** As `MAX_CHAT_CHARACTERS` in signaling/messages.py. */
const MAX_CHARACTERS = 2000;

/** @typedef {import("../modules/messages.js").ChatLine & { pending?: boolean }} Line */

export class ChatPanel extends LightElement {
  /** @override */
  static properties = {
    lines: { attribute: false },
    me: {},
    peerName: { attribute: "peer-name" },
    disabled: { type: Boolean },
  };

  constructor() {
    super();
    /** In the order of the conversation; `pending` ones are not stored by the server yet. @type {readonly Line[]} */
    this.lines = [];
    /** Whose lines are one's own. @type {"buyer" | "agent"} */
    this.me = "buyer";
    /** What the other side is called. */
    this.peerName = "";
    /** True when nothing can be sent any more. */
    this.disabled = false;
  }

  /** @override */
  render() {
    return html`
      <div class="chat__log" role="log" tabindex="0" aria-label=${t("chat-log")} data-testid="chat-log">
        ${this.lines.length === 0 ? html`<p class="chat__empty">${t("chat-empty")}</p>` : nothing}
        ${repeat(
          this.lines,
          (line) => line.id,
          (line) => this.#line(line),
        )}
      </div>
      <form class="chat__form" @submit=${this.#submit}>
        <textarea class="input chat__input" rows="1" dir="auto" maxlength=${MAX_CHARACTERS} autocomplete="off"
          enterkeyhint="send" aria-label=${t("chat-input")} placeholder=${t("chat-input")} data-testid="chat-input"
          ?disabled=${this.disabled} @keydown=${this.#keydown} @input=${this.#grow}></textarea>
        <button class="button button--primary chat__send" data-testid="chat-send" aria-label=${t("chat-send")}
          ?disabled=${this.disabled}>${icon("send", "icon--mirrored")}</button>
      </form>
    `;
  }

  /** @param {Line} line */
  #line(line) {
    const own = line.sender === this.me;
    return html`<div class="chat__line ${own ? "chat__line--own" : ""} ${line.pending ? "chat__line--pending" : ""}"
      data-sender=${line.sender}>
      <span class="visually-hidden">${own ? t("chat-you") : t("chat-from", { name: this.peerName })}:</span>
      <bdi class="chat__text" dir="auto">${line.text}</bdi>
      <span class="chat__time">${
        line.pending ? t("chat-pending") : formatDateTime(line.sent_ms, { timeStyle: "short" })
      }</span>
    </div>`;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  updated(changed) {
    if (!changed.has("lines")) return;
    const log = this.querySelector(".chat__log");
    log?.scrollTo({ top: log.scrollHeight });
  }

  /** @param {KeyboardEvent} event */
  #keydown(event) {
    // Enter that ends the composition of a Chinese word must not send the message.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.querySelector("form")?.requestSubmit();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const input = this.#input();
    const text = input.value.trim();
    if (text === "" || this.disabled) return;
    this.dispatchEvent(new CustomEvent("send-chat", { detail: { text } }));
    input.value = "";
    this.#grow();
    input.focus();
  }

  #grow() {
    const input = this.#input();
    input.style.setProperty("block-size", "auto");
    input.style.setProperty("block-size", `${input.scrollHeight + 2}px`);
  }

  #input() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }
}

customElements.define("chat-panel", ChatPanel);
