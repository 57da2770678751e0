/**
 * Base of the shared components: a Lit element that renders into the page's own tree, so that theme.css, label
 * references and assistive technology reach across components, and that follows the interface language.
 *
 * A page that uses shared components links theme.css, forms.css and components/components.css.
 */
import { LitElement } from "lit";
import { LocaleController } from "../modules/i18n.js";

export class LightElement extends LitElement {
  constructor() {
    super();
    new LocaleController(this);
  }

  /** @override */
  createRenderRoot() {
    return this;
  }
}
