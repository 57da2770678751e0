/** The button that embed.js listens to: nothing but an attribute that names the product. */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { t } from "../modules/i18n.js";

/**
 * @param {import("../modules/messages.js").ProductView} product
 * @param {{ label: string, purpose?: string, primary?: boolean, shape?: import("../components/icons.js").IconName }} look
 */
export function liveButton(product, { label, purpose, primary = true, shape = "camera" }) {
  return html`<button type="button" class="button ${primary ? "button--primary" : ""}" aria-haspopup="dialog"
    data-consult-product=${product.sku} data-consult-purpose=${purpose ?? nothing}
    aria-label=${t("shop-live-about", { label, title: product.title })}>${icon(shape)} ${label}</button>`;
}
