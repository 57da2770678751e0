/**
 * `<size-panel>`: the size advisor as a tool of the room, the same for both sides. Who has an answer can write it into
 * the chat: what somebody measures is shown to the other side by his own hand alone. The summary gets the last answer of
 * either, without measures.
 */
/** @import { Room } from "./room.js" */
/** @import { Answer } from "./size-advisor.js" */
import { html, nothing } from "lit";
import "./size-advisor.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

export class SizePanel extends LightElement {
  /** @override */
  static properties = {
    room: { attribute: false },
    answer: { state: true },
    shared: { state: true },
  };

  constructor() {
    super();
    /** @type {Room | null} */
    this.room = null;
    /** @type {Answer | null} */
    this.answer = null;
    this.shared = false;
  }

  /** @override */
  render() {
    const { room } = this;
    if (!room) return nothing;
    const { consultation, view } = room;
    return html`<div class="stack">
      <size-advisor shop=${consultation.shop} sku=${view.product.sku} .advise=${this.#advise} .proof=${this.#proof}
        @advised=${this.#advised}></size-advisor>
      ${
        this.answer
          ? html`<button type="button" class="button" data-testid="size-share" aria-disabled=${this.shared}
              @click=${this.#share}>${icon(this.shared ? "check" : "chat")}
              ${t(this.shared ? "size-shared" : "size-share", { name: view.peer_name })}</button>`
          : nothing
      }
    </div>`;
  }

  /** @param {object} body @returns {Promise<Answer>} */
  #advise = (body) => /** @type {Room} */ (this.room).api.post("size-advice", body);

  /** What is measured is kept for the buyer alone, and only if he says so. */
  #proof = () => {
    const resume = this.room?.token() ?? null;
    return resume === null ? null : { resume };
  };

  /** @param {CustomEvent<Answer>} event */
  #advised = ({ detail }) => {
    this.answer = detail;
    this.shared = false;
  };

  #share = () => {
    if (!this.room || !this.answer || this.shared) return;
    const { size, runner_up } = this.answer.advice;
    const text = runner_up
      ? t("size-shared-line", { size, other: runner_up.size })
      : t("size-shared-line-only", { size });
    this.shared = this.room.consultation.sendChat(text);
  };
}

customElements.define("size-panel", SizePanel);
