/** `<governor-note>`: what has just been done about the link, in words, for as long as it is news. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { eventText } from "../monitor/timeline-events.js";

/** @typedef {import("../modules/consultation.js").Consultation} Consultation */
/** @typedef {import("../modules/messages.js").TimelineEvent} TimelineEvent */

const NEWS_FOR_MS = 8000;

/** What an agent can do nothing about and need not know of is left to the timeline. */
const SHOWN = new Set(["governor", "route"]);

export class GovernorNote extends LightElement {
  /** @override */
  static properties = { consultation: { attribute: false }, news: { state: true } };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #listening = new AbortController();

  constructor() {
    super();
    /** @type {Consultation | null} */
    this.consultation = null;
    /** @type {TimelineEvent | null} */
    this.news = null;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listening.abort();
    clearTimeout(this.#timer);
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!changed.has("consultation")) return;
    this.#listening.abort();
    this.#listening = new AbortController();
    this.news = null;
    this.consultation?.addEventListener(
      "told",
      (event) => this.#tell(/** @type {CustomEvent<TimelineEvent>} */ (event).detail),
      { signal: this.#listening.signal },
    );
  }

  /** @override */
  render() {
    const { news } = this;
    return html`<p class="governor-note small" role="status" data-testid="governor-note"
      data-reason=${news?.reason ?? nothing}>${news ? eventText({ reason: "", values: {}, ...news }) : ""}</p>`;
  }

  /** @param {TimelineEvent} event */
  #tell(event) {
    if (!SHOWN.has(event.kind)) return;
    this.news = event;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.news = null;
    }, NEWS_FOR_MS);
  }
}

customElements.define("governor-note", GovernorNote);
