/** @import { Room } from "./room.js" */
import { LightElement } from "../components/light-element.js";

/** Base of the room's components: they have the room, and are drawn anew whenever what they show of it changes. */
export class RoomElement extends LightElement {
  /** @override @type {import("lit").PropertyDeclarations} */
  static properties = { room: { attribute: false } };

  #draw = () => this.requestUpdate();
  /** @type {EventTarget[]} */
  #followed = [];

  constructor() {
    super();
    /** Given by whoever renders it, before it comes to the page. */
    this.room = /** @type {Room} */ (/** @type {unknown} */ (null));
  }

  /** Whose `change` events it follows. @returns {EventTarget[]} */
  get sources() {
    return [];
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.#follow(this.sources);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#follow([]);
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has("room")) this.#follow(this.sources);
  }

  /** @param {EventTarget[]} sources */
  #follow(sources) {
    for (const source of this.#followed) source.removeEventListener("change", this.#draw);
    for (const source of sources) source.addEventListener("change", this.#draw);
    this.#followed = sources;
  }
}
