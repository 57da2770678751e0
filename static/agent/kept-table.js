import { requestBlob, requestJson } from "../modules/api.js";
import { TableDialog } from "./table-dialog.js";

/**
 * Base of the dialogs that edit a table which the service keeps, as CSV, as a spreadsheet also opens it; until every row is right nothing is
 * changed. A subclass renders `table` in the only `textarea`.
 */
export class KeptTable extends TableDialog {
  #path;

  /** @override */
  static properties = { ...TableDialog.properties, table: { state: true } };

  /** @param {string} path of the API */
  constructor(path) {
    super();
    this.#path = path;
    /** The table as the service has it; null until it is known. @type {string | null} */
    this.table = null;
  }

  async open() {
    this.forget();
    this.table = null;
    this.show();
    await this.request(() => this.load());
  }

  async load() {
    this.table = await (await requestBlob(`${this.#path}?format=csv`)).text();
  }

  /**
   * Hands over what stands in the field.
   * @param {Event} event of the form
   * @param {string} done text of what was done then
   */
  async save(event, done) {
    event.preventDefault();
    if (this.busy || this.table === null) return;
    this.forget();
    const text = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea")).value;
    this.table = text;
    await this.request(async () => {
      await requestJson(this.#path, { method: "PUT", body: new Blob([text], { type: "text/csv" }) });
      this.done = { text: done };
    });
  }
}
