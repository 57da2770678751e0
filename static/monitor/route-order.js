/** @import { Order } from "./live-order.js" */
/** @import { Grouping, RouteItem } from "./views.js" */
import { countryName, t } from "../modules/i18n.js";
import { compare } from "./live-order.js";
import { placeName } from "./written.js";

/** What consultations can be grouped by. @type {readonly Grouping[]} */
export const GROUPINGS = ["route", "country", "region", "path", "browser", "codec"];

/**
 * @typedef {"name" | "n" | "due" | "within" | "p50" | "p95" | "over-floor" | "floor" | "freezes" | "missing"} RouteColumn
 */

/** @type {Record<Exclude<RouteColumn, "name">, (item: RouteItem) => number | null>} */
const KEYS = {
  n: ({ consultations }) => consultations,
  due: ({ figures }) => figures.due_s,
  within: ({ figures }) => figures.within_share,
  p50: ({ figures }) => figures.p50_ms,
  p95: ({ figures }) => figures.p95_ms,
  "over-floor": ({ over_floor }) => over_floor,
  floor: ({ floor_ms }) => floor_ms,
  freezes: ({ figures }) => figures.freezes,
  missing: ({ figures }) => figures.missing_share,
};

/**
 * @param {readonly RouteItem[]} items
 * @param {Grouping} grouping
 * @param {Order} order `by`: a `RouteColumn`
 * @returns {RouteItem[]} what is unknown goes last
 */
export function ordered(items, grouping, { by, descending }) {
  const key = by in KEYS ? KEYS[/** @type {keyof typeof KEYS} */ (by)] : () => null;
  const value = (/** @type {RouteItem} */ item) => (by === "name" ? routeName(item, grouping) : key(item));
  return items.toSorted((a, b) => compare(value(a), value(b), descending));
}

/**
 * What the consultations of a group have in common, in words.
 * @param {RouteItem} item
 * @param {Grouping} grouping
 */
export function routeName({ country, region, path, browser, codec }, grouping) {
  const from = country ? countryName(country) : t("monitor-unknown");
  const to = region ? placeName(region) : t("monitor-unknown");
  switch (grouping) {
    case "route":
      return t("monitor-way", { from, to });
    case "country":
      return from;
    case "region":
      return to;
    case "path":
      return path === "direct" || path === "relay" ? t(`monitor-path-${path}`) : t("monitor-unknown");
    case "browser":
      return browser || t("monitor-unknown");
    case "codec":
      return codec || t("monitor-unknown");
  }
}
