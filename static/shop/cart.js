/** @import { Product } from "./product-tile.js" */
import { withVideoConsult } from "./video-consult.js";

const STORAGE_KEY = "demo-shop.cart";

/**
 * @typedef {object} CartItem an item as embed.js hands it over
 * @property {string} id the same wish has the same one
 * @property {string} sku
 * @property {string} title
 * @property {string | null} [variant]
 * @property {string | null} [size]
 * @property {string | null} [colour]
 * @property {string | null} [price]
 * @property {number} [quantity]
 */

/**
 * The demo shop's cart, which answers what an agent puts in: as a shop on another site would, by `VideoConsult.on`.
 *
 * Fires `change`.
 */
export class Cart extends EventTarget {
  #products;

  /** @param {() => Promise<Product[]>} products what the shop has */
  constructor(products) {
    super();
    this.#products = products;
    /** @type {CartItem[]} */
    this.items = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "[]");
    withVideoConsult((api) => {
      api.on("add-to-cart", (item) => this.add(item));
      api.on("remove-from-cart", (item) => this.remove(item.id));
    });
  }

  get count() {
    return this.items.reduce((sum, { quantity = 1 }) => sum + quantity, 0);
  }

  /**
   * Puts an item in, unless there is not as much of it left.
   * @param {CartItem} item
   * @returns {Promise<{ status: "added" | "out-of-stock" | "refused" }>}
   */
  async add(item) {
    if (this.items.some(({ id }) => id === item.id)) return { status: "added" };
    const product = (await this.#products()).find(({ sku }) => sku === item.sku);
    if (!product) return { status: "refused" };
    const stock = product.variants.find(({ id }) => id === item.variant)?.stock ?? Infinity;
    const held = this.items.filter(({ sku, variant }) => sku === item.sku && variant === item.variant);
    const wanted = [...held, item].reduce((sum, { quantity = 1 }) => sum + quantity, 0);
    if (wanted > stock) return { status: "out-of-stock" };
    this.#keep([...this.items, item]);
    return { status: "added" };
  }

  /** @param {string} id @returns {{ status: "removed" }} */
  remove(id) {
    this.#keep(this.items.filter((item) => item.id !== id));
    return { status: "removed" };
  }

  /** @param {CartItem[]} items */
  #keep(items) {
    this.items = items;
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(items));
    this.dispatchEvent(new Event("change"));
  }
}
