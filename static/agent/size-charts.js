/**
 * `<size-charts>`: a dialog in which a supervisor keeps the shop's size charts: all of them, or one to be edited. What is
 * not saved waits until the page is left, whatever else is opened meanwhile.
 */
/** @import { ChartEntry, Opened, Place, SizeChartEditor, Unsaved } from "./size-chart-editor.js" */
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError, requestJson } from "../modules/api.js";
import { formatDateTime, t, textFor } from "../modules/i18n.js";
import { dimensionName } from "../room/size-words.js";
import { draftOf, emptyDraft } from "./size-chart-draft.js";
import "./size-chart-editor.js";

const PATH = "/api/v1/size-charts";
/** Of the chart that is not stored yet. */
const NEW = "new";

export class SizeCharts extends LightElement {
  /** @override */
  static properties = {
    shop: {},
    entries: { state: true },
    failure: { state: true },
    opened: { state: true },
  };

  /** What is not saved, by id. @type {Map<string, Unsaved>} */
  #unsaved = new Map();
  /** Id of what is being edited: a new chart gets another when it is saved. */
  #edited = "";

  constructor() {
    super();
    /** Id of the shop. */
    this.shop = "";
    /** Null until they are known. @type {ChartEntry[] | null} */
    this.entries = null;
    /** Why they could not be had; "" for nothing. */
    this.failure = "";
    /** The chart that is shown; null shows all of them. @type {Opened | null} */
    this.opened = null;
  }

  async open() {
    this.querySelector("dialog")?.showModal();
    await this.#load();
  }

  /** @override */
  render() {
    const { opened } = this;
    return html`<dialog class="wide-dialog" aria-labelledby="size-charts-title" data-testid="size-charts">
      <div class="wide-dialog__head">
        <h2 class="dialog__title" id="size-charts-title">${t("agent-size-charts")}</h2>
        <button type="button" class="button button--quiet" data-testid="size-charts-close" aria-label=${t("close")}
          @click=${this.#close}>${icon("close")}</button>
      </div>
      ${
        opened
          ? keyed(
              opened,
              html`<size-chart-editor shop=${this.shop} .opened=${opened} .taken=${this.#taken}
                @edited=${this.#keep} @saved=${this.#saved} @removed=${this.#removed} @back=${this.#back}></size-chart-editor>`,
            )
          : this.#all()
      }
    </dialog>`;
  }

  #all() {
    const { entries, failure } = this;
    if (failure !== "") return html`<p class="field__error" role="alert">${textFor("error", failure)}</p>`;
    if (entries === null) return html`<p class="muted" role="status">${t("loading")}</p>`;
    return html`<div class="stack">
      <p class="small muted">${t("agent-charts-hint")}</p>
      ${entries.length === 0 ? html`<p class="list__empty">${t("agent-charts-none")}</p>` : this.#list(entries)}
      <p><button type="button" class="button button--primary" data-testid="chart-new" @click=${this.#openNew}>
        ${icon("plus")} ${t("agent-chart-new")}</button> ${this.#note(NEW)}</p>
    </div>`;
  }

  /** @param {ChartEntry[]} entries */
  #list(entries) {
    return html`<ul class="list" data-testid="charts">
      ${entries.map((entry) => {
        const { rows, dimensions, system, group } = entry.chart;
        const names = dimensions.map((name) => dimensionName(name, group ?? ""));
        return html`<li class="chart-item">
          <button type="button" class="button chart-item__open" data-testid=${`chart-${entry.scope}-${entry.key}`}
            @click=${() => this.#open(entry)}><bdi>${t(`agent-chart-of-${entry.scope}`, { key: entry.key })}</bdi></button>
          <span>${t("agent-charts-sizes", { count: rows.length, system, first: rows[0].size, last: rows[rows.length - 1].size })}</span>
          <span class="small muted">${names.join(" · ")}</span>
          <span class="small muted">${t("agent-charts-changed", { when: formatDateTime(entry.updated_ms) })}</span>
          ${this.#note(idOf(entry))}
        </li>`;
      })}
    </ul>`;
  }

  /** @param {string} id */
  #note(id) {
    return this.#unsaved.has(id)
      ? html`<span class="badge badge--fair">${t("agent-chart-unsaved")}</span>`
      : nothing;
  }

  async #load() {
    try {
      this.entries = (await requestJson(PATH)).items;
      this.failure = "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failure = error.code;
    }
  }

  /** @param {ChartEntry} entry */
  #open(entry) {
    const { scope, key, chart } = entry;
    this.#show(idOf(entry), entry, { place: { scope, key }, draft: draftOf(chart) });
  }

  #openNew() {
    this.#show(NEW, null, { place: { scope: "product", key: "" }, draft: emptyDraft() });
  }

  /**
   * @param {string} id
   * @param {ChartEntry | null} entry
   * @param {Unsaved} stored
   */
  async #show(id, entry, stored) {
    this.#edited = id;
    this.opened = { entry, ...(this.#unsaved.get(id) ?? stored) };
    await this.#focus("size-chart-editor h3");
  }

  #back = async () => {
    const left = this.#edited;
    this.opened = null;
    await this.#focus(`[data-testid="${CSS.escape(`chart-${left.replace(" ", "-")}`)}"]`);
  };

  /** An arrow function, as those below: the editor calls it. @param {Place} place */
  #taken = (place) => this.entries?.some((entry) => idOf(entry) === idOf(place)) ?? false;

  /** @param {CustomEvent<Unsaved | null>} event */
  #keep = ({ detail }) => {
    if (detail) this.#unsaved.set(this.#edited, detail);
    else this.#unsaved.delete(this.#edited);
  };

  /** @param {CustomEvent<ChartEntry>} event */
  #saved = ({ detail }) => {
    this.#edited = idOf(detail);
    void this.#load();
  };

  #removed = async () => {
    this.#unsaved.delete(this.#edited);
    this.entries = this.entries?.filter((entry) => idOf(entry) !== this.#edited) ?? null;
    this.opened = null;
    await this.#focus("[data-testid=chart-new]");
  };

  /** @param {string} selector */
  async #focus(selector) {
    await this.updateComplete;
    await /** @type {SizeChartEditor | null} */ (this.querySelector("size-chart-editor"))?.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.focus();
  }

  #close() {
    this.querySelector("dialog")?.close();
  }
}

/** @param {Place} place */
function idOf({ scope, key }) {
  return `${scope} ${key}`;
}

customElements.define("size-charts", SizeCharts);
