/** `<history-list>`: past consultations, newest first, page by page. Call `refresh()` when there is a new one. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";
import "./history-item.js";

/** @typedef {import("./history-item.js").HistoryEntry} HistoryEntry */

const PAGE = 20;

export class HistoryList extends LightElement {
  /** @override */
  static properties = {
    linked: { type: Boolean },
    entries: { state: true },
    cursor: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** Whether each leads to its timeline on the monitor, which supervisors may see. */
    this.linked = false;
    /** Null until they have come. @type {HistoryEntry[] | null} */
    this.entries = null;
    /** Where the next page begins; null on the last. @type {string | null} */
    this.cursor = null;
    this.busy = false;
    /** Error code of the last request. */
    this.failure = "";
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.refresh();
  }

  /** Reads the newest page again; the pages below it are asked for anew. */
  async refresh() {
    const page = await this.#page(null);
    if (!page) return;
    this.entries = page.items;
    this.cursor = page.next_cursor;
  }

  /** @override */
  render() {
    const { entries } = this;
    return html`<div role="status">
        ${this.failure ? html`<p class="banner banner--poor">${textFor("error", this.failure)}</p>` : nothing}
        ${entries === null && this.busy ? html`<p class="list__empty">${t("loading")}</p>` : nothing}
        ${entries?.length === 0 ? html`<p class="list__empty">${t("agent-history-empty")}</p>` : nothing}
      </div>
      <ul class="list">
        ${repeat(
          entries ?? [],
          (entry) => entry.id,
          (entry) => html`<li><history-item .entry=${entry} .linked=${this.linked}></history-item></li>`,
        )}
      </ul>
      ${
        this.cursor || this.failure
          ? html`<button type="button" class="button button--wide" data-testid="history-more" ?disabled=${this.busy}
              @click=${this.#more}>${t(this.failure ? "try-again" : "agent-history-more")}</button>`
          : nothing
      }`;
  }

  async #more() {
    if (!this.cursor) return this.refresh();
    const page = await this.#page(this.cursor);
    if (!page) return undefined;
    this.entries = [...(this.entries ?? []), ...page.items];
    this.cursor = page.next_cursor;
    return undefined;
  }

  /**
   * @param {string | null} cursor
   * @returns {Promise<{ items: HistoryEntry[], next_cursor: string | null } | null>} null when it failed
   */
  async #page(cursor) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor && { cursor }) });
    this.busy = true;
    try {
      const page = await requestJson(`/api/v1/consultations?${query}`);
      this.failure = "";
      return page;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
      return null;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("history-list", HistoryList);
