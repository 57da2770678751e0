/** @import { ProductView } from "../modules/messages.js" */
import { requestJson } from "../modules/api.js";

/**
 * A size of a chart: the body it fits, as least and most centimetres by dimension.
 * @typedef {{ size: string, body_cm: Record<string, [number, number]> }} SizeRow
 */
/** @typedef {{ system: string, dimensions: string[], rows: SizeRow[] }} SizeChart */
/**
 * What is really sold: one size in one colour. `price` is null where it is the product's own, `stock` where the shop
 * does not tell.
 * @typedef {{ id: string, size: string | null, colour: string | null, price: string | null, stock: number | null }} Variant
 */
/**
 * @typedef {ProductView & { description: string, images: string[], size_chart: SizeChart | null, variants: Variant[] }}
 *   ProductDetails
 */

/** @type {Map<string, Promise<ProductDetails>>} */
const known = new Map();

/**
 * What the shop says about a product beyond what the consultation carries. Asked for once a page.
 * @param {string} shop
 * @param {string} sku
 * @returns {Promise<ProductDetails>}
 * @throws {import("../modules/api.js").ApiError}
 */
export function productDetails(shop, sku) {
  const path = `/api/v1/shops/${encodeURIComponent(shop)}/products/${encodeURIComponent(sku)}`;
  const before = known.get(path);
  if (before) return before;
  const details = requestJson(path).then((answer) => answer.product);
  known.set(path, details);
  // A failure is not kept: the next consultation about the product asks again.
  details.catch(() => known.delete(path));
  return details;
}
