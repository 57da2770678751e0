/** Lengths as the reader writes them: centimetres, or inches where those are usual. */
import { formatNumber } from "../modules/i18n.js";

/** @typedef {"cm" | "in"} Unit */

export const CM_PER_INCH = 2.54;

/** Countries in which people know their measures in inches. */
const INCHES = new Set(["US", "GB", "LR", "MM"]);

/**
 * The unit that somebody with these languages likely measures in.
 * @param {readonly string[]} languages BCP 47 tags, as in `navigator.languages`
 * @returns {Unit}
 */
export function usualUnit(languages) {
  const region = languages.map((tag) => new Intl.Locale(tag).region).find((code) => code !== undefined);
  return region !== undefined && INCHES.has(region) ? "in" : "cm";
}

/**
 * A number as somebody typed it, with a comma or a point.
 * @param {string} text
 * @returns {number | null} null when there is none
 */
export function typedNumber(text) {
  const plain = text.normalize("NFKC").trim().replace(",", ".");
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(plain)) return null;
  return Number(plain);
}

/**
 * The same length in the other unit, as it is shown in a field.
 * @param {number} value
 * @param {Unit} from
 * @param {Unit} to
 */
export function converted(value, from, to) {
  const factor = from === to ? 1 : to === "cm" ? CM_PER_INCH : 1 / CM_PER_INCH;
  return Math.round(value * factor * 10) / 10;
}

/**
 * A length with its unit, to a millimetre or a tenth of an inch.
 * @param {number} cm
 * @param {Unit} unit
 */
export function lengthText(cm, unit) {
  return `${lengthNumber(cm, unit)} ${unit}`;
}

/**
 * A range of lengths, without the unit.
 * @param {readonly [number, number] | undefined} limits in cm
 * @param {Unit} unit
 */
export function rangeText(limits, unit) {
  return limits ? limits.map((cm) => lengthNumber(cm, unit)).join("–") : "–";
}

/**
 * @param {number} cm
 * @param {Unit} unit
 */
function lengthNumber(cm, unit) {
  return formatNumber(unit === "cm" ? cm : cm / CM_PER_INCH, { maximumFractionDigits: 1 });
}
