/** What the service answers about a size, in words. */
import { formatNumber, t, textFor } from "../modules/i18n.js";
import { lengthText, rangeText } from "./size-units.js";

/**
 * @typedef {import("./size-units.js").Unit} Unit
 *
 * @typedef {object} Reason as `server/sizing/recommend.py` gives it
 * @property {string} code
 * @property {Record<string, string | number>} values
 */

/**
 * What a dimension is called, for whom the garment is made.
 * @param {string} name
 * @param {string} group
 */
export function dimensionName(name, group) {
  return textFor("size-dimension", name, { group, name });
}

/**
 * How sure a size is.
 * @param {number} probability
 */
export function sureness(probability) {
  const word =
    probability >= 0.7 ? "high" : probability >= 0.5 ? "good" : probability >= 0.35 ? "fair" : "low";
  const share = formatNumber(probability, { style: "percent", maximumFractionDigits: 0 });
  return t("size-sure", { word: t(`size-sure-${word}`), share });
}

/**
 * A reason without `body_cm`, as a summary has it, names the dimension alone.
 * @param {Reason} reason
 * @param {Unit} unit
 * @param {string} group
 */
export function reasonText({ code, values }, unit, group) {
  const { least_cm, most_cm } = values;
  const known = typeof least_cm === "number" && typeof most_cm === "number";
  /** @type {Record<string, string | number>} */
  const args = { range: known ? `${rangeText([least_cm, most_cm], unit)} ${unit}` : "" };
  for (const [name, value] of Object.entries(values)) {
    if (name.endsWith("_cm")) args[name.slice(0, -3)] = lengthText(Number(value), unit);
    else if (["dimension", "larger", "smaller"].includes(name))
      args[name] = dimensionName(String(value), group);
    else args[name] = typeof value === "number" ? formatNumber(value) : value;
  }
  if ("dimension" in args) args.measured = "body" in args ? t("size-measured", args) : args.dimension;
  return textFor("size-why", code, args);
}

/**
 * @param {{ code: string, values?: Record<string, string | number> }} fault as in the server's problem details
 * @param {string} group
 */
export function faultText({ code, values = {} }, group) {
  const { least_cm, most_cm, ...rest } = values;
  const range = `${formatNumber(Number(least_cm))}–${formatNumber(Number(most_cm))} cm`;
  return textFor("size-fault", code, { ...rest, group, range });
}
