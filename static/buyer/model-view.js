/** Base of the consult page's views: they have the model and are drawn anew whenever it changes. */
import { LightElement } from "../components/light-element.js";

export class ModelView extends LightElement {
  /** @override @type {import("lit").PropertyDeclarations} */
  static properties = { model: { attribute: false } };

  #draw = () => this.requestUpdate();

  constructor() {
    super();
    /** Given by whoever renders the view, before it comes to the page. */
    this.model = /** @type {import("./buyer-model.js").BuyerModel} */ (/** @type {unknown} */ (null));
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.model.addEventListener("change", this.#draw);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.model.removeEventListener("change", this.#draw);
  }
}
