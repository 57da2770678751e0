/** @import { Fault } from "../modules/api.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";

/** Base of the dialogs in which a supervisor hands a table to the service, which names every wrong row of it. */
export class TableDialog extends LightElement {
  /** @override */
  static properties = {
    busy: { state: true },
    done: { state: true },
    failure: { state: true },
    faults: { state: true },
  };

  constructor() {
    super();
    this.busy = false;
    /** What was done last: its text, with values. @type {{ text: string, values?: Record<string, number> } | null} */
    this.done = null;
    /** Code of what went wrong last; "" for nothing. */
    this.failure = "";
    /** @type {readonly Fault[]} */
    this.faults = [];
  }

  show() {
    this.querySelector("dialog")?.showModal();
  }

  close() {
    this.querySelector("dialog")?.close();
  }

  /** What was done or went wrong before counts no longer. */
  forget() {
    this.done = null;
    this.failure = "";
    this.faults = [];
  }

  /**
   * Runs work against the service, and keeps what the service has against it.
   * @param {() => Promise<void>} work
   */
  async request(work) {
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
      this.faults = error.faults;
    } finally {
      this.busy = false;
    }
  }

  /** What came of the last request. @param {string} faultTexts what the texts of faults begin with */
  result(faultTexts) {
    if (this.done) {
      return html`<p class="table-dialog__done">${icon("check")} ${t(this.done.text, this.done.values)}</p>`;
    }
    if (this.failure === "") return nothing;
    return html`<p class="field__error">${textFor("error", this.failure)}</p>
      <ul class="small">
        ${this.faults.map(({ code, values }) => html`<li>${textFor(faultTexts, code, values)}</li>`)}
      </ul>`;
  }
}
