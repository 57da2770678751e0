/**
 * `<size-outcomes>`: a dialog in which a supervisor tells what became of sizes (kept, too small, too big), and reads which
 * products run small or large by it. Every wrong cell of what is sent is named; until all are right nothing is taken.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { requestJson } from "../modules/api.js";
import { formatNumber, t } from "../modules/i18n.js";
import { TableDialog } from "./table-dialog.js";

const PATH = "/api/v1/size-outcomes";
/** What was told is learned from within about this time, in ms; asked for again so many times. */
const LEARNED_MS = 1000;
const TRIES = 5;
const COLUMNS = ["id", "sku", "outcome", "size", "date"];

/**
 * @typedef {object} ProductOutcomes as the service lists them
 * @property {string} sku
 * @property {string} category
 * @property {number} kept
 * @property {number} too_small
 * @property {number} too_big
 * @property {{ mean_sizes: number, standard_error: number, n: number, runs: "small" | "large" | null } | null} offset
 */

export class SizeOutcomes extends TableDialog {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  static properties = {
    ...TableDialog.properties,
    products: { state: true },
    text: { state: true },
  };

  constructor() {
    super();
    /** Those that came back most for their size first; null until they are known. @type {ProductOutcomes[] | null} */
    this.products = null;
    /** What stands in the field. */
    this.text = "";
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async open() {
    this.show();
    await this.request(() => this.#load());
  }

  /** @override */
  render() {
    return html`<dialog class="wide-dialog" aria-labelledby="size-outcomes-title" data-testid="size-outcomes">
      <div class="wide-dialog__head">
        <h2 class="dialog__title" id="size-outcomes-title">${t("agent-size-outcomes")}</h2>
        <button type="button" class="button button--quiet" data-testid="size-outcomes-close" aria-label=${t("close")}
          @click=${this.close}>${icon("close")}</button>
      </div>
      <div class="stack">
        ${this.#form()}
        <div class="stack stack--tight">
          <div class="wide-dialog__head">
            <h3 id="outcomes-learned">${t("agent-outcomes-learned")}</h3>
            <button type="button" class="button button--quiet" data-testid="outcomes-refresh" aria-disabled=${this.busy}
              @click=${this.#refresh}>${t("agent-outcomes-refresh")}</button>
          </div>
          ${this.#learned()}
        </div>
      </div>
    </dialog>`;
  }

  #form() {
    return html`<form class="stack stack--tight" @submit=${this.#send}>
      <div class="small stack stack--tight" id="outcomes-hint">
        <p>${t("agent-outcomes-hint")}</p>
        <dl class="table-dialog__columns">
          ${COLUMNS.map((column) => html`<div><dt>${column}</dt><dd>${t(`agent-outcome-column-${column}`)}</dd></div>`)}
        </dl>
      </div>
      <div class="field">
        <label for="outcomes-file">${t("agent-outcomes-file")}</label>
        <input class="input" type="file" id="outcomes-file" data-testid="outcomes-file"
          accept=".csv,.json,text/csv,application/json" @change=${this.#read}>
      </div>
      <div class="field">
        <label for="outcomes-text">${t("agent-outcomes-text")}</label>
        <textarea class="input table-dialog__text" id="outcomes-text" data-testid="outcomes-text" rows="6" wrap="off"
          spellcheck="false" placeholder="id,sku,outcome,size,date" aria-describedby="outcomes-hint outcomes-result"
          aria-invalid=${this.faults.length > 0} .value=${this.text} @input=${this.#type}></textarea>
      </div>
      <div id="outcomes-result" role="status" data-testid="outcomes-result">${this.result("agent-outcome-fault")}</div>
      <p><button class="button button--primary" data-testid="outcomes-send"
        aria-disabled=${this.busy || this.text.trim() === ""}>${t("agent-outcomes-send")}</button></p>
    </form>`;
  }

  #learned() {
    const { products } = this;
    if (products === null) return this.failure === "" ? html`<p class="muted">${t("loading")}</p>` : nothing;
    if (products.length === 0) return html`<p class="list__empty">${t("agent-outcomes-none")}</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="outcomes-learned">
      <table class="table numbers" data-testid="outcomes-table">
        <thead>
          <tr>
            <th scope="col">${t("agent-outcomes-product")}</th>
            <th scope="col">${t("agent-outcomes-kept")}</th>
            <th scope="col">${t("agent-outcomes-too-small")}</th>
            <th scope="col">${t("agent-outcomes-too-big")}</th>
            <th scope="col">${t("agent-outcomes-runs")}</th>
          </tr>
        </thead>
        <tbody>${products.map((product) => this.#product(product))}</tbody>
      </table>
    </div>
    <p class="small muted">${t("agent-outcomes-explained")}</p>`;
  }

  /** @param {ProductOutcomes} product */
  #product({ sku, category, kept, too_small, too_big, offset }) {
    return html`<tr data-testid=${`outcomes-${sku}`} data-runs=${offset?.runs ?? ""}>
      <th scope="row"><bdi>${sku}</bdi><br><span class="small muted"><bdi>${category}</bdi></span></th>
      ${[kept, too_small, too_big].map((count) => html`<td>${formatNumber(count)}</td>`)}
      <td>${
        offset
          ? html`<strong class=${offset.runs ? "outcomes__clear" : "muted"}>${t(`agent-outcomes-runs-${offset.runs ?? "unclear"}`)}</strong><br>
              <span class="small muted">${intervalText(offset)}</span>`
          : t("agent-outcomes-learning")
      }</td>
    </tr>`;
  }

  /** @param {Event & { target: HTMLInputElement }} event */
  async #read({ target }) {
    const [file] = target.files ?? [];
    if (!file) return;
    this.text = await file.text();
    // The same file may be chosen again when it has been mended.
    target.value = "";
    this.forget();
  }

  /** @param {Event & { target: HTMLTextAreaElement }} event */
  #type({ target }) {
    this.text = target.value;
    this.forget();
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (this.busy || text === "") return;
    this.forget();
    const type = text.startsWith("{") ? "application/json" : "text/csv";
    await this.request(async () => {
      const taken = await requestJson(PATH, { method: "POST", body: new Blob([text], { type }) });
      this.done = { text: "agent-outcomes-taken", values: taken };
      this.text = "";
      await this.#load();
    });
  }

  async #refresh() {
    if (!this.busy) await this.request(() => this.#load());
  }

  async #load(tries = TRIES) {
    /** @type {ProductOutcomes[]} */
    const products = (await requestJson(PATH)).items;
    this.products = products;
    clearTimeout(this.#timer);
    if (tries === 0 || products.every(isLearned)) return;
    this.#timer = setTimeout(() => this.request(() => this.#load(tries - 1)), LEARNED_MS);
  }
}

/** Whether all that was told of a product counts already. @param {ProductOutcomes} product */
function isLearned({ kept, too_small, too_big, offset }) {
  return offset !== null && offset.n >= kept + too_small + too_big;
}

/** By how much a product runs small, with where that lies 19 times in 20. @param {NonNullable<ProductOutcomes["offset"]>} offset */
function intervalText({ mean_sizes, standard_error }) {
  const written = (/** @type {number} */ sizes) =>
    formatNumber(sizes, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: "negative" });
  const [least, most] = [mean_sizes - 2 * standard_error, mean_sizes + 2 * standard_error];
  return t("agent-outcomes-interval", {
    sizes: written(mean_sizes),
    least: written(least),
    most: written(most),
  });
}

customElements.define("size-outcomes", SizeOutcomes);
