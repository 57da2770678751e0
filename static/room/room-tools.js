/**
 * `<room-tools>`: the tools of a consultation as a row of buttons, and below it the one that is open.
 *
 * Arrow keys go along the row, Escape closes what is open and returns to its button. Nothing is shown when there is no tool
 * for this side.
 */
/** @import { Consultation } from "../modules/consultation.js" */
/** @import { Role } from "../modules/messages.js" */
/** @import { Tool } from "./tools.js" */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { loadLocale, t } from "../modules/i18n.js";
import { Room } from "./room.js";
import { standing, TEXTS, TOOLS } from "./tools.js";

export class RoomTools extends LightElement {
  /** @override */
  static properties = {
    consultation: { attribute: false },
    side: {},
    token: { attribute: false },
    tools: { attribute: false },
    room: { state: true },
    opened: { state: true },
    reached: { state: true },
  };

  #leaving = new AbortController();

  constructor() {
    super();
    /** @type {Consultation | null} */
    this.consultation = null;
    /** @type {Role} */
    this.side = "buyer";
    /** The buyer's resume token, read anew for each request. @type {() => string | null} */
    this.token = () => null;
    /** @type {readonly Tool[]} */
    this.tools = TOOLS;
    /** @type {Room | null} */
    this.room = null;
    /** Id of the tool whose panel is open; "" for none. */
    this.opened = "";
    /** Id of the tool that the row's arrow keys are at. */
    this.reached = "";
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave();
  }

  /** @override */
  willUpdate() {
    if (this.consultation === (this.room?.consultation ?? null)) return;
    this.#leave();
    if (!this.consultation) return;
    const { consultation, side, token } = this;
    const room = new Room({ consultation, role: side, token: () => token() });
    this.#leaving = new AbortController();
    room.addEventListener("open", this.#asked, { signal: this.#leaving.signal });
    this.room = room;
  }

  /** @override */
  render() {
    const tools = this.#own;
    const { room } = this;
    if (!room || tools.length === 0) return nothing;
    const open = tools.find(({ id }) => id === this.opened);
    return html`<div class="tools" role="toolbar" aria-label=${t("tools")} data-testid="tools" @keydown=${this.#key}>
        ${tools.map((tool) => this.#button(tool))}
      </div>
      ${
        open
          ? html`<section class="tool-panel" id="tool-panel" aria-labelledby="tool-title" data-testid=${`panel-${open.id}`}
              @keydown=${this.#key}>
              <div class="tool-panel__head">
                <h2 class="tool-panel__title" id="tool-title" tabindex="-1">${t(`tool-${open.id}`)}</h2>
                <button type="button" class="button button--quiet tool-panel__close" data-testid="close-tool"
                  aria-label=${t("tool-close")} @click=${this.#close}>${icon("close")}</button>
              </div>
              <div class="tool-panel__body">${open.panel(room)}</div>
            </section>`
          : nothing
      }
      ${standing(room)}`;
  }

  /** Those that this side has. */
  get #own() {
    return this.tools.filter(({ roles }) => roles.includes(this.side));
  }

  /** @param {Tool} tool */
  #button({ id, icon: name }) {
    const opened = id === this.opened;
    const reached = id === this.#current;
    return html`<button type="button" class="tool" data-testid=${`tool-${id}`} data-tool=${id} aria-expanded=${opened}
      aria-controls=${opened ? "tool-panel" : nothing} tabindex=${reached ? 0 : -1} @click=${() => this.#toggle(id)}>
      ${icon(name)}<span>${t(`tool-${id}`)}</span>
    </button>`;
  }

  get #current() {
    const own = this.#own;
    return (own.find(({ id }) => id === this.reached) ?? own[0])?.id;
  }

  /** @param {string} id */
  #toggle(id) {
    this.reached = id;
    if (id === this.opened) this.#close();
    else void this.#open(id);
  }

  /** @param {string} id */
  async #open(id) {
    this.opened = id;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(".tool-panel__title"))?.focus();
  }

  #close = () => {
    const id = this.opened;
    this.opened = "";
    this.#focus(id);
  };

  /** The other side has done something in a tool: it is shown, and the focus stays where it is. @param {Event} event */
  #asked = (event) => {
    const { id } = /** @type {CustomEvent<{ id: string }>} */ (event).detail;
    if (this.#own.some((tool) => tool.id === id)) this.opened = id;
  };

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.defaultPrevented) return;
    if (event.key === "Escape" && this.opened !== "") {
      event.preventDefault();
      this.#close();
      return;
    }
    const row = /** @type {HTMLElement} */ (event.currentTarget).getAttribute("role") === "toolbar";
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!row || step === undefined) return;
    event.preventDefault();
    const ids = this.#own.map(({ id }) => id);
    const forward = this.matches(":dir(rtl)") ? -1 : 1;
    const now = ids.indexOf(this.#current ?? "");
    const beside = (now + step * forward + ids.length) % ids.length;
    const next = Number.isFinite(step) ? beside : step > 0 ? ids.length - 1 : 0;
    this.reached = ids[next];
    this.#focus(ids[next]);
  }

  /** @param {string} id */
  #focus(id) {
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-tool="${id}"]`))?.focus();
  }

  #leave() {
    this.#leaving.abort();
    this.room?.close();
    this.room = null;
    this.opened = "";
  }
}

await loadLocale(...TEXTS);
customElements.define("room-tools", RoomTools);
