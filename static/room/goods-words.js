/** @import { CartItem } from "../modules/messages.js" */
/** @import { ProductDetails, Variant } from "./product-details.js" */
import { t } from "../modules/i18n.js";

/**
 * What an item of the cart is, in words: title, size, colour, and how many if more than one.
 * @param {CartItem} item
 */
export function itemWords({ title, size, colour, quantity = 1 }) {
  const many = quantity > 1 ? t("goods-times", { quantity }) : null;
  return [title, size && t("goods-size", { size }), colour, many].filter(Boolean).join(", ");
}

/**
 * What is left of a variant, in words; empty where the shop does not tell.
 * @param {Variant} variant
 */
export function stockWords({ stock }) {
  if (stock === null) return "";
  return stock === 0 ? t("goods-sold-out") : t("goods-left", { count: stock });
}

/**
 * Variants by colour, in the order of the shop; those without a colour are together.
 * @param {ProductDetails} product
 * @returns {Map<string | null, Variant[]>}
 */
export function byColour({ variants }) {
  /** @type {Map<string | null, Variant[]>} */
  const groups = new Map();
  for (const variant of variants) {
    const group = groups.get(variant.colour) ?? [];
    groups.set(variant.colour, [...group, variant]);
  }
  return groups;
}
