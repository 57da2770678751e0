/**
 * `<consultation-page>`: the whole course of one consultation, live or ended, with a replay.
 *
 * Fires `sign-out`, and `refused` with `detail: { code }` when the service does not let this person watch.
 */
import { html } from "lit";
import { LightElement } from "../components/light-element.js";
import { t, textFor } from "../modules/i18n.js";
import "./consultation-timeline.js";
import "./monitor-header.js";
import { MonitorStream } from "./monitor-stream.js";
import { Polled } from "./polled.js";

/** @typedef {import("../agent/staff-session.js").Staff} Staff */

/** A live consultation reports every 2 s; what is looked at closely may be a little older. */
const EVERY_MS = 4000;

export class ConsultationPage extends LightElement {
  /** @override */
  static properties = {
    staff: { attribute: false },
    url: { attribute: false },
    consultation: { attribute: false },
  };

  /** Tells the target, and whether this person may watch. */
  #stream = new MonitorStream(this);
  /** @type {Polled<import("./views.js").Timeline>} */
  #timeline = new Polled(this, () => this.#path(), EVERY_MS);

  constructor() {
    super();
    /** Who is signed in. @type {Staff | null} */
    this.staff = null;
    /** Of the WebSocket. @type {URL | string} */
    this.url = "";
    /** Its id. */
    this.consultation = "";
  }

  /** @override */
  render() {
    const { welcome } = this.#stream;
    const { value, failure } = this.#timeline;
    return html`<monitor-header .staff=${this.staff} inside @sign-out=${() => this.dispatchEvent(new Event("sign-out"))}></monitor-header>
      <main class="board" data-testid="consultation">
        ${
          value && welcome
            ? html`<consultation-timeline class="board__whole" .timeline=${value} .targetMs=${welcome.target_ms}></consultation-timeline>`
            : html`<h1>${t("monitor-consultation-title")}</h1>`
        }
        <div role="status" class="board__whole">
          ${failure ? html`<p class="banner banner--poor">${textFor("error", failure)}</p>` : ""}
          ${!value && !failure ? html`<p class="list__empty">${t("loading")}</p>` : ""}
        </div>
      </main>`;
  }

  /** What has ended does not change any more. */
  #path() {
    const { value } = this.#timeline;
    return value?.ended_ms ? null : `/api/v1/monitor/consultations/${encodeURIComponent(this.consultation)}`;
  }
}

customElements.define("consultation-page", ConsultationPage);
