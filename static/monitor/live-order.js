/** @import { LiveConsultation, Welcome } from "../modules/messages.js" */
import { countryName, languageName } from "../modules/i18n.js";
import { isUnmeasured, lateMs, picture } from "./alerts.js";

/**
 * What a live consultation is ordered by. A value of null goes last, whichever way the others run.
 * @typedef {(live: LiveConsultation) => number | string | null} SortKey
 *
 * @typedef {object} Order
 * @property {string} by a column's id, or "worst"
 * @property {boolean} descending
 */

/** @type {Order} */
export const WORST_FIRST = { by: "worst", descending: true };

/**
 * How much a consultation wants a look: late now, then unmeasured, then by the share of its time that was late.
 * @param {LiveConsultation} live
 * @param {number} nowMs the server's clock
 * @param {Welcome} welcome
 * @returns {number} greater is worse; the whole part is the class, the fraction the share of the time outside the target
 */
export function badness(live, nowMs, welcome) {
  const outside = 1 - (picture(live)?.within_share ?? 1);
  const known = lateMs(live, welcome.target_ms) === null ? Number(isUnmeasured(live, nowMs)) : 2;
  // A share of one must not reach into the next class.
  return known + outside * 0.999;
}

/**
 * @param {readonly LiveConsultation[]} all
 * @param {SortKey} key
 * @param {boolean} descending
 * @returns {LiveConsultation[]} those that are equal in the order in which they began
 */
export function sorted(all, key, descending) {
  const keyed = all.map((live) => ({ live, value: key(live) }));
  keyed.sort((a, b) => compare(a.value, b.value, descending) || a.live.started_ms - b.live.started_ms);
  return keyed.map(({ live }) => live);
}

/**
 * The new state in an order that somebody is reading: what was there stays where it was, what is new comes after it.
 * @param {readonly LiveConsultation[]} all
 * @param {readonly string[]} ids of the order being read
 */
export function held(all, ids) {
  const places = new Map(ids.map((id, place) => [id, place]));
  const place = (/** @type {LiveConsultation} */ { id }) => places.get(id) ?? ids.length;
  return all.toSorted((a, b) => place(a) - place(b));
}

/**
 * Whether every word of the query is found in what the table writes of a consultation.
 * @param {LiveConsultation} live
 * @param {string} query as typed
 */
export function matches(live, query) {
  if (query === "") return true;
  const text = [
    live.agent_name,
    live.product_title,
    live.buyer_country && countryName(live.buyer_country),
    languageName(live.language),
    live.agent_region,
    live.browser,
  ]
    .join(" ")
    .toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * @param {number | string | null} a
 * @param {number | string | null} b
 * @param {boolean} descending
 * @returns {number} as `Array.sort` wants it; null goes last either way
 */
export function compare(a, b, descending) {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const ascending = typeof a === "string" ? a.localeCompare(String(b)) : a - Number(b);
  return descending ? -ascending : ascending;
}
