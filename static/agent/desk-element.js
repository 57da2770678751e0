/** @import { AgentDesk } from "./agent-desk.js" */
import { LightElement } from "../components/light-element.js";

/** Base of the elements that show something of the desk: renders again whenever the desk has changed. */
export class DeskElement extends LightElement {
  /**
   * @override
   * @type {import("lit").PropertyDeclarations}
   */
  static properties = { desk: { attribute: false } };

  /** @type {AgentDesk | null} */
  #followed = null;

  constructor() {
    super();
    /** @type {AgentDesk | null} */
    this.desk = null;
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#follow(this.desk);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#follow(null);
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has("desk")) this.#follow(this.desk);
  }

  /** @param {AgentDesk | null} desk */
  #follow(desk) {
    if (desk === this.#followed) return;
    this.#followed?.removeEventListener("change", this.#refresh);
    desk?.addEventListener("change", this.#refresh);
    this.#followed = desk;
  }

  #refresh = () => this.requestUpdate();
}
