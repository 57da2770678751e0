/** What the address of the consult page says. The token in its fragment is taken out of the address bar at once. */
import { recall, remember } from "../modules/tab.js";

/**
 * @typedef {object} Parameters
 * @property {string} sku empty when the address names none
 * @property {string | null} shop
 * @property {string | null} purpose
 * @property {string | null} language of the consultation
 * @property {string | null} embedder origin of the page that says it embeds this one
 * @property {string | null} token
 */

/** @returns {Parameters} */
export function readParameters() {
  const query = new URLSearchParams(location.search);
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  if (token !== null) {
    remember("token", token);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return {
    sku: query.get("product") ?? "",
    shop: query.get("shop"),
    purpose: query.get("purpose"),
    language: query.get("language") ?? query.get("lang"),
    embedder: origin(query.get("embedder")),
    token: token ?? recall("token"),
  };
}

/** @param {string | null} text */
function origin(text) {
  return text !== null && URL.canParse(text) && new URL(text).origin === text ? text : null;
}
