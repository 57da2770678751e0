/** Countries by their codes (ISO 3166-1 alpha-2), as far as the browser knows them. */
import { countryName, locale } from "./i18n.js";

/** Codes that browsers name though nobody lives there: unions, test codes, and parts that have a country's code too. */
const NO_COUNTRIES = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** @type {{ locale: string, listed: { code: string, name: string }[] } | null} */
let made = null;

/** All countries with their names in the reader's language, in its order. */
export function countries() {
  if (made?.locale === locale()) return made.listed;
  const { compare } = new Intl.Collator(locale());
  const listed = codes()
    .map((code) => ({ code, name: countryName(code) }))
    .sort((one, other) => compare(one.name, other.name));
  made = { locale: locale(), listed };
  return listed;
}

/** The country that the browser's language names; null when it names none, or a larger part of the world (`es-419`). */
export function browserCountry() {
  return countryOr(new Intl.Locale(navigator.language).region);
}

/**
 * What looks like a country's code; null for all else.
 * @param {unknown} code
 */
export function countryOr(code) {
  return typeof code === "string" && /^[A-Z]{2}$/.test(code) ? code : null;
}

function codes() {
  const known = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const pairs = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return pairs.filter((code) => !NO_COUNTRIES.has(code) && known.of(code) !== undefined && isCurrent(code));
}

/** A country that is no more has the code of what it is now: DD becomes DE. @param {string} code */
function isCurrent(code) {
  return new Intl.Locale(`und-${code}`).region === code;
}
