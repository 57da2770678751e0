/**
 * `<callback-list>`: buyers who asked to be called back, the soonest first, each with the agent's own clock and the
 * buyer's. Call `refresh()` when there may be new ones.
 *
 * Fires `count` with `detail: { count }`.
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { formatRelative, languageName, t, textFor } from "../modules/i18n.js";
import { formatZoned } from "./formats.js";
import { TickController } from "./ticking.js";

/**
 * @typedef {object} Callback
 * @property {string} id
 * @property {number} at_ms
 * @property {string} time_zone the buyer's
 * @property {string} contact
 * @property {string | null} note
 * @property {string} language
 * @property {import("../modules/messages.js").Purpose} purpose
 * @property {string} sku
 * @property {string} product_title
 * @property {number} created_ms
 * @property {"open" | "done"} status
 */

const PATH = "/api/v1/callbacks";
/** Other agents work off the same list. */
const REFRESH_MS = 60_000;

export class CallbackList extends LightElement {
  /** @override */
  static properties = {
    timeZone: { attribute: "time-zone" },
    callbacks: { state: true },
    failure: { state: true },
    marking: { state: true },
  };

  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  constructor() {
    super();
    /** The agent's time zone. */
    this.timeZone = "UTC";
    /** Null until they have come. @type {Callback[] | null} */
    this.callbacks = null;
    /** Error code of the last request. */
    this.failure = "";
    /** Id of the one that is being marked as done. */
    this.marking = "";
    new TickController(this, 30_000);
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    void this.refresh();
    this.#timer = setInterval(() => this.refresh(), REFRESH_MS);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async refresh() {
    await this.#request(async () => {
      const { items } = await requestJson(`${PATH}?status=open`);
      this.#show(/** @type {Callback[]} */ (items).toSorted((a, b) => a.at_ms - b.at_ms));
    });
  }

  /** @override */
  render() {
    const { callbacks } = this;
    return html`<div role="status">
        ${this.failure ? html`<p class="banner banner--poor">${textFor("error", this.failure)}</p>` : nothing}
        ${callbacks?.length === 0 ? html`<p class="list__empty">${t("agent-callbacks-empty")}</p>` : nothing}
      </div>
      <ul class="list">
        ${repeat(
          callbacks ?? [],
          ({ id }) => id,
          (callback) => this.#callback(callback),
        )}
      </ul>`;
  }

  /** @param {Callback} callback */
  #callback(callback) {
    const overdue = callback.at_ms < Date.now();
    const mine = this.#clock(callback.at_ms, this.timeZone);
    const theirs = this.#clock(callback.at_ms, callback.time_zone);
    return html`<li><article class="entry" aria-label=${callback.product_title} data-callback=${callback.id}>
      <header class="entry__head">
        <h3><time datetime=${new Date(callback.at_ms).toISOString()}>${mine}</time></h3>
        <span class="badge ${overdue ? "badge--poor" : ""}">${formatRelative(callback.at_ms)}</span>
      </header>
      <p class="small muted">${t("agent-callback-there", { time: theirs, zone: callback.time_zone })}</p>
      <p><bdi>${callback.product_title}</bdi></p>
      <p class="small muted">${t(`agent-purpose-${callback.purpose}`)} · ${languageName(callback.language)}</p>
      <p class="entry__contact">${t("agent-callback-contact")} <bdi>${callback.contact}</bdi></p>
      ${callback.note ? html`<p class="small entry__text" dir="auto">${callback.note}</p>` : nothing}
      <button type="button" class="button" data-testid="callback-done" ?disabled=${this.marking === callback.id}
        aria-label=${t("agent-callback-done-named", { contact: callback.contact })}
        @click=${() => this.#done(callback.id)}>${t("agent-callback-done")}</button>
    </article></li>`;
  }

  /**
   * @param {number} ms
   * @param {string} zone
   */
  #clock(ms, zone) {
    const day = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "short" });
    const time = /** @type {const} */ ({ hour: "numeric", minute: "2-digit" });
    return formatZoned(ms, zone, { ...day, ...time }) ?? new Date(ms).toISOString();
  }

  /** @param {string} id */
  async #done(id) {
    this.marking = id;
    await this.#request(async () => {
      await requestJson(`${PATH}/${encodeURIComponent(id)}`, { method: "PATCH", body: { status: "done" } });
      this.#show((this.callbacks ?? []).filter((callback) => callback.id !== id));
    });
    this.marking = "";
  }

  /** @param {Callback[]} callbacks */
  #show(callbacks) {
    this.callbacks = callbacks;
    this.dispatchEvent(new CustomEvent("count", { detail: { count: callbacks.length } }));
  }

  /** @param {() => Promise<void>} request */
  async #request(request) {
    try {
      await request();
      this.failure = "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    }
  }
}

customElements.define("callback-list", CallbackList);
