/**
 * `<notice-list>`: what the agent should know just now, one line each, announced as they come.
 *
 * Fires `dismiss` and `act` with `detail: { key }`.
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

/**
 * @typedef {object} Notice
 * @property {string} key
 * @property {"info" | "good" | "fair" | "poor"} tone
 * @property {string} text
 * @property {string} [action] label of a button that does something about it
 * @property {boolean} [lasting] goes away by itself only
 */

/** @type {Record<Notice["tone"], import("../components/icons.js").IconName>} */
const SHAPES = { info: "info", good: "check", fair: "triangle", poor: "stop" };

export class NoticeList extends LightElement {
  /** @override */
  static properties = { notices: { attribute: false } };

  constructor() {
    super();
    /** @type {readonly Notice[]} */
    this.notices = [];
  }

  /** @override */
  render() {
    return html`<div class="notices" role="log" aria-live="polite" aria-label=${t("agent-notices")} data-testid="notices">
      ${repeat(
        this.notices,
        (notice) => notice.key,
        (notice) => this.#notice(notice),
      )}
    </div>`;
  }

  /** @param {Notice} notice */
  #notice({ key, tone, text, action, lasting }) {
    return html`<div class="banner banner--${tone}" data-notice=${key}>
      ${icon(SHAPES[tone])}<span class="banner__text">${text}</span>
      ${
        action
          ? html`<button type="button" class="button" @click=${() => this.#tell("act", key)}>${action}</button>`
          : nothing
      }
      ${
        lasting
          ? nothing
          : html`<button type="button" class="button button--quiet notices__close" aria-label=${t("close")}
              @click=${() => this.#tell("dismiss", key)}>${icon("close")}</button>`
      }
    </div>`;
  }

  /**
   * @param {"dismiss" | "act"} type
   * @param {string} key
   */
  #tell(type, key) {
    this.dispatchEvent(new CustomEvent(type, { detail: { key } }));
  }
}

customElements.define("notice-list", NoticeList);
